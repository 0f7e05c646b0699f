import type { ImportPreview } from "../../bindings/ImportPreview";
import { Refusal } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { Reading } from "./Reading";
import { keptBeside, nothingToWrite, willWrite } from "./difference";
import { waiting } from "./look";
import type { WizardActs } from "./useWizard";

interface Props {
  readonly wizard: WizardActs;
  readonly preview: ImportPreview;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
  readonly onDifference: () => void;
}

/** What will be written, in the words of the button; or why nothing can be. */
export function ConfirmFoot({ wizard, preview, onBack, onConfirm, onDifference }: Props) {
  const { look, read, confirm } = wizard;
  const words = willWrite(preview, look.ticked);
  const beside = keptBeside(preview, look.ticked);
  const { refused } = preview;
  const open = preview.groups.filter((g) => g.level === "refused").reduce((n, g) => n + g.count, 0);
  if (confirm.busy) {
    return (
      <div className="panel imports-foot" data-testid="import-writing">
        <Reading small writing onStop={wizard.stop} />
      </div>
    );
  }
  return (
    <>
      {refused && <FailurePanel failure={new Refusal(refused.code, refused.message)} testId="import-refused" />}
      <div className="panel imports-foot">
        <span className="quiet nowrap">还没有写进账里。</span>
        {refused === null && words === "" && (
          <span className="warn" data-testid="import-nothing">⚠ {nothingToWrite(preview)} {preview.difference.changed + preview.difference.gone > 0 && <button type="button" className="bare link" onClick={onDifference}>去看看</button>}</span>
        )}
        {words !== "" && open > 0 && <span className="warn ellipsis">⚠ 有 {open} 处不能导入，其余照常</span>}
        {words !== "" && waiting(look).length > 0 && <span className="warn nowrap" data-testid="import-waiting-count">⚠ {waiting(look).length} 种没有决定</span>}
        {words !== "" && beside !== "" && <span className="quiet ellipsis" title={beside}>同时存档：{beside}</span>}
        <span className="grow" />
        <KeyButton testId="import-put-down" keyName="Escape" onClick={onBack}>不导了</KeyButton>
        <KeyButton testId="import-confirm" keyName="F8" type="primary" size="large" disabled={refused !== null || read.busy || words === ""} onClick={onConfirm}>
          {words === "" || refused !== null ? "不能导入" : words}
        </KeyButton>
      </div>
    </>
  );
}
