import { expect, test } from "vitest";
import { isPrivate, mask, maskAll } from "./mask";

test("mobile and ID numbers are covered wherever they stand", () => {
  const check = (text: string, shown: string) => expect(mask(text)).toBe(shown);
  check("13900001234", "139****1234");
  check("张小明13900001234（夫）/13900005678", "张小明139****1234（夫）/139****5678");
  check("99999919800101123X", "99**************3X");
  check("12345.67", "12345.67");
  check("2013-05-01", "2013-05-01");
  check("20130501", "20130501");
  check("", "");
});

test("a column of numbers covers every long one, however it is written", () => {
  const check = (text: string, shown: string) => expect(maskAll(text)).toBe(shown);
  check("139 0000 1234", "139****1234");
  check("020-87654321", "020****4321");
  check("8765432 13900001234", "87**************34");
  check("8765432、张13900001234", "***5432、张139****1234");
  check("999999800101123", "99***********23");
  check("13900001234 13900005678", "139****1234 139****5678");
  check("2014-09-25", "2014-09-25");
  check("无", "无");
  check("3-2-501", "3-2-501");
});

test("which columns hold numbers of people", () => {
  expect(["owner_phone", "tenant_phone", "owner_id", "tenant_id", "room", null].map(isPrivate)).toEqual([true, true, true, true, false, false]);
});
