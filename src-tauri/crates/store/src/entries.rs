//! Posting entries, and reading them back.

use std::collections::HashMap;

use ledger::accounts::{Account, AccountKind, ItemId};
use ledger::calendar::{Date, Instant, Period};
use ledger::checks::Balance;
use ledger::entries::{ChainHash, Entry, EntryKind, EntryNumber, OperatorId, Transfer, TransferRef};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::refusal::Refusal;
use ledger::units::{UnitCode, UnitId};
use rusqlite::{Row, named_params, params};
use uuid::Uuid;

use crate::rows::{
    Column, all, date, day, fen, insert_all, instant, last_id, number, one, optional, text, word,
};
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

    /// What is prepaid for a unit, by all its people.
    pub fn prepaid_of(&self, unit: UnitId) -> Result<Fen> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ifnull(sum(b.credits_fen - b.debits_fen), 0) AS prepaid_fen FROM account a
             JOIN balance b ON b.account_id = a.id WHERE a.unit_id = ?1 AND a.kind = 'prepayment'",
        )?;
        Ok(one(&mut statement, [unit.0], |row| fen(row, "prepaid_fen"))?.unwrap_or_default())
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

    /// The log, latest first, without transfers.
    pub fn log(&self, query: &LogQuery) -> Result<Vec<LoggedEntry>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{LOG} WHERE (:text = '' OR instr(e.document || ' ' || e.reason || ' ' || e.content, :text) > 0)
               AND (:from IS NULL OR e.business_date >= :from) AND (:to IS NULL OR e.business_date <= :to)
               AND (:operator IS NULL OR e.operator_id = :operator) AND (:kind IS NULL OR e.kind = :kind)
             ORDER BY e.number DESC LIMIT :limit"
        ))?;
        let parameters = named_params! {
            ":text": query.text, ":from": query.from.map(|d| d.to_string()), ":to": query.to.map(|d| d.to_string()),
            ":operator": query.operator.map(|o| o.0), ":kind": query.kind.map(EntryKind::code),
            ":limit": i64::try_from(query.limit).unwrap_or(i64::MAX),
        };
        all(&mut statement, parameters, logged)
    }

    /// What an account holds.
    pub fn balance(&self, account: &Account) -> Result<Balance> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT b.debits_fen, b.credits_fen FROM account a JOIN balance b ON b.account_id = a.id WHERE {BY_KEY}"
        ))?;
        let found = one(&mut statement, key(account), balance)?;
        Ok(found.unwrap_or_default())
    }

    /// Every account and what it holds, by kind and id.
    pub fn balances(&self) -> Result<Vec<(Account, Balance)>> {
        let mut statement = self.connection.prepare(
            "SELECT a.*, b.debits_fen, b.credits_fen FROM balance b JOIN account a ON a.id = b.account_id ORDER BY a.id",
        )?;
        all(&mut statement, [], |row| Ok((account(row)?, balance(row)?)))
    }

    /// Received and given by an account since an entry, that entry included.
    pub fn moved_since(&self, account: &Account, since: EntryNumber) -> Result<Balance> {
        let Some(id) = self.account_id(account)? else { return Ok(Balance::default()) };
        let mut statement = self.connection.prepare_cached(
            "SELECT ifnull(sum(amount_fen) FILTER (WHERE debit_id = ?1), 0) AS debits_fen,
                    ifnull(sum(amount_fen) FILTER (WHERE credit_id = ?1), 0) AS credits_fen
             FROM transfer WHERE entry_number >= ?2",
        )?;
        let found = one(&mut statement, [id, since.0], balance)?;
        Ok(found.unwrap_or_default())
    }

    pub(crate) fn account_id(&self, account: &Account) -> Result<Option<i64>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT a.id FROM account a WHERE {BY_KEY}"))?;
        one(&mut statement, key(account), |row| Ok(row.get("id")?))
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

    /// Changes what accounts hold; one that is not there yet is made. Gives their ids.
    fn accounts_made(&self, changes: &[(Account, Balance)]) -> Result<HashMap<Account, i64>> {
        let last_unit = self.last_unit_with_account()?;
        let (mut ids, mut made) = (HashMap::with_capacity(changes.len()), Vec::new());
        let mut next = last_id(self.connection, "account")? + 1;
        let mut change = self.connection.prepare_cached(
            "UPDATE balance SET debits_fen = debits_fen + ?2, credits_fen = credits_fen + ?3 WHERE account_id = ?1",
        )?;
        for (account, by) in changes {
            let of_later_unit = account.unit().is_some_and(|u| u.0 > last_unit);
            let known = if of_later_unit { None } else { self.account_id(account)? };
            let id = known.unwrap_or(next);
            match known {
                Some(_) => {
                    change.execute(params![id, by.debits.fen(), by.credits.fen()])?;
                }
                None => {
                    made.push((id, account, by));
                    next += 1;
                }
            }
            ids.insert(*account, id);
        }
        let accounts = made.iter().map(|(id, account, _)| {
            let [unit, kind, item, from, to, person] = columns(account);
            [number(*id), kind, unit, person, item, from, to]
        });
        insert_all(
            self.connection,
            "account (id, kind, unit_id, person_id, item_id, period_from, period_to)",
            accounts,
        )?;
        let balances =
            made.iter().map(|(id, _, by)| [number(*id), number(by.debits.fen()), number(by.credits.fen())]);
        insert_all(self.connection, "balance (account_id, debits_fen, credits_fen)", balances)?;
        Ok(ids)
    }

    /// No unit that came to the register after this one has an account.
    fn last_unit_with_account(&self) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ifnull(unit_id, 0) FROM account ORDER BY ifnull(unit_id, 0) DESC LIMIT 1",
        )?;
        Ok(one(&mut statement, [], |row| Ok(row.get(0)?))?.unwrap_or_default())
    }

    /// Looks only at accounts this entry drew on: what it added to cannot be overdrawn by it.
    fn nothing_overdrawn(&self, ids: &HashMap<Account, i64>, changes: &[(Account, Balance)]) -> Result<()> {
        let mut held = self
            .connection
            .prepare_cached("SELECT debits_fen, credits_fen FROM balance WHERE account_id = ?1")?;
        for (account, change) in changes.iter().filter(|(a, _)| a.kind().must_not_be_overdrawn()) {
            let debit_side = account.kind().is_debit_side();
            let drawn = if debit_side { change.credits } else { change.debits };
            if !drawn.is_positive() {
                continue;
            }
            let net = one(&mut held, [ids[account]], balance)?.unwrap_or_default().net();
            let side = if debit_side { net } else { -net };
            if side.is_negative() {
                return Err(Error::Broken(format!("{account} would be overdrawn by {}", side.abs())));
            }
        }
        Ok(())
    }
}

/// What transfers add to each account, in the order of the accounts' first.
fn changes(transfers: &[Transfer]) -> Vec<(Account, Balance)> {
    let mut changes: Vec<(Account, Balance)> = Vec::new();
    let mut places: HashMap<Account, usize> = HashMap::with_capacity(transfers.len());
    let mut add = |account: Account, debits: Fen, credits: Fen| {
        let place = *places.entry(account).or_insert(changes.len());
        if place == changes.len() {
            changes.push((account, Balance::default()));
        }
        changes[place].1.debits += debits;
        changes[place].1.credits += credits;
    };
    for t in transfers {
        add(t.debit, t.amount, Fen::ZERO);
        add(t.credit, Fen::ZERO, t.amount);
    }
    changes
}

fn balance(row: &Row<'_>) -> Result<Balance> {
    Ok(Balance { debits: fen(row, "debits_fen")?, credits: fen(row, "credits_fen")? })
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

const BY_KEY: &str = "ifnull(a.unit_id, 0) = ?1 AND a.kind = ?2 AND ifnull(a.item_id, 0) = ?3
    AND ifnull(a.period_from, '') = ?4 AND ifnull(a.period_to, '') = ?5 AND ifnull(a.person_id, 0) = ?6";

/// The parts of an account: unit, kind, item, first and last day, person.
type Parts = [Column<'static>; 6];

/// As the unique index of accounts spells them.
fn key(account: &Account) -> Parts {
    let date = |d: Option<Date>| d.map_or(text(""), day);
    [
        number(account.unit().map_or(0, |u| u.0)),
        text(account.kind().code()),
        number(account.item().map_or(0, |i| i.0)),
        date(account.period().map(Period::from)),
        date(account.period().map(Period::to)),
        number(account.person().map_or(0, |p| p.0)),
    ]
}

/// As their columns hold them.
fn columns(account: &Account) -> Parts {
    [
        optional(account.unit(), |u| number(u.0)),
        text(account.kind().code()),
        optional(account.item(), |i| number(i.0)),
        optional(account.period().map(Period::from), day),
        optional(account.period().map(Period::to), day),
        optional(account.person(), |p| number(p.0)),
    ]
}

fn hash(row: &Row<'_>) -> Result<ChainHash> {
    Ok(ChainHash::from_bytes(row.get("hash")?))
}

fn account(row: &Row<'_>) -> Result<Account> {
    let kind: String = row.get("kind")?;
    let (from, to): (Option<String>, Option<String>) = (row.get("period_from")?, row.get("period_to")?);
    account_of(&kind, row.get("unit_id")?, row.get("person_id")?, row.get("item_id")?, from, to)
}

fn account_of(
    kind: &str,
    unit: Option<i64>,
    person: Option<i64>,
    item: Option<i64>,
    from: Option<String>,
    to: Option<String>,
) -> Result<Account> {
    let parse = |text: &str| word("date", text, |t| ledger::calendar::parse_date(t).ok());
    let period = match (from, to) {
        (Some(from), Some(to)) => Period::new(parse(&from)?, parse(&to)?),
        _ => None,
    };
    word("account", kind, |code| {
        Account::from_parts(
            AccountKind::parse(code)?,
            unit.map(UnitId),
            person.map(PersonId),
            item.map(ItemId),
            period,
        )
    })
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
