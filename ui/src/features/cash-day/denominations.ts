/** Notes and coins as they are counted, largest first. */
import { fen, type Fen } from "../../shared/money";

export interface Denomination {
  readonly fen: Fen;
  readonly name: string;
  /** Met seldom: shown on request. */
  readonly rare: boolean;
}

const of = (amount: number, name: string, rare = false): Denomination => ({ fen: fen(amount), name, rare });

export const DENOMINATIONS: readonly Denomination[] = [
  of(10000, "100 元"),
  of(5000, "50 元"),
  of(2000, "20 元"),
  of(1000, "10 元"),
  of(500, "5 元"),
  of(200, "2 元", true),
  of(100, "1 元"),
  of(50, "5 角"),
  of(20, "2 角", true),
  of(10, "1 角"),
  of(5, "5 分", true),
  of(2, "2 分", true),
  of(1, "1 分", true),
];

/** Typed pieces by denomination in 分. */
export type Counts = Readonly<Record<number, string>>;

/** The number of pieces typed; nothing typed is none. `null` where it is no whole number. */
export function pieces(text: string | undefined): number | null {
  const plain = (text ?? "").trim();
  if (plain === "") return 0;
  return /^\d{1,6}$/.test(plain) ? Number(plain) : null;
}

/** What was counted in all; `null` while some cell can't be read. */
export function counted(counts: Counts): Fen | null {
  let total = 0;
  for (const denomination of DENOMINATIONS) {
    const n = pieces(counts[denomination.fen]);
    if (n === null) return null;
    total += n * denomination.fen;
  }
  return fen(total);
}
