import { Activity, useState } from "react";
import type { PersonView } from "../../bindings/PersonView";
import type { UnitPage } from "../../bindings/UnitPage";
import { useAsk } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { Kept } from "./Kept";
import { LiableDialog } from "./LiableDialog";
import { PersonDialog } from "./PersonDialog";
import { RevealDialog } from "./RevealDialog";
import { keptCount } from "./source";
import { Timeline } from "./Timeline";
import { UnitDialog } from "./UnitDialog";

const HELP: ScreenHelp = {
  keys: [
    ["Escape", "回到楼栋"],
    ["F3", "换着看经过和档案资料"],
    ["F4", "去收费台收这一户"],
    ["F6", "修改房产"],
    ["F7", "加一个人"],
    ["F8", "换交费人"],
    ["Enter", "打开光标所在的收据"],
  ],
  notes: ["改动都要写原因，记进日志，旧的不会丢。", "欠费跟着房屋、交费人和所属期间走，过户不转移旧账。", "档案资料是导入旧表时带来的读数、车辆、以往缴费和备注，每条写着从哪个文件哪一格来。"],
};

interface Props {
  readonly code: string;
  readonly onBack: () => void;
  /** The unit has another code now. */
  readonly onMoved: (code: string) => void;
  readonly onCollect: (unit: string) => void;
}

type Dialog = { readonly kind: "unit" } | { readonly kind: "liable" } | { readonly kind: "person" | "reveal"; readonly person: PersonView | null };

/** A household: its people, what is owed, and everything that happened. */
export function HouseholdPage({ code, onBack, onMoved, onCollect }: Props) {
  const page = useAsk("unit_page", { unit: code });
  const lists = useAsk("list_units", { building: null, owing_only: false });
  const today = useAsk("strip", null).data?.today;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [revealed, setRevealed] = useState<Readonly<Record<number, readonly string[]>>>({});
  const [side, setSide] = useState<"timeline" | "kept">("timeline");
  const view = page.data;
  const close = () => setDialog(null);
  useKeys({
    Escape: onBack,
    F3: () => setSide(side === "kept" ? "timeline" : "kept"),
    F4: () => view && onCollect(view.unit.code),
    F6: () => view && setDialog({ kind: "unit" }),
    F7: () => view && setDialog({ kind: "person", person: null }),
    F8: () => view && setDialog({ kind: "liable" }),
  });
  return (
    <Screen
      title={`房产档案　${code}`}
      testId="household-screen"
      help={HELP}
      head={<KeyButton testId="household-back" keyName="Escape" onClick={onBack}>回到楼栋</KeyButton>}
      actions={
        <>
          <KeyButton testId="household-edit" keyName="F6" disabled={!view} onClick={() => setDialog({ kind: "unit" })}>修改房产</KeyButton>
          <KeyButton testId="household-add-person" keyName="F7" disabled={!view} onClick={() => setDialog({ kind: "person", person: null })}>加一个人</KeyButton>
          <KeyButton testId="household-liable" keyName="F8" disabled={!view} onClick={() => setDialog({ kind: "liable" })}>换交费人</KeyButton>
          <KeyButton testId="household-collect" keyName="F4" type="primary" disabled={!view} onClick={() => onCollect(code)}>去收款</KeyButton>
        </>
      }
    >
      <FailurePanel failure={page.error ?? lists.error} testId="household-failure" />
      {view && (
        <>
          <Card view={view} />
          <div className="household-page">
            <People view={view} today={today ?? null} revealed={revealed} onEdit={(person) => setDialog({ kind: "person", person })} onReveal={(person) => setDialog({ kind: "reveal", person })} />
            <div className="household-side">
              <div className="row">
                <KeyButton testId="household-timeline" type={side === "timeline" ? "primary" : "default"} size="small" {...(side === "kept" ? { keyName: "F3" } : {})} onClick={() => setSide("timeline")}>经过</KeyButton>
                <KeyButton testId="household-kept" type={side === "kept" ? "primary" : "default"} size="small" {...(side === "timeline" ? { keyName: "F3" } : {})} onClick={() => setSide("kept")}>{`档案资料 ${keptCount(view.kept)}`}</KeyButton>
              </div>
              <Activity mode={side === "timeline" ? "visible" : "hidden"}><Timeline unit={view.unit.code} lines={view.timeline} /></Activity>
              {side === "kept" && <Kept kept={view.kept} />}
            </div>
          </div>
          {dialog?.kind === "unit" && lists.data && (
            <UnitDialog
              unit={view.unit}
              usages={lists.data.usages}
              statuses={lists.data.statuses}
              onBack={close}
              onSaved={(row) => {
                close();
                if (row.code !== code) onMoved(row.code);
              }}
            />
          )}
          {dialog?.kind === "person" && <PersonDialog unit={view.unit} person={dialog.person} onBack={close} onSaved={close} />}
          {dialog?.kind === "liable" && today !== undefined && <LiableDialog unit={view.unit} people={view.people} today={today} onBack={close} onSaved={close} />}
          {dialog?.kind === "reveal" && dialog.person && (
            <RevealDialog
              person={dialog.person}
              onBack={close}
              onRevealed={(phones) => {
                const id = dialog.person?.person_id;
                if (id !== undefined) setRevealed({ ...revealed, [id]: phones });
                close();
                // The button that was pressed is gone now.
                requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="timeline"] .table-scroll')?.focus());
              }}
            />
          )}
        </>
      )}
    </Screen>
  );
}

function Card({ view }: { readonly view: UnitPage }) {
  const { unit } = view;
  const facts = [
    unit.usage_label,
    unit.area === null ? "面积未登记" : `${unit.area} ㎡`,
    unit.status_label ?? "状态未登记",
    unit.handover === null ? "收楼日期未登记" : `${unit.handover} 收楼`,
  ];
  return (
    <div className="panel unit-card" data-testid="household-card" data-unit={unit.code}>
      <span className="code num">{unit.code}</span>
      <div className="unit-facts num">
        {facts.map((f) => <span key={f} className={f.includes("未登记") ? "warn" : ""}>{f.includes("未登记") ? `⚠ ${f}` : f}</span>)}
        {view.written !== "" && view.written !== unit.code && <span className="quiet">原台账写作“{view.written}”</span>}
      </div>
      <span className="grow" />
      <div>
        <div className="figure-label">未缴</div>
        <div className="figure">{unit.owed_fen > 0 ? <MoneyText fen={unit.owed_fen} testId="household-owed" /> : <span className="good">✓ 清</span>}</div>
      </div>
      {unit.overdue_fen > 0 && <div><div className="figure-label owing">其中逾期</div><div className="figure"><MoneyText fen={unit.overdue_fen} tone="owing" /></div></div>}
      {unit.prepaid_fen > 0 && <div><div className="figure-label">预存</div><div className="figure"><MoneyText fen={unit.prepaid_fen} /></div></div>}
    </div>
  );
}

interface PeopleProps {
  readonly view: UnitPage;
  readonly today: string | null;
  readonly revealed: Readonly<Record<number, readonly string[]>>;
  readonly onEdit: (person: PersonView) => void;
  readonly onReveal: (person: PersonView) => void;
}

function People({ view, today, revealed, onEdit, onReveal }: PeopleProps) {
  return (
    <div className="panel side-list" data-testid="household-people">
      <header>人<span className="quiet num">{view.people.length} 位</span></header>
      <div className="people-list">
        {view.people.length === 0 && <EmptyState title="没有登记业主" advice="按 F7 加一个人，勾上“由这个人交费”，才能出账。" />}
        {view.people.map((p) => (
          <div key={p.person_id} className="person-card" data-testid="household-person" data-person={p.person_id}>
            <div className="line">
              <b>{p.name}</b>
              <span className="tag">{p.relation_label}</span>
              {p.liable && (today !== null && p.liable_to !== null && p.liable_to < today
                ? <span className="tag quiet">原交费人</span>
                : <span className="tag pays">✓ 交费人</span>)}
              <span className="grow" />
              <KeyButton size="small" testId="person-edit" onClick={() => onEdit(p)}>修改</KeyButton>
            </div>
            <div className="line num">
              {p.phones.length === 0 ? <span className="warn">⚠ 没有电话</span> : <span className="selectable" data-testid="person-phones">☎ {(revealed[p.person_id] ?? p.phones).join("　")}</span>}
              {p.phones.length > 0 && revealed[p.person_id] === undefined && <KeyButton size="small" testId="person-reveal" onClick={() => onReveal(p)}>看完整号码</KeyButton>}
            </div>
            {p.liable && <div className="quiet num">交费：{p.liable_from ?? "一开始"} 至 {p.liable_to ?? "以后一直"}</div>}
          </div>
        ))}
      </div>
    </div>
  );
}
