import { describe, expect, it } from "vitest";
import { chosenAtFirst, daysBetween, groupCharges, periodText, type OpenCharge } from "./groups";

const charge = (id: string, item: string, month: string, open: number, due: string | null = `${month}-10`): OpenCharge => ({
  id,
  item,
  from: `${month}-01`,
  to: `${month}-28`,
  due,
  open,
});

describe("open charges", () => {
  const charges = [
    charge("d", "物业费", "2027-01", 400),
    charge("b", "物业费", "2025-12", 200),
    charge("a", "物业费", "2025-11", 100),
    charge("c", "电梯费", "2025-12", 300),
  ];

  it("stand by year and item, the oldest first", () => {
    const got = groupCharges(charges, "2026-01-10").map((g) => [g.year, g.item, periodText(g.from, g.to), g.open, g.overdueDays]);
    expect(got).toEqual([
      ["2025", "物业费", "2025-11 … 2025-12", 300, 61],
      ["2025", "电梯费", "2025-12", 300, 31],
      ["2027", "物业费", "2027-01", 400, 0],
    ]);
  });

  it("that are due are ticked, those billed ahead are not", () => {
    expect([...chosenAtFirst(charges, "2026-01-10")].sort()).toEqual(["a", "b", "c"]);
  });

  it("without a due date go by their month", () => {
    expect([...chosenAtFirst([charge("x", "物业费", "2026-01", 1, null)], "2026-01-10")]).toEqual(["x"]);
    expect(groupCharges([charge("x", "物业费", "2026-01", 1, null)], "2026-03-10")[0]?.overdueDays).toBe(0);
  });
});

it("days are counted over month ends and leap days", () => {
  expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  expect(daysBetween("2026-11-21", "2026-11-21")).toBe(0);
});
