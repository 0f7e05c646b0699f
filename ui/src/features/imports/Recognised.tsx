import { useState } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { MoneyText } from "../../shared/MoneyText";
import { fen } from "../../shared/money";
import { grouped, levelOf, type FindingGroup } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  /** Shows a cell in the sheet; false where it is not among the rows shown. */
  readonly onCell: (cell: string) => boolean | undefined;
}

/** Sums beside the workbook's own, findings by kind, sums by building. */
export function Recognised({ preview, onCell }: Props) {
  const groups = grouped(preview.findings);
  return (
    <aside className="panel recognised" data-testid="import-recognised">
      <section className="recognised-sums">
        <div><div className="figure-label">房屋</div><div className="figure num" data-testid="import-units">{preview.units}</div></div>
        <div><div className="figure-label">人</div><div className="figure num">{preview.people}</div></div>
        <div className="right"><div className="figure-label">期初欠费</div><div className="figure"><MoneyText fen={preview.opening_fen} testId="import-opening" /></div></div>
      </section>
      <TieOuts preview={preview} onCell={onCell} />
      <section>
        <h3>{groups.length === 0 ? "✓ 没有发现问题" : `发现 ${preview.findings.length} 处`}</h3>
        {groups.map((g, i) => <Group key={`${g.level} ${g.code}`} group={g} opened={i === 0 && g.level === "refused"} onCell={onCell} />)}
      </section>
      <section>
        <h3>各楼栋</h3>
        <table className="small-table">
          <thead><tr><th>楼栋</th><th className="right">户</th><th className="right">期初欠费（元）</th></tr></thead>
          <tbody>
            {preview.by_building.map((b) => (
              <tr key={b.building}><td>{b.building}</td><td className="right num">{b.units}</td><td className="right"><MoneyText fen={b.opening_fen} bare /></td></tr>
            ))}
          </tbody>
        </table>
      </section>
    </aside>
  );
}

/** The workbook's own totals beside what would be imported. */
function TieOuts({ preview, onCell }: Props) {
  if (preview.tie_outs.length === 0) {
    return <section><h3>表里没有合计行</h3><p className="quiet">没有可以对的总数。请自己核对上面的期初欠费。</p></section>;
  }
  return (
    <section data-testid="import-tie-outs">
      <h3>与表里的合计对账</h3>
      <table className="small-table">
        <thead><tr><th>合计</th><th className="right">表里</th><th className="right">导入</th><th className="right">相差</th></tr></thead>
        {preview.tie_outs.map((t) => {
          const off = fen(t.imported_fen - t.workbook_fen);
          return (
            <tbody key={`${t.label} ${t.cell}`} data-testid="import-tie-out" data-off={off}>
              <tr>
                <td>{t.label} <button type="button" className="cell-link" onClick={() => onCell(t.cell)}>{t.cell}</button></td>
                <td className="right"><MoneyText fen={t.workbook_fen} bare /></td>
                <td className="right"><MoneyText fen={t.imported_fen} bare /></td>
                <td className="right">{off === 0 ? <span className="good">✓ 平</span> : <span className="warn">⚠ <MoneyText fen={off} bare /></span>}</td>
              </tr>
              {t.explanation !== "" && <tr><td colSpan={4} className="explanation">{t.explanation}</td></tr>}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

const AT_ONCE = 200;

function Group({ group, opened, onCell }: { readonly group: FindingGroup; readonly opened: boolean; readonly onCell: Props["onCell"] }) {
  const [open, setOpen] = useState(opened);
  const [outside, setOutside] = useState<string | null>(null);
  const { sign, word, level } = levelOf(group.level);
  const first = group.findings[0];
  // One sentence for all of them, then where they are.
  const alike = group.findings.length > 1 && group.findings.every((f) => f.message === first?.message);
  const more = group.findings.length > AT_ONCE && <div className="quiet finding-told">另有 {group.findings.length - AT_ONCE} 处同样的没有列出。</div>;
  return (
    <div className={`finding-group ${level}`} data-testid="import-finding-group" data-code={group.code} data-count={group.findings.length}>
      <button type="button" className="finding-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden>{open ? "▾" : "▸"}</span>
        <b className="level">{sign} {word}</b>
        <span className="grow ellipsis">{first?.message}</span>
        <span className="num">{group.findings.length} 处</span>
      </button>
      {open && alike && (
        <div className="finding-cells">
          <div className="finding-told">{first?.message}</div>
          <div className="cell-chips">
            {group.findings.slice(0, AT_ONCE).map((f, i) => (
              <button key={`${f.sheet} ${f.cell} ${i}`} type="button" className="cell-link num" onClick={() => setOutside(onCell(f.cell) === true ? null : f.cell)}>{f.cell}</button>
            ))}
          </div>
          {outside !== null && <div className="quiet finding-told">{outside} 在没有显示的行里，请到 Excel 里看。</div>}
          {more}
        </div>
      )}
      {open && !alike && (
        <div className="finding-cells">
          {group.findings.slice(0, AT_ONCE).map((f, i) => (
            <button
              key={`${f.sheet} ${f.cell} ${i}`}
              type="button"
              className="finding-line"
              onClick={() => setOutside(onCell(f.cell) === true ? null : f.cell)}
            >
              <span className="cell-name num">{f.cell}</span>
              <span className="grow">{f.message}{outside === f.cell && <span className="quiet">（在没有显示的行里，请到 Excel 里看）</span>}</span>
            </button>
          ))}
          {more}
        </div>
      )}
    </div>
  );
}
