import { expect, it } from "vitest";
import { fen } from "../../shared/money";
import { hasTypedMoney, openCart, partOf, tendered, typedInWords, withPartToggled, withTender } from "./cart";

const empty = openCart("3-2-501", "8d5b6f0e-0000-4000-8000-000000000001");

it("a fresh cart holds no money", () => {
  expect(hasTypedMoney(empty)).toBe(false);
  expect(typedInWords(empty)).toBe("没有输入金额");
  expect(tendered(empty).every((t) => t.fen === 0)).toBe(true);
});

it("typed money is kept as typed, even what can't be read yet", () => {
  const cart = withTender(withTender(empty, "cash", { text: "100" }), "wechat", { text: "12.345" });
  expect(hasTypedMoney(cart)).toBe(true);
  expect(tendered(cart).map((t) => t.fen)).toEqual([10000, null, 0, 0, 0, 0]);
  expect(cart.paymentId).toBe(empty.paymentId);
});

it("a reference goes with its tender", () => {
  const cart = withTender(withTender(empty, "bank", { reference: "A1" }), "bank", { text: "20" });
  expect(cart.tenders.bank).toEqual({ text: "20", reference: "A1" });
  expect(typedInWords(cart)).toBe("转账 ¥20.00");
});

it.each([
  [null, null],
  ["", 0],
  ["12.5", 1250],
  ["x", undefined],
])("a part typed as %j", (part, expected) => expect(partOf({ ...empty, part })).toBe(expected));

it.each([
  ["", ""],
  ["100", "100.00"],
  ["500", "455.70"],
  ["x", ""],
])("with cash typed as %j a part of 455.70 begins as %j", (text, part) => {
  const cart = withPartToggled(withTender(empty, "cash", { text }), fen(45570));
  expect(cart.part).toBe(part);
  expect(withPartToggled(cart, fen(45570)).part).toBeNull();
});
