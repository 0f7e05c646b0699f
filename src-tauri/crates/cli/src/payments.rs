//! Payments, receipts, voids, waivers.

use office::acts;
use office::views::payments::{ListReceipts, Pay, ReceiptRequest, ReceiptView, VoidReceipt, Waive};

use crate::answer::{Answer, Failure};
use crate::args;
use crate::counter::Counter;
use crate::input::{amount, new_id, optional_amount, tender, yuan};
use crate::register::household_answer;
use crate::table::Table;

/// `pay`: takes a payment. The receipt is durable before anything is printed.
pub fn pay(counter: &mut Counter, args: args::Pay) -> Result<Answer, Failure> {
    let request = Pay {
        id: args.id.unwrap_or_else(new_id),
        unit: args.unit,
        tenders: args.tenders.iter().map(|text| tender(text)).collect::<Result<_, _>>()?,
        charges: (!args.charges.is_empty()).then_some(args.charges),
        limit_fen: optional_amount(args.limit.as_deref())?,
        surplus_to_prepayment: args.prepay,
    };
    let view = acts::pay(&mut counter.desk, request, counter.now)?;
    let repeated = if view.repeated { "这个付款号已经收过，没有再收。\n" } else { "" };
    let mut answer = Answer::of(&view, format!("{repeated}{}", receipt_text(&view.receipt)))?;
    answer.warning = paper_warning(&view.receipt);
    Ok(answer)
}

fn paper_warning(receipt: &ReceiptView) -> Option<String> {
    let problem = receipt.pdf_problem.as_ref()?;
    Some(format!(
        "款已收妥，收据 No.{0} 的 PDF 没有做成：{problem}。排除后用 zhangfang reprint {0} 补打，不要再收一次。",
        receipt.number
    ))
}

fn receipt_text(receipt: &ReceiptView) -> String {
    let mut lines = Table::new(&["项目", "期间", "算式", ">金额"]);
    for line in &receipt.lines {
        lines.row(&[line.item.clone(), line.period.clone(), line.working.clone(), yuan(line.amount_fen)]);
    }
    let pdf = receipt.pdf.as_ref().map(|path| format!("{path}\n")).unwrap_or_default();
    let voided = receipt.voided.as_ref().map(|why| format!("已作废：{why}\n")).unwrap_or_default();
    format!(
        "收据 No.{}  {}  {}  {}\n{}合计 {}，找零 {}。\n{voided}{pdf}",
        receipt.number,
        receipt.unit,
        receipt.payer,
        receipt.at,
        lines.text(),
        yuan(receipt.total_fen),
        yuan(receipt.change_fen),
    )
}

/// `receipts`.
pub fn receipts(counter: &mut Counter, args: args::Receipts) -> Result<Answer, Failure> {
    let request = ListReceipts { date: args.date, unit: args.unit, limit: args.limit };
    let view = acts::list_receipts(&mut counter.desk, request, counter.now)?;
    let mut table = Table::new(&["收据号", "时间", "房号", "交款人", ">金额", "收款人", ""]);
    for r in &view.receipts {
        table.row(&[
            r.number.clone(),
            r.at.clone(),
            r.unit.clone(),
            r.payer.clone(),
            yuan(r.total_fen),
            r.operator.clone(),
            if r.voided.is_some() { "作废".into() } else { String::new() },
        ]);
    }
    Answer::of(&view, format!("{}共 {} 张。\n", table.text(), view.receipts.len()))
}

/// `reprint`: the receipt again, marked 补打第N次.
pub fn reprint(counter: &mut Counter, args: args::Numbered) -> Result<Answer, Failure> {
    let view = acts::reprint_receipt(&mut counter.desk, ReceiptRequest { number: args.number }, counter.now)?;
    let text = format!("补打第 {} 次：{}\n{}\n", view.nth, view.paper.title, view.paper.path);
    Answer::of(&view, text)
}

/// `void`.
pub fn void(counter: &mut Counter, args: args::Void) -> Result<Answer, Failure> {
    let approver = counter.approver(args.second.second.as_deref())?;
    let request = VoidReceipt { id: new_id(), number: args.number, reason: args.reason, approver };
    let view = acts::void_receipt(&mut counter.desk, request, counter.now)?;
    let text = receipt_text(&view);
    Ok(Answer { json: serde_json::json!({ "receipt": view }), text, warning: None })
}

/// `waive`: answers like `owed` for the unit the charge is of.
pub fn waive(counter: &mut Counter, args: args::Waive) -> Result<Answer, Failure> {
    let approver = counter.approver(args.second.second.as_deref())?;
    let request = Waive {
        id: new_id(),
        charge_id: args.charge,
        amount_fen: amount(&args.amount)?,
        reason: args.reason,
        approval: args.approval,
        approver,
    };
    household_answer(&acts::waive(&mut counter.desk, request, counter.now)?)
}
