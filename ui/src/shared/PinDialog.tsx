import { Input, Modal, Select } from "antd";
import { useEffect, useState, type KeyboardEvent, type ReactNode } from "react";
import { FailurePanel } from "./FailurePanel";
import { KeyButton } from "./KeyButton";
import { useFocusBack } from "./useFocusBack";
import { isComposing, useKeys } from "./useKeys";

export interface PinPerson {
  readonly id: string;
  /** Name and role as shown. */
  readonly title: string;
}

interface Props {
  readonly open: boolean;
  readonly title: string;
  /** What is being signed for. */
  readonly children?: ReactNode;
  readonly people: readonly PinPerson[];
  /** False when the person at the screen may do it alone: then only the reason is asked for. */
  readonly needsPin?: boolean;
  /** Asked for when given; then it may not stay empty. */
  readonly reasonLabel?: string;
  /** True while what stands in `children` is not complete. */
  readonly blocked?: boolean;
  readonly confirmText: string;
  readonly testId: string;
  readonly onCancel: () => void;
  /** Does the act. What it throws is shown in the dialog; the dialog's holder closes it on success. */
  readonly onSign: (signature: { id: string; pin: string; reason: string }) => Promise<void>;
}

/** Another person's sign-off: who, PIN, and a reason where one is due. */
export function PinDialog(props: Props) {
  const first = `${props.testId}-${props.reasonLabel === undefined ? "pin" : "reason"}`;
  return (
    <Modal
      open={props.open}
      title={props.title}
      footer={null}
      onCancel={props.onCancel}
      destroyOnHidden
      width="34rem"
      afterOpenChange={(open) => open && document.getElementById(first)?.focus()}
    >
      <SignOff {...props} />
    </Modal>
  );
}

function SignOff({ children, people, needsPin = true, reasonLabel, blocked = false, confirmText, testId, onCancel, onSign }: Props) {
  const [id, setId] = useState(people[0]?.id ?? "");
  const [pin, setPin] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useKeys({}, { covers: true });
  useFocusBack();
  useEffect(() => {
    if (id === "" && people[0]) setId(people[0].id);
  }, [id, people]);
  const signed = !needsPin || (id !== "" && pin !== "");
  const ready = !blocked && signed && (reasonLabel === undefined || reason.trim() !== "") && !busy;

  async function sign() {
    if (!ready) return;
    setBusy(true);
    setFailure(null);
    try {
      await onSign({ id, pin, reason: reason.trim() });
    } catch (thrown) {
      setFailure(thrown);
      setPin("");
    } finally {
      setBusy(false);
    }
  }

  /** Enter signs when everything is there; before that it goes on to the PIN. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "Enter" || isComposing(event) || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (ready) void sign();
    else document.getElementById(`${testId}-pin`)?.focus();
  }

  return (
    <div className="stack" onKeyDown={onKeyDown}>
      {children}
      {reasonLabel !== undefined && (
        <label>
          <span className="figure-label">{reasonLabel}</span>
          <Input
            id={`${testId}-reason`}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            data-testid={`${testId}-reason`}
          />
        </label>
      )}
      {needsPin && (
        <div className="row">
          <label className="grow">
            <span className="figure-label">签字人</span>
            <Select
              style={{ width: "100%" }}
              value={id === "" ? null : id}
              onChange={(chosen: string) => setId(chosen)}
              options={people.map((p) => ({ value: p.id, label: p.title }))}
              notFoundContent="没有可以签字的人"
              data-testid={`${testId}-person`}
            />
          </label>
          <label className="grow">
            <span className="figure-label">密码（PIN）</span>
            <Input
              type="password"
              id={`${testId}-pin`}
                            value={pin}
              autoComplete="off"
              onChange={(e) => setPin(e.target.value)}
              data-testid={`${testId}-pin`}
            />
          </label>
        </div>
      )}
      <FailurePanel failure={failure} testId={`${testId}-failure`} />
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <KeyButton testId={`${testId}-cancel`} keyName="Escape" onClick={onCancel}>返回</KeyButton>
        <KeyButton testId={`${testId}-confirm`} keyName="Enter" type="primary" disabled={!ready} loading={busy} onClick={() => void sign()}>
          {confirmText}
        </KeyButton>
      </div>
    </div>
  );
}
