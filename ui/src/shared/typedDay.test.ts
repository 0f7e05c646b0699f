import { expect, test } from "vitest";
import { typedDay } from "./typedDay";

function check(text: string, month: boolean, day: string | null) {
  expect(typedDay(text, month)).toBe(day);
}

test("a date counts once it is whole", () => {
  check("20261121", false, "2026-11-21");
  check("2026-11-21", false, "2026-11-21");
  check("2026-11-2", false, null);
  check("202611", false, null);
  check("2026-02-30", false, null);
  check("2026-13-01", false, null);
});

test("so does a month", () => {
  check("202612", true, "2026-12");
  check("2026-12", true, "2026-12");
  check("2026-1", true, null);
  check("202613", true, null);
});
