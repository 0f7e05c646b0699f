import { Button } from "antd";
import { useState } from "react";
import type { BillingLine } from "../../bindings/BillingLine";
import type { BillingRun } from "../../bindings/BillingRun";
import type { BillingSum } from "../../bindings/BillingSum";
import type { UnbilledView } from "../../bindings/UnbilledView";
import { useAsk } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { amountColumn } from "../../shared/table/amountColumn";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { WithdrawRun } from "./WithdrawRun";

const SUMS: readonly Column<BillingSum>[] = [
  { key: "item", title: "收费项目", text: (s) => s.item, sortBy: (s) => s.item, filterable: true, total: () => "合计" },
  { key: "month", title: "月份", width: 6.5, text: (s) => s.month, sortBy: (s) => s.month, filterable: true },
  { key: "units", title: "户数", width: 5, align: "right", text: (s) => String(s.units), sortBy: (s) => s.units },
  amountColumn({ key: "amount", title: "金额（元）", width: 9, amount: (s) => s.amount_fen, summed: true }),
];

/** What would be charged, by item and month. */
export function BillingSums({ sums }: { readonly sums: readonly BillingSum[] }) {
  return <DataTable name="billing-sums" testId="billing-sums" plain rows={sums} columns={SUMS} rowKey={(s) => `${s.item} ${s.month}`} empty={null} />;
}

const LINES: readonly Column<BillingLine>[] = [
  { key: "unit", title: "房号", width: 7, text: (l) => l.unit, sortBy: (l) => l.unit, fixed: true },
  { key: "person", title: "缴费人", width: 7, text: (l) => l.person },
  { key: "item", title: "项目", width: 6.5, text: (l) => l.item, filterable: true },
  { key: "period", title: "期间", width: 6.5, text: (l) => l.period, sortBy: (l) => l.period, filterable: true },
  { key: "working", title: "算式", text: (l) => l.working, render: (l) => <span className="num quiet selectable">{l.working}</span> },
  amountColumn({ key: "amount", title: "金额（元）", width: 7.5, amount: (l) => l.amount_fen }),
];

/** The lines of a preview, each with its working. */
export function BillingLines({ lines }: { readonly lines: readonly BillingLine[] }) {
  return (
    <DataTable
      name="billing-lines"
      testId="billing-lines"
      rows={lines}
      columns={LINES}
      rowKey={(l) => `${l.unit} ${l.item} ${l.period}`}
      empty={<EmptyState title="没有明细" advice="先预览，这里列出每一笔和它的算式。" />}
    />
  );
}

const UNBILLED: readonly Column<UnbilledView>[] = [
  { key: "unit", title: "房号", width: 8, text: (u) => u.unit, sortBy: (u) => u.unit, fixed: true },
  { key: "item", title: "项目", width: 7, text: (u) => u.item, filterable: true },
  { key: "why", title: "为什么没有出账", text: (u) => u.message, filterable: true, render: (u) => <span><span className="warn">⚠ </span>{u.message}</span> },
];

/** 漏户: units that should be billed and can't be. */
export function UnbilledList({ rows, known }: { readonly rows: readonly UnbilledView[]; readonly known: boolean }) {
  return (
    <DataTable
      name="billing-unbilled"
      testId="billing-unbilled"
      rows={rows}
      columns={UNBILLED}
      rowKey={(u) => `${u.unit} ${u.item} ${u.code}`}
      empty={
        known ? <EmptyState sign="✓" title="没有漏户" advice="每一户该出的都出了。" /> : <EmptyState title="还不知道有没有漏户" advice="先预览，这里列出该出账而出不了的房屋和原因。" />
      }
    />
  );
}

const RUNS: readonly Column<BillingRun>[] = [
  { key: "entry", title: "凭证号", width: 6, align: "right", text: (r) => String(r.entry) },
  { key: "through", title: "出账到", width: 7, text: (r) => r.through, sortBy: (r) => r.through },
  { key: "at", title: "时间", text: (r) => r.at, sortBy: (r) => r.at },
  { key: "operator", title: "经办", width: 7, text: (r) => r.operator, filterable: true },
  amountColumn({ key: "total", title: "合计（元）", width: 9, amount: (r) => r.total_fen }),
  { key: "state", title: "状态", width: 6.5, text: (r) => (r.withdrawn ? "已撤回" : "有效"), filterable: true, render: (r) => r.withdrawn ? <span className="quiet">○ 已撤回</span> : <span className="good">● 有效</span> },
];

/** Runs that were posted, latest first; one can be taken back as a whole until something was paid on it. */
export function BillingRunList() {
  const runs = useAsk("billing_runs", null);
  const [cursor, setCursor] = useState<BillingRun | null>(null);
  const [withdrawing, setWithdrawing] = useState<BillingRun | null>(null);
  if (runs.error !== null) return <FailurePanel failure={runs.error} testId="billing-runs-failure" />;
  const standing = cursor !== null && !cursor.withdrawn ? cursor : null;
  return (
    <>
    <DataTable
      name="billing-runs"
      testId="billing-runs"
      rows={runs.data?.runs ?? []}
      columns={RUNS}
      rowKey={(r) => String(r.entry)}
      onCursor={setCursor}
      tools={
        <Button size="small" disabled={standing === null} onClick={() => setWithdrawing(standing)} data-testid="billing-withdraw">
          {standing ? `撤回出到 ${standing.through} 的这一次…` : "撤回…"}
        </Button>
      }
      empty={<EmptyState title="还没有出过账" advice="选月份，按 F4 预览，看清楚再出账。" />}
    />
    {withdrawing && <WithdrawRun run={withdrawing} onBack={() => setWithdrawing(null)} />}
    </>
  );
}
