import { Select } from "antd";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { FindingGroup } from "./FindingGroup";
import { SaveMarked } from "./SaveMarked";
import { doubtful } from "./sheet";
import type { WizardActs } from "./useWizard";

interface Props {
  readonly wizard: WizardActs;
  readonly preview: ImportPreview;
  readonly choices: ImportChoices;
  readonly full: boolean;
  readonly onCell: (sheet: string, cell: string) => boolean;
}

/** What was found, a line for each kind, with what can be done about all of them; and what signs stand for. */
export function Findings({ wizard, preview, choices, full, onCell }: Props) {
  const { groups } = preview;
  const found = groups.reduce((n, g) => n + g.count, 0);
  const left = doubtful(preview, choices);
  const several = preview.sheets.filter((s) => s.regions.length > 0).length > 1;
  return (
    <>
      <section>
        <div className="row findings-head">
          <h3>{found === 0 ? (left.length > 0 ? "没有别的问题" : "✓ 没有发现问题") : `发现 ${found} 处，${groups.length} 种`}</h3>
          {found > 0 && <SaveMarked wizard={wizard} />}
        </div>
        {groups.map((g) => (
          <FindingGroup
            key={g.code}
            group={g}
            findings={preview.findings.filter((f) => f.code === g.code)}
            chosen={choices.decisions.find((d) => d.code === g.code)?.choice ?? g.chosen}
            waiting={g.waiting && !choices.decisions.some((d) => d.code === g.code)}
            full={full}
            onCell={onCell}
            onDecide={(choice) => wizard.say({ about: "decision", code: g.code, choice })}
          />
        ))}
      </section>
      {left.length > 0 && (
        <section data-testid="import-doubtful">
          <h3 className="warn">⚠ {left.length} 列认得没有把握，请看一下</h3>
          {left.map((c) => (
            <button key={`${c.sheet} ${c.letter} ${c.header_row}`} type="button" className="finding-line" data-testid="import-doubtful-column" onClick={() => onCell(c.sheet, `${c.letter}${c.header_row}`)}>
              <span className="cell-name num">{several && <span className="quiet">{c.sheet}!</span>}{c.letter} 列</span>
              <span className="grow">{c.header === "" ? "（没有表头）" : c.header} → <b>{c.meaning_label ?? "不导入"}</b><span className="finding-message">{c.note}</span></span>
            </button>
          ))}
          <p className="quiet">认错了，在表里那一列的“当作”上改；认对了，不用管。</p>
        </section>
      )}
      {preview.symbols.length > 0 && (
        <section data-testid="import-symbols">
          <h3>单独的符号当作什么</h3>
          <table className="small-table symbols">
            <tbody>
              {preview.symbols.map((s) => (
                <tr key={s.text}>
                  <td><b className="symbol">{s.text}</b></td>
                  <td className="quiet num nowrap">{s.count} 格</td>
                  <td className="right">
                    <Select
                      size="small"
                      className="symbol-choice"
                      value={choices.symbols.find((c) => c.text === s.text)?.stands_for ?? s.stands_for}
                      options={preview.symbol_meanings.map((m) => ({ value: m.code, label: m.label }))}
                      onChange={(standsFor: string) => wizard.say({ about: "symbol", text: s.text, standsFor })}
                      aria-label={`${s.text} 当作什么`}
                      data-testid="import-symbol"
                      data-symbol={s.text}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
