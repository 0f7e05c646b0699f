import { useRef, useState } from "react";
import type { PreviewImport } from "../../bindings/PreviewImport";
import { call, mintId, Refusal } from "../../platform";
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
  /** Somebody asked to stop: an answer that comes all the same is not shown. */
  const stopped = useRef(false);
  const cancelling = useRef<Promise<unknown>>(Promise.resolve());

  function take(change: Step) {
    known.current = step(known.current, change);
    show(known.current);
  }
  const read = useAct(async (request: PreviewImport) => {
    const preview = await call("preview_import", request);
    if (stopped.current) throw new Refusal("import_cancelled", "已取消读取，什么都没有写入。");
    id.current = mintId();
    take({ to: "answered", request, preview });
    return true;
  }, { waitForRefresh: false });
  /** There is something to write, and it is what is shown. */
  const ready = () => {
    const { preview, ticked } = known.current;
    return preview !== null && preview.refused === null && !reading.current && willWrite(preview, ticked) !== "";
  };
  const confirm = useAct(async () => {
    const { preview, answered, ticked } = known.current;
    if (preview === null || answered === null || !ready()) return;
    const imported = await call("confirm_import", { id: id.current, preview: answered, sha256: preview.sha256, apply: toApply(ticked) });
    take({ to: "done", imported });
  });
  const stop = useAct(async () => {
    next.current = null;
    stopped.current = true;
    cancelling.current = call("cancel_import");
    await cancelling.current;
  }, { waitForRefresh: false });

  /** Reads the file; of several changes that come while it is being read, the last is read next. */
  async function want(request: PreviewImport) {
    const other = request.path !== known.current.asked?.path;
    // Nobody waits for the last file any more.
    if (other && reading.current) void stop.run();
    next.current = request;
    take({ to: "ask", request });
    if (reading.current) return;
    reading.current = true;
    while (next.current !== null) {
      // Else a cancel on its way to the core would stop the next file.
      await cancelling.current.catch(() => undefined);
      const now: PreviewImport | null = next.current;
      if (now === null) {
        take({ to: "failed" });
        break;
      }
      next.current = null;
      stopped.current = false;
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
    ready,
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
