import { Input } from "antd";
import { useState } from "react";
import type { ChargeView } from "../../bindings/ChargeView";
import type { OperatorView } from "../../bindings/OperatorView";
import type { SessionView } from "../../bindings/SessionView";
import { call, mintId, useRefresh } from "../../platform";
import { MoneyInput, textOf } from "../../shared/MoneyInput";
import { parseAmount } from "../../shared/money";
import { MoneyText } from "../../shared/MoneyText";
import { PinDialog } from "../../shared/PinDialog";
import { signersOf } from "./signers";

interface Props {
  readonly charge: ChargeView;
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  readonly onDone: () => void;
}

/** 减免 of one charge: how much, the written approval, the reason, and a supervisor's PIN beside the cashier. */
export function WaiveDialog({ charge, session, operators, onDone }: Props) {
  const [id] = useState(mintId);
  const [text, setText] = useState(textOf(charge.open_fen));
  const [approval, setApproval] = useState("");
  const refresh = useRefresh();
  const alone = session.operator.role !== "cashier";
  const parsed = parseAmount(text);
  const amount = parsed.kind === "amount" && parsed.fen > 0 && parsed.fen <= charge.open_fen ? parsed.fen : null;
  return (
    <PinDialog
      open
      title="减免"
      people={signersOf(operators)}
      needsPin={!alone}
      blocked={amount === null || approval.trim() === ""}
      reasonLabel="减免原因（印在账上，改不了）"
      confirmText="减免"
      testId="waive"
      onCancel={onDone}
      onSign={async ({ id: signer, pin, reason }) => {
        if (amount === null) return;
        const approver = alone ? null : { operator_id: Number(signer), pin };
        await call("waive", { id, charge_id: charge.id, amount_fen: amount, reason, approval: approval.trim(), approver });
        onDone();
        await refresh();
      }}
    >
      <p>{charge.item} <span className="num">{charge.period}</span>，欠 <b><MoneyText fen={charge.open_fen} /></b>。要有书面批准才能减免。</p>
      <div className="row" style={{ alignItems: "flex-start" }}>
        <label className="grow">
          <span className="figure-label">减免多少</span>
          <MoneyInput label="减免多少" testId="waive-amount" text={text} onText={setText} />
          {parsed.kind === "amount" && amount === null && <span className="field-mistake">✕ 要大于 0，不能多于欠的。</span>}
        </label>
        <label className="grow">
          <span className="figure-label">批准文号或日期</span>
          <Input value={approval} onChange={(e) => setApproval(e.target.value)} placeholder="例如 减2026-017" data-testid="waive-approval" />
        </label>
      </div>
    </PinDialog>
  );
}
