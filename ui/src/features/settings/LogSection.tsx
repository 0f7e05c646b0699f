import { Input, Select } from "antd";
import { useState } from "react";
import type { LogLine } from "../../bindings/LogLine";
import type { SearchLog } from "../../bindings/SearchLog";
import { useAsk } from "../../platform";
import { DateInput } from "../../shared/DateInput";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { plain } from "../../shared/money";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { isComposing, useKeys } from "../../shared/useKeys";

const COLUMNS: readonly Column<LogLine>[] = [
  { key: "number", title: "凭证号", width: 5.5, align: "right", text: (l) => String(l.number), sortBy: (l) => l.number, fixed: true },
  { key: "date", title: "营业日", width: 7.5, text: (l) => l.business_date, sortBy: (l) => l.business_date },
  { key: "at", title: "记下时间", width: 10.5, text: (l) => l.at, sortBy: (l) => l.at },
  { key: "operator", title: "经办", width: 5.5, text: (l) => l.operator, filterable: true },
  { key: "approver", title: "复核", width: 5, text: (l) => l.approver ?? "" },
  { key: "kind", title: "事项", width: 6, text: (l) => l.kind, filterable: true },
  { key: "document", title: "单据", width: 15, text: (l) => l.document },
  { key: "reason", title: "原因", text: (l) => l.reason },
  { key: "amount", title: "金额（元）", width: 8, align: "right", text: (l) => plain(l.amount_fen), render: (l) => l.amount_fen === 0 ? <span className="quiet">—</span> : <MoneyText fen={l.amount_fen} bare />, sortBy: (l) => l.amount_fen },
];

const MOST = 1000;

/** The log by words, date and operator. */
export function LogSection() {
  const [text, setText] = useState("");
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [who, setWho] = useState<number | null>(null);
  const [asked, setAsked] = useState<SearchLog>({ text: "", from: null, to: null, operator_id: null, limit: MOST });
  const log = useAsk("search_log", asked, { keepPrevious: true });
  const operators = useAsk("operators", null);
  const search = () => setAsked({ text: text.trim(), from, to, operator_id: who, limit: MOST });
  useKeys({ F4: search });
  const entries = log.data?.entries ?? [];
  return (
    <>
      <div className="log-filter">
        <Input
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={(e) => e.key === "Enter" && !isComposing(e) && search()}
          allowClear
          placeholder="单据、原因或内容里的字"
          style={{ width: "16rem" }}
          aria-label="查什么"
          data-testid="log-text"
        />
        <DateInput value={from} onChange={setFrom} label="从哪天" testId="log-from" />
        <span>到</span>
        <DateInput value={to} onChange={setTo} label="到哪天" testId="log-to" />
        <Select
          value={who}
          onChange={(v: number | null | undefined) => setWho(v ?? null)}
          allowClear
          placeholder="全部经办"
          style={{ width: "9rem" }}
          options={(operators.data ?? []).map((o) => ({ value: o.id, label: o.name }))}
          aria-label="经办"
          data-testid="log-operator"
        />
        <KeyButton testId="log-search" keyName="F4" type="primary" loading={log.isFetching} onClick={search}>查日志</KeyButton>
        {entries.length === MOST && <span className="warn">⚠ 只显示最近 {MOST} 条，请缩小日期</span>}
      </div>
      <FailurePanel failure={log.error ?? operators.error} testId="log-failure" />
      <DataTable name="log" testId="log" rows={entries} columns={COLUMNS} rowKey={(l) => String(l.number)} empty={<EmptyState title="没有符合的记录" advice="换个日期或字再查。" />} />
    </>
  );
}
