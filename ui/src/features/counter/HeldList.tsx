import type { HeldCart } from "./cart";
import { typedInWords } from "./cart";

interface Props {
  readonly held: readonly HeldCart[];
  readonly onRecall: (unit: string) => void;
}

/** Carts put aside, with what was typed. F3 takes the last one back, a click any of them. */
export function HeldList({ held, onRecall }: Props) {
  if (held.length === 0) return null;
  return (
    <div className="panel side-list">
      <header><span>挂单 {held.length}</span><span className="quiet">取回 <kbd>F3</kbd></span></header>
      <div className="items" data-testid="counter-held-list">
        {held.toReversed().map((h) => (
          <button key={h.cart.unit} type="button" className="side-item" data-testid="counter-held" data-unit={h.cart.unit} onClick={() => onRecall(h.cart.unit)}>
            <span className="ellipsis">{h.title}</span>
            <span className="quiet num">{h.heldAt}</span>
            <span className="quiet">{typedInWords(h.cart)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
