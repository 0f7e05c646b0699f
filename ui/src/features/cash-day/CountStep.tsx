import { useState } from "react";
import type { CountResult } from "../../bindings/CountResult";
import type { OpenDayView } from "../../bindings/OpenDayView";
import { call, mintId } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyInput } from "../../shared/MoneyInput";
import { grouped, parseAmount } from "../../shared/money";
import { useAct } from "../../shared/useAct";
import { CountColumn } from "./CountColumn";
import { counted as addUp, DENOMINATIONS, pieces, type Counts } from "./denominations";

interface Props {
  readonly day: OpenDayView;
  readonly onCounted: () => void;
  /** The count that stands; `null` while none was made or one more is being made. */
  readonly result: CountResult | null;
  readonly onAgain: () => void;
}

/** Step 1: the drawer by denomination, the other tenders by their statements. What is expected is not shown yet. */
export function CountStep({ day, onCounted, result, onAgain }: Props) {
  const done = result !== null;
  const [counts, setCounts] = useState<Counts>(() => countsOf(result));
  const [statements, setStatements] = useState<Readonly<Record<string, string>>>(() => statementsOf(result));
  const [id, setId] = useState(mintId);
  const total = addUp(counts);
  const untouched = DENOMINATIONS.every((d) => (counts[d.fen] ?? "").trim() === "");
  const readable = total !== null && day.tenders.every((t) => parseAmount(statements[t.code] ?? "").kind !== "mistake");
  const act = useAct(async () => {
    await call("submit_count", {
      id,
      pieces: DENOMINATIONS.map((d) => ({ denomination_fen: d.fen, pieces: pieces(counts[d.fen]) ?? 0 })).filter((p) => p.pieces > 0),
      tenders: day.tenders.flatMap((t) => {
        const parsed = parseAmount(statements[t.code] ?? "");
        return parsed.kind === "amount" ? [{ tender: t.code, counted_fen: parsed.fen }] : [];
      }),
    });
    setId(mintId());
    onCounted();
  });
  const first = day.tenders[0];
  const submit = () => {
    if (readable) void act.run();
  };

  return (
    <div className="panel card" data-testid="cash-day-step-count">
      <h2><span className="step">① 盘点</span><span className="quiet">先点钱，点完才显示账面数</span></h2>
      <CountColumn
        counts={counts}
        onCounts={setCounts}
        disabled={done || act.busy}
        onDone={() => (first ? focusStatement(first.code) : submit())}
      />
      {day.tenders.length > 0 && <div className="quiet">其他收款方式，按对账单或机器上的合计填；没有核对的空着。</div>}
      {day.tenders.map((t, i) => {
        const next = day.tenders[i + 1];
        return (
          <label key={t.code} className="statement-line">
            <span>{t.label}</span>
            <MoneyInput
              label={`${t.label}合计`}
              testId={`cash-day-statement-${t.code}`}
              text={statements[t.code] ?? ""}
              disabled={done || act.busy}
              onText={(text) => setStatements((s) => ({ ...s, [t.code]: text }))}
              onEnter={() => (next ? focusStatement(next.code) : submit())}
            />
            <span className="quiet">{(statements[t.code] ?? "") === "" ? "未核对" : ""}</span>
          </label>
        );
      })}
      <FailurePanel failure={act.failure} testId="cash-day-count-failure" />
      <div className="row" style={{ justifyContent: "flex-end" }}>
        {untouched && !done && <span className="quiet grow">抽屉里一分钱也没有，就直接提交。</span>}
        {done ? (
          <KeyButton testId="cash-day-recount" onClick={onAgain}>重新盘点</KeyButton>
        ) : (
          <KeyButton testId="cash-day-count-submit" keyName="F4" type="primary" disabled={!readable} loading={act.busy} onClick={submit}>点完了，看差异</KeyButton>
        )}
      </div>
    </div>
  );
}

function focusStatement(code: string) {
  document.querySelector<HTMLElement>(`[data-testid="cash-day-statement-${code}"]`)?.focus();
}

/** The pieces of a count made before, as typed. */
function countsOf(result: CountResult | null): Counts {
  return Object.fromEntries(result?.pieces.map((p) => [p.denomination_fen, String(p.pieces)]) ?? []);
}

function statementsOf(result: CountResult | null): Record<string, string> {
  const checked = result?.tenders.flatMap((t) => (t.tender === "cash" || t.counted_fen === null ? [] : [[t.tender, grouped(t.counted_fen)] as const]));
  return Object.fromEntries(checked ?? []);
}
