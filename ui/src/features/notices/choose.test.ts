import { expect, test } from "vitest";
import type { NoticeRow } from "../../bindings/NoticeRow";
import { fen } from "../../shared/money";
import { noticeKey, unitsOf } from "./choose";

const row = (unit: string, kind: string): NoticeRow => ({
  kind, kind_label: kind, serial: null, unit, building: "3", person: "张小明", oldest: "2026-01",
  overdue_fen: fen(0), total_fen: fen(100), at: null, sha256: null,
});
const ROWS = [row("3-101", "payment"), row("3-102", "arrears"), row("3-103", "payment"), row("3-103", "arrears")];

function check(picked: readonly NoticeRow[], expected: readonly string[] | null) {
  expect(unitsOf(ROWS, new Set(picked.map(noticeKey)))).toEqual(expected);
}

test("ticked rows become units", () => {
  check([], []);
  check(ROWS, ["3-101", "3-102", "3-103"]);
  check(ROWS.slice(0, 2), ["3-101", "3-102"]);
});

test("half a unit can't be asked for", () => {
  check(ROWS.slice(0, 3), null);
});
