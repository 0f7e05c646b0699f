import type { CountResult } from "../../bindings/CountResult";
import { fen, sum, type Fen } from "../../shared/money";
import { MoneyText } from "../../shared/MoneyText";

/** Step 2: expected beside counted for every tender, the difference large. */
export function DifferenceStep({ result }: { readonly result: CountResult }) {
  const difference = sum(result.tenders.map((t) => t.difference_fen));
  return (
    <div className="panel card" data-testid="cash-day-step-difference">
      <h2><span className="step">② 差异</span></h2>
      <table className="dense difference-table">
        <thead>
          <tr><th>方式</th><th className="right">笔数</th><th className="right">账面</th><th className="right">点出</th><th className="right">差异</th></tr>
        </thead>
        <tbody>
          {result.tenders.map((t) => (
            <tr key={t.tender} data-testid={`cash-day-difference-${t.tender}`}>
              <td>{t.label}</td>
              <td className="right">{t.payments}</td>
              <td className="right"><MoneyText fen={t.expected_fen} bare /></td>
              <td className="right">{t.counted_fen === null ? <span className="quiet">未核对</span> : <MoneyText fen={t.counted_fen} bare />}</td>
              <td className="right">{t.counted_fen === null ? "—" : <OverShort fen={t.difference_fen} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="difference">
        <div>
          <div className="figure-label">{difference === 0 && result.off_by_fen > 0 ? "差异相抵，各项不平" : "差异"}</div>
          <div className="figure huge" data-testid="cash-day-difference" data-fen={difference}><OverShort fen={difference} /></div>
        </div>
        <div className="quiet">{result.off_by_fen === 0 ? "账实相符。" : "差额先记入待查，再由负责的人补足或公司承担。"}</div>
      </div>
    </div>
  );
}

/** Over or short with its word; agreeing is said, too. */
function OverShort({ fen: amount }: { readonly fen: Fen }) {
  if (amount === 0) return <span className="good">✓ 平</span>;
  return amount > 0 ? (
    <span className="warn">长 <MoneyText fen={amount} /></span>
  ) : (
    <span className="warn">短 <MoneyText fen={fen(-amount)} /></span>
  );
}
