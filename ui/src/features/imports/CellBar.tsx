import { useMemo } from "react";
import { KeyButton } from "../../shared/KeyButton";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { mask } from "./mask";
import { byCell, cellAt, letterOf, levelOf, regionAt } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly sheet: SheetPreview;
  readonly marked: string | null;
  readonly full: boolean;
  /** Asks what the marked cell's column is. */
  readonly onMeaning: () => void;
  /** Whether a person said that the row is a header. */
  readonly isHeader: (row: number) => boolean;
  /** Takes the marked cell's row for a header, or no more. */
  readonly onHeader: (row: number) => void;
}

/** The cell under the cursor: all of its text and what was found about it. Without one, what the colours mean. */
export function CellBar({ preview, sheet, marked, full, onMeaning, isHeader, onHeader }: Props) {
  const found = useMemo(() => byCell(preview.findings, sheet.name), [preview, sheet.name]);
  const at = marked === null ? null : cellAt(marked);
  const shown = (text: string) => (full ? text : mask(text));
  if (marked === null || at === null) {
    return (
      <div className="cell-bar quiet">
        <span><i className="swatch refused" />✕ 不能导入</span>
        <span><i className="swatch decide" />⚠ 请核对</span>
        <span><i className="swatch note" />ⓘ 提示</span>
        <span><i className="swatch total" />表里的合计</span>
        <span className="ellipsis">{sheet.rows.length < sheet.row_count ? `共 ${sheet.row_count} 行，这里只列开头、结尾和有问题的行，导入的是全部` : `共 ${sheet.row_count} 行`}；虚线处有行没列出</span>
      </div>
    );
  }
  const text = sheet.rows.find((r) => r.row === at.row)?.cells[at.column] ?? "";
  const findings = found.get(marked) ?? [];
  return (
    <div className="cell-bar selectable" data-testid="import-cell-bar">
      <div className="cell-bar-words">
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
      <span className="row cell-acts">
        {regionAt(sheet.regions, at.row, at.column) && <KeyButton size="small" type="text" testId="import-cell-meaning" keyName="Enter" onClick={onMeaning}>{`${letterOf(at.column)} 列当作…`}</KeyButton>}
        <KeyButton size="small" type="text" testId="import-cell-header" keyName="Ctrl+H" onClick={() => onHeader(at.row)}>{`第 ${at.row} 行${isHeader(at.row) ? "不再" : ""}当作表头`}</KeyButton>
      </span>
    </div>
  );
}
