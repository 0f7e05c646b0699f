import { Checkbox, Segmented } from "antd";
import { useState } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { AddedUnits, ChangedUnits, GoneUnits, NewUnits } from "./DifferenceLists";
import { grouped } from "../../shared/money";
import { canChange, canLeave, changedCount, hasOtherOwners, tickOwners, type Ticked } from "./difference";

interface Props {
  readonly preview: ImportPreview;
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
}

type Part = "new" | "added" | "changed" | "gone";

/** The file beside the register: what is new, changed, gone; nothing of what is there changes unless it is ticked. */
export function Difference({ preview, ticked, onTick }: Props) {
  const { difference: d } = preview;
  const parts: readonly { readonly part: Part; readonly word: string; readonly count: number }[] = [
    { part: "new", word: "新的", count: d.new },
    { part: "added", word: "要补", count: d.added_to },
    { part: "changed", word: "变了", count: d.changed },
    { part: "gone", word: "没了", count: d.gone },
  ];
  const filled = parts.filter((p) => p.count > 0);
  const sold = d.changed_units.filter(hasOtherOwners).map((u) => u.code);
  const [chosen, setChosen] = useState<Part | null>(null);
  const part = filled.find((p) => p.part === chosen)?.part ?? filled.find((p) => p.part === "changed")?.part ?? filled[0]?.part ?? "new";
  return (
    <>
      <section className="difference-head">
        <p className="quiet">
          {d.same + d.changed + d.added_to + d.gone === 0 ? "档案里还没有这些户，全部是新的。" : d.same > 0 ? `与档案一样的 ${d.same} 户，不动。` : "与档案有出入的，勾了才动。"}
          {d.kept_already > 0 && `另有 ${d.kept_already} 条读数、缴费等已经有了，不重复。`}
          {d.elsewhere > 0 && `档案里另有 ${d.elsewhere} 户（欠费 ${grouped(d.elsewhere_fen)}）在这个文件没有写到的楼栋，照旧不动。`}
        </p>
        {filled.length > 0 && (
          <Segmented<Part>
            block
            value={part}
            onChange={setChosen}
            options={filled.map((p) => ({ value: p.part, label: <span data-testid={`import-part-${p.part}`}>{p.word} <b className="num">{p.count}</b></span> }))}
          />
        )}
      </section>
      <section className="difference-part" data-testid="import-difference" data-part={part}>
        {(part === "new" || part === "added") && filled.length > 0 && (
          <Checkbox checked={ticked.add} onChange={(e) => onTick({ ...ticked, add: e.target.checked })} data-testid="import-apply-new">
            {d.added_to === 0 ? `导入新的 ${d.new} 户` : d.new === 0 ? `补入 ${d.added_to} 户` : `导入新的 ${d.new} 户，补入 ${d.added_to} 户`}
          </Checkbox>
        )}
        {part === "changed" && (
          <div className="row">
            <Checkbox
              checked={ticked.allChanged}
              indeterminate={!ticked.allChanged && ticked.changed.size > 0}
              disabled={!d.changed_units.some(canChange)}
              onChange={(e) => onTick({ ...ticked, allChanged: e.target.checked, changed: new Set(), owners: e.target.checked ? ticked.owners : new Set() })}
              data-testid="import-apply-changed"
            >
              全部按表里的改
            </Checkbox>
            <span className="grow" />
            <span className="quiet num">已勾 {changedCount(ticked, d)} 户</span>
          </div>
        )}
        {part === "changed" && sold.length > 1 && (
          <Checkbox
            checked={sold.every((code) => ticked.owners.has(code))}
            indeterminate={ticked.owners.size > 0 && !sold.every((code) => ticked.owners.has(code))}
            onChange={(e) => onTick(tickOwners(ticked, sold, e.target.checked))}
            data-testid="import-take-over-all"
          >
            业主不同的 {sold.length} 户都换业主
          </Checkbox>
        )}
        {part === "gone" && (
          <div className="row">
            <Checkbox
              checked={ticked.gone.size > 0 && d.gone_units.filter(canLeave).every((u) => ticked.gone.has(u.code))}
              indeterminate={ticked.gone.size > 0 && !d.gone_units.filter(canLeave).every((u) => ticked.gone.has(u.code))}
              disabled={!d.gone_units.some(canLeave)}
              onChange={(e) => onTick({ ...ticked, gone: new Set(e.target.checked ? d.gone_units.filter(canLeave).map((u) => u.code) : []) })}
              data-testid="import-apply-gone"
            >
              全部移出档案
            </Checkbox>
            <span className="grow" />
            <span className="quiet num">已勾 {ticked.gone.size} 户</span>
          </div>
        )}
        {part === "new" && <NewUnits difference={d} />}
        {part === "added" && <AddedUnits difference={d} />}
        {part === "changed" && <ChangedUnits difference={d} ticked={ticked} onTick={onTick} />}
        {part === "gone" && <GoneUnits difference={d} ticked={ticked} onTick={onTick} />}
      </section>
    </>
  );
}
