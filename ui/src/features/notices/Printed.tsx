import type { NoticesView } from "../../bindings/NoticesView";
import { call } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { useAct } from "../../shared/useAct";

interface Props {
  readonly made: NoticesView;
  readonly onClose: () => void;
}

/** The files that were made, each with a button to open it. */
export function Printed({ made, onClose }: Props) {
  const open = useAct((path: string) => call("open_paper", { path }));
  const missing = [...new Set(made.papers.flatMap((p) => p.missing))];
  const [whole, ...others] = made.papers;
  return (
    <div className="notice good-news printed" role="status" data-testid="notices-done" data-count={made.notices.length}>
      <div className="grow stack">
        <div>
          ✓ 已生成 {made.notices.length} 份通知单，合计 <b><MoneyText fen={made.total_fen} /></b>
          {made.notices.length > 0 && <>，编号 {made.notices[0]?.serial} 至 {made.notices.at(-1)?.serial}</>}。
        </div>
        {whole && (
          <div className="row wrap">
            <KeyButton testId="notices-open" type="primary" autoFocus onClick={() => void open.run(whole.path)}>{`打开 ${whole.title}（${whole.pages} 页）`}</KeyButton>
            <span className="quiet selectable ellipsis">{whole.path}</span>
          </div>
        )}
        {others.length > 0 && (
          <div className="printed-files">
            {others.map((paper) => (
              <button key={paper.path} type="button" className="side-item" data-testid="notices-file" title={paper.path} onClick={() => void open.run(paper.path)}>
                <span className="ellipsis">{paper.title}</span><span className="quiet">打开</span>
              </button>
            ))}
          </div>
        )}
        {missing.length > 0 && <div className="warn">⚠ 有印不出的字：{missing.join("、")}。请核对姓名。</div>}
        <FailurePanel failure={open.failure} testId="notices-open-failure" />
      </div>
      <KeyButton testId="notices-done-close" size="small" keyName="Escape" onClick={onClose}>知道了</KeyButton>
    </div>
  );
}
