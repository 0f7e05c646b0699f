import type { BillingRun } from "../../bindings/BillingRun";
import { call } from "../../platform";
import { MoneyText } from "../../shared/MoneyText";
import { WithdrawDialog } from "../../shared/WithdrawDialog";

/** Takes a billing run back. */
export function WithdrawRun({ run, onBack }: { readonly run: BillingRun; readonly onBack: () => void }) {
  return (
    <WithdrawDialog
      title={`撤回出账：出到 ${run.through}，第 ${run.entry} 号`}
      confirmText="撤回这一次出账"
      example="例如：月份选错了"
      testId="billing-withdraw-dialog"
      reasonTestId="billing-withdraw-reason"
      onWithdraw={(id, reason) => call("withdraw_billing", { id, entry: run.entry, reason })}
      onBack={onBack}
    >
      <p>这一次出的 <b><MoneyText fen={run.total_fen} /></b> 用红字冲回，出账和撤回都留在日志里；这几个月以后可以重新出。收过款的不能撤回。</p>
    </WithdrawDialog>
  );
}
