/**
 * What the money on the counter comes to, while it is being typed. A preview: the core computes it again and decides.
 */
import { less, sum, withSign, ZERO, type Fen } from "../../shared/money";

/** What was typed for one tender. `null`: it cannot be read. */
export interface Tendered {
  readonly cash: boolean;
  readonly fen: Fen | null;
}

export interface Settlement {
  /** What is to be handed over now. */
  readonly payable: Fen;
  readonly tendered: Fen;
  /** Handed back, out of cash only. */
  readonly change: Fen;
  /** Still missing. */
  readonly short: Fen;
  /** Goes to the household's prepayment. */
  readonly prepaid: Fen;
  /** 只收一部分 is on and its amount is not there yet: nothing can be said of change or of what is missing. */
  readonly partMissing: boolean;
  /** Why it can't be taken yet; `null` when it can. */
  readonly obstacle: string | null;
}

interface Typed {
  /** Sum of the chosen charges. */
  readonly chosen: Fen;
  /** 只收一部分: the amount agreed on; `null` when the whole is taken. `undefined` while it cannot be read. */
  readonly part: Fen | null | undefined;
  readonly tenders: readonly Tendered[];
  /** 余款转预存 is ticked. */
  readonly surplusToPrepayment: boolean;
}

/** Settles typed money against what was chosen. */
export function settle({ chosen, part, tenders, surplusToPrepayment }: Typed): Settlement {
  const partMissing = part === undefined || part === 0;
  const payable = partMissing || part === null ? chosen : part;
  const tendered = sum(tenders.map((t) => t.fen ?? ZERO));
  const cash = sum(tenders.filter((t) => t.cash).map((t) => t.fen ?? ZERO));
  const over = !partMissing && tendered > payable ? less(tendered, payable) : ZERO;
  const prepaid = surplusToPrepayment ? over : ZERO;
  const change = less(over, prepaid);
  const short = !partMissing && payable > tendered ? less(payable, tendered) : ZERO;
  const common = { payable, tendered, change, short, prepaid, partMissing };
  const stop = (obstacle: string): Settlement => ({ ...common, obstacle });

  if (tenders.some((t) => t.fen === null)) return stop("有一项金额看不懂，请改正标红的那一格。");
  if (part === undefined) return stop("“只收一部分”的金额看不懂，请改正。");
  if (part !== null && part > chosen) return stop(`只收一部分不能多于所选的 ${withSign(chosen)}。请改小，或多选几笔。`);
  if (part !== null && part === 0) return stop("请输入这次收多少。");
  if (tendered === 0) return stop(payable === 0 ? "没有选中的欠费。要存入预存款，请输入金额并勾选“余款转预存”。" : "请输入收到的金额。");
  if (short > 0) return stop(`还差 ${withSign(short)}。请再收，或改为“只收一部分”。`);
  // As the core has it: who needs no cash at all gets none back.
  if (change > 0 && change >= cash) {
    return stop(`非现金已有 ${withSign(less(tendered, cash))}，多出的找不了零。请改小金额，或勾选“余款转预存”。`);
  }
  return { ...common, obstacle: null };
}
