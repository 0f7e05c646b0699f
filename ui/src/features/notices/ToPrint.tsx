import { Checkbox, Select } from "antd";
import { useMemo, useRef, useState } from "react";
import type { NoticeRow } from "../../bindings/NoticeRow";
import type { NoticesRequest } from "../../bindings/NoticesRequest";
import type { NoticesView } from "../../bindings/NoticesView";
import { call, mintId, useAsk } from "../../platform";
import { buildingName } from "../../shared/buildingName";
import { Chips } from "../../shared/Chips";
import { MonthInput } from "../../shared/DateInput";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { fen, sum, withSign, ZERO } from "../../shared/money";
import { amountColumn } from "../../shared/table/amountColumn";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { actsFor, noticeKey } from "./choose";
import { PaperPreview } from "./PaperPreview";
import { Printed } from "./Printed";

interface Props {
  readonly today: string;
  readonly onOpenUnit: (unit: string) => void;
}

const KINDS = [
  { value: "payment", title: "缴费通知单" },
  { value: "arrears", title: "催缴通知单" },
];

const COLUMNS: readonly Column<NoticeRow>[] = [
  { key: "unit", title: "房号", width: 7.5, text: (r) => r.unit, fixed: true },
  { key: "kind", title: "通知单", width: 7.5, text: (r) => r.kind_label, filterable: true },
  { key: "person", title: "缴费人", text: (r) => r.person, sortBy: (r) => r.person },
  { key: "oldest", title: "最早欠", width: 7.5, text: (r) => r.oldest, sortBy: (r) => r.oldest, filterable: true },
  { key: "made", title: "本月已发", width: 8, text: (r) => r.at?.slice(0, 10) ?? "", sortBy: (r) => r.at ?? "", filterable: true },
  amountColumn({ key: "overdue", title: "已逾期（元）", width: 9, amount: (r) => r.overdue_fen, summed: true, owing: true }),
  amountColumn({ key: "total", title: "合计（元）", width: 9, amount: (r) => r.total_fen, summed: true }),
];

/** Whom this month's notices are for; the ticked ones are printed. */
export function ToPrint({ today, onOpenUnit }: Props) {
  const [month, setMonth] = useState<string | null>(today.slice(0, 7));
  const [kinds, setKinds] = useState<readonly string[]>(["payment"]);
  const [buildings, setBuildings] = useState<string[]>([]);
  const [perUnit, setPerUnit] = useState(false);
  // Null: everything the filter shows.
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [cursor, setCursor] = useState<NoticeRow | null>(null);
  const [printed, setPrinted] = useState<NoticesView | null>(null);
  // One id for each act of a run: asked again after a fault, what was made is not made twice.
  const ids = useRef([mintId(), mintId()]);
  const renew = () => {
    ids.current = [mintId(), mintId()];
  };
  const request = { id: "", month: month ?? "", kinds: [...kinds], buildings, units: [], per_unit: false, folder: null };
  const asked = month !== null && kinds.length > 0;
  const preview = useAsk("preview_notices", request, { enabled: asked, keepPrevious: true });
  const rows = useMemo(() => (asked ? (preview.data?.rows ?? []) : []), [asked, preview.data]);
  const all = useMemo(() => new Set(rows.map(noticeKey)), [rows]);
  const ticked = picked ?? all;
  const chosen = rows.filter((r) => ticked.has(noticeKey(r)));
  const acts = actsFor(rows, ticked, kinds);
  const total = fen(sum(chosen.map((r) => r.total_fen)));
  const again = chosen.filter((r) => r.serial !== null).length;
  const print = useAct(async () => {
    if (acts === null || chosen.length === 0) return;
    let made: NoticesView = { notices: [], papers: [], total_fen: ZERO };
    for (const [i, act] of acts.entries()) {
      const wanted: NoticesRequest = { ...request, id: ids.current[i] ?? mintId(), kinds: [...act.kinds], units: [...act.units], per_unit: perUnit };
      const part = await call("issue_notices", wanted);
      made = {
        notices: [...made.notices, ...part.notices],
        papers: [...made.papers, ...part.papers],
        total_fen: fen(made.total_fen + part.total_fen),
      };
    }
    setPrinted(made);
    renew();
  });
  // Another choice is another act.
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setPicked(null);
    renew();
  };
  useKeys({ "Ctrl+P": () => void print.run(), Escape: () => (printed ? setPrinted(null) : false) });

  return (
    <>
      <div className="row wrap" data-testid="notices-filters">
        <MonthInput value={month} onChange={change(setMonth)} label="月份" testId="notices-month" />
        <Chips options={KINDS} chosen={kinds} onChosen={change(setKinds)} label="通知单种类" testId="notices-kind" />
        <Select
          mode="multiple"
          value={buildings}
          onChange={change(setBuildings)}
          allowClear
          maxTagCount="responsive"
          placeholder="全部楼栋"
          style={{ minWidth: "14rem" }}
          options={(preview.data?.buildings ?? []).map((b) => ({ value: b, label: buildingName(b) }))}
          aria-label="楼栋"
          data-testid="notices-buildings"
        />
        <span className="grow" />
        <Checkbox checked={perUnit} onChange={(e) => setPerUnit(e.target.checked)} data-testid="notices-per-unit">每户一份文件</Checkbox>
        <KeyButton testId="notices-issue" keyName="Ctrl+P" type="primary" size="large" disabled={chosen.length === 0 || acts === null} loading={print.busy} onClick={() => void print.run()}>
          {`打印 ${chosen.length} 份通知单，合计 ${withSign(total)}`}
        </KeyButton>
      </div>
      {acts === null && <div className="notice caution">⚠ 有一户有两位缴费人，只勾了一位。请两位都勾上，或都去掉。</div>}
      {again > 0 && printed === null && <div className="notice caution" data-testid="notices-again">{`⚠ 勾选的有 ${again} 份本月已经发过，再打印会另编号。只要原来那张，请到“发过的”里补印。`}</div>}
      <FailurePanel failure={preview.error ?? print.failure} testId="notices-failure" onClose={print.clear} />
      {printed && <Printed made={printed} onClose={() => setPrinted(null)} />}
      <div className="notices">
        <DataTable
          name="notices"
          testId="notices"
          rows={rows}
          columns={COLUMNS}
          rowKey={noticeKey}
          onCursor={setCursor}
          onOpen={(r) => onOpenUnit(r.unit)}
          picked={ticked}
          onPick={(next) => {
            setPicked(next);
            renew();
          }}
          tools={<span className="quiet">空格勾选，<kbd>Enter</kbd> 打开这一户</span>}
          empty={
            kinds.length === 0
              ? <EmptyState title="没有选通知单种类" advice="在上面选缴费通知单或催缴通知单。" />
              : <EmptyState sign="✓" title={preview.isPending ? "正在查" : "这个月没有要通知的"} advice="没有欠费，或这个月还没有出账。也可以换另一种通知单看看。" />
          }
        />
        <PaperPreview row={cursor} month={month ?? today.slice(0, 7)} />
      </div>
    </>
  );
}
