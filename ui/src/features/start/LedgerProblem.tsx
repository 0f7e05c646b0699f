import type { ProblemView } from "../../bindings/ProblemView";
import { call, Refusal } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";

interface Props {
  readonly problem: ProblemView;
  readonly folder: string;
  readonly onRetry: () => void;
}

/** A ledger is there and can't be opened: why, and what can be done. */
export function LedgerProblem({ problem, folder, onRetry }: Props) {
  const restore = useAct(restoreFromBackup);
  return (
    <div className="gate">
      <div className="card panel">
        <h1>账套打不开</h1>
        <FailurePanel failure={new Refusal(problem.code, problem.message)} testId="start-problem" />
        <p className="selectable">账套文件夹：{folder}</p>
        <FailurePanel failure={restore.failure} testId="start-restore-failure" />
        <div className="row">
          <KeyButton testId="start-retry" type="primary" autoFocus onClick={onRetry}>再试一次</KeyButton>
          <KeyButton testId="start-restore" loading={restore.busy} onClick={() => void restore.run()}>从备份恢复</KeyButton>
        </div>
      </div>
    </div>
  );
}

/** Lets the person pick a backup and restores it. Does nothing when none was picked. */
export async function restoreFromBackup(): Promise<void> {
  const path = await call("pick_backup");
  if (path !== null) await call("restore", { path });
}
