import { Input } from "antd";
import { useState, type ReactNode } from "react";
import { mintId } from "../platform";
import { Field } from "./Field";
import { FormDialog } from "./FormDialog";
import { useAct } from "./useAct";

interface Props {
  readonly title: string;
  readonly confirmText: string;
  /** An example of a reason. */
  readonly example: string;
  readonly testId: string;
  readonly reasonTestId: string;
  /** What is undone, for the person who decides. */
  readonly children: ReactNode;
  readonly onWithdraw: (id: string, reason: string) => Promise<unknown>;
  readonly onBack: () => void;
}

/** Asks why something is taken back as a whole, and takes it back: once, however often it is confirmed. */
export function WithdrawDialog({ title, confirmText, example, testId, reasonTestId, children, onWithdraw, onBack }: Props) {
  const [id] = useState(mintId);
  const [reason, setReason] = useState("");
  const withdraw = useAct(async () => {
    await onWithdraw(id, reason.trim());
    onBack();
  });
  return (
    <FormDialog
      title={title}
      confirmText={confirmText}
      danger
      testId={testId}
      ready={reason.trim() !== ""}
      busy={withdraw.busy}
      failure={withdraw.failure}
      onSubmit={() => void withdraw.run()}
      onBack={onBack}
    >
      {children}
      <Field label="为什么撤回">
        <Input autoFocus value={reason} onChange={(e) => setReason(e.target.value)} placeholder={example} aria-label="原因" data-testid={reasonTestId} />
      </Field>
    </FormDialog>
  );
}
