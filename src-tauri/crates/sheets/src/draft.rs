//! The draft: what a workbook says, as it crosses from the reading process to the application. All of it serialises.

mod called;
mod estates;
mod findings;
mod proof;

use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Format;
pub use called::CalledRow;
pub use estates::estate_before;
pub use findings::*;
pub use proof::*;

/// What a table is imported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 业主台账: units, people and opening arrears.
    Roster,
    /// 欠费清单: arrears with month ranges, split into months.
    Arrears,
    /// 收费明细、收费宽表: fees due and received, one a line or one a column.
    Fees,
    /// 抄表: meters and their readings.
    Meters,
    /// 缴费记录: payments of the past.
    Payments,
    /// 车位车辆: parking spaces and vehicles.
    Vehicles,
    /// 预存与押金: prepayments and deposits held.
    Balances,
}

/// What a column of a roster holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// 序号
    Serial,
    /// 楼栋
    Building,
    /// 单元
    Entrance,
    /// 房号, alone or with building and entrance in it
    Room,
    /// 建筑面积
    Area,
    /// 用途
    Usage,
    /// 房屋动态
    Status,
    /// 收楼日期
    Handover,
    /// 业主姓名
    OwnerName,
    /// 业主电话
    OwnerPhone,
    /// 业主身份证号
    OwnerId,
    /// 租户姓名
    TenantName,
    /// 租户电话
    TenantPhone,
    /// 租户身份证号
    TenantId,
    /// 欠费: opening arrears of one item and period
    Opening,
    /// 欠费合计: the sum of the row's arrears, checked and not imported
    OpeningTotal,
    /// 责任人: who owes, where that is not the owner
    LiableName,
    /// 收费项目
    Item,
    /// 单价, 收费标准: what is charged for each ㎡, a year and the like
    Rate,
    /// 月应收, 月租: what is charged a month; never owed by itself
    Monthly,
    /// 欠费周期: a range of months in one cell
    PeriodRange,
    /// 计费起始日期
    PeriodFrom,
    /// 已交至: the last day that was paid for; arrears begin on the next
    PaidThrough,
    /// 计费终止日期
    PeriodTo,
    /// 月数
    Months,
    /// 应计金额, 应缴
    Due,
    /// 实收金额, 实缴
    Paid,
    /// 缴费时间
    PaidOn,
    /// 收银员
    Cashier,
    /// 金额, of what the table is about
    Amount,
    /// 预存, 预收
    Prepaid,
    /// 押金, 保证金; the header names which
    Deposit,
    /// 表号, 表名, 表类型
    Meter,
    /// 上期度数
    PreviousReading,
    /// 上期时间
    PreviousOn,
    /// 本期度数
    PresentReading,
    /// 本期时间
    PresentOn,
    /// 用量
    Consumption,
    /// 倍率
    Factor,
    /// 损耗
    Loss,
    /// 车牌
    Plate,
    /// 车位号, beside a room number
    Space,
    /// Kept as a note of the unit, under its header: 备注, 欠费原因, 收缴措施
    Note,
    /// Known, and not imported: doubles, signatures
    Ignored,
    /// Not understood, not imported
    Unknown,
}

impl Meaning {
    /// Amounts that the books would hold.
    pub(crate) fn is_money(self) -> bool {
        matches!(
            self,
            Meaning::Opening
                | Meaning::OpeningTotal
                | Meaning::Due
                | Meaning::Paid
                | Meaning::Amount
                | Meaning::Prepaid
                | Meaning::Deposit
        )
    }

    /// What is charged, paid or owed of a fee: no sum of several, and no money held.
    pub(crate) fn is_of_fee(self) -> bool {
        matches!(self, Meaning::Opening | Meaning::Due | Meaning::Paid | Meaning::Amount)
    }
}

/// How sure a recognition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// From what the cells hold, without a word of the header.
    Guess,
    /// From a part of the header's words.
    Likely,
    /// From the header's exact words, or a person said so.
    Sure,
}

/// What a workbook says, for a person to confirm. Amounts are whole 分, areas decimal strings, dates `2013-05-01`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Without its folder.
    pub file_name: String,
    /// Of the file's bytes, in hex: the same file is known again.
    pub sha256: String,
    /// By its first bytes.
    pub format: Format,
    /// What the workbook looks like, in its own order.
    pub sheets: Vec<SheetView>,
    /// What each column was taken for.
    pub columns: Vec<RecognisedColumn>,
    /// In the workbook's order; no code twice.
    pub units: Vec<DraftUnit>,
    /// In the workbook's order.
    pub findings: Vec<Finding>,
    /// Each total of the workbook beside ours.
    pub tie_outs: Vec<TieOut>,
    /// The sums of `units`.
    pub totals: Totals,
    /// Meter readings, in the workbook's order; kept in the register.
    pub readings: Vec<DraftReading>,
    /// Vehicles; kept in the register.
    pub vehicles: Vec<DraftVehicle>,
    /// Payments of the past; kept in the register, never in the books.
    pub past_payments: Vec<DraftPastPayment>,
    /// Prepayments and deposits held; posted as transfers.
    pub balances: Vec<DraftBalance>,
    /// Remarks and reasons, under the header they stood below; kept in the register.
    pub notes: Vec<DraftNote>,
    /// The findings of one code in one line each, the weightiest first.
    pub groups: Vec<FindingGroup>,
    /// Signs met in cells where a value was expected, with what they were taken for.
    pub symbols: Vec<SymbolSeen>,
    /// The same for every file of this layout: a hash of the kinds and headers of its tables.
    pub layout: String,
}

/// A sheet as it is shown beside the findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Hidden sheets are shown, and not imported.
    pub hidden: bool,
    /// The tables found on it.
    pub regions: Vec<RegionView>,
    /// The first rows, and those around findings; not all.
    pub rows: Vec<RowView>,
    /// How many rows have any content.
    pub row_count: u32,
    /// Columns that the workbook does not show, from 0. They are imported like any other.
    pub hidden_columns: Vec<u32>,
}

/// A table on a sheet; rows from 1, all included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionView {
    /// What stands above it, may be empty.
    pub title: String,
    /// What it is imported as.
    pub kind: Kind,
    /// How sure that is.
    pub confidence: Confidence,
    /// Where the headers begin.
    pub header_row: u32,
    /// Their last row: the same, or the one below; of a table without headers the row above.
    pub header_end: u32,
    /// From 0.
    pub first_column: u32,
    /// From 0, included.
    pub last_column: u32,
    /// The first row under the headers.
    pub first_row: u32,
    /// The last row with content.
    pub last_row: u32,
}

/// A row as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// From 1.
    pub row: u32,
    /// From column A; cells at the end may be missing.
    pub cells: Vec<String>,
    /// Not shown in the workbook: filtered or hidden. It is imported like any other.
    pub hidden: bool,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedColumn {
    /// The sheet's name.
    pub sheet: String,
    /// Where its table's headers begin, from 1.
    pub header_row: u32,
    /// From 0.
    pub column: u32,
    /// `C`.
    pub letter: String,
    /// As written, may be empty.
    pub header: String,
    /// What it was taken for.
    pub meaning: Meaning,
    /// How sure.
    pub confidence: Confidence,
    /// Why, where it is not plain. For people.
    pub note: String,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellRef {
    /// The sheet's name.
    #[serde(with = "crate::shared")]
    pub sheet: Arc<str>,
    /// From 1.
    pub row: u32,
    /// From 0.
    pub column: u32,
}

/// `C17`, without the sheet.
impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        letters(self.column).try_for_each(|letter| f.write_char(letter))?;
        write!(f, "{}", self.row)
    }
}

/// A unit as a row of the workbook has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftUnit {
    /// A `ledger::units::UnitCode`.
    pub code: String,
    /// As the workbook writes it: building, entrance and room with spaces between.
    pub original: String,
    /// The code's first part.
    pub building: String,
    /// A `ledger::units::UnitUse` code.
    pub usage: String,
    /// Square metres, exact; `None` where the workbook has none.
    pub area: Option<String>,
    /// A `ledger::units::UnitStatus` code.
    pub status: Option<String>,
    /// `2013-05-01`.
    pub handover: Option<String>,
    /// Owners, then tenants.
    pub people: Vec<DraftPerson>,
    /// What was owed when the books were handed over; never zero.
    pub openings: Vec<DraftOpening>,
    /// The room's cell, where the unit was met first.
    pub source: CellRef,
    /// A roster describes it; else it is only named by arrears, readings and the like.
    pub described: bool,
}

/// A person beside a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPerson {
    /// As written, without spaces used for padding.
    pub name: String,
    /// A `ledger::people::Relation` code, or `other`: someone who owes and is neither owner nor tenant.
    pub relation: String,
    /// Digits; each one a `ledger::people::Phone`.
    pub phones: Vec<String>,
    /// As written, of 15 or 18 digits; a wrong checksum is a finding.
    pub id_number: Option<String>,
    /// The name's cell where it stands in another row than the unit's; else it is in the unit's.
    pub source: Option<CellRef>,
}

/// Arrears of one unit in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOpening {
    /// The fee item: 物业费.
    pub item: String,
    /// The column's header.
    pub label: String,
    /// First day, `None` for "and before".
    pub from: Option<String>,
    /// Last day, included; `None` if neither header nor cut-off says it.
    pub to: Option<String>,
    /// 分. Negative where the workbook has it so (a finding asks).
    pub amount_fen: i64,
    /// The name of who owes it, one of the unit's people, where the workbook says it of this debt: 责任人.
    #[serde(default)]
    pub owed_by: Option<String>,
    /// Where it stands.
    pub source: CellRef,
}

/// A reading of a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftReading {
    /// A unit's code.
    pub unit: String,
    /// 水表, 电表, or the number on it; `表` where the workbook does not say.
    pub meter: String,
    /// A decimal string; `None` where it could not be read (a finding says so).
    pub previous: Option<String>,
    /// `2013-05-01`.
    pub previous_on: Option<String>,
    /// A decimal string.
    pub present: Option<String>,
    /// `2013-06-01`.
    pub present_on: Option<String>,
    /// 倍率, a decimal string.
    pub factor: Option<String>,
    /// 损耗, a decimal string.
    pub loss: Option<String>,
    /// The present reading's cell.
    pub source: CellRef,
}

/// A vehicle, or a space without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftVehicle {
    /// The owner's unit, or the space when the workbook names no other.
    pub unit: String,
    /// 车位号 as written, may be empty.
    pub space: String,
    /// 车牌 in capitals, may be empty.
    pub plate: String,
    /// As written, may be empty.
    pub owner: String,
    /// Digits.
    pub phones: Vec<String>,
    /// Where it stands.
    pub source: CellRef,
}

/// A payment of the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPastPayment {
    /// A unit's code.
    pub unit: String,
    /// The fee item as written.
    pub item: String,
    /// First day.
    pub from: Option<String>,
    /// Last day, included.
    pub to: Option<String>,
    /// `2013-05-01`.
    pub paid_on: Option<String>,
    /// 应缴, 分.
    pub due_fen: Option<i64>,
    /// 实缴, 分.
    pub paid_fen: i64,
    /// As written.
    pub cashier: String,
    /// As written.
    pub remark: String,
    /// The paid amount's cell.
    pub source: CellRef,
}

/// Money the office holds for a unit when the books begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftBalance {
    /// A unit's code.
    pub unit: String,
    /// Prepaid, or a deposit.
    pub kind: BalanceKind,
    /// 装修押金; the header's words. Empty for a prepayment.
    pub label: String,
    /// 分, above zero.
    pub amount_fen: i64,
    /// Where it stands.
    pub source: CellRef,
}

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceKind {
    /// 预存款
    Prepayment,
    /// 押金
    Deposit,
}

/// Words beside a unit that no other field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftNote {
    /// A unit's code.
    #[serde(with = "crate::shared")]
    pub unit: Arc<str>,
    /// The column's header.
    #[serde(with = "crate::shared")]
    pub label: Arc<str>,
    /// As written.
    pub text: String,
    /// Where it stands.
    pub source: CellRef,
}

/// `A`, `Z`, `AA` for 0, 25, 26.
pub(crate) fn column_letter(column: u32) -> String {
    letters(column).collect()
}

/// The letters of a column, from the left.
fn letters(column: u32) -> impl Iterator<Item = char> {
    let mut backwards = [0; 8];
    let (mut count, mut rest) = (0, u64::from(column) + 1);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("a remainder of 26 is a byte");
        backwards[count] = b'A' + digit;
        count += 1;
        rest = (rest - 1) / 26;
    }
    backwards.into_iter().take(count).rev().map(char::from)
}
