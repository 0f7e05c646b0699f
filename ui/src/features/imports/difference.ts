import type { AddedSums } from "../../bindings/AddedSums";
import type { ApplyDifference } from "../../bindings/ApplyDifference";
import type { ChangedSums } from "../../bindings/ChangedSums";
import type { ChangedUnit } from "../../bindings/ChangedUnit";
import type { GoneUnit } from "../../bindings/GoneUnit";
import type { ImportDifference } from "../../bindings/ImportDifference";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { fen, withSign, ZERO, type Fen } from "../../shared/money";

/** What of a difference is ticked. */
export interface Ticked {
  /** New units, and what is added to those there are. */
  readonly add: boolean;
  /** Every changed unit, those that are not listed, too. */
  readonly allChanged: boolean;
  readonly changed: ReadonlySet<string>;
  /** Of those changed: units whose new owners take over; in the others they come beside those before. */
  readonly owners: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** New comes in; what the register has stays as it is until somebody says otherwise. */
export const NOTHING_TICKED: Ticked = { add: true, allChanged: false, changed: new Set(), owners: new Set(), gone: new Set() };

/** Whether confirming would change anything about the unit. */
export function canChange(unit: ChangedUnit): boolean {
  return unit.changes.some((c) => c.held === "");
}

/** Whether others are its owners. */
export function hasOtherOwners(unit: ChangedUnit): boolean {
  return unit.changes.some((c) => c.field === "owner" && c.held === "");
}

/** Whether the unit's changes are to be applied. */
export function isTicked(ticked: Ticked, unit: ChangedUnit): boolean {
  return canChange(unit) && (ticked.allChanged || ticked.changed.has(unit.code));
}

/** Whether the unit can leave the register. */
export function canLeave(unit: GoneUnit): boolean {
  return unit.stays === "";
}

/** The ticks that still name something of a new preview. */
export function stillThere(ticked: Ticked, difference: ImportDifference): Ticked {
  const kept = (before: ReadonlySet<string>, codes: readonly string[]) => new Set(codes.filter((c) => before.has(c)));
  return {
    ...ticked,
    changed: kept(ticked.changed, difference.changed_units.filter(canChange).map((u) => u.code)),
    owners: kept(ticked.owners, difference.changed_units.filter(hasOtherOwners).map((u) => u.code)),
    gone: kept(ticked.gone, difference.gone_units.filter(canLeave).map((u) => u.code)),
  };
}

/** How many changed units are ticked. A unit that is not listed counts as one that can be changed. */
export function changedCount(ticked: Ticked, difference: ImportDifference): number {
  if (!ticked.allChanged) return ticked.changed.size;
  return difference.changed - difference.changed_units.filter((u) => !canChange(u)).length;
}

/** Ticks one changed unit, or takes the tick away; out of all of them, too. */
export function tickChanged(ticked: Ticked, code: string, difference: ImportDifference): Ticked {
  const all = difference.changed_units.filter(canChange).map((u) => u.code);
  const changed = new Set(ticked.allChanged ? all : ticked.changed);
  const owners = new Set(ticked.owners);
  if (changed.delete(code)) owners.delete(code);
  else changed.add(code);
  return { ...ticked, allChanged: false, changed, owners };
}

/** Lets new owners take over, or takes that back; the unit's changes are ticked with it. */
export function tickOwners(ticked: Ticked, codes: readonly string[], takeOver: boolean): Ticked {
  const owners = new Set(ticked.owners);
  const changed = new Set(ticked.changed);
  for (const code of codes) {
    if (!takeOver) owners.delete(code);
    else {
      owners.add(code);
      if (!ticked.allChanged) changed.add(code);
    }
  }
  return { ...ticked, changed, owners };
}

export function tickGone(ticked: Ticked, code: string): Ticked {
  const gone = new Set(ticked.gone);
  if (!gone.delete(code)) gone.add(code);
  return { ...ticked, gone };
}

/** As the core is asked. */
export function toApply(ticked: Ticked): ApplyDifference {
  return { new: ticked.add, all_changed: ticked.allChanged, changed: ticked.allChanged ? [] : [...ticked.changed], all_owners: false, owners: [...ticked.owners], gone: [...ticked.gone] };
}

/** `期初欠费 ¥89,230.45（多交的 ¥88.20 转预存），押金 ¥2,000.00`, of what there is. */
export function sumsInWords(sums: Pick<AddedSums, "opening_fen" | "overpaid_fen" | "prepayments_fen" | "deposits_fen">): readonly string[] {
  const { opening_fen, overpaid_fen, prepayments_fen, deposits_fen } = sums;
  const overpaid = overpaid_fen === 0 ? "" : `（多交的 ${withSign(overpaid_fen)} 转预存）`;
  const parts: string[] = [];
  if (opening_fen !== 0 || overpaid !== "") parts.push(`期初欠费 ${withSign(opening_fen)}${overpaid}`);
  for (const [word, sum] of [["预存", prepayments_fen], ["押金", deposits_fen]] as const) {
    if (sum > 0) parts.push(`${word} ${withSign(sum)}`);
    if (sum < 0) parts.push(`冲回${word} ${withSign(fen(-sum))}`);
  }
  return parts;
}

/** What is posted: what is added, the changes that are ticked, and what units take with them that leave. */
function moved(difference: ImportDifference, withAdds: boolean, ticked: Ticked): Pick<AddedSums, "opening_fen" | "overpaid_fen" | "prepayments_fen" | "deposits_fen"> {
  const { adds } = difference;
  const changes = ticked.allChanged ? [difference.changes] : difference.changed_units.filter((u) => isTicked(ticked, u)).map((u) => u.moves);
  const leaving = difference.gone_units.filter((u) => ticked.gone.has(u.code));
  const sum = (added: Fen, changed: (sums: ChangedSums) => Fen, gone: (unit: GoneUnit) => Fen) =>
    fen((withAdds ? added : 0) + changes.reduce((n, sums) => n + changed(sums), 0) - leaving.reduce((n, unit) => n + gone(unit), 0));
  return {
    opening_fen: sum(adds.opening_fen, (c) => c.opening_fen, (g) => g.owed_fen),
    overpaid_fen: withAdds ? adds.overpaid_fen : ZERO,
    prepayments_fen: sum(adds.prepayments_fen, (c) => c.prepayments_fen, (g) => g.prepayments_fen),
    deposits_fen: sum(adds.deposits_fen, (c) => c.deposits_fen, (g) => g.deposits_fen),
  };
}

/** `导入 405 户，期初欠费 ¥89,230.45`: what the button will do; empty when it would do nothing. */
export function willWrite({ difference }: ImportPreview, ticked: Ticked): string {
  const parts: string[] = [];
  const counted = (word: string, count: number) => count > 0 && parts.push(`${word} ${count} 户`);
  if (ticked.add) {
    counted("导入", difference.new);
    counted("补入", difference.added_to);
  }
  const adds = parts.length > 0;
  counted("改", changedCount(ticked, difference));
  counted("其中换业主", ticked.owners.size);
  counted("移出", ticked.gone.size);
  return [...parts, ...sumsInWords(moved(difference, adds, ticked))].join("，");
}

/** Why nothing can be confirmed although the file can be imported. */
export function nothingToWrite({ difference }: ImportPreview): string {
  if (difference.new + difference.added_to > 0) return "新的和要补的没有勾选。";
  return difference.changed + difference.gone > 0 ? "没有新的。要改、要移出的，到“对照档案”里勾选。" : "档案里都已经有了，没有要写的。";
}

/** `抄表 12，车辆 3`: what is kept beside the books. */
export function keptBeside({ difference: { adds } }: ImportPreview, ticked: Ticked): string {
  if (!ticked.add) return "";
  const of: readonly (readonly [string, number])[] = [
    ["抄表", adds.readings],
    ["车辆", adds.vehicles],
    ["以往缴费", adds.past_payments],
    ["备注", adds.notes],
    ["证件号", adds.id_numbers],
  ];
  return of.filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count}`).join("，");
}
