//! Tariffs and billing runs.

use office::acts;
use office::views::billing::{
    PreviewBilling, RunBilling, SetTariff, TariffView, UnbilledView, WithdrawBilling,
};

use crate::answer::{Answer, Failure};
use crate::args::{Bill, Tariff};
use crate::counter::Counter;
use crate::input::{new_id, optional_amount, yuan};
use crate::table::Table;

/// `tariff list` and `tariff set`.
pub fn tariff(counter: &mut Counter, args: Tariff) -> Result<Answer, Failure> {
    match args {
        Tariff::List => {
            let view = acts::tariffs(&mut counter.desk, (), counter.now)?;
            Answer::of(&view, tariff_table(&view.tariffs))
        }
        Tariff::Set(a) => {
            let request = SetTariff {
                id: new_id(),
                item: a.item,
                treatment: a.treatment,
                step_fen: optional_amount(a.step.as_deref())?,
                basis: a.basis,
                rate: a.rate,
                from: a.from,
                building: a.building,
                usage: a.usage,
                proration: a.proration,
            };
            let view = acts::set_tariff(&mut counter.desk, request, counter.now)?;
            let text = format!("已定收费标准。\n{}", tariff_table(std::slice::from_ref(&view)));
            Answer::of(&view, text)
        }
    }
}

fn tariff_table(tariffs: &[TariffView]) -> String {
    let mut table = Table::new(&["项目", "范围", ">单价", "单位", "从", "到", "不满一月"]);
    for t in tariffs {
        table.row(&[
            t.item.clone(),
            t.scope.clone(),
            t.rate.clone(),
            t.basis_label.clone(),
            t.from.clone(),
            t.until.clone().unwrap_or_default(),
            t.proration_label.clone(),
        ]);
    }
    table.text()
}

/// `bill`: posts a run, only shows it, or takes one back.
pub fn bill(counter: &mut Counter, args: Bill) -> Result<Answer, Failure> {
    if let Some(entry) = args.withdraw {
        let request = WithdrawBilling { id: new_id(), entry, reason: args.reason.unwrap_or_default() };
        let view = acts::withdraw_billing(&mut counter.desk, request, counter.now)?;
        return Answer::of(&view, format!("已撤回第 {entry} 号出账，应收用红字冲回。\n"));
    }
    let through = args.through.unwrap_or_default();
    if args.preview {
        return preview(counter, &through);
    }
    let request = RunBilling { id: new_id(), through, expected_total_fen: None };
    let view = acts::run_billing(&mut counter.desk, request, counter.now)?;
    let text = format!(
        "已出账到 {}：{} 户 {} 笔，共 {}（第 {} 号账）。\n{}",
        view.through,
        view.units,
        view.lines,
        yuan(view.total_fen),
        view.entry,
        unbilled(&view.unbilled)
    );
    Answer::of(&view, text)
}

fn preview(counter: &mut Counter, through: &str) -> Result<Answer, Failure> {
    let request = PreviewBilling { through: through.to_owned() };
    let view = acts::preview_billing(&mut counter.desk, request, counter.now)?;
    let mut sums = Table::new(&["项目", "月份", ">户数", ">金额"]);
    for sum in &view.sums {
        sums.row(&[sum.item.clone(), sum.month.clone(), sum.units.to_string(), yuan(sum.amount_fen)]);
    }
    let text = format!(
        "{}将出 {} 户 {} 笔，共 {}。什么都没有写。\n{}",
        sums.text(),
        view.units,
        view.lines,
        yuan(view.total_fen),
        unbilled(&view.unbilled)
    );
    Answer::of(&view, text)
}

fn unbilled(left_out: &[UnbilledView]) -> String {
    let mut table = Table::new(&["没有出账的户", "项目", "缺什么"]);
    for unit in left_out {
        table.row(&[unit.unit.clone(), unit.item.clone(), unit.message.clone()]);
    }
    table.text()
}
