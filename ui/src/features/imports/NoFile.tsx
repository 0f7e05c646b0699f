import { EmptyState } from "../../shared/EmptyState";
import { KeyButton } from "../../shared/KeyButton";

const KINDS: readonly (readonly [kind: string, what: string])[] = [
  ["业主台账", "房号、面积、业主、电话"],
  ["欠费清单", "按月份范围，自动拆到每个月"],
  ["收费明细", "应收、实收，宽表也行"],
  ["抄表", "水表、电表的读数"],
  ["缴费记录", "以往收过的钱，只存档"],
  ["车位车辆", "车位号、车牌"],
  ["预存与押金", "代业主保管的钱"],
];

/** Nothing picked yet: what can be imported, and that nothing can go wrong. */
export function NoFile({ onPick }: { readonly onPick: () => void }) {
  return (
    <div className="panel grow no-file">
      <EmptyState sign="⇪" title="把原来的表格拖到窗口里，就可以开始" advice="原来是什么样就用什么样，不用照模板重做。Excel（.xls、.xlsx、.xlsm、.xlsb）、.ods 和 CSV 文本都能读。">
        <KeyButton type="primary" size="large" testId="import-pick-empty" keyName="F2" onClick={onPick}>选文件</KeyButton>
        <ul className="no-file-kinds" data-testid="import-kinds">
          {KINDS.map(([kind, what]) => <li key={kind}><b>{kind}</b><span>{what}</span></li>)}
        </ul>
        <div>一个文件里有几张表、几块表都可以。先给您看认出了什么，<b>确认以前什么都不写</b>。</div>
      </EmptyState>
    </div>
  );
}
