import { Input, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Approver } from "../../bindings/Approver";
import type { ClosedDay } from "../../bindings/ClosedDay";
import type { CountResult } from "../../bindings/CountResult";
import type { OperatorView } from "../../bindings/OperatorView";
import { call, mintId, useRefresh } from "../../platform";
import { enterWalks } from "../../shared/enterWalks";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyInput, textOf } from "../../shared/MoneyInput";
import { amountOrZero, less } from "../../shared/money";
import { MoneyText } from "../../shared/MoneyText";
import { useAct } from "../../shared/useAct";
import { SecondPerson, secondsOf, wantsSecond } from "./SecondPerson";

interface Props {
  readonly result: CountResult;
  readonly operators: readonly OperatorView[];
  /** Who is signed in: he can't be his own second. */
  readonly operatorId: number;
  readonly blocked: boolean;
  readonly onClosed: (day: ClosedDay) => void;
}

/** Step 3: reason and second person where due, what is carried to the bank, what stays as float, 日结. */
export function CloseStep({ result, operators, operatorId, blocked, onClosed }: Props) {
  const [banked, setBanked] = useState(textOf(less(result.cash_fen, result.keep_fen)));
  const [reason, setReason] = useState("");
  const [responsible, setResponsible] = useState("");
  const seconds = secondsOf(operators, operatorId);
  const [second, setSecond] = useState<number | null>(seconds[0]?.id ?? null);
  const [pin, setPin] = useState("");
  const [id] = useState(mintId);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const amount = amountOrZero(banked);
  const explained = !result.needs_reason || (reason.trim() !== "" && responsible.trim() !== "");
  const signed = !result.needs_second || (second !== null && pin !== "");
  const ready = amount !== null && amount <= result.cash_fen && explained && signed && !blocked;
  const refresh = useRefresh();
  const closeWith = async (approver: Approver | null) => {
    onClosed(await call("close_day", { id, banked_fen: amount, reason: reason.trim(), responsible: responsible.trim(), second: approver }));
  };
  const act = useAct(() => closeWith(result.needs_second && second !== null ? { operator_id: second, pin } : null));
  // Too much kept in the drawer: the core alone knows how much is too much.
  const needsSecond = wantsSecond(act.failure);
  const close = async () => {
    if (!ready) return;
    await act.run();
    setPin("");
  };

  return (
    <>
      <form
        className="panel card"
        ref={form}
        data-testid="cash-day-step-close"
        onKeyDown={enterWalks}
        onSubmit={(e) => {
          e.preventDefault();
          void close();
        }}
      >
        <h2><span className="step">③ 缴存与报告</span></h2>
        <div className="close-fields">
          {result.needs_reason && (
            <>
              <span>长短款原因</span>
              <Input value={reason} onChange={(e) => setReason(e.target.value)} placeholder="例如：找错零，待查" aria-label="长短款原因" data-testid="cash-day-reason" />
              <span>由谁负责</span>
              <div className="row wrap">
                <Input
                  className="grow"
                  value={responsible}
                  onChange={(e) => setResponsible(e.target.value)}
                  placeholder="姓名，或“公司”"
                  aria-label="由谁负责"
                  data-testid="cash-day-responsible"
                />
                {[...operators.filter((o) => o.active && o.id === operatorId).map((o) => o.name), "公司"].map((name) => (
                  <KeyButton key={name} size="small" testId={`cash-day-responsible-${name}`} onClick={() => setResponsible(name)}>{name}</KeyButton>
                ))}
              </div>
            </>
          )}
          {result.needs_second && (
            <>
              <span>复点人签字</span>
              <Select
                value={second}
                onChange={(chosen: number) => setSecond(chosen)}
                options={seconds.map((o) => ({ value: o.id, label: `${o.name}（${o.role_label}）` }))}
                notFoundContent="没有别的主管或经理，请先在“设置”里加。"
                aria-label="复点人"
                data-testid="cash-day-second"
              />
              <span>复点人密码</span>
              <Input type="password" autoComplete="off" value={pin} onChange={(e) => setPin(e.target.value)} aria-label="复点人密码" data-testid="cash-day-second-pin" />
            </>
          )}
          <span>缴存银行</span>
          <MoneyInput label="缴存银行" testId="cash-day-banked" text={banked} placeholder="0.00" onText={setBanked} />
          <span>留作备用金</span>
          <span className="figure" data-testid="cash-day-keep">
            {amount === null || amount > result.cash_fen ? <span className="owing">✕ 抽屉里只有 <MoneyText fen={result.cash_fen} /></span> : <MoneyText fen={less(result.cash_fen, amount)} />}
          </span>
        </div>
        {result.needs_second && <p className="quiet">差异超过限额，要主管或经理在场复点，输入他自己的密码。</p>}
        <FailurePanel failure={needsSecond === null ? act.failure : null} testId="cash-day-close-failure" />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <span className="quiet grow">{blocked ? "左边还有没办完的，办完才能日结。" : "日结以后这一天锁定，更正记在下一个营业日。"}</span>
          <KeyButton testId="cash-day-close" keyName="Enter" type="primary" size="large" htmlType="submit" disabled={!ready} loading={act.busy}>日结并出报告</KeyButton>
        </div>
      </form>
      {needsSecond !== null && (
        <SecondPerson
          asked={needsSecond}
          operators={operators}
          operatorId={operatorId}
          confirmText="确认日结"
          testId="cash-day-keep-second"
          onCancel={act.clear}
          onSign={async (approver) => {
            await closeWith(approver);
            await refresh();
          }}
        />
      )}
    </>
  );
}
