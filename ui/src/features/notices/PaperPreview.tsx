import type { NoticeRow } from "../../bindings/NoticeRow";
import { useAsk } from "../../platform";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { MoneyText } from "../../shared/MoneyText";
import { fen } from "../../shared/money";
import { paperOf, type Paper } from "./paperLines";

interface Props {
  readonly row: NoticeRow | null;
  readonly month: string;
}

/** What the paper for this household says: asked from the books, the serial and the date come with the printing. */
export function PaperPreview({ row, month }: Props) {
  if (row === null) {
    return <div className="panel paper-desk"><EmptyState title="这里预览通知单" advice="在左边移动光标，看每一户的纸上写什么。" sign="▤" /></div>;
  }
  return (
    <div className="panel paper-desk" data-testid="notices-preview" data-unit={row.unit}>
      <div className="quiet paper-note">纸样：编号和日期在打印时填上</div>
      <Sheet row={row} month={month} />
    </div>
  );
}

function chineseMonth(month: string): string {
  const [year, number] = month.split("-");
  return `${year}年${Number(number)}月`;
}

function Sheet({ row, month }: { readonly row: NoticeRow; readonly month: string }) {
  const household = useAsk("household", { unit: row.unit }, { keepPrevious: true });
  const settings = useAsk("settings", null);
  const strip = useAsk("strip", null);
  const office = strip.data?.office;
  // The last household stands until the next is there; its lines must not be taken for this one's.
  const charges = household.data?.unit.code === row.unit ? household.data.charges : [];
  const paper = paperOf(row, month, charges);
  const days = settings.data?.deadline_days;
  return (
    <article className="paper selectable" data-testid="notices-paper">
      <FailurePanel failure={household.error ?? settings.error} testId="notices-preview-failure" />
      {office?.training === true && <div className="paper-training" aria-hidden>练习</div>}
      <div className="paper-office">{office?.name}</div>
      <h2>{row.kind_label}</h2>
      <table className="paper-parties">
        <tbody>
          <tr><th>房　　号</th><td>{row.unit}</td><th>编　　号</th><td className="quiet">打印时编</td></tr>
          <tr><th>交 款 人</th><td>{row.person}</td><th>费用月份</th><td>{chineseMonth(month)}</td></tr>
        </tbody>
      </table>
      <p><b>{row.person}：</b></p>
      <p className="indent">
        {row.kind === "arrears"
          ? `截至打印当天，您名下的 ${row.unit} 尚有下列费用未缴，其中已过应缴日期的，表中注明“已逾期”。`
          : `您名下的 ${row.unit}，${chineseMonth(month)}应缴费用如下表。`}
        {days !== undefined && `请于打印后 ${days} 天内${row.kind === "arrears" ? "缴清" : "缴纳"}。`}
      </p>
      <Lines paper={paper} />
      <div className="paper-total">
        <span>总计{row.overdue_fen > 0 && <>（其中已逾期 <MoneyText fen={row.overdue_fen} />）</>}</span>
        <b><MoneyText fen={row.total_fen} testId="notices-paper-total" /></b>
      </div>
      {settings.data && settings.data.how_to_pay.length > 0 ? (
        <>
          <p><b>缴费方式</b></p>
          <ol>{settings.data.how_to_pay.map((line) => <li key={line}>{line}</li>)}</ol>
        </>
      ) : settings.data && <p className="warn">⚠ 还没有写缴费方式：在“设置 → 票据和通知”里写上，纸上就有。</p>}
      {settings.data && settings.data.phone !== "" && <p>联系电话：{settings.data.phone}</p>}
      <div className="paper-sign"><div>{office?.name}</div><div className="quiet">（盖章）</div></div>
    </article>
  );
}

function Lines({ paper }: { readonly paper: Paper }) {
  return (
    <table className="paper-lines">
      <thead><tr><th>收费项目</th><th>所属期间</th><th>应缴日期</th><th className="right">金额（元）</th></tr></thead>
      <tbody>
        {paper.lines.map((l) => (
          <tr key={`${l.item} ${l.period} ${l.due}`}>
            <td>{l.item}</td>
            <td>{l.period}</td>
            <td>{l.due}{l.overdue && <span className="owing"> 已逾期</span>}</td>
            <td className="right"><MoneyText fen={l.amount} bare /></td>
          </tr>
        ))}
        {paper.earlier > 0 && <tr><td colSpan={3}>此前欠费</td><td className="right"><MoneyText fen={paper.earlier} bare /></td></tr>}
        {paper.prepaid > 0 && <tr><td colSpan={3}>减：预存款</td><td className="right"><MoneyText fen={fen(-paper.prepaid)} bare /></td></tr>}
      </tbody>
    </table>
  );
}
