import { Modal } from "antd";
import { useRef, type ReactNode } from "react";
import { FailurePanel } from "./FailurePanel";
import { KeyButton } from "./KeyButton";
import { useFocusBack } from "./useFocusBack";
import { isComposing, useKeys } from "./useKeys";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button does, in its own words. */
  readonly confirmText: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  readonly danger?: boolean;
  /** In rem. */
  readonly width?: number;
  readonly testId: string;
}

/** A form on top of the screen. Enter does it, Esc goes back; a failure stays in the dialog with what was typed. */
export function FormDialog(props: Props) {
  const { title, children, ready, busy, testId, onBack, width = 36 } = props;
  const form = useRef<HTMLFormElement>(null);
  useKeys({}, { covers: true });
  useFocusBack();
  // The dialog gives the focus to its cross; whoever types wants the first field.
  const focusFirst = () => form.current?.querySelector<HTMLElement>("input:not([type=hidden], :disabled), textarea")?.focus();
  return (
    <Modal open title={title} onCancel={() => !busy && onBack()} footer={null} width={`${width}rem`} mask={{ closable: false }} afterOpenChange={(opened) => opened && focusFirst()}>
      <form
        ref={form}
        className="stack"
        data-testid={testId}
        onSubmit={(e) => {
          e.preventDefault();
          if (ready && !busy) props.onSubmit();
        }}
        onKeyDown={(e) => e.key === "Enter" && isComposing(e) && e.preventDefault()}
      >
        {children}
        <FailurePanel failure={props.failure} testId={`${testId}-failure`} />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <KeyButton testId={`${testId}-back`} keyName="Escape" disabled={busy} onClick={onBack}>返回</KeyButton>
          <KeyButton
            testId={`${testId}-confirm`}
            keyName="Enter"
            type="primary"
            htmlType="submit"
            danger={props.danger ?? false}
            disabled={!ready}
            loading={busy}
          >
            {props.confirmText}
          </KeyButton>
        </div>
      </form>
    </Modal>
  );
}
