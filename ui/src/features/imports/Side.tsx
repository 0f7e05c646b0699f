import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from "react";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { label } from "../../shared/keys";
import { Difference } from "./Difference";
import { Findings } from "./Findings";
import { doubtful } from "./sheet";
import { Sums } from "./Sums";
import type { WizardActs } from "./useWizard";

export type Page = "sums" | "findings" | "difference";

export interface SideHandle {
  /** Gives the keys to the page, once it is drawn. */
  readonly focus: () => void;
  /** Whether it has them. */
  readonly focused: () => boolean;
}

interface Props {
  readonly wizard: WizardActs;
  readonly preview: ImportPreview;
  readonly choices: ImportChoices;
  readonly page: Page;
  readonly full: boolean;
  readonly onPage: (page: Page) => void;
  /** Shows a cell in the workbook; false where it is not among the rows shown. */
  readonly onCell: (sheet: string, cell: string) => boolean;
  readonly ref?: Ref<SideHandle>;
}

/** What the arrows walk over. */
const STOPS = "button:not(:disabled), input:not(:disabled)";

/** These do something of their own with an arrow. */
const OWN_ARROWS = "[role=combobox], [type=radio]";

/** Up and down go from one thing that can be used to the next; a choice keeps its own arrows. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const at = event.target as HTMLElement;
  if (by === 0 || event.ctrlKey || event.altKey || at.matches(OWN_ARROWS)) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)].filter((e) => e.getClientRects().length > 0 && !e.matches(OWN_ARROWS));
  if (stops.length === 0) return;
  event.preventDefault();
  const from = stops.indexOf(at);
  stops[Math.max(0, Math.min(stops.length - 1, from + by))]?.focus();
}

/** Three things to look at before confirming, a page each. */
export function Side({ wizard, preview, choices, page, full, onPage, onCell, ref }: Props) {
  const body = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => requestAnimationFrame(() => (body.current?.querySelector<HTMLElement>(".finding-head") ?? body.current)?.focus()),
    focused: () => body.current?.contains(document.activeElement) === true,
  }));
  const { tie_outs, groups, difference } = preview;
  const off = tie_outs.filter((t) => !t.settled).length;
  const open = groups.filter((g) => g.level !== "note").reduce((n, g) => n + g.count, 0) + doubtful(preview, choices).length;
  const found = groups.reduce((n, g) => n + g.count, 0);
  const other = difference.changed + difference.gone;
  const pages: readonly { readonly page: Page; readonly keyName: string; readonly title: string; readonly sign: string; readonly tone: string }[] = [
    { page: "sums", keyName: "F3", title: "数目", sign: off > 0 ? `⚠${off}` : tie_outs.length > 0 ? "✓" : "", tone: off > 0 ? "warn" : "good" },
    { page: "findings", keyName: "F4", title: "问题", sign: open > 0 ? `⚠${open}` : found > 0 ? `ⓘ${found}` : "✓", tone: open > 0 ? "warn" : found > 0 ? "quiet" : "good" },
    { page: "difference", keyName: "F5", title: "对照档案", sign: other > 0 ? `⚠${other}` : "", tone: "warn" },
  ];
  return (
    <aside className="panel side" data-testid="import-side" data-page={page}>
      <div className="side-pages" role="tablist">
        {pages.map((p) => (
          <button key={p.page} type="button" role="tab" aria-selected={p.page === page} className={`side-page ${p.page === page ? "on" : ""}`} data-testid={`import-page-${p.page}`} onClick={() => onPage(p.page)}>
            <span>{p.title}</span>
            {p.sign !== "" && <span className={`num ${p.tone}`}>{p.sign}</span>}
            <kbd aria-hidden>{label(p.keyName)}</kbd>
          </button>
        ))}
      </div>
      <div className="side-body" ref={body} tabIndex={-1} onKeyDown={walk} data-testid="import-side-body">
        {page === "sums" && <Sums preview={preview} onCell={onCell} />}
        {page === "findings" && <Findings wizard={wizard} preview={preview} choices={choices} full={full} onCell={onCell} />}
        {page === "difference" && <Difference preview={preview} ticked={wizard.look.ticked} onTick={wizard.tick} />}
      </div>
    </aside>
  );
}
