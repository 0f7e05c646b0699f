import { useEffect, useLayoutEffect, useRef } from "react";
import { KeyLayers, type KeyMap } from "./keys";

const layers = new KeyLayers();

/** Starts listening to the window's keys. Called once, where the page starts. */
export function listenToKeys(): void {
  window.addEventListener("keydown", (event) => {
    // While an input method composes, Enter and Esc belong to it.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (layers.dispatch(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (/^F\d+$/.test(event.key) || (event.ctrlKey && /^[rpfgu]$/i.test(event.key))) {
      // The web view's own reload, print and find have no place in an office program.
      event.preventDefault();
    }
  });
}

/** Whether a dialog hides what is below it. */
export function isCovered(): boolean {
  return layers.covered;
}

/** Keys that work while the component stands on the screen. `covers`: as a dialog, hides the keys of what is below. */
export function useKeys(keys: KeyMap, options: { covers?: boolean; enabled?: boolean } = {}): void {
  const { covers = false, enabled = true } = options;
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  useEffect(() => (enabled ? layers.push(() => current.current, covers) : undefined), [covers, enabled]);
}

/** True for an Enter (or another key) that an input method has taken for itself. */
export function isComposing(event: { nativeEvent: KeyboardEvent }): boolean {
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
}
