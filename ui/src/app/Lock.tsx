import { Input } from "antd";
import { useEffect, useState } from "react";
import type { OperatorView } from "../bindings/OperatorView";
import { call } from "../platform";
import { FailurePanel } from "../shared/FailurePanel";
import { KeyButton } from "../shared/KeyButton";
import { useAct } from "../shared/useAct";
import { useFocusBack } from "../shared/useFocusBack";
import { isComposing, useKeys } from "../shared/useKeys";

/** So long without a key or the mouse, and the screen hides names, phones and debts (PIPL art. 51). */
const IDLE_MS = 10 * 60 * 1000;

/** Whether the screen is locked: after a time of nobody there, or at once when asked. */
export function useLock(): { readonly locked: boolean; readonly lock: () => void; readonly unlock: () => void } {
  const [locked, setLocked] = useState(false);
  useEffect(() => {
    if (locked) return undefined;
    let timer = window.setTimeout(() => setLocked(true), IDLE_MS);
    const stir = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setLocked(true), IDLE_MS);
    };
    const signs = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
    for (const sign of signs) window.addEventListener(sign, stir, { passive: true, capture: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, stir, { capture: true });
    };
  }, [locked]);
  return { locked, lock: () => setLocked(true), unlock: () => setLocked(false) };
}

interface Props {
  readonly operator: OperatorView;
  readonly onUnlocked: () => void;
  readonly onSignOut: () => void;
}

/** Covers the window until the operator's PIN is given. What was typed below stays. */
export function Lock({ operator, onUnlocked, onSignOut }: Props) {
  const [pin, setPin] = useState("");
  useKeys({}, { covers: true });
  useFocusBack();
  const open = useAct(async (typed: string) => {
    await call("sign_in", { operator_id: operator.id, pin: typed });
    onUnlocked();
  });
  const submit = async () => {
    if (pin === "") return;
    await open.run(pin);
    setPin("");
  };
  return (
    <div className="lock gate" role="dialog" aria-modal aria-label="已锁屏" data-testid="lock">
      <div className="card panel">
        <h1>已锁屏</h1>
        <p>输入的金额和打开的画面都还在。</p>
        <label className="form-line">
          <span>{operator.name}的密码</span>
          <Input
            autoFocus
            type="password"
            size="large"
            autoComplete="off"
            value={pin}
            data-testid="lock-pin"
            onChange={(e) => setPin(e.target.value)}
            onKeyDown={(e) => {
              if (e.key !== "Enter" || isComposing(e)) return;
              e.preventDefault();
              void submit();
            }}
          />
        </label>
        <FailurePanel failure={open.failure} testId="lock-failure" />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <KeyButton testId="lock-sign-out" onClick={onSignOut}>换人</KeyButton>
          <KeyButton testId="lock-open" keyName="Enter" type="primary" disabled={pin === ""} loading={open.busy} onClick={() => void submit()}>回来了</KeyButton>
        </div>
      </div>
    </div>
  );
}
