import type { FindingView } from "../../bindings/FindingView";
import type { ImportPreview } from "../../bindings/ImportPreview";

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

/** What a row of the sheet is to the import. */
export type RowRole = "above" | "header" | "data" | "total" | "below";

export function roleOf(preview: Pick<ImportPreview, "header_row" | "first_row" | "last_row" | "tie_outs">, row: number): RowRole {
  if (row === preview.header_row) return "header";
  if (preview.tie_outs.some((t) => cellAt(t.cell)?.row === row)) return "total";
  if (row < preview.first_row) return "above";
  return row > preview.last_row ? "below" : "data";
}

/** Worst first: what stops the import, what a person should look at, what is only said. */
export const LEVELS = [
  { level: "refused", sign: "✕", word: "不能导入" },
  { level: "decide", sign: "⚠", word: "请核对" },
  { level: "note", sign: "ⓘ", word: "说明" },
] as const;

export function levelOf(code: string): (typeof LEVELS)[number] {
  return LEVELS.find((l) => l.level === code) ?? LEVELS[2];
}

export interface FindingGroup {
  readonly code: string;
  readonly level: string;
  readonly findings: readonly FindingView[];
}

/** Findings of one kind together, the worst kinds first, then the most frequent. */
export function grouped(findings: readonly FindingView[]): readonly FindingGroup[] {
  const groups = new Map<string, { code: string; level: string; findings: FindingView[] }>();
  for (const finding of findings) {
    const key = `${finding.level} ${finding.code}`;
    const group = groups.get(key) ?? { code: finding.code, level: finding.level, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const rank = (level: string) => LEVELS.findIndex((l) => l.level === level);
  return [...groups.values()].sort((a, b) => rank(a.level) - rank(b.level) || b.findings.length - a.findings.length);
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

/** How many columns the sheet shows: as far as anything stands in it. */
export function widthOf(preview: Pick<ImportPreview, "rows" | "columns">): number {
  const filled = preview.rows.reduce((most, r) => Math.max(most, r.cells.length), 0);
  return Math.max(filled, ...preview.columns.map((c) => c.column + 1), 1);
}
