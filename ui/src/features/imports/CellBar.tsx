import { useMemo } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { mask } from "./mask";
import { byCell, cellAt, levelOf } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly sheet: SheetPreview;
  readonly marked: string | null;
  readonly full: boolean;
}

/** The cell under the cursor: all of its text and what was found about it. Without one, what the colours mean. */
export function CellBar({ preview, sheet, marked, full }: Props) {
  const found = useMemo(() => byCell(preview.findings, sheet.name), [preview, sheet.name]);
  const at = marked === null ? null : cellAt(marked);
  const shown = (text: string) => (full ? text : mask(text));
  if (marked === null || at === null) {
    return (
      <div className="cell-bar quiet">
        <span><i className="swatch refused" />✕ 不能导入</span>
        <span><i className="swatch decide" />⚠ 请核对</span>
        <span><i className="swatch note" />ⓘ 说明</span>
        <span><i className="swatch total" />表里的合计</span>
        <span className="ellipsis">{sheet.rows.length < sheet.row_count ? `共 ${sheet.row_count} 行，这里只列开头、结尾和有问题的行，导入的是全部` : `共 ${sheet.row_count} 行`}；点行号可以指定表头</span>
      </div>
    );
  }
  const text = sheet.rows.find((r) => r.row === at.row)?.cells[at.column] ?? "";
  const findings = found.get(marked) ?? [];
  return (
    <div className="cell-bar selectable" data-testid="import-cell-bar">
      <b className="num">{marked}</b>
      <span className="cell-bar-text">{text === "" ? <span className="quiet">空</span> : shown(text)}</span>
      {findings.map((f) => {
        const { level, sign } = levelOf(f.level);
        return (
          <span key={`${f.code} ${f.message}`} className={`cell-bar-finding ${level}`}>
            {sign} {shown(f.message)}{f.understood !== "" && f.understood !== f.read ? `　读作 ${shown(f.understood)}` : ""}
          </span>
        );
      })}
    </div>
  );
}
