import type { NoticeRow } from "../../bindings/NoticeRow";

/** Names a notice that is not made yet: a unit can have one of each kind for each debtor. */
export function noticeKey(row: Pick<NoticeRow, "kind" | "unit" | "person">): string {
  return `${row.kind} ${row.unit} ${row.person}`;
}

/** What one act asks the core for. No units: all that the filter lets through. */
export interface Asking {
  readonly kinds: readonly string[];
  readonly units: readonly string[];
}

/**
 * The acts that make exactly the ticked rows: one where it can be said at once, else one for each kind. `null` where a
 * unit has two debtors and only one is ticked: the core makes notices by kind and unit.
 */
export function actsFor(rows: readonly NoticeRow[], picked: ReadonlySet<string>, kinds: readonly string[]): readonly Asking[] | null {
  if (rows.length > 0 && rows.every((r) => picked.has(noticeKey(r)))) return [{ kinds, units: [] }];
  const acts: Asking[] = [];
  for (const kind of kinds) {
    const units = unitsOf(rows.filter((r) => r.kind === kind), picked);
    if (units === null) return null;
    if (units.length > 0) acts.push({ kinds: [kind], units });
  }
  return acts;
}

function unitsOf(rows: readonly NoticeRow[], picked: ReadonlySet<string>): readonly string[] | null {
  const wanted = new Map<string, boolean>();
  for (const row of rows) {
    const ticked = picked.has(noticeKey(row));
    const before = wanted.get(row.unit);
    if (before !== undefined && before !== ticked) return null;
    wanted.set(row.unit, ticked);
  }
  return [...wanted].filter(([, ticked]) => ticked).map(([unit]) => unit);
}
