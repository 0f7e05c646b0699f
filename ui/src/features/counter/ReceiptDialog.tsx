import { Modal } from "antd";
import { useState } from "react";
import type { OperatorView } from "../../bindings/OperatorView";
import type { ReceiptView } from "../../bindings/ReceiptView";
import type { SessionView } from "../../bindings/SessionView";
import { call, mintId, useRefresh } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { PinDialog } from "../../shared/PinDialog";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { TENDERS } from "./cart";
import { signersOf } from "./signers";

interface Props {
  readonly receipt: ReceiptView;
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  readonly onClose: () => void;
  /** The receipt after an act on it. */
  readonly onChanged: (receipt: ReceiptView) => void;
}

/** Prints a receipt again, marked 补打第N次, and opens it. Gives which time it was. */
async function reprint(number: string): Promise<number> {
  const again = await call("reprint_receipt", { number });
  await call("open_paper", { path: again.paper.path });
  return again.nth;
}

/** One receipt: what it says, open it, print it again, void it. */
export function ReceiptDialog({ receipt, session, operators, onClose, onChanged }: Props) {
  const [voiding, setVoiding] = useState(false);
  const [voidId] = useState(mintId);
  const refresh = useRefresh();
  const print = useAct(() => reprint(receipt.number));
  const show = useAct((path: string) => call("open_paper", { path }));
  const alone = session.operator.role !== "cashier";
  useKeys({ F8: () => void print.run() }, { covers: true, enabled: !voiding });

  return (
    <Modal open centered onCancel={onClose} footer={null} width="44rem" title={`收据 No.${receipt.number}${receipt.voided === null ? "" : "（已作废）"}`}>
      <div className="stack" data-testid="receipt-dialog">
        <div className="row wrap">
          <b>{receipt.unit}</b><span>{receipt.payer}</span><span className="num quiet">{receipt.at}</span><span className="quiet">收款 {receipt.operator}</span>
        </div>
        {receipt.voided !== null && <div className="failure"><span className="sign">✕</span><span>{receipt.voided}</span></div>}
        <div className="receipt-lines">
        <table className="dense selectable">
          <colgroup><col style={{ width: "7rem" }} /><col style={{ width: "10.5rem" }} /><col /><col style={{ width: "8rem" }} /></colgroup>
          <thead><tr><th>项目</th><th>期间</th><th>算式</th><th className="right">金额（元）</th></tr></thead>
          <tbody>
            {receipt.lines.map((l, i) => (
              <tr key={`${l.item}${l.period}${i}`}>
                <td>{l.item}</td><td className="num">{l.period}</td><td className="quiet num" title={l.working}>{l.working}</td>
                <td className="right"><MoneyText fen={l.amount_fen} bare /></td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>
                {receipt.tenders.map((t) => (
                  <span key={t.tender} style={{ marginRight: "1rem" }}>
                    {TENDERS.find((k) => k.code === t.tender)?.title ?? t.tender} <MoneyText fen={t.amount_fen} />{t.reference === "" ? "" : `（${t.reference}）`}
                  </span>
                ))}
                {receipt.change_fen > 0 && <span className="quiet">找零 <MoneyText fen={receipt.change_fen} /></span>}
              </td>
              <td className="right"><MoneyText fen={receipt.total_fen} /></td>
            </tr>
          </tfoot>
        </table>
        </div>
        {receipt.pdf_problem !== null && <div className="notice caution">⚠ 收据没有生成：{receipt.pdf_problem}。钱已入账，请补打。</div>}
        <FailurePanel failure={print.failure ?? show.failure} testId="receipt-failure" />
        <div className="row">
          <KeyButton testId="receipt-void" danger disabled={receipt.voided !== null} onClick={() => setVoiding(true)}>作废…</KeyButton>
          <span className="grow" />
          <KeyButton testId="receipt-close" keyName="Escape" onClick={onClose}>返回</KeyButton>
          <KeyButton testId="receipt-open" disabled={receipt.pdf === null} loading={show.busy} onClick={() => receipt.pdf !== null && void show.run(receipt.pdf)}>打开收据</KeyButton>
          <KeyButton testId="receipt-reprint" keyName="F8" type="primary" loading={print.busy} onClick={() => void print.run()}>补打</KeyButton>
        </div>
      </div>
      <PinDialog
        open={voiding}
        title={`作废收据 No.${receipt.number}`}
        people={signersOf(operators)}
        needsPin={!alone}
        reasonLabel="作废原因（印在账上，改不了）"
        confirmText="作废"
        testId="void"
        onCancel={() => setVoiding(false)}
        onSign={async ({ id, pin, reason }) => {
          const approver = alone ? null : { operator_id: Number(id), pin };
          onChanged(await call("void_receipt", { id: voidId, number: receipt.number, reason, approver }));
          setVoiding(false);
          await refresh();
        }}
      >
        <p>作废后这 <MoneyText fen={receipt.total_fen} /> 退回给住户，所付的费用重新变成欠费；收据号保留，盖“作废”。</p>
      </PinDialog>
    </Modal>
  );
}
