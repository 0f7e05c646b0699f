import { expect, it } from "vitest";
import { mintId } from "./ids";

it("ids are version 4 and never the same", () => {
  const ids = Array.from({ length: 200 }, mintId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(200);
});
