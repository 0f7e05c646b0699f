import type { FileView } from "../../bindings/FileView";

interface Props {
  readonly title: string;
  readonly file: FileView;
  readonly testId: string;
}

/** A file that was written: where, how large, and its hash. */
export function WrittenFile({ title, file, testId }: Props) {
  return (
    <div className="notice good-news" role="status" data-testid={testId} data-path={file.path}>
      <div className="selectable">
        <div>✓ {title}（{Math.max(1, Math.round(file.bytes / 1024)).toLocaleString("zh-CN")} KB）</div>
        <div>{file.path}</div>
        <div className="quiet num">SHA-256 {file.sha256}</div>
      </div>
    </div>
  );
}
