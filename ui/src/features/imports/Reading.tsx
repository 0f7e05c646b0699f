import { useAsk } from "../../platform";
import { KeyButton } from "../../shared/KeyButton";

interface Props {
  readonly onStop: () => void;
  /** In a line of the head, beside a file that is shown already. */
  readonly small?: boolean;
  /** What was confirmed is being written into the books. */
  readonly writing?: boolean;
}

const EVERY_MS = 250;

/** How far the file has been read, or written. Both can be stopped, and then nothing was written. */
export function Reading({ onStop, small = false, writing = false }: Props) {
  const asked = useAsk("import_progress", null, { everyMs: EVERY_MS });
  const progress = asked.data?.[writing ? "writing" : "reading"] === true ? asked.data : null;
  const percent = progress?.percent ?? null;
  const bar = (
    <div className={`reading-bar ${percent === null ? "unknown" : ""}`} role="progressbar" aria-label={writing ? "正在写进账里" : "正在读文件"} {...(percent === null ? {} : { "aria-valuenow": percent })}>
      <div style={percent === null ? {} : { width: `${percent}%` }} />
    </div>
  );
  const far = (
    <span className="quiet num reading-far">
      {writing ? "正在写进账里" : progress === null ? "正在打开" : percent === 100 ? "读完了，正在核对" : `${progress.sheet === "" ? "" : `表“${progress.sheet}”，`}${progress.rows} 行`}{percent === null ? "" : `，${percent}%`}
    </span>
  );
  if (small) {
    return (
      <div className="row reading-small" role="status" data-testid={writing ? "import-writing-bar" : "import-reading"}>
        {bar}
        {far}
        <KeyButton size="small" testId="import-cancel" keyName="Escape" onClick={onStop}>取消</KeyButton>
      </div>
    );
  }
  return (
    <div className="panel grow reading-large" role="status" data-testid="import-reading">
      <div className="strong">正在读文件，认表头和列</div>
      {bar}
      {far}
      <KeyButton testId="import-cancel" keyName="Escape" onClick={onStop}>取消</KeyButton>
      <span className="quiet">取消也没事，什么都还没写。</span>
    </div>
  );
}
