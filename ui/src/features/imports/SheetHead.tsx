import { Select, type RefSelectProps } from "antd";
import { useEffect, useRef } from "react";
import type { ColumnView } from "../../bindings/ColumnView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { ImportPreview } from "../../bindings/ImportPreview";
import type { RegionView } from "../../bindings/RegionView";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { chosenFor, headerFor, kindOf, meaningOf, type Saying } from "./choices";
import { columnOf, isEmpty, letterOf, SURENESS } from "./sheet";

interface Props {
  readonly preview: ImportPreview;
  readonly sheet: SheetPreview;
  readonly choices: ImportChoices;
  /** Of this sheet. */
  readonly columns: readonly ColumnView[];
  /** For each column, the table whose columns are named now. */
  readonly over: readonly (RegionView | undefined)[];
  /** The column whose choice is open, where it was opened by a key. */
  readonly asking: number | null;
  readonly onAsk: (column: number | null) => void;
  readonly onSay: (words: Saying) => void;
}

/** The letters of the columns, and under them what each is taken for. */
export function SheetHead({ preview, sheet, choices, columns, over, asking, onAsk, onSay }: Props) {
  const kinds = over.map((region) => (region === undefined ? null : kindOf(choices, sheet.name, region)));
  return (
    <thead>
      <tr>
        <th className="corner" />
        {over.map((region, i) => <th key={letterOf(i)} className={region ? `used k-${kinds[i] ?? "none"}` : ""}>{letterOf(i)}</th>)}
      </tr>
      <tr className="meanings">
        <th className="corner" title="每一列当作什么；可以改">当作</th>
        {over.map((region, i) => (
          <th key={letterOf(i)} className={region ? `used k-${kinds[i] ?? "none"}` : ""}>
            {region !== undefined && (
              <Meaning
                preview={preview}
                view={columnOf(columns, sheet.name, region, i)}
                index={i}
                empty={isEmpty(sheet, region, i)}
                open={asking === i}
                onClose={() => onAsk(null)}
                chosen={chosenFor(choices, sheet.name, i, columnOf(columns, sheet.name, region, i)) !== undefined}
                meaning={meaningOf(choices, sheet.name, i, columnOf(columns, sheet.name, region, i))}
                onMeaning={(meaning) => onSay({ about: "column", sheet: sheet.name, column: i, header: headerFor(columns, sheet.name, i, columnOf(columns, sheet.name, region, i)), meaning })}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface MeaningProps {
  readonly preview: ImportPreview;
  readonly view: ColumnView | undefined;
  readonly index: number;
  /** Nothing stands in it. */
  readonly empty: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
  /** A person said so. */
  readonly chosen: boolean;
  readonly meaning: string | null;
  readonly onMeaning: (meaning: string) => void;
}

/** The chip on a column's head: what it is taken for and how sure that is; another can be chosen. */
function Meaning({ preview, view, index, empty, open, onClose, chosen, meaning, onMeaning }: MeaningProps) {
  const select = useRef<RefSelectProps>(null);
  useEffect(() => {
    if (open) select.current?.focus();
  }, [open]);
  const guess = meaning !== null && !chosen && view?.confidence === "guess";
  const sure = chosen ? "您定的" : (SURENESS[view?.confidence ?? ""] ?? "");
  const about = [meaning === null ? "这一列不导入" : sure, view?.note ?? ""].filter((part) => part !== "").join("。");
  return (
    <span title={view && view.header !== "" ? `${view.header}：${about}` : about}>
      <Select
        ref={select}
        size="small"
        {...(open ? { open: true, onOpenChange: (still: boolean) => still || onClose() } : {})}
        variant={meaning === null ? "borderless" : "outlined"}
        className={`meaning ${meaning === null ? "unused" : ""} ${guess ? "guess" : ""}`}
        value={meaning}
        placeholder={empty ? "—" : "不导入"}
        popupMatchSelectWidth={false}
        listHeight={320}
        showSearch={{ optionFilterProp: "label" }}
        options={preview.meanings.map((m) => ({ value: m.code, label: m.label }))}
        labelRender={({ label }) => <>{guess ? "? " : ""}{label ?? view?.meaning_label}</>}
        onChange={(code: string) => onMeaning(code)}
        aria-label={`${letterOf(index)} 列当作什么`}
        data-testid={`import-meaning-${letterOf(index)}`}
        data-meaning={meaning ?? ""}
      />
    </span>
  );
}
