import { Input, type InputRef } from "antd";
import { useRef, useState } from "react";
import type { OfficeView } from "../../bindings/OfficeView";
import type { OperatorView } from "../../bindings/OperatorView";
import { call } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { isComposing } from "../../shared/useKeys";

const LAST = "zhangfang.last-operator";

interface Props {
  readonly office: OfficeView;
  readonly operators: readonly OperatorView[];
  readonly warnings: readonly string[];
}

/** Who is at the desk: the arrows choose, the PIN is typed, Enter signs in. */
export function SignIn({ office, operators, warnings }: Props) {
  const active = operators.filter((o) => o.active);
  const [chosen, setChosen] = useState(() => {
    const last = active.findIndex((o) => String(o.id) === localStorage.getItem(LAST));
    return Math.max(0, last);
  });
  const [pin, setPin] = useState("");
  const field = useRef<InputRef>(null);
  const operator = active[chosen];
  const signIn = useAct(async (id: number, typed: string) => {
    await call("sign_in", { operator_id: id, pin: typed });
    localStorage.setItem(LAST, String(id));
  });

  async function submit() {
    if (!operator || pin === "") return;
    await signIn.run(operator.id, pin);
    setPin("");
  }
  function choose(index: number) {
    setChosen(Math.max(0, Math.min(active.length - 1, index)));
    setPin("");
    signIn.clear();
    field.current?.focus();
  }

  return (
    <div className="gate">
      <div className="card panel">
        <div>
          <h1>{office.name}</h1>
          {office.training && <span className="training-word">练习账套 · 不是真账</span>}
        </div>
        {warnings.map((w) => <div key={w} className="notice caution">⚠ {w}</div>)}
        <div className="people" role="listbox" aria-label="操作员">
          {active.map((o, i) => (
            <button
              key={o.id}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              className={`person ${i === chosen ? "on" : ""}`}
              data-testid={`sign-in-operator-${o.role}`}
              data-operator={o.id}
              onClick={() => choose(i)}
            >
              <b>{o.name}</b>
              <span className="quiet">{o.role_label}</span>
            </button>
          ))}
        </div>
        <label className="form-line">
          <span>{operator ? `${operator.name}的密码` : "密码"}</span>
          <Input
            ref={field}
            type="password"
            size="large"
            autoFocus
            autoComplete="off"
            inputMode="numeric"
            value={pin}
            disabled={!operator}
            data-testid="sign-in-pin"
            onChange={(e) => setPin(e.target.value)}
            onKeyDown={(e) => {
              if (isComposing(e)) return;
              if (e.key === "ArrowUp" || e.key === "ArrowDown") {
                e.preventDefault();
                choose(chosen + (e.key === "ArrowUp" ? -1 : 1));
              } else if (e.key === "Enter") {
                e.preventDefault();
                void submit();
              }
            }}
          />
        </label>
        <FailurePanel failure={signIn.failure} testId="sign-in-failure" />
        <div className="row" style={{ justifyContent: "space-between" }}>
          <span className="quiet"><kbd>↑</kbd> <kbd>↓</kbd> 选人，输入密码，按 <kbd>Enter</kbd></span>
          <KeyButton testId="sign-in" keyName="Enter" type="primary" size="large" loading={signIn.busy} disabled={pin === ""} onClick={() => void submit()}>
            登录
          </KeyButton>
        </div>
      </div>
    </div>
  );
}
