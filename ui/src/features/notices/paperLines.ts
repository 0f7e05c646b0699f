import type { ChargeView } from "../../bindings/ChargeView";
import type { NoticeRow } from "../../bindings/NoticeRow";
import { fen, sum, ZERO, type Fen } from "../../shared/money";

export interface PaperLine {
  readonly item: string;
  readonly period: string;
  readonly due: string;
  readonly overdue: boolean;
  readonly amount: Fen;
}

export interface Paper {
  readonly lines: readonly PaperLine[];
  /** 此前欠费: owed from before the month, one figure on a payment notice. */
  readonly earlier: Fen;
  /** 预存款 set against it. */
  readonly prepaid: Fen;
}

/**
 * What the paper lists, as the core composes it: a payment notice shows the month's charges and the rest as one figure,
 * an arrears notice everything past due; consecutive months of an item are one line. The total is the core's.
 */
export function paperOf(row: NoticeRow, month: string, charges: readonly ChargeView[]): Paper {
  const debtors = row.person.split("、");
  const theirs = charges.filter((c) => debtors.includes(c.person));
  const shown = theirs.filter((c) => (row.kind === "arrears" ? c.overdue_days > 0 : c.to.slice(0, 7) === month));
  const before = row.kind === "arrears" ? [] : theirs.filter((c) => c.to < `${month}-01`);
  const lines = merged(shown);
  const earlier = fen(sum(before.map((c) => c.open_fen)));
  const listed = sum(lines.map((l) => l.amount)) + earlier;
  return { lines, earlier, prepaid: listed > row.total_fen ? fen(listed - row.total_fen) : ZERO };
}

function merged(charges: readonly ChargeView[]): readonly PaperLine[] {
  const items = [...new Set(charges.map((c) => c.item))];
  const order = [...charges].sort((a, b) => items.indexOf(a.item) - items.indexOf(b.item) || (a.from < b.from ? -1 : 1));
  const lines: (PaperLine & { readonly first: string; readonly last: string })[] = [];
  for (const c of order) {
    const overdue = c.overdue_days > 0;
    const line = lines.at(-1);
    if (line && line.item === c.item && line.overdue === overdue && dayAfter(line.last) === c.from) {
      const period = `${line.first.slice(0, 7)}–${c.to.slice(0, 7)}`;
      lines[lines.length - 1] = { ...line, period, last: c.to, amount: fen(line.amount + c.open_fen) };
    } else {
      lines.push({ item: c.item, period: c.period, due: c.due, overdue, amount: c.open_fen, first: c.from, last: c.to });
    }
  }
  return lines;
}

function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
