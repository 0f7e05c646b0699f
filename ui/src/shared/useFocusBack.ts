import { useEffect, useState } from "react";

/** Gives the focus back, when a dialog goes away, to what had it before. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        // Somebody else may have taken the focus meanwhile, on purpose.
        const taken = document.activeElement !== null && document.activeElement !== document.body;
        if (!taken && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
