import { expect, it } from "vitest";
import { backupText } from "./backupText";

it.each([
  [null, null],
  ["2026-11-21T09:05:00+08:00", "今天 09:05"],
  ["2026-11-20T18:40:00+08:00", "昨天 18:40"],
  ["2026-10-31T18:40:00+08:00", "⚠ 21 天前"],
])("a backup of %s", (at, words) => expect(backupText(at, "2026-11-21")).toBe(words));
