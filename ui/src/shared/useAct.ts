import { useCallback, useRef, useState } from "react";
import { asFailure, useRefresh, type Failure } from "../platform";

export interface Act<A extends readonly unknown[], R> {
  /** Runs it, unless it is running. Resolves to what it gave; `undefined` when it failed or was running already. */
  readonly run: (...args: A) => Promise<R | undefined>;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly clear: () => void;
}

interface Options {
  /** False: the act is over when its work is, without waiting for everything to have been asked again. */
  readonly waitForRefresh?: boolean;
}

/**
 * An act that changes something: one at a time, its failure kept for the panel, everything asked again afterwards.
 * Goes on when its screen is put out of sight.
 */
export function useAct<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>, options: Options = {}): Act<A, R> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(false);
  const refresh = useRefresh();
  const run = async (...args: A): Promise<R | undefined> => {
    // A state would come too late for the second Enter of a bouncing key.
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      const result = await work(...args);
      const refreshed = refresh();
      if (options.waitForRefresh !== false) await refreshed;
      return result;
    } catch (thrown) {
      setFailure(asFailure(thrown));
      // What was refused may be so for a reason the rest of the screen should show too: a full disk, a day since closed.
      void refresh();
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, busy, failure, clear: useCallback(() => setFailure(null), []) };
}
