import type { ImportPreview } from "../../bindings/ImportPreview";
import { MoneyText } from "../../shared/MoneyText";
import { fen, type Fen } from "../../shared/money";
import { TieOuts } from "./TieOuts";

interface Props {
  readonly preview: ImportPreview;
  readonly onCell: (sheet: string, cell: string) => boolean;
}

/** What comes in, counted and summed, beside the workbook's own totals. */
export function Sums({ preview, onCell }: Props) {
  const { totals } = preview;
  return (
    <>
      <section className="side-sums">
        <div><div className="figure-label">房屋</div><div className="figure num" data-testid="import-units">{preview.units}</div></div>
        <div><div className="figure-label">人</div><div className="figure num">{preview.people}</div></div>
        <div className="right"><div className="figure-label">期初欠费</div><div className="figure"><MoneyText fen={preview.opening_fen} testId="import-opening" /></div></div>
      </section>
      <Also preview={preview} />
      <TieOuts preview={preview} onCell={onCell} />
      {preview.by_sheet.length > 1 && <BySheet preview={preview} />}
      {totals.by_item.length > 0 && (
        <SumTable title="各收费项目" first="项目" rows={totals.by_item.map((i) => ({ name: i.item, units: i.units, fen: i.opening_fen }))} testId="import-by-item" />
      )}
      {preview.by_building.length > 0 && (
        <SumTable title="各楼栋" first="楼栋" rows={preview.by_building.map((b) => ({ name: b.building, units: b.units, fen: b.opening_fen }))} testId="import-by-building" />
      )}
    </>
  );
}

/** What comes in beside units and arrears; what is not in the file is not named. */
function Also({ preview }: { readonly preview: ImportPreview }) {
  const { totals } = preview;
  const all: readonly { readonly name: string; readonly count: number; readonly fen?: Fen; readonly where: string }[] = [
    { name: "预存款", count: totals.prepayments.count, fen: totals.prepayments.amount_fen, where: "记入预存" },
    { name: "押金", count: totals.deposits.count, fen: totals.deposits.amount_fen, where: "记为代管" },
    { name: "以往缴费", count: totals.past_payments.count, fen: totals.past_payments.amount_fen, where: "只存档，不入账" },
    { name: "抄表读数", count: totals.readings, where: "存档" },
    { name: "车位车辆", count: totals.vehicles, where: "存档" },
    { name: "备注", count: totals.notes, where: "照原样存档" },
    { name: "证件号", count: totals.id_numbers, where: "存档，平时不显示" },
  ];
  const rows = all.filter((r) => r.count > 0);
  if (rows.length === 0) return null;
  return (
    <section>
      <table className="small-table" data-testid="import-also">
        <thead><tr><th>还有</th><th className="right">条</th><th className="right">金额（元）</th><th>怎么记</th></tr></thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.name}>
              <td>{r.name}</td>
              <td className="right num">{r.count}</td>
              <td className="right">{r.fen !== undefined && <MoneyText fen={r.fen} bare />}</td>
              <td className="quiet">{r.where}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What each sheet brings, where there are several. */
function BySheet({ preview }: { readonly preview: ImportPreview }) {
  return (
    <section>
      <h3>各工作表</h3>
      <table className="small-table" data-testid="import-by-sheet">
        <thead><tr><th>工作表</th><th className="right">户</th><th className="right">期初欠费（元）</th><th className="right">预存、押金</th></tr></thead>
        <tbody>
          {preview.by_sheet.map((s) => (
            <tr key={s.sheet}>
              <td>{s.sheet}</td>
              <td className="right num">{s.units}</td>
              <td className="right"><MoneyText fen={s.opening_fen} bare /></td>
              <td className="right"><MoneyText fen={fen(s.prepayments_fen + s.deposits_fen)} bare /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface TableProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly { readonly name: string; readonly units: number; readonly fen: Fen }[];
  readonly testId: string;
}

function SumTable({ title, first, rows, testId }: TableProps) {
  return (
    <section>
      <h3>{title}</h3>
      <table className="small-table" data-testid={testId}>
        <thead><tr><th>{first}</th><th className="right">户</th><th className="right">期初欠费（元）</th></tr></thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.name}><td>{r.name}</td><td className="right num">{r.units}</td><td className="right"><MoneyText fen={r.fen} bare /></td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
