import { Input } from "antd";
import { useState } from "react";
import type { NoticeRow } from "../../bindings/NoticeRow";
import { call, useAsk } from "../../platform";
import { MonthInput } from "../../shared/DateInput";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { amountColumn } from "../../shared/table/amountColumn";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { useAct } from "../../shared/useAct";

const COLUMNS: readonly Column<NoticeRow>[] = [
  { key: "serial", title: "编号", width: 10, text: (r) => r.serial ?? "", sortBy: (r) => r.serial ?? "", fixed: true },
  { key: "kind", title: "通知单", width: 8, text: (r) => r.kind_label, filterable: true },
  { key: "unit", title: "房号", width: 8, text: (r) => r.unit, sortBy: (r) => r.unit },
  { key: "person", title: "缴费人", text: (r) => r.person, sortBy: (r) => r.person },
  { key: "oldest", title: "最早欠", width: 7.5, text: (r) => r.oldest, sortBy: (r) => r.oldest },
  amountColumn({ key: "total", title: "合计（元）", width: 9, amount: (r) => r.total_fen, summed: true }),
  { key: "at", title: "什么时候", width: 11, text: (r) => r.at ?? "", sortBy: (r) => r.at ?? "" },
  { key: "hash", title: "留底校验", width: 9, text: (r) => r.sha256 ?? "", render: (r) => <span className="quiet num selectable">{r.sha256?.slice(0, 12)}</span> },
];

/** Notices made before, kept as they were; one can be made again from what was kept. */
export function Kept() {
  const [month, setMonth] = useState<string | null>(null);
  const [unit, setUnit] = useState("");
  const kept = useAsk("list_notices", { month, unit: unit.trim() === "" ? null : unit.trim() }, { keepPrevious: true });
  const [cursor, setCursor] = useState<NoticeRow | null>(null);
  const again = useAct(async (serial: string) => {
    const paper = await call("reissue_notice", { serial });
    await call("open_paper", { path: paper.path });
  });
  const reissue = (row: NoticeRow | null) => {
    if (row?.serial) void again.run(row.serial);
  };
  return (
    <>
      <div className="row wrap">
        <MonthInput value={month} onChange={setMonth} label="月份，空着是全部" testId="notices-kept-month" />
        <Input value={unit} onChange={(e) => setUnit(e.target.value)} allowClear placeholder="房号，空着是全部" style={{ width: "14rem" }} aria-label="房号" data-testid="notices-kept-unit" />
        <span className="grow" />
        <KeyButton testId="notices-reissue" keyName="Enter" type="primary" disabled={!cursor?.serial} loading={again.busy} onClick={() => reissue(cursor)}>
          {cursor?.serial ? `照原样再出 ${cursor.serial}` : "照原样再出一份"}
        </KeyButton>
      </div>
      <FailurePanel failure={kept.error ?? again.failure} testId="notices-kept-failure" onClose={again.clear} />
      <DataTable
        name="notices-kept"
        testId="notices-kept"
        rows={kept.data?.notices ?? []}
        columns={COLUMNS}
        rowKey={(r) => r.serial ?? noticeless(r)}
        onCursor={setCursor}
        onOpen={reissue}
        empty={<EmptyState title="没有发过的通知单" advice="打印过的通知单都留在这里，编号、金额和原文不会再变。" />}
      />
    </>
  );
}

function noticeless(row: NoticeRow): string {
  return `${row.kind} ${row.unit} ${row.at ?? ""}`;
}
