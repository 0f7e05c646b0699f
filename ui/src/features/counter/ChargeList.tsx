import { Checkbox } from "antd";
import { useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from "react";
import type { ChargeView } from "../../bindings/ChargeView";
import { EmptyState } from "../../shared/EmptyState";
import { sum } from "../../shared/money";
import { MoneyText } from "../../shared/MoneyText";
import { groupCharges, spanText, type ChargeGroup } from "./groups";

export interface ChargeListHandle {
  focus: () => void;
}

interface Props {
  readonly charges: readonly ChargeView[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
  /** Enter goes on to the money. */
  readonly onDone: () => void;
  /** 减免, asked for on one period. */
  readonly onWaive: (charge: ChargeView) => void;
  readonly today: string;
  readonly disabled: boolean;
  readonly ref: Ref<ChargeListHandle>;
}

type Line =
  | { readonly kind: "group"; readonly group: ChargeGroup; readonly ids: readonly number[] }
  | { readonly kind: "charge"; readonly group: ChargeGroup; readonly charge: ChargeView; readonly ids: readonly number[] };

/** What is owed, by year and item; every group opens to its periods with their working. */
export function ChargeList({ charges, chosen, onChoose, onDone, onWaive, today, disabled, ref }: Props) {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => frame.current?.focus() }));
  const groups = useMemo(() => groupCharges(charges), [charges]);
  const lines: Line[] = groups.flatMap((group) => [
    { kind: "group" as const, group, ids: group.charges.map((c) => c.id) },
    ...(expanded.has(group.key) ? group.charges.map((charge) => ({ kind: "charge" as const, group, charge, ids: [charge.id] })) : []),
  ]);
  const at = Math.min(cursor, lines.length - 1);

  function toggle(ids: readonly number[]) {
    if (disabled) return;
    const all = ids.every((id) => chosen.has(id));
    const next = new Set(chosen);
    for (const id of ids) {
      if (all) next.delete(id);
      else next.add(id);
    }
    onChoose(next);
  }
  function expand(group: ChargeGroup, open: boolean) {
    const next = new Set(expanded);
    if (open) next.add(group.key);
    else next.delete(group.key);
    setExpanded(next);
    if (!open) setCursor(Math.max(0, lines.findIndex((l) => l.kind === "group" && l.group.key === group.key)));
  }
  function onKeyDown(event: KeyboardEvent) {
    const line = lines[at];
    if (event.ctrlKey || event.altKey || !line) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => (at === lines.length - 1 ? onDone() : setCursor(at + 1)),
      ArrowUp: () => setCursor(Math.max(0, at - 1)),
      ArrowRight: () => expand(line.group, true),
      ArrowLeft: () => expand(line.group, false),
      " ": () => toggle(line.ids),
      Enter: onDone,
      Delete: () => line.kind === "charge" && onWaive(line.charge),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  if (charges.length === 0) {
    return (
      <div className="panel charges">
        <EmptyState sign="✓" title="这户没有欠费" advice="要先交着以后用：输入金额，勾选“余款转预存”（F6）。" />
      </div>
    );
  }
  const all = charges.map((c) => c.id);
  const chosenSum = sum(charges.filter((c) => chosen.has(c.id)).map((c) => c.open_fen));
  return (
    <div className="panel charges">
      <div className="table-scroll" tabIndex={0} ref={frame} onKeyDown={onKeyDown} data-testid="counter-charges">
        <table className="dense">
          <colgroup>
            <col className="c-pick" /><col className="c-year" /><col className="c-item" />
            <col className="c-span" /><col className="c-count" /><col className="c-owed" /><col />
          </colgroup>
          <thead>
            <tr>
              <th className="pick"><Box ids={all} chosen={chosen} onToggle={toggle} label="全选" testId="counter-charge-all" disabled={disabled} /></th>
              <th>年度</th><th>项目</th><th>期间</th><th className="right">期数</th><th className="right">欠费（元）</th><th>到期、算式</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => {
              const { group } = line;
              const open = expanded.has(group.key);
              const row = i === at ? "cursor" : "";
              return line.kind === "group" ? (
                <tr key={group.key} className={row} onClick={() => setCursor(i)} onDoubleClick={() => expand(group, !open)} data-testid="counter-charge-group" data-key={group.key}>
                  <td className="pick"><Box ids={line.ids} chosen={chosen} onToggle={toggle} label={`${group.year} ${group.item}`} testId="counter-charge-group-pick" disabled={disabled} /></td>
                  <td className="num">{yearName(group.year, today)}</td>
                  <td>{group.item}</td>
                  <td className="num">{spanText(group.from, group.to)}</td>
                  <td className="right">{group.charges.length} 期</td>
                  <td className="right"><MoneyText fen={group.open} bare /></td>
                  <td>
                    {group.overdueDays > 0 && <span className="owing">⚠ 逾期 {group.overdueDays} 天 </span>}
                    <button type="button" className="bare quiet" tabIndex={-1} onClick={() => expand(group, !open)} data-testid="counter-charge-expand">
                      {open ? "▾ 收起" : "▸ 看每期和算式"}
                    </button>
                  </td>
                </tr>
              ) : (
                <tr key={line.charge.id} className={`detail ${row}`} onClick={() => setCursor(i)} data-testid="counter-charge" data-key={line.charge.id}>
                  <td className="pick"><Box ids={line.ids} chosen={chosen} onToggle={toggle} label={line.charge.period} testId="counter-charge-pick" disabled={disabled} /></td>
                  <td />
                  <td className="quiet">{line.charge.person}</td>
                  <td className="num">{line.charge.period}</td>
                  <td />
                  <td className="right"><MoneyText fen={line.charge.open_fen} bare /></td>
                  <td title={line.charge.working}>
                    <span className={line.charge.overdue_days > 0 ? "owing" : "quiet"}>
                      {line.charge.overdue_days > 0 ? `逾期 ${line.charge.overdue_days} 天` : `${line.charge.due} 到期`}
                    </span>{" "}
                    <span className="working num">{line.charge.working}</span>
                    <button type="button" className="bare link" tabIndex={-1} onClick={() => onWaive(line.charge)} data-testid="counter-waive">减免…</button>
                    {line.charge.open_fen !== line.charge.amount_fen && <span className="quiet">（已交一部分，原 <MoneyText fen={line.charge.amount_fen} bare />）</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <td className="pick" />
              <td colSpan={3}>已选 {chosen.size} / {charges.length} 期</td>
              <td />
              <td className="right"><MoneyText fen={chosenSum} bare /></td>
              <td className="quiet"><kbd>空格</kbd> 选 <kbd>→</kbd> 展开 <kbd>Enter</kbd> 去收款</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

function yearName(year: string, today: string): string {
  return Number(year) === Number(today.slice(0, 4)) + 1 ? "明年" : year;
}

interface BoxProps {
  readonly ids: readonly number[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (ids: readonly number[]) => void;
  readonly label: string;
  readonly testId: string;
  readonly disabled: boolean;
}

function Box({ ids, chosen, onToggle, label, testId, disabled }: BoxProps) {
  const some = ids.some((id) => chosen.has(id));
  const all = ids.every((id) => chosen.has(id));
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={label}
      checked={all}
      indeterminate={some && !all}
      disabled={disabled}
      onChange={() => onToggle(ids)}
      data-testid={testId}
    />
  );
}
