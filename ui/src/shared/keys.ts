/**
 * Keys that work on a whole screen: F2, Alt+1, Esc. Layers lie on each other; a dialog's layer hides those below it.
 */

/** What a key press carries, as far as a key is chosen by it. */
export interface Press {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** `Alt+1`, `Ctrl+P`, `F4`, `Escape`: the canonical name of a press. Letters are upper case. */
export function nameOf(press: Press): string {
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const parts = [];
  if (press.ctrlKey || press.metaKey) parts.push("Ctrl");
  if (press.altKey) parts.push("Alt");
  if (press.shiftKey && key.length > 1) parts.push("Shift");
  return [...parts, key].join("+");
}

/** How a key is written on a button. */
export function label(name: string): string {
  return name
    .replace("Escape", "Esc")
    .replace("Delete", "Del")
    .replace("ArrowUp", "↑")
    .replace("ArrowDown", "↓")
    .replace("PageUp", "PgUp")
    .replace("PageDown", "PgDn");
}

/** Key name to act. An act that returns `false` leaves the key to the layer below. */
export type KeyMap = Readonly<Record<string, () => boolean | void>>;

interface Layer {
  readonly keys: () => KeyMap;
  readonly covers: boolean;
}

/** The layers of keys that are alive, the newest on top. */
export class KeyLayers {
  private layers: Layer[] = [];

  /** Lays a layer on top. `covers` hides everything below (a dialog). Returns what takes it away again. */
  push(keys: () => KeyMap, covers = false): () => void {
    const layer = { keys, covers };
    this.layers = [...this.layers, layer];
    return () => {
      this.layers = this.layers.filter((l) => l !== layer);
    };
  }

  /** Whether a dialog lies on top. */
  get covered(): boolean {
    return this.layers.some((l) => l.covers);
  }

  /** Runs what the press means. True when some layer took it. */
  dispatch(press: Press): boolean {
    const name = nameOf(press);
    for (const layer of [...this.layers].reverse()) {
      const act = layer.keys()[name];
      if (act && act() !== false) return true;
      if (layer.covers) return false;
    }
    return false;
  }
}
