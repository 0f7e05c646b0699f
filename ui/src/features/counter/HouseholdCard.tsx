import type { Household } from "../../bindings/Household";
import { MoneyText } from "../../shared/MoneyText";

interface Props {
  readonly household: Household;
}

/** Who is standing at the counter: unit, people, what is owed and prepaid. */
export function HouseholdCard({ household }: Props) {
  const { unit, people } = household;
  const others = people.filter((p) => p.relation !== "owner");
  return (
    <div className="panel household" data-testid="counter-household" data-unit={unit.code}>
      <div className="line">
        <span className="unit num">{unit.code}</span>
        <span className="names">{unit.people === "" ? "（没有登记业主）" : unit.people}</span>
        {unit.phones !== "" && <span className="num">☎ {unit.phones}</span>}
        <span>{unit.usage_label}</span>
        {unit.area !== null && <span className="num">{unit.area} ㎡</span>}
        {unit.status_label !== null && <span>{unit.status_label}</span>}
        <span className="owes">
          {unit.owed_fen > 0 ? (
            <>欠 <b className={unit.overdue_fen > 0 ? "owing" : ""}><MoneyText fen={unit.owed_fen} testId="counter-owed" /></b></>
          ) : (
            <span className="good">✓ 不欠费</span>
          )}
          {household.overdue_months > 0 && <span className="owing months">（逾期 {household.overdue_months} 个月）</span>}
        </span>
      </div>
      <div className="line quiet">
        <span>预存 <MoneyText fen={unit.prepaid_fen} testId="counter-prepaid" /></span>
        <span>收据开给 {household.payer}</span>
        {unit.handover !== null && <span className="num">收楼 {unit.handover}</span>}
        {others.map((p) => <span key={p.person_id}>{p.relation_label} {p.name}{p.liable ? "（交费）" : ""}</span>)}
        {household.last_notice !== null && <span>{household.last_notice}</span>}
      </div>
    </div>
  );
}
