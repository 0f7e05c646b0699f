import { Drawer } from "antd";
import { useState, type ReactNode } from "react";
import { KeyButton } from "./KeyButton";
import { label } from "./keys";
import { useKeys } from "./useKeys";

/** What F1 tells about a screen: its keys and a few sentences. */
export interface ScreenHelp {
  readonly keys: readonly (readonly [key: string, does: string])[];
  readonly notes?: readonly string[];
}

interface Props {
  readonly title: string;
  readonly help: ScreenHelp;
  /** Filters and the like, beside the title. */
  readonly head?: ReactNode;
  /** Buttons at the right end of the title line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly testId: string;
}

/** The frame of a place: title line, acts at the right, F1 for help, and a body in which only parts scroll. */
export function Screen({ title, help, head, actions, children, testId }: Props) {
  const [helping, setHelping] = useState(false);
  useKeys({ F1: () => setHelping((open) => !open) });
  return (
    <section className="screen" data-testid={testId} aria-label={title}>
      <header className="screen-head">
        <h1>{title}</h1>
        <div className="row grow">{head}</div>
        {actions}
        <KeyButton type="text" size="small" keyName="F1" testId={`${testId}-help`} onClick={() => setHelping(true)}>
          帮助
        </KeyButton>
      </header>
      <div className="screen-body">{children}</div>
      <Drawer title={`${title}：按键和说明`} open={helping} onClose={() => setHelping(false)} destroyOnHidden size={420}>
        <HelpText help={help} onClose={() => setHelping(false)} />
      </Drawer>
    </section>
  );
}

function HelpText({ help, onClose }: { readonly help: ScreenHelp; readonly onClose: () => void }) {
  useKeys({ F1: onClose }, { covers: true });
  return (
    <div className="stack">
      <dl className="help-list">
        {help.keys.map(([key, does]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt><kbd>{label(key)}</kbd></dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      {help.notes?.map((note) => <p key={note} className="quiet">{note}</p>)}
    </div>
  );
}
