import { FilterFilled } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { choices, type Column, type Sort } from "./columns";

interface Props<Row> {
  readonly column: Column<Row>;
  readonly rows: readonly Row[];
  readonly sort: Sort | null;
  readonly chosen: readonly string[];
  readonly onSort: () => void;
  readonly onChoose: (texts: readonly string[]) => void;
}

/** A column's head: its title sorts, its funnel filters. */
export function HeaderCell<Row>({ column, rows, sort, chosen, onSort, onChoose }: Props<Row>) {
  const mine = sort?.key === column.key ? (sort.down ? " ↓" : " ↑") : "";
  const sorted = mine === "" ? "none" : sort?.down ? "descending" : "ascending";
  return (
    <th className={column.align ?? ""} aria-sort={sorted} scope="col">
      {column.sortBy ? <button type="button" onClick={onSort}>{column.title}{mine}</button> : column.title}
      {column.filterable && (
        <Popover
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={() => (
            <div className="stack">
              <div className="filter-list">
                {choices(rows, column).map((text) => (
                  <Checkbox
                    key={text}
                    checked={chosen.includes(text)}
                    onChange={(e) => onChoose(e.target.checked ? [...chosen, text] : chosen.filter((t) => t !== text))}
                  >
                    {text === "" ? "（空）" : text}
                  </Checkbox>
                ))}
              </div>
              <Button size="small" disabled={chosen.length === 0} onClick={() => onChoose([])}>全部显示</Button>
            </div>
          )}
        >
          <button type="button" className={`filter ${chosen.length > 0 ? "on" : ""}`} aria-label={`筛选 ${column.title}`}>
            <FilterFilled />
          </button>
        </Popover>
      )}
    </th>
  );
}
