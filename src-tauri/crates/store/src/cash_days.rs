//! Cash days: opened, counted, closed.

use ledger::calendar::{Date, Instant};
use ledger::cash_day::{CashCount, TenderCount};
use ledger::entries::EntryNumber;
use ledger::money::Fen;
use ledger::payments::Tender;
use rusqlite::{Row, params};

use crate::rows::{all, date, fen, instant, one, quoted, word};
use crate::{Error, Reader, Result, Writer};

/// Identifies a cash day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CashDayId(pub i64);

/// Identifies a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashCountId(pub i64);

/// A cash day.
#[derive(Debug, Clone)]
pub struct CashDayRow {
    /// Id, counting up.
    pub id: CashDayId,
    /// 营业日.
    pub business_date: Date,
    /// Opened by this entry.
    pub opened: EntryNumber,
    /// When.
    pub opened_at: Instant,
    /// Who opened it.
    pub cashier: String,
    /// Float.
    pub float: Fen,
    /// The close, if closed.
    pub close: Option<CashCloseRow>,
}

/// A close.
#[derive(Debug, Clone)]
pub struct CashCloseRow {
    /// By this entry.
    pub entry: EntryNumber,
    /// When.
    pub at: Instant,
    /// Who.
    pub cashier: String,
    /// The second operator.
    pub second: Option<String>,
    /// The count it stands on.
    pub count: CashCountId,
    /// To the bank.
    pub banked: Fen,
    /// Kept as float.
    pub kept: Fen,
    /// Why it did not agree.
    pub reason: String,
    /// Who answers.
    pub responsible: String,
}

/// A count.
#[derive(Debug, Clone)]
pub struct CashCountRow {
    /// Id.
    pub id: CashCountId,
    /// Pieces.
    pub cash: CashCount,
    /// By tender.
    pub tenders: Vec<TenderCount>,
}

/// How often and how much a tender was used on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenderUse {
    /// Which.
    pub tender: Tender,
    /// Payments with it, voided ones too.
    pub payments: i64,
}

/// What was paid for an item on a day.
#[derive(Debug, Clone)]
pub struct ItemTaking {
    /// Item's name.
    pub item: String,
    /// How many payments paid for it.
    pub payments: i64,
    /// Paid, voided ones not counted.
    pub amount: Fen,
}

/// A receipt voided on a day.
#[derive(Debug, Clone)]
pub struct VoidedReceipt {
    /// Number.
    pub number: i64,
    /// Receipt total.
    pub total: Fen,
    /// Why.
    pub reason: String,
    /// Who agreed, or did it.
    pub by: String,
}

/// A close to be kept, beside the transfers that posted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewClose<'a> {
    /// The count it stands on.
    pub count: CashCountId,
    /// To the bank.
    pub banked: Fen,
    /// Kept as float.
    pub kept: Fen,
    /// Why it did not agree.
    pub reason: &'a str,
    /// Who answers.
    pub responsible: &'a str,
}

/// What an entry says of the day it opens.
pub fn opened_content(business_date: Date, float: Fen) -> String {
    format!("day {business_date} float {}", float.fen())
}

/// What an entry says of the count it keeps: pieces by denomination in 元, then what each tender should hold and what
/// was counted in 分.
pub fn count_content(business_date: Date, cash: &CashCount, tenders: &[TenderCount]) -> String {
    let pieces: Vec<String> = cash.pieces().map(|(d, n)| format!("{d}={n}")).collect();
    let mut tenders: Vec<&TenderCount> = tenders.iter().collect();
    tenders.sort_unstable_by_key(|t| t.tender);
    let tenders = tenders.into_iter().map(|t| {
        let counted = t.counted.map_or("-".to_owned(), |c| c.fen().to_string());
        format!("{} {} {counted}", t.tender.code(), t.expected.fen())
    });
    format!("day {business_date} | {} | {}", pieces.join(","), tenders.collect::<Vec<_>>().join("; "))
}

/// What an entry says of the day it closes.
pub fn close_content(business_date: Date, c: &NewClose<'_>) -> String {
    format!(
        "day {business_date} count {} banked {} kept {} responsible {} reason {}",
        c.count.0,
        c.banked.fen(),
        c.kept.fen(),
        quoted(c.responsible),
        quoted(c.reason)
    )
}

const DAYS: &str =
    "SELECT d.id, d.business_date, d.entry_number, d.float_fen, e.at_ms, e.at_offset_s, o.name AS cashier
    FROM cash_day d JOIN entry e ON e.number = d.entry_number JOIN operator o ON o.id = e.operator_id";

impl Reader<'_> {
    /// The open day.
    pub fn open_day(&self) -> Result<Option<CashDayRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{DAYS} WHERE NOT EXISTS (SELECT 1 FROM cash_close c WHERE c.cash_day_id = d.id) ORDER BY d.id DESC LIMIT 1"
        ))?;
        one(&mut statement, [], |row| self.day_row(row))
    }

    /// The last closed day.
    pub fn last_closed_day(&self) -> Result<Option<CashDayRow>> {
        Ok(self.closed_days(1)?.into_iter().next())
    }

    /// Closed days, latest first.
    pub fn closed_days(&self, limit: usize) -> Result<Vec<CashDayRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{DAYS} WHERE EXISTS (SELECT 1 FROM cash_close c WHERE c.cash_day_id = d.id) ORDER BY d.id DESC LIMIT ?1"
        ))?;
        all(&mut statement, [i64::try_from(limit).unwrap_or(i64::MAX)], |row| self.day_row(row))
    }

    /// The day of a business date.
    pub fn day_of(&self, business_date: Date) -> Result<Option<CashDayRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{DAYS} WHERE d.business_date = ?1"))?;
        one(&mut statement, [business_date.to_string()], |row| self.day_row(row))
    }

    fn day_row(&self, row: &Row<'_>) -> Result<CashDayRow> {
        let id = CashDayId(row.get("id")?);
        Ok(CashDayRow {
            id,
            business_date: date(row, "business_date")?,
            opened: EntryNumber(row.get("entry_number")?),
            opened_at: instant(row)?,
            cashier: row.get("cashier")?,
            float: fen(row, "float_fen")?,
            close: self.close_of(id)?,
        })
    }

    fn close_of(&self, day: CashDayId) -> Result<Option<CashCloseRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.*, e.at_ms, e.at_offset_s, o.name AS cashier, s.name AS second
             FROM cash_close c JOIN entry e ON e.number = c.entry_number JOIN operator o ON o.id = e.operator_id
             LEFT JOIN operator s ON s.id = e.approver_id WHERE c.cash_day_id = ?1",
        )?;
        one(&mut statement, [day.0], |row| {
            Ok(CashCloseRow {
                entry: EntryNumber(row.get("entry_number")?),
                at: instant(row)?,
                cashier: row.get("cashier")?,
                second: row.get("second")?,
                count: CashCountId(row.get("cash_count_id")?),
                banked: fen(row, "banked_fen")?,
                kept: fen(row, "kept_fen")?,
                reason: row.get("reason")?,
                responsible: row.get("responsible")?,
            })
        })
    }

    /// A day's counts, first to last.
    pub fn counts_of(&self, day: CashDayId) -> Result<Vec<CashCountRow>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM cash_count WHERE cash_day_id = ?1 ORDER BY id")?;
        let ids = all(&mut statement, [day.0], |row| Ok(CashCountId(row.get("id")?)))?;
        ids.into_iter().map(|id| self.count(id)).collect()
    }

    fn count(&self, id: CashCountId) -> Result<CashCountRow> {
        let mut statement = self.connection.prepare_cached(
            "SELECT denomination_fen, pieces FROM cash_count_piece WHERE cash_count_id = ?1",
        )?;
        let pieces = all(&mut statement, [id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM cash_count_tender WHERE cash_count_id = ?1")?;
        let mut tenders = all(&mut statement, [id.0], |row| {
            let tender: String = row.get("tender")?;
            Ok(TenderCount {
                tender: word("tender", &tender, |t| Tender::parse(t).ok())?,
                expected: fen(row, "expected_fen")?,
                counted: row.get::<_, Option<i64>>("counted_fen")?.map(Fen::new),
            })
        })?;
        tenders.sort_by_key(|t| t.tender);
        let unreadable =
            |r: ledger::refusal::Refusal| Error::Unreadable { what: "count", value: r.code.to_owned() };
        Ok(CashCountRow { id, cash: CashCount::new(pieces).map_err(unreadable)?, tenders })
    }

    /// [`opened_content`] of the day an entry opened.
    pub(crate) fn opened_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT business_date, float_fen FROM cash_day WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| {
            Ok(opened_content(date(row, "business_date")?, fen(row, "float_fen")?))
        })
    }

    /// [`count_content`] of the count an entry kept.
    pub(crate) fn count_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id, d.business_date FROM cash_count c JOIN cash_day d ON d.id = c.cash_day_id
             WHERE c.entry_number = ?1",
        )?;
        all(&mut statement, [by.0], |row| {
            let count = self.count(CashCountId(row.get("id")?))?;
            Ok(count_content(date(row, "business_date")?, &count.cash, &count.tenders))
        })
    }

    /// [`close_content`] of the close an entry posted.
    pub(crate) fn close_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.*, d.business_date FROM cash_close c JOIN cash_day d ON d.id = c.cash_day_id
             WHERE c.entry_number = ?1",
        )?;
        all(&mut statement, [by.0], |row| {
            let (reason, responsible): (String, String) = (row.get("reason")?, row.get("responsible")?);
            let close = NewClose {
                count: CashCountId(row.get("cash_count_id")?),
                banked: fen(row, "banked_fen")?,
                kept: fen(row, "kept_fen")?,
                reason: &reason,
                responsible: &responsible,
            };
            Ok(close_content(date(row, "business_date")?, &close))
        })
    }

    /// Which tenders a day's payments used.
    pub fn tenders_used(&self, day: CashDayId) -> Result<Vec<TenderUse>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.tender, count(*) AS payments FROM payment_tender t JOIN payment p ON p.id = t.payment_id
             WHERE p.cash_day_id = ?1 GROUP BY t.tender",
        )?;
        let mut uses = all(&mut statement, [day.0], |row| {
            let tender: String = row.get("tender")?;
            Ok(TenderUse {
                tender: word("tender", &tender, |t| Tender::parse(t).ok())?,
                payments: row.get("payments")?,
            })
        })?;
        uses.sort_by_key(|u| u.tender);
        Ok(uses)
    }

    /// First and last receipt of a day, and how many.
    pub fn receipts_of_day(&self, day: CashDayId) -> Result<Option<(i64, i64, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(r.number), max(r.number), count(*) FROM receipt r JOIN payment p ON p.id = r.payment_id
             WHERE p.cash_day_id = ?1 HAVING count(*) > 0",
        )?;
        one(&mut statement, [day.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// What a day's standing payments were for, by item; prepayment last.
    pub fn takings_by_item(&self, day: CashDayId) -> Result<Vec<ItemTaking>> {
        let mut statement = self.connection.prepare_cached(
            "WITH standing AS (
                SELECT p.* FROM payment p JOIN receipt r ON r.payment_id = p.id
                WHERE p.cash_day_id = ?1 AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.number = r.number))
             SELECT i.name AS item, sum(a.amount_fen) AS amount_fen, count(DISTINCT s.id) AS payments, i.id AS place
             FROM standing s JOIN allocation a ON a.payment_id = s.id JOIN charge c ON c.id = a.charge_id
             JOIN item i ON i.id = c.item_id GROUP BY i.id
             UNION ALL
             SELECT '预存', sum(to_prepayment_fen), count(*), 9223372036854775807 FROM standing
             WHERE to_prepayment_fen > 0 HAVING count(*) > 0
             ORDER BY place",
        )?;
        all(&mut statement, [day.0], |row| {
            Ok(ItemTaking {
                item: row.get("item")?,
                payments: row.get("payments")?,
                amount: fen(row, "amount_fen")?,
            })
        })
    }

    /// Receipts voided by entries from `from` through `through`.
    pub fn voids_between(&self, from: EntryNumber, through: EntryNumber) -> Result<Vec<VoidedReceipt>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.number, p.total_fen, e.reason, o.name AS by FROM receipt_void v
             JOIN entry e ON e.number = v.entry_number JOIN operator o ON o.id = ifnull(e.approver_id, e.operator_id)
             JOIN receipt r ON r.number = v.number JOIN payment p ON p.id = r.payment_id
             WHERE v.entry_number BETWEEN ?1 AND ?2 ORDER BY v.number",
        )?;
        all(&mut statement, [from.0, through.0], |row| {
            Ok(VoidedReceipt {
                number: row.get("number")?,
                total: fen(row, "total_fen")?,
                reason: row.get("reason")?,
                by: row.get("by")?,
            })
        })
    }
}

impl Writer<'_> {
    /// Opens a day.
    pub fn insert_day(&self, by: EntryNumber, business_date: Date, float: Fen) -> Result<CashDayId> {
        self.connection.execute(
            "INSERT INTO cash_day (business_date, entry_number, float_fen) VALUES (?1, ?2, ?3)",
            params![business_date.to_string(), by.0, float.fen()],
        )?;
        Ok(CashDayId(self.connection.last_insert_rowid()))
    }

    /// Keeps a count.
    pub fn insert_count(
        &self,
        by: EntryNumber,
        day: CashDayId,
        cash: &CashCount,
        tenders: &[TenderCount],
    ) -> Result<CashCountId> {
        self.connection
            .execute("INSERT INTO cash_count (cash_day_id, entry_number) VALUES (?1, ?2)", [day.0, by.0])?;
        let id = CashCountId(self.connection.last_insert_rowid());
        for (denomination, pieces) in cash.pieces() {
            self.connection.execute(
                "INSERT INTO cash_count_piece VALUES (?1, ?2, ?3)",
                [id.0, denomination.fen(), pieces],
            )?;
        }
        for t in tenders {
            self.connection.execute(
                "INSERT INTO cash_count_tender VALUES (?1, ?2, ?3, ?4)",
                params![id.0, t.tender.code(), t.expected.fen(), t.counted.map(Fen::fen)],
            )?;
        }
        Ok(id)
    }

    /// Closes a day.
    pub fn insert_close(&self, by: EntryNumber, day: CashDayId, c: &NewClose<'_>) -> Result<()> {
        self.connection.execute(
            "INSERT INTO cash_close VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![day.0, by.0, c.count.0, c.banked.fen(), c.kept.fen(), c.reason, c.responsible],
        )?;
        Ok(())
    }
}
