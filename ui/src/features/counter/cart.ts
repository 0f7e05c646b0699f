/** What the cashier has typed for one household; kept whole while she is interrupted. */
import { amountOrZero, grouped, parseAmount, smaller, sum, withSign, ZERO, type Fen } from "../../shared/money";
import type { Tendered } from "./settlement";

export type TenderCode = "cash" | "wechat" | "alipay" | "pos" | "bank" | "prepayment";

export interface TenderKind {
  readonly code: TenderCode;
  readonly title: string;
  readonly cash: boolean;
  /** What its reference is called; `null` where there is none. */
  readonly reference: string | null;
}

export const TENDERS: readonly TenderKind[] = [
  { code: "cash", title: "现金", cash: true, reference: null },
  { code: "wechat", title: "微信", cash: false, reference: null },
  { code: "alipay", title: "支付宝", cash: false, reference: null },
  { code: "pos", title: "刷卡", cash: false, reference: "凭证号" },
  { code: "bank", title: "转账", cash: false, reference: "流水号" },
  { code: "prepayment", title: "预存抵扣", cash: false, reference: null },
];

export interface TypedTender {
  readonly text: string;
  readonly reference: string;
}

export interface Cart {
  /** Minted when the household is opened and kept until the core has acknowledged: a second Enter can't pay twice. */
  readonly paymentId: string;
  readonly unit: string;
  /** Ids of the charges that are ticked; `null` until the cashier has chosen: then all that is due. */
  readonly chosen: ReadonlySet<number> | null;
  readonly tenders: Readonly<Partial<Record<TenderCode, TypedTender>>>;
  /** 只收一部分: as typed; `null` when the whole is taken. */
  readonly part: string | null;
  readonly surplusToPrepayment: boolean;
}

/** A cart that was put aside, in the order of putting aside. */
export interface HeldCart {
  readonly cart: Cart;
  readonly title: string;
  /** `09:41` */
  readonly heldAt: string;
}

/** A fresh cart for a household. */
export function openCart(unit: string, paymentId: string): Cart {
  return { paymentId, unit, chosen: null, tenders: {}, part: null, surplusToPrepayment: false };
}

/** Whether any money stands typed in it. */
export function hasTypedMoney(cart: Cart): boolean {
  return TENDERS.some((t) => (cart.tenders[t.code]?.text ?? "").trim() !== "") || (cart.part ?? "").trim() !== "";
}

/** The typed tenders as amounts. */
export function tendered(cart: Cart): Tendered[] {
  return TENDERS.map((t) => ({ cash: t.cash, fen: amountOrZero(cart.tenders[t.code]?.text ?? "") }));
}

/** 只收一部分 as an amount: `null` when the whole is taken, `undefined` when it can't be read. */
export function partOf(cart: Cart): Fen | null | undefined {
  if (cart.part === null) return null;
  const parsed = parseAmount(cart.part);
  return parsed.kind === "amount" ? parsed.fen : parsed.kind === "empty" ? ZERO : undefined;
}

/**
 * 只收一部分 switched on or off. It begins with what has been handed over so far, at most what is owed: the usual case is
 * a payer who has only so much with him.
 */
export function withPartToggled(cart: Cart, owed: Fen): Cart {
  if (cart.part !== null) return { ...cart, part: null };
  const begin = smaller(owed, sum(tendered(cart).map((t) => t.fen ?? ZERO)));
  return { ...cart, part: begin === 0 ? "" : grouped(begin) };
}

/** What has been typed, in one line: `现金 ¥100.00、微信 ¥20.00`. */
export function typedInWords(cart: Cart): string {
  const parts = TENDERS.flatMap((t) => {
    const fen = amountOrZero(cart.tenders[t.code]?.text ?? "");
    return fen === null || fen === 0 ? [] : [`${t.title} ${withSign(fen)}`];
  });
  return parts.length === 0 ? "没有输入金额" : parts.join("、");
}

/** The cart with one tender changed. */
export function withTender(cart: Cart, code: TenderCode, change: Partial<TypedTender>): Cart {
  const before = cart.tenders[code] ?? { text: "", reference: "" };
  return { ...cart, tenders: { ...cart.tenders, [code]: { ...before, ...change } } };
}
