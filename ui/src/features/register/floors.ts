import type { UnitRow } from "../../bindings/UnitRow";

/** A row of the picture of an estate: a building's head, its entrances over their doors, a floor of it, or units that have no floor in their code. */
export type GridRow =
  | { readonly kind: "head"; readonly building: string; readonly units: readonly UnitRow[]; readonly columns: readonly GridColumn[] }
  | { readonly kind: "entrances"; readonly columns: readonly GridColumn[] }
  | { readonly kind: "floor"; readonly floor: number; readonly columns: readonly GridColumn[]; readonly cells: readonly (UnitRow | null)[] }
  | { readonly kind: "others"; readonly cells: readonly UnitRow[] };

/** A door line of a building: 2 单元 01 号. */
export interface GridColumn {
  readonly entrance: string;
  readonly door: number;
  /** A new entrance begins here. */
  readonly first: boolean;
}

/** Where a code says the unit is; `null` where it says no floor (`6-车位`, `B1-3`). */
export function placeOf(code: string): { entrance: string; floor: number; door: number } | null {
  const parts = code.split("-").slice(1);
  const last = parts.pop();
  if (last === undefined || !/^\d{3,4}$/.test(last)) return null;
  return { entrance: parts.join("-"), floor: Number(last.slice(0, -2)), door: Number(last.slice(-2)) };
}

const natural = new Intl.Collator("zh-CN", { numeric: true });

/** What is written in a unit's cell: the door, for building and entrance stand over it; without a floor, all but the building. */
export function doorOf(unit: UnitRow): string {
  if (placeOf(unit.code) !== null) return unit.code.slice(unit.code.lastIndexOf("-") + 1);
  return unit.code.startsWith(`${unit.building}-`) ? unit.code.slice(unit.building.length + 1) : unit.code;
}

/** The cells of a row; none where it is a heading. */
export function cellsOf(row: GridRow | undefined): readonly (UnitRow | null)[] {
  return row === undefined || row.kind === "head" || row.kind === "entrances" ? [] : row.cells;
}

/** The buildings as they stand, top floor first. `perRow`: how many units without a floor go in a row. */
export function layOut(units: readonly UnitRow[], perRow: number): readonly GridRow[] {
  const byBuilding = new Map<string, UnitRow[]>();
  for (const unit of units) {
    const known = byBuilding.get(unit.building);
    if (known) known.push(unit);
    else byBuilding.set(unit.building, [unit]);
  }
  return [...byBuilding].flatMap(([building, inside]) => layOutBuilding(building, inside, Math.max(1, perRow)));
}

function layOutBuilding(building: string, units: readonly UnitRow[], perRow: number): readonly GridRow[] {
  const columns = new Map<string, { entrance: string; door: number }>();
  const floors = new Map<number, Map<string, UnitRow>>();
  const others: UnitRow[] = [];
  for (const unit of units) {
    const place = placeOf(unit.code);
    if (place === null) {
      others.push(unit);
      continue;
    }
    const key = `${place.entrance}|${place.door}`;
    columns.set(key, place);
    const floor = floors.get(place.floor) ?? new Map<string, UnitRow>();
    floors.set(place.floor, floor.set(key, unit));
  }
  const order = [...columns].sort(([, a], [, b]) => natural.compare(a.entrance, b.entrance) || a.door - b.door);
  const shown = order.map(([, c], i) => ({ entrance: c.entrance, door: c.door, first: order[i - 1]?.[1].entrance !== c.entrance }));
  const rows: GridRow[] = [{ kind: "head", building, units, columns: shown }];
  if (shown.some((c) => c.entrance !== "")) rows.push({ kind: "entrances", columns: shown });
  for (const floor of [...floors.keys()].sort((a, b) => b - a)) {
    const at = floors.get(floor);
    rows.push({ kind: "floor", floor, columns: shown, cells: order.map(([key]) => at?.get(key) ?? null) });
  }
  for (let i = 0; i < others.length; i += perRow) rows.push({ kind: "others", cells: others.slice(i, i + perRow) });
  return rows;
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** The unit an arrow leads to from the one with this code; the same code where there is none that way. */
export function step(rows: readonly GridRow[], code: string | null, arrow: Arrow): string | null {
  const row = rows.findIndex((r) => cellsOf(r).some((c) => c?.code === code));
  if (row < 0) return firstCode(rows);
  const here = cellsOf(rows[row]);
  const at = here.findIndex((c) => c?.code === code);
  if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
    const by = arrow === "ArrowLeft" ? -1 : 1;
    for (let i = at + by; i >= 0 && i < here.length; i += by) {
      const cell = here[i];
      if (cell) return cell.code;
    }
    return code;
  }
  const by = arrow === "ArrowUp" ? -1 : 1;
  for (let i = row + by; i >= 0 && i < rows.length; i += by) {
    const near = nearest(cellsOf(rows[i]), at);
    if (near) return near.code;
  }
  return code;
}

function nearest(cells: readonly (UnitRow | null)[], at: number): UnitRow | null {
  for (let away = 0; away < Math.max(cells.length, at + 1); away += 1) {
    const found = cells[at - away] ?? cells[at + away];
    if (found) return found;
  }
  return null;
}

/** The first unit of the picture. */
export function firstCode(rows: readonly GridRow[]): string | null {
  for (const row of rows) {
    const cell = cellsOf(row).find((c) => c !== null);
    if (cell) return cell.code;
  }
  return null;
}
