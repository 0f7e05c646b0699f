import { useMemo, useState } from "react";
import type { TimelineLine } from "../../bindings/TimelineLine";
import { ask, call } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { fen, plain } from "../../shared/money";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { useAct } from "../../shared/useAct";

interface Props {
  readonly unit: string;
  readonly lines: readonly TimelineLine[];
}

interface Numbered extends TimelineLine {
  readonly key: string;
}

const COLUMNS: readonly Column<Numbered>[] = [
  { key: "date", title: "日期", width: 7.5, text: (l) => l.date, sortBy: (l) => l.at, fixed: true },
  { key: "kind", title: "事项", width: 6, text: (l) => l.kind, filterable: true },
  { key: "title", title: "内容", text: (l) => l.title },
  {
    key: "amount",
    title: "金额（元）",
    width: 8.5,
    align: "right",
    text: (l) => l.amount_fen === null ? "" : plain(l.amount_fen),
    render: (l) => l.amount_fen === null ? "" : (
      <span className={l.amount_fen < 0 ? "good" : ""}>
        <span className="quiet">{l.amount_fen >= 0 ? "应 " : l.receipt === null ? "冲 " : "收 "}</span>
        <MoneyText fen={fen(Math.abs(l.amount_fen))} bare />
      </span>
    ),
    sortBy: (l) => l.amount_fen ?? 0,
  },
  { key: "operator", title: "经办", width: 5.5, text: (l) => l.operator, filterable: true },
];

/** Everything that happened to a unit; the line under the cursor opens to its working or its paper. */
export function Timeline({ unit, lines }: Props) {
  const [cursor, setCursor] = useState<Numbered | null>(null);
  // Two lines can be alike in everything: their place in the history tells them apart.
  const rows = useMemo(() => lines.map((line, i) => ({ ...line, key: String(lines.length - i) })), [lines]);
  const paper = useAct(async (line: TimelineLine) => {
    const { receipts } = await ask("list_receipts", { date: null, unit, limit: null });
    const receipt = receipts.find((r) => r.number === line.receipt);
    // A paper that was never made is made now, marked as printed again.
    const path = receipt?.pdf ?? (await call("reprint_receipt", { number: line.receipt ?? "" })).paper.path;
    await call("open_paper", { path });
  });
  const open = (line: TimelineLine | null) => {
    if (line?.receipt) void paper.run(line);
  };
  return (
    <div className="timeline">
      <DataTable
        name="timeline"
        testId="timeline"
        autoFocus
        rows={rows}
        columns={COLUMNS}
        rowKey={(l) => l.key}
        onCursor={setCursor}
        onOpen={open}
        tools={<b>经过</b>}
        empty={<EmptyState title="还没有发生过什么" advice="出账、收款、导入、通知单和改动都会记在这里。" />}
      />
      <div className="panel timeline-detail" data-testid="timeline-detail">
        {cursor ? (
          <>
            <div className="row">
              <b>{cursor.kind}</b>
              <span className="grow">{cursor.title}</span>
              <span className="quiet num">{cursor.at}　{cursor.operator}</span>
            </div>
            {cursor.detail === "" ? <span className="quiet">没有更多说明。</span> : <div className="num selectable" style={{ whiteSpace: "pre-wrap" }}>{cursor.detail}</div>}
            {cursor.receipt !== null && (
              <div><KeyButton size="small" keyName="Enter" testId="timeline-receipt" loading={paper.busy} onClick={() => open(cursor)}>{`看收据 No.${cursor.receipt}`}</KeyButton></div>
            )}
          </>
        ) : <span className="quiet">在上面移动光标，这里显示算式、原因和出处。</span>}
        <FailurePanel failure={paper.failure} testId="timeline-failure" onClose={paper.clear} />
      </div>
    </div>
  );
}
