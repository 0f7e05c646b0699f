//! Operators, their roles, and what each may do (会计法 art. 35: the cashier does not set tariffs, bill, waive or void).

use crate::refusal::Refusal;

/// What an operator is in the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 收银员
    Cashier,
    /// 客户主管
    Supervisor,
    /// 经理
    Manager,
}

impl Role {
    /// All, in the order screens list them.
    pub const ALL: [Role; 3] = [Role::Cashier, Role::Supervisor, Role::Manager];

    /// Stable word for storage and programs.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Cashier => "cashier",
            Role::Supervisor => "supervisor",
            Role::Manager => "manager",
        }
    }

    /// The field's word.
    pub const fn chinese(self) -> &'static str {
        match self {
            Role::Cashier => "收银员",
            Role::Supervisor => "主管",
            Role::Manager => "经理",
        }
    }

    /// Reads [`Role::code`] or the field's word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == text.trim() || r.chinese() == text.trim())
    }
}

/// What an act needs a role for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// 收款、开收据、补打
    TakePayments,
    /// 开班、盘点、日结
    KeepCashDay,
    /// 导入台账
    ImportRegister,
    /// 改房产、业主
    ChangeRegister,
    /// 制定收费标准
    SetTariffs,
    /// 出账
    RunBilling,
    /// 打印通知单
    IssueNotices,
    /// 减免
    Waive,
    /// 作废收据
    VoidReceipts,
    /// 见证盘点、认可长短款
    WitnessCount,
    /// 管理操作员和设置
    ManageOffice,
    /// 备份
    Backup,
    /// 恢复备份
    Restore,
    /// 导出全部账目
    ExportBooks,
    /// 查看完整号码
    RevealNumbers,
}

impl Duty {
    /// All.
    pub const ALL: [Duty; 15] = [
        Duty::TakePayments,
        Duty::KeepCashDay,
        Duty::ImportRegister,
        Duty::ChangeRegister,
        Duty::SetTariffs,
        Duty::RunBilling,
        Duty::IssueNotices,
        Duty::Waive,
        Duty::VoidReceipts,
        Duty::WitnessCount,
        Duty::ManageOffice,
        Duty::Backup,
        Duty::Restore,
        Duty::ExportBooks,
        Duty::RevealNumbers,
    ];

    /// Stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Duty::TakePayments => "take_payments",
            Duty::KeepCashDay => "keep_cash_day",
            Duty::ImportRegister => "import_register",
            Duty::ChangeRegister => "change_register",
            Duty::SetTariffs => "set_tariffs",
            Duty::RunBilling => "run_billing",
            Duty::IssueNotices => "issue_notices",
            Duty::Waive => "waive",
            Duty::VoidReceipts => "void_receipts",
            Duty::WitnessCount => "witness_count",
            Duty::ManageOffice => "manage_office",
            Duty::Backup => "backup",
            Duty::Restore => "restore",
            Duty::ExportBooks => "export_books",
            Duty::RevealNumbers => "reveal_numbers",
        }
    }

    /// For the refusal: 收银员不能…
    pub const fn chinese(self) -> &'static str {
        match self {
            Duty::TakePayments => "收款",
            Duty::KeepCashDay => "开班和日结",
            Duty::ImportRegister => "导入台账",
            Duty::ChangeRegister => "修改房产和业主",
            Duty::SetTariffs => "制定收费标准",
            Duty::RunBilling => "出账",
            Duty::IssueNotices => "出通知单",
            Duty::Waive => "减免",
            Duty::VoidReceipts => "作废收据",
            Duty::WitnessCount => "见证盘点",
            Duty::ManageOffice => "管理操作员和设置",
            Duty::Backup => "备份",
            Duty::Restore => "恢复备份",
            Duty::ExportBooks => "导出全部账目",
            Duty::RevealNumbers => "查看完整号码",
        }
    }

    /// The least role that has this duty. A supervisor and a manager may stand in at the counter; who did is recorded.
    pub const fn least_role(self) -> Role {
        match self {
            Duty::TakePayments
            | Duty::KeepCashDay
            | Duty::ImportRegister
            | Duty::IssueNotices
            | Duty::Backup
            | Duty::RevealNumbers => Role::Cashier,
            Duty::ChangeRegister
            | Duty::RunBilling
            | Duty::Waive
            | Duty::VoidReceipts
            | Duty::WitnessCount
            | Duty::ExportBooks => Role::Supervisor,
            Duty::SetTariffs | Duty::ManageOffice | Duty::Restore => Role::Manager,
        }
    }
}

/// Whether `role` has `duty`. Refusal: `not_allowed`.
pub fn permit(role: Role, duty: Duty) -> Result<(), Refusal> {
    if role >= duty.least_role() {
        return Ok(());
    }
    Err(Refusal::new(
        "not_allowed",
        format!(
            "{}不能{}。请由{}登录后办理。",
            role.chinese(),
            duty.chinese(),
            match duty.least_role() {
                Role::Supervisor => "主管或经理",
                other => other.chinese(),
            }
        ),
    ))
}

/// What a PIN must be: four to twelve digits, not all the same. Refusal: `pin_too_simple`.
pub fn acceptable_pin(pin: &str) -> Result<(), Refusal> {
    let digits = pin.chars().all(|c| c.is_ascii_digit());
    let varied = pin.chars().any(|c| !pin.starts_with(c));
    if digits && varied && (4..=12).contains(&pin.len()) {
        return Ok(());
    }
    Err(Refusal::new("pin_too_simple", "PIN 要 4 到 12 位数字，且不能全是同一个数字。请换一个。"))
}

/// How long a wrong PIN makes one wait: after five in a row, a minute; it doubles with each further one, to an hour.
pub const fn wait_after_wrong_pins(in_a_row: u32) -> std::time::Duration {
    if in_a_row < 5 {
        return std::time::Duration::ZERO;
    }
    let doublings = if in_a_row - 5 > 6 { 6 } else { in_a_row - 5 };
    let seconds = 60_u64 << doublings;
    std::time::Duration::from_secs(if seconds > 3600 { 3600 } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cashier_cannot_do_what_the_law_keeps_apart() {
        for duty in Duty::ALL {
            let kept_apart = !matches!(
                duty,
                Duty::TakePayments
                    | Duty::KeepCashDay
                    | Duty::ImportRegister
                    | Duty::IssueNotices
                    | Duty::Backup
                    | Duty::RevealNumbers
            );
            let refused = permit(Role::Cashier, duty).map_err(|r| r.code) == Err("not_allowed");
            assert_eq!(refused, kept_apart, "cashier and {duty:?}");
            assert_eq!(permit(Role::Manager, duty), Ok(()), "the manager answers for everything");
        }
    }

    #[test]
    fn pins_are_digits_and_varied() {
        for (pin, good) in
            [("1234", true), ("1111", false), ("123", false), ("12a4", false), ("1234567890123", false)]
        {
            assert_eq!(acceptable_pin(pin).is_ok(), good, "{pin}");
        }
    }

    #[test]
    fn guessing_gets_slower() {
        let seconds: Vec<u64> = (3..14).map(|n| wait_after_wrong_pins(n).as_secs()).collect();
        assert_eq!(seconds, [0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    }
}
