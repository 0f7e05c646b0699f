import { getCurrentWebview } from "@tauri-apps/api/webview";
import { asFailure, type Failure } from "./failure";

/** What happens while files are held over the window, and when they are let go. */
export interface Drops {
  /** They are over the window, or have left it again. */
  readonly onHover: (over: boolean) => void;
  /** Their paths, at least one. */
  readonly onDrop: (paths: readonly string[]) => void;
  /** The window cannot be told of files. */
  readonly onFailure: (failure: Failure) => void;
}

/** Listens for files dropped anywhere on the window. Returns what ends it. */
export function listenToDrops({ onHover, onDrop, onFailure }: Drops): () => void {
  let ended = false;
  const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (ended || payload.type === "over") return;
    onHover(payload.type === "enter" && payload.paths.length > 0);
    if (payload.type === "drop" && payload.paths.length > 0) onDrop(payload.paths);
  });
  listening.catch((thrown: unknown) => onFailure(asFailure(thrown)));
  return () => {
    ended = true;
    // A listener that could not be set has said so already.
    listening.then((unlisten) => unlisten(), () => undefined);
  };
}
