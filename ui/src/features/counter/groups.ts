/** Open charges as the cashier reads them: by year and item, each group opening to its periods. */
import { sum, type Fen } from "../../shared/money";

/** What grouping needs to know of an open charge. Dates are `2026-11-21`. */
export interface OpenCharge {
  readonly id: string;
  readonly item: string;
  readonly from: string;
  readonly to: string;
  readonly due: string | null;
  readonly open: Fen;
}

export interface ChargeGroup<C extends OpenCharge> {
  readonly key: string;
  readonly year: string;
  readonly item: string;
  readonly from: string;
  readonly to: string;
  readonly open: Fen;
  /** Days since the oldest due date in the group; zero when nothing is past due. */
  readonly overdueDays: number;
  readonly charges: readonly C[];
}

/** Oldest first: by due date, then by the period's beginning, then as the core gave them. */
export function oldestFirst<C extends OpenCharge>(charges: readonly C[]): C[] {
  const key = (c: C) => `${c.due ?? c.to}|${c.from}`;
  return [...charges].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Groups open charges by the year of their period and by item, oldest year first. */
export function groupCharges<C extends OpenCharge>(charges: readonly C[], today: string): ChargeGroup<C>[] {
  const groups = new Map<string, C[]>();
  for (const charge of oldestFirst(charges)) {
    const key = `${charge.from.slice(0, 4)}|${charge.item}`;
    const found = groups.get(key);
    if (found) found.push(charge);
    else groups.set(key, [charge]);
  }
  return [...groups.entries()]
    .map(([key, inside]) => {
      const [year = "", item = ""] = key.split("|");
      return {
        key,
        year,
        item,
        from: least(inside.map((c) => c.from)),
        to: greatest(inside.map((c) => c.to)),
        open: sum(inside.map((c) => c.open)),
        overdueDays: Math.max(0, ...inside.map((c) => (c.due === null ? 0 : daysBetween(c.due, today)))),
        charges: inside,
      };
    })
    .sort((a, b) => a.year.localeCompare(b.year));
}

const least = (dates: readonly string[]) => dates.reduce((a, b) => (b < a ? b : a));
const greatest = (dates: readonly string[]) => dates.reduce((a, b) => (b > a ? b : a));

/** Whole days from one date to another, both `2026-11-21`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `2026-01 … 2026-11`, or one month alone, or the days where the period is no whole month. */
export function periodText(from: string, to: string): string {
  const [a, b] = [from.slice(0, 7), to.slice(0, 7)];
  return a === b ? a : `${a} … ${b}`;
}

/** What is ticked when a household is opened: everything past due or due by today; nothing billed ahead. */
export function chosenAtFirst<C extends OpenCharge>(charges: readonly C[], today: string): ReadonlySet<string> {
  const thisMonth = today.slice(0, 7);
  return new Set(charges.filter((c) => (c.due !== null && c.due <= today) || c.from.slice(0, 7) <= thisMonth).map((c) => c.id));
}
