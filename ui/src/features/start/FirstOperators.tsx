import type { CreatedView } from "../../bindings/CreatedView";
import { KeyButton } from "../../shared/KeyButton";

const ROLES: Readonly<Record<string, string>> = { cashier: "收银员", supervisor: "主管", manager: "经理" };

interface Props {
  readonly created: CreatedView;
  readonly onNoted: () => void;
}

/** The first people of a new office. PINs the program made up are shown here and nowhere again. */
export function FirstOperators({ created, onNoted }: Props) {
  const madeUp = created.operators.some((o) => o.pin !== null);
  return (
    <div className="gate">
      <div className="card panel">
        <h1>{created.office.name}：建好了</h1>
        {madeUp && <div className="notice caution">⚠ 下面的密码只显示这一次，请抄下来。以后可以在“设置”里改。</div>}
        <table className="dense selectable">
          <thead><tr><th>姓名</th><th>岗位</th><th>密码（PIN）</th></tr></thead>
          <tbody>
            {created.operators.map((o) => (
              <tr key={o.name} data-testid="first-operator" data-role={o.role}>
                <td>{o.name}</td>
                <td>{ROLES[o.role] ?? o.role}</td>
                <td className="num strong" data-testid="first-operator-pin">{o.pin ?? "刚才输入的"}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <KeyButton testId="first-operators-noted" keyName="Enter" type="primary" autoFocus onClick={onNoted}>记下了，去登录</KeyButton>
        </div>
      </div>
    </div>
  );
}
