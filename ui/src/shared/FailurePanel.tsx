import { asFailure } from "../platform/failure";

interface Props {
  readonly failure: unknown;
  readonly testId?: string;
  readonly onClose?: () => void;
}

/** The first sentence says what happened, the rest what to do. */
function sentences(message: string): [string, string] {
  const end = message.indexOf("。");
  return end < 0 ? [message, ""] : [message.slice(0, end + 1), message.slice(end + 1)];
}

/** A refusal in words or a fault with its number, where the eye is. Shows nothing when there is nothing. */
export function FailurePanel({ failure, testId = "failure", onClose }: Props) {
  if (failure === null || failure === undefined) return null;
  const f = asFailure(failure);
  const close = onClose && (
    <button type="button" className="bare" aria-label="知道了" onClick={onClose} data-testid={`${testId}-close`}>
      ✕
    </button>
  );
  if (f.name === "Fault") {
    return (
      <div className="failure" role="alert" data-testid={testId} data-kind="fault" data-number={f.number}>
        <span className="sign" aria-hidden>⚠</span>
        <div className="grow selectable">
          <div className="what">程序出错，编号 {f.number}。账没有丢：已经确认的都在账上。</div>
          <div className="todo">可以放心再试一次，同一件事不会入账两遍；仍不行，把编号告诉维护人员，日志里有这一条。（{f.message}）</div>
        </div>
        {close}
      </div>
    );
  }
  const [what, todo] = sentences(f.message);
  return (
    <div className="failure" role="alert" data-testid={testId} data-kind="refusal" data-code={f.code}>
      <span className="sign" aria-hidden>✕</span>
      <div className="grow selectable">
        <div className="what">{what}</div>
        {todo !== "" && <div className="todo">{todo}</div>}
      </div>
      {close}
    </div>
  );
}
