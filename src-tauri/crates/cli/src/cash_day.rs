//! 开班, 看账, 日结.

use office::acts;
use office::views::PaperView;
use office::views::cash_day::{
    CloseDay, ClosedDay, CountResult, DayRequest, DayStatus, OpenDay, SubmitCount, TenderResult,
};

use crate::answer::{Answer, Failure, as_json};
use crate::args;
use crate::counter::Counter;
use crate::input::{amount, counted, new_id, optional_amount, pieces, yuan};
use crate::table::Table;

/// `day …`.
pub fn day(counter: &mut Counter, args: args::Day) -> Result<Answer, Failure> {
    match args {
        args::Day::Open { float, reason, second } => open(counter, &float, reason, second.second.as_deref()),
        args::Day::Status => {
            let view = acts::day_status(&mut counter.desk, (), counter.now)?;
            Answer::of(&view, status_text(&view))
        }
        args::Day::Close(args) => close(counter, args),
        args::Day::List => list(counter),
        args::Day::Report { date } => {
            let request = DayRequest { business_date: date };
            let paper: PaperView = acts::day_report(&mut counter.desk, request, counter.now)?;
            Answer::of(&paper, format!("{}（{} 页）\n{}\n", paper.title, paper.pages, paper.path))
        }
    }
}

fn open(counter: &mut Counter, float: &str, reason: String, second: Option<&str>) -> Result<Answer, Failure> {
    let second = counter.approver(second)?;
    let request = OpenDay { id: new_id(), float_fen: amount(float)?, reason, second };
    let view = acts::open_day(&mut counter.desk, request, counter.now)?;
    let text = match &view.open {
        Some(day) => {
            format!(
                "已开班：营业日 {}，{}，备用金 {}。\n",
                day.business_date,
                day.cashier,
                yuan(day.float_fen)
            )
        }
        None => return Err(Failure::Fault("a day that was opened is not open".into())),
    };
    Answer::of(&view, text)
}

fn status_text(view: &DayStatus) -> String {
    let state = if view.state == "open" { "已开班" } else { "已日结" };
    format!(
        "营业日 {}  {state}  备用金 {}  收据 {} 张\n{}",
        view.business_date,
        yuan(view.float_fen),
        view.receipts,
        tenders(&view.tenders)
    )
}

fn tenders(results: &[TenderResult]) -> String {
    let mut table = Table::new(&["方式", ">笔数", ">账上应有", ">实有", ">差额"]);
    for t in results {
        table.row(&[
            t.label.clone(),
            t.payments.to_string(),
            yuan(t.expected_fen),
            t.counted_fen.map_or_else(|| "未核对".into(), yuan),
            if t.counted_fen.is_some() { yuan(t.difference_fen) } else { String::new() },
        ]);
    }
    table.text()
}

/// The count is kept whatever it shows; only then is the day closed with it.
fn close(counter: &mut Counter, args: args::CloseDay) -> Result<Answer, Failure> {
    let second = counter.approver(args.second.second.as_deref())?;
    let banked_fen = optional_amount(args.banked.as_deref())?;
    let statements = args.counted.iter().map(|text| counted(text)).collect::<Result<Vec<_>, _>>()?;
    let mut count: Option<CountResult> = None;
    if let Some(words) = args.count {
        let words = words.iter().filter(|word| !word.trim().is_empty());
        let pieces = words.map(|word| pieces(word)).collect::<Result<Vec<_>, _>>()?;
        let request = SubmitCount { id: new_id(), pieces, tenders: statements };
        count = Some(acts::submit_count(&mut counter.desk, request, counter.now)?);
    } else if !statements.is_empty() {
        return Err(Failure::refusal("usage", "--counted 要和 --count 一起写。请连现金一起盘点。"));
    }
    let request =
        CloseDay { id: new_id(), banked_fen, reason: args.reason, responsible: args.responsible, second };
    let closed = acts::close_day(&mut counter.desk, request, counter.now)?;
    let mut json = as_json(&closed)?;
    let mut text = String::new();
    if let Some(count) = &count {
        json["count"] = as_json(count)?;
        text = tenders(&count.tenders);
    }
    text.push_str(&closed_text(&closed));
    let warning = closed.report_problem.as_ref().map(|problem| {
        format!(
            "已日结，日报的 PDF 没有做成：{problem}。排除后用 zhangfang day report {} 再做。",
            closed.business_date
        )
    });
    Ok(Answer { json, text, warning })
}

fn closed_text(day: &ClosedDay) -> String {
    let report = day.report.as_ref().map(|paper| format!("{}\n", paper.path)).unwrap_or_default();
    format!(
        "营业日 {} 已日结：收款 {}，收据 {} 张，差额 {}，缴存 {}，留备用金 {}。\n账链末端 {}\n{report}",
        day.business_date,
        yuan(day.taken_fen),
        day.receipts,
        yuan(day.difference_fen),
        yuan(day.banked_fen),
        yuan(day.kept_fen),
        day.chain_head,
    )
}

fn list(counter: &mut Counter) -> Result<Answer, Failure> {
    let view = acts::closed_days(&mut counter.desk, (), counter.now)?;
    let mut table =
        Table::new(&["营业日", "日结时间", "收银", ">收款", ">收据", ">差额", ">缴存", ">留备用金"]);
    for d in &view.days {
        table.row(&[
            d.business_date.clone(),
            d.closed_at.clone(),
            d.cashier.clone(),
            yuan(d.taken_fen),
            d.receipts.to_string(),
            yuan(d.difference_fen),
            yuan(d.banked_fen),
            yuan(d.kept_fen),
        ]);
    }
    Answer::of(&view, format!("{}共 {} 天。\n", table.text(), view.days.len()))
}
