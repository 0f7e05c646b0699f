import { expect, it } from "vitest";
import { counted, DENOMINATIONS, pieces } from "./denominations";

it.each([
  ["", 0],
  [" 12 ", 12],
  ["007", 7],
  ["1.5", null],
  ["-1", null],
  ["十", null],
  ["1234567", null],
])("pieces typed as %j", (text, expected) => expect(pieces(text)).toBe(expected));

it("the drawer is the sum of its pieces", () => {
  expect(counted({})).toBe(0);
  expect(counted({ 10000: "3", 5000: "1", 50: "2", 1: "7" })).toBe(35107);
  expect(counted({ 10000: "x" })).toBeNull();
});

it("denominations go down", () => {
  const values = DENOMINATIONS.map((d) => d.fen);
  expect(values).toEqual([...values].sort((a, b) => b - a));
});
