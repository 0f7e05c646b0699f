import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { ClosedDay } from "../../bindings/ClosedDay";
import type { OperatorView } from "../../bindings/OperatorView";
import type { SessionView } from "../../bindings/SessionView";
import { call, useAsk } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { CloseStep } from "./CloseStep";
import { CountStep } from "./CountStep";
import { DifferenceStep } from "./DifferenceStep";
import { OpenDayPanel } from "./OpenDayPanel";
import "./cash-day.css";

/** Something that is still open and stands in the way of the close. */
export interface Blocker {
  readonly key: string;
  readonly title: string;
  readonly actText: string;
  readonly onAct: () => void;
}

interface Props {
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  readonly blockers: readonly Blocker[];
}

const HELP: ScreenHelp = {
  keys: [
    ["Enter", "下一个面额；最后一格提交"],
    ["ArrowUp", "上一个面额，↓ 下一个"],
    ["F4", "点完了，看差异"],
    ["F6", "以前的日结，↑ ↓ 选，Enter 打开日结单"],
    ["F1", "帮助"],
  ],
  notes: [
    "先点钱，提交以后才显示账面数；再点一遍也会留下记录。",
    "收的钱不能直接用来付开支：只有缴存银行和留作备用金。",
    "日结以后这一天锁定，以后的更正记在下一个营业日。",
  ],
};

/** 日结: count, differences, banking and report, on one page. */
export function CashDayScreen({ session, operators, blockers }: Props) {
  const day = useAsk("day", null);
  const [recounting, setRecounting] = useState(false);
  const [round, setRound] = useState(0);
  const [closed, setClosed] = useState<ClosedDay | null>(null);
  const open = day.data?.open ?? null;
  // The core's word alone: money that comes in after a count takes the count away.
  const result = recounting ? null : (open?.counted ?? null);
  useKeys({ F4: () => document.querySelector<HTMLElement>('[data-testid="cash-day-count-submit"]')?.click() });

  let body: ReactNode = <FailurePanel failure={day.error} testId="cash-day-failure" />;
  if (open) {
    body = (
      <>
        <div className="column">
          <CountStep
            key={`${open.business_date}-${round}`}
            day={open}
            result={result}
            onAgain={() => {
              setRecounting(true);
              setRound(round + 1);
            }}
            onCounted={() => setRecounting(false)}
          />
        </div>
        <div className="column">
          {result === null ? (
            <div className="panel grow"><EmptyState sign="②" title="点完抽屉，这里显示差异" advice="账面数要等点完才显示，这样点出来的才是真数。" /></div>
          ) : (
            <>
              <DifferenceStep result={result} />
              <CloseStep
                key={`${round}-${result.cash_fen}-${result.off_by_fen}`}
                result={result}
                operators={operators}
                operatorId={session.operator.id}
                blocked={blockers.length > 0}
                onClosed={setClosed}
              />
            </>
          )}
        </div>
      </>
    );
  } else if (day.data) {
    body = (
      <div className="column" style={{ gridColumn: "2 / 4" }}>
        {closed && <Closed day={closed} />}
        {/* Right after a close, that today is locked is said once. */}
        {!(closed && day.data.cannot_open) && <OpenDayPanel session={session} operators={operators} />}
      </div>
    );
  }

  return (
    <Screen
      title="日结"
      testId="cash-day"
      help={HELP}
      head={open && (
        <span className="quiet num">
          营业日 {open.business_date}，{open.opened_at.slice(11, 16)} 由{open.cashier}开班，备用金 <MoneyText fen={open.float_fen} />，收据 {open.receipts} 张
          {open.left_open && <b className="warn"> ⚠ 不是今天，先把这一天结了</b>}
        </span>
      )}
    >
      <div className="cash-day">
        <aside className="column">
          {open && <Blockers blockers={blockers} />}
          <ClosedDaysList />
        </aside>
        {body}
      </div>
    </Screen>
  );
}

function Blockers({ blockers }: { readonly blockers: readonly Blocker[] }) {
  return (
    <div className="panel" data-testid="cash-day-blockers" data-count={blockers.length}>
      <div className="blocker strong">还没办完的</div>
      {blockers.length === 0 && <div className="blocker good">✓ 没有，可以日结</div>}
      {blockers.map((b) => (
        <div key={b.key} className="blocker">
          <span className="warn">⚠ {b.title}</span>
          <KeyButton size="small" testId={`cash-day-blocker-${b.key}`} onClick={b.onAct}>{b.actText}</KeyButton>
        </div>
      ))}
    </div>
  );
}

function Closed({ day }: { readonly day: ClosedDay }) {
  const show = useAct((path: string) => call("open_paper", { path }));
  const { report } = day;
  return (
    <div className="panel card" data-testid="cash-day-closed" data-date={day.business_date}>
      <h2><span className="good">✓ {day.business_date} 已日结，账已锁定</span></h2>
      <div className="difference">
        <div><div className="figure-label">收款合计（{day.receipts} 张收据）</div><div className="figure"><MoneyText fen={day.taken_fen} /></div></div>
        <div><div className="figure-label">缴存银行</div><div className="figure"><MoneyText fen={day.banked_fen} /></div></div>
        <div><div className="figure-label">留作备用金</div><div className="figure"><MoneyText fen={day.kept_fen} /></div></div>
        {report && <KeyButton testId="cash-day-report" type="primary" autoFocus loading={show.busy} onClick={() => void show.run(report.path)}>打开日结单</KeyButton>}
      </div>
      {day.report_problem !== null && <div className="notice caution">⚠ 日结单没有生成：{day.report_problem}。账已锁定，在左边重新打开这一天的日结单。</div>}
      <FailurePanel failure={show.failure} />
      <p className="quiet num selectable ellipsis">账链 {day.chain_head}</p>
    </div>
  );
}

/** Days that are closed, the latest first, each with its report. */
function ClosedDaysList() {
  const days = useAsk("closed_days", null);
  const show = useAct(async (date: string) => {
    const paper = await call("day_report", { business_date: date });
    await call("open_paper", { path: paper.path });
  });
  const items = useRef<HTMLDivElement>(null);
  // Also while a count stands and the focus is in the close.
  useKeys({ F6: () => items.current?.querySelector("button")?.focus() });
  const walk = (event: KeyboardEvent) => {
    const { activeElement } = document;
    const next = event.key === "ArrowDown" ? activeElement?.nextElementSibling : event.key === "ArrowUp" ? activeElement?.previousElementSibling : null;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="panel side-list grow past-days" data-testid="cash-day-past-days">
      <header><span>以前的日结</span><kbd>F6</kbd></header>
      <FailurePanel failure={days.error ?? show.failure} />
      <div className="items" ref={items} onKeyDown={walk}>
        {days.data?.days.length === 0 && <div className="empty">还没有日结过</div>}
        {days.data?.days.map((d) => (
          <button key={d.business_date} type="button" className="side-item" data-testid="cash-day-past" data-date={d.business_date} onClick={() => void show.run(d.business_date)}>
            <b className="num">{d.business_date}</b>
            <MoneyText fen={d.taken_fen} />
            <span className="quiet ellipsis">{d.receipts} 张　{d.difference_fen === 0 ? "✓ 平" : d.difference_fen > 0 ? "⚠ 长款" : "⚠ 短款"}</span>
            <span className="quiet does">日结单</span>
          </button>
        ))}
      </div>
    </div>
  );
}
