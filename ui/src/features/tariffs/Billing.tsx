import { useRef, useState } from "react";
import type { BillingPreview } from "../../bindings/BillingPreview";
import type { BillingView } from "../../bindings/BillingView";
import { call, mintId } from "../../platform";
import { MonthInput } from "../../shared/DateInput";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { withSign } from "../../shared/money";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { BillingLines, BillingRunList, BillingSums, UnbilledList } from "./BillingTables";

interface Props {
  readonly today: string;
  readonly onGoToTariffs: () => void;
}

type Side = "lines" | "unbilled" | "runs";

/** 出账: choose through which month, look at what would be charged, post it. */
export function Billing({ today, onGoToTariffs }: Props) {
  const [through, setThrough] = useState<string | null>(today.slice(0, 7));
  const [preview, setPreview] = useState<BillingPreview | null>(null);
  const [done, setDone] = useState<BillingView | null>(null);
  const [side, setSide] = useState<Side>("runs");
  // The same run asked for again after a fault is the same act.
  const id = useRef(mintId());
  const look = useAct(async () => {
    if (through === null) return;
    setDone(null);
    setPreview(null);
    const seen = await call("preview_billing", { through });
    id.current = mintId();
    setPreview(seen);
    setSide(seen.lines === 0 && seen.unbilled.length > 0 ? "unbilled" : "lines");
  });
  const run = useAct(async () => {
    if (preview === null || preview.lines === 0) return;
    const posted = await call("run_billing", { id: id.current, through: preview.through, expected_total_fen: preview.total_fen });
    setDone(posted);
    setPreview(null);
    setSide(posted.unbilled.length > 0 ? "unbilled" : "runs");
  });
  useKeys({ F4: () => void look.run(), F8: () => void run.run() });
  const unbilled = preview?.unbilled ?? done?.unbilled ?? [];

  return (
    <div className="stack grow" data-testid="billing">
      <div className="panel billing-head">
        <label className="row">
          <span className="figure-label">出账到</span>
          <MonthInput
            value={through}
            onChange={(month) => {
              setThrough(month);
              setPreview(null);
              run.clear();
            }}
            label="出账到哪个月"
            testId="billing-through"
          />
        </label>
        <KeyButton testId="billing-preview" keyName="F4" type={preview === null ? "primary" : "default"} disabled={through === null} loading={look.busy} onClick={() => void look.run()}>
          预览
        </KeyButton>
        {preview && (
          <>
            <Figure label="户数" value={String(preview.units)} testId="billing-units" />
            <Figure label="笔数" value={preview.lines.toLocaleString("zh-CN")} testId="billing-lines-count" />
            <div>
              <div className="figure-label">合计</div>
              <div className="figure"><MoneyText fen={preview.total_fen} testId="billing-total" /></div>
            </div>
          </>
        )}
        <span className="grow" />
        {preview && preview.lines > 0 && (
          <KeyButton testId="billing-run" keyName="F8" type="primary" size="large" loading={run.busy} onClick={() => void run.run()}>
            {`出账 ${preview.lines.toLocaleString("zh-CN")} 笔，合计 ${withSign(preview.total_fen)}`}
          </KeyButton>
        )}
      </div>
      <FailurePanel failure={look.failure ?? run.failure} testId="billing-failure" />
      {done && (
        <div className="notice good-news" role="status" data-testid="billing-done" data-entry={done.entry}>
          <span>
            ✓ 已出账到 {done.through}：{done.units} 户、{done.lines.toLocaleString("zh-CN")} 笔，合计 <b><MoneyText fen={done.total_fen} /></b>，凭证第 {done.entry} 号。
            {done.unbilled.length > 0 && `还有 ${done.unbilled.length} 项没有出账，见“漏户”。`}
          </span>
        </div>
      )}
      <div className="billing-body">
        <div className="panel table-frame">
          {preview === null && (
            done
              ? <EmptyState sign="✓" title="已经出账" advice="下一步：到“催缴通知”打印缴费通知单。要再看有没有漏的，按 F4 预览。" />
              : <EmptyState sign="①" title="先看再出" advice="选出账到哪个月，按 F4 预览。每一笔的算式都能看到，确认以后才入账。" />
          )}
          {preview && preview.lines === 0 && (
            <EmptyState title={`${preview.through} 及以前没有要出的账`} advice="已经出过账的不会再出第二次。缺价或缺面积的看“漏户”。" sign="✓">
              {preview.unbilled.length > 0 && <KeyButton testId="billing-go-tariffs" onClick={onGoToTariffs}>去定价</KeyButton>}
            </EmptyState>
          )}
          {preview && preview.lines > 0 && <BillingSums sums={preview.sums} />}
        </div>
        <div className="stack">
          <div className="row" role="tablist">
            <Tab on={side === "lines"} testId="billing-tab-lines" onClick={() => setSide("lines")}>
              {preview && preview.lines > preview.first_lines.length ? `明细（前 ${preview.first_lines.length} 笔）` : "明细"}
            </Tab>
            <Tab on={side === "unbilled"} testId="billing-tab-unbilled" onClick={() => setSide("unbilled")}>
              {unbilled.length > 0 ? `⚠ 漏户 ${unbilled.length}` : "漏户"}
            </Tab>
            <Tab on={side === "runs"} testId="billing-tab-runs" onClick={() => setSide("runs")}>以前出的账</Tab>
          </div>
          {side === "lines" && <BillingLines lines={preview?.first_lines ?? []} />}
          {side === "unbilled" && <UnbilledList rows={unbilled} known={preview !== null || done !== null} />}
          {side === "runs" && <BillingRunList />}
        </div>
      </div>
    </div>
  );
}

function Tab({ on, testId, onClick, children }: { readonly on: boolean; readonly testId: string; readonly onClick: () => void; readonly children: string }) {
  return (
    <button type="button" role="tab" aria-selected={on} className={`tab ${on ? "on" : ""}`} data-testid={testId} onClick={onClick}>
      {children}
    </button>
  );
}

function Figure({ label, value, testId }: { readonly label: string; readonly value: string; readonly testId: string }) {
  return (
    <div>
      <div className="figure-label">{label}</div>
      <div className="figure num" data-testid={testId}>{value}</div>
    </div>
  );
}
