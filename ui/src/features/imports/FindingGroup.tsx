import { Select } from "antd";
import { useState } from "react";
import type { FindingGroupView } from "../../bindings/FindingGroupView";
import type { FindingView } from "../../bindings/FindingView";
import { Limited } from "./Limited";
import { mask } from "./mask";
import { levelOf, wordOf } from "./sheet";

interface Props {
  readonly group: FindingGroupView;
  /** Those of it that are listed. */
  readonly findings: readonly FindingView[];
  /** Its choice that is followed. */
  readonly chosen: string;
  /** Nobody decided about it. */
  readonly waiting: boolean;
  readonly full: boolean;
  readonly onCell: (sheet: string, cell: string) => boolean;
  readonly onDecide: (choice: string) => void;
}

/** All findings of one kind: what to do about them, and, opened, each with its cell. */
export function FindingGroup({ group, findings, chosen, waiting, full, onCell, onDecide }: Props) {
  const [open, setOpen] = useState(false);
  const [outside, setOutside] = useState<string | null>(null);
  const known = levelOf(group.level);
  const { sign, level } = known;
  const several = findings.some((f) => f.sheet !== findings[0]?.sheet);
  // Where all say the same as the head, only the cells differ.
  const alike = findings.every((f) => f.message === findings[0]?.message);
  const shown = (text: string) => (full ? text : mask(text));
  const first = findings[0];
  function show(f: FindingView) {
    setOutside(onCell(f.sheet, f.cell) ? null : `${f.sheet} ${f.cell}`);
  }
  return (
    <div className={`finding-group ${level}`} data-testid="import-finding-group" data-code={group.code} data-count={group.count}>
      <button
        type="button"
        className="finding-head"
        data-testid="import-finding-head"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
          if (!open && first) show(first);
        }}
      >
        <span aria-hidden>{open ? "▾" : "▸"}</span>
        <b className="level nowrap">{sign} {wordOf(known, group.choices.length)}</b>
        <span className="grow">{shown(group.title)}</span>
        <span className="num nowrap">{group.count} 处</span>
      </button>
      {group.choices.length > 0 && (
        <div className="finding-choice">
          <span className={`nowrap ${waiting ? "warn" : "quiet"}`}>{waiting ? "没有决定，先按" : "全部按"}</span>
          <Select
            size="small"
            className="grow"
            value={chosen === "" ? null : chosen}
            options={group.choices.map((c) => ({ value: c.code, label: c.label }))}
            popupMatchSelectWidth={false}
            // Also what is chosen already: then it is decided.
            onSelect={onDecide}
            aria-label={`${group.title}：怎么办`}
            data-testid="import-decision"
            data-code={group.code}
          />
        </div>
      )}
      {open && (
        <div className="finding-cells">
          {alike && first !== undefined && first.message !== group.title && <div className="finding-told">{shown(first.message)}</div>}
          <Limited
            all={findings}
            render={(f, i) => {
              const key = `${f.sheet} ${f.cell}`;
              return (
                <button key={`${key} ${i}`} type="button" className="finding-line" data-testid="import-finding" data-cell={f.cell} onClick={() => show(f)}>
                  <span className="cell-name num">{several && <span className="quiet">{f.sheet}!</span>}{f.cell}</span>
                  <span className="grow">
                    {f.read !== "" && <span className="finding-read">“{shown(f.read)}”</span>}
                    {f.understood !== "" && f.understood !== f.read && <> → <b>{shown(f.understood)}</b></>}
                    {(!alike || (f.read === "" && f.understood === "" && first?.message === group.title)) && <span className="finding-message">{shown(f.message)}</span>}
                    {outside === key && <span className="quiet">　这一行没有列出，请到 Excel 里看</span>}
                  </span>
                </button>
              );
            }}
          />
          {group.shown < group.count && <div className="quiet finding-told">另有 {group.count - group.shown} 处同样的没有列出；标在表上另存的文件里有全部。</div>}
          {group.choices.length === 0 && level === "refused" && <div className="quiet finding-told">这些只能在原表里改好再导。其余的照常导入。</div>}
        </div>
      )}
    </div>
  );
}
