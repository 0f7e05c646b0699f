import { useEffect, useRef, useState } from "react";
import { listenToDrops, type Failure } from "../platform";
import { FailurePanel } from "../shared/FailurePanel";
import { isCovered } from "../shared/useKeys";

interface Props {
  /** False while nothing may be dropped: the window is locked. */
  readonly open: boolean;
  /** The file that was let go over the window. */
  readonly onFile: (path: string) => void;
}

/** Takes a file that is dropped anywhere on the window, and says so while it is held over it. */
export function DropZone({ open, onFile }: Props) {
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const current = useRef({ open, onFile });
  useEffect(() => {
    current.current = { open, onFile };
  });
  useEffect(
    () =>
      listenToDrops({
        // A dialog is open on purpose: what lies below it does not move away.
        onHover: (held) => setOver(held && current.current.open && !isCovered()),
        onDrop: (paths) => {
          const [first] = paths;
          if (first === undefined || !current.current.open || isCovered()) return;
          setSeveral(paths.length > 1);
          if (paths.length === 1) current.current.onFile(first);
        },
        onFailure: setFailure,
      }),
    [],
  );
  if (failure) return <div className="unexpected"><FailurePanel failure={failure} testId="drop-failure" onClose={() => setFailure(null)} /></div>;
  if (several && !over) {
    return (
      <div className="unexpected notice caution" role="alert" data-testid="drop-several">
        <span className="grow">一次只能导入一个文件，一个也没有读。请一个一个拖。</span>
        <button type="button" className="bare" aria-label="知道了" onClick={() => setSeveral(false)}>✕</button>
      </div>
    );
  }
  return over && <div className="drop-zone" data-testid="drop-zone"><div className="panel">⇪ 松开就看这个文件，确认以前什么都不写</div></div>;
}
