import { Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import type { OperatorView } from "../../bindings/OperatorView";
import type { SessionView } from "../../bindings/SessionView";
import { call, useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { KeyButton } from "../../shared/KeyButton";
import type { Column } from "../../shared/table/columns";
import { DataTable } from "../../shared/table/DataTable";
import { useAct } from "../../shared/useAct";

const ROLES = [
  { value: "cashier", label: "收银员", may: "收款、开收据、日结、导入、出通知单" },
  { value: "supervisor", label: "主管", may: "再加：改档案、出账、减免、作废、见证盘点、导出账目" },
  { value: "manager", label: "经理", may: "再加：定价、管操作员和设置、恢复备份" },
] as const;

const COLUMNS: readonly Column<OperatorView>[] = [
  { key: "name", title: "姓名", width: 10, text: (o) => o.name, sortBy: (o) => o.name, fixed: true },
  { key: "role", title: "职务", width: 8, text: (o) => o.role_label, filterable: true },
  { key: "active", title: "能不能登录", width: 8, text: (o) => (o.active ? "能" : "停用"), render: (o) => o.active ? <span className="good">● 能</span> : <span className="quiet">○ 停用</span> },
  { key: "may", title: "能做什么", text: (o) => ROLES.find((r) => r.value === o.role)?.may ?? "" },
];

/** Who can sign in, and as what. */
export function OperatorsSection({ session }: { readonly session: SessionView }) {
  const operators = useAsk("operators", null);
  const [editing, setEditing] = useState<OperatorView | "new" | null>(null);
  return (
    <>
      <FailurePanel failure={operators.error} testId="operators-failure" />
      <DataTable
        name="operators"
        testId="operators"
        rows={operators.data ?? []}
        columns={COLUMNS}
        rowKey={(o) => String(o.id)}
        onOpen={setEditing}
        rowClass={(o) => (o.active ? "" : "quiet")}
        tools={<KeyButton type="primary" size="small" testId="operator-add" onClick={() => setEditing("new")}>加操作员</KeyButton>}
        empty={null}
      />
      {editing !== null && <OperatorDialog operator={editing === "new" ? null : editing} self={session.operator.id} onBack={() => setEditing(null)} />}
    </>
  );
}

function OperatorDialog({ operator, self, onBack }: { readonly operator: OperatorView | null; readonly self: number; readonly onBack: () => void }) {
  const [name, setName] = useState(operator?.name ?? "");
  const [role, setRole] = useState(operator?.role ?? "cashier");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [active, setActive] = useState(operator?.active ?? true);
  const differ = again !== "" && again !== pin;
  const save = useAct(async () => {
    await call("save_operator", { operator_id: operator?.id ?? null, name: name.trim(), role, pin: pin === "" ? null : pin, active });
    onBack();
  });
  const may = ROLES.find((r) => r.value === role)?.may ?? "";
  return (
    <FormDialog
      title={operator === null ? "加操作员" : `修改 ${operator.name}`}
      confirmText="保存"
      testId="operator-dialog"
      ready={name.trim() !== "" && pin === again && (operator !== null || pin !== "")}
      busy={save.busy}
      failure={save.failure}
      onSubmit={() => void save.run()}
      onBack={onBack}
    >
      <Field label="姓名"><Input autoFocus value={name} onChange={(e) => setName(e.target.value)} aria-label="姓名" data-testid="operator-name" /></Field>
      <Field label="职务" hint={may}>
        <Radio.Group value={role} onChange={(e) => setRole(e.target.value as string)} options={ROLES.map(({ value, label }) => ({ value, label }))} data-testid="operator-role" />
      </Field>
      <Field label="密码" hint={operator === null ? "4 到 12 位数字，本人来输。" : "不改就空着。忘了密码在这里重设。"}>
        <Input type="password" value={pin} onChange={(e) => setPin(e.target.value)} autoComplete="off" inputMode="numeric" aria-label="密码" data-testid="operator-pin" />
      </Field>
      <Field label="再输一遍" mistake={differ ? "两次密码不一样，请重新输入。" : null}>
        <Input type="password" value={again} onChange={(e) => setAgain(e.target.value)} status={differ ? "error" : ""} autoComplete="off" inputMode="numeric" aria-label="再输一遍密码" data-testid="operator-pin-again" />
      </Field>
      {operator !== null && operator.id !== self && (
        <Field label="登录"><Checkbox checked={active} onChange={(e) => setActive(e.target.checked)} data-testid="operator-active">可以登录（离职的去掉勾，他经办的记录不变）</Checkbox></Field>
      )}
    </FormDialog>
  );
}
