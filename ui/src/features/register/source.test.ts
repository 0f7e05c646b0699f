import { expect, test } from "vitest";
import type { UnitKept } from "../../bindings/UnitKept";
import { cellOf, foundAt, keptCount } from "./source";

const from = { batch: 3, file_name: "一期台账.xls", sheet: "业主资料", cell: "D17" };

test("a line says which file and cell it came from", () => {
  expect(foundAt(from)).toBe("第 3 批 一期台账.xls 业主资料!D17");
  expect(cellOf(from)).toBe("第 3 批 业主资料!D17");
  expect(foundAt({ ...from, cell: "" })).toBe("第 3 批 一期台账.xls 业主资料");
});

test("what only says where a unit came from is not counted", () => {
  const note = { label: "备注", text: "长期空置", from };
  const source = { what: "房产", from, at: "2026-11-21 09:00", withdrawn: false };
  const kept: UnitKept = { readings: [], vehicles: [], past_payments: [], balances: [], notes: [note, note], id_numbers: [], sources: [source] };
  expect(keptCount(kept)).toBe(2);
});
