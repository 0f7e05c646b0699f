//! Operators, and what the office decides once.

use ledger::calendar::Instant;
use ledger::entries::EntryKind;
use ledger::money::Fen;
use ledger::operators::{Duty, Role, acceptable_pin};
use ledger::refusal::Refusal;
use store::office::OperatorRow;
use store::{Reader, Writer};

use crate::desk::{Act, business_date};
use crate::pins::hash_pin;
use crate::views::operators::{OperatorView, SaveOperator, Settings};
use crate::{Desk, Result};

pub(crate) fn view(row: &OperatorRow) -> OperatorView {
    OperatorView {
        id: row.id.0,
        name: row.name.clone(),
        role: row.role.code().into(),
        role_label: row.role.chinese().into(),
        active: row.active,
    }
}

/// All operators.
pub fn operators(desk: &mut Desk, _request: (), _now: Instant) -> Result<Vec<OperatorView>> {
    desk.read(|r| Ok(r.operators()?.iter().map(view).collect()))
}

/// Adds or changes an operator. Refusals: `not_allowed`, `role_unknown`, `pin_too_simple`, `pin_missing`,
/// `operator_name_taken`, `operator_name_missing`, `last_manager`.
pub fn save_operator(desk: &mut Desk, request: SaveOperator, now: Instant) -> Result<Vec<OperatorView>> {
    let session = desk.permitted(Duty::ManageOffice)?;
    let role = Role::parse(&request.role)
        .ok_or_else(|| Refusal::new("role_unknown", "没有这个角色。可选收银员、主管、经理。"))?;
    let name = request.name.trim();
    if name.is_empty() {
        return Err(Refusal::new("operator_name_missing", "操作员要有姓名。请填写。").into());
    }
    let hash = match &request.pin {
        Some(pin) => {
            acceptable_pin(pin)?;
            Some(hash_pin(pin)?)
        }
        None => None,
    };
    let act = Act::fresh(&session, now);
    desk.write(|w| {
        let all = w.operators()?;
        if all.iter().any(|o| o.name == name && Some(o.id.0) != request.operator_id) {
            return Err(Refusal::new(
                "operator_name_taken",
                format!("已经有叫{name}的操作员。请换一个名字。"),
            )
            .into());
        }
        let what = match request.operator_id {
            None => {
                let hash = hash.ok_or_else(|| Refusal::new("pin_missing", "新操作员要有 PIN。请填写。"))?;
                w.insert_operator(name, role, &hash)?;
                "新增"
            }
            Some(id) => {
                let row = all
                    .iter()
                    .find(|o| o.id.0 == id)
                    .ok_or_else(|| Refusal::new("operator_unknown", "没有这个操作员。请重新选择。"))?;
                let last = !all.iter().any(|o| o.id != row.id && o.active && o.role == Role::Manager);
                if last && (role != Role::Manager || !request.active) {
                    return Err(Refusal::new(
                        "last_manager",
                        "这是最后一位经理，不能停用或改角色。请先另设一位经理。",
                    )
                    .into());
                }
                let pin_hash = hash.unwrap_or_else(|| row.pin_hash.clone());
                let changed =
                    OperatorRow { name: name.into(), role, pin_hash, active: request.active, ..row.clone() };
                w.update_operator(&changed)?;
                w.set_wrong_pins(row.id, 0, None)?;
                "修改"
            }
        };
        let mut entry = act.entry(EntryKind::OperatorSet, business_date(w, now)?);
        entry.document = format!("{what}{} {name}", role.chinese());
        w.post(&entry)?;
        Ok(())
    })?;
    operators(desk, (), now)
}

impl Settings {
    /// What an office starts with. A training office says on its papers how and when to pay. A real one has not been asked yet: its papers say no
    /// more than is true everywhere.
    pub(crate) fn initial(training: bool) -> Self {
        let how_to_pay = match training {
            true => vec![
                "服务中心收费台：每日 8:30–18:00，现金、微信、支付宝、刷卡均可。".into(),
                "银行转账请备注：房号 + 姓名 + 物业费，并把转账凭证给收银员核对。".into(),
            ],
            false => vec!["请到物业服务中心收费台缴纳。".into()],
        };
        Settings {
            over_short_limit_fen: Fen::yuan(50).into(),
            how_to_pay,
            phone: String::new(),
            deadline_days: 15,
            receipt_paper: "a5".into(),
        }
    }

    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self> {
        match reader.setting("settings")? {
            Some(text) => Ok(serde_json::from_str(&text)?),
            None => Ok(Settings::initial(false)),
        }
    }

    pub(crate) fn over_short_limit(&self) -> Fen {
        self.over_short_limit_fen.into()
    }

    fn check(&self) -> Result<()> {
        let sound = (0..=100_000).contains(&self.over_short_limit_fen.0)
            && (1..=365).contains(&self.deadline_days)
            && matches!(self.receipt_paper.as_str(), "a5" | "form_half" | "form_third");
        match sound {
            true => Ok(()),
            false => Err(Refusal::new(
                "setting_out_of_range",
                "设置里有超出范围的数：长短款限额 0 到 1000 元，期限 1 到 365 天，纸张从列表里选。请核对。",
            )
            .into()),
        }
    }
}

pub(crate) fn write_settings(writer: &Writer<'_>, settings: &Settings) -> Result<()> {
    Ok(writer.set_setting("settings", &serde_json::to_string(settings)?)?)
}

/// The settings.
pub fn settings(desk: &mut Desk, _request: (), _now: Instant) -> Result<Settings> {
    desk.read(Settings::read)
}

/// Changes the settings. Refusals: `not_allowed`, `setting_out_of_range`.
pub fn save_settings(desk: &mut Desk, request: Settings, now: Instant) -> Result<Settings> {
    let session = desk.permitted(Duty::ManageOffice)?;
    request.check()?;
    let act = Act::fresh(&session, now);
    desk.write(|w| {
        let before = Settings::read(w)?;
        write_settings(w, &request)?;
        let mut entry = act.entry(EntryKind::SettingSet, business_date(w, now)?);
        entry.document = "设置".into();
        entry.content = format!("{} → {}", serde_json::to_string(&before)?, serde_json::to_string(&request)?);
        w.post(&entry)?;
        Ok(())
    })?;
    settings(desk, (), now)
}
