//! Accounts, and what they hold.

use std::collections::HashMap;

use ledger::accounts::{Account, AccountKind, ItemId};
use ledger::calendar::{Date, Period};
use ledger::checks::Balance;
use ledger::entries::{EntryNumber, Transfer};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::{Row, params};

use crate::rows::{Column, all, day, fen, insert_all, last_id, number, one, optional, text, word};
use crate::{Error, Reader, Result, Writer};

impl Reader<'_> {
    /// What an account holds.
    pub fn balance(&self, account: &Account) -> Result<Balance> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT b.debits_fen, b.credits_fen FROM account a JOIN balance b ON b.account_id = a.id WHERE {BY_KEY}"
        ))?;
        let found = one(&mut statement, key(account), balance)?;
        Ok(found.unwrap_or_default())
    }

    /// What is prepaid for a unit, by all its people.
    pub fn prepaid_of(&self, unit: UnitId) -> Result<Fen> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ifnull(sum(b.credits_fen - b.debits_fen), 0) AS prepaid_fen FROM account a
             JOIN balance b ON b.account_id = a.id WHERE a.unit_id = ?1 AND a.kind = 'prepayment'",
        )?;
        Ok(one(&mut statement, [unit.0], |row| fen(row, "prepaid_fen"))?.unwrap_or_default())
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

impl Writer<'_> {
    /// Changes what accounts hold; one that is not there yet is made. Gives their ids.
    pub(crate) fn accounts_made(&self, changes: &[(Account, Balance)]) -> Result<HashMap<Account, i64>> {
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
    pub(crate) fn nothing_overdrawn(
        &self,
        ids: &HashMap<Account, i64>,
        changes: &[(Account, Balance)],
    ) -> Result<()> {
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
pub(crate) fn changes(transfers: &[Transfer]) -> Vec<(Account, Balance)> {
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

fn account(row: &Row<'_>) -> Result<Account> {
    let kind: String = row.get("kind")?;
    let (from, to): (Option<String>, Option<String>) = (row.get("period_from")?, row.get("period_to")?);
    account_of(&kind, row.get("unit_id")?, row.get("person_id")?, row.get("item_id")?, from, to)
}

/// An account from its columns.
pub(crate) fn account_of(
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
