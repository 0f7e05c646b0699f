import { useState } from "react";
import type { FileView } from "../../bindings/FileView";
import { call, useAsk } from "../../platform";
import { AskDialog } from "../../shared/AskDialog";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { WrittenFile } from "./WrittenFile";

/** A copy of the ledger, checked after it is written; and putting one back. */
export function BackupSection() {
  const strip = useAsk("strip", null);
  const [made, setMade] = useState<FileView | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const backup = useAct(async () => {
    const today = strip.data?.today ?? "";
    const path = await call("pick_save_path", { name: `账房备份-${strip.data?.office.name ?? ""}-${today}.zhangfang` });
    if (path === null) return;
    setMade(null);
    setMade(await call("backup", { path }));
  });
  const pick = useAct(async () => setChosen(await call("pick_backup")));
  const restore = useAct(async (path: string) => {
    await call("restore", { path });
  });
  useKeys({ F4: () => void backup.run() });
  const last = strip.data?.last_backup_at ?? null;
  return (
    <>
      <div className="panel settings-card">
        <h2>备份</h2>
        <p className={last === null ? "warn" : "quiet"}>{last === null ? "⚠ 还没有备份过。电脑坏了，账就没了。" : `上次备份：${last.slice(0, 16).replace("T", " ")}`}</p>
        <p className="quiet">写完会打开再核对一遍。放到别的盘、移动硬盘或共享文件夹上，不要只放在这台电脑里。</p>
        {made && <WrittenFile title="备份好了，核对无误" file={made} testId="backup-done" />}
        <FailurePanel failure={backup.failure} testId="backup-failure" onClose={backup.clear} />
        <div className="row"><KeyButton testId="settings-backup" keyName="F4" type="primary" loading={backup.busy} onClick={() => void backup.run()}>备份到文件</KeyButton></div>
      </div>
      <div className="panel settings-card">
        <h2>从备份恢复</h2>
        <p className="quiet">用备份换掉现在的账。备份以后收的款、开的收据都不在里面；现在的账会改名留在账套文件夹里，不会删掉。</p>
        <FailurePanel failure={pick.failure ?? restore.failure} testId="restore-failure" onClose={() => { pick.clear(); restore.clear(); }} />
        <div className="row"><KeyButton testId="settings-restore" loading={pick.busy || restore.busy} onClick={() => void pick.run()}>选备份文件…</KeyButton></div>
      </div>
      {chosen !== null && (
        <AskDialog
          title="用这个备份换掉现在的账？"
          testId="restore-ask"
          onBack={() => setChosen(null)}
          answers={[
            { text: "不换", testId: "restore-no", onChoose: () => setChosen(null) },
            { text: "换成备份里的账", testId: "restore-yes", danger: true, onChoose: () => { setChosen(null); void restore.run(chosen); } },
          ]}
        >
          <p className="selectable">{chosen}</p>
          <p>换完要重新登录，用备份里的操作员和密码。备份以后办的业务要重新录入。</p>
        </AskDialog>
      )}
    </>
  );
}
