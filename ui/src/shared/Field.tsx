import type { ReactNode } from "react";
import "./field.css";

interface Props {
  readonly label: string;
  readonly children: ReactNode;
  /** What is wrong with what was typed. */
  readonly mistake?: string | null;
  /** What to type, under the field. */
  readonly hint?: string;
}

/** A line of a form: its name, its field, and what is wrong with it. */
export function Field({ label, children, mistake = null, hint }: Props) {
  return (
    <div className="field">
      <span className="field-name">{label}</span>
      <div className="field-value">
        {children}
        {mistake !== null && <div className="field-mistake" role="alert">✕ {mistake}</div>}
        {hint !== undefined && mistake === null && <div className="field-hint">{hint}</div>}
      </div>
    </div>
  );
}
