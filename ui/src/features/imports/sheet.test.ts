import { expect, test } from "vitest";
import type { FindingView } from "../../bindings/FindingView";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { RegionView } from "../../bindings/RegionView";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { fen } from "../../shared/money";
import { NO_CHOICES } from "./choices";
import { asExcelShows, byCell, cellAt, columnOf, doubtful, extent, firstShown, foldTieOuts, isEmpty, letterOf, onlyText, regionAt, regionKey, regionOver, saysTotal, stepFrom, totalRows, wordOf, LEVELS, worst } from "./sheet";

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
  expect(cellAt("")).toBeNull();
});

const region = (header_row: number, last_row: number, first_column: number): RegionView => ({
  kind: "roster", kind_label: "业主台账", confidence: "sure", header_row, header_end: header_row + 1, first_row: header_row + 2, last_row, first_column, last_column: first_column + 3,
});
/** Two abreast, a third below the first. */
const REGIONS = [region(2, 9, 0), region(2, 9, 5), region(12, 20, 0)];

test("a cell belongs to the table around it", () => {
  const check = (row: number, column: number, key: string | undefined) => {
    const found = regionAt(REGIONS, row, column);
    expect(found && regionKey(found)).toBe(key);
  };
  check(1, 0, undefined);
  check(2, 0, "2:0");
  check(9, 3, "2:0");
  check(5, 4, undefined);
  check(5, 8, "2:5");
  check(10, 0, undefined);
  check(20, 3, "12:0");
  expect(extent(region(3, 410, 0))).toBe("A3:D410");
});

test("the names over a column are those of the table in sight, or of the one pointed at", () => {
  const check = (column: number, top: number, pointed: string | null, key: string | undefined) => {
    const found = regionOver(REGIONS, column, top, pointed);
    expect(found && regionKey(found)).toBe(key);
  };
  check(0, 1, null, "2:0");
  check(0, 11, null, "12:0");
  check(0, 1, "12:0", "12:0");
  check(5, 15, "12:0", "2:5");
  check(4, 1, null, undefined);
});

test("a column is that of its table's header, whichever of its rows names it", () => {
  const column = (header_row: number, header: string) => ({ sheet: "一期", header_row, column: 1, letter: "B", header, meaning: "room", meaning_label: "房号", confidence: "sure", note: "" });
  const columns = [column(3, "房号"), column(12, "室号")];
  expect(columnOf(columns, "一期", region(2, 9, 0), 1)?.header).toBe("房号");
  expect(columnOf(columns, "一期", region(12, 20, 0), 1)?.header).toBe("室号");
  expect(columnOf(columns, "二期", region(2, 9, 0), 1)).toBeUndefined();
});

const sheet = (name: string, tables: number): SheetPreview => ({ name, hidden: false, row_count: 9, regions: REGIONS.slice(0, tables), rows: [] });

test("the sheet shown first is one that holds something", () => {
  const empty = { ...sheet("1月", 0), regions: [{ ...region(2, 3, 0), header_end: 3 }] };
  expect(firstShown([sheet("说明", 0), empty, sheet("2月", 1)])?.name).toBe("2月");
  expect(firstShown([sheet("说明", 0), empty])?.name).toBe("1月");
  expect(firstShown([sheet("说明", 0)])?.name).toBe("说明");
  expect(firstShown([])).toBeUndefined();
});

test("the arrows walk over the rows that are listed", () => {
  const listed = { ...sheet("一期", 1), rows: [1, 3, 4, 408].map((row) => ({ row, cells: [] })) };
  const check = (marked: string | null, key: string, to: string | null) => {
    const next = stepFrom(listed, marked, key, 3);
    expect(next && `${letterOf(next.column)}${next.row}`).toBe(to);
  };
  check(null, "ArrowDown", "A1");
  check("B1", "ArrowDown", "B3");
  check("B408", "ArrowDown", "B408");
  check("B4", "ArrowUp", "B3");
  check("C4", "ArrowRight", "C4");
  check("A4", "ArrowLeft", "A4");
  check("B4", "Enter", null);
  expect(stepFrom({ ...listed, rows: [] }, null, "ArrowDown", 3)).toBeNull();
});

test("figures are shown as Excel shows them", () => {
  const check = (text: string, shown: string) => expect(asExcelShows(text)).toBe(shown);
  check("373.90500000000003", "373.905");
  check("246.83399999999997", "246.834");
  check("41702.98700000004", "41702.987");
  check("-0.30000000000000004", "-0.3");
  check("99.99999999999999999", "100");
  check("131.22", "131.22");
  check("13900001234", "13900001234");
  check("999999198001011234", "999999198001011234");
  check("约90", "约90");
  check("", "");
});

const finding = (cell: string, level: string): FindingView => ({ sheet: "业主", row: 1, cell, level, code: "x", message: "x", read: "", understood: "" });

test("a cell shows the worst of what was found about it", () => {
  const all = [finding("A1", "note"), finding("A1", "refused"), finding("B1", "decide")];
  expect(byCell(all, "业主").get("A1")?.length).toBe(2);
  expect(byCell(all, "别的").size).toBe(0);
  expect(worst(all).level).toBe("refused");
  expect(worst([finding("A1", "note"), finding("A1", "decide")]).level).toBe("decide");
});

test("a title stands alone in its row, wherever it begins", () => {
  expect(onlyText(["", "", "某小区台账", ""])).toEqual({ column: 2, text: "某小区台账" });
  expect(onlyText(["一期"])).toEqual({ column: 0, text: "一期" });
  expect(onlyText(["房号", "业主"])).toBeUndefined();
  expect(onlyText(["", ""])).toBeUndefined();
});

test("a row that calls itself a sum", () => {
  const check = (cells: readonly string[], is: boolean) => expect(saysTotal(cells)).toBe(is);
  check(["合计", "", "326"], true);
  check(["", "小 计", "160"], true);
  check(["1栋合计", "320"], true);
  check(["总计：", "640"], true);
  check(["房号", "欠费合计说明"], false);
  check(["1-101", "王会计", "80"], false);
  check(["1-101", "业主承诺六月底前把历年欠费共计付清，合计", "80"], false);
});

test("a column in which nothing stands", () => {
  const sheet = { name: "一期", hidden: false, row_count: 3, regions: REGIONS, rows: [{ row: 1, cells: ["标题", "x"] }, { row: 2, cells: ["房号", "", "业主"] }, { row: 4, cells: ["1-101"] }] };
  const first = region(2, 9, 0);
  expect([0, 1, 2, 3].map((column) => isEmpty(sheet, first, column))).toEqual([false, true, false, true]);
});

test("of many totals those that agree are folded away, never one that does not", () => {
  const total = (cell: string, settled: boolean) => ({ label: `一期：欠费（${cell}）`, sheet: "一期", cell, workbook_fen: fen(1), imported_fen: fen(settled ? 1 : 2), explanation: "", settled });
  const cells = (of: readonly { readonly cell: string }[]) => of.map((t) => t.cell).join(" ");
  const many = Array.from({ length: 12 }, (_, i) => total(`J${i + 1}`, i !== 8));
  const [first, folded] = foldTieOuts(many);
  expect(cells(first)).toBe("J9 J1 J2 J3 J4 J5 J12");
  expect(cells(folded)).toBe("J6 J7 J8 J10 J11");
  const few = many.slice(0, 7);
  expect(foldTieOuts(few)).toEqual([few, []]);
});

test("rows that are sums: the workbook's own totals, and those of a table that say so", () => {
  const rows = [[1, "标题合计"], [2, "房号", "合计"], [3, "1-101", "80"], [4, "合计", "80"], [9, "小计", "80"], [10, "备注合计"]].map(([row, ...cells]) => ({ row: row as number, cells: cells as string[] }));
  const sheet: SheetPreview = { name: "一期", hidden: false, row_count: 6, regions: [{ ...region(1, 9, 0), header_end: 2 }], rows };
  const tie = { label: "", sheet: "一期", cell: "B7", workbook_fen: fen(1), imported_fen: fen(1), explanation: "", settled: true };
  const found = totalRows({ sheets: [sheet], tie_outs: [tie, { ...tie, sheet: "二期", cell: "B8" }] } as unknown as ImportPreview, "一期");
  expect([...found].sort()).toEqual([4, 7, 9]);
});

test("columns that are imported as nothing or by a guess are told until somebody has said so", () => {
  const column = (letter: string, index: number, meaning: string | null, confidence: string) => ({ sheet: "一期", header_row: 1, column: index, letter, header: letter, meaning, meaning_label: null, confidence, note: "" });
  const preview = { columns: [column("A", 0, "room", "sure"), column("B", 1, null, "guess"), column("C", 2, "note", "guess"), column("D", 3, "ignored", "likely")] } as unknown as ImportPreview;
  expect(doubtful(preview, NO_CHOICES).map((c) => c.letter)).toEqual(["B", "C"]);
  const said = { ...NO_CHOICES, columns: [{ sheet: "一期", column: 1, header: null, meaning: "ignored" }] };
  expect(doubtful(preview, said).map((c) => c.letter)).toEqual(["C"]);
});

test("a group that can be decided about says so", () => {
  expect(LEVELS.map((level) => wordOf(level, 2))).toEqual(["没导入，请决定", "请决定", "提示"]);
  expect(LEVELS.map((level) => wordOf(level, 0))).toEqual(["不能导入", "请核对", "提示"]);
});
