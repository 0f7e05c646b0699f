import { useVirtualizer } from "@tanstack/react-virtual";
import { useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from "react";
import type { ColumnView } from "../../bindings/ColumnView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { useKeys } from "../../shared/useKeys";
import type { Saying } from "./choices";
import { GridRow } from "./GridRow";
import { breadth, byCell, cellAt, letterOf, regionOver, stepFrom, totalRows, widthOf } from "./sheet";
import { SheetHead } from "./SheetHead";

export interface SheetHandle {
  /** Brings a cell into sight. */
  readonly bring: (cell: string) => void;
  readonly bringRow: (row: number, column: number) => void;
  readonly focus: () => void;
  /** Opens the choice of the marked cell's column. */
  readonly askMeaning: () => void;
}

interface Props {
  readonly preview: ImportPreview;
  readonly sheet: SheetPreview;
  readonly choices: ImportChoices;
  readonly full: boolean;
  readonly marked: string | null;
  readonly pointed: string | null;
  readonly onMark: (cell: string) => void;
  readonly onSay: (words: Saying) => void;
  readonly ref?: Ref<SheetHandle>;
}

const ROW_REM = 1.857;
/** Of the row numbers. */
const MARGIN_REM = 3.6;
const WIDEST_REM = 16;
const NARROWEST_REM = 3.6;
/** Of what stands beside the words in the choice of a meaning. */
const CHOICE_REM = 3.2;

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** In rem: as wide as what stands in the column's tables, within limits. */
function columnWidths(sheet: SheetPreview, columns: readonly ColumnView[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    const used = sheet.regions.some((r) => i >= r.first_column && i <= r.last_column);
    // A title over the whole table does not make its column wide.
    const inside = sheet.rows.filter((r) => !used || sheet.regions.some((t) => r.row >= t.header_row && r.row <= t.last_row)).slice(0, 80);
    const longest = inside.reduce((most, r) => Math.max(most, breadth(r.cells[i] ?? "")), 0);
    // What it is taken for has to be read in full, too.
    const labels = columns.filter((c) => c.column === i).map((c) => breadth(`${c.confidence === "guess" ? "? " : ""}${c.meaning_label ?? "不导入"}`) + CHOICE_REM);
    return Math.min(WIDEST_REM, Math.max(NARROWEST_REM, longest + 1.2, ...labels));
  });
}

/** The sheet as Excel shows it: tables tinted by kind, each column says what it was taken for. */
export function SheetGrid({ preview, sheet, choices, full, marked, pointed, onMark, onSay, ref }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<number | null>(null);
  const [askingColumn, setAskingColumn] = useState<number | null>(null);
  // Esc closes the menu of a row and not the file below it.
  useKeys({ Escape: () => (asking === null ? false : askRow(null)) });
  const count = widthOf(sheet);
  const found = useMemo(() => byCell(preview.findings, sheet.name), [preview, sheet.name]);
  const totals = useMemo(() => totalRows(preview, sheet.name), [preview, sheet.name]);
  const columns = useMemo(() => preview.columns.filter((c) => c.sheet === sheet.name), [preview, sheet.name]);
  const widths = useMemo(() => columnWidths(sheet, columns, count), [sheet, columns, count]);
  function askRow(row: number | null) {
    setAsking(row);
    if (row === null) scroller.current?.focus();
  }
  const virtual = useVirtualizer({
    count: sheet.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem(),
    overscan: 10,
    scrollPaddingStart: 5 * rem(),
  });
  function bringRow(row: number, column: number, align: "center" | "auto" = "center") {
    const index = sheet.rows.findIndex((r) => r.row >= row);
    if (index >= 0) virtual.scrollToIndex(index, { align });
    const left = MARGIN_REM + widths.slice(0, column).reduce((a, b) => a + b, 0);
    const { clientWidth = 0, scrollLeft = 0 } = scroller.current ?? {};
    const inSight = left * rem() >= scrollLeft + MARGIN_REM * rem() && (left + (widths[column] ?? 0)) * rem() <= scrollLeft + clientWidth;
    if (!inSight) scroller.current?.scrollTo({ left: Math.max(0, left * rem() - clientWidth / 3) });
  }
  const cursor = marked === null ? null : cellAt(marked);
  function askMeaning(): boolean {
    if (cursor === null || over[cursor.column] === undefined) return false;
    setAskingColumn(cursor.column);
    return true;
  }
  useImperativeHandle(ref, () => ({
    bringRow,
    askMeaning: () => void askMeaning(),
    focus: () => scroller.current?.focus(),
    bring: (cell) => {
      const at = cellAt(cell);
      if (at) bringRow(at.row, at.column);
    },
  }));
  /** The arrows walk from cell to cell, as in Excel; Enter asks what the column is, Ctrl+H makes the row a header. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== scroller.current || event.altKey) return;
    if (event.key === "Enter" && askMeaning()) event.preventDefault();
    if (event.ctrlKey && event.key.toLowerCase() === "h" && cursor !== null) {
      event.preventDefault();
      onSay({ about: "header", sheet: sheet.name, row: cursor.row });
    }
    const next = event.ctrlKey ? null : stepFrom(sheet, marked, event.key, count);
    if (next === null) return;
    event.preventDefault();
    onMark(`${letterOf(next.column)}${next.row}`);
    bringRow(next.row, next.column, "auto");
  }
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const total = MARGIN_REM + widths.reduce((a, b) => a + b, 0);
  const inSight = items.find((item) => item.end > (virtual.scrollOffset ?? 0));
  const top = sheet.rows[inSight?.index ?? 0]?.row ?? 1;
  const over = Array.from({ length: count }, (_, i) => regionOver(sheet.regions, i, top, pointed));
  return (
    <div className="sheet-scroll" ref={scroller} tabIndex={0} onKeyDown={onKeyDown} data-testid="import-sheet" role="grid" aria-label={`表 ${sheet.name}`}>
      <table className="sheet" style={{ width: `${total}rem` }}>
        <colgroup>
          <col style={{ width: `${MARGIN_REM}rem` }} />
          {widths.map((width, i) => <col key={letterOf(i)} style={{ width: `${width}rem` }} />)}
        </colgroup>
        <SheetHead
          preview={preview}
          sheet={sheet}
          choices={choices}
          columns={columns}
          over={over}
          asking={askingColumn}
          onAsk={(column) => {
            setAskingColumn(column);
            if (column === null) scroller.current?.focus();
          }}
          onSay={onSay}
        />
        <tbody>
          {before > 0 && <tr className="spacer"><td colSpan={count + 1} style={{ height: before }} /></tr>}
          {items.map((item) => {
            const row = sheet.rows[item.index];
            const last = sheet.rows[item.index - 1];
            return row && (
              <GridRow
                key={row.row}
                row={row}
                jump={last !== undefined && last.row + 1 < row.row}
                total={totals.has(row.row)}
                count={count}
                sheet={sheet}
                columns={columns}
                choices={choices}
                found={found}
                marked={marked !== null && cellAt(marked)?.row === row.row ? marked : null}
                full={full}
                asking={asking === row.row}
                onAsk={(open) => askRow(open ? row.row : null)}
                onMark={onMark}
                onSay={onSay}
              />
            );
          })}
          {after > 0 && <tr className="spacer"><td colSpan={count + 1} style={{ height: after }} /></tr>}
        </tbody>
      </table>
    </div>
  );
}
