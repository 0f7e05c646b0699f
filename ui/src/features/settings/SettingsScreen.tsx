import { Activity, useState, type ReactNode } from "react";
import type { SessionView } from "../../bindings/SessionView";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { AppearanceSection } from "./AppearanceSection";
import { BackupSection } from "./BackupSection";
import { ExportSection } from "./ExportSection";
import { LogSection } from "./LogSection";
import { OperatorsSection } from "./OperatorsSection";
import { PapersSection } from "./PapersSection";
import { VerifySection } from "./VerifySection";
import "./settings.css";

const HELP: ScreenHelp = {
  keys: [
    ["PageDown", "下一项设置"],
    ["PageUp", "上一项设置"],
    ["F4", "核对账目；查日志；备份"],
    ["F8", "保存"],
    ["Enter", "修改光标所在的操作员"],
  ],
  notes: [
    "收银员不能定价、出账、减免和作废：会计法第三十五条要求管钱的和定账的分开。",
    "备份写完会打开再核对一遍，核对过的才算数。把备份放到别的盘或移动硬盘上。",
    "核对账目会从每一笔重新算出余额和账链，说出第一处不对的地方。",
  ],
};

interface Section {
  readonly noun: string;
  readonly title: string;
  readonly says: string;
  readonly body: ReactNode;
}

interface Props {
  readonly session: SessionView;
}

/** 设置: people, papers, backup, verification, the log, exports. */
export function SettingsScreen({ session }: Props) {
  const [current, setCurrent] = useState("operators");
  const sections: readonly Section[] = [
    { noun: "operators", title: "操作员", says: "谁能登录，能做什么", body: <OperatorsSection session={session} /> },
    { noun: "papers", title: "票据和通知", says: "纸张、缴费方式、限额", body: <PapersSection /> },
    { noun: "backup", title: "备份与恢复", says: "存一份，或换回一份", body: <BackupSection /> },
    { noun: "verify", title: "核对账目", says: "逐项检查整本账", body: <VerifySection /> },
    { noun: "log", title: "日志", says: "谁在什么时候做了什么", body: <LogSection /> },
    { noun: "export", title: "导出账目", says: "给会计或审计", body: <ExportSection /> },
    { noun: "appearance", title: "外观", says: "深浅、字号", body: <AppearanceSection /> },
  ];
  const move = (by: number) => {
    const at = sections.findIndex((s) => s.noun === current);
    const next = sections[Math.max(0, Math.min(sections.length - 1, at + by))];
    if (next) setCurrent(next.noun);
  };
  useKeys({ PageDown: () => move(1), PageUp: () => move(-1) });
  return (
    <Screen title="设置" testId="settings-screen" help={HELP} head={<span className="quiet">登录的是{session.operator.name}（{session.operator.role_label}）</span>}>
      <div className="settings">
        <nav className="panel side-list" aria-label="设置项">
          <div className="items">
            {sections.map((s) => (
              <button key={s.noun} type="button" className={`side-item ${s.noun === current ? "on" : ""}`} aria-current={s.noun === current} data-testid={`settings-${s.noun}-tab`} onClick={() => setCurrent(s.noun)}>
                <b>{s.title}</b><span />
                <span className="quiet">{s.says}</span>
              </button>
            ))}
          </div>
          <div className="grow" />
          <div className="quiet settings-keys"><kbd>PgUp</kbd> <kbd>PgDn</kbd> 换一项</div>
        </nav>
        {sections.map((s) => (
          <Activity key={s.noun} mode={s.noun === current ? "visible" : "hidden"}>
            <div className="settings-body" data-testid={`settings-section-${s.noun}`}>{s.body}</div>
          </Activity>
        ))}
      </div>
    </Screen>
  );
}
