import { Input, Radio } from "antd";
import { useState } from "react";
import type { PersonView } from "../../bindings/PersonView";
import type { UnitRow } from "../../bindings/UnitRow";
import { call, mintId, Refusal } from "../../platform";
import { DateInput } from "../../shared/DateInput";
import { Field } from "../../shared/Field";
import { FormDialog } from "../../shared/FormDialog";
import { useAct } from "../../shared/useAct";
import { dayBefore, splitPhones } from "./people";

interface Props {
  readonly unit: UnitRow;
  readonly people: readonly PersonView[];
  readonly today: string;
  readonly onBack: () => void;
  readonly onSaved: () => void;
}

const NEW = "new";

/**
 * From a day on somebody else pays: the old liability ends the day before, the new one begins. What is owed from before
 * stays with whom it was (a sale moves no debt).
 */
export function LiableDialog({ unit, people, today, onBack, onSaved }: Props) {
  // One id for each act: pressing again after a fault repeats what was done already without doing it twice.
  const [ids, setIds] = useState(() => ({ end: people.map(mintId), begin: mintId() }));
  const now = people.filter((p) => p.liable && (p.liable_to === null || p.liable_to >= today));
  const others = people.filter((p) => !now.includes(p));
  const [who, setWho] = useState<string>(String(others[0]?.person_id ?? NEW));
  const [name, setName] = useState("");
  const [relation, setRelation] = useState("owner");
  const [phones, setPhones] = useState("");
  const [from, setFrom] = useState<string | null>(today);
  const [reason, setReason] = useState("");
  const chosen = people.find((p) => String(p.person_id) === who) ?? null;
  const save = useAct(async () => {
    if (from === null) return;
    try {
      for (const [i, p] of now.entries()) {
        await call("save_person", {
          id: ids.end[i] ?? mintId(), unit_id: unit.unit_id, person_id: p.person_id, name: p.name, relation: p.relation, phones: null,
          liable: true, liable_from: p.liable_from ?? "", liable_to: dayBefore(from), reason: reason.trim(),
        });
      }
      await call("save_person", {
        id: ids.begin, unit_id: unit.unit_id, person_id: chosen?.person_id ?? null, name: chosen?.name ?? name.trim(),
        relation: chosen?.relation ?? relation, phones: chosen ? null : [...splitPhones(phones)],
        liable: true, liable_from: from, liable_to: "", reason: reason.trim(),
      });
    } catch (thrown) {
      // After a refusal what is asked for changes, and is another act.
      if (thrown instanceof Refusal) setIds({ end: people.map(mintId), begin: mintId() });
      throw thrown;
    }
    onSaved();
  });
  return (
    <FormDialog
      title={`${unit.code} 换交费人`}
      confirmText="换交费人"
      testId="liable-dialog"
      ready={from !== null && reason.trim() !== "" && (chosen !== null || name.trim() !== "")}
      busy={save.busy}
      failure={save.failure}
      onSubmit={() => void save.run()}
      onBack={onBack}
    >
      <div className="notice">
        <span>以前的欠费还是以前的人的：过户、换租都不转移旧账。{now.length > 0 && `现在由${now.map((p) => p.name).join("、")}交费。`}</span>
      </div>
      <Field label="以后谁交费">
        <Radio.Group value={who} onChange={(e) => setWho(e.target.value as string)} data-testid="liable-dialog-who">
          {others.map((p) => <Radio key={p.person_id} value={String(p.person_id)}>{p.name}（{p.relation_label}）</Radio>)}
          <Radio value={NEW}>新的人</Radio>
        </Radio.Group>
      </Field>
      {chosen?.liable === true && (
        <div className="notice caution">
          ⚠ {chosen.name}以前交过费（{chosen.liable_from ?? "一开始"} 至 {chosen.liable_to ?? "以后一直"}），这一段会换成新的日期；已经出的账不变，没有出的旧账请先出完。
        </div>
      )}
      {chosen === null && (
        <>
          <Field label="姓名"><Input value={name} onChange={(e) => setName(e.target.value)} aria-label="姓名" data-testid="liable-dialog-name" /></Field>
          <Field label="是什么人">
            <Radio.Group value={relation} onChange={(e) => setRelation(e.target.value as string)} options={[{ value: "owner", label: "业主" }, { value: "tenant", label: "租户" }]} />
          </Field>
          <Field label="电话"><Input value={phones} onChange={(e) => setPhones(e.target.value)} inputMode="tel" aria-label="电话" data-testid="liable-dialog-phones" /></Field>
        </>
      )}
      <Field label="从哪天起" {...(from === null ? {} : { hint: now.length > 0 ? `原来的人交到 ${dayBefore(from)} 为止。` : "" })}>
        <DateInput value={from} onChange={setFrom} label="从哪天起" testId="liable-dialog-from" />
      </Field>
      <Field label="为什么换">
        <Input autoFocus value={reason} onChange={(e) => setReason(e.target.value)} placeholder="记进日志，例如：房屋过户，见过户登记" aria-label="原因" data-testid="liable-dialog-reason" />
      </Field>
    </FormDialog>
  );
}
