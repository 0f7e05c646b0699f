import { call } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { useState } from "react";
import { useKeys } from "../../shared/useKeys";
import type { WizardActs } from "./useWizard";

/** Writes the workbook with its findings as comments and colours, to be mended in Excel and imported again. */
export function SaveMarked({ wizard }: { readonly wizard: WizardActs }) {
  const [written, setWritten] = useState<string | null>(null);
  const { answered, preview } = wizard.look;
  const save = useAct(async () => {
    if (answered === null || preview === null) return;
    const name = `${preview.file_name.replace(/\.[^.]+$/, "")}（已标注）.xlsx`;
    const path = await call("pick_save_path", { name });
    if (path === null) return;
    const file = await call("save_marked_import", { preview: answered, save_as: path });
    setWritten(file.path);
  }, { waitForRefresh: false });
  useKeys({ F9: () => void save.run() });
  return (
    <>
      <KeyButton size="small" testId="import-save-marked" keyName="F9" loading={save.busy} onClick={() => void save.run()}>标在表上另存</KeyButton>
      {written !== null && <div className="whole quiet selectable" data-testid="import-marked">✓ 已存到 {written}。在 Excel 里改好，再导入一次。</div>}
      {save.failure && <div className="whole"><FailurePanel failure={save.failure} testId="import-marked-failure" onClose={save.clear} /></div>}
    </>
  );
}
