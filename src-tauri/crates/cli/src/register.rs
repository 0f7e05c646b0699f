//! Units and what they owe.

use office::acts;
use office::views::Fen;
use office::views::payments::Household;
use office::views::register::{ListUnits, UnitRequest, UnitRow};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure, as_json};
use crate::args::{Owed, Units};
use crate::counter::Counter;
use crate::input::yuan;
use crate::table::Table;

/// `units`: the register with what each unit owes.
pub fn units(counter: &mut Counter, args: Units) -> Result<Answer, Failure> {
    list(counter, ListUnits { building: args.building, owing_only: args.owing })
}

/// `owed`: everybody who owes, or one unit's charges with their workings.
pub fn owed(counter: &mut Counter, args: Owed) -> Result<Answer, Failure> {
    match args.unit {
        None => list(counter, ListUnits { building: None, owing_only: true }),
        Some(unit) => {
            let household = acts::household(&mut counter.desk, UnitRequest { unit }, counter.now)?;
            household_answer(&household)
        }
    }
}

fn list(counter: &mut Counter, request: ListUnits) -> Result<Answer, Failure> {
    let view = acts::list_units(&mut counter.desk, request, counter.now)?;
    let mut table = Table::new(&["房号", "用途", ">面积㎡", "业主", ">欠费", ">其中逾期", ">预存"]);
    for row in &view.units {
        table.row(&unit_cells(row));
    }
    let text = format!("{}共 {} 户，欠费 {}。\n", table.text(), view.units.len(), yuan(view.owed_fen));
    Ok(Answer {
        json: json!({ "units": as_json(&view.units)?, "owed_fen": view.owed_fen }),
        text,
        warning: None,
    })
}

fn unit_cells(row: &UnitRow) -> [String; 7] {
    [
        row.code.clone(),
        row.usage_label.clone(),
        row.area.clone().unwrap_or_default(),
        row.people.clone(),
        yuan(row.owed_fen),
        yuan(row.overdue_fen),
        yuan(row.prepaid_fen),
    ]
}

/// A household with its charges: what `owed` and `waive` answer. Ids are text, as they are typed after `--charge`.
pub fn household_answer(household: &Household) -> Result<Answer, Failure> {
    let mut charges = as_json(&household.charges)?;
    for charge in charges.as_array_mut().into_iter().flatten() {
        charge["id"] = Value::String(charge["id"].to_string());
    }
    let unit = &household.unit;
    let json = json!({
        "unit": unit.code,
        "owed_fen": unit.owed_fen,
        "overdue_fen": unit.overdue_fen,
        "prepaid_fen": unit.prepaid_fen,
        "payer": household.payer,
        "overdue_months": household.overdue_months,
        "last_notice": household.last_notice,
        "charges": charges,
    });
    Ok(Answer { json, text: household_text(household), warning: None })
}

fn household_text(household: &Household) -> String {
    let unit = &household.unit;
    let mut table = Table::new(&["编号", "项目", "期间", "到期", ">应收", ">未收", "算式"]);
    for charge in &household.charges {
        table.row(&[
            charge.id.to_string(),
            charge.item.clone(),
            charge.period.clone(),
            charge.due.clone(),
            yuan(charge.amount_fen),
            yuan(charge.open_fen),
            charge.working.clone(),
        ]);
    }
    let prepaid = match unit.prepaid_fen {
        Fen(0) => String::new(),
        some => format!("，预存 {}", yuan(some)),
    };
    format!("{}  {}\n{}欠费 {}{prepaid}。\n", unit.code, household.payer, table.text(), yuan(unit.owed_fen))
}
