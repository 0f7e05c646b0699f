import { expect, test } from "vitest";
import { buildingName } from "./buildingName";

function check(building: string, name: string) {
  expect(buildingName(building)).toBe(name);
}

test("a building is said as people say it", () => {
  check("3", "3 栋");
  check("C6", "C6 栋");
  check("12A", "12A 栋");
  check("A", "A 栋");
  check("地下", "地下");
  check("车位", "车位");
});
