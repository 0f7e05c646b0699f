import { useMemo } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { LEVELS } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly current: string;
  readonly onTurn: (sheet: string) => void;
}

/** The sheets of the workbook, as tabs at its foot. */
export function SheetTabs({ preview, current, onTurn }: Props) {
  const open = useMemo(() => {
    const counts = new Map<string, number>();
    for (const f of preview.findings) if (f.level !== "note") counts.set(f.sheet, (counts.get(f.sheet) ?? 0) + 1);
    return counts;
  }, [preview]);
  return (
    <div className="sheet-tabs" role="tablist" aria-label="工作表" data-testid="import-sheets">
      {preview.sheets.map((sheet) => {
        const on = sheet.name === current;
        const doubts = open.get(sheet.name) ?? 0;
        return (
          <button
            key={sheet.name}
            type="button"
            role="tab"
            aria-selected={on}
            className={`sheet-tab ${on ? "on" : ""} ${sheet.hidden ? "hidden-sheet" : ""}`}
            title={`${sheet.name}：${sheet.row_count} 行，${sheet.regions.length} 块表${sheet.hidden ? "；在 Excel 里是隐藏的" : ""}`}
            data-testid="import-sheet-tab"
            data-sheet={sheet.name}
            onClick={() => onTurn(sheet.name)}
          >
            <span className="ellipsis">{sheet.name}</span>
            {sheet.hidden && <span className="tag-small">隐藏</span>}
            {!sheet.hidden && sheet.regions.length === 0 && <span className="quiet">不导入</span>}
            {doubts > 0 && <span className="warn num">{LEVELS[1].sign}{doubts}</span>}
          </button>
        );
      })}
      <span className="grow" />
      <span className="quiet nowrap sheet-tabs-keys"><kbd>Ctrl+PgUp</kbd> <kbd>Ctrl+PgDn</kbd> 换表</span>
    </div>
  );
}
