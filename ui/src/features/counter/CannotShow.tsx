import { KeyButton } from "../../shared/KeyButton";
import type { Showing } from "./usePayment";

interface Props {
  readonly show: Showing;
  /** What is safe all the same, as the sentence begins. */
  readonly safe: string;
}

/** A paper that is made and kept but can't be shown: a caution, not a failure, and another try at the same file. */
export function CannotShow({ show, safe }: Props) {
  const { failure, path } = show;
  if (failure === null || path === null) return null;
  const why = failure.name === "Fault" ? `程序出错，编号 ${failure.number}（${failure.message}）。` : failure.message;
  return (
    <div className="cannot-show" role="alert" data-testid="counter-cannot-show" data-code={failure.name === "Fault" ? "fault" : failure.code}>
      <span className="warn grow selectable">⚠ {safe}，只是打不开 PDF：{why}</span>
      <KeyButton testId="counter-open-again" size="small" loading={show.busy} onClick={() => show.open(path)}>再打开</KeyButton>
    </div>
  );
}
