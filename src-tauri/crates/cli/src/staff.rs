//! Founding an office, its operators, its settings.

use office::acts;
use office::views::operators::{OperatorView, SaveOperator};
use office::views::start::CreateOffice;

use crate::answer::{Answer, Failure};
use crate::args::{Init, Operator, Settings};
use crate::counter::{Counter, secret, the_one};
use crate::input::{amount, yuan};
use crate::table::Table;

/// `init`: founds an office in the folder, and says once which PINs were made up.
pub fn init(counter: &mut Counter, args: &Init) -> Result<Answer, Failure> {
    let request = CreateOffice {
        name: args.name.clone(),
        training: args.training,
        empty: args.empty,
        manager_name: args.manager.clone(),
        manager_pin: secret("ZHANGFANG_PIN")?.filter(|_| !args.training),
    };
    let view = acts::create_office(&mut counter.desk, request, counter.now)?;
    let mut table = Table::new(&["操作员", "角色", "PIN"]);
    for operator in &view.operators {
        let pin = operator.pin.clone().unwrap_or_else(|| "（如所给）".into());
        table.row(&[operator.name.clone(), role_label(&operator.role).into(), pin]);
    }
    let kind = if view.office.training { "练习账套" } else { "账套" };
    let text = format!(
        "{kind}“{}”建好了，在 {}。\n{}请记下 PIN，以后不再显示。\n",
        view.office.name,
        counter.desk.folder().display(),
        table.text()
    );
    Answer::of(&view, text)
}

fn role_label(role: &str) -> &str {
    match role {
        "cashier" => "收银员",
        "supervisor" => "主管",
        "manager" => "经理",
        other => other,
    }
}

/// `operator …`.
pub fn operator(counter: &mut Counter, args: Operator) -> Result<Answer, Failure> {
    let request = match args {
        Operator::List => {
            let all = acts::operators(&mut counter.desk, (), counter.now)?;
            return operators_answer(&all);
        }
        Operator::Add { name, role } => {
            SaveOperator { operator_id: None, name, role, pin: secret("ZHANGFANG_NEW_PIN")?, active: true }
        }
        Operator::Change { who, role, off, on } => {
            let all = acts::operators(&mut counter.desk, (), counter.now)?;
            let old = the_one(all, &who)?;
            SaveOperator {
                operator_id: Some(old.id),
                name: old.name,
                role: role.unwrap_or(old.role),
                pin: secret("ZHANGFANG_NEW_PIN")?,
                active: (old.active || on) && !off,
            }
        }
    };
    if request.operator_id.is_none() && request.pin.is_none() {
        return Err(Failure::refusal(
            "new_pin_missing",
            "新操作员要有 PIN。请把它放进环境变量 ZHANGFANG_NEW_PIN。",
        ));
    }
    let all = acts::save_operator(&mut counter.desk, request, counter.now)?;
    operators_answer(&all)
}

fn operators_answer(all: &[OperatorView]) -> Result<Answer, Failure> {
    let mut table = Table::new(&["操作员", "角色", ""]);
    for o in all {
        let state = if o.active { "" } else { "停用" };
        table.row(&[o.name.clone(), o.role_label.clone(), state.into()]);
    }
    Ok(Answer { json: serde_json::json!({ "operators": all }), text: table.text(), warning: None })
}

/// `settings`: shows them, after changing those that were typed.
pub fn settings(counter: &mut Counter, args: Settings) -> Result<Answer, Failure> {
    let old = acts::settings(&mut counter.desk, (), counter.now)?;
    let mut new = old.clone();
    if let Some(text) = &args.over_short_limit {
        new.over_short_limit_fen = amount(text)?;
    }
    if !args.how_to_pay.is_empty() {
        new.how_to_pay = args.how_to_pay;
    }
    new.phone = args.phone.unwrap_or(new.phone);
    new.deadline_days = args.deadline_days.unwrap_or(new.deadline_days);
    new.receipt_paper = args.receipt_paper.unwrap_or(new.receipt_paper);
    let changed = new.over_short_limit_fen != old.over_short_limit_fen
        || new.how_to_pay != old.how_to_pay
        || new.phone != old.phone
        || new.deadline_days != old.deadline_days
        || new.receipt_paper != old.receipt_paper;
    if changed {
        new = acts::save_settings(&mut counter.desk, new, counter.now)?;
    }
    let text = format!(
        "长短款限额  {}\n怎样交费    {}\n电话        {}\n期限        {} 天\n收据纸      {}\n",
        yuan(new.over_short_limit_fen),
        new.how_to_pay.join(" / "),
        new.phone,
        new.deadline_days,
        new.receipt_paper
    );
    Answer::of(&new, text)
}
