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

/** Why what was dropped is not looked at. */
const NOT_READ = {
  several: "一次只能导入一个文件，一个也没有读。请一个一个拖。",
  covered: "屏幕上还开着一个小窗口，拖来的文件没有读。请先把它关掉（Esc），再拖一次。",
};

/** Takes a file that is dropped anywhere on the window, and says so while it is held over it. */
export function DropZone({ open, onFile }: Props) {
  const [over, setOver] = useState(false);
  const [why, setWhy] = useState<keyof typeof NOT_READ | null>(null);
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
          if (first === undefined || !current.current.open) return;
          const reason = isCovered() ? "covered" : paths.length > 1 ? "several" : null;
          setWhy(reason);
          if (reason === null) current.current.onFile(first);
        },
        onFailure: setFailure,
      }),
    [],
  );
  if (failure) return <div className="unexpected"><FailurePanel failure={failure} testId="drop-failure" onClose={() => setFailure(null)} /></div>;
  if (why !== null && !over) {
    return (
      <div className="unexpected notice caution" role="alert" data-testid="drop-not-read" data-why={why}>
        <span className="grow">{NOT_READ[why]}</span>
        <button type="button" className="bare" aria-label="知道了" data-testid="drop-not-read-close" onClick={() => setWhy(null)}>✕</button>
      </div>
    );
  }
  return over && <div className="drop-zone" data-testid="drop-zone"><div className="panel">⇪ 松开就看这个文件，确认以前什么都不写</div></div>;
}
