import { buildingName } from "../../shared/buildingName";

/** What a person types as a rate and a month, as text. The core reads it again and decides. */

/** What is wrong with a typed rate in 元; `null` when nothing is. */
export function rateMistake(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(trimmed)) return "单价只写数字，例如 1.85。";
  const decimals = trimmed.split(".")[1] ?? "";
  return decimals.length > 6 ? "单价最多六位小数。" : null;
}

/** The rate as the core takes it: full-width figures and the Chinese full stop made plain, no thousands. */
export function plainRate(text: string): string {
  return Array.from(text.trim(), (c) => {
    const code = c.codePointAt(0) ?? 0;
    if (c === "。") return ".";
    return code >= 0xff10 && code <= 0xff19 ? String.fromCodePoint(code - 0xfee0) : c;
  })
    .filter((c) => c !== "," && c !== "，" && c !== "元")
    .join("");
}

/** A price in a sentence, so that it is read before it is saved. */
export function priceSentence(price: {
  item: string;
  rate: string;
  basis: string;
  from: string | null;
  building: string | null;
  usage: string | null;
}): string | null {
  if (price.item === "" || price.rate === "" || price.from === null) return null;
  const where = price.building === null ? "" : buildingName(price.building);
  const whom = where + (price.usage ?? "") || "全部房屋";
  const how = price.basis === "area" ? "每平方米每月" : "每户每月";
  return `从 ${price.from} 起，${whom}的${price.item}${how} ${price.rate} 元。`;
}
