import { Modal } from "antd";
import type { ReactNode } from "react";
import { KeyButton } from "./KeyButton";
import { useFocusBack } from "./useFocusBack";
import { useKeys } from "./useKeys";

export interface Answer {
  readonly text: string;
  readonly testId: string;
  readonly onChoose: () => void;
  readonly danger?: boolean;
}

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** The first is the one Enter takes. */
  readonly answers: readonly [Answer, ...Answer[]];
  /** Esc, the cross: nothing happens. */
  readonly onBack: () => void;
  readonly testId: string;
}

/** A question with named answers, asked only where something could be lost. */
export function AskDialog({ title, children, answers, onBack, testId }: Props) {
  useKeys({}, { covers: true });
  useFocusBack();
  const [first, ...others] = answers;
  return (
    <Modal open title={title} onCancel={onBack} footer={null} width="34rem">
      <div className="stack" data-testid={testId}>
        {children}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <KeyButton testId={`${testId}-back`} keyName="Escape" onClick={onBack}>返回</KeyButton>
          {others.map((a) => <KeyButton key={a.testId} testId={a.testId} danger={a.danger ?? false} onClick={a.onChoose}>{a.text}</KeyButton>)}
          <KeyButton testId={first.testId} keyName="Enter" type="primary" autoFocus onClick={first.onChoose}>{first.text}</KeyButton>
        </div>
      </div>
    </Modal>
  );
}
