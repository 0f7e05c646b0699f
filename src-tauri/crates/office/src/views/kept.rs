//! What imports brought that billing does not use: kept with the unit, each row with the cell it came from.

use serde::Serialize;
use ts_rs::TS;

use super::Fen;

/// What is kept with a unit beside its books. Rows of a withdrawn import are not among it.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct UnitKept {
    /// Meter readings, latest first.
    pub readings: Vec<ReadingView>,
    /// Vehicles and spaces.
    pub vehicles: Vec<VehicleView>,
    /// Payments of the past, latest first; they are in no sum of the books.
    pub past_payments: Vec<PastPaymentView>,
    /// 预存 and 押金 taken over when the books began.
    pub balances: Vec<TakenOverView>,
    /// Remarks and reasons, under their headers.
    pub notes: Vec<NoteView>,
    /// ID numbers of its people, masked.
    pub id_numbers: Vec<IdNumberView>,
    /// Where the unit, its people and its opening arrears came from, withdrawn imports among them.
    pub sources: Vec<SourceView>,
}

/// A cell of an imported file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CellView {
    /// The import.
    pub batch: i64,
    /// Its file.
    pub file_name: String,
    /// Sheet.
    pub sheet: String,
    /// `C17`.
    pub cell: String,
}

/// A reading of a meter.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReadingView {
    /// 水表, 电表, or the number on it.
    pub meter: String,
    /// Decimal; none where it could not be read.
    pub previous: Option<String>,
    /// Day.
    pub previous_on: Option<String>,
    /// Decimal; none where it could not be read.
    pub present: Option<String>,
    /// Day.
    pub present_on: Option<String>,
    /// 倍率.
    pub factor: Option<String>,
    /// 损耗.
    pub loss: Option<String>,
    /// Where from.
    pub from: CellView,
}

/// A vehicle, or a space without one.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VehicleView {
    /// 车位号; may be empty.
    pub space: String,
    /// 车牌; may be empty.
    pub plate: String,
    /// Whose; may be empty.
    pub owner: String,
    /// Masked.
    pub phones: Vec<String>,
    /// Where from.
    pub from: CellView,
}

/// A payment of the past.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PastPaymentView {
    /// Fee item as written.
    pub item: String,
    /// First and last day it was for.
    pub period: String,
    /// Day.
    pub paid_on: Option<String>,
    /// 应缴.
    pub due_fen: Option<Fen>,
    /// 实缴.
    pub paid_fen: Fen,
    /// Who took it.
    pub cashier: String,
    /// As written.
    pub remark: String,
    /// Where from.
    pub from: CellView,
}

/// Money that the office held for the unit when the books began.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TakenOverView {
    /// 预存 or 押金.
    pub kind_label: String,
    /// 装修押金; may be empty.
    pub label: String,
    /// How much.
    pub amount_fen: Fen,
    /// Where from.
    pub from: CellView,
}

/// Words beside a unit.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NoteView {
    /// The column's header.
    pub label: String,
    /// As written, ID numbers masked.
    pub text: String,
    /// Where from.
    pub from: CellView,
}

/// An ID number.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct IdNumberView {
    /// Whose.
    pub person: String,
    /// Masked: the first and the last two characters.
    pub number: String,
    /// Where from.
    pub from: CellView,
}

/// Where something came from.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SourceView {
    /// 房产, 人员 张小明, 期初欠费 物业费 2013-05.
    pub what: String,
    /// The cell.
    pub from: CellView,
    /// When it was imported, `2026-11-21 09:00`.
    pub at: String,
    /// The import was withdrawn.
    pub withdrawn: bool,
}
