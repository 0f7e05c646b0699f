import { Checkbox } from "antd";
import type { ImportDifference } from "../../bindings/ImportDifference";
import { MoneyText } from "../../shared/MoneyText";
import { canChange, canLeave, hasOtherOwners, isTicked, tickChanged, tickGone, tickOwners, type Ticked } from "./difference";
import { Limited } from "./Limited";

/** Of these the new value stands beside the old: no more has to be said. */
const REPLACED: ReadonlySet<string> = new Set(["area", "usage", "status", "handover", "phones"]);

interface Props {
  readonly difference: ImportDifference;
}

interface TickProps extends Props {
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
}

function NotListed({ listed, all }: { readonly listed: number; readonly all: number }) {
  return all > listed ? <div className="quiet">另有 {all - listed} 户没有列出，处理一样。</div> : null;
}

/** Room numbers alone: the sheet beside it shows the rest. */
export function NewUnits({ difference: d }: Props) {
  return (
    <>
      <div className="unit-codes num"><Limited all={d.new_units} render={(code) => <span key={code}>{code}</span>} /></div>
      <NotListed listed={d.new_units.length} all={d.new} />
    </>
  );
}

/** What is added to units of the register; what they have stays. */
export function AddedUnits({ difference: d }: Props) {
  return (
    <>
      <Limited all={d.added_to_units} render={(u) => (
        <div key={u.code} className="difference-unit" data-testid="import-added" data-unit={u.code}>
          <div className="row"><b className="num">{u.code}</b><span className="grow">{u.what}</span>{u.opening_fen !== 0 && <MoneyText fen={u.opening_fen} />}</div>
        </div>
      )} />
      <NotListed listed={d.added_to_units.length} all={d.added_to} />
    </>
  );
}

/** Old beside new, each unit with its box. */
export function ChangedUnits({ difference: d, ticked, onTick }: TickProps) {
  return (
    <>
      <Limited all={d.changed_units} render={(u) => (
        <div key={u.code} className="difference-unit" data-testid="import-changed" data-unit={u.code}>
          <Checkbox
            checked={isTicked(ticked, u)}
            disabled={!canChange(u)}
            onChange={() => onTick(tickChanged(ticked, u.code, d))}
          >
            <b className="num">{u.code}</b>
          </Checkbox>
          {u.changes.map((c) => (
            <div key={`${c.field} ${c.label}`} className={`field-change ${c.held === "" ? "" : "held"}`}>
              <span className="quiet">{c.label}</span>
              <span>
                <span className="before">{c.before === "" ? "（无）" : c.before}</span> → <b>{c.after === "" ? "（无）" : c.after}</b>
                {c.held !== "" && <span className="warn held-why">⊘ 不改：{c.held}</span>}
                {c.does !== "" && !REPLACED.has(c.field) && <span className="quiet held-why">{c.does}</span>}
              </span>
            </div>
          ))}
          {hasOtherOwners(u) && (
            <div className="field-change">
              <span />
              <Checkbox checked={ticked.owners.has(u.code)} onChange={(e) => onTick(tickOwners(ticked, [u.code], e.target.checked))} data-testid="import-take-over">换业主</Checkbox>
            </div>
          )}
        </div>
      )} />
      <NotListed listed={d.changed_units.length} all={d.changed} />
    </>
  );
}

/** Units an earlier import of this layout brought, and this file does not have. */
export function GoneUnits({ difference: d, ticked, onTick }: TickProps) {
  return (
    <>
      <p className="quiet">上次这种格式的文件里有、这次没有的。不勾就留在档案里。</p>
      <Limited all={d.gone_units} render={(u) => (
        <div key={u.code} className="difference-unit" data-testid="import-gone" data-unit={u.code}>
          <div className="row">
            <Checkbox checked={ticked.gone.has(u.code)} disabled={!canLeave(u)} onChange={() => onTick(tickGone(ticked, u.code))}><b className="num">{u.code}</b></Checkbox>
            <span className="grow ellipsis">{u.people}</span>
            {u.owed_fen > 0 && <span className="owing nowrap">欠 <MoneyText fen={u.owed_fen} /></span>}
          </div>
          {canLeave(u) ? <div className="quiet">{u.does}</div> : <div className="warn held-why">⊘ 留下：{u.stays}，{u.does}</div>}
        </div>
      )} />
      <NotListed listed={d.gone_units.length} all={d.gone} />
    </>
  );
}
