import { Checkbox, Popover } from "antd";
import { useState } from "react";
import { KeyButton } from "../KeyButton";

/** What the chooser needs to know of a column. */
interface Choosable {
  readonly key: string;
  readonly title: string;
  readonly fixed?: boolean;
}

/** The columns that were taken off the table of this name, kept on this machine. */
export function useHiddenColumns(name: string): [readonly string[], (hidden: readonly string[]) => void] {
  const key = `zhangfang.columns.${name}`;
  const [hidden, setHidden] = useState<readonly string[]>(() => (localStorage.getItem(key) ?? "").split(",").filter(Boolean));
  return [
    hidden,
    (next) => {
      localStorage.setItem(key, next.join(","));
      setHidden(next);
    },
  ];
}

interface Props {
  readonly columns: readonly Choosable[];
  readonly hidden: readonly string[];
  readonly onHidden: (hidden: readonly string[]) => void;
  readonly testId: string;
}

/** Which columns stand on the table. */
export function ColumnChooser({ columns, hidden, onHidden, testId }: Props) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="filter-list">
          {columns.map((c) => (
            <Checkbox
              key={c.key}
              disabled={c.fixed ?? false}
              checked={!hidden.includes(c.key)}
              onChange={(e) => onHidden(e.target.checked ? hidden.filter((k) => k !== c.key) : [...hidden, c.key])}
            >
              {c.title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <span><KeyButton size="small" testId={testId}>列</KeyButton></span>
    </Popover>
  );
}
