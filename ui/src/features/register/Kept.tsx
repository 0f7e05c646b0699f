import type { ReactNode } from "react";
import type { CellView } from "../../bindings/CellView";
import type { UnitKept } from "../../bindings/UnitKept";
import { EmptyState } from "../../shared/EmptyState";
import { MoneyText } from "../../shared/MoneyText";
import { cellOf, foundAt, keptCount } from "./source";

/** What imports brought with a unit that is in no sum of the books, each line with the cell it came from. */
export function Kept({ kept }: { readonly kept: UnitKept }) {
  const { readings, vehicles, past_payments, balances, notes, id_numbers, sources } = kept;
  if (keptCount(kept) + sources.length === 0) {
    return <div className="panel kept" data-testid="kept"><EmptyState title="没有档案资料" advice="导入旧表时带来的抄表读数、车辆、以往缴费和备注，会存在这里。" /></div>;
  }
  return (
    <div className="panel kept" data-testid="kept">
      <Part title="抄表" heads={["表", "上次", "本次", "倍率、损耗"]} rows={readings} cells={(r) => [r.meter, `${r.previous ?? "没有"}${r.previous_on === null ? "" : `（${r.previous_on}）`}`, `${r.present ?? "没有"}${r.present_on === null ? "" : `（${r.present_on}）`}`, [r.factor, r.loss].filter((x) => x !== null).join("、")]} from={(r) => r.from} testId="kept-reading" />
      <Part title="车位车辆" heads={["车位", "车牌", "车主", "电话"]} rows={vehicles} cells={(v) => [v.space, v.plate, v.owner, v.phones.join("、")]} from={(v) => v.from} testId="kept-vehicle" />
      <Part title="以往缴费（只存档，不在账里）" heads={["项目", "所属期间", "缴费日", "实缴（元）"]} rows={past_payments} cells={(p) => [p.item, p.period, p.paid_on ?? "", <MoneyText key="paid" fen={p.paid_fen} bare />, [p.cashier, p.remark].filter((x) => x !== "").join("，")]} from={(p) => p.from} testId="kept-payment" />
      <Part title="建账时接过来的" heads={["", "金额（元）", "说明"]} rows={balances} cells={(b) => [b.kind_label, <MoneyText key="amount" fen={b.amount_fen} bare />, b.label]} from={(b) => b.from} testId="kept-balance" />
      <Part title="备注" heads={["栏", "内容"]} rows={notes} cells={(n) => [n.label, n.text]} from={(n) => n.from} testId="kept-note" />
      <Part title="证件号" heads={["谁", "号码"]} rows={id_numbers} cells={(i) => [i.person, i.number]} from={(i) => i.from} testId="kept-id" />
      <Part title="从哪里来" heads={["什么", "导入时间"]} rows={sources} cells={(s) => [s.what, s.withdrawn ? `${s.at}（已撤回）` : s.at]} from={(s) => s.from} whole testId="kept-source" />
    </div>
  );
}

interface PartProps<Row> {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly cells: (row: Row) => readonly ReactNode[];
  readonly from: (row: Row) => CellView;
  /** Says the file, too; elsewhere it stands in the tip. */
  readonly whole?: boolean;
  readonly testId: string;
}

function Part<Row>({ title, heads, rows, cells, from, whole = false, testId }: PartProps<Row>) {
  if (rows.length === 0) return null;
  const first = cells(rows[0] as Row);
  const width = first.length;
  // Amounts are elements, all else is text.
  const align = (cell: ReactNode) => (typeof cell === "string" ? "" : "right");
  return (
    <section>
      <h3>{title}　<span className="quiet num">{rows.length}</span></h3>
      <table className="kept-table num">
        <thead><tr>{first.map((cell, i) => <th key={i} className={align(cell)}>{heads[i] ?? ""}</th>)}<th className="from">出处</th></tr></thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i} data-testid={testId}>
              {cells(row).map((cell, at) => <td key={at} className={`selectable ${align(cell)} ${at === width - 1 ? "wide" : ""}`}>{cell}</td>)}
              <td className={`quiet from ${whole ? "whole" : ""}`} title={foundAt(from(row))}>{whole ? foundAt(from(row)) : cellOf(from(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
