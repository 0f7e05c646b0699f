import type { Approver } from "../../bindings/Approver";
import type { OperatorView } from "../../bindings/OperatorView";
import { Refusal, type Failure } from "../../platform";
import { PinDialog } from "../../shared/PinDialog";

interface Props {
  /** As the core turned the act down. */
  readonly asked: Refusal;
  readonly operators: readonly OperatorView[];
  /** Who is signed in: he can't be his own second. */
  readonly operatorId: number;
  readonly confirmText: string;
  readonly testId: string;
  readonly onCancel: () => void;
  /** Does the act again, with the second person's word. */
  readonly onSign: (second: Approver) => Promise<void>;
}

/** The refusal that a second person can lift; `null` for every other outcome. */
export function wantsSecond(failure: Failure | null): Refusal | null {
  return failure instanceof Refusal && failure.code === "second_operator_needed" ? failure : null;
}

/** Supervisors and managers other than the one who is signed in (会计法 art. 35). */
export function secondsOf(operators: readonly OperatorView[], operatorId: number): readonly OperatorView[] {
  return operators.filter((o) => o.active && o.role !== "cashier" && o.id !== operatorId);
}

/** Asks for the second person the core wants to have agreed, and says what for. */
export function SecondPerson({ asked, operators, operatorId, confirmText, testId, onCancel, onSign }: Props) {
  return (
    <PinDialog
      open
      title="要第二个人确认"
      people={secondsOf(operators, operatorId).map((o) => ({ id: String(o.id), title: `${o.name}（${o.role_label}）` }))}
      confirmText={confirmText}
      testId={testId}
      onCancel={onCancel}
      onSign={({ id, pin }) => onSign({ operator_id: Number(id), pin })}
    >
      <p>{asked.message}</p>
    </PinDialog>
  );
}
