import { Dropdown } from "antd";
import type { ColumnView } from "../../bindings/ColumnView";
import type { FindingView } from "../../bindings/FindingView";
import type { ImportChoices } from "../../bindings/ImportChoices";
import type { SheetPreview } from "../../bindings/SheetPreview";
import type { SheetRow } from "../../bindings/SheetRow";
import { kindOf, meaningOf, type Saying } from "./choices";
import { isPrivate, mask, maskAll } from "./mask";
import { asExcelShows, columnOf, letterOf, onlyText, regionAt, worst } from "./sheet";

interface Props {
  readonly row: SheetRow;
  /** Rows were left out before this one. */
  readonly jump: boolean;
  /** It holds a total of the workbook's own. */
  readonly total: boolean;
  readonly count: number;
  readonly sheet: SheetPreview;
  /** Of this sheet. */
  readonly columns: readonly ColumnView[];
  readonly choices: ImportChoices;
  readonly found: ReadonlyMap<string, readonly FindingView[]>;
  /** The cell in this row that is marked. */
  readonly marked: string | null;
  readonly full: boolean;
  /** Its menu is open. */
  readonly asking: boolean;
  readonly onAsk: (open: boolean) => void;
  readonly onMark: (cell: string) => void;
  readonly onSay: (words: Saying) => void;
}

/** A row of the sheet. */
export function GridRow({ row, jump, total, count, sheet, columns, choices, found, marked, full, asking, onAsk, onMark, onSay }: Props) {
  const outside = !sheet.regions.some((r) => row.row >= r.header_row && row.row <= r.last_row);
  // A title or a signature line runs over the empty cells beside it, as in Excel.
  const alone = outside && !total ? onlyText(row.cells) : undefined;
  return (
    <tr className={`${jump ? "jump" : ""} ${total ? "total" : ""}`} data-row={row.row}>
      <th scope="row"><RowNumber row={row.row} sheet={sheet.name} choices={choices} asking={asking} onAsk={onAsk} onSay={onSay} /></th>
      {alone !== undefined && alone.column > 0 && <td colSpan={alone.column} />}
      {alone !== undefined && <td colSpan={count - alone.column} title={full ? alone.text : mask(alone.text)}>{full ? alone.text : mask(alone.text)}</td>}
      {alone === undefined && Array.from({ length: count }, (_, i) => {
        const name = `${letterOf(i)}${row.row}`;
        const written = row.cells[i] ?? "";
        const region = regionAt(sheet.regions, row.row, i);
        const header = region !== undefined && row.row <= region.header_end;
        const meaning = region && !header ? meaningOf(choices, sheet.name, i, columnOf(columns, sheet.name, region, i)) : null;
        const text = full ? asExcelShows(written) : isPrivate(meaning) ? maskAll(written) : mask(asExcelShows(written));
        const findings = found.get(name);
        const kind = region && kindOf(choices, sheet.name, region);
        const part = region === undefined ? "" : `k-${kind ?? "none"} ${header ? "head" : "data"} ${i === region.first_column ? "first" : ""} ${i === region.last_column ? "last" : ""} ${row.row === region.last_row ? "end" : ""}`;
        return (
          <td
            key={name}
            className={`${part} ${findings ? `flagged ${worst(findings).level}` : ""} ${name === marked ? "marked" : ""} ${isFigure(text) ? "right" : ""}`}
            title={findings ? `${name}\n${findings.map((f) => (full ? f.message : mask(f.message))).join("\n")}` : text}
            onClick={() => onMark(name)}
            {...(findings ? { "data-testid": "import-finding-cell", "data-cell": name } : {})}
          >
            {text}
          </td>
        );
      })}
    </tr>
  );
}

interface NumberProps {
  readonly row: number;
  readonly sheet: string;
  readonly choices: ImportChoices;
  readonly asking: boolean;
  readonly onAsk: (open: boolean) => void;
  readonly onSay: (words: Saying) => void;
}

/** The row's number; clicked, it offers the row as a header. */
function RowNumber({ row, sheet, choices, asking, onAsk, onSay }: NumberProps) {
  const header = choices.headers.some((h) => h.sheet === sheet && h.row === row);
  const button = (
    <button type="button" tabIndex={-1} title={header ? "您定的表头" : "点一下：当作表头"} data-testid={`import-row-${row}`} onClick={() => onAsk(!asking)}>
      {header ? "▸" : ""}{row}
    </button>
  );
  if (!asking) return button;
  const label = <span data-testid="import-row-header">{header ? `第 ${row} 行不再当作表头` : `把第 ${row} 行当作表头`}</span>;
  return (
    <Dropdown
      open
      trigger={["click"]}
      onOpenChange={onAsk}
      menu={{
        items: [{ key: "header", label }],
        onClick: () => {
          onAsk(false);
          onSay({ about: "header", sheet, row });
        },
      }}
    >
      {button}
    </Dropdown>
  );
}

function isFigure(text: string): boolean {
  return /^-?[\d,]+(\.\d+)?$/.test(text);
}
