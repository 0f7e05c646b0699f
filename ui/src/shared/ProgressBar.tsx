import { KeyButton } from "./KeyButton";
import { pace } from "./pace";

interface Props {
  readonly title: string;
  readonly done: number;
  /** Zero while it is not known yet. */
  readonly total: number;
  /** What is counted: 户, 张, 行. */
  readonly unit: string;
  /** Milliseconds since the work began. */
  readonly elapsedMs: number;
  readonly onCancel?: () => void;
  /** What a cancel leaves behind, so that it is seen to be safe. */
  readonly cancelNote?: string;
  readonly testId: string;
}

/** Long work: count, rate, time left and a cancel that is safe. */
export function ProgressBar({ title, done, total, unit, elapsedMs, onCancel, cancelNote, testId }: Props) {
  const share = total > 0 ? Math.min(100, Math.floor((done * 100) / total)) : 0;
  const { perSecond, left } = pace(done, total, elapsedMs);
  return (
    <div className="panel" style={{ padding: "0.7rem 0.9rem" }} data-testid={testId}>
      <div className="progress" role="progressbar" aria-valuenow={share} aria-valuemin={0} aria-valuemax={100} aria-label={title}>
        <span className="strong">{title}</span>
        <div className="bar"><div style={{ width: `${share}%` }} /></div>
        <span className="num">{done}{total > 0 ? ` / ${total}` : ""} {unit}</span>
        <span className="num quiet">{perSecond} {unit}/秒</span>
        <span className="num quiet">{left}</span>
        {onCancel && <KeyButton testId={`${testId}-cancel`} onClick={onCancel}>停止</KeyButton>}
      </div>
      {onCancel && cancelNote !== undefined && <div className="quiet">{cancelNote}</div>}
    </div>
  );
}
