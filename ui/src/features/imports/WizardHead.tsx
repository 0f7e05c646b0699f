import { DateInput } from "../../shared/DateInput";
import { KeyButton } from "../../shared/KeyButton";
import { Reading } from "./Reading";
import type { WizardActs } from "./useWizard";

interface Props {
  readonly wizard: WizardActs;
  readonly onPick: () => void;
}

/** The file, the day its arrears are stated for, and whose choices are followed. */
export function WizardHead({ wizard, onPick }: Props) {
  const { look, read, confirm } = wizard;
  const { preview } = look;
  if (preview === null) return null;
  const through = look.asked?.arrears_through ?? preview.arrears_through;
  return (
    <>
      <div className="row imports-head">
        <KeyButton testId="import-pick" keyName="F2" disabled={confirm.busy} onClick={onPick}>换一个文件</KeyButton>
        <span className="strong ellipsis" title={preview.file_name} data-testid="import-file">{preview.file_name}</span>
        <span className="quiet ellipsis shrinks">{preview.format}</span>
        <span className="grow" />
        {read.busy && <Reading small onStop={wizard.stop} />}
        <span className="row" title="没有写明所属期间的欠费，算到这一天为止">
          <span className="figure-label">期初欠费算到</span>
          <DateInput value={through} onChange={(day) => day !== null && wizard.through(day)} label="期初欠费算到哪天" testId="import-through" disabled={confirm.busy} />
        </span>
      </div>
      {look.remembered && (
        <div className="notice slim" data-testid="import-remembered">
          <span>沿用第 {look.remembered.batch} 批（{look.remembered.file_name}，{look.remembered.at}）的选择：那个文件的格式和这个一样。</span>
          <span className="grow" />
          <KeyButton size="small" testId="import-forget" disabled={confirm.busy} onClick={wizard.forget}>不沿用</KeyButton>
        </div>
      )}
    </>
  );
}
