import { describe, expect, it } from "vitest";
import { KeyLayers, label, nameOf, type Press } from "./keys";

const press = (key: string, mods: Partial<Press> = {}): Press => ({
  key,
  altKey: false,
  ctrlKey: false,
  shiftKey: false,
  metaKey: false,
  ...mods,
});

describe("names of keys", () => {
  const named: [Press, string][] = [
    [press("F2"), "F2"],
    [press("1", { altKey: true }), "Alt+1"],
    [press("p", { ctrlKey: true }), "Ctrl+P"],
    [press("P", { ctrlKey: true, shiftKey: true }), "Ctrl+P"],
    [press("Enter", { shiftKey: true }), "Shift+Enter"],
    [press("Escape"), "Escape"],
  ];
  it.each(named)("%o", (p, name) => expect(nameOf(p)).toBe(name));
  it("are short on buttons", () => expect(label("Escape")).toBe("Esc"));
});

describe("layers of keys", () => {
  it("the newest layer is asked first, a refused key goes on below", () => {
    const layers = new KeyLayers();
    const log: string[] = [];
    layers.push(() => ({ F2: () => void log.push("app F2"), Escape: () => void log.push("app Esc") }));
    const off = layers.push(() => ({
      F2: () => void log.push("screen F2"),
      Escape: () => {
        log.push("screen Esc");
        return false;
      },
    }));
    expect(layers.dispatch(press("F2"))).toBe(true);
    expect(layers.dispatch(press("Escape"))).toBe(true);
    off();
    layers.dispatch(press("F2"));
    expect(log).toEqual(["screen F2", "screen Esc", "app Esc", "app F2"]);
  });

  it("a dialog hides what lies below it", () => {
    const layers = new KeyLayers();
    let below = 0;
    layers.push(() => ({ F3: () => void below++ }));
    const off = layers.push(() => ({}), true);
    expect(layers.dispatch(press("F3"))).toBe(false);
    off();
    expect(layers.dispatch(press("F3"))).toBe(true);
    expect(below).toBe(1);
  });
});
