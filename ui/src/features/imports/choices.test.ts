import { expect, test } from "vitest";
import type { RegionView } from "../../bindings/RegionView";
import { chosenFor, headerFor, kindOf, leftOut, meaningOf, NO_CHOICES, nothingSaid, said, type Saying } from "./choices";

const after = (...sayings: readonly Saying[]) => sayings.reduce(said, NO_CHOICES);
const region = (header_row: number, first_column: number): RegionView => ({
  kind: "roster", kind_label: "业主台账", confidence: "sure", header_row, header_end: header_row, first_row: header_row + 1, last_row: 20, first_column, last_column: first_column + 3,
});

test("of two things said about the same, the last holds", () => {
  const choices = after(
    { about: "column", sheet: "一期", column: 2, header: null, meaning: "room" },
    { about: "column", sheet: "二期", column: 2, header: null, meaning: "area" },
    { about: "column", sheet: "一期", column: 2, header: null, meaning: "note" },
    { about: "symbol", text: "√", standsFor: "zero" },
    { about: "symbol", text: "√", standsFor: "nothing" },
    { about: "decision", code: "unit_twice", choice: "first" },
    { about: "decision", code: "unit_twice", choice: "merge" },
  );
  expect(choices.columns).toEqual([{ sheet: "二期", column: 2, header: null, meaning: "area" }, { sheet: "一期", column: 2, header: null, meaning: "note" }]);
  expect(choices.symbols).toEqual([{ text: "√", stands_for: "nothing" }]);
  expect(choices.decisions).toEqual([{ code: "unit_twice", choice: "merge" }]);
  expect(nothingSaid(choices)).toBe(false);
  expect(nothingSaid(NO_CHOICES)).toBe(true);
  expect(nothingSaid({ ...NO_CHOICES, arrears_through: "2024-12-31" })).toBe(true);
});

test("a header row that is said twice is taken back; a sheet may have several", () => {
  const both = after({ about: "header", sheet: "一期", row: 3 }, { about: "header", sheet: "一期", row: 30 });
  expect(both.headers.map((h) => h.row)).toEqual([3, 30]);
  expect(said(both, { about: "header", sheet: "一期", row: 3 }).headers.map((h) => h.row)).toEqual([30]);
});

test("a table that is left out can be taken back", () => {
  const table = { about: "table", sheet: "一期", row: 3, column: 0 } as const;
  const out = after({ ...table, kind: null });
  expect(leftOut(out, "一期", [])).toHaveLength(1);
  // It is still shown until the next preview is there.
  expect(leftOut(out, "一期", [region(3, 0)])).toHaveLength(0);
  expect(kindOf(out, "一期", region(3, 0))).toBeNull();
  expect(kindOf(out, "一期", region(3, 6))).toBe("roster");
  expect(said(out, { ...table, kind: undefined }).tables).toEqual([]);
  expect(kindOf(after({ ...table, kind: "arrears" }), "一期", region(3, 0))).toBe("arrears");
});

test("a column shows at once what was said about it", () => {
  const view = { sheet: "一期", header_row: 3, column: 2, letter: "C", header: "房号", meaning: "room", meaning_label: "房号", confidence: "sure", note: "" };
  expect(meaningOf(NO_CHOICES, "一期", 2, view)).toBe("room");
  expect(meaningOf(after({ about: "column", sheet: "一期", column: 2, header: null, meaning: "ignored" }), "一期", 2, view)).toBeNull();
  expect(meaningOf(after({ about: "column", sheet: "一期", column: 2, header: null, meaning: "space" }), "一期", 2, view)).toBe("space");
  expect(meaningOf(NO_CHOICES, "一期", 3, undefined)).toBeNull();
});

test("of tables one below the other, a column is chosen for the one whose header it has", () => {
  const view = (header_row: number, header: string) => ({ sheet: "一期", header_row, column: 3, letter: "D", header, meaning: "area", meaning_label: "建筑面积", confidence: "sure", note: "" });
  const columns = [view(2, "面积"), view(11, "欠费金额")] as const;
  const [upper, lower] = columns;
  expect(headerFor(columns, "一期", 3, lower)).toBe("欠费金额");
  expect(headerFor([upper], "一期", 3, upper)).toBeNull();
  // Blocks that repeat a header are one column to a person.
  expect(headerFor([upper, view(11, "面积")], "一期", 3, upper)).toBeNull();
  const choices = after(
    { about: "column", sheet: "一期", column: 3, header: "欠费金额", meaning: "opening" },
    { about: "column", sheet: "一期", column: 3, header: "面积", meaning: "note" },
    { about: "column", sheet: "一期", column: 3, header: "欠费金额", meaning: "ignored" },
  );
  expect(choices.columns).toHaveLength(2);
  expect(meaningOf(choices, "一期", 3, upper)).toBe("note");
  expect(meaningOf(choices, "一期", 3, lower)).toBeNull();
  expect(chosenFor(choices, "一期", 3, view(20, "备注"))).toBeUndefined();
});
