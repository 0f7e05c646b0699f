//! Founding an office, signing in, the strip at the top.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Fen;
use super::operators::OperatorView;

/// Where the program stands when a window opens.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct StartView {
    /// The office in the data folder, if there is one.
    pub office: Option<OfficeView>,
    /// Who can sign in.
    pub operators: Vec<OperatorView>,
    /// Who is signed in.
    pub session: Option<SessionView>,
    /// Where the ledger lies.
    pub folder: String,
    /// Why a ledger that is there cannot be opened: code and sentence.
    pub problem: Option<ProblemView>,
    /// Warnings about the folder: removable, network or cloud-synced.
    pub warnings: Vec<String>,
}

/// A standing refusal shown on the start screen or the banner.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ProblemView {
    /// For programs.
    pub code: String,
    /// What happened, what to do.
    pub message: String,
}

impl From<&ledger::refusal::Refusal> for ProblemView {
    fn from(refusal: &ledger::refusal::Refusal) -> Self {
        ProblemView { code: refusal.code.into(), message: refusal.message.clone() }
    }
}

/// An office.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OfficeView {
    /// 物业服务中心's name.
    pub name: String,
    /// 练习账套: made-up people, every paper stamped.
    pub training: bool,
}

/// Who is signed in.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SessionView {
    /// The operator.
    pub operator: OperatorView,
    /// The duties he has, as codes: screens hide what the core would refuse.
    pub duties: Vec<String>,
}

/// 建账.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct CreateOffice {
    /// The office's name.
    pub name: String,
    /// 练习账套.
    pub training: bool,
    /// A training office without the made-up estate.
    pub empty: bool,
    /// The manager's name; none: 经理.
    pub manager_name: Option<String>,
    /// His PIN; none: one is made up and shown once.
    pub manager_pin: Option<String>,
}

/// What was founded.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CreatedView {
    /// The office.
    pub office: OfficeView,
    /// Its first operators, with PINs where they were made up.
    pub operators: Vec<FirstOperator>,
}

/// An operator the program made, with the PIN that is shown once.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FirstOperator {
    /// Name.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Made up by the program; none if the caller gave it.
    pub pin: Option<String>,
}

/// PIN entry.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SignIn {
    /// Who.
    pub operator_id: i64,
    /// His PIN.
    pub pin: String,
}

/// What money needs to be seen, at the top of every screen.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct StripView {
    /// The office.
    pub office: OfficeView,
    /// Who is signed in.
    pub operator: OperatorView,
    /// 营业日, if a day is open.
    pub business_date: Option<String>,
    /// Since when, `08:31`.
    pub opened_at: Option<String>,
    /// Who opened it.
    pub cashier: Option<String>,
    /// 未缴存: cash taken and not yet carried to the bank, the float not among it. Hidden (none) from the cashier who
    /// still has to count blind.
    pub unbanked_fen: Option<Fen>,
    /// Last backup, RFC 3339.
    pub last_backup_at: Option<String>,
    /// Why nothing can be written now: a full or failing disk.
    pub read_only: Option<ProblemView>,
    /// Today by the clock.
    pub today: String,
}
