/** A whole date (or month) as typed, with hyphens or without; `null` while it is not whole or there is no such day. */
export function typedDay(text: string, month: boolean): string | null {
  const parts = (month ? /^(\d{4})-?(\d{2})$/ : /^(\d{4})-?(\d{2})-?(\d{2})$/).exec(text.trim());
  if (parts === null) return null;
  const [, year, number, day = "01"] = parts;
  const whole = `${year}-${number}-${day}`;
  const real = new Date(`${whole}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== whole) return null;
  return month ? whole.slice(0, 7) : whole;
}
