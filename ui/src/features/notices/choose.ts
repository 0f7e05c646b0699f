import type { NoticeRow } from "../../bindings/NoticeRow";

/** Names a notice that is not made yet: a unit can have one of each kind. */
export function noticeKey(row: Pick<NoticeRow, "kind" | "unit" | "person">): string {
  return `${row.kind} ${row.unit} ${row.person}`;
}

/**
 * The units to ask for so that exactly the ticked rows are made, or `null` where a unit has one row ticked and another
 * not: the core makes notices by unit and kind.
 */
export function unitsOf(rows: readonly NoticeRow[], picked: ReadonlySet<string>): readonly string[] | null {
  const wanted = new Map<string, boolean>();
  for (const row of rows) {
    const ticked = picked.has(noticeKey(row));
    const before = wanted.get(row.unit);
    if (before !== undefined && before !== ticked) return null;
    wanted.set(row.unit, ticked);
  }
  return [...wanted].filter(([, ticked]) => ticked).map(([unit]) => unit);
}
