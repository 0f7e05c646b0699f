import { useVirtualizer } from "@tanstack/react-virtual";
import { Select } from "antd";
import { useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import type { ColumnView } from "../../bindings/ColumnView";
import type { FindingView } from "../../bindings/FindingView";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { SheetRow } from "../../bindings/SheetRow";
import { byCell, cellAt, letterOf, levelOf, roleOf, widthOf } from "./sheet";

export interface SheetHandle {
  /** Brings a cell into sight and marks it; false where the preview does not carry its row. */
  readonly show: (cell: string) => boolean;
}

interface Props {
  readonly preview: ImportPreview;
  readonly busy: boolean;
  readonly onMeaning: (column: number, meaning: string) => void;
  readonly onHeaderRow: (row: number) => void;
  readonly ref?: Ref<SheetHandle>;
}

const ROW_REM = 1.857;
/** Of the row numbers. */
const MARGIN_REM = 3.6;
const WIDEST_REM = 16;
const NARROWEST_REM = 7.4;

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** In rem: as wide as what stands in the column, within limits. A Chinese character is as wide as two letters. */
function columnWidths(preview: ImportPreview, count: number): readonly number[] {
  const breadth = (text: string) => Array.from(text).reduce((n, c) => n + ((c.codePointAt(0) ?? 0) > 0xff ? 1 : 0.58), 0);
  return Array.from({ length: count }, (_, i) => {
    // A title over the whole table does not make its column wide.
    const inside = preview.rows.filter((r) => r.row >= preview.header_row).slice(0, 60);
    const longest = inside.reduce((most, r) => Math.max(most, breadth(r.cells[i] ?? "")), 0);
    return Math.min(WIDEST_REM, Math.max(NARROWEST_REM, longest + 1.2));
  });
}

/** The sheet as Excel shows it: what was recognised is tinted, each column says what it was taken for. */
export function SheetGrid({ preview, busy, onMeaning, onHeaderRow, ref }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const count = widthOf(preview);
  const widths = useMemo(() => columnWidths(preview, count), [preview, count]);
  const found = useMemo(() => byCell(preview.findings, preview.sheet), [preview]);
  const columns = useMemo(() => new Map(preview.columns.map((c) => [c.column, c])), [preview]);
  const virtual = useVirtualizer({
    count: preview.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem(),
    overscan: 10,
    scrollPaddingStart: 5 * rem(),
  });
  useImperativeHandle(ref, () => ({
    show: (cell) => {
      const at = cellAt(cell);
      const index = at ? preview.rows.findIndex((r) => r.row === at.row) : -1;
      if (at === null || index < 0) return false;
      setMarked(cell);
      virtual.scrollToIndex(index, { align: "center" });
      const left = MARGIN_REM + widths.slice(0, at.column).reduce((a, b) => a + b, 0);
      scroller.current?.scrollTo({ left: Math.max(0, left * rem() - 200) });
      return true;
    },
  }));
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const total = MARGIN_REM + widths.reduce((a, b) => a + b, 0);
  return (
    <div className="panel sheet-frame">
      <div className="sheet-scroll" ref={scroller} tabIndex={0} data-testid="import-sheet" role="grid" aria-label={`表 ${preview.sheet}`}>
        <table className="sheet" style={{ width: `${total}rem` }}>
          <colgroup>
            <col style={{ width: `${MARGIN_REM}rem` }} />
            {widths.map((width, i) => <col key={letterOf(i)} style={{ width: `${width}rem` }} />)}
          </colgroup>
          <thead>
            <tr>
              <th className="corner" />
              {widths.map((_, i) => <th key={letterOf(i)} className={columns.get(i)?.meaning ? "used" : ""}>{letterOf(i)}</th>)}
            </tr>
            <tr className="meanings">
              <th className="corner" title="每一列当作什么">当作</th>
              {widths.map((_, i) => (
                <th key={letterOf(i)}>
                  <Meaning column={columns.get(i)} index={i} preview={preview} busy={busy} onMeaning={onMeaning} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr className="spacer"><td colSpan={count + 1} style={{ height: before }} /></tr>}
            {items.map((item) => {
              const row = preview.rows[item.index];
              const last = preview.rows[item.index - 1];
              return row && (
                <Row
                  key={row.row}
                  row={row}
                  jump={last !== undefined && last.row + 1 < row.row}
                  count={count}
                  preview={preview}
                  found={found}
                  marked={marked}
                  onHeaderRow={onHeaderRow}
                />
              );
            })}
            {after > 0 && <tr className="spacer"><td colSpan={count + 1} style={{ height: after }} /></tr>}
          </tbody>
        </table>
      </div>
      <div className="sheet-legend quiet">
        <span><i className="swatch header" />表头</span>
        <span><i className="swatch data" />要导入的行</span>
        <span><i className="swatch total" />表里的合计</span>
        <span>只显示开头、结尾和有问题的行，导入的是全部；点行号可以指定表头行</span>
      </div>
    </div>
  );
}

interface MeaningProps {
  readonly column: ColumnView | undefined;
  readonly index: number;
  readonly preview: ImportPreview;
  readonly busy: boolean;
  readonly onMeaning: (column: number, meaning: string) => void;
}

const SURENESS: Readonly<Record<string, string>> = { sure: "认定", likely: "多半是", guess: "猜的，请核对" };

/** The chip on a column's head: what it was taken for and how sure that is; another can be chosen. */
function Meaning({ column, index, preview, busy, onMeaning }: MeaningProps) {
  const meaning = column?.meaning ?? null;
  const guess = meaning !== null && column?.confidence === "guess";
  return (
    <Select
      size="small"
      variant={meaning === null ? "borderless" : "outlined"}
      className={`meaning ${meaning === null ? "unused" : ""}`}
      value={meaning}
      disabled={busy}
      placeholder="不导入"
      popupMatchSelectWidth={false}
      {...(guess ? { status: "warning" as const } : {})}
      title={meaning === null ? "这一列不导入" : (SURENESS[column?.confidence ?? ""] ?? "")}
      options={preview.meanings.map((m) => ({ value: m.code, label: m.label }))}
      labelRender={({ label }) => <>{guess ? "? " : ""}{label ?? column?.meaning_label}</>}
      onChange={(chosen: string) => onMeaning(index, chosen)}
      aria-label={`${letterOf(index)} 列当作什么`}
      data-testid={`import-meaning-${letterOf(index)}`}
    />
  );
}

interface RowProps {
  readonly row: SheetRow;
  /** Rows were left out before this one. */
  readonly jump: boolean;
  readonly count: number;
  readonly preview: ImportPreview;
  readonly found: ReadonlyMap<string, readonly FindingView[]>;
  readonly marked: string | null;
  readonly onHeaderRow: (row: number) => void;
}

function Row({ row, jump, count, preview, found, marked, onHeaderRow }: RowProps) {
  const role = roleOf(preview, row.row);
  // A title or a signature line runs over the empty cells beside it, as in Excel.
  const alone = role === "above" || role === "below" ? onlyText(row) : undefined;
  return (
    <tr className={`${role} ${jump ? "jump" : ""}`} data-row={row.row}>
      <th scope="row">
        <button type="button" tabIndex={-1} title={`把第 ${row.row} 行当作表头`} data-testid={`import-row-${row.row}`} onClick={() => onHeaderRow(row.row)}>{row.row}</button>
      </th>
      {alone !== undefined && <td colSpan={count} title={alone}>{alone}</td>}
      {alone === undefined && Array.from({ length: count }, (_, i) => {
        const name = `${letterOf(i)}${row.row}`;
        const text = row.cells[i] ?? "";
        const findings = found.get(name);
        const worst = findings ? levelOf(findings.map((f) => f.level).sort((a, b) => rank(a) - rank(b))[0] ?? "") : null;
        const told = findings ? `${name}\n${findings.map((f) => f.message).join("\n")}` : text;
        return (
          <td
            key={name}
            className={`${worst ? `flagged ${worst.level}` : ""} ${name === marked ? "marked" : ""} ${isFigure(text) ? "right" : ""}`}
            title={told}
            {...(worst ? { "data-testid": "import-finding-cell", "data-cell": name } : {})}
          >
            {text}
          </td>
        );
      })}
    </tr>
  );
}

/** The text of a row in which only the first cell is filled. */
function onlyText(row: SheetRow): string | undefined {
  const [first, ...others] = row.cells;
  return first !== undefined && first !== "" && others.every((c) => c === "") ? first : undefined;
}

function rank(level: string): number {
  return ["refused", "decide", "note"].indexOf(level);
}

function isFigure(text: string): boolean {
  return /^-?[\d,]+(\.\d+)?$/.test(text);
}
