import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { FoundOffice } from "../features/start/FoundOffice";
import { LedgerProblem } from "../features/start/LedgerProblem";
import { SignIn } from "../features/start/SignIn";
import { newQueryClient, useAsk } from "../platform";
import { FailurePanel } from "../shared/FailurePanel";
import { KeyButton } from "../shared/KeyButton";
import { Crash } from "./Crash";
import { Frame } from "./Frame";
import { Look } from "./Look";
import { Unexpected } from "./Unexpected";
import "./frame.css";

/** The whole window. */
export function App() {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Look>
        <Crash>
          <Gate />
        </Crash>
        <Unexpected />
      </Look>
    </QueryClientProvider>
  );
}

/** No office: found one. Nobody signed in: sign in. Else the places. */
function Gate() {
  const start = useAsk("start", null);
  const view = start.data;
  // An office just founded: its PINs are shown once, whatever the core says of the office meanwhile.
  const [founding, setFounding] = useState(false);
  if (view === undefined) {
    if (start.error === null) return null;
    return (
      <div className="gate">
        <div className="card panel">
          <FailurePanel failure={start.error} />
          <KeyButton testId="start-retry" type="primary" onClick={() => void start.refetch()}>再试一次</KeyButton>
        </div>
      </div>
    );
  }
  if (view.problem) return <LedgerProblem problem={view.problem} folder={view.folder} onRetry={() => void start.refetch()} />;
  if (view.office === null || founding) return <FoundOffice start={view} onFounding={setFounding} />;
  if (view.session === null) return <SignIn office={view.office} operators={view.operators} warnings={view.warnings} />;
  return <Frame key={view.session.operator.id} session={view.session} office={view.office} operators={view.operators} />;
}
