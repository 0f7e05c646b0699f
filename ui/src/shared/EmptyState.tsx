import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  /** What to do first. */
  readonly advice?: string;
  readonly sign?: string;
  /** The button to do it. */
  readonly children?: ReactNode;
}

/** Says why there is nothing here and what to do first. */
export function EmptyState({ title, advice, sign = "○", children }: Props) {
  return (
    <div className="empty">
      <div className="sign" aria-hidden>{sign}</div>
      <div className="title">{title}</div>
      {advice !== undefined && <div>{advice}</div>}
      {children}
    </div>
  );
}
