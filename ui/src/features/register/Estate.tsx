import { SearchOutlined } from "@ant-design/icons";
import { Checkbox, Input, type InputRef } from "antd";
import { Activity, useMemo, useRef, useState } from "react";
import type { SessionView } from "../../bindings/SessionView";
import type { UnitRow } from "../../bindings/UnitRow";
import { useAsk } from "../../platform";
import { buildingName } from "../../shared/buildingName";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { fen, sum } from "../../shared/money";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { isComposing, useKeys } from "../../shared/useKeys";
import { BuildingGrid, type GridHandle } from "./BuildingGrid";
import { STANDINGS, standingOf } from "./standing";
import { UnitDialog } from "./UnitDialog";
import { UnitTable } from "./UnitTable";

const HELP: ScreenHelp = {
  keys: [
    ["F2", "找：房号、姓名、拼音、手机尾号"],
    ["F6", "楼面图和列表互换"],
    ["F7", "只看未缴清的"],
    ["ArrowDown", "上下左右移动"],
    ["Enter", "打开这一户"],
    ["Escape", "清掉查找"],
  ],
  notes: [
    "红色的“欠”是已经逾期的；“应”是出了账还没到期的；“清”是缴清了的。",
    "楼面图按房号排：最后两位是门，前面是层；看不出层的排在“其他”里。",
  ],
};

interface Props {
  readonly shown: boolean;
  readonly session: SessionView;
  readonly onOpen: (unit: string) => void;
  readonly onGoToImport: () => void;
}

const VIEW = "zhangfang.register.view";
/** What a search lets through at most. */
const FOUND = 500;

/** All units under one filter, as they stand or as a table. */
export function Estate(props: Props) {
  return <Activity mode={props.shown ? "visible" : "hidden"}><Place {...props} /></Activity>;
}

function Place({ session, onOpen, onGoToImport }: Props) {
  const [building, setBuilding] = useState<string | null>(null);
  const [owingOnly, setOwingOnly] = useState(false);
  const [query, setQuery] = useState("");
  const [view, setView] = useState<"grid" | "table">(() => (localStorage.getItem(VIEW) === "table" ? "table" : "grid"));
  const [adding, setAdding] = useState(false);
  const search = useRef<InputRef>(null);
  const grid = useRef<GridHandle>(null);
  const all = useAsk("list_units", { building: null, owing_only: false });
  const wanted = query.trim();
  const found = useAsk("find_units", { query: wanted, limit: FOUND }, { enabled: wanted !== "", keepPrevious: true });
  const units = useMemo(() => all.data?.units ?? [], [all.data]);
  const hits = wanted === "" ? null : found.data;
  const shown = useMemo(() => {
    const ids = hits ? new Set(hits.units.map((u) => u.unit_id)) : null;
    return units.filter((u) => (building === null || u.building === building) && (!owingOnly || u.owed_fen > 0) && (ids === null || ids.has(u.unit_id)));
  }, [units, building, owingOnly, hits]);

  function show(next: "grid" | "table") {
    localStorage.setItem(VIEW, next);
    setView(next);
  }
  function focusList() {
    if (view === "grid") grid.current?.focus();
    else document.querySelector<HTMLElement>('[data-testid="register-table"] .table-scroll')?.focus();
  }
  useKeys({
    F2: () => search.current?.focus({ cursor: "all" }),
    F6: () => show(view === "grid" ? "table" : "grid"),
    F7: () => setOwingOnly(!owingOnly),
    Escape: () => (query === "" ? false : setQuery("")),
  });

  return (
    <Screen
      title="房产档案"
      testId="register-screen"
      help={HELP}
      head={
        <>
          <Input
            ref={search}
            value={query}
            onChange={(e) => setQuery(e.target.value)}
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            suffix={<kbd>F2</kbd>}
            placeholder="房号 / 姓名 / 拼音 / 手机尾号"
            aria-label="找房产"
            style={{ maxWidth: "24rem" }}
            data-testid="register-search"
            onKeyDown={(e) => {
              if (isComposing(e)) return;
              const only = shown.length === 1 && !found.isFetching ? shown[0] : undefined;
              if (e.key === "Enter" && only) onOpen(only.code);
              else if (e.key === "Enter" || e.key === "ArrowDown") {
                e.preventDefault();
                focusList();
              }
            }}
          />
          <KeyButton testId="register-view" keyName="F6" onClick={() => show(view === "grid" ? "table" : "grid")}>{view === "grid" ? "看列表" : "看楼面图"}</KeyButton>
          <span className="quiet num" data-testid="register-count">{shown.length} / {units.length} 户</span>
        </>
      }
      actions={session.operator.role !== "cashier" && <KeyButton testId="register-add-unit" onClick={() => setAdding(true)}>加一户</KeyButton>}
    >
      <FailurePanel failure={all.error ?? found.error} testId="register-failure" />
      <div className="register">
        <Filter units={units} buildings={all.data?.buildings ?? []} building={building} onBuilding={setBuilding} owingOnly={owingOnly} onOwingOnly={setOwingOnly} />
        {all.data && units.length === 0 ? (
          <div className="panel">
            <EmptyState title="还没有房产" advice="把原来的业主台账（Excel）导进来，房号、业主、面积和期初欠费一次到位。">
              <KeyButton type="primary" testId="register-import" onClick={onGoToImport}>导入台账</KeyButton>
            </EmptyState>
          </div>
        ) : view === "table" ? (
          <UnitTable units={shown} onOpen={onOpen} empty={<NoneShown />} />
        ) : shown.length === 0 ? (
          <div className="panel">{all.data && <NoneShown />}</div>
        ) : (
          <BuildingGrid ref={grid} units={shown} onOpen={onOpen} />
        )}
      </div>
      {adding && all.data && <UnitDialog unit={null} usages={all.data.usages} statuses={all.data.statuses} onBack={() => setAdding(false)} onSaved={(row) => { setAdding(false); onOpen(row.code); }} />}
    </Screen>
  );
}

function NoneShown() {
  return <EmptyState title="没有符合的房产" advice="换个查找的字，或在左边选全部楼栋。" />;
}

interface FilterProps {
  readonly units: readonly UnitRow[];
  readonly buildings: readonly string[];
  readonly building: string | null;
  readonly onBuilding: (building: string | null) => void;
  readonly owingOnly: boolean;
  readonly onOwingOnly: (only: boolean) => void;
}

/** Buildings with what they owe; what the colours mean, with how many units stand so. */
function Filter({ units, buildings, building, onBuilding, owingOnly, onOwingOnly }: FilterProps) {
  const by = useMemo(() => {
    const sums = new Map<string, { units: number; owed: number }>();
    for (const u of units) {
      const s = sums.get(u.building) ?? { units: 0, owed: 0 };
      sums.set(u.building, { units: s.units + 1, owed: s.owed + u.owed_fen });
    }
    return sums;
  }, [units]);
  const inside = building === null ? units : units.filter((u) => u.building === building);
  return (
    <aside className="panel side-list" data-testid="register-filter">
      <header>
        楼栋
        <Checkbox checked={owingOnly} onChange={(e) => onOwingOnly(e.target.checked)} data-testid="register-owing-only">只看未缴 <kbd>F7</kbd></Checkbox>
      </header>
      <div className="items grow">
        <BuildingButton name="全部" units={units.length} owed={sum(units.map((u) => u.owed_fen))} on={building === null} testId="register-building-all" onClick={() => onBuilding(null)} />
        {buildings.map((b) => (
          <BuildingButton key={b} name={buildingName(b)} units={by.get(b)?.units ?? 0} owed={by.get(b)?.owed ?? 0} on={building === b} testId={`register-building-${b}`} onClick={() => onBuilding(b)} />
        ))}
      </div>
      <div className="legend">
        {STANDINGS.map((s) => (
          <div key={s.standing} className="row">
            <span className={`mark ${s.standing}`}>{s.word}</span>
            <span className="grow">{s.title}</span>
            <span className="num">{inside.filter((u) => standingOf(u) === s.standing).length}</span>
          </div>
        ))}
      </div>
    </aside>
  );
}

interface BuildingButtonProps {
  readonly name: string;
  readonly units: number;
  readonly owed: number;
  readonly on: boolean;
  readonly testId: string;
  readonly onClick: () => void;
}

function BuildingButton({ name, units, owed, on, testId, onClick }: BuildingButtonProps) {
  return (
    <button type="button" className={`side-item ${on ? "on" : ""}`} aria-pressed={on} data-testid={testId} onClick={onClick}>
      <b>{name}</b>
      <span className="quiet num">{units} 户</span>
      <span className="quiet">未缴</span>
      <MoneyText fen={fen(owed)} />
    </button>
  );
}
