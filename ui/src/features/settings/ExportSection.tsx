import { useState } from "react";
import type { FileView } from "../../bindings/FileView";
import { call, useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { WrittenFile } from "./WrittenFile";

/** The whole ledger as plain-text accounting, for somebody who wants to check it without this program. */
export function ExportSection() {
  const today = useAsk("strip", null).data?.today;
  const [made, setMade] = useState<FileView | null>(null);
  const run = useAct(async () => {
    const path = await call("pick_save_path", { name: `账目-${today ?? ""}.journal` });
    if (path === null) return;
    setMade(null);
    setMade(await call("export_hledger", { path }));
  });
  useKeys({ F4: () => void run.run() });
  return (
    <div className="panel settings-card">
      <h2>导出账目（hledger）</h2>
      <p className="quiet">整本账写成纯文本复式记账，别的记账软件（hledger）能直接打开核对：每个科目的余额应当和这里一样。只读，不改账；导出这件事记进日志。</p>
      {made && <WrittenFile title="导出好了" file={made} testId="export-done" />}
      <FailurePanel failure={run.failure} testId="export-failure" onClose={run.clear} />
      <div className="row"><KeyButton testId="settings-export" keyName="F4" type="primary" loading={run.busy} onClick={() => void run.run()}>导出到文件</KeyButton></div>
    </div>
  );
}
