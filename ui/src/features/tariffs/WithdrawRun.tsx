import { Input } from "antd";
import { useState } from "react";
import type { BillingRun } from "../../bindings/BillingRun";
import { call, mintId } from "../../platform";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { MoneyText } from "../../shared/MoneyText";
import { useAct } from "../../shared/useAct";

/** Asks why a billing run is taken back, and takes it back. */
export function WithdrawRun({ run, onBack }: { readonly run: BillingRun; readonly onBack: () => void }) {
  const [id] = useState(mintId);
  const [reason, setReason] = useState("");
  const withdraw = useAct(async () => {
    await call("withdraw_billing", { id, entry: run.entry, reason: reason.trim() });
    onBack();
  });
  return (
    <FormDialog
      title={`撤回出账：出到 ${run.through}，第 ${run.entry} 号`}
      confirmText="撤回这一次出账"
      danger
      testId="billing-withdraw-dialog"
      ready={reason.trim() !== ""}
      busy={withdraw.busy}
      failure={withdraw.failure}
      onSubmit={() => void withdraw.run()}
      onBack={onBack}
    >
      <p>这一次出的 <b><MoneyText fen={run.total_fen} /></b> 用红字冲回，出账和撤回都留在日志里；这几个月以后可以重新出。收过款的不能撤回。</p>
      <Field label="为什么撤回">
        <Input autoFocus value={reason} onChange={(e) => setReason(e.target.value)} placeholder="例如：月份选错了" aria-label="原因" data-testid="billing-withdraw-reason" />
      </Field>
    </FormDialog>
  );
}
