import type { ReceiptView } from "../../bindings/ReceiptView";
import { MoneyText } from "../../shared/MoneyText";
import { TENDERS } from "./cart";

interface Props {
  readonly receipts: readonly ReceiptView[];
  readonly onOpen: (receipt: ReceiptView) => void;
}

/** `现金、微信`: what a receipt was paid with. */
export function tendersInWords(receipt: ReceiptView): string {
  return receipt.tenders.map((t) => TENDERS.find((k) => k.code === t.tender)?.title ?? t.tender).join("、");
}

/** The day's receipts, the latest first. A click opens one. */
export function ReceiptList({ receipts, onOpen }: Props) {
  return (
    <div className="panel side-list grow">
      <header><span>今天的收据</span><span className="quiet"><span className="hint">补打上一张 </span><kbd>F8</kbd></span></header>
      <div className="items" data-testid="counter-receipts">
        {receipts.length === 0 && <div className="empty">今天还没有收款</div>}
        {receipts.map((r) => (
          <button
            key={r.number}
            type="button"
            className={`side-item ${r.voided === null ? "" : "voided"}`}
            data-testid="counter-receipt"
            data-number={r.number}
            onClick={() => onOpen(r)}
          >
            <span className="num"><b>{r.unit}</b> <span className="quiet">No.{r.number}</span></span>
            <b><MoneyText fen={r.total_fen} /></b>
            <span className="quiet">{r.voided === null ? tendersInWords(r) : "✕ 已作废"}{r.reprints > 0 ? `，补打 ${r.reprints} 次` : ""}</span>
            <span className="quiet num">{r.at.slice(11, 16)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
