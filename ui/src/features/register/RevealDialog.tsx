import { Input } from "antd";
import { useState } from "react";
import type { PersonView } from "../../bindings/PersonView";
import { call } from "../../platform";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { useAct } from "../../shared/useAct";

interface Props {
  readonly person: PersonView;
  readonly onBack: () => void;
  readonly onRevealed: (phones: readonly string[]) => void;
}

/** Shows one person's whole numbers; the reason goes into the log. */
export function RevealDialog({ person, onBack, onRevealed }: Props) {
  const [reason, setReason] = useState("");
  const reveal = useAct(async () => {
    const { phones } = await call("reveal_phones", { person_id: person.person_id, reason: reason.trim() });
    onRevealed(phones);
  });
  return (
    <FormDialog
      title={`看 ${person.name} 的完整号码`}
      confirmText="显示号码"
      testId="reveal-dialog"
      ready={reason.trim() !== ""}
      busy={reveal.busy}
      failure={reveal.failure}
      onSubmit={() => void reveal.run()}
      onBack={onBack}
    >
      <p className="quiet">号码平时遮住，这是个人信息保护法的要求。每看一次都记进日志：谁、什么时候、为什么。</p>
      <Field label="为什么要看">
        <Input autoFocus value={reason} onChange={(e) => setReason(e.target.value)} placeholder="例如：电话催缴" aria-label="原因" data-testid="reveal-dialog-reason" />
      </Field>
    </FormDialog>
  );
}
