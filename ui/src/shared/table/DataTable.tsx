import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { arrange, nextSort, toTsv, type Column, type Filters, type Sort } from "./columns";
import { HeaderCell } from "./HeaderCell";
import { copyText } from "./copy";
import { ColumnChooser, useHiddenColumns } from "./ColumnChooser";
import { KeyButton } from "../KeyButton";
import { isComposing } from "../useKeys";

interface Props<Row> {
  /** Names the table on this machine: chosen columns are kept under it. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Shown when there are no rows at all. */
  readonly empty: ReactNode;
  /** Enter or a double click on a row. */
  readonly onOpen?: (row: Row) => void;
  /** The row under the cursor. */
  readonly onCursor?: (row: Row | null) => void;
  /** Rows that are ticked; gives every row a box, Space toggles it. */
  readonly picked?: ReadonlySet<string>;
  readonly onPick?: (picked: ReadonlySet<string>) => void;
  /** Puts the export button in its place. Gets what is shown, in its order. */
  readonly onExport?: (rows: readonly Row[], columns: readonly Column<Row>[]) => void;
  /** Filters and counts of the screen, left of the table's own buttons. */
  readonly tools?: ReactNode;
  readonly rowClass?: (row: Row) => string;
  /** Without the line of tools above. */
  readonly plain?: boolean;
  /** Takes the keys when it comes into sight. */
  readonly autoFocus?: boolean;
  readonly testId: string;
}

const ROW_REM = 2.286;

/** In rem: below it the columns are scrolled rather than squeezed. */
function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((total, c) => total + (c.width ?? 8), 0);
}

/** The height of a row in pixels, at the size of type that is set. */
function rowHeight(): number {
  return ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** A dense table: virtual rows, sticky header and total, sorting, filters, a cursor, Ctrl+C as Excel takes it. */
export function DataTable<Row>(props: Props<Row>) {
  const { rows, rowKey, onOpen, onCursor, picked, onPick, testId } = props;
  const [sort, setSort] = useState<Sort | null>(null);
  const [filters, setFilters] = useState<Filters>({});
  const [cursor, setCursor] = useState(0);
  const [hidden, setHidden] = useHiddenColumns(props.name);
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => props.columns.filter((c) => !hidden.includes(c.key)), [props.columns, hidden]);
  const shown = useMemo(() => arrange(rows, props.columns, filters, sort), [rows, props.columns, filters, sort]);
  const at = Math.min(cursor, shown.length - 1);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight(),
    scrollPaddingEnd: rowHeight(),
  });
  const current = shown[at];
  useEffect(() => onCursor?.(current ?? null), [current, onCursor]);
  const filled = rows.length > 0;
  useEffect(() => {
    if (props.autoFocus && filled) scroller.current?.focus();
  }, [props.autoFocus, filled]);

  function moveTo(index: number) {
    const next = Math.max(0, Math.min(shown.length - 1, index));
    setCursor(next);
    virtual.scrollToIndex(next, { align: "auto" });
  }
  function toggle(row: Row) {
    if (!picked || !onPick) return;
    const next = new Set(picked);
    if (!next.delete(rowKey(row))) next.add(rowKey(row));
    onPick(next);
  }
  function copy() {
    const chosen = picked && picked.size > 0 ? shown.filter((r) => picked.has(rowKey(r))) : current ? [current] : [];
    void copyText(toTsv(chosen, columns, chosen.length > 1));
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== scroller.current || isComposing(event)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight()) - 2);
    const acts: Record<string, () => void> = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at - 1),
      PageDown: () => moveTo(at + page),
      PageUp: () => moveTo(at - page),
      Home: () => moveTo(0),
      End: () => moveTo(shown.length - 1),
      Enter: () => current && onOpen?.(current),
      " ": () => {
        if (current) toggle(current);
        moveTo(at + 1);
      },
    };
    // Text that was selected with the mouse is copied as it is; otherwise the rows are.
    const copies = event.ctrlKey && event.key.toLowerCase() === "c" && window.getSelection()?.isCollapsed !== false;
    const all = event.ctrlKey && event.key.toLowerCase() === "a" && onPick;
    const act = copies ? copy : all ? () => onPick(new Set(shown.map(rowKey))) : event.ctrlKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  if (rows.length === 0) return <div className="panel table-frame" data-testid={testId}>{props.empty}</div>;
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = columns.length + (picked ? 1 : 0);
  return (
    <div className="panel table-frame" data-testid={testId} data-rows={shown.length}>
      {!props.plain && (
        <div className="table-tools">
          <div className="row grow">{props.tools}</div>
          <span className="quiet num">{shown.length === rows.length ? `${rows.length} 行` : `${shown.length} / ${rows.length} 行`}</span>
          <ColumnChooser columns={props.columns} hidden={hidden} onHidden={setHidden} testId={`${testId}-columns`} />
          {props.onExport && (
            <KeyButton size="small" testId={`${testId}-export`} onClick={() => props.onExport?.(shown, columns)}>导出</KeyButton>
          )}
        </div>
      )}
      <div className="table-scroll" ref={scroller} tabIndex={0} onKeyDown={onKeyDown} role="grid" aria-rowcount={shown.length}>
        <table className="dense" style={{ minWidth: `${leastWidth(columns)}rem` }}>
          <colgroup>
            {picked && <col style={{ width: "2.4rem" }} />}
            {columns.map((c) => <col key={c.key} style={c.width === undefined ? {} : { width: `${c.width}rem` }} />)}
          </colgroup>
          <thead>
            <tr>
              {picked && onPick && (
                <th className="pick">
                  <Checkbox
                    aria-label="全选"
                    checked={shown.length > 0 && shown.every((r) => picked.has(rowKey(r)))}
                    indeterminate={picked.size > 0 && !shown.every((r) => picked.has(rowKey(r)))}
                    onChange={(e) => onPick(new Set(e.target.checked ? shown.map(rowKey) : []))}
                    data-testid={`${testId}-pick-all`}
                  />
                </th>
              )}
              {columns.map((c) => (
                <HeaderCell
                  key={c.key}
                  column={c}
                  rows={rows}
                  sort={sort}
                  chosen={filters[c.key] ?? []}
                  onSort={() => setSort(nextSort(sort, c.key))}
                  onChoose={(texts) => setFilters({ ...filters, [c.key]: texts })}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr className="spacer"><td colSpan={span} style={{ height: before }} /></tr>}
            {items.map((item) => {
              const row = shown[item.index];
              if (row === undefined) return null;
              const key = rowKey(row);
              return (
                <tr
                  key={key}
                  data-testid={`${testId}-row`}
                  data-key={key}
                  className={`${item.index === at ? "cursor" : ""} ${props.rowClass?.(row) ?? ""}`}
                  onClick={() => setCursor(item.index)}
                  onDoubleClick={() => onOpen?.(row)}
                >
                  {picked && (
                    <td className="pick">
                      <Checkbox checked={picked.has(key)} tabIndex={-1} onChange={() => toggle(row)} data-testid={`${testId}-pick`} />
                    </td>
                  )}
                  {columns.map((c) => <td key={c.key} className={c.align ?? ""} title={c.text(row)}>{c.render ? c.render(row) : c.text(row)}</td>)}
                </tr>
              );
            })}
            {after > 0 && <tr className="spacer"><td colSpan={span} style={{ height: after }} /></tr>}
          </tbody>
          {columns.some((c) => c.total) && (
            <tfoot>
              <tr>
                {picked && <td className="pick" />}
                {columns.map((c) => <td key={c.key} className={c.align ?? ""}>{c.total?.(shown)}</td>)}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  );
}
