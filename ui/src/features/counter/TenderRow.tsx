import { Input, type InputRef } from "antd";
import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from "react";
import { MoneyInput, textOf } from "../../shared/MoneyInput";
import { parseAmount, smaller, type Fen } from "../../shared/money";
import { isComposing } from "../../shared/useKeys";
import { TENDERS, withTender, type Cart, type TenderCode } from "./cart";

export interface TenderRowHandle {
  focus: (code: TenderCode) => void;
}

interface Props {
  readonly cart: Cart;
  readonly onCart: (change: (cart: Cart) => Cart) => void;
  /** What the payer has prepaid. The tender that draws on it is offered only when there is something. */
  readonly prepaid: Fen;
  /** What is still missing: Enter in an empty field takes it all in that tender. */
  readonly short: Fen;
  /** Enter when the money covers what is to be paid. */
  readonly onPay: () => void;
  /** Arrow up leaves the row for the charges. */
  readonly onLeave: () => void;
  readonly disabled: boolean;
  readonly ref: Ref<TenderRowHandle>;
}

/** The tenders in a row. Enter in an empty field fills in what is missing, Enter on a short sum walks on, else it pays. */
export function TenderRow({ cart, onCart, prepaid, short, onPay, onLeave, disabled, ref }: Props) {
  const fields = useRef(new Map<string, InputRef>());
  const keep = (name: string) => (field: InputRef | null) => {
    if (field) fields.current.set(name, field);
    else fields.current.delete(name);
  };
  const offered = TENDERS.filter((t) => t.code !== "prepayment" || prepaid > 0);
  useImperativeHandle(ref, () => ({ focus: (code) => fields.current.get(code)?.focus({ cursor: "all" }) }));

  function enter(index: number) {
    const kind = offered[index];
    if (!kind) return;
    const typed = cart.tenders[kind.code];
    const parsed = parseAmount(typed?.text ?? "");
    if (parsed.kind === "empty" && short > 0) {
      const fills = kind.code === "prepayment" ? smaller(short, prepaid) : short;
      onCart((c) => withTender(c, kind.code, { text: textOf(fills) }));
      requestAnimationFrame(() => fields.current.get(kind.code)?.focus({ cursor: "all" }));
      return;
    }
    if (kind.reference !== null && parsed.kind === "amount" && (typed?.reference ?? "") === "") {
      fields.current.get(`${kind.code}-reference`)?.focus();
      return;
    }
    const next = offered[index + 1];
    if (short > 0 && next) fields.current.get(next.code)?.focus({ cursor: "all" });
    else onPay();
  }

  function arrows(index: number, event: KeyboardEvent<HTMLInputElement>) {
    const field = event.currentTarget;
    const atStart = field.selectionStart === 0;
    const atEnd = field.selectionEnd === field.value.length;
    const step = event.key === "ArrowLeft" && atStart ? -1 : event.key === "ArrowRight" && atEnd ? 1 : 0;
    const next = step === 0 ? undefined : offered[index + step];
    if (next) {
      event.preventDefault();
      fields.current.get(next.code)?.focus({ cursor: "all" });
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      onLeave();
    }
  }

  return (
    <div className="tender-row">
      {offered.map((kind, i) => {
        const typed = cart.tenders[kind.code];
        const used = parseAmount(typed?.text ?? "").kind === "amount";
        return (
          <div key={kind.code} className="tender">
            <span className="figure-label">{kind.title}</span>
            <MoneyInput
              ref={keep(kind.code)}
              large
              label={`${kind.title}金额`}
              testId={`counter-tender-${kind.code}`}
              text={typed?.text ?? ""}
              disabled={disabled}
              onText={(text) => onCart((c) => withTender(c, kind.code, { text }))}
              onEnter={() => enter(i)}
              onKeyDown={(e) => arrows(i, e)}
            />
            {kind.reference !== null && used && (
              <Input
                ref={keep(`${kind.code}-reference`)}
                size="small"
                placeholder={kind.reference}
                aria-label={`${kind.title}${kind.reference}`}
                data-testid={`counter-reference-${kind.code}`}
                value={typed?.reference ?? ""}
                disabled={disabled}
                onChange={(e) => onCart((c) => withTender(c, kind.code, { reference: e.target.value }))}
                onKeyDown={(e) => {
                  if (e.key !== "Enter" || isComposing(e)) return;
                  e.preventDefault();
                  const next = offered[i + 1];
                  if (short > 0 && next) fields.current.get(next.code)?.focus();
                  else onPay();
                }}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
