import type { ReactNode } from "react";

/** One column of a dense table. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** In rem. One column without a width takes what is left. */
  readonly width?: number;
  readonly align?: "left" | "right" | "center";
  /** The cell as text: for copying, for filtering, and shown when there is no `render`. Amounts plain: `1234.50`. */
  readonly text: (row: Row) => string;
  readonly render?: (row: Row) => ReactNode;
  /** What the column sorts by; columns without it can't be sorted. */
  readonly sortBy?: (row: Row) => number | string;
  /** Offers the column's different texts as a filter in its header. */
  readonly filterable?: boolean;
  /** The cell of the total row, over all rows shown by the filters. */
  readonly total?: (rows: readonly Row[]) => ReactNode;
  /** May not be taken off the table. */
  readonly fixed?: boolean;
}

export interface Sort {
  readonly key: string;
  readonly down: boolean;
}

/** Column key to the texts that are let through. A key that is missing lets everything through. */
export type Filters = Readonly<Record<string, readonly string[]>>;

const byChinese = new Intl.Collator("zh-CN", { numeric: true });

/** The rows that pass the filters, in the order of the sort. Equal rows stay in the order they came in. */
export function arrange<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  filters: Filters,
  sort: Sort | null,
): readonly Row[] {
  const active = columns.filter((c) => (filters[c.key]?.length ?? 0) > 0);
  const passed = active.length === 0 ? rows : rows.filter((row) => active.every((c) => filters[c.key]?.includes(c.text(row))));
  const by = sort && columns.find((c) => c.key === sort.key)?.sortBy;
  if (!by || !sort) return passed;
  const sign = sort.down ? -1 : 1;
  return [...passed].sort((a, b) => sign * compare(by(a), by(b)));
}

function compare(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : byChinese.compare(String(a), String(b));
}

/** The different texts of a column, for its filter. */
export function choices<Row>(rows: readonly Row[], column: Column<Row>): readonly string[] {
  return [...new Set(rows.map(column.text))].sort(byChinese.compare);
}

/** A header click: first up, then down, then as it came. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, down: false };
  return sort.down ? null : { key, down: true };
}

/** Cells as Excel takes them: tabs and line ends, quoted where a cell has one inside; a formula stays text. */
export function toTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[], withHeader: boolean): string {
  const lines = rows.map((row) => columns.map((c) => cell(c.text(row))).join("\t"));
  if (withHeader) lines.unshift(columns.map((c) => cell(c.title)).join("\t"));
  return lines.join("\r\n");
}

function cell(text: string): string {
  const amount = /^-?\d+(\.\d+)?$/.test(text);
  const harmless = !amount && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[\t\r\n"]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
