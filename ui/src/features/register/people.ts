/** What a person can be at a unit; the core's codes with the field's words. */
export const RELATIONS = [
  { value: "owner", label: "业主" },
  { value: "tenant", label: "租户" },
  { value: "developer", label: "开发商" },
] as const;

/** Several numbers in one line. A hyphen belongs to a land line and does not part them. */
export function splitPhones(text: string): readonly string[] {
  return text.split(/[\s,，、;；/／]+/).filter((p) => p !== "");
}

/** The day before; dates are `2026-11-21`. */
export function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
