//! Payments, their receipts, voids and reprints.

use ledger::calendar::{Date, Instant};
use ledger::charges::ChargeId;
use ledger::entries::{EntryNumber, sha256_hex};
use ledger::money::Fen;
use ledger::payments::{Allocation, Tender};
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::{Row, named_params, params};
use uuid::Uuid;

use crate::cash_days::CashDayId;
use crate::rows::{all, date, fen, instant, one, word};
use crate::{Reader, Result, Writer};

/// One tender of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentTender {
    /// How.
    pub tender: Tender,
    /// Handed over.
    pub handed: Fen,
    /// Kept: handed less change.
    pub kept: Fen,
    /// Slip or order number.
    pub reference: String,
}

/// A payment as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Minted by the caller.
    pub id: Uuid,
    /// The day it was taken on.
    pub cash_day: CashDayId,
    /// Unit.
    pub unit: UnitId,
    /// Payer.
    pub payer: PersonId,
    /// The payer chose the charges.
    pub chosen: bool,
    /// Receipt total.
    pub total: Fen,
    /// Of that to prepayment.
    pub to_prepayment: Fen,
    /// Change given.
    pub change: Fen,
    /// Tenders.
    pub tenders: Vec<PaymentTender>,
    /// What was paid.
    pub allocations: Vec<Allocation>,
}

/// A receipt with its payment's facts.
#[derive(Debug, Clone)]
pub struct ReceiptRow {
    /// Gapless.
    pub number: i64,
    /// The payment's id.
    pub payment: Uuid,
    /// Posted by.
    pub entry: EntryNumber,
    /// Unit.
    pub unit: UnitId,
    /// Business date.
    pub date: Date,
    /// Recorded.
    pub at: Instant,
    /// Receipt total.
    pub total: Fen,
    /// Change.
    pub change: Fen,
    /// As first printed.
    pub snapshot: String,
    /// Reprints so far.
    pub reprints: i64,
    /// If void.
    pub voided: Option<VoidRow>,
}

/// A void.
#[derive(Debug, Clone)]
pub struct VoidRow {
    /// Posted by.
    pub entry: EntryNumber,
    /// Business date.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Who agreed, or did it.
    pub by: String,
}

/// Which receipts.
#[derive(Debug, Clone, Default)]
pub struct ReceiptQuery {
    /// Only this business date.
    pub date: Option<Date>,
    /// Only this unit.
    pub unit: Option<UnitId>,
    /// Only this number.
    pub number: Option<i64>,
    /// Only this payment.
    pub payment: Option<Uuid>,
    /// At most so many.
    pub limit: usize,
}

impl Reader<'_> {
    /// A payment with its parts.
    pub fn payment(&self, id: Uuid) -> Result<Option<PaymentRow>> {
        let key = id.to_string();
        let mut statement = self.connection.prepare_cached("SELECT * FROM payment WHERE id = ?1")?;
        let Some(mut payment) = one(&mut statement, [&key], |row| payment(id, row))? else { return Ok(None) };
        payment.tenders = self.payment_tenders(id)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT charge_id, amount_fen FROM allocation WHERE payment_id = ?1 ORDER BY charge_id",
        )?;
        payment.allocations = all(&mut statement, [&key], |row| {
            Ok(Allocation { charge: ChargeId(row.get("charge_id")?), amount: fen(row, "amount_fen")? })
        })?;
        Ok(Some(payment))
    }

    /// A payment's tenders.
    pub fn payment_tenders(&self, id: Uuid) -> Result<Vec<PaymentTender>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM payment_tender WHERE payment_id = ?1")?;
        all(&mut statement, [id.to_string()], |row| {
            let tender: String = row.get("tender")?;
            Ok(PaymentTender {
                tender: word("tender", &tender, |t| Tender::parse(t).ok())?,
                handed: fen(row, "handed_fen")?,
                kept: fen(row, "kept_fen")?,
                reference: row.get("reference")?,
            })
        })
    }

    /// Receipts, latest first.
    pub fn receipts(&self, query: &ReceiptQuery) -> Result<Vec<ReceiptRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.number, r.payment_id, r.snapshot, p.unit_id, p.total_fen, p.change_fen, p.entry_number,
                    e.business_date, e.at_ms, e.at_offset_s,
                    (SELECT count(*) FROM receipt_reprint rp WHERE rp.number = r.number) AS reprints,
                    v.entry_number AS void_entry, ve.business_date AS void_date, ve.reason AS void_reason,
                    o.name AS void_by
             FROM receipt r JOIN payment p ON p.id = r.payment_id JOIN entry e ON e.number = p.entry_number
             LEFT JOIN receipt_void v ON v.number = r.number LEFT JOIN entry ve ON ve.number = v.entry_number
             LEFT JOIN operator o ON o.id = ifnull(ve.approver_id, ve.operator_id)
             WHERE (:date IS NULL OR e.business_date = :date) AND (:unit IS NULL OR p.unit_id = :unit)
               AND (:number IS NULL OR r.number = :number) AND (:payment IS NULL OR r.payment_id = :payment)
             ORDER BY r.number DESC LIMIT :limit",
        )?;
        let parameters = named_params! {
            ":date": query.date.map(|d| d.to_string()), ":unit": query.unit.map(|u| u.0), ":number": query.number,
            ":payment": query.payment.map(|p| p.to_string()),
            ":limit": i64::try_from(query.limit).unwrap_or(i64::MAX),
        };
        all(&mut statement, parameters, receipt)
    }

    /// The last receipt number; 0 before the first.
    pub fn last_receipt(&self) -> Result<i64> {
        Ok(self.connection.query_row("SELECT ifnull(max(number), 0) FROM receipt", [], |row| row.get(0))?)
    }

    /// Whether anything was paid or waived on the charges an entry posted.
    pub fn touched_since_posted(&self, entry: EntryNumber) -> Result<bool> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM charge c JOIN allocation a ON a.charge_id = c.id WHERE c.entry_number = ?1)
                 OR EXISTS (SELECT 1 FROM charge c JOIN waiver w ON w.charge_id = c.id WHERE c.entry_number = ?1)",
            [entry.0],
            |row| row.get(0),
        )?)
    }
}

/// What a payment's entry says of it and of its receipt.
pub fn content(number: i64, p: &PaymentRow, snapshot: &str) -> String {
    let (receipt, payment) = (sha256_hex(snapshot.as_bytes()), sha256_hex(facts(p).as_bytes()));
    format!("receipt {number} sha256 {receipt} payment sha256 {payment}")
}

/// Every fact of a payment: itself, its tenders by kind, its allocations by charge. The one free text stands behind its
/// length.
fn facts(p: &PaymentRow) -> String {
    let mut text = format!(
        "{} {} {} {} {} {} {} {}\n",
        p.id,
        p.cash_day.0,
        p.unit.0,
        p.payer.0,
        p.chosen,
        p.total.fen(),
        p.to_prepayment.fen(),
        p.change.fen()
    );
    let mut tenders: Vec<&PaymentTender> = p.tenders.iter().collect();
    tenders.sort_unstable_by_key(|t| t.tender);
    for t in tenders {
        let (handed, kept, reference) = (t.handed.fen(), t.kept.fen(), &t.reference);
        text.push_str(&format!("{} {handed} {kept} {} {reference}\n", t.tender.code(), reference.len()));
    }
    let mut allocations: Vec<&Allocation> = p.allocations.iter().collect();
    allocations.sort_unstable_by_key(|a| a.charge);
    for a in allocations {
        text.push_str(&format!("charge {} {}\n", a.charge.0, a.amount.fen()));
    }
    text
}

/// What an entry says of the receipt it voids.
pub fn void_content(number: i64) -> String {
    format!("receipt {number} void")
}

/// What an entry says of a receipt it prints again.
pub fn reprint_content(number: i64, nth: i64) -> String {
    format!("receipt {number} reprint {nth}")
}

impl Reader<'_> {
    /// [`content`] of the payment an entry posted.
    pub(crate) fn payment_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id, r.number, r.snapshot FROM payment p JOIN receipt r ON r.payment_id = p.id
             WHERE p.entry_number = ?1",
        )?;
        let found = all(&mut statement, [by.0], |row| {
            let id: String = row.get("id")?;
            let id = word("id", &id, |t| Uuid::parse_str(t).ok())?;
            Ok((id, row.get("number")?, row.get::<_, String>("snapshot")?))
        })?;
        let mut contents = Vec::new();
        for (id, number, snapshot) in found {
            contents.extend(self.payment(id)?.map(|p| content(number, &p, &snapshot)));
        }
        Ok(contents)
    }

    /// [`void_content`] of the receipt an entry voided.
    pub(crate) fn void_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement =
            self.connection.prepare_cached("SELECT number FROM receipt_void WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| Ok(void_content(row.get(0)?)))
    }

    /// [`reprint_content`] of the reprint an entry counted.
    pub(crate) fn reprint_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, nth FROM receipt_reprint WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| Ok(reprint_content(row.get(0)?, row.get(1)?)))
    }
}

impl Writer<'_> {
    /// Keeps a payment an entry posted.
    pub fn insert_payment(&self, by: EntryNumber, p: &PaymentRow) -> Result<()> {
        let key = p.id.to_string();
        self.connection
            .prepare_cached("INSERT INTO payment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
            .execute(params![
                key,
                by.0,
                p.cash_day.0,
                p.unit.0,
                p.payer.0,
                p.chosen,
                p.total.fen(),
                p.to_prepayment.fen(),
                p.change.fen()
            ])?;
        for t in &p.tenders {
            self.connection
                .prepare_cached("INSERT INTO payment_tender VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![key, t.tender.code(), t.handed.fen(), t.kept.fen(), t.reference])?;
        }
        for a in &p.allocations {
            self.connection
                .prepare_cached("INSERT INTO allocation VALUES (?1, ?2, ?3)")?
                .execute(params![key, a.charge.0, a.amount.fen()])?;
        }
        Ok(())
    }

    /// Keeps a receipt. Its number must be the next.
    pub fn insert_receipt(&self, number: i64, payment: Uuid, snapshot: &str) -> Result<()> {
        self.connection.prepare_cached("INSERT INTO receipt VALUES (?1, ?2, ?3)")?.execute(params![
            number,
            payment.to_string(),
            snapshot
        ])?;
        Ok(())
    }

    /// Marks a receipt void.
    pub fn void_receipt(&self, number: i64, by: EntryNumber) -> Result<()> {
        self.connection.execute("INSERT INTO receipt_void VALUES (?1, ?2)", [number, by.0])?;
        Ok(())
    }

    /// Counts a reprint.
    pub fn insert_reprint(&self, number: i64, nth: i64, by: EntryNumber) -> Result<()> {
        self.connection.execute("INSERT INTO receipt_reprint VALUES (?1, ?2, ?3)", [number, nth, by.0])?;
        Ok(())
    }
}

fn payment(id: Uuid, row: &Row<'_>) -> Result<PaymentRow> {
    Ok(PaymentRow {
        id,
        cash_day: CashDayId(row.get("cash_day_id")?),
        unit: UnitId(row.get("unit_id")?),
        payer: PersonId(row.get("payer_id")?),
        chosen: row.get("chosen")?,
        total: fen(row, "total_fen")?,
        to_prepayment: fen(row, "to_prepayment_fen")?,
        change: fen(row, "change_fen")?,
        tenders: Vec::new(),
        allocations: Vec::new(),
    })
}

fn receipt(row: &Row<'_>) -> Result<ReceiptRow> {
    let payment: String = row.get("payment_id")?;
    let voided = match row.get::<_, Option<i64>>("void_entry")? {
        Some(entry) => Some(VoidRow {
            entry: EntryNumber(entry),
            date: date(row, "void_date")?,
            reason: row.get("void_reason")?,
            by: row.get("void_by")?,
        }),
        None => None,
    };
    Ok(ReceiptRow {
        number: row.get("number")?,
        payment: word("id", &payment, |t| Uuid::parse_str(t).ok())?,
        entry: EntryNumber(row.get("entry_number")?),
        unit: UnitId(row.get("unit_id")?),
        date: date(row, "business_date")?,
        at: instant(row)?,
        total: fen(row, "total_fen")?,
        change: fen(row, "change_fen")?,
        snapshot: row.get("snapshot")?,
        reprints: row.get("reprints")?,
        voided,
    })
}
