import type { PaymentView } from "../../bindings/PaymentView";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { CannotShow } from "./CannotShow";
import { tendersInWords } from "./ReceiptList";
import type { Showing } from "./usePayment";

interface Props {
  readonly paid: PaymentView;
  readonly show: Showing;
  readonly onReprint: () => void;
}

/** The last payment, with the change in the largest type, until the next household is opened. */
export function Paid({ paid, show, onReprint }: Props) {
  const { receipt, repeated } = paid;
  return (
    <div className="notice good-news paid" role="status" data-testid="counter-paid" data-number={receipt.number}>
      <div>
        <div className="strong">✓ {repeated ? "这笔已经收过，没有重复收" : "已收款"} {receipt.unit}</div>
        <div className="quiet num">No.{receipt.number}　{receipt.payer}</div>
      </div>
      <div>
        <div className="figure-label">收（{tendersInWords(receipt)}）</div>
        <div className="figure"><MoneyText fen={receipt.total_fen} testId="counter-paid-total" /></div>
      </div>
      <div className="grow">
        <div className="figure-label">找零</div>
        <div className="figure huge"><MoneyText fen={receipt.change_fen} testId="counter-paid-change" /></div>
      </div>
      {receipt.pdf_problem !== null && <div className="warn">⚠ 收据没有生成：{receipt.pdf_problem}。钱已入账，请补打。</div>}
      <KeyButton testId="counter-reprint" keyName="F8" onClick={onReprint}>补打</KeyButton>
      <CannotShow show={show} safe="已收款、收据已存好" />
    </div>
  );
}
