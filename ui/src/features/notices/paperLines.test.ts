import { expect, test } from "vitest";
import type { ChargeView } from "../../bindings/ChargeView";
import type { NoticeRow } from "../../bindings/NoticeRow";
import { fen } from "../../shared/money";
import { paperOf } from "./paperLines";

const LAST: Readonly<Record<string, string>> = { "2026-09": "30", "2026-10": "31", "2026-11": "30", "2026-12": "31" };
const charge = (item: string, period: string, amount: number, overdue: number): ChargeView => ({
  id: 1, item, period, from: `${period}-01`, to: `${period}-${LAST[period]}`, due: `${period}-28`, person: "张小明",
  amount_fen: fen(amount), open_fen: fen(amount), working: "", overdue_days: overdue,
});
const CHARGES = [
  charge("物业费", "2026-09", 100, 54), charge("物业费", "2026-10", 100, 24), charge("物业费", "2026-11", 100, 0),
  charge("电梯费", "2026-10", 30, 24), charge("物业费", "2026-12", 100, 0),
];
const row = (kind: string, total: number): NoticeRow => ({
  kind, kind_label: "", serial: null, unit: "3-101", building: "3", person: "张小明、李小红", oldest: "2026-09",
  overdue_fen: fen(230), total_fen: fen(total), at: null, sha256: null,
});

function check(kind: string, total: number, lines: readonly string[], earlier: number, prepaid: number) {
  const paper = paperOf(row(kind, total), "2026-11", CHARGES);
  expect(paper.lines.map((l) => `${l.item} ${l.period} ${l.amount}`)).toEqual(lines);
  expect([paper.earlier, paper.prepaid]).toEqual([earlier, prepaid]);
}

test("a payment notice lists the month and sums up what was before", () => {
  check("payment", 330, ["物业费 2026-11 100"], 230, 0);
  check("payment", 300, ["物业费 2026-11 100"], 230, 30);
});

test("an arrears notice lists what is past due, months in a row as one line", () => {
  check("arrears", 230, ["物业费 2026-09–2026-10 200", "电梯费 2026-10 30"], 0, 0);
});
