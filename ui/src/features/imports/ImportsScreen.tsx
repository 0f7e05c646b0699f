import { Activity, useEffect, useState } from "react";
import { KeyButton } from "../../shared/KeyButton";
import { Screen, type ScreenHelp } from "../../shared/Screen";
import { useKeys } from "../../shared/useKeys";
import { PastImports } from "./PastImports";
import { Wizard } from "./Wizard";
import "./imports.css";
import "./sheet.css";

const HELP: ScreenHelp = {
  keys: [
    ["F2", "选文件；把文件拖到窗口里也一样"],
    ["F3", "看数目：导入多少，和表里的合计对不对得上"],
    ["F4", "看问题：哪些要您决定"],
    ["F5", "对照档案：新的、不一样的、表里没了的"],
    ["F8", "确认导入，做什么写在按钮上"],
    ["F9", "看问题时：把问题标在表上另存"],
    ["ArrowDown", "在表里移到下一格，下面显示它的全文和问题；在右边移到下一条"],
    ["F3 F4 F5", "在右边时再按一次，回到表里"],
    ["Enter", "在表里：改这一列当作什么"],
    ["Ctrl+H", "在表里：把这一行当作表头，再按一次不当"],
    ["Ctrl+PageDown", "下一张表"],
    ["Ctrl+PageUp", "上一张表"],
    ["F6", "导入"],
    ["F7", "导入过的；按 Del 撤回选中的一批"],
    ["Escape", "放下这个文件；正在读、正在写的时候取消"],
  ],
  notes: [
    "确认以前什么都不写进账里，可以放心看、放心改。",
    "列认错了，点列头上的含义改；整块表认错了，点表上面的“▾”改；表头没认出来，点那一行的行号。",
    "期初欠费没有写所属期间的，算到“期初欠费算到”那一天。",
    "您改过的选择会记住，下次导入同样格式的文件时沿用。",
    "同一个文件不会导两次。导错了，在收过钱以前可以整批撤回。",
  ],
};

interface Props {
  /** A file that was dropped on the window; a new object for every time. */
  readonly asked: { readonly path: string } | null;
  readonly onGoToTariffs: () => void;
  readonly onGoToRegister: () => void;
}

/** 导入: a file, what was recognised, findings and sums, confirm. */
export function ImportsScreen({ asked, onGoToTariffs, onGoToRegister }: Props) {
  const [side, setSide] = useState<"wizard" | "past">("wizard");
  useEffect(() => {
    if (asked) setSide("wizard");
  }, [asked]);
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
        <div className="stack grow"><Wizard dropped={asked} onGoToTariffs={onGoToTariffs} onGoToRegister={onGoToRegister} onGoToPast={() => setSide("past")} /></div>
      </Activity>
      <Activity mode={side === "past" ? "visible" : "hidden"}>
        <div className="stack grow"><PastImports /></div>
      </Activity>
    </Screen>
  );
}
