import type { FindingGroupView } from "../../bindings/FindingGroupView";
import { AskDialog } from "../../shared/AskDialog";
import { mask } from "./mask";

interface Props {
  /** Those that nobody decided about. */
  readonly groups: readonly FindingGroupView[];
  readonly onConfirm: () => void;
  readonly onDecide: () => void;
  readonly onBack: () => void;
}

/** What will be done about findings that wait for a decision: read, then confirmed, before anything is written. */
export function Waiting({ groups, onConfirm, onDecide, onBack }: Props) {
  return (
    <AskDialog
      title={`有 ${groups.length} 种问题没有决定，照下面的办？`}
      testId="import-waiting"
      onBack={onBack}
      answers={[
        { text: "照这样导入", testId: "import-waiting-confirm", onChoose: onConfirm },
        { text: "去决定", testId: "import-waiting-decide", onChoose: onDecide },
      ]}
    >
      <ul className="waiting">
        {groups.map((g) => (
          <li key={g.code} data-testid="import-waiting-group" data-code={g.code}>
            {mask(g.title)} <span className="quiet num nowrap">{g.count} 处</span> → <b>{g.choices.find((c) => c.code === g.chosen)?.label ?? "照常导入"}</b>
          </li>
        ))}
      </ul>
    </AskDialog>
  );
}
