import { expect, test } from "vitest";
import type { NoticeRow } from "../../bindings/NoticeRow";
import { fen } from "../../shared/money";
import { actsFor, noticeKey, type Asking } from "./choose";

const row = (unit: string, kind: string, person = "张小明"): NoticeRow => ({
  kind, kind_label: kind, serial: null, unit, building: "3", person, oldest: "2026-01",
  overdue_fen: fen(0), total_fen: fen(100), at: null, sha256: null,
});
const ROWS = [row("3-101", "payment"), row("3-102", "arrears"), row("3-103", "payment"), row("3-103", "arrears")];
const KINDS = ["payment", "arrears"];

function check(rows: readonly NoticeRow[], picked: readonly NoticeRow[], expected: readonly Asking[] | null) {
  expect(actsFor(rows, new Set(picked.map(noticeKey)), KINDS)).toEqual(expected);
}

test("everything is one act", () => {
  check(ROWS, ROWS, [{ kinds: KINDS, units: [] }]);
});

test("some are asked for by kind", () => {
  check(ROWS, [], []);
  check(ROWS, ROWS.slice(0, 1), [{ kinds: ["payment"], units: ["3-101"] }]);
  check(ROWS, ROWS.slice(0, 3), [{ kinds: ["payment"], units: ["3-101", "3-103"] }, { kinds: ["arrears"], units: ["3-102"] }]);
});

test("one of two debtors of a unit can't be asked for alone", () => {
  const two = [row("3-101", "payment"), row("3-101", "payment", "李小红"), row("3-102", "payment")];
  check(two, two.slice(0, 1), null);
  check(two, two.slice(0, 2), [{ kinds: ["payment"], units: ["3-101"] }]);
});
