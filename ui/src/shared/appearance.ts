import { useSyncExternalStore } from "react";

/** How the window looks, chosen by the person and kept on this machine. */
export interface Appearance {
  readonly theme: "system" | "light" | "dark";
  /** Size of type in percent of the ordinary one. */
  readonly scale: 100 | 110 | 125 | 150;
}

export const SCALES: readonly Appearance["scale"][] = [100, 110, 125, 150];

const KEY = "zhangfang.appearance";
const ORDINARY: Appearance = { theme: "system", scale: 100 };

function read(): Appearance {
  const kept = localStorage.getItem(KEY);
  if (kept === null) return ORDINARY;
  try {
    const found: unknown = JSON.parse(kept);
    if (typeof found !== "object" || found === null) return ORDINARY;
    const { theme, scale } = found as Partial<Appearance>;
    return {
      theme: theme === "light" || theme === "dark" ? theme : "system",
      scale: SCALES.find((s) => s === scale) ?? 100,
    };
  } catch {
    // A preference that cannot be read is no reason not to start.
    return ORDINARY;
  }
}

let current: Appearance | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function snapshot(): Appearance {
  current ??= read();
  return current;
}

/** Changes how the window looks, now and at the next start. */
export function setAppearance(change: Partial<Appearance>): void {
  current = { ...snapshot(), ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, snapshot);
}

const systemDark = typeof window === "undefined" ? null : window.matchMedia("(prefers-color-scheme: dark)");

function subscribeSystem(listener: () => void): () => void {
  systemDark?.addEventListener("change", listener);
  return () => systemDark?.removeEventListener("change", listener);
}

/** Whether the window is dark now, after asking the system where that was chosen. */
export function useIsDark(): boolean {
  const { theme } = useAppearance();
  const system = useSyncExternalStore(subscribeSystem, () => systemDark?.matches ?? false);
  return theme === "system" ? system : theme === "dark";
}
