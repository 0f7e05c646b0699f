import { useEffect, useState } from "react";
import type { SessionView } from "../../bindings/SessionView";
import { Estate } from "./Estate";
import { HouseholdPage } from "./HouseholdPage";
import "./register.css";

interface Props {
  readonly session: SessionView;
  /** A household another place asks to be opened here; a new object for every time it is asked. */
  readonly asked: { readonly unit: string } | null;
  readonly onCollect: (unit: string) => void;
  readonly onGoToImport: () => void;
}

/** 房产档案: the estate, and one household's page. */
export function RegisterScreen({ session, asked, onCollect, onGoToImport }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => {
    if (asked) setOpen(asked.unit);
  }, [asked]);
  return (
    <>
      {/* Filter, cursor and place in the list stay as they were left. */}
      <Estate shown={open === null} session={session} onOpen={setOpen} onGoToImport={onGoToImport} />
      {open !== null && <HouseholdPage key={open} code={open} onBack={() => setOpen(null)} onMoved={setOpen} onCollect={onCollect} />}
    </>
  );
}
