//! Posting entries, and reading them back.

use std::collections::HashMap;

use ledger::accounts::Account;
use ledger::calendar::{Date, Instant};
use ledger::entries::{ChainHash, Entry, EntryKind, EntryNumber, OperatorId, Transfer, TransferRef};
use ledger::money::Fen;
use ledger::refusal::Refusal;
use ledger::units::UnitCode;
use rusqlite::{Row, named_params, params};
use uuid::Uuid;

use crate::accounts::{account_of, changes};
use crate::rows::{all, date, fen, insert_all, instant, number, one, optional, word};
use crate::{Error, Reader, Result, Writer};

/// The last entry.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// Its number; 0 before the first.
    pub number: EntryNumber,
    /// Its link.
    pub hash: ChainHash,
    /// When it was recorded.
    pub at: Option<Instant>,
}

/// An entry in the log.
#[derive(Debug, Clone)]
pub struct LoggedEntry {
    /// Number.
    pub number: EntryNumber,
    /// The entry; its transfers only where a call says so.
    pub entry: Entry,
    /// Its link.
    pub hash: ChainHash,
    /// Who, by name.
    pub operator: String,
    /// Who agreed, by name.
    pub approver: Option<String>,
    /// Moved in all.
    pub moved: Fen,
}

/// Which entries of the log.
#[derive(Debug, Clone, Default)]
pub struct LogQuery {
    /// In document, reason or content.
    pub text: String,
    /// From this business date.
    pub from: Option<Date>,
    /// Through this business date.
    pub to: Option<Date>,
    /// Only this operator.
    pub operator: Option<OperatorId>,
    /// Only this kind.
    pub kind: Option<EntryKind>,
    /// At most so many.
    pub limit: usize,
}

impl Reader<'_> {
    /// The head of the chain.
    pub fn head(&self) -> Result<Head> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, hash, at_ms, at_offset_s FROM entry ORDER BY number DESC LIMIT 1",
        )?;
        let head = one(&mut statement, [], |row| {
            Ok(Head { number: EntryNumber(row.get("number")?), hash: hash(row)?, at: Some(instant(row)?) })
        })?;
        Ok(head.unwrap_or(Head { number: EntryNumber(0), hash: ChainHash::GENESIS, at: None }))
    }

    /// The entry posted with this id.
    pub fn entry_by_id(&self, id: Uuid) -> Result<Option<LoggedEntry>> {
        let mut statement = self.connection.prepare_cached(&format!("{LOG} WHERE e.id = ?1"))?;
        one(&mut statement, [id.to_string()], logged)
    }

    /// An entry without its transfers.
    pub fn entry_header(&self, number: EntryNumber) -> Result<Option<LoggedEntry>> {
        let mut statement = self.connection.prepare_cached(&format!("{LOG} WHERE e.number = ?1"))?;
        one(&mut statement, [number.0], logged)
    }

    /// Changes of the register that name a unit, by its code.
    pub fn register_changes(&self, code: &UnitCode) -> Result<Vec<EntryNumber>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM entry WHERE kind IN ('register_changed', 'waiver') AND document LIKE ?1 || ' %' ORDER BY number",
        )?;
        all(&mut statement, [code.as_str()], |row| Ok(EntryNumber(row.get(0)?)))
    }

    /// An entry with its transfers.
    pub fn entry(&self, number: EntryNumber) -> Result<Option<LoggedEntry>> {
        let mut statement = self.connection.prepare_cached(&format!("{LOG} WHERE e.number = ?1"))?;
        let Some(mut found) = one(&mut statement, [number.0], logged)? else { return Ok(None) };
        found.entry.transfers = self.transfers(number)?.into_iter().map(|(_, t)| t).collect();
        Ok(Some(found))
    }

    /// An entry's transfers with their names.
    pub fn transfers(&self, number: EntryNumber) -> Result<Vec<(TransferRef, Transfer)>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{TRANSFERS} WHERE t.entry_number = ?1 ORDER BY t.line"))?;
        all(&mut statement, [number.0], transfer)
    }

    /// One transfer.
    pub(crate) fn transfer(&self, name: TransferRef) -> Result<Option<Transfer>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{TRANSFERS} WHERE t.entry_number = ?1 AND t.line = ?2"))?;
        Ok(one(&mut statement, [name.entry.0, name.line], transfer)?.map(|(_, t)| t))
    }

    /// An entry's transfers with their names, without those that undo another and those that were undone.
    pub fn standing_transfers(&self, number: EntryNumber) -> Result<Vec<(TransferRef, Transfer)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{TRANSFERS} WHERE t.entry_number = ?1 AND t.reverses_entry IS NULL AND NOT EXISTS (
                SELECT 1 FROM transfer o WHERE o.reverses_entry = t.entry_number AND o.reverses_line = t.line)
             ORDER BY t.line"
        ))?;
        all(&mut statement, [number.0], transfer)
    }

    /// Everything, in order: every entry, and its transfers after it.
    pub fn for_each_entry<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&LoggedEntry) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut entries =
            self.connection.prepare(&format!("{LOG} ORDER BY e.number")).map_err(Error::from)?;
        let mut rows = entries.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let mut found = logged(row)?;
            found.entry.transfers = self.transfers(found.number)?.into_iter().map(|(_, t)| t).collect();
            visit(&found)?;
        }
        Ok(())
    }

    /// The log, latest first, without transfers. Its text is looked for in what an entry is of, and in the word for its kind.
    pub fn log(&self, query: &LogQuery) -> Result<Vec<LoggedEntry>> {
        let named = EntryKind::ALL.into_iter().filter(|kind| kind.chinese().contains(&query.text));
        let kinds: String = named.map(|kind| format!(" {} ", kind.code())).collect();
        let mut statement = self.connection.prepare_cached(&format!(
            "{LOG} WHERE (:text = '' OR instr(e.document || ' ' || e.reason || ' ' || e.content, :text) > 0
                      OR instr(:kinds, ' ' || e.kind || ' ') > 0)
               AND (:from IS NULL OR e.business_date >= :from) AND (:to IS NULL OR e.business_date <= :to)
               AND (:operator IS NULL OR e.operator_id = :operator) AND (:kind IS NULL OR e.kind = :kind)
             ORDER BY e.number DESC LIMIT :limit"
        ))?;
        let parameters = named_params! {
            ":text": query.text, ":kinds": kinds, ":from": query.from.map(|d| d.to_string()), ":to": query.to.map(|d| d.to_string()),
            ":operator": query.operator.map(|o| o.0), ":kind": query.kind.map(EntryKind::code),
            ":limit": i64::try_from(query.limit).unwrap_or(i64::MAX),
        };
        all(&mut statement, parameters, logged)
    }
}

impl Head {
    /// Refusal: `clock_ran_backwards`, when `now` is before the last entry.
    pub fn refuse_before(&self, now: Instant) -> Result<()> {
        match self.at.filter(|last| now < *last) {
            None => Ok(()),
            Some(last) => Err(Refusal::new(
                "clock_ran_backwards",
                format!(
                    "电脑时间 {} 早于上一笔记账的时间 {}，没有记账。请先校准电脑的日期和时间。",
                    now.minute(),
                    last.minute()
                ),
            )
            .into()),
        }
    }
}

impl Writer<'_> {
    /// Posts an entry: its number, its link, its transfers, the balances they change.
    ///
    /// Refusal: `clock_ran_backwards`.
    pub fn post(&self, entry: &Entry) -> Result<EntryNumber> {
        let head = self.head()?;
        head.refuse_before(entry.at)?;
        let number = EntryNumber(head.number.0 + 1);
        self.insert_entry(number, entry, &head.hash.next(number, entry))?;
        let changes = changes(&entry.transfers);
        let ids = self.accounts_made(&changes)?;
        self.insert_transfers(number, &entry.transfers, &ids)?;
        self.nothing_overdrawn(&ids, &changes)?;
        self.posted.replace(ids);
        Ok(number)
    }

    fn insert_entry(&self, number: EntryNumber, e: &Entry, link: &ChainHash) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO entry (number, id, kind, business_date, at_ms, at_offset_s, operator_id, approver_id,
                                    document, reason, content, reverses, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                number.0,
                e.id.to_string(),
                e.kind.code(),
                e.business_date.to_string(),
                e.at.unix_ms(),
                e.at.offset_seconds(),
                e.operator.0,
                e.approver.map(|o| o.0),
                e.document,
                e.reason,
                e.content,
                e.reverses.map(|n| n.0),
                link.as_bytes(),
            ])?;
        Ok(())
    }

    fn insert_transfers(
        &self,
        by: EntryNumber,
        transfers: &[Transfer],
        ids: &HashMap<Account, i64>,
    ) -> Result<()> {
        let into =
            "transfer (entry_number, line, debit_id, credit_id, amount_fen, reverses_entry, reverses_line)";
        let rows = transfers.iter().enumerate().map(|(at, t)| {
            [
                number(by.0),
                number(i64::try_from(at + 1).unwrap_or(i64::MAX)),
                number(ids[&t.debit]),
                number(ids[&t.credit]),
                number(t.amount.fen()),
                optional(t.reverses, |r| number(r.entry.0)),
                optional(t.reverses, |r| number(r.line)),
            ]
        });
        insert_all(self.connection, into, rows)
    }
}

const LOG: &str = "SELECT e.*, o.name AS operator_name, p.name AS approver_name,
        (SELECT ifnull(sum(amount_fen), 0) FROM transfer t WHERE t.entry_number = e.number) AS moved_fen
    FROM entry e JOIN operator o ON o.id = e.operator_id LEFT JOIN operator p ON p.id = e.approver_id";

const TRANSFERS: &str = "SELECT t.entry_number, t.line, t.amount_fen, t.reverses_entry, t.reverses_line,
        d.kind AS d_kind, d.unit_id AS d_unit, d.person_id AS d_person, d.item_id AS d_item,
        d.period_from AS d_from, d.period_to AS d_to,
        c.kind AS c_kind, c.unit_id AS c_unit, c.person_id AS c_person, c.item_id AS c_item,
        c.period_from AS c_from, c.period_to AS c_to
    FROM transfer t JOIN account d ON d.id = t.debit_id JOIN account c ON c.id = t.credit_id";

fn hash(row: &Row<'_>) -> Result<ChainHash> {
    Ok(ChainHash::from_bytes(row.get("hash")?))
}

fn transfer(row: &Row<'_>) -> Result<(TransferRef, Transfer)> {
    let name = TransferRef { entry: EntryNumber(row.get("entry_number")?), line: row.get("line")? };
    let kind: String = row.get("d_kind")?;
    let debit = account_of(
        &kind,
        row.get("d_unit")?,
        row.get("d_person")?,
        row.get("d_item")?,
        row.get("d_from")?,
        row.get("d_to")?,
    )?;
    let kind: String = row.get("c_kind")?;
    let credit = account_of(
        &kind,
        row.get("c_unit")?,
        row.get("c_person")?,
        row.get("c_item")?,
        row.get("c_from")?,
        row.get("c_to")?,
    )?;
    let reverses = match (row.get("reverses_entry")?, row.get("reverses_line")?) {
        (Some(entry), Some(line)) => Some(TransferRef { entry: EntryNumber(entry), line }),
        _ => None,
    };
    Ok((name, Transfer { debit, credit, amount: fen(row, "amount_fen")?, reverses }))
}

fn logged(row: &Row<'_>) -> Result<LoggedEntry> {
    let (id, kind): (String, String) = (row.get("id")?, row.get("kind")?);
    Ok(LoggedEntry {
        number: EntryNumber(row.get("number")?),
        entry: Entry {
            id: word("id", &id, |t| Uuid::parse_str(t).ok())?,
            kind: word("kind", &kind, EntryKind::parse)?,
            business_date: date(row, "business_date")?,
            at: instant(row)?,
            operator: OperatorId(row.get("operator_id")?),
            approver: row.get::<_, Option<i64>>("approver_id")?.map(OperatorId),
            document: row.get("document")?,
            reason: row.get("reason")?,
            content: row.get("content")?,
            reverses: row.get::<_, Option<i64>>("reverses")?.map(EntryNumber),
            transfers: Vec::new(),
        },
        hash: hash(row)?,
        operator: row.get("operator_name")?,
        approver: row.get("approver_name")?,
        moved: fen(row, "moved_fen")?,
    })
}
