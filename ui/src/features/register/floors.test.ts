import { expect, test } from "vitest";
import type { UnitRow } from "../../bindings/UnitRow";
import { fen } from "../../shared/money";
import { cellsOf, doorOf, layOut, placeOf, step, type Arrow } from "./floors";

const unit = (code: string): UnitRow => ({
  unit_id: 1, code, building: code.split("-")[0] ?? "", usage: "residence", usage_label: "住宅", area: null, status: null,
  status_label: null, handover: null, people: "", phones: "", owed_fen: fen(0), overdue_fen: fen(0), prepaid_fen: fen(0),
});

function checkPlace(code: string, entrance: string, floor: number, door: number) {
  expect(placeOf(code)).toEqual({ entrance, floor, door });
}

test("a code says floor and door", () => {
  checkPlace("3-2-501", "2", 5, 1);
  checkPlace("F1-1802", "", 18, 2);
  checkPlace("E5-1-1203", "1", 12, 3);
  expect(placeOf("6-车位")).toBeNull();
  expect(placeOf("B1-3")).toBeNull();
  expect(placeOf("大堂")).toBeNull();
});

const ESTATE = ["3-1-101", "3-1-102", "3-2-101", "3-1-201", "3-2-201", "3-车位", "10-101"].map(unit);

test("a building stands with its top floor first and its doors in line", () => {
  const rows = layOut(ESTATE, 8).map((r) =>
    r.kind === "head" ? `${r.building}: ${r.columns.map((c) => `${c.entrance}/${c.door}${c.first ? "*" : ""}`).join(" ")}` : r.kind === "entrances" ? "entrances" : cellsOf(r).map((c) => c?.code ?? ".").join(" "),
  );
  expect(rows).toEqual(["3: 1/1* 1/2 2/1*", "entrances", "3-1-201 . 3-2-201", "3-1-101 3-1-102 3-2-101", "3-车位", "10: /1*", "10-101"]);
});

function checkStep(from: string | null, arrow: Arrow, to: string) {
  expect(step(layOut(ESTATE, 8), from, arrow)).toBe(to);
}

test("arrows walk the building", () => {
  checkStep(null, "ArrowDown", "3-1-201");
  checkStep("3-1-201", "ArrowRight", "3-2-201");
  checkStep("3-2-201", "ArrowRight", "3-2-201");
  checkStep("3-1-102", "ArrowUp", "3-1-201");
  checkStep("3-2-101", "ArrowDown", "3-车位");
  checkStep("3-车位", "ArrowDown", "10-101");
  checkStep("3-1-201", "ArrowUp", "3-1-201");
});

test("a cell names the door; what stands over it is not repeated", () => {
  expect(["1-1-1401", "F1-1802", "3-车位", "大堂"].map((code) => doorOf(unit(code)))).toEqual(["1401", "1802", "车位", "大堂"]);
});
