import type { ImportedView } from "../../bindings/ImportedView";
import { EmptyState } from "../../shared/EmptyState";
import { KeyButton } from "../../shared/KeyButton";
import { fen, withSign } from "../../shared/money";

interface Props {
  readonly imported: ImportedView;
  readonly onGoToTariffs: () => void;
  readonly onGoToRegister: () => void;
  readonly onGoToPast: () => void;
  readonly onAnother: () => void;
}

/** What was done, what was left as it is and why, and what comes next. */
export function Done({ imported, onGoToTariffs, onGoToRegister, onGoToPast, onAnother }: Props) {
  const lines: readonly (readonly [boolean, string])[] = [
    [imported.opening_fen < 0, `期初欠费净减 ${withSign(fen(-imported.opening_fen))}${imported.overpaid_fen === 0 ? "" : `（其中多交的 ${withSign(imported.overpaid_fen)} 转预存）`}`],
    [imported.opening_fen > 0 || (imported.opening_fen === 0 && imported.overpaid_fen !== 0), `期初欠费 ${withSign(imported.opening_fen)}${imported.overpaid_fen === 0 ? "" : `（已减去多交的 ${withSign(imported.overpaid_fen)}）`}，已记入应收`],
    [imported.prepayments_fen < 0, `预存冲回 ${withSign(fen(-imported.prepayments_fen))}`],
    [imported.prepayments_fen > 0, `预存 ${withSign(imported.prepayments_fen)}，以后收费可以抵`],
    [imported.deposits_fen < 0, `押金冲回 ${withSign(fen(-imported.deposits_fen))}`],
    [imported.deposits_fen > 0, `押金 ${withSign(imported.deposits_fen)}，记为代管`],
    [imported.changed > 0, `原有 ${imported.changed} 户补入或改动`],
    [imported.gone > 0, `${imported.gone} 户移出档案`],
    [imported.kept > 0, `另存 ${imported.kept} 条读数、车辆、以往缴费和备注，在各户的“档案资料”里`],
  ];
  return (
    <div className="panel grow import-done" data-testid="import-done" data-batch={imported.batch}>
      <EmptyState sign="✓" title={`已导入 ${imported.units} 户、${imported.people} 人，第 ${imported.batch} 批`}>
        <ul className="done-lines">
          {lines.filter(([there]) => there).map(([, words]) => <li key={words}>{words}</li>)}
        </ul>
        {imported.left.length > 0 && (
          <div className="notice caution done-left" data-testid="import-left">
            <div>
              <b>没有动的：</b>
              <ul>{imported.left.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
            </div>
          </div>
        )}
        <div>下一步：定收费标准，然后出账。导错了，在收过钱以前可以整批撤回。</div>
        <div className="row wrap">
          <KeyButton type="primary" autoFocus testId="import-go-tariffs" onClick={onGoToTariffs}>去定收费标准</KeyButton>
          <KeyButton testId="import-go-register" onClick={onGoToRegister}>看房产档案</KeyButton>
          <KeyButton testId="import-another" keyName="F2" onClick={onAnother}>再导一个文件</KeyButton>
          <KeyButton testId="import-go-past" keyName="F7" onClick={onGoToPast}>看导入过的</KeyButton>
        </div>
      </EmptyState>
    </div>
  );
}
