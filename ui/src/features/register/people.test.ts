import { expect, test } from "vitest";
import { dayBefore, splitPhones } from "./people";

function checkPhones(text: string, expected: readonly string[]) {
  expect(splitPhones(text)).toEqual(expected);
}

test("several numbers are typed in one line", () => {
  checkPhones("", []);
  checkPhones(" 13900000001 ", ["13900000001"]);
  checkPhones("13900000001、0755-1234567，13900000002", ["13900000001", "0755-1234567", "13900000002"]);
});

test("the day before a handover", () => {
  expect(dayBefore("2026-03-01")).toBe("2026-02-28");
  expect(dayBefore("2026-01-01")).toBe("2025-12-31");
});
