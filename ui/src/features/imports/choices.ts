import type { ColumnChoice } from "../../bindings/ColumnChoice";
import type { ColumnView } from "../../bindings/ColumnView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { RegionView } from "../../bindings/RegionView";
import type { TableChoice } from "../../bindings/TableChoice";

/** One thing that a person says about the file. */
export type Saying =
  /** The header of the sheet is in this row; said again, it is taken back. */
  | { readonly about: "header"; readonly sheet: string; readonly row: number }
  /** `header` none: in every table of the sheet that has the column. */
  | { readonly about: "column"; readonly sheet: string; readonly column: number; readonly header: string | null; readonly meaning: string }
  /** `kind` none: left out. `undefined`: whatever it is recognised as. */
  | { readonly about: "table"; readonly sheet: string; readonly row: number; readonly column: number; readonly kind: string | null | undefined }
  | { readonly about: "symbol"; readonly text: string; readonly standsFor: string }
  | { readonly about: "decision"; readonly code: string; readonly choice: string };

export const NO_CHOICES: ImportChoices = { headers: [], columns: [], tables: [], symbols: [], decisions: [], arrears_through: null };

/** The choices with one thing more said. Of two about the same thing, the last holds. */
export function said(before: ImportChoices, saying: Saying): ImportChoices {
  switch (saying.about) {
    case "header": {
      const { sheet, row } = saying;
      const others = before.headers.filter((h) => h.sheet !== sheet || h.row !== row);
      return { ...before, headers: others.length < before.headers.length ? others : [...others, { sheet, row }] };
    }
    case "column": {
      const { sheet, column, header, meaning } = saying;
      const others = before.columns.filter((c) => c.sheet !== sheet || c.column !== column || (header !== null && c.header !== null && c.header !== header));
      return { ...before, columns: [...others, { sheet, column, header, meaning }] };
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

/** Whether nothing has been said of how to read the file; the day its arrears are stated for is none of that. */
export function nothingSaid({ headers, columns, tables, symbols, decisions }: ImportChoices): boolean {
  return [headers, columns, tables, symbols, decisions].every((of) => of.length === 0);
}

/** What was said about a column, under the header it has in one of the tables. */
export function chosenFor(choices: ImportChoices, sheet: string, column: number, view: ColumnView | undefined): ColumnChoice | undefined {
  return choices.columns.find((c) => c.sheet === sheet && c.column === column && (c.header === null || c.header === (view?.header ?? "")));
}

/** What a choice about a column holds for: where tables one below the other have it under different headers, only for its own. */
export function headerFor(columns: readonly ColumnView[], sheet: string, column: number, view: ColumnView | undefined): string | null {
  const shared = columns.some((c) => c.sheet === sheet && c.column === column && c.header !== (view?.header ?? ""));
  return shared ? (view?.header ?? "") : null;
}

/** What a column is taken for, what was just said about it included; none: not used. */
export function meaningOf(choices: ImportChoices, sheet: string, column: number, view: ColumnView | undefined): string | null {
  const chosen = chosenFor(choices, sheet, column, view)?.meaning;
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
