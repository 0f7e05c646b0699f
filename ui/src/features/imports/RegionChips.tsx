import { Dropdown } from "antd";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { RegionView } from "../../bindings/RegionView";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { useState } from "react";
import { useKeys } from "../../shared/useKeys";
import { kindOf, leftOut, type Saying } from "./choices";
import { extent, letterOf, regionKey, SURENESS } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly sheet: SheetPreview;
  readonly choices: ImportChoices;
  /** Key of the table that was pointed at. */
  readonly pointed: string | null;
  readonly onPoint: (region: RegionView) => void;
  readonly onSay: (words: Saying) => void;
}

/** In a menu: leave the table out; take back what was said about it. */
const OUT = "-";
const AS_FOUND = "=";

/** The tables found on a sheet: each says what it is taken for, and can be taken for something else. */
export function RegionChips({ preview, sheet, choices, pointed, onPoint, onSay }: Props) {
  /** Key of the table whose menu is open. */
  const [asking, setAsking] = useState<string | null>(null);
  // Esc closes the menu and not the file below it.
  useKeys({ Escape: () => (asking === null ? false : setAsking(null)) });
  const out = leftOut(choices, sheet.name, sheet.regions);
  if (sheet.regions.length === 0 && out.length === 0) {
    return (
      <span className="quiet grow ellipsis" data-testid="import-no-region">
        {sheet.row_count === 0 ? "这张表是空的。" : sheet.hidden ? "隐藏的表不导入。要导入，点表头那一行的行号，选“当作表头”。" : "这张表里没有认出要导入的内容。有的话，点表头那一行的行号，选“当作表头”。"}
      </span>
    );
  }
  return (
    <div className="region-chips">
      {sheet.regions.map((region) => {
        const kind = kindOf(choices, sheet.name, region);
        const at = { about: "table", sheet: sheet.name, row: region.header_row, column: region.first_column } as const;
        const label = preview.kinds.find((k) => k.code === kind)?.label ?? (kind === null ? "不导入" : region.kind_label);
        const guess = region.confidence === "guess";
        const chosen = choices.tables.some((t) => t.sheet === at.sheet && t.row === at.row && t.column === at.column);
        const items = [
          ...preview.kinds.map((k) => ({ key: k.code, label: k.label })),
          { type: "divider" as const },
          { key: OUT, label: "不导入这块表" },
          ...(chosen ? [{ key: AS_FOUND, label: "照认出的来" }] : []),
        ];
        return (
          <span key={regionKey(region)} className={`region-chip k-${kind ?? "none"} ${guess ? "guess" : ""} ${pointed === regionKey(region) ? "on" : ""}`} data-testid="import-region" data-kind={kind ?? ""}>
            <button type="button" className="bare" title={`${extent(region)}，${SURENESS[region.confidence] ?? ""}。点一下看这块表`} onClick={() => onPoint(region)}>
              <i className="swatch" aria-hidden />
              <b>{guess ? "? " : ""}{label}</b>
              <span className="quiet num">{extent(region)}</span>
              <span className="quiet sure-word">{chosen ? "您定的" : (SURENESS[region.confidence] ?? "")}</span>
            </button>
            <Dropdown
              trigger={["click"]}
              open={asking === regionKey(region)}
              onOpenChange={(open) => setAsking(open ? regionKey(region) : null)}
              menu={{ items, selectedKeys: [kind ?? OUT], onClick: ({ key }) => onSay({ ...at, kind: key === OUT ? null : key === AS_FOUND ? undefined : key }) }}
            >
              <button type="button" className="bare region-menu" aria-label="这块表当作什么" data-testid="import-region-menu">▾</button>
            </Dropdown>
          </span>
        );
      })}
      {out.map((t) => (
        <span key={`${t.row}:${t.column}`} className="region-chip k-none" data-testid="import-region-out">
          <span className="quiet num">{letterOf(t.column)}{t.row} 起的表：不导入</span>
          <button type="button" className="bare link" data-testid="import-region-back" onClick={() => onSay({ about: "table", sheet: sheet.name, row: t.row, column: t.column, kind: undefined })}>还是要导</button>
        </span>
      ))}
    </div>
  );
}
