import type { UnitRow } from "../../bindings/UnitRow";

/** How a unit stands with its fees. */
export type Standing = "overdue" | "owing" | "prepaid" | "clear";

/** Word and order of each; only what is past due is red. */
export const STANDINGS: readonly { readonly standing: Standing; readonly word: string; readonly title: string }[] = [
  { standing: "overdue", word: "欠", title: "有逾期欠费" },
  { standing: "owing", word: "应", title: "有应缴，未到期" },
  { standing: "prepaid", word: "预", title: "有预存" },
  { standing: "clear", word: "清", title: "已缴清" },
];

export function standingOf(unit: UnitRow): Standing {
  if (unit.overdue_fen > 0) return "overdue";
  if (unit.owed_fen > 0) return "owing";
  return unit.prepaid_fen > 0 ? "prepaid" : "clear";
}

export function wordOf(standing: Standing): string {
  return STANDINGS.find((s) => s.standing === standing)?.word ?? "";
}
