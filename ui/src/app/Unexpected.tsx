import { useEffect, useState } from "react";
import { FailurePanel } from "../shared/FailurePanel";

/** Shows what no part of the window has caught. */
export function Unexpected() {
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const onRejection = (event: PromiseRejectionEvent) => setFailure(event.reason);
    // Without an error it is the browser's own remark on layout, and nothing is broken.
    const onError = (event: ErrorEvent) => event.error !== null && setFailure(event.error);
    window.addEventListener("unhandledrejection", onRejection);
    window.addEventListener("error", onError);
    return () => {
      window.removeEventListener("unhandledrejection", onRejection);
      window.removeEventListener("error", onError);
    };
  }, []);
  if (failure === null) return null;
  return (
    <div className="unexpected">
      <FailurePanel failure={failure} testId="unexpected" onClose={() => setFailure(null)} />
    </div>
  );
}
