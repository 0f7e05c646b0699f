import { Checkbox } from "antd";
import { useImperativeHandle, useRef, useState, type Ref } from "react";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { CellBar } from "./CellBar";
import type { Saying } from "./choices";
import { RegionChips } from "./RegionChips";
import { firstShown, regionKey } from "./sheet";
import { SheetGrid, type SheetHandle } from "./SheetGrid";
import { SheetTabs } from "./SheetTabs";

export interface WorkbookHandle {
  /** Turns to the sheet, brings a cell into sight and marks it; false where the preview does not carry its row. */
  readonly show: (sheet: string, cell: string) => boolean;
  /** So many sheets on. */
  readonly turn: (by: number) => void;
  /** The arrows scroll the sheet. */
  readonly focus: () => void;
}

interface Props {
  readonly preview: ImportPreview;
  readonly choices: ImportChoices;
  /**
   * Numbers of people are shown whole. They are covered until somebody asks, because others look over the counter; nobody
   * is asked why, as in the register, because the file is the user's own and open in Excel as well.
   */
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onSay: (words: Saying) => void;
  readonly ref?: Ref<WorkbookHandle>;
}

/** The workbook as its user knows it: its sheets, what was recognised tinted, each column saying what it was taken for. */
export function Workbook({ preview, choices, full, onFull, onSay, ref }: Props) {
  const { sheets } = preview;
  const [turned, setTurned] = useState<string | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const grid = useRef<SheetHandle>(null);
  const sheet = sheets.find((s) => s.name === turned) ?? firstShown(sheets);

  function turnTo(name: string) {
    if (name === sheet?.name) return;
    setTurned(name);
    setMarked(null);
    setPointed(null);
  }
  /** As in Excel, the arrows walk the sheet that was turned to. */
  function turnAndWalk(name: string) {
    turnTo(name);
    requestAnimationFrame(() => grid.current?.focus());
  }
  useImperativeHandle(ref, () => ({
    show: (name, cell) => {
      const there = sheets.find((s) => s.name === name)?.rows.some((r) => cell.replace(/^[A-Z]+/, "") === String(r.row));
      turnTo(name);
      // What was found about a whole sheet names no cell.
      if (cell === "") return true;
      if (there !== true) return false;
      setMarked(cell);
      // The other sheet has to be drawn first.
      requestAnimationFrame(() => grid.current?.bring(cell));
      return true;
    },
    focus: () => grid.current?.focus(),
    turn: (by) => {
      const at = sheets.findIndex((s) => s.name === sheet?.name);
      const to = sheets[Math.max(0, Math.min(sheets.length - 1, at + by))];
      if (to) turnAndWalk(to.name);
    },
  }));
  if (sheet === undefined) return <div className="panel sheet-frame"><div className="quiet">这个文件里没有表。</div></div>;
  return (
    <div className="panel sheet-frame" data-testid="import-workbook" data-sheet={sheet.name}>
      <div className="sheet-top">
        <RegionChips
          key={sheet.name}
          preview={preview}
          sheet={sheet}
          choices={choices}
          pointed={pointed}
          onPoint={(region) => {
            setPointed(regionKey(region));
            grid.current?.bringRow(region.header_row, region.first_column);
          }}
          onSay={onSay}
        />
        <Checkbox checked={full} onChange={(e) => onFull(e.target.checked)} data-testid="import-full-numbers">显示完整号码</Checkbox>
      </div>
      <SheetGrid key={sheet.name} ref={grid} preview={preview} sheet={sheet} choices={choices} full={full} marked={marked} pointed={pointed} onMark={setMarked} onSay={onSay} />
      <CellBar
        preview={preview}
        sheet={sheet}
        marked={marked}
        full={full}
        onMeaning={() => grid.current?.askMeaning()}
        isHeader={(row) => choices.headers.some((h) => h.sheet === sheet.name && h.row === row)}
        onHeader={(row) => onSay({ about: "header", sheet: sheet.name, row })}
      />
      <SheetTabs preview={preview} current={sheet.name} onTurn={turnAndWalk} />
    </div>
  );
}
