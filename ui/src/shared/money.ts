/**
 * Amounts as whole 分. Text is taken apart as text: no amount passes through a float on its way in or out.
 */
import type { Fen } from "../bindings/Fen";

export type { Fen };

/** Brands a whole number of 分. Anything else is a bug, and a wrong amount is worse than a stop. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`);
  return amount as Fen;
}

export const ZERO: Fen = fen(0);

/** The largest amount one act may carry; the core refuses the same one (`amount_too_large`). */
const LARGEST_INPUT = 9_007_199_254_740_991n;

/** What became of a typed amount. `empty` is neither an amount nor a mistake. */
export type ParsedAmount =
  | { readonly kind: "amount"; readonly fen: Fen }
  | { readonly kind: "empty" }
  | { readonly kind: "mistake"; readonly message: string };

const mistake = (message: string): ParsedAmount => ({ kind: "mistake", message });

/** Full-width figures and signs as their ASCII forms; 。 is what a Chinese keyboard gives for the decimal point. */
function halfWidth(text: string): string {
  return Array.from(text, (c) => {
    const code = c.codePointAt(0) ?? 0;
    if (c === "。") return ".";
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
    return code === 0x3000 ? " " : c;
  }).join("");
}

/** Reads what a person types: `1234.5`, `1,234.50`, `¥1,234.50`, `￥１２３４元`. At most two decimals, not negative. */
export function parseAmount(text: string): ParsedAmount {
  const plain = halfWidth(text)
    .replace(/[¥￥元,\s]/g, "");
  if (plain === "") return text.trim() === "" ? { kind: "empty" } : mistake("看不懂这个金额。请只输入数字，例如 1234.50。");
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[1] ?? "";
  const decimals = match?.[2] ?? "";
  if (!match || whole + decimals === "") return mistake("看不懂这个金额。请只输入数字，例如 1234.50。");
  if (decimals.replace(/0+$/, "").length > 2) return mistake("金额最多两位小数（到分）。");
  const amount = BigInt(`${whole}${decimals.slice(0, 2).padEnd(2, "0")}`);
  return amount > LARGEST_INPUT ? mistake("金额太大，请核对。") : { kind: "amount", fen: fen(Number(amount)) };
}

/** True for a text no amount can come of: a second dot, or more than two figures after the dot. */
export function tooFine(text: string): boolean {
  return /\..*\.|\.\d{3}/.test(halfWidth(text).replace(/[,\s]/g, ""));
}

/** The amount of a typed text where nothing typed counts as zero; `null` where it cannot be read. */
export function amountOrZero(text: string): Fen | null {
  const parsed = parseAmount(text);
  if (parsed.kind === "mistake") return null;
  return parsed.kind === "amount" ? parsed.fen : ZERO;
}

/** `1,234.50`: grouped, 角 and 分 always shown. */
export function grouped(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0 ? "-" : ""}${whole}.${digits.slice(-2)}`;
}

/** `¥1,234.50`: the sign stands directly before the figures. */
export function withSign(amount: Fen): string {
  return amount < 0 ? `-¥${grouped(fen(-amount))}` : `¥${grouped(amount)}`;
}

/** `1234.50`: as a spreadsheet takes it. */
export function plain(amount: Fen): string {
  return grouped(amount).replaceAll(",", "");
}

/** The sum, in 分. */
export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

/** `a - b`, which may be below zero. */
export function less(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

/** The smaller of two amounts. */
export function smaller(a: Fen, b: Fen): Fen {
  return a < b ? a : b;
}
