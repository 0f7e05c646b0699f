import type { CellView } from "../../bindings/CellView";
import type { UnitKept } from "../../bindings/UnitKept";

/** `第 3 批 一期台账.xls 业主资料!D17`: where a line came from. */
export function foundAt({ batch, file_name, sheet, cell }: CellView): string {
  return `第 ${batch} 批 ${file_name} ${sheet}${cell === "" ? "" : `!${cell}`}`;
}

/** `第 3 批 业主资料!D17`: the same without the file's name. */
export function cellOf(from: CellView): string {
  return foundAt({ ...from, file_name: "" }).replace("  ", " ");
}

/** How many lines are kept with a unit, those that only say where it came from left out. */
export function keptCount(kept: UnitKept): number {
  const { readings, vehicles, past_payments, balances, notes, id_numbers } = kept;
  return [readings, vehicles, past_payments, balances, notes, id_numbers].reduce((n, of) => n + of.length, 0);
}
