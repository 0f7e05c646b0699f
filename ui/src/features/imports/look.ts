import type { FindingGroupView } from "../../bindings/FindingGroupView";
import type { ImportedView } from "../../bindings/ImportedView";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { PreviewImport } from "../../bindings/PreviewImport";
import type { RememberedChoices } from "../../bindings/RememberedChoices";
import { NO_CHOICES, nothingSaid, said, type Saying } from "./choices";
import { NOTHING_TICKED, stillThere, type Ticked } from "./difference";

/** A file as far as it was looked at and decided about. */
export interface Look {
  /** What was asked last; ahead of the preview while it is being read again. */
  readonly asked: PreviewImport | null;
  /** What the preview answers. */
  readonly answered: PreviewImport | null;
  readonly preview: ImportPreview | null;
  /** The choices were taken over from an earlier import. */
  readonly remembered: RememberedChoices | null;
  /** What of the difference is to be applied. */
  readonly ticked: Ticked;
  readonly done: ImportedView | null;
}

export const NOTHING: Look = { asked: null, answered: null, preview: null, remembered: null, ticked: NOTHING_TICKED, done: null };

export type Step =
  | { readonly to: "ask"; readonly request: PreviewImport }
  | { readonly to: "answered"; readonly request: PreviewImport; readonly preview: ImportPreview }
  | { readonly to: "failed" }
  | { readonly to: "tick"; readonly ticked: Ticked }
  | { readonly to: "done"; readonly imported: ImportedView }
  | { readonly to: "put_down" };

/** The one place where a look changes. */
export function step(look: Look, act: Step): Look {
  switch (act.to) {
    case "ask":
      // Another file: nothing of the last one stays in sight.
      return act.request.path === look.asked?.path ? { ...look, asked: act.request, done: null } : { ...NOTHING, asked: act.request };
    case "answered": {
      const { preview } = act;
      const request = { ...act.request, choices: preview.choices, arrears_through: preview.arrears_through };
      // A later question is on its way: what it says stays.
      const asked = look.asked === act.request ? request : look.asked;
      // Choices that were changed since are still those of the earlier import.
      const forgotten = request.forget_remembered && nothingSaid(request.choices);
      const remembered = forgotten ? null : (preview.remembered ?? look.remembered);
      return { ...look, asked, answered: request, preview, remembered, ticked: stillThere(look.ticked, preview.difference), done: null };
    }
    case "failed":
      return { ...look, asked: look.answered };
    case "tick":
      return { ...look, ticked: act.ticked };
    case "done":
      return { ...NOTHING, done: act.imported };
    case "put_down":
      return NOTHING;
  }
}

/** The findings that nobody decided about: their default is followed. */
export function waiting({ preview, asked }: Look): readonly FindingGroupView[] {
  const decided = (code: string) => asked?.choices.decisions.some((d) => d.code === code) === true;
  return preview?.groups.filter((g) => g.waiting && !decided(g.code)) ?? [];
}

/** Whether putting the file down would lose what a person said about it: choices of his own, or ticks. */
export function wouldLose({ preview, asked, ticked }: Look): boolean {
  if (preview === null || asked === null) return false;
  // What an earlier import left is proposed again next time.
  const said = asked.forget_remembered && !nothingSaid(asked.choices);
  return said || !ticked.add || ticked.allChanged || ticked.changed.size > 0 || ticked.gone.size > 0;
}

/** The first look at a file. */
export function firstLook(path: string): PreviewImport {
  return { path, arrears_through: null, choices: NO_CHOICES, forget_remembered: false };
}

/** The same request with one thing more said. What was remembered is among its choices already. */
export function saying(request: PreviewImport, words: Saying): PreviewImport {
  return { ...request, choices: said(request.choices, words), forget_remembered: true };
}

/** The same file without the choices of an earlier import, its cut-off among them. */
export function forgetting(request: PreviewImport): PreviewImport {
  const arrears_through = request.choices.arrears_through === null ? request.arrears_through : null;
  return { ...request, arrears_through, choices: NO_CHOICES, forget_remembered: true };
}
