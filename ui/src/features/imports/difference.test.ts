import { expect, test } from "vitest";
import type { ImportDifference } from "../../bindings/ImportDifference";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { fen, ZERO } from "../../shared/money";
import { NO_CHOICES } from "./choices";
import { canChange, changedCount, keptBeside, NOTHING_TICKED, nothingToWrite, stillThere, tickChanged, tickGone, tickOwners, toApply, willWrite } from "./difference";

const change = (held: string) => ({ field: "area", label: "建筑面积", before: "80", after: "81", held, does: held === "" ? "改成表里的" : "" });
const NOTHING_MOVES = { opening_fen: ZERO, prepayments_fen: ZERO, deposits_fen: ZERO };
const sold = { field: "owner", label: "业主", before: "张小明", after: "李红", held: "", does: "添上新业主，原业主留着" };
const DIFFERENCE: ImportDifference = {
  new: 2, added_to: 1, changed: 3, same: 10, gone: 2,
  new_units: ["1-101", "1-102"],
  added_to_units: [{ code: "1-103", what: "期初欠费 2 笔", opening_fen: fen(12_345) }],
  changed_units: [
    { code: "2-101", changes: [change(""), change("已收过款")], moves: { ...NOTHING_MOVES, opening_fen: fen(5_000) } },
    { code: "2-102", changes: [change("")], moves: { ...NOTHING_MOVES, prepayments_fen: fen(-10_000) } },
    { code: "2-103", changes: [change("已收过款")], moves: NOTHING_MOVES },
  ],
  gone_units: [{ code: "3-101", people: "张小明", owed_fen: ZERO, prepayments_fen: ZERO, deposits_fen: fen(200_000), does: "移出档案，账上冲回押金 2000.00", stays: "" }, { code: "3-102", people: "李红", owed_fen: fen(1), prepayments_fen: ZERO, deposits_fen: ZERO, does: "照旧留着", stays: "收过款" }],
  adds: { opening_fen: fen(8_923_045), overpaid_fen: ZERO, prepayments_fen: fen(100), deposits_fen: ZERO, readings: 12, vehicles: 0, past_payments: 0, notes: 3, id_numbers: 0 },
  changes: { opening_fen: fen(5_000), prepayments_fen: fen(-10_000), deposits_fen: ZERO },
  kept_already: 0,
  elsewhere: 0,
  elsewhere_fen: ZERO,
};

function preview(difference: Partial<ImportDifference>, units = 18): ImportPreview {
  const none = { count: 0, amount_fen: ZERO };
  return {
    file_name: "a.xls", sha256: "", format: "", arrears_through: "2025-12-31", choices: NO_CHOICES, remembered: null, sheets: [], columns: [], units, people: 0, opening_fen: fen(8_923_045),
    totals: { by_item: [], prepayments: { count: 1, amount_fen: fen(100) }, deposits: none, past_payments: none, readings: 12, vehicles: 0, notes: 3, id_numbers: 0 },
    groups: [], findings: [], symbols: [], tie_outs: [], by_sheet: [], by_building: [], first_units: [], difference: { ...DIFFERENCE, ...difference }, refused: null, meanings: [], kinds: [], symbol_meanings: [],
  };
}

test("the button says what will be written", () => {
  const all = { ...NOTHING_TICKED, allChanged: true, gone: new Set(["3-101"]) };
  const nothingElse = { new: 18, added_to: 0, changed: 0, gone: 0, added_to_units: [], changed_units: [], gone_units: [] };
  expect(willWrite(preview(nothingElse), NOTHING_TICKED)).toBe("导入 18 户，期初欠费 ¥89,230.45，预存 ¥1.00");
  // New units and such as are there already: the sums are of what is added, whatever the file holds besides.
  const adds = { ...DIFFERENCE.adds, opening_fen: fen(12_345), prepayments_fen: ZERO };
  expect(willWrite(preview({ adds }), NOTHING_TICKED)).toBe("导入 2 户，补入 1 户，期初欠费 ¥123.45");
  expect(willWrite(preview({ new: 0, adds }), { ...NOTHING_TICKED, changed: new Set(["2-101"]) })).toBe("补入 1 户，改 1 户，期初欠费 ¥173.45");
  expect(willWrite(preview({ new: 0, adds }), { ...NOTHING_TICKED, changed: new Set(["2-102"]) })).toBe("补入 1 户，改 1 户，期初欠费 ¥123.45，冲回预存 ¥100.00");
  const overpaid = { ...adds, overpaid_fen: fen(8_820), deposits_fen: fen(200_000) };
  expect(willWrite(preview({ adds: overpaid }), NOTHING_TICKED)).toBe("导入 2 户，补入 1 户，期初欠费 ¥123.45（多交的 ¥88.20 转预存），押金 ¥2,000.00");
  // All changes are one sum; of some, those of their units; and what leaves with a unit.
  expect(willWrite(preview({}), { ...all, add: false })).toBe("改 2 户，移出 1 户，期初欠费 ¥50.00，冲回预存 ¥100.00，冲回押金 ¥2,000.00");
  expect(willWrite(preview({ new: 0, adds }), { ...NOTHING_TICKED, allChanged: true })).toBe("补入 1 户，改 2 户，期初欠费 ¥173.45，冲回预存 ¥100.00");
  expect(willWrite(preview({ new: 0, added_to: 0 }), NOTHING_TICKED)).toBe("");
  expect(keptBeside(preview({}), NOTHING_TICKED)).toBe("抄表 12，备注 3");
  expect(keptBeside(preview({}), { ...all, add: false })).toBe("");
});

test("where the button does nothing, it is said why", () => {
  expect(nothingToWrite(preview({}))).toContain("没有勾选");
  expect(nothingToWrite(preview({ new: 0, added_to: 0 }))).toContain("对照档案");
  expect(nothingToWrite(preview({ new: 0, added_to: 0, changed: 0, gone: 0 }))).toContain("都已经有了");
});

test("ticks: all, and one out of all", () => {
  expect(changedCount({ ...NOTHING_TICKED, allChanged: true }, DIFFERENCE)).toBe(2);
  const none = { all_owners: false, owners: [] };
  const without = tickChanged({ ...NOTHING_TICKED, allChanged: true }, "2-101", DIFFERENCE);
  expect(toApply(without)).toEqual({ new: true, all_changed: false, changed: ["2-102"], gone: [], ...none });
  expect(toApply(tickChanged(without, "2-102", DIFFERENCE)).changed).toEqual([]);
  expect(toApply({ ...without, allChanged: true })).toEqual({ new: true, all_changed: true, changed: [], gone: [], ...none });
  expect(toApply(tickGone(tickGone(NOTHING_TICKED, "3-101"), "3-101")).gone).toEqual([]);
  expect(DIFFERENCE.changed_units.map(canChange)).toEqual([true, true, false]);
});

test("a new preview keeps the ticks that still name something", () => {
  const ticked = { add: false, allChanged: false, changed: new Set(["2-101", "2-103", "9-999"]), owners: new Set(["2-101"]), gone: new Set(["3-101", "3-102"]) };
  expect(toApply(stillThere(ticked, DIFFERENCE))).toEqual({ new: false, all_changed: false, changed: ["2-101"], all_owners: false, owners: [], gone: ["3-101"] });
});

test("a new owner takes over only where that is ticked, and the unit with it", () => {
  const difference = { ...DIFFERENCE, changed_units: [{ code: "2-101", changes: [sold], moves: NOTHING_MOVES }, ...DIFFERENCE.changed_units.slice(1)] };
  const over = tickOwners(NOTHING_TICKED, ["2-101"], true);
  expect(toApply(over)).toEqual({ new: true, all_changed: false, changed: ["2-101"], all_owners: false, owners: ["2-101"], gone: [] });
  expect(willWrite(preview(difference), over)).toContain("改 1 户，其中换业主 1 户");
  expect(toApply(tickOwners(over, ["2-101"], false)).owners).toEqual([]);
  expect(toApply(tickOwners(over, ["2-101"], false)).changed).toEqual(["2-101"]);
  expect(toApply(tickChanged(over, "2-101", difference)).owners).toEqual([]);
  expect(toApply(tickOwners({ ...NOTHING_TICKED, allChanged: true }, ["2-101"], true)).changed).toEqual([]);
  expect(toApply(stillThere(over, difference)).owners).toEqual(["2-101"]);
});
