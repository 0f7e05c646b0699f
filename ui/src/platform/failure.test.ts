import { expect, it } from "vitest";
import { asFailure, Fault, Refusal } from "./failure";

it("a refusal of the core keeps its code and its words", () => {
  const got = asFailure({ kind: "refusal", code: "no_open_day", message: "还没有开班。请先开班。" });
  expect(got).toBeInstanceOf(Refusal);
  expect(got).toMatchObject({ code: "no_open_day", message: "还没有开班。请先开班。" });
});

it("a fault of the core keeps its number", () => {
  expect(asFailure({ kind: "fault", number: 42, message: "disk" })).toMatchObject({ name: "Fault", number: "42" });
});

it("anything else is a fault of the window", () => {
  for (const thrown of [new TypeError("x is undefined"), "command pay not allowed", null, { kind: "?" }]) {
    expect(asFailure(thrown)).toBeInstanceOf(Fault);
  }
  const own = new Refusal("a", "b");
  expect(asFailure(own)).toBe(own);
});
