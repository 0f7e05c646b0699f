import { AccountBookOutlined, BellOutlined, CalculatorOutlined, DollarOutlined, HomeOutlined, ImportOutlined, SettingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { OperatorView } from "../bindings/OperatorView";
import type { SessionView } from "../bindings/SessionView";
import { CashDayScreen } from "../features/cash-day/CashDayScreen";
import { OpenDayPanel } from "../features/cash-day/OpenDayPanel";
import { CounterScreen } from "../features/counter/CounterScreen";
import { ImportsScreen } from "../features/imports/ImportsScreen";
import { NoticesScreen } from "../features/notices/NoticesScreen";
import { RegisterScreen } from "../features/register/RegisterScreen";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { TariffsScreen } from "../features/tariffs/TariffsScreen";
import type { Place } from "./Rail";

/** What one place, or the window, asks another to show; a new object for every time it is asked. */
export interface Asked {
  readonly counter: { readonly unit: string } | null;
  readonly register: { readonly unit: string } | null;
  /** A file that was dropped on the window. */
  readonly imports: { readonly path: string } | null;
}

/** What the window gives its places. */
export interface Given {
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  readonly asked: Asked;
  /** How many carts are put aside. */
  readonly held: number;
  readonly go: (noun: string) => void;
  readonly openAtCounter: (unit: string) => void;
  readonly openInRegister: (unit: string) => void;
}

/** The places in the order of the bar. A place's `digit` goes with Alt. */
export function placesFor(given: Given): readonly (Place & { readonly screen: ReactNode })[] {
  const { session, operators, asked, held, go } = given;
  const people = { session, operators };
  return [
    {
      noun: "counter",
      title: "收费台",
      short: "收费台",
      digit: 1,
      icon: <DollarOutlined />,
      screen: (
        <CounterScreen
          {...people}
          asked={asked.counter}
          openDay={<OpenDayPanel {...people} onClose={() => go("cash-day")} />}
          onGoToCashDay={() => go("cash-day")}
        />
      ),
    },
    {
      noun: "register",
      title: "房产档案",
      short: "房产档案",
      digit: 2,
      icon: <HomeOutlined />,
      screen: (
        <RegisterScreen session={session} asked={asked.register} onCollect={given.openAtCounter} onGoToImport={() => go("imports")} />
      ),
    },
    {
      noun: "tariffs",
      title: "收费标准与出账",
      short: "标准出账",
      digit: 3,
      icon: <CalculatorOutlined />,
      screen: <TariffsScreen session={session} />,
    },
    {
      noun: "imports",
      title: "导入",
      short: "导入",
      digit: 4,
      icon: <ImportOutlined />,
      screen: <ImportsScreen asked={asked.imports} onGoToTariffs={() => go("tariffs")} onGoToRegister={() => go("register")} />,
    },
    {
      noun: "notices",
      title: "催缴通知",
      short: "催缴通知",
      digit: 5,
      icon: <BellOutlined />,
      screen: <NoticesScreen onOpenUnit={given.openAtCounter} />,
    },
    {
      noun: "cash-day",
      title: "日结",
      short: "日结",
      digit: 6,
      icon: <AccountBookOutlined />,
      screen: (
        <CashDayScreen
          {...people}
          blockers={held === 0 ? [] : [{ key: "held", title: `收费台还有 ${held} 张挂单`, actText: "去收费台", onAct: () => go("counter") }]}
        />
      ),
    },
    {
      noun: "settings",
      title: "设置",
      short: "设置",
      digit: 7,
      icon: <SettingOutlined />,
      screen: <SettingsScreen session={session} />,
    },
  ];
}
