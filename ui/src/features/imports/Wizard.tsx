import { useEffect, useRef, useState } from "react";
import { call } from "../../platform";
import { AskDialog } from "../../shared/AskDialog";
import { FailurePanel } from "../../shared/FailurePanel";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { ConfirmFoot } from "./ConfirmFoot";
import { Done } from "./Done";
import { waiting, wouldLose } from "./look";
import { NoFile } from "./NoFile";
import { Reading } from "./Reading";
import { Waiting } from "./Waiting";
import { Side, type Page, type SideHandle } from "./Side";
import { Workbook, type WorkbookHandle } from "./Workbook";
import { useWizard } from "./useWizard";
import { WizardHead } from "./WizardHead";

interface Props {
  /** A file that was dropped on the window; a new object for every time. */
  readonly dropped: { readonly path: string } | null;
  readonly onGoToTariffs: () => void;
  readonly onGoToRegister: () => void;
  readonly onGoToPast: () => void;
}

/** File, what was recognised, confirm. Nothing is written before the last button. */
export function Wizard({ dropped, onGoToTariffs, onGoToRegister, onGoToPast }: Props) {
  const wizard = useWizard();
  const { look, read, confirm } = wizard;
  const { preview } = look;
  const [page, setPage] = useState<Page>("sums");
  const [full, setFull] = useState(false);
  /** What would lose what was said about this file, waiting for a yes: another file, or none. */
  const [leaving, setLeaving] = useState<{ readonly to: string | null } | null>(null);
  /** A file was dropped while another was being written. */
  const [tooSoon, setTooSoon] = useState(false);
  /** What nobody decided about is shown, waiting for a yes. */
  const [asking, setAsking] = useState(false);
  const workbook = useRef<WorkbookHandle>(null);
  const side = useRef<SideHandle>(null);
  const pick = useAct(async () => {
    const path = await call("pick_workbook");
    if (path !== null) leave(path);
  }, { waitForRefresh: false });

  /** To another file, or to none; asks where something would be lost. */
  function leave(to: string | null) {
    if (wouldLose(look)) setLeaving({ to });
    else left(to);
  }
  function left(to: string | null) {
    setLeaving(null);
    if (to === null) {
      wizard.putDown();
      return;
    }
    setPage("sums");
    setFull(false);
    wizard.open(to);
  }
  const taken = useRef<Props["dropped"]>(null);
  useEffect(() => {
    if (dropped === null || taken.current === dropped) return;
    taken.current = dropped;
    setTooSoon(confirm.busy);
    if (!confirm.busy) leave(dropped.path);
  });

  function write() {
    if (wizard.ready() && waiting(look).length > 0) setAsking(true);
    else void confirm.run();
  }

  const shown = preview !== null;
  useEffect(() => {
    if (shown) workbook.current?.focus();
  }, [shown]);

  function back(): boolean {
    if (read.busy) {
      wizard.stop();
      return true;
    }
    if (confirm.busy) {
      wizard.stop();
      return true;
    }
    if (preview === null && read.failure === null && look.done === null) return false;
    leave(null);
    return true;
  }
  /** Turns to the page and gives it the keys; from the page itself, gives them back to the sheet. */
  const toPage = (to: Page) => () => {
    if (preview === null) return false;
    if (to === page && side.current?.focused() === true) workbook.current?.focus();
    else {
      setPage(to);
      side.current?.focus();
    }
    return true;
  };
  useKeys({
    F2: () => void pick.run(),
    F3: toPage("sums"),
    F4: toPage("findings"),
    F5: toPage("difference"),
    F8: write,
    "Ctrl+PageDown": () => workbook.current?.turn(1),
    "Ctrl+PageUp": () => workbook.current?.turn(-1),
    Escape: back,
  });
  // Whoever stopped it knows: no refusal.
  const stopped = [read.failure, confirm.failure].find((f) => f?.name === "Refusal" && f.code === "import_cancelled") ?? null;
  const clear = () => {
    read.clear();
    confirm.clear();
    pick.clear();
    wizard.stopping.clear();
  };
  return (
    <>
      <WizardHead wizard={wizard} onPick={() => void pick.run()} />
      {stopped !== null && (
        <div className="notice slim" data-testid="import-stopped">
          <span className="grow">{stopped.message}</span>
          <button type="button" className="bare" aria-label="知道了" onClick={clear}>✕</button>
        </div>
      )}
      {tooSoon && (
        <div className="notice caution slim" role="alert" data-testid="import-too-soon">
          <span className="grow">上一个文件正写进账里，刚拖来的没有读。等写完再拖一次。</span>
          <button type="button" className="bare" aria-label="知道了" onClick={() => setTooSoon(false)}>✕</button>
        </div>
      )}
      <FailurePanel failure={pick.failure ?? (stopped === null ? (read.failure ?? confirm.failure) : null) ?? wizard.stopping.failure} testId="import-failure" onClose={clear} />
      {preview === null && read.busy && <Reading onStop={wizard.stop} />}
      {preview === null && !read.busy && (
        look.done ? <Done imported={look.done} onGoToTariffs={onGoToTariffs} onGoToRegister={onGoToRegister} onGoToPast={onGoToPast} onAnother={() => void pick.run()} /> : <NoFile onPick={() => void pick.run()} />
      )}
      {preview !== null && look.asked !== null && (
        <>
          <div className={`imports-body ${read.busy ? "dim" : ""}`} aria-busy={read.busy}>
            <Workbook ref={workbook} preview={preview} choices={look.asked.choices} full={full} onFull={setFull} onSay={wizard.say} />
            <Side ref={side} wizard={wizard} preview={preview} choices={look.asked.choices} page={page} full={full} onPage={setPage} onCell={(sheet, cell) => workbook.current?.show(sheet, cell) ?? false} />
          </div>
          <ConfirmFoot wizard={wizard} preview={preview} onBack={back} onConfirm={write} onDifference={() => setPage("difference")} />
        </>
      )}
      {asking && (
        <Waiting
          groups={waiting(look)}
          onBack={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void confirm.run();
          }}
          onDecide={() => {
            setAsking(false);
            setPage("findings");
            side.current?.focus();
          }}
        />
      )}
      {leaving !== null && (
        <AskDialog
          title={leaving.to === null ? "放下这个文件？" : "换成另一个文件？"}
          testId="import-leave"
          onBack={() => setLeaving(null)}
          answers={[
            { text: "接着看这个", testId: "import-leave-stay", onChoose: () => setLeaving(null) },
            { text: leaving.to === null ? "放下" : "换文件", testId: "import-leave-go", onChoose: () => left(leaving.to) },
          ]}
        >
          <p>“{preview?.file_name}”还没有导入。您改过的认法、决定和勾选，放下就没有了；导入以后才会记住。</p>
        </AskDialog>
      )}
    </>
  );
}
