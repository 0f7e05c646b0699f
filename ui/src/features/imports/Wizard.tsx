import { useEffect, useRef, useState } from "react";
import type { ColumnChoice } from "../../bindings/ColumnChoice";
import type { ImportedView } from "../../bindings/ImportedView";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { PreviewImport } from "../../bindings/PreviewImport";
import { call, mintId, Refusal } from "../../platform";
import { DateInput } from "../../shared/DateInput";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { withSign } from "../../shared/money";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { Recognised } from "./Recognised";
import { SheetGrid, type SheetHandle } from "./SheetGrid";

interface Props {
  readonly onGoToTariffs: () => void;
  readonly onGoToPast: () => void;
}

/** A file that was looked at, with what was decided about it. */
interface Looked {
  readonly request: PreviewImport;
  readonly preview: ImportPreview;
}

/** File, what was recognised, confirm. Nothing is written before the last button. */
export function Wizard({ onGoToTariffs, onGoToPast }: Props) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [through, setThrough] = useState<string | null>(null);
  const [done, setDone] = useState<ImportedView | null>(null);
  const sheet = useRef<SheetHandle>(null);
  const id = useRef(mintId());

  const read = useAct(async (request: PreviewImport) => {
    setDone(null);
    const preview = await call("preview_import", request);
    id.current = mintId();
    setThrough(preview.arrears_through);
    setLooked({ request, preview });
  });
  const pick = useAct(async () => {
    const path = await call("pick_workbook");
    if (path === null) return;
    setLooked(null);
    await read.run({ path, arrears_through: null, header_row: null, columns: [] });
  });
  const confirm = useAct(async () => {
    if (looked === null || looked.preview.refused) return;
    setDone(await call("confirm_import", { id: id.current, preview: looked.request, sha256: looked.preview.sha256 }));
    setLooked(null);
  });
  const stop = useAct(() => call("cancel_import"));

  function again(change: Partial<PreviewImport>) {
    if (looked) void read.run({ ...looked.request, arrears_through: through, ...change });
  }
  function putDown(): boolean {
    if (read.busy) {
      void stop.run();
      return true;
    }
    if (looked === null && read.failure === null) return false;
    setLooked(null);
    read.clear();
    confirm.clear();
    return true;
  }
  useKeys({
    F2: () => void pick.run(),
    F4: () => again({}),
    F8: () => void confirm.run(),
    Escape: putDown,
  });

  const preview = looked?.preview ?? null;
  const stale = preview !== null && through !== preview.arrears_through;
  return (
    <>
      <div className="row wrap imports-head">
        <KeyButton testId="import-pick" keyName="F2" type={preview === null ? "primary" : "default"} disabled={read.busy} onClick={() => void pick.run()}>
          {preview === null ? "选台账文件" : "换一个文件"}
        </KeyButton>
        {preview && (
          <>
            <span className="strong ellipsis" data-testid="import-file">{preview.file_name}</span>
            <span className="quiet num">{preview.format}　表“{preview.sheet}”第 {preview.first_row}–{preview.last_row} 行</span>
            <span className="grow" />
            <label className="row">
              <span className="figure-label">期初欠费算到</span>
              <DateInput value={through} onChange={setThrough} label="期初欠费算到哪天" testId="import-through" disabled={read.busy} />
            </label>
            {stale && <KeyButton testId="import-again" keyName="F4" onClick={() => again({})}>按这个日期重看</KeyButton>}
          </>
        )}
      </div>
      {read.busy && <Reading onStop={() => void stop.run()} />}
      <FailurePanel failure={pick.failure ?? read.failure ?? confirm.failure} testId="import-failure" onClose={() => { read.clear(); confirm.clear(); pick.clear(); }} />
      {preview?.refused && <FailurePanel failure={new Refusal(preview.refused.code, preview.refused.message)} testId="import-refused" />}
      {done && <Done imported={done} onGoToTariffs={onGoToTariffs} onGoToPast={onGoToPast} />}
      {preview === null ? (
        !read.busy && !done && (
          <div className="panel grow">
            <EmptyState sign="⇪" title="把原来的业主台账导进来" advice="支持 .xls 和 .xlsx。先认表头、列和合计，看清楚了再确认；确认以前什么都不写。">
              <KeyButton type="primary" testId="import-pick-empty" keyName="F2" onClick={() => void pick.run()}>选台账文件</KeyButton>
            </EmptyState>
          </div>
        )
      ) : (
        <>
          <div className="imports-body">
            <SheetGrid
              ref={sheet}
              preview={preview}
              busy={read.busy}
              onMeaning={(column, meaning) => again({ columns: choose(looked?.request.columns ?? [], { column, meaning }) })}
              onHeaderRow={(row) => again({ header_row: row, columns: [] })}
            />
            <Recognised preview={preview} onCell={(cell) => sheet.current?.show(cell)} />
          </div>
          <div className="panel imports-foot">
            <span className="quiet">还没有写进账里。</span>
            <span className="grow" />
            <KeyButton testId="import-put-down" keyName="Escape" disabled={confirm.busy} onClick={putDown}>不导了</KeyButton>
            <KeyButton testId="import-confirm" keyName="F8" type="primary" size="large" disabled={preview.refused !== null || read.busy || stale} loading={confirm.busy} onClick={() => void confirm.run()}>
              {`导入 ${preview.units} 户，期初欠费 ${withSign(preview.opening_fen)}`}
            </KeyButton>
          </div>
        </>
      )}
    </>
  );
}

/** A column has one meaning: the last that was chosen. */
function choose(before: readonly ColumnChoice[], choice: ColumnChoice): ColumnChoice[] {
  return [...before.filter((c) => c.column !== choice.column), choice];
}

/** The workbook is read by another process: it can be stopped, and nothing was written. */
function Reading({ onStop }: { readonly onStop: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="panel reading" role="status" data-testid="import-reading">
      <div className="reading-bar" aria-hidden><div /></div>
      <span className="strong">正在读文件</span>
      <span className="quiet num">{seconds} 秒，最多 30 秒</span>
      <KeyButton testId="import-cancel" keyName="Escape" onClick={onStop}>停止</KeyButton>
      <span className="quiet">停了也没事，什么都还没写。</span>
    </div>
  );
}

function Done({ imported, onGoToTariffs, onGoToPast }: { readonly imported: ImportedView } & Props) {
  return (
    <div className="panel grow" data-testid="import-done" data-batch={imported.batch}>
      <EmptyState sign="✓" title={`已导入 ${imported.units} 户、${imported.people} 人，第 ${imported.batch} 批`}>
        <div>期初欠费 <b><MoneyText fen={imported.opening_fen} /></b>，已记入应收。下一步：定收费标准，然后出账。</div>
        <div className="row">
          <KeyButton type="primary" autoFocus testId="import-go-tariffs" onClick={onGoToTariffs}>去定收费标准</KeyButton>
          <KeyButton testId="import-go-past" keyName="F7" onClick={onGoToPast}>看导入过的</KeyButton>
        </div>
      </EmptyState>
    </div>
  );
}
