import { describe, expect, it } from "vitest";
import { amountOrZero, fen, grouped, parseAmount, plain, sum, tooFine, withSign } from "./money";

describe("typed amounts", () => {
  const read: [string, number][] = [
    ["1234.5", 123450],
    ["1,234.50", 123450],
    ["¥1,234.50", 123450],
    ["￥１２３４元", 123400],
    ["0.07", 7],
    [".5", 50],
    ["5.", 500],
    ["12。30", 1230],
    ["1.10", 110],
    ["1.100", 110],
    // As floats these come out one 分 short or long.
    ["1.15", 115],
    ["4.35", 435],
    ["8.87", 887],
    ["1005.005", NaN],
    ["90071992547409.91", 9007199254740991],
    ["90071992547409.92", NaN],
    ["-3", NaN],
    ["1e3", NaN],
    ["约100", NaN],
    ["1.2.3", NaN],
    [".", NaN],
    ["元", NaN],
  ];
  it.each(read)("%s", (text, amount) => {
    const got = parseAmount(text);
    expect(got.kind === "amount" ? got.fen : NaN).toBe(amount);
  });
  it("nothing typed is not a mistake", () => {
    expect(parseAmount("  ").kind).toBe("empty");
    expect(amountOrZero("")).toBe(0);
    expect(amountOrZero("x")).toBeNull();
  });
});

describe("shown amounts", () => {
  const shown: [number, string, string, string][] = [
    [0, "0.00", "¥0.00", "0.00"],
    [5, "0.05", "¥0.05", "0.05"],
    [123456, "1,234.56", "¥1,234.56", "1234.56"],
    [100000000, "1,000,000.00", "¥1,000,000.00", "1000000.00"],
    [-50, "-0.50", "-¥0.50", "-0.50"],
    [-123400, "-1,234.00", "-¥1,234.00", "-1234.00"],
  ];
  it.each(shown)("%d", (amount, a, b, c) => {
    expect([grouped(fen(amount)), withSign(fen(amount)), plain(fen(amount))]).toEqual([a, b, c]);
  });
  it("what is shown reads back as the same amount", () => {
    for (let amount = 0; amount < 200_000; amount += 37) {
      expect(parseAmount(withSign(fen(amount)))).toEqual({ kind: "amount", fen: amount });
    }
  });
  it("sums", () => expect(sum([fen(1), fen(2), fen(3)])).toBe(6));
  it("parts of a 分 are a bug", () => expect(() => fen(0.5)).toThrow(RangeError));
});

it.each([
  ["12.34", false],
  ["1,234.56", false],
  ["12.", false],
  ["12.345", true],
  ["12。345", true],
  ["1.2.", true],
  ["1.000", true],
  ["1234567", false],
])("%s is too fine: %s", (text, expected) => expect(tooFine(text)).toBe(expected));
