import { expect, it } from "vitest";
import { openCart, withTender } from "./cart";
import { EMPTY_DESK, hold, open, recall, type Desk } from "./desk";

const typed = withTender(openCart("3-2-501", "id-1"), "cash", { text: "100" });
const desk: Desk = { ...EMPTY_DESK, cart: typed };

it("a held cart comes back with its money and its id", () => {
  const held = hold(desk, "3-2-501 业主甲", "09:41");
  expect(held.cart).toBeNull();
  expect(held.held).toHaveLength(1);
  const back = recall(held, "3-2-501");
  expect(back.cart).toBe(typed);
  expect(back.held).toEqual([]);
});

it("opening a household that is held takes the held cart, not a fresh one", () => {
  const held = hold(desk, "t", "09:41");
  expect(open(held, openCart("3-2-501", "id-2")).cart?.paymentId).toBe("id-1");
  expect(open(held, openCart("1-1-101", "id-3"))).toMatchObject({ cart: { paymentId: "id-3" }, held: [{ title: "t" }] });
});

it("a household is held once", () => {
  const again = hold({ ...hold(desk, "old", "09:41"), cart: openCart("3-2-501", "id-9") }, "new", "09:50");
  expect(again.held.map((h) => h.title)).toEqual(["new"]);
});

it("a cart is not recalled over an open one", () => {
  const held: Desk = { ...hold(desk, "t", "09:41"), cart: openCart("1-1-101", "id-3") };
  expect(recall(held, "3-2-501")).toBe(held);
});
