import { expect, test } from "vitest";
import type { FindingView } from "../../bindings/FindingView";
import { fen } from "../../shared/money";
import { byCell, cellAt, grouped, letterOf, roleOf } from "./sheet";

function checkCell(name: string, row: number, column: number) {
  expect(cellAt(name)).toEqual({ row, column });
  expect(`${letterOf(column)}${row}`).toBe(name);
}

test("cells are named as Excel names them", () => {
  checkCell("A1", 1, 0);
  checkCell("Z26", 26, 25);
  checkCell("AA3", 3, 26);
  checkCell("BK409", 409, 62);
  expect(cellAt("合计")).toBeNull();
});

test("rows have their part in the import", () => {
  const tie = { label: "欠费", cell: "F409", workbook_fen: fen(1), imported_fen: fen(1), explanation: "" };
  const preview = { header_row: 3, first_row: 4, last_row: 408, tie_outs: [tie] };
  expect([1, 3, 4, 408, 409, 410].map((row) => roleOf(preview, row))).toEqual(["above", "header", "data", "data", "total", "below"]);
});

const finding = (cell: string, level: string, code: string): FindingView => ({ sheet: "业主", row: 1, cell, level, code, message: code });

test("findings stand together by kind, the worst first", () => {
  const all = [finding("A1", "note", "several_owners"), finding("A2", "note", "several_owners"), finding("B1", "decide", "bad_date"), finding("C1", "refused", "no_room"), finding("A1", "note", "blank")];
  expect(grouped(all).map((g) => `${g.code} ${g.findings.length}`)).toEqual(["no_room 1", "bad_date 1", "several_owners 2", "blank 1"]);
  expect(byCell(all, "业主").get("A1")?.length).toBe(2);
  expect(byCell(all, "别的").size).toBe(0);
});
