import { useState } from "react";
import type { ImportBatch } from "../../bindings/ImportBatch";
import { call, useAsk } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { plain } from "../../shared/money";
import { useKeys } from "../../shared/useKeys";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { WithdrawDialog } from "../../shared/WithdrawDialog";

const COLUMNS: readonly Column<ImportBatch>[] = [
  { key: "batch", title: "批次", width: 5, align: "right", text: (b) => String(b.batch), fixed: true },
  { key: "file", title: "文件", text: (b) => b.file_name },
  { key: "at", title: "什么时候", width: 11, text: (b) => b.at, sortBy: (b) => b.at },
  { key: "operator", title: "经办", width: 7, text: (b) => b.operator, filterable: true },
  { key: "units", title: "户数", width: 5.5, align: "right", text: (b) => String(b.units) },
  { key: "opening", title: "期初欠费（元）", width: 9.5, align: "right", text: (b) => plain(b.opening_fen), render: (b) => <MoneyText fen={b.opening_fen} bare /> },
  { key: "also", title: "还有", width: 14, text: (b) => b.also },
  { key: "state", title: "状态", width: 6.5, text: (b) => (b.withdrawn ? "已撤回" : "有效"), filterable: true, render: (b) => b.withdrawn ? <span className="quiet">○ 已撤回</span> : <span className="good">● 有效</span> },
  { key: "hash", title: "文件校验", width: 9, text: (b) => b.sha256, render: (b) => <span className="quiet num selectable">{b.sha256.slice(0, 12)}</span> },
];

/** Imports done, latest first; one can be taken back as a whole until something was paid on it. */
export function PastImports() {
  const imports = useAsk("list_imports", null);
  const [cursor, setCursor] = useState<ImportBatch | null>(null);
  /** What the last withdrawal left as it is, and why. */
  const [left, setLeft] = useState<readonly string[]>([]);
  const [withdrawing, setWithdrawing] = useState<ImportBatch | null>(null);
  useKeys({ Delete: () => (cursor === null || cursor.withdrawn ? false : setWithdrawing(cursor)) });
  return (
    <>
      <div className="row">
        <span className="quiet">导错了，在收过钱以前可以整批撤回：房屋、人、期初欠费和一起带来的资料都退回去，留下记录。</span>
        <span className="grow" />
        <KeyButton testId="import-withdraw" keyName="Delete" disabled={cursor === null || cursor.withdrawn} onClick={() => setWithdrawing(cursor)}>
          {cursor && !cursor.withdrawn ? `撤回第 ${cursor.batch} 批…` : "撤回…"}
        </KeyButton>
      </div>
      {left.length > 0 && (
        <div className="notice caution done-left" data-testid="imports-left">
          <div className="grow">
            <b>撤回了，这些没有退回去：</b>
            <ul>{left.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
          </div>
          <button type="button" className="bare" aria-label="知道了" onClick={() => setLeft([])}>✕</button>
        </div>
      )}
      <FailurePanel failure={imports.error} testId="imports-failure" />
      <DataTable
        name="imports"
        testId="imports"
        autoFocus
        rows={imports.data?.batches ?? []}
        columns={COLUMNS}
        rowKey={(b) => String(b.batch)}
        onCursor={setCursor}
        empty={<EmptyState title="还没有导入过" advice="按 F6 去选台账文件。" />}
      />
      {withdrawing && <Withdraw batch={withdrawing} onLeft={setLeft} onBack={() => setWithdrawing(null)} />}
    </>
  );
}

interface WithdrawProps {
  readonly batch: ImportBatch;
  readonly onLeft: (left: readonly string[]) => void;
  readonly onBack: () => void;
}

function Withdraw({ batch, onLeft, onBack }: WithdrawProps) {
  return (
    <WithdrawDialog
      title={`撤回第 ${batch.batch} 批：${batch.file_name}`}
      confirmText={batch.units > 0 ? `撤回 ${batch.units} 户` : "撤回这一批"}
      example="例如：拿错了文件"
      testId="withdraw-dialog"
      reasonTestId="withdraw-reason"
      onWithdraw={async (id, reason) => onLeft((await call("withdraw_import", { id, batch: batch.batch, reason })).left)}
      onBack={onBack}
    >
      <p>撤回后，这一批的期初欠费 <b><MoneyText fen={batch.opening_fen} /></b> 用红字冲回，导入和撤回都留在日志里。{batch.also !== "" && `一起带来的 ${batch.also} 也不再显示。`}导入以后又改过的，照改过的留着。</p>
    </WithdrawDialog>
  );
}
