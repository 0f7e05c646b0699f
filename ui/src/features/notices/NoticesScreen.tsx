import { Activity, useState } from "react";
import { useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { Kept } from "./Kept";
import { ToPrint } from "./ToPrint";
import "./notices.css";

const HELP: ScreenHelp = {
  keys: [
    ["F6", "要发的通知单"],
    ["F7", "发过的通知单"],
    ["ArrowDown", "下一户，↑ 上一户，右边跟着预览"],
    ["空格", "勾上或去掉这一户"],
    ["Ctrl+A", "勾上表里全部"],
    ["Enter", "打开这一户；在发过的里面是照原样再出"],
    ["Ctrl+P", "打印勾上的"],
    ["Escape", "退一步"],
  ],
  notes: [
    "缴费通知单列这个月的费用，以前的欠费合成一行；催缴通知单逐项列已经逾期的。",
    "每份有编号，打印出来的原文留底，以后照原样再出，不会变。",
    "通知单不写断水断电一类的话：那是民法典第九百四十四条不许的。",
  ],
};

interface Props {
  readonly onOpenUnit: (unit: string) => void;
}

/** 催缴通知: choose a month and households, see the paper, print; and what was printed before. */
export function NoticesScreen({ onOpenUnit }: Props) {
  const [side, setSide] = useState<"print" | "kept">("print");
  const strip = useAsk("strip", null);
  useKeys({
    F6: () => setSide("print"),
    F7: () => setSide("kept"),
    Escape: () => (side === "kept" ? setSide("print") : false),
  });
  return (
    <Screen
      title="催缴通知"
      testId="notices-screen"
      help={HELP}
      head={
        <>
          <KeyButton testId="notices-tab-print" keyName="F6" type={side === "print" ? "primary" : "default"} onClick={() => setSide("print")}>要发的</KeyButton>
          <KeyButton testId="notices-tab-kept" keyName="F7" type={side === "kept" ? "primary" : "default"} onClick={() => setSide("kept")}>发过的</KeyButton>
        </>
      }
    >
      <FailurePanel failure={strip.error} testId="notices-strip-failure" />
      <Activity mode={side === "print" ? "visible" : "hidden"}>
        <div className="stack grow">{strip.data && <ToPrint today={strip.data.today} onOpenUnit={onOpenUnit} />}</div>
      </Activity>
      <Activity mode={side === "kept" ? "visible" : "hidden"}>
        <div className="stack grow"><Kept /></div>
      </Activity>
    </Screen>
  );
}
