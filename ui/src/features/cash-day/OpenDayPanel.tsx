import { Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Approver } from "../../bindings/Approver";
import type { OperatorView } from "../../bindings/OperatorView";
import type { SessionView } from "../../bindings/SessionView";
import { call, mintId, Refusal, useAsk, useRefresh } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyInput } from "../../shared/MoneyInput";
import { less, parseAmount, type Fen } from "../../shared/money";
import { MoneyText } from "../../shared/MoneyText";
import { useAct } from "../../shared/useAct";
import { isComposing } from "../../shared/useKeys";
import { SecondPerson, wantsSecond } from "./SecondPerson";

interface Props {
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  /** To the close of a day that was left open. Not given where that is on the same screen. */
  readonly onClose?: () => void;
}

/** 开班: the float is counted and confirmed against what the last close kept. Says so when no day can be opened. */
export function OpenDayPanel({ session, operators, onClose }: Props) {
  const day = useAsk("day", null);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [id, setId] = useState(mintId);
  const field = useRef<InputRef>(null);
  const refresh = useRefresh();
  const open = async (float: Fen, second: Approver | null) => {
    await call("open_day", { id, float_fen: float, reason: reason.trim(), second });
    setId(mintId());
    setText("");
    setReason("");
  };
  const act = useAct((float: Fen) => open(float, null));
  const needsSecond = wantsSecond(act.failure);
  const asking = day.data !== undefined && day.data.open === null && day.data.cannot_open === null;
  // Also when its place comes back into sight.
  useEffect(() => {
    if (asking) field.current?.focus({ cursor: "all" });
  }, [asking]);
  const view = day.data;
  if (view === undefined) return <FailurePanel failure={day.error} />;
  if (view.open?.left_open === true) {
    return (
      <div className="notice caution" data-testid="day-left-open">
        <span className="grow">⚠ <b className="num">{view.open.business_date}</b> 的班还没有日结。先盘点、日结那一天，再开今天的班。</span>
        {onClose && <KeyButton testId="day-go-close" type="primary" keyName="F9" onClick={onClose}>去日结</KeyButton>}
      </div>
    );
  }
  if (view.open !== null) return null;
  if (view.cannot_open !== null) {
    return <FailurePanel failure={new Refusal(view.cannot_open.code, view.cannot_open.message)} testId="day-cannot-open" />;
  }
  const parsed = parseAmount(text);
  const float = parsed.kind === "amount" ? parsed.fen : null;
  const differs = float !== null && view.kept_fen !== null && float !== view.kept_fen;
  const tooMuch = float !== null && view.kept_fen !== null && Math.abs(less(float, view.kept_fen)) > view.over_short_limit_fen;
  const ready = float !== null && (!differs || reason.trim() !== "");
  const submit = () => {
    if (ready) void act.run(float);
  };
  return (
    <div className="panel open-day" data-testid="day-open-panel">
      <div>
        <h2>开班：营业日 <span className="num">{view.today}</span></h2>
        <p className="quiet">
          {view.kept_fen === null ? "第一次开班。点一遍抽屉里的备用金，输入金额；没有就输入 0。" : (
            <>上次日结{view.last_closed === null ? "" : `（${view.last_closed}）`}留下备用金 <b><MoneyText fen={view.kept_fen} /></b>。点一遍抽屉，输入点出的金额。</>
          )}
        </p>
      </div>
      <div className="row" style={{ alignItems: "flex-start" }}>
        <div style={{ width: "14rem" }}>
          <MoneyInput
            large
            ref={field}
            label="点出的备用金"
            testId="day-open-float"
            placeholder="点出的备用金"
            text={text}
            // What is typed while the day opens belongs nowhere.
            onText={(typed) => !act.busy && setText(typed)}
            onEnter={() => (differs && reason.trim() === "" ? document.getElementById("day-open-reason")?.focus() : submit())}
          />
        </div>
        {differs && (
          <Input
            id="day-open-reason"
            size="large"
            style={{ width: "24rem" }}
            value={reason}
            placeholder="为什么不一样"
            aria-label="为什么不一样"
            data-testid="day-open-reason"
            onChange={(e) => setReason(e.target.value)}
            onKeyDown={(e) => {
              if (e.key !== "Enter" || isComposing(e)) return;
              e.preventDefault();
              submit();
            }}
          />
        )}
        <KeyButton testId="day-open" keyName="Enter" type="primary" size="large" loading={act.busy} disabled={!ready} onClick={submit}>开班</KeyButton>
      </div>
      {differs && float !== null && view.kept_fen !== null && (
        <div className="warn">
          ⚠ 比上次留下的{float > view.kept_fen ? "多" : "少"} <MoneyText fen={float > view.kept_fen ? less(float, view.kept_fen) : less(view.kept_fen, float)} />。请再点一遍；确实不同就写明原因，差额记入待查。{tooMuch && "差得太多，还要主管或经理在场确认。"}
        </div>
      )}
      <FailurePanel failure={needsSecond === null ? act.failure : null} testId="day-open-failure" />
      {needsSecond !== null && float !== null && (
        <SecondPerson
          asked={needsSecond}
          operators={operators}
          operatorId={session.operator.id}
          confirmText="确认开班"
          testId="day-open-second"
          onCancel={act.clear}
          onSign={async (second) => {
            await open(float, second);
            act.clear();
            await refresh();
          }}
        />
      )}
    </div>
  );
}
