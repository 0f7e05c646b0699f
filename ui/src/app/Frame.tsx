import { Activity, useCallback, useMemo, useState } from "react";
import type { OfficeView } from "../bindings/OfficeView";
import type { OperatorView } from "../bindings/OperatorView";
import type { SessionView } from "../bindings/SessionView";
import { unfinished, useDesk } from "../features/counter/desk";
import { call, Refusal, useAsk } from "../platform";
import { AskDialog } from "../shared/AskDialog";
import { FailurePanel } from "../shared/FailurePanel";
import { useAct } from "../shared/useAct";
import { backupText } from "./backupText";
import { Crash } from "./Crash";
import { DropZone } from "./DropZone";
import { Lock, useLock } from "./Lock";
import { placesFor, type Asked } from "./places";
import { Rail } from "./Rail";
import { Strip } from "./Strip";

interface Props {
  readonly session: SessionView;
  readonly office: OfficeView;
  readonly operators: readonly OperatorView[];
}

/** The window after sign-in: the bar, the strip, and the places, each kept as it was left. */
export function Frame({ session, office, operators }: Props) {
  const strip = useAsk("strip", null);
  const [current, setCurrent] = useState("counter");
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set(["counter"]));
  const [asked, setAsked] = useState<Asked>({ counter: null, register: null, imports: null });
  const [leaving, setLeaving] = useState(false);
  const signOut = useAct(() => call("sign_out"));
  const { locked, lock, unlock } = useLock();
  const held = useDesk().held;
  const go = useCallback((noun: string) => {
    // Hidden with the focus in it, the date picker would still act on that loss with its parts already gone.
    const at = document.activeElement;
    if (at instanceof HTMLElement && at.closest(".ant-picker") !== null) at.blur();
    setVisited((v) => (v.has(noun) ? v : new Set(v).add(noun)));
    setCurrent(noun);
  }, []);
  const places = useMemo(
    () =>
      placesFor({
        session,
        operators,
        asked,
        held: held.length,
        go,
        openAtCounter: (unit) => {
          setAsked((a) => ({ ...a, counter: { unit } }));
          go("counter");
        },
        openInRegister: (unit) => {
          setAsked((a) => ({ ...a, register: { unit } }));
          go("register");
        },
      }),
    [session, operators, asked, held.length, go],
  );
  const view = strip.data;
  return (
    <div className={`frame ${office.training ? "is-training" : ""}`} style={view?.read_only ? { gridTemplateRows: "auto auto 1fr" } : {}}>
      <Strip
        office={office.name}
        training={office.training}
        businessDate={view?.business_date ?? null}
        openSince={view?.opened_at ?? null}
        operator={`${session.operator.name}（${session.operator.role_label}）`}
        unbanked={view?.unbanked_fen ?? null}
        lastBackup={view ? backupText(view.last_backup_at, view.today) : null}
        onLock={lock}
        onSignOut={() => (unfinished().length > 0 ? setLeaving(true) : void signOut.run())}
      />
      {view?.read_only && (
        <div className="read-only" data-testid="read-only">
          <FailurePanel failure={new Refusal(view.read_only.code, view.read_only.message)} />
        </div>
      )}
      <Rail places={places} current={current} onGo={go} />
      <main className="place">
        {places.map((place) => visited.has(place.noun) && (
          <Activity key={place.noun} mode={place.noun === current ? "visible" : "hidden"}>
            <Crash>{place.screen}</Crash>
          </Activity>
        ))}
      </main>
      <DropZone
        open={!locked && !leaving}
        onFile={(path) => {
          setAsked((a) => ({ ...a, imports: { path } }));
          go("imports");
        }}
      />
      {locked && <Lock operator={session.operator} onUnlocked={unlock} onSignOut={() => void signOut.run()} />}
      {leaving && (
        <AskDialog
          title="还有没收完的钱"
          testId="leave"
          onBack={() => setLeaving(false)}
          answers={[
            { text: "回到收费台", testId: "leave-stay", onChoose: () => { setLeaving(false); go("counter"); } },
            { text: "留着，换人", testId: "leave-go", onChoose: () => { setLeaving(false); void signOut.run(); } },
          ]}
        >
          <p>{unfinished().join("、")} 已经输入了金额，还没有收款。换人以后仍然挂着，下一位看得到；关掉程序就没有了。</p>
        </AskDialog>
      )}
    </div>
  );
}
