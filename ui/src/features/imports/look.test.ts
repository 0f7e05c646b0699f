import { expect, test } from "vitest";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { ZERO } from "../../shared/money";
import { NO_CHOICES } from "./choices";
import { NOTHING_TICKED } from "./difference";
import { firstLook, forgetting, NOTHING, saying, step, waiting, wouldLose } from "./look";

const none = { count: 0, amount_fen: ZERO };
const PREVIEW: ImportPreview = {
  file_name: "a.xls", sha256: "1", format: "", arrears_through: "2025-12-31", choices: NO_CHOICES, remembered: null, sheets: [], columns: [], units: 1, people: 1, opening_fen: ZERO,
  totals: { by_item: [], prepayments: none, deposits: none, past_payments: none, readings: 0, vehicles: 0, notes: 0, id_numbers: 0 },
  groups: [], findings: [], symbols: [], tie_outs: [], by_sheet: [], by_building: [], first_units: [],
  difference: { new: 1, added_to: 0, changed: 0, same: 0, gone: 0, new_units: ["1-101"], added_to_units: [], changed_units: [], gone_units: [], kept_already: 0, elsewhere: 0, elsewhere_fen: ZERO, adds: { opening_fen: ZERO, overpaid_fen: ZERO, prepayments_fen: ZERO, deposits_fen: ZERO, readings: 0, vehicles: 0, past_payments: 0, notes: 0, id_numbers: 0 }, changes: { opening_fen: ZERO, prepayments_fen: ZERO, deposits_fen: ZERO } },
  refused: null, meanings: [], kinds: [], symbol_meanings: [],
};
const REMEMBERED = { batch: 3, file_name: "b.xls", at: "2026-11-20 16:12" };
const CHOICES = { ...NO_CHOICES, decisions: [{ code: "unit_twice", choice: "merge" }] };

function looked(preview: ImportPreview = PREVIEW) {
  const request = firstLook("/a.xls");
  return step(step(NOTHING, { to: "ask", request }), { to: "answered", request, preview });
}

test("what the preview follows is what the next change starts from", () => {
  const look = looked({ ...PREVIEW, choices: CHOICES, remembered: REMEMBERED });
  expect(look.asked?.choices).toEqual(CHOICES);
  expect(look.asked?.arrears_through).toBe("2025-12-31");
  expect(look.answered).toEqual(look.asked);
  expect(look.remembered).toEqual(REMEMBERED);
});

test("the old preview stays while a changed one is on its way", () => {
  const look = looked();
  const request = saying(look.asked ?? firstLook(""), { about: "symbol", text: "/", standsFor: "zero" });
  const asking = step(look, { to: "ask", request });
  expect(asking.preview).toBe(look.preview);
  expect(asking.asked?.choices.symbols).toHaveLength(1);
  // An answer to an earlier question does not take back what was said since.
  const late = step(asking, { to: "answered", request: firstLook("/a.xls"), preview: PREVIEW });
  expect(late.asked?.choices.symbols).toHaveLength(1);
  expect(late.answered?.choices.symbols).toHaveLength(0);
  // A question that failed is forgotten.
  expect(step(asking, { to: "failed" }).asked).toEqual(look.answered);
});

test("another file begins anew", () => {
  const asking = step(looked(), { to: "ask", request: firstLook("/b.xls") });
  expect(asking.preview).toBeNull();
  expect(step(asking, { to: "failed" })).toEqual(NOTHING);
});

test("remembered choices are named until they are forgotten", () => {
  const look = looked({ ...PREVIEW, choices: CHOICES, remembered: REMEMBERED });
  const asked = look.asked ?? firstLook("");
  const changed = saying(asked, { about: "decision", code: "x", choice: "y" });
  const after = step(step(look, { to: "ask", request: changed }), { to: "answered", request: changed, preview: { ...PREVIEW, choices: changed.choices } });
  expect(after.remembered).toEqual(REMEMBERED);
  const request = forgetting(asked);
  const without = step(step(look, { to: "ask", request }), { to: "answered", request, preview: PREVIEW });
  expect(without.remembered).toBeNull();
  expect(without.asked?.choices).toEqual(NO_CHOICES);
});

test("after the import only its result is left", () => {
  const imported = { batch: 4, units: 1, people: 1, opening_fen: ZERO, changed: 0, gone: 0, prepayments_fen: ZERO, overpaid_fen: ZERO, deposits_fen: ZERO, kept: 0, left: [] };
  expect(step(looked(), { to: "done", imported })).toEqual({ ...NOTHING, done: imported });
});

test("what a person said is not put down unasked; what was remembered comes again by itself", () => {
  expect(wouldLose(NOTHING)).toBe(false);
  const look = looked();
  expect(wouldLose(look)).toBe(false);
  const said = saying(look.asked ?? firstLook(""), { about: "symbol", text: "/", standsFor: "zero" });
  expect(wouldLose(step(look, { to: "ask", request: said }))).toBe(true);
  expect(wouldLose(step(look, { to: "tick", ticked: { ...NOTHING_TICKED, changed: new Set(["1-101"]) } }))).toBe(true);
  expect(wouldLose(step(look, { to: "tick", ticked: { ...NOTHING_TICKED, add: false } }))).toBe(true);
  const remembered = looked({ ...PREVIEW, choices: CHOICES, remembered: REMEMBERED });
  expect(wouldLose(remembered)).toBe(false);
  expect(wouldLose(step(remembered, { to: "ask", request: saying(remembered.asked ?? firstLook(""), { about: "symbol", text: "/", standsFor: "zero" }) }))).toBe(true);
  expect(wouldLose(step(remembered, { to: "ask", request: forgetting(remembered.asked ?? firstLook("")) }))).toBe(false);
});

test("what nobody decided about waits, whatever its default", () => {
  const group = (code: string, waits: boolean) => ({ code, level: "decide", title: "", count: 1, shown: 1, choices: [{ code: "merge", label: "合并" }], chosen: "merge", waiting: waits });
  const groups = [group("unit_twice", true), group("sheet_hidden", false)];
  const request = firstLook("a.xls");
  const look = step(step(NOTHING, { to: "ask", request }), { to: "answered", request, preview: { ...PREVIEW, groups } });
  expect(waiting(NOTHING)).toEqual([]);
  expect(waiting(look).map((g) => g.code)).toEqual(["unit_twice"]);
  expect(waiting(step(look, { to: "ask", request: saying(request, { about: "decision", code: "unit_twice", choice: "merge" }) }))).toEqual([]);
});

test("forgetting an earlier import forgets its cut-off too", () => {
  const choices = { ...CHOICES, arrears_through: "2024-12-31" };
  const look = looked({ ...PREVIEW, choices, remembered: REMEMBERED, arrears_through: "2024-12-31" });
  expect(forgetting(look.asked ?? firstLook("")).arrears_through).toBeNull();
  const own = looked({ ...PREVIEW, choices: CHOICES, remembered: REMEMBERED });
  expect(forgetting(own.asked ?? firstLook("")).arrears_through).toBe("2025-12-31");
});
