import type { ItemView } from "../../bindings/ItemView";
import type { TariffView } from "../../bindings/TariffView";
import { EmptyState } from "../../shared/EmptyState";
import { KeyButton } from "../../shared/KeyButton";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";

interface Props {
  readonly items: readonly ItemView[];
  readonly tariffs: readonly TariffView[];
  readonly today: string;
  readonly onFirst: () => void;
}

/** Whether a price counts today, will, or did. */
function state(tariff: TariffView, today: string): string {
  if (tariff.from > today) return "将来";
  return tariff.until !== null && tariff.until < today ? "过去" : "现行";
}

/** All prices with their dates and scopes. */
export function TariffList({ items, tariffs, today, onFirst }: Props) {
  const byName = new Map(items.map((i) => [i.name, i]));
  const columns: readonly Column<TariffView>[] = [
    { key: "item", title: "收费项目", width: 8, text: (t) => t.item, sortBy: (t) => t.item, filterable: true, fixed: true },
    { key: "scope", title: "对谁", text: (t) => t.scope, sortBy: (t) => t.scope, filterable: true },
    { key: "rate", title: "单价", width: 6, align: "right", text: (t) => t.rate, fixed: true },
    { key: "basis", title: "单位", width: 7.5, text: (t) => t.basis_label },
    { key: "from", title: "从", width: 7.5, text: (t) => t.from, sortBy: (t) => t.from },
    { key: "until", title: "到", width: 7.5, text: (t) => t.until ?? "", render: (t) => t.until ?? <span className="quiet">以后一直</span> },
    {
      key: "state",
      title: "状态",
      width: 6,
      text: (t) => state(t, today),
      filterable: true,
      render: (t) => {
        const s = state(t, today);
        return <span className={s === "现行" ? "good" : "quiet"}>{s === "现行" ? "● " : s === "将来" ? "◔ " : "○ "}{s}</span>;
      },
    },
    { key: "proration", title: "不满一月", width: 8.5, text: (t) => t.proration_label },
    { key: "treatment", title: "性质", width: 5.5, text: (t) => byName.get(t.item)?.treatment_label ?? "" },
  ];
  return (
    <DataTable
      name="tariffs"
      testId="tariffs"
      rows={tariffs}
      columns={columns}
      rowKey={(t) => String(t.id)}
      rowClass={(t) => (state(t, today) === "过去" ? "quiet" : "")}
      tools={<span className="quiet">改价不改旧账：从某一天起定一个新价，以前的照旧价。</span>}
      empty={
        <EmptyState title="还没有收费标准" advice="先在右边定一个价：收费项目、单价、从哪天起。定了才能出账。">
          <KeyButton type="primary" testId="tariffs-first" onClick={onFirst}>定第一个价</KeyButton>
        </EmptyState>
      }
    />
  );
}
