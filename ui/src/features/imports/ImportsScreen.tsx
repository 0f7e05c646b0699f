import { Activity, useState } from "react";
import { KeyButton } from "../../shared/KeyButton";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { PastImports } from "./PastImports";
import { Wizard } from "./Wizard";
import "./imports.css";

const HELP: ScreenHelp = {
  keys: [
    ["F2", "选文件"],
    ["F4", "按改过的列重新看"],
    ["F8", "确认导入"],
    ["F6", "导入"],
    ["F7", "导入过的"],
    ["Escape", "放下这个文件；正在读时停止"],
  ],
  notes: [
    "确认以前什么都不写进账里，可以放心看。",
    "列认错了，点表头上的含义改；期初欠费没有写所属期间的，算到“欠费算到”那一天。",
    "同一个文件不会导两次。导错了，在收过钱以前可以整批撤回。",
  ],
};

interface Props {
  readonly onGoToTariffs: () => void;
}

/** 导入: a file, what was recognised, findings and sums, confirm. */
export function ImportsScreen({ onGoToTariffs }: Props) {
  const [side, setSide] = useState<"wizard" | "past">("wizard");
  useKeys({
    F6: () => setSide("wizard"),
    F7: () => setSide("past"),
    Escape: () => (side === "past" ? setSide("wizard") : false),
  });
  return (
    <Screen
      title="导入"
      testId="imports-screen"
      help={HELP}
      head={
        <>
          <KeyButton testId="imports-tab-wizard" keyName="F6" type={side === "wizard" ? "primary" : "default"} onClick={() => setSide("wizard")}>导入台账</KeyButton>
          <KeyButton testId="imports-tab-past" keyName="F7" type={side === "past" ? "primary" : "default"} onClick={() => setSide("past")}>导入过的</KeyButton>
        </>
      }
    >
      <Activity mode={side === "wizard" ? "visible" : "hidden"}>
        <div className="stack grow"><Wizard onGoToTariffs={onGoToTariffs} onGoToPast={() => setSide("past")} /></div>
      </Activity>
      <Activity mode={side === "past" ? "visible" : "hidden"}>
        <div className="stack grow"><PastImports /></div>
      </Activity>
    </Screen>
  );
}
