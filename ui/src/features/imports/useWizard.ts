import { useRef, useState } from "react";
import type { PreviewImport } from "../../bindings/PreviewImport";
import { call, mintId } from "../../platform";
import { useAct } from "../../shared/useAct";
import type { Saying } from "./choices";
import { toApply, willWrite, type Ticked } from "./difference";
import { firstLook, forgetting, NOTHING, saying, step, type Step } from "./look";

/** A look at a file and what can be done with it. */
export function useWizard() {
  const [look, show] = useState(NOTHING);
  // What is known at once: two changes can come before the screen is drawn again.
  const known = useRef(NOTHING);
  const id = useRef(mintId());
  const next = useRef<PreviewImport | null>(null);
  const reading = useRef(false);

  function take(change: Step) {
    known.current = step(known.current, change);
    show(known.current);
  }
  const read = useAct(async (request: PreviewImport) => {
    const preview = await call("preview_import", request);
    id.current = mintId();
    take({ to: "answered", request, preview });
    return true;
  }, { waitForRefresh: false });
  const confirm = useAct(async () => {
    const { preview, answered, ticked } = known.current;
    if (preview === null || answered === null || preview.refused !== null || reading.current || willWrite(preview, ticked) === "") return;
    const imported = await call("confirm_import", { id: id.current, preview: answered, sha256: preview.sha256, apply: toApply(ticked) });
    take({ to: "done", imported });
  });
  const stop = useAct(async () => {
    next.current = null;
    await call("cancel_import");
  }, { waitForRefresh: false });

  /** Reads the file; of several changes that come while it is being read, the last is read next. */
  async function want(request: PreviewImport) {
    next.current = request;
    take({ to: "ask", request });
    if (reading.current) return;
    reading.current = true;
    while (next.current !== null) {
      const now: PreviewImport = next.current;
      next.current = null;
      const answered = await read.run(now);
      if (answered !== true && next.current === null) take({ to: "failed" });
    }
    reading.current = false;
  }
  function change(words: (request: PreviewImport) => PreviewImport) {
    const { asked } = known.current;
    if (asked !== null && !confirm.busy) void want(words(asked));
  }
  return {
    look,
    read,
    confirm,
    stopping: stop,
    open: (path: string) => {
      if (!confirm.busy) void want(firstLook(path));
    },
    say: (words: Saying) => change((r) => saying(r, words)),
    forget: () => change(forgetting),
    through: (day: string) => change((r) => ({ ...r, arrears_through: day })),
    tick: (ticked: Ticked) => take({ to: "tick", ticked }),
    stop: () => void stop.run(),
    putDown: () => {
      take({ to: "put_down" });
      read.clear();
      confirm.clear();
    },
  };
}

export type WizardActs = ReturnType<typeof useWizard>;
