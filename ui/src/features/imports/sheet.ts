import type { ColumnView } from "../../bindings/ColumnView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { FindingView } from "../../bindings/FindingView";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { RegionView } from "../../bindings/RegionView";
import type { SheetPreview } from "../../bindings/SheetPreview";
import type { TieOutView } from "../../bindings/TieOutView";
import { chosenFor } from "./choices";

/** `A`, `Z`, `AA`: a column's letter from its 0-based index. */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** Row and column of `C17`: 1-based row, 0-based column; `null` where it names no cell. */
export function cellAt(name: string): { readonly row: number; readonly column: number } | null {
  const match = /^([A-Z]{1,3})(\d+)$/.exec(name);
  const [, letters, digits] = match ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = Array.from(letters).reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits), column };
}

/** Names a table of a sheet. */
export function regionKey(region: Pick<RegionView, "header_row" | "first_column">): string {
  return `${region.header_row}:${region.first_column}`;
}

/** `A3:M408`: where a table stands. */
export function extent(region: RegionView): string {
  return `${letterOf(region.first_column)}${region.header_row}:${letterOf(region.last_column)}${region.last_row}`;
}

/** The table a cell belongs to, its headers included. */
export function regionAt(regions: readonly RegionView[], row: number, column: number): RegionView | undefined {
  return regions.find((r) => row >= r.header_row && row <= r.last_row && column >= r.first_column && column <= r.last_column);
}

/**
 * The table whose columns are named over column `column` while row `top` is the first in sight: the one that was
 * pointed at, else the last that begins there or above, else the first.
 */
export function regionOver(regions: readonly RegionView[], column: number, top: number, pointed: string | null): RegionView | undefined {
  const over = regions.filter((r) => column >= r.first_column && column <= r.last_column);
  const chosen = over.find((r) => regionKey(r) === pointed);
  return chosen ?? over.filter((r) => r.header_row <= top + 1).at(-1) ?? over[0];
}

/** A column of a table, as it was recognised. */
export function columnOf(columns: readonly ColumnView[], sheet: string, region: RegionView, column: number): ColumnView | undefined {
  const here = columns.filter((c) => c.sheet === sheet && c.column === column);
  return here.find((c) => c.header_row >= region.header_row && c.header_row <= region.header_end);
}

/** Whether nothing stands in a column of a table, its header included. */
export function isEmpty(sheet: SheetPreview, region: RegionView, column: number): boolean {
  return !sheet.rows.some((r) => r.row >= region.header_row && r.row <= region.last_row && (r.cells[column] ?? "") !== "");
}

/** The text of a row in which one cell alone is filled, and that cell's 0-based column. */
export function onlyText(cells: readonly string[]): { readonly column: number; readonly text: string } | undefined {
  const column = cells.findIndex((c) => c !== "");
  const text = cells[column];
  return text !== undefined && cells.every((c, i) => i === column || c === "") ? { column, text } : undefined;
}

/** Whether a row says of itself that it is a sum: `合计`, `小 计`, `1栋合计`. */
export function saysTotal(cells: readonly string[]): boolean {
  return cells.some((c) => c.length <= 12 && /[合总小累共]\s*计\s*[:：]?$/.test(c.trim()));
}

/** How many columns the sheet shows: as far as anything stands in it. */
export function widthOf(sheet: SheetPreview): number {
  const filled = sheet.rows.reduce((most, r) => Math.max(most, r.cells.length), 0);
  return Math.max(filled, ...sheet.regions.map((r) => r.last_column + 1), 1);
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** The cell beside the marked one among the rows that are listed; without a mark the first; `null` for other keys. */
export function stepFrom(sheet: SheetPreview, marked: string | null, key: string, width: number): { readonly row: number; readonly column: number } | null {
  const [first] = sheet.rows;
  const by = STEPS[key];
  if (by === undefined || first === undefined) return null;
  const at = marked === null ? null : cellAt(marked);
  if (at === null) return { row: first.row, column: 0 };
  const from = Math.max(0, sheet.rows.findIndex((r) => r.row >= at.row));
  const to = sheet.rows[Math.max(0, Math.min(sheet.rows.length - 1, from + by[0]))] ?? first;
  return { row: to.row, column: Math.max(0, Math.min(width - 1, at.column + by[1])) };
}

/** The sheet that is shown before anybody turns a page: the first with rows in a table, else with a table. */
export function firstShown(sheets: readonly SheetPreview[]): SheetPreview | undefined {
  const read = sheets.filter((s) => s.regions.length > 0);
  return read.find((s) => s.regions.some((r) => r.last_row > r.header_end)) ?? read[0] ?? sheets[0];
}

/** Columns that are imported as nothing, or as what was only guessed, while nobody said so. */
export function doubtful(preview: ImportPreview, choices: ImportChoices): readonly ColumnView[] {
  return preview.columns.filter((c) => (c.meaning === null || c.confidence === "guess") && chosenFor(choices, c.sheet, c.column, c) === undefined);
}

/** So many that agree are listed before the rest is folded away. */
const TIE_OUTS_SHOWN = 6;

/** Those listed, what does not agree first; those folded away, all of which agree. */
export function foldTieOuts(all: readonly TieOutView[]): readonly [readonly TieOutView[], readonly TieOutView[]] {
  const off = all.filter((t) => !t.settled);
  const fine = all.filter((t) => t.settled);
  // The last is the workbook's own grand total, more often than not.
  const room = fine.length <= TIE_OUTS_SHOWN + 1 ? fine.length : TIE_OUTS_SHOWN - 1;
  const last = fine.slice(room).slice(-1);
  return [[...off, ...fine.slice(0, room), ...last], fine.slice(room, fine.length - last.length)];
}

/** The rows of a sheet that hold the workbook's own totals. */
export function totalRows(preview: ImportPreview, sheet: string): ReadonlySet<number> {
  const here = preview.tie_outs.filter((t) => t.sheet === sheet);
  const { rows, regions } = preview.sheets.find((s) => s.name === sheet) ?? { rows: [], regions: [] };
  const among = (row: number) => regions.some((r) => row > r.header_end && row <= r.last_row);
  return new Set([...here.flatMap((t) => cellAt(t.cell)?.row ?? []), ...rows.filter((r) => among(r.row) && saysTotal(r.cells)).map((r) => r.row)]);
}

/** What a group asks for: one with choices is decided about, whatever its level. */
export function wordOf(level: (typeof LEVELS)[number], choices: number): string {
  if (choices === 0 || level.level === "note") return level.word;
  return level.level === "refused" ? "没导入，请决定" : "请决定";
}

/** Worst first: what stops a row, what a person should decide, what is only said. */
export const LEVELS = [
  { level: "refused", sign: "✕", word: "不能导入" },
  { level: "decide", sign: "⚠", word: "请核对" },
  { level: "note", sign: "ⓘ", word: "提示" },
] as const;

export function levelOf(code: string): (typeof LEVELS)[number] {
  return LEVELS.find((l) => l.level === code) ?? LEVELS[2];
}

/** The worst of several findings. */
export function worst(findings: readonly FindingView[]): (typeof LEVELS)[number] {
  return LEVELS.find((l) => findings.some((f) => f.level === l.level)) ?? LEVELS[2];
}

/** The findings of each cell of one sheet, by the cell's name. */
export function byCell(findings: readonly FindingView[], sheet: string): ReadonlyMap<string, readonly FindingView[]> {
  const cells = new Map<string, FindingView[]>();
  for (const finding of findings) {
    if (finding.sheet !== sheet) continue;
    const known = cells.get(finding.cell);
    if (known) known.push(finding);
    else cells.set(finding.cell, [finding]);
  }
  return cells;
}

/** Significant figures that Excel shows. */
const MOST_FIGURES = 15;

/** `373.90500000000003` as Excel shows it: what lies beyond its fifteen figures is an artefact of how it counts. */
export function asExcelShows(text: string): string {
  const [, sign = "", whole = "", decimals = ""] = /^(-?)(\d+)\.(\d+)$/.exec(text) ?? [];
  const room = Math.max(0, MOST_FIGURES - whole.replace(/^0+/, "").length);
  if (decimals.length <= room) return text;
  const up = (decimals[room] ?? "0") >= "5" ? 1n : 0n;
  const figures = String(BigInt(whole + decimals.slice(0, room)) + up).padStart(room + 1, "0");
  const rest = figures.slice(figures.length - room).replace(/0+$/, "");
  return `${sign}${figures.slice(0, figures.length - room)}${room === 0 || rest === "" ? "" : `.${rest}`}`;
}

/** How sure a recognition is, for people. */
export const SURENESS: Readonly<Record<string, string>> = { sure: "认定", likely: "多半是", guess: "猜的，请核对" };

/** In letters' widths: a Chinese character is as wide as two others. */
export function breadth(text: string): number {
  return Array.from(text).reduce((n, c) => n + ((c.codePointAt(0) ?? 0) > 0xff ? 1 : 0.58), 0);
}
