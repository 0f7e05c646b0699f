/** Meanings whose cells hold numbers of people. */
const PRIVATE: ReadonlySet<string> = new Set(["owner_phone", "tenant_phone", "owner_id", "tenant_id"]);

/** Whether a column of this meaning holds telephone or ID numbers. */
export function isPrivate(meaning: string | null): boolean {
  return meaning !== null && PRIVATE.has(meaning);
}

/** An ID or mobile number written in one, else digits with what people write between them. */
const NUMBER = /\d{17}[\dXx]|\d{15}(?!\d)|1\d{10}(?!\d)|\d(?:[\d -]*\d)?[Xx]?/g;

function covered(written: string): string {
  const figures = written.replace(/[ -]/g, "");
  const [head, tail] = figures.length >= 15 ? [2, 2] : figures.length >= 11 ? [3, 4] : [0, 4];
  return `${figures.slice(0, head)}${"*".repeat(figures.length - head - tail)}${figures.slice(-tail)}`;
}

/** A day is nobody's number, whatever its column was taken for. */
const DAY = /^(?:19|20)\d\d-\d{1,2}-\d{1,2}$/;

/** Every number of seven figures and more with its middle covered: what a column of phones or IDs shows. */
export function maskAll(text: string): string {
  return text.replace(NUMBER, (n) => (!DAY.test(n) && n.replace(/[ -]/g, "").length >= 7 ? covered(n) : n));
}

/** Mobile and ID numbers alone, wherever they stand: other columns hold long figures that are nobody's. */
export function mask(text: string): string {
  return text.replace(/\d+[Xx]?/g, (n) => (/^1\d{10}$/.test(n) || /^\d{17}[\dXx]$/.test(n) ? covered(n) : n));
}
