import { Input, Select } from "antd";
import { useState } from "react";
import type { Choice } from "../../bindings/Choice";
import type { UnitRow } from "../../bindings/UnitRow";
import { call, mintId } from "../../platform";
import { DateInput } from "../../shared/DateInput";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { useAct } from "../../shared/useAct";

interface Props {
  /** None: a new one. */
  readonly unit: UnitRow | null;
  readonly usages: readonly Choice[];
  readonly statuses: readonly Choice[];
  readonly onBack: () => void;
  readonly onSaved: (unit: UnitRow) => void;
}

/** A new unit, or a change of one, with its reason. */
export function UnitDialog({ unit, usages, statuses, onBack, onSaved }: Props) {
  const [id] = useState(mintId);
  const [code, setCode] = useState(unit?.code ?? "");
  const [usage, setUsage] = useState(unit?.usage ?? usages[0]?.code ?? "");
  const [area, setArea] = useState(unit?.area ?? "");
  const [status, setStatus] = useState<string | null>(unit?.status ?? null);
  const [handover, setHandover] = useState<string | null>(unit?.handover ?? null);
  const [reason, setReason] = useState("");
  const save = useAct(async () => {
    onSaved(await call("save_unit", {
      id,
      unit_id: unit?.unit_id ?? null,
      code: code.trim(),
      usage,
      area: area.trim(),
      status,
      handover: handover ?? "",
      reason: reason.trim(),
    }));
  });
  return (
    <FormDialog
      title={unit === null ? "加一户" : `修改 ${unit.code}`}
      confirmText={unit === null ? "加上这一户" : "保存修改"}
      testId="unit-dialog"
      ready={code.trim() !== "" && reason.trim() !== ""}
      busy={save.busy}
      failure={save.failure}
      onSubmit={() => void save.run()}
      onBack={onBack}
    >
      <Field label="房号" hint="像 3-2-501；写成 3栋2单元501 也认得。">
        <Input autoFocus value={code} onChange={(e) => setCode(e.target.value)} aria-label="房号" data-testid="unit-dialog-code" />
      </Field>
      <Field label="用途">
        <Select value={usage} onChange={setUsage} options={usages.map((u) => ({ value: u.code, label: u.label }))} aria-label="用途" data-testid="unit-dialog-usage" />
      </Field>
      <Field label="面积">
        <Input value={area} onChange={(e) => setArea(e.target.value)} suffix="㎡" className="money-input" inputMode="decimal" aria-label="面积" data-testid="unit-dialog-area" />
      </Field>
      <Field label="房屋状态">
        <Select value={status} onChange={(v: string | null | undefined) => setStatus(v ?? null)} allowClear placeholder="不清楚" options={statuses.map((s) => ({ value: s.code, label: s.label }))} aria-label="房屋状态" data-testid="unit-dialog-status" />
      </Field>
      <Field label="收楼日期" hint="从这天起收费；不清楚就空着。">
        <DateInput value={handover} onChange={setHandover} label="收楼日期" testId="unit-dialog-handover" />
      </Field>
      <Field label="为什么改">
        <Input value={reason} onChange={(e) => setReason(e.target.value)} placeholder="记进日志，例如：实测面积更正" aria-label="原因" data-testid="unit-dialog-reason" />
      </Field>
    </FormDialog>
  );
}
