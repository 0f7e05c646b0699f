/** Open charges as the cashier reads them: by year and item, each group opening to its periods. */
import type { ChargeView } from "../../bindings/ChargeView";
import { sum, type Fen } from "../../shared/money";

export interface ChargeGroup {
  readonly key: string;
  readonly year: string;
  readonly item: string;
  readonly from: string;
  readonly to: string;
  readonly open: Fen;
  /** Days since the oldest due date in the group; zero when nothing is past due. */
  readonly overdueDays: number;
  /** In the order the core pays them. */
  readonly charges: readonly ChargeView[];
}

/** Groups open charges by the year of their period and by item, oldest year first. */
export function groupCharges(charges: readonly ChargeView[]): ChargeGroup[] {
  const groups = new Map<string, ChargeView[]>();
  for (const charge of charges) {
    const key = `${charge.to.slice(0, 4)}|${charge.item}`;
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
        open: sum(inside.map((c) => c.open_fen)),
        overdueDays: Math.max(0, ...inside.map((c) => c.overdue_days)),
        charges: inside,
      };
    })
    .sort((a, b) => a.year.localeCompare(b.year));
}

const least = (dates: readonly string[]) => dates.reduce((a, b) => (b < a ? b : a));
const greatest = (dates: readonly string[]) => dates.reduce((a, b) => (b > a ? b : a));

/** `2026-01 … 2026-11`, or one month alone. */
export function spanText(from: string, to: string): string {
  const [a, b] = [from.slice(0, 7), to.slice(0, 7)];
  return a === b ? a : `${a} … ${b}`;
}

/** What is ticked when a household is opened: what is due and what is billed through this month; nothing ahead. */
export function chosenAtFirst(charges: readonly ChargeView[], today: string): ReadonlySet<number> {
  const month = today.slice(0, 7);
  return new Set(charges.filter((c) => c.due <= today || c.from.slice(0, 7) <= month).map((c) => c.id));
}

/**
 * What to ask the core for: `null` (oldest first) when everything is ticked, else the ticked ids in the order the core
 * gave them.
 */
export function choiceOf(charges: readonly ChargeView[], chosen: ReadonlySet<number>): number[] | null {
  const ids = charges.filter((c) => chosen.has(c.id)).map((c) => c.id);
  return ids.length === charges.length ? null : ids;
}
