import { Input, type InputRef } from "antd";
import { useId, type ChangeEvent, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { grouped, parseAmount, tooFine, type Fen } from "./money";
import { isComposing } from "./useKeys";

interface Props {
  /** What stands in the field, as typed. The holder keeps the text so that nothing typed is lost. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter goes on; the field has been set in its full form before. */
  readonly onEnter?: () => void;
  readonly label: string;
  readonly testId: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly large?: boolean;
  readonly prefix?: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<InputRef>;
}

/** The full form of a typed amount: `12.3` becomes `12.30`; what cannot be read stays as it is. */
export function settled(text: string): string {
  const parsed = parseAmount(text);
  return parsed.kind === "amount" ? grouped(parsed.fen) : text;
}

/** The text for an amount in a field; nothing for zero. */
export function textOf(fen: Fen): string {
  return fen === 0 ? "" : grouped(fen);
}

/**
 * A key that would make a third decimal or a second dot does nothing. What is pasted is never shortened in silence: it
 * stands as it is, marked as a mistake.
 */
function refusedKey(event: ChangeEvent<HTMLInputElement>, before: string): boolean {
  const { nativeEvent } = event;
  const typed = nativeEvent instanceof InputEvent && nativeEvent.inputType === "insertText" && !nativeEvent.isComposing;
  return typed && tooFine(event.target.value) && !tooFine(before);
}

/** A field for an amount of money. The amount is taken from the text by `parseAmount`, never through a float. */
export function MoneyInput(props: Props) {
  const { text, onText, onEnter, label, testId, large = false } = props;
  const mistakeId = useId();
  const parsed = parseAmount(text);
  const wrong = parsed.kind === "mistake";
  return (
    <div>
      <Input
        ref={props.ref ?? null}
        className="money-input"
        size={large ? "large" : "middle"}
        value={text}
        aria-label={label}
        aria-describedby={wrong ? mistakeId : undefined}
        aria-invalid={wrong}
        data-testid={testId}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={props.autoFocus ?? false}
        disabled={props.disabled ?? false}
        placeholder={props.placeholder ?? ""}
        prefix={props.prefix ?? "¥"}
        status={wrong ? "error" : ""}
        onFocus={(e) => e.target.select()}
        onChange={(e) => !refusedKey(e, text) && onText(e.target.value)}
        onBlur={() => settled(text) !== text && onText(settled(text))}
        onKeyDown={(e) => {
          props.onKeyDown?.(e);
          if (e.key !== "Enter" || e.defaultPrevented || isComposing(e) || !onEnter) return;
          e.preventDefault();
          onText(settled(text));
          if (!wrong) onEnter();
        }}
      />
      {wrong && (
        <div id={mistakeId} className="field-mistake" role="alert">
          ✕ {parsed.message}
        </div>
      )}
    </div>
  );
}
