import type { ReactNode } from "react";
import type { UnitRow } from "../../bindings/UnitRow";
import { MoneyText } from "../../shared/MoneyText";
import { fen, plain, sum, type Fen } from "../../shared/money";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { STANDINGS, standingOf, wordOf } from "./standing";

interface Props {
  readonly units: readonly UnitRow[];
  readonly onOpen: (code: string) => void;
  readonly empty: ReactNode;
}

const amount = (key: string, title: string, width: number, of: (u: UnitRow) => Fen, overdue: boolean): Column<UnitRow> => ({
  key,
  title,
  width,
  align: "right",
  text: (u) => plain(of(u)),
  render: (u) => of(u) > 0 ? <MoneyText fen={of(u)} bare tone={overdue ? "owing" : "plain"} /> : <span className="quiet">—</span>,
  sortBy: of,
  total: (rows) => <MoneyText fen={fen(sum(rows.map(of)))} bare />,
});

// Together no wider than the place beside the buildings at 1366.
const COLUMNS: readonly Column<UnitRow>[] = [
  { key: "code", title: "房号", width: 7.5, text: (u) => u.code, fixed: true, total: (rows) => `${rows.length} 户` },
  { key: "people", title: "业主、租户", text: (u) => u.people, sortBy: (u) => u.people, render: (u) => u.people === "" ? <span className="warn">⚠ 没有登记</span> : u.people },
  { key: "phones", title: "电话", width: 9.5, text: (u) => u.phones, render: (u) => u.phones === "" ? <span className="quiet">—</span> : <span className="num">{u.phones}</span> },
  { key: "usage", title: "用途", width: 5.2, text: (u) => u.usage_label, filterable: true },
  { key: "status", title: "状态", width: 5.2, text: (u) => u.status_label ?? "", filterable: true },
  { key: "area", title: "面积㎡", width: 5.5, align: "right", text: (u) => u.area ?? "", sortBy: (u) => Number(u.area ?? 0) },
  { key: "handover", title: "收楼", width: 7.5, text: (u) => u.handover ?? "", sortBy: (u) => u.handover ?? "" },
  {
    key: "standing",
    title: "费用",
    width: 5,
    align: "center",
    text: (u) => STANDINGS.find((s) => s.standing === standingOf(u))?.title ?? "",
    filterable: true,
    render: (u) => <span className={`mark ${standingOf(u)}`}>{wordOf(standingOf(u))}</span>,
  },
  amount("owed", "未缴（元）", 7.5, (u) => u.owed_fen, false),
  amount("overdue", "其中逾期", 7.5, (u) => u.overdue_fen, true),
  amount("prepaid", "预存", 6.5, (u) => u.prepaid_fen, false),
];

/** The register as a table; Enter opens a household. */
export function UnitTable({ units, onOpen, empty }: Props) {
  return <DataTable name="register" testId="register-table" autoFocus rows={units} columns={COLUMNS} rowKey={(u) => u.code} onOpen={(u) => onOpen(u.code)} empty={empty} />;
}
