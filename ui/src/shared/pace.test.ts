import { expect, it } from "vitest";
import { pace } from "./pace";

it.each([
  [0, 0, 0, "0.0", "正在估算"],
  [50, 100, 1000, "50", "还要 1 秒"],
  [10, 1000, 2000, "5.0", "还要 4 分钟"],
  [100, 100, 2000, "50", "即将完成"],
  [5, 100, 100, "50", "正在估算"],
])("%d of %d after %d ms", (done, total, ms, perSecond, left) => {
  expect(pace(done, total, ms)).toEqual({ perSecond, left });
});
