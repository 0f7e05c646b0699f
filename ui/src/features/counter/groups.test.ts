import { describe, expect, it } from "vitest";
import type { ChargeView } from "../../bindings/ChargeView";
import { fen } from "../../shared/money";
import { choiceOf, chosenAtFirst, groupCharges, spanText } from "./groups";

const charge = (id: number, item: string, month: string, open: number, overdue = 0): ChargeView => ({
  id,
  item,
  period: month,
  from: `${month}-01`,
  to: `${month}-28`,
  due: `${month}-10`,
  person: "业主甲",
  amount_fen: fen(open),
  open_fen: fen(open),
  working: "",
  overdue_days: overdue,
});

describe("open charges", () => {
  const charges = [
    charge(1, "物业费", "2025-11", 100, 61),
    charge(2, "物业费", "2025-12", 200, 31),
    charge(3, "电梯费", "2025-12", 300, 31),
    charge(4, "物业费", "2026-01", 350),
    charge(5, "物业费", "2027-01", 400),
  ];

  it("stand by year and item, the oldest first", () => {
    const got = groupCharges(charges).map((g) => [g.year, g.item, spanText(g.from, g.to), g.open, g.overdueDays]);
    expect(got).toEqual([
      ["2025", "物业费", "2025-11 … 2025-12", 300, 61],
      ["2025", "电梯费", "2025-12", 300, 31],
      ["2026", "物业费", "2026-01", 350, 0],
      ["2027", "物业费", "2027-01", 400, 0],
    ]);
  });

  it("through this month are ticked, those billed ahead are not", () => {
    expect([...chosenAtFirst(charges, "2026-01-05")]).toEqual([1, 2, 3, 4]);
  });

  it("are asked for oldest first when all are ticked, else in the core's order", () => {
    expect(choiceOf(charges, new Set([5, 4, 3, 2, 1]))).toBeNull();
    expect(choiceOf(charges, new Set([4, 2]))).toEqual([2, 4]);
    expect(choiceOf(charges, new Set())).toEqual([]);
  });
});
