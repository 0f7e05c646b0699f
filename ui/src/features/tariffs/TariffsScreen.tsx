import { Activity, useState } from "react";
import type { SessionView } from "../../bindings/SessionView";
import { useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { Billing } from "./Billing";
import { TariffForm } from "./TariffForm";
import { TariffList } from "./TariffList";
import "./tariffs.css";

const HELP: ScreenHelp = {
  keys: [
    ["F6", "收费标准"],
    ["F7", "出账"],
    ["F4", "出账预览"],
    ["F8", "出账"],
    ["Enter", "保存新定的价"],
    ["Ctrl+C", "把选中的行复制给 Excel"],
    ["Escape", "从出账回到收费标准"],
  ],
  notes: [
    "改价从某一天起定一个新价，以前出的账不变；跨过改价日的那个月分成两段算。",
    "一期账只出一次：再出同一个月，只补上次没有出的。",
    "定价要经理，出账要主管或经理：会计法第三十五条要求管钱的和定账的分开。",
  ],
};

interface Props {
  readonly session: SessionView;
}

/** 收费标准与出账: prices with their dates, and the run that charges them. */
export function TariffsScreen({ session }: Props) {
  const [side, setSide] = useState<"tariffs" | "billing">("tariffs");
  const tariffs = useAsk("tariffs", null);
  const today = useAsk("strip", null).data?.today;
  useKeys({
    F6: () => setSide("tariffs"),
    F7: () => setSide("billing"),
    Escape: () => (side === "billing" ? setSide("tariffs") : false),
  });
  const focusItem = () => document.querySelector<HTMLElement>('[data-testid="tariff-item"]')?.focus();
  return (
    <Screen
      title="收费标准与出账"
      testId="tariffs-screen"
      help={HELP}
      head={
        <>
          <KeyButton testId="tariffs-tab-tariffs" keyName="F6" type={side === "tariffs" ? "primary" : "default"} onClick={() => setSide("tariffs")}>收费标准</KeyButton>
          <KeyButton testId="tariffs-tab-billing" keyName="F7" type={side === "billing" ? "primary" : "default"} onClick={() => setSide("billing")}>出账</KeyButton>
          {session.operator.role === "cashier" && <span className="quiet">收银员可以看；定价请经理登录，出账请主管或经理登录。</span>}
          {session.operator.role === "supervisor" && <span className="quiet">主管可以出账；定价请经理登录。</span>}
        </>
      }
    >
      <FailurePanel failure={tariffs.error} testId="tariffs-failure" />
      {tariffs.data && today !== undefined && (
        <Activity mode={side === "tariffs" ? "visible" : "hidden"}>
          <div className="tariffs">
            <TariffList items={tariffs.data.items} tariffs={tariffs.data.tariffs} today={today} onFirst={focusItem} />
            <TariffForm view={tariffs.data} today={today} />
          </div>
        </Activity>
      )}
      {today !== undefined && (
        <Activity mode={side === "billing" ? "visible" : "hidden"}>
          <Billing today={today} onGoToTariffs={() => setSide("tariffs")} />
        </Activity>
      )}
    </Screen>
  );
}
