import { Input, InputNumber, Radio } from "antd";
import { useState } from "react";
import type { Settings } from "../../bindings/Settings";
import { call, useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { Field } from "../../shared/Field";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyInput, textOf } from "../../shared/MoneyInput";
import { amountOrZero } from "../../shared/money";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";

const PAPERS = [
  { value: "a5", label: "A5（210 × 148）" },
  { value: "form_half", label: "针式二等分（241 × 139.7）" },
  { value: "form_third", label: "针式三等分（241 × 93.1）" },
];

/** What the office decides once. */
export function PapersSection() {
  const settings = useAsk("settings", null);
  if (settings.error !== null) return <FailurePanel failure={settings.error} testId="settings-failure" />;
  return settings.data ? <Form key={JSON.stringify(settings.data)} now={settings.data} /> : null;
}

function Form({ now }: { readonly now: Settings }) {
  const [limit, setLimit] = useState(textOf(now.over_short_limit_fen));
  const [ways, setWays] = useState(now.how_to_pay.join("\n"));
  const [phone, setPhone] = useState(now.phone);
  const [days, setDays] = useState<number | null>(now.deadline_days);
  const [paper, setPaper] = useState(now.receipt_paper);
  const [saved, setSaved] = useState(false);
  const amount = amountOrZero(limit);
  const ready = amount !== null && days !== null;
  const save = useAct(async () => {
    if (amount === null || days === null) return;
    await call("save_settings", {
      over_short_limit_fen: amount,
      how_to_pay: ways.split("\n").map((l) => l.trim()).filter((l) => l !== ""),
      phone: phone.trim(),
      deadline_days: days,
      receipt_paper: paper,
    });
    setSaved(true);
  });
  useKeys({ F8: () => ready && void save.run() });
  return (
    <form
      className="panel settings-card"
      onSubmit={(e) => {
        e.preventDefault();
        if (ready) void save.run();
      }}
      onChange={() => setSaved(false)}
    >
      <h2>票据和通知</h2>
      <Field label="收据纸张">
        <Radio.Group value={paper} onChange={(e) => setPaper(e.target.value as string)} options={PAPERS} data-testid="settings-paper" />
      </Field>
      <Field label="长短款限额" hint="日结差异超过它，要第二个人签字。">
        <div style={{ width: "12rem" }}><MoneyInput text={limit} onText={setLimit} label="长短款限额" testId="settings-limit" /></div>
      </Field>
      <Field label="缴费方式" hint="印在通知单上，一行一条：收费处地点和时间、银行账号和“房号+姓名+物业费”的备注。">
        <Input.TextArea rows={4} value={ways} onChange={(e) => setWays(e.target.value)} aria-label="缴费方式" data-testid="settings-ways" />
      </Field>
      <Field label="联系电话"><Input value={phone} onChange={(e) => setPhone(e.target.value)} style={{ width: "16rem" }} aria-label="联系电话" data-testid="settings-phone" /></Field>
      <Field label="通知单期限" hint="从打印到最后缴费日的天数。">
        <InputNumber value={days} onChange={setDays} min={1} max={180} precision={0} suffix="天" style={{ width: "10rem" }} aria-label="通知单期限" data-testid="settings-days" />
      </Field>
      {saved && <div className="notice good-news" role="status" data-testid="settings-saved">✓ 已保存</div>}
      <FailurePanel failure={save.failure} testId="settings-save-failure" onClose={save.clear} />
      <div className="row"><KeyButton testId="settings-save" keyName="F8" type="primary" htmlType="submit" disabled={!ready} loading={save.busy}>保存设置</KeyButton></div>
    </form>
  );
}
