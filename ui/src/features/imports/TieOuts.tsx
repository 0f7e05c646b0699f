import { useState } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { MoneyText } from "../../shared/MoneyText";
import { less } from "../../shared/money";
import { foldTieOuts } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly onCell: (sheet: string, cell: string) => boolean;
}

/** The workbook's own totals beside what would be imported. */
export function TieOuts({ preview, onCell }: Props) {
  const [all, setAll] = useState(false);
  const off = preview.tie_outs.filter((t) => !t.settled).length;
  // What does not agree is never out of sight; a long list of what does is.
  const [first, folded] = foldTieOuts(preview.tie_outs);
  if (preview.tie_outs.length === 0) {
    return <section><h3>表里没有合计行</h3><p className="quiet">没有可以对的总数，请自己核对上面的数目。</p></section>;
  }
  return (
    <section data-testid="import-tie-outs">
      <h3>与表里的合计对账　{off === 0 ? <span className="good">✓ 全部对上</span> : <span className="warn">⚠ {off} 处没有对上</span>}</h3>
      <table className="small-table">
        <thead><tr><th>合计</th><th className="right">表里</th><th className="right">导入</th><th className="right">相差</th></tr></thead>
        {[...first, ...(all ? folded : [])].map((t) => {
          const by = less(t.imported_fen, t.workbook_fen);
          return (
            <tbody key={`${t.sheet} ${t.cell} ${t.label}`} data-testid="import-tie-out" data-off={by} data-settled={t.settled}>
              <tr>
                <td className="tie-label">
                  {t.label} <button type="button" className="cell-link num" onClick={() => onCell(t.sheet, t.cell)}>{t.cell}</button>
                </td>
                <td className="right"><MoneyText fen={t.workbook_fen} bare /></td>
                <td className="right"><MoneyText fen={t.imported_fen} bare /></td>
                <td className="right">{by === 0 ? <span className="good">✓ 平</span> : <span className={t.settled ? "good" : "warn"}>{t.settled ? "✓" : "⚠"} <MoneyText fen={by} bare /></span>}</td>
              </tr>
              {by !== 0 && t.explanation !== "" && <tr><td colSpan={4} className="explanation">{t.explanation}</td></tr>}
            </tbody>
          );
        })}
      </table>
      {folded.length > 0 && !all && <button type="button" className="bare link more" data-testid="import-tie-outs-all" onClick={() => setAll(true)}>其余 {folded.length} 处也都对上，列出来</button>}
    </section>
  );
}
