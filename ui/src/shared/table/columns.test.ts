import { describe, expect, it } from "vitest";
import { arrange, choices, nextSort, toTsv, type Column } from "./columns";

interface House {
  code: string;
  owed: number;
}
const houses: House[] = [
  { code: "10-1-101", owed: 300 },
  { code: "3-2-501", owed: 0 },
  { code: "3-2-1001", owed: 300 },
];
const columns: Column<House>[] = [
  { key: "code", title: "房号", text: (h) => h.code, sortBy: (h) => h.code },
  { key: "owed", title: "欠费", text: (h) => String(h.owed), sortBy: (h) => h.owed },
];
const codes = (rows: readonly House[]) => rows.map((r) => r.code);

describe("a table's rows", () => {
  it("sort as people count", () => {
    expect(codes(arrange(houses, columns, {}, { key: "code", down: false }))).toEqual(["3-2-501", "3-2-1001", "10-1-101"]);
  });
  it("that are equal stay as they came", () => {
    expect(codes(arrange(houses, columns, {}, { key: "owed", down: true }))).toEqual(["10-1-101", "3-2-1001", "3-2-501"]);
  });
  it("pass the filters of all columns", () => {
    expect(codes(arrange(houses, columns, { owed: ["300"], code: [] }, null))).toEqual(["10-1-101", "3-2-1001"]);
    expect(choices(houses, columns[1]!)).toEqual(["0", "300"]);
  });
  it("a header goes up, down, off", () => {
    const up = nextSort(null, "code");
    const down = nextSort(up, "code");
    expect([up, down, nextSort(down, "code"), nextSort(down, "owed")]).toEqual([
      { key: "code", down: false },
      { key: "code", down: true },
      null,
      { key: "owed", down: false },
    ]);
  });
});

it("copied cells are what Excel takes, and never a formula", () => {
  const odd: Column<string>[] = [
    { key: "a", title: "甲", text: (t) => t },
    { key: "b", title: "乙", text: () => "-12.50" },
  ];
  expect(toTsv(["=1+1", 'a"b\tc', "-x"], odd, true)).toBe("甲\t乙\r\n'=1+1\t-12.50\r\n\"a\"\"b\tc\"\t-12.50\r\n'-x\t-12.50");
});
