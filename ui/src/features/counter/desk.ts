/**
 * What lies on the counter: the cart that is open, those put aside, the last receipt. In memory only, and kept while
 * other places are open or another operator signs in.
 */
import { useSyncExternalStore } from "react";
import type { PaymentView } from "../../bindings/PaymentView";
import { hasTypedMoney, type Cart, type HeldCart } from "./cart";

export interface Desk {
  readonly cart: Cart | null;
  readonly held: readonly HeldCart[];
  /** Shown until the next household is opened. */
  readonly paid: PaymentView | null;
}

/** An empty counter. */
export const EMPTY_DESK: Desk = { cart: null, held: [], paid: null };

/** Puts the open cart aside. A household is held once: the newer cart takes the place of the older. */
export function hold(desk: Desk, title: string, heldAt: string): Desk {
  if (!desk.cart) return desk;
  const { cart } = desk;
  const others = desk.held.filter((h) => h.cart.unit !== cart.unit);
  return { ...desk, cart: null, held: [...others, { cart, title, heldAt }] };
}

/** Takes a held cart back. With another one open, that must have been put away before. */
export function recall(desk: Desk, unit: string): Desk {
  const found = desk.held.find((h) => h.cart.unit === unit);
  if (!found || desk.cart) return desk;
  return { cart: found.cart, held: desk.held.filter((h) => h !== found), paid: null };
}

/** Opens a household: the cart held for it, or a fresh one. */
export function open(desk: Desk, fresh: Cart): Desk {
  const back = recall(desk, fresh.unit);
  return back === desk ? { ...desk, cart: fresh, paid: null } : back;
}

let current = EMPTY_DESK;
const listeners = new Set<() => void>();

/** Changes what lies on the counter. */
export function changeDesk(change: (desk: Desk) => Desk): void {
  current = change(current);
  for (const listener of listeners) listener();
}

export function useDesk(): Desk {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Households with money typed and not taken: asked about before the operator leaves. */
export function unfinished(): readonly string[] {
  const carts = [...current.held.map((h) => h.cart), ...(current.cart ? [current.cart] : [])];
  return carts.filter(hasTypedMoney).map((c) => c.unit);
}
