import { useState } from "react";
import type { Household } from "../../bindings/Household";
import type { Pay } from "../../bindings/Pay";
import type { ReceiptView } from "../../bindings/ReceiptView";
import { call, type Failure } from "../../platform";
import { parseAmount } from "../../shared/money";
import { useAct, type Act } from "../../shared/useAct";
import { partOf, TENDERS, type Cart } from "./cart";
import { changeDesk } from "./desk";
import { choiceOf } from "./groups";

/** A cart as the core is asked for it. */
export function payRequest(cart: Cart, household: Household, chosen: ReadonlySet<number>): Pay {
  return {
    id: cart.paymentId,
    unit: household.unit.code,
    tenders: TENDERS.flatMap((kind) => {
      const typed = cart.tenders[kind.code];
      const parsed = parseAmount(typed?.text ?? "");
      if (parsed.kind !== "amount" || parsed.fen === 0) return [];
      return [{ tender: kind.code, amount_fen: parsed.fen, reference: kind.reference === null ? "" : (typed?.reference ?? "").trim() }];
    }),
    charges: choiceOf(household.charges, chosen),
    limit_fen: partOf(cart) ?? null,
    surplus_to_prepayment: cart.surplusToPrepayment,
  };
}

/** The last paper that was to be shown. That it can't be is no trouble of the money: it is in the books. */
export interface Showing {
  readonly path: string | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly open: (path: string) => void;
  readonly clear: () => void;
}

/** Opens papers, and remembers which one could not be opened. */
function useShowing(): Showing {
  const { run, failure, busy, clear } = useAct((path: string) => call("open_paper", { path }));
  const [path, setPath] = useState<string | null>(null);
  return {
    path,
    failure,
    busy,
    clear,
    open: (wanted) => {
      setPath(wanted);
      void run(wanted);
    },
  };
}

/** Takes the money. The cart leaves the counter only when the core has acknowledged; a retry carries the same id. */
export function usePayment(print: boolean): {
  readonly pay: Act<[Pay], ReceiptView>;
  readonly show: Showing;
} {
  const show = useShowing();
  const work = async (request: Pay) => {
    const { receipt, repeated } = await call("pay", request);
    changeDesk((desk) => ({ ...desk, cart: desk.cart?.paymentId === request.id ? null : desk.cart, paid: { receipt, repeated } }));
    show.clear();
    if (print && receipt.pdf !== null) show.open(receipt.pdf);
    return receipt;
  };
  // The next household may be opened at once.
  return { pay: useAct(work, { waitForRefresh: false }), show };
}
