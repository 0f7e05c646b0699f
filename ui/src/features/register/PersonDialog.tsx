import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import type { PersonView } from "../../bindings/PersonView";
import type { UnitRow } from "../../bindings/UnitRow";
import { call, mintId } from "../../platform";
import { DateInput } from "../../shared/DateInput";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { useAct } from "../../shared/useAct";
import { RELATIONS, splitPhones } from "./people";

interface Props {
  readonly unit: UnitRow;
  /** None: a new one. */
  readonly person: PersonView | null;
  readonly onBack: () => void;
  readonly onSaved: () => void;
}

/** A new person at a unit, or a change of one, with its reason. */
export function PersonDialog({ unit, person, onBack, onSaved }: Props) {
  const [id] = useState(mintId);
  const [name, setName] = useState(person?.name ?? "");
  const [relation, setRelation] = useState(person?.relation ?? "owner");
  const [phones, setPhones] = useState("");
  const [liable, setLiable] = useState(person?.liable ?? false);
  const [from, setFrom] = useState<string | null>(person?.liable_from ?? null);
  const [to, setTo] = useState<string | null>(person?.liable_to ?? null);
  const [reason, setReason] = useState("");
  const save = useAct(async () => {
    await call("save_person", {
      id,
      unit_id: unit.unit_id,
      person_id: person?.person_id ?? null,
      name: name.trim(),
      relation,
      phones: phones.trim() === "" ? (person === null ? [] : null) : [...splitPhones(phones)],
      liable,
      liable_from: liable ? (from ?? "") : "",
      liable_to: liable ? (to ?? "") : "",
      reason: reason.trim(),
    });
    onSaved();
  });
  return (
    <FormDialog
      title={person === null ? `${unit.code} 加一个人` : `修改 ${person.name}（${unit.code}）`}
      confirmText={person === null ? "加上这个人" : "保存修改"}
      testId="person-dialog"
      ready={name.trim() !== "" && reason.trim() !== ""}
      busy={save.busy}
      failure={save.failure}
      onSubmit={() => void save.run()}
      onBack={onBack}
    >
      <Field label="姓名">
        <Input autoFocus value={name} onChange={(e) => setName(e.target.value)} aria-label="姓名" data-testid="person-dialog-name" />
      </Field>
      <Field label="是什么人">
        <Select value={relation} onChange={setRelation} options={[...RELATIONS]} aria-label="是什么人" data-testid="person-dialog-relation" />
      </Field>
      <Field label="电话" hint={person === null ? "几个电话用空格隔开。" : `现在是 ${person.phones.join("、") || "（没有）"}；不改就空着，要改就把全部号码重写一遍。`}>
        <Input value={phones} onChange={(e) => setPhones(e.target.value)} inputMode="tel" autoComplete="off" aria-label="电话" data-testid="person-dialog-phones" />
      </Field>
      <Field label="谁交费">
        <Checkbox checked={liable} onChange={(e) => setLiable(e.target.checked)} data-testid="person-dialog-liable">由这个人交费</Checkbox>
      </Field>
      {liable && (
        <Field label="交费从到" hint="“从”空着是一开始，“到”空着是以后一直。">
          <div className="row">
            <DateInput value={from} onChange={setFrom} label="从哪天起交费" testId="person-dialog-from" />
            <span>到</span>
            <DateInput value={to} onChange={setTo} label="到哪天为止" testId="person-dialog-to" />
          </div>
        </Field>
      )}
      <Field label="为什么改">
        <Input value={reason} onChange={(e) => setReason(e.target.value)} placeholder="记进日志，例如：业主来电更正" aria-label="原因" data-testid="person-dialog-reason" />
      </Field>
    </FormDialog>
  );
}
