import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref, useImperativeHandle } from "react";
import type { UnitRow } from "../../bindings/UnitRow";
import { buildingName } from "../../shared/buildingName";
import { MoneyText } from "../../shared/MoneyText";
import { fen, grouped, sum } from "../../shared/money";
import { cellsOf, doorOf, firstCode, layOut, step, type Arrow, type GridRow } from "./floors";
import { standingOf, wordOf } from "./standing";

export interface GridHandle {
  readonly focus: () => void;
}

interface Props {
  readonly units: readonly UnitRow[];
  readonly onOpen: (code: string) => void;
  readonly ref?: Ref<GridHandle>;
}

const CELL_REM = 6.6;

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function estimate(row: GridRow | undefined): number {
  return (row?.kind === "head" ? 2.6 : row?.kind === "entrances" ? 1.7 : 3.2) * rem();
}

/** The estate as it stands: floors and doors, coloured by what is owed, with a word beside the colour. */
export function BuildingGrid({ units, onOpen, ref }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [perRow, setPerRow] = useState(10);
  const [at, setAt] = useState<string | null>(null);
  const rows = useMemo(() => layOut(units, perRow), [units, perRow]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => estimate(rows[i]),
    overscan: 8,
  });
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus() }));
  // Also when the estate comes back from behind a household's page.
  useEffect(() => scroller.current?.focus(), []);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => setPerRow(Math.max(1, Math.floor((box.clientWidth / rem() - 5) / CELL_REM))));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  useEffect(() => virtual.measure(), [virtual, rows]);
  const current = at !== null && units.some((u) => u.code === at) ? at : firstCode(rows);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey) return;
    if (event.key === "Enter" && current !== null) {
      event.preventDefault();
      onOpen(current);
      return;
    }
    if (!/^Arrow(Up|Down|Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    const next = at === null ? current : step(rows, current, event.key as Arrow);
    setAt(next);
    const index = rows.findIndex((r) => cellsOf(r).some((c) => c?.code === next));
    if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
  }

  return (
    <div className="panel estate" ref={scroller} tabIndex={0} onKeyDown={onKeyDown} role="grid" aria-label="楼面图" data-testid="register-grid" data-rows={rows.length}>
      <div style={{ height: virtual.getTotalSize(), position: "relative", minWidth: "max-content" }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div key={item.key} className="estate-line" role="row" style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
              <Line row={row} current={current} onAt={setAt} onOpen={onOpen} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  readonly row: GridRow;
  readonly current: string | null;
  readonly onAt: (code: string) => void;
  readonly onOpen: (code: string) => void;
}

function Line({ row, current, onAt, onOpen }: LineProps) {
  if (row.kind === "head") return <Head row={row} />;
  if (row.kind === "entrances") return <Entrances row={row} />;
  return (
    <>
      <span className="floor num" role="rowheader">{row.kind === "floor" ? `${row.floor} 层` : "其他"}</span>
      {row.cells.map((unit, i) => {
        const column = row.kind === "floor" ? row.columns[i] : undefined;
        const gap = column?.first === true && i > 0 ? "gap" : "";
        if (unit === null) return <span key={`${column?.entrance}|${column?.door}`} className={`cell none ${gap}`} role="gridcell" />;
        const standing = standingOf(unit);
        return (
          <button
            key={unit.code}
            type="button"
            tabIndex={-1}
            role="gridcell"
            className={`cell ${standing} ${gap} ${unit.code === current ? "on" : ""}`}
            data-testid="register-cell"
            data-unit={unit.code}
            title={`${unit.code}　${unit.people || "没有登记业主"}　${unit.status_label ?? ""}`}
            onClick={() => {
              onAt(unit.code);
              onOpen(unit.code);
            }}
          >
            <b className="num">{doorOf(unit)}</b>
            <span className="figures num">
              <i>{wordOf(standing)}</i>
              {unit.owed_fen > 0 ? grouped(unit.owed_fen) : unit.prepaid_fen > 0 ? grouped(unit.prepaid_fen) : ""}
            </span>
          </button>
        );
      })}
    </>
  );
}

/** The entrances, each over its first line of doors. */
function Entrances({ row }: { readonly row: Extract<GridRow, { kind: "entrances" }> }) {
  return (
    <>
      <span className="floor" />
      {row.columns.map((c, i) => (
        <span key={`${c.entrance}|${c.door}`} className={`entrance num ${c.first && i > 0 ? "gap" : ""}`} role="columnheader">
          {c.first && c.entrance !== "" ? `${c.entrance} 单元` : ""}
        </span>
      ))}
    </>
  );
}

function Head({ row }: { readonly row: Extract<GridRow, { kind: "head" }> }) {
  const owed = fen(sum(row.units.map((u) => u.owed_fen)));
  const owing = row.units.filter((u) => u.owed_fen > 0).length;
  return (
    <div className="estate-head">
      <b>{buildingName(row.building)}</b>
      <span className="quiet num">{row.units.length} 户</span>
      {owing > 0 ? <span className="num">{owing} 户未缴清，合计 <MoneyText fen={owed} /></span> : <span className="good">✓ 全部缴清</span>}
    </div>
  );
}
