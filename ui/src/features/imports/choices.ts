import type { ColumnView } from "../../bindings/ColumnView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { RegionView } from "../../bindings/RegionView";
import type { TableChoice } from "../../bindings/TableChoice";

/** One thing that a person says about the file. */
export type Saying =
  /** The header of the sheet is in this row; said again, it is taken back. */
  | { readonly about: "header"; readonly sheet: string; readonly row: number }
  | { readonly about: "column"; readonly sheet: string; readonly column: number; readonly meaning: string }
  /** `kind` none: left out. `undefined`: whatever it is recognised as. */
  | { readonly about: "table"; readonly sheet: string; readonly row: number; readonly column: number; readonly kind: string | null | undefined }
  | { readonly about: "symbol"; readonly text: string; readonly standsFor: string }
  | { readonly about: "decision"; readonly code: string; readonly choice: string };

export const NO_CHOICES: ImportChoices = { headers: [], columns: [], tables: [], symbols: [], decisions: [] };

/** The choices with one thing more said. Of two about the same thing, the last holds. */
export function said(before: ImportChoices, saying: Saying): ImportChoices {
  switch (saying.about) {
    case "header": {
      const { sheet, row } = saying;
      const others = before.headers.filter((h) => h.sheet !== sheet || h.row !== row);
      return { ...before, headers: others.length < before.headers.length ? others : [...others, { sheet, row }] };
    }
    case "column": {
      const { sheet, column, meaning } = saying;
      const others = before.columns.filter((c) => c.sheet !== sheet || c.column !== column);
      return { ...before, columns: [...others, { sheet, column, meaning }] };
    }
    case "table": {
      const { sheet, row, column, kind } = saying;
      const others = before.tables.filter((t) => t.sheet !== sheet || t.row !== row || t.column !== column);
      return { ...before, tables: kind === undefined ? others : [...others, { sheet, row, column, kind }] };
    }
    case "symbol": {
      const { text, standsFor } = saying;
      return { ...before, symbols: [...before.symbols.filter((s) => s.text !== text), { text, stands_for: standsFor }] };
    }
    case "decision": {
      const { code, choice } = saying;
      return { ...before, decisions: [...before.decisions.filter((d) => d.code !== code), { code, choice }] };
    }
  }
}

/** Whether nothing has been said. */
export function nothingSaid(choices: ImportChoices): boolean {
  return Object.values(choices).every((of) => of.length === 0);
}

/** What a column is taken for, what was just said about it included; none: not used. */
export function meaningOf(choices: ImportChoices, sheet: string, column: number, view: ColumnView | undefined): string | null {
  const chosen = choices.columns.find((c) => c.sheet === sheet && c.column === column)?.meaning;
  const meaning = chosen ?? view?.meaning ?? null;
  return meaning === "" || meaning === "ignored" ? null : meaning;
}

/** What a table is taken for, what was just said about it included; none: left out. */
export function kindOf(choices: ImportChoices, sheet: string, region: RegionView): string | null {
  const chosen = choices.tables.find((t) => t.sheet === sheet && t.row === region.header_row && t.column === region.first_column);
  return chosen === undefined ? region.kind : chosen.kind;
}

/** The tables of a sheet that were left out, and so are among the regions no more. */
export function leftOut(choices: ImportChoices, sheet: string, regions: readonly RegionView[]): readonly TableChoice[] {
  const there = (t: TableChoice) => regions.some((r) => r.header_row === t.row && r.first_column === t.column);
  return choices.tables.filter((t) => t.sheet === sheet && t.kind === null && !there(t));
}
