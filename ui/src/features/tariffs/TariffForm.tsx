import { AutoComplete, Input, Radio, Select } from "antd";
import { useState } from "react";
import type { TariffsView } from "../../bindings/TariffsView";
import { call, mintId } from "../../platform";
import { buildingName } from "../../shared/buildingName";
import { DateInput } from "../../shared/DateInput";
import { FailurePanel } from "../../shared/FailurePanel";
import { Field } from "../../shared/Field";
import { KeyButton } from "../../shared/KeyButton";
import { fen } from "../../shared/money";
import { useAct } from "../../shared/useAct";
import { plainRate, priceSentence, rateMistake } from "./rates";

interface Props {
  readonly view: TariffsView;
  readonly today: string;
}

const FRESH = { item: "", treatment: "income", step: 1, rate: "", building: null, usage: null } as const;
const STEPS = [
  { value: 1, label: "到分" },
  { value: 10, label: "到角" },
  { value: 100, label: "到元" },
];

/** Sets a price from a date: for a fee item that is there, or for a new one. */
export function TariffForm({ view, today }: Props) {
  const [id, setId] = useState(mintId);
  const [item, setItem] = useState("");
  const [treatment, setTreatment] = useState<string>(FRESH.treatment);
  const [step, setStep] = useState<number>(FRESH.step);
  const [basis, setBasis] = useState(view.bases[0]?.code ?? "area");
  const [rate, setRate] = useState("");
  const [from, setFrom] = useState<string | null>(`${today.slice(0, 7)}-01`);
  const [building, setBuilding] = useState<string | null>(null);
  const [usage, setUsage] = useState<string | null>(null);
  const [proration, setProration] = useState(view.prorations[0]?.code ?? "actual_days");
  const [saved, setSaved] = useState<string | null>(null);
  const name = item.trim();
  const isNew = name !== "" && !view.items.some((i) => i.name === name);
  const plain = plainRate(rate);
  const mistake = rateMistake(plain);
  const ready = name !== "" && plain !== "" && mistake === null && from !== null;
  const sentence = priceSentence({
    item: name,
    rate: plain,
    basis,
    from,
    building,
    usage: view.usages.find((u) => u.code === usage)?.label ?? null,
  });
  const save = useAct(async () => {
    await call("set_tariff", {
      id,
      item: name,
      treatment: isNew ? treatment : null,
      step_fen: isNew ? fen(step) : null,
      basis,
      rate: plain,
      from: from ?? "",
      building,
      usage,
      proration,
    });
    setSaved(sentence);
    setId(mintId());
    setRate("");
  });
  const edit = <T,>(set: (value: T) => void) => (value: T) => {
    setSaved(null);
    set(value);
  };
  return (
    <form
      className="panel tariff-form"
      data-testid="tariff-form"
      onSubmit={(e) => {
        e.preventDefault();
        if (ready) void save.run();
      }}
    >
      <h2>新定一个价</h2>
      <Field label="收费项目" {...(isNew ? { hint: "新项目，保存时一起建立。" } : {})}>
        <AutoComplete
          value={item}
          onChange={edit((v: string | undefined) => setItem(v ?? ""))}
          options={view.items.map((i) => ({ value: i.name }))}
          defaultActiveFirstOption={false}
          style={{ width: "100%" }}
        >
          <Input data-testid="tariff-item" aria-label="收费项目" placeholder="选已有的，或写新项目，如 物业费" />
        </AutoComplete>
      </Field>
      {isNew && (
        <>
          <Field label="收来的钱">
            <Radio.Group value={treatment} onChange={(e) => setTreatment(e.target.value as string)} data-testid="tariff-treatment">
              <Radio value="income">本公司收入</Radio>
              <Radio value="agency">代收代缴</Radio>
            </Radio.Group>
          </Field>
          <Field label="金额取到">
            <Radio.Group value={step} onChange={(e) => setStep(e.target.value as number)} data-testid="tariff-step" options={STEPS} />
          </Field>
        </>
      )}
      <Field label="计价">
        <Radio.Group
          value={basis}
          onChange={(e) => edit(setBasis)(e.target.value as string)}
          data-testid="tariff-basis"
          options={view.bases.map((b) => ({ value: b.code, label: b.label }))}
        />
      </Field>
      <Field label="单价" mistake={mistake}>
        <Input
          value={rate}
          onChange={(e) => edit(setRate)(e.target.value)}
          className="money-input"
          inputMode="decimal"
          autoComplete="off"
          suffix={basis === "area" ? "元/㎡·月" : "元/户·月"}
          status={mistake === null ? "" : "error"}
          aria-label="单价"
          data-testid="tariff-rate"
        />
      </Field>
      <Field label="从哪天起">
        <DateInput value={from} onChange={edit(setFrom)} label="从哪天起" testId="tariff-from" />
      </Field>
      <Field label="只对楼栋">
        <Select
          value={building}
          onChange={(v: string | null | undefined) => edit(setBuilding)(v ?? null)}
          allowClear
          showSearch
          placeholder="全部楼栋"
          options={view.buildings.map((b) => ({ value: b, label: buildingName(b) }))}
          aria-label="只对楼栋"
          data-testid="tariff-building"
        />
      </Field>
      <Field label="只对用途">
        <Select
          value={usage}
          onChange={(v: string | null | undefined) => edit(setUsage)(v ?? null)}
          allowClear
          placeholder="全部用途"
          options={view.usages.map((u) => ({ value: u.code, label: u.label }))}
          aria-label="只对用途"
          data-testid="tariff-usage"
        />
      </Field>
      <Field label="不满一月">
        <Select
          value={proration}
          onChange={edit(setProration)}
          options={view.prorations.map((p) => ({ value: p.code, label: p.label }))}
          aria-label="不满一月怎么算"
          data-testid="tariff-proration"
        />
      </Field>
      {sentence !== null && <div className="notice" data-testid="tariff-sentence">{sentence}</div>}
      {saved !== null && <div className="notice good-news" role="status" data-testid="tariff-saved">✓ 已定：{saved}</div>}
      <FailurePanel failure={save.failure} testId="tariff-failure" onClose={save.clear} />
      <KeyButton testId="tariff-save" keyName="Enter" type="primary" htmlType="submit" disabled={!ready} loading={save.busy}>
        保存这个价
      </KeyButton>
    </form>
  );
}
