import { expect, test } from "vitest";
import { plainRate, priceSentence, rateMistake } from "./rates";

function check(typed: string, plain: string, wrong: boolean) {
  expect(plainRate(typed)).toBe(plain);
  expect(rateMistake(plainRate(typed)) !== null).toBe(wrong);
}

test("a rate is read as it is typed", () => {
  check("1.85", "1.85", false);
  check(" １。８５元", "1.85", false);
  check(".5", ".5", false);
  check("", "", false);
  check("1,200", "1200", false);
  check("1.8.5", "1.8.5", true);
  check("-1", "-1", true);
  check("1.1234567", "1.1234567", true);
});

test("a price is said in a sentence once it is whole", () => {
  const price = { item: "物业费", rate: "1.85", basis: "area", from: "2026-01-01", building: null, usage: null };
  expect(priceSentence(price)).toBe("从 2026-01-01 起，全部房屋的物业费每平方米每月 1.85 元。");
  expect(priceSentence({ ...price, building: "3", usage: "商铺", basis: "fixed" })).toBe("从 2026-01-01 起，3 栋商铺的物业费每户每月 1.85 元。");
  expect(priceSentence({ ...price, from: null })).toBeNull();
});
