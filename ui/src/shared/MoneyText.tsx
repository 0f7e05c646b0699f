import { withSign, grouped, type Fen } from "./money";

interface Props {
  readonly fen: Fen;
  /** `owing` is red and is only for what is past due; it carries its word. */
  readonly tone?: "plain" | "owing" | "good" | "quiet";
  /** Without ¥, as in table cells whose header says 元. */
  readonly bare?: boolean;
  readonly className?: string;
  readonly testId?: string;
}

/** An amount: figures of one width, never broken over lines. */
export function MoneyText({ fen, tone = "plain", bare = false, className = "", testId }: Props) {
  return (
    <span className={`money ${tone === "plain" ? "" : tone} ${className}`} data-testid={testId} data-fen={fen}>
      {bare ? grouped(fen) : withSign(fen)}
    </span>
  );
}
