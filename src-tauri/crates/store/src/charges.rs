//! Charges: what was billed or brought forward, and what is open.

use std::collections::{HashMap, HashSet};

use ledger::accounts::{Account, ItemId};
use ledger::calendar::{Date, Period};
use ledger::charges::{Charge, ChargeId};
use ledger::entries::{EntryNumber, sha256_hex};
use ledger::money::Fen;
use ledger::people::PersonId;
use ledger::units::UnitId;
use rusqlite::{Row, params};

use crate::entries::LoggedEntry;
use crate::rows::{all, date, day, fen, insert_all, last_id, number, one, period, text, word};
use crate::{Error, Reader, Result, Writer};

/// Where a charge came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A billing run.
    Billed,
    /// The old books.
    Opening,
}

impl Origin {
    const fn code(self) -> &'static str {
        match self {
            Origin::Billed => "billed",
            Origin::Opening => "opening",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Origin::Billed, Origin::Opening].into_iter().find(|o| o.code() == code)
    }
}

/// A charge to be kept, beside the transfer that posted it.
#[derive(Debug, Clone)]
pub struct NewChargeRow {
    /// Its receivable.
    pub unit: UnitId,
    /// Who owes.
    pub person: PersonId,
    /// For what.
    pub item: ItemId,
    /// For when.
    pub period: Period,
    /// Due day.
    pub due: Date,
    /// Amount.
    pub amount: Fen,
    /// What the old books called the period; empty: the period's own label.
    pub label: String,
    /// The working, or where it came from.
    pub working: String,
    /// From where.
    pub origin: Origin,
}

impl NewChargeRow {
    /// Its period as people read it.
    pub fn period_label(&self) -> String {
        if self.label.is_empty() { self.period.label() } else { self.label.clone() }
    }

    /// The receivable it stands on.
    pub fn account(&self) -> Account {
        Account::Receivable { unit: self.unit, person: self.person, item: self.item, period: self.period }
    }
}

/// What a unit was charged for an item.
#[derive(Debug, Clone, Default)]
pub struct Charged {
    /// Billed.
    pub periods: Vec<Period>,
    /// The end of its latest opening balance.
    pub opening_through: Option<Date>,
}

/// What an entry says of the charges it posts: their number and the hash of their facts, so that the chain covers
/// workings, due days and labels too.
pub fn digest<'a>(charges: impl Iterator<Item = &'a NewChargeRow>) -> String {
    let (mut text, mut count) = (String::new(), 0_usize);
    for c in charges {
        count += 1;
        text.push_str(&format!(
            "{} {} {} {} {} {} {}\t{}\t{}\n",
            c.unit.0,
            c.person.0,
            c.item.0,
            c.period.from(),
            c.period.to(),
            c.due,
            c.amount.fen(),
            c.label,
            c.working
        ));
    }
    format!("charges {count} sha256 {}", sha256_hex(text.as_bytes()))
}

/// What an entry says of the waiver it posts.
pub fn waiver_content(charge: ChargeId, amount: Fen, approval: &str) -> String {
    format!("批准：{approval}（第 {} 号费用减免 {amount} 元）", charge.0)
}

/// A charge as kept.
#[derive(Debug, Clone)]
pub struct ChargeRow {
    /// With what is open.
    pub charge: Charge,
    /// Liable person's name.
    pub person_name: String,
    /// Item's name.
    pub item_name: String,
    /// Period for people.
    pub label: String,
    /// Working.
    pub working: String,
    /// From where.
    pub origin: Origin,
    /// Posted by.
    pub entry: EntryNumber,
}

/// A charge that an entry took back.
#[derive(Debug, Clone)]
pub struct ReversedCharge {
    /// Of the charge.
    pub id: ChargeId,
    /// Its facts as they were posted.
    pub posted: NewChargeRow,
    /// Item's name.
    pub item_name: String,
    /// Posted by.
    pub entry: EntryNumber,
    /// Reversed by.
    pub by: EntryNumber,
}

const CHARGES: &str =
    "SELECT c.*, p.name AS person_name, i.name AS item_name, b.debits_fen - b.credits_fen AS open_fen
    FROM charge c JOIN person p ON p.id = c.person_id JOIN item i ON i.id = c.item_id
    JOIN balance b ON b.account_id = c.account_id
    WHERE NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id)";

/// What an entry says of the billing run it takes back, and of the charges it reverses, by id.
pub fn reversal_content(run: EntryNumber, charges: &[ChargeId]) -> String {
    let ids: String = charges.iter().map(|c| format!("{}\n", c.0)).collect();
    format!("run {} charges {} sha256 {}", run.0, charges.len(), sha256_hex(ids.as_bytes()))
}

impl Reader<'_> {
    /// A unit's open charges, oldest due first.
    pub fn open_charges_of(&self, unit: UnitId) -> Result<Vec<ChargeRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{CHARGES} AND c.unit_id = ?1 AND b.debits_fen <> b.credits_fen ORDER BY c.due, c.period_from, c.id"
        ))?;
        all(&mut statement, [unit.0], charge)
    }

    /// Every open charge, in building order, then oldest due first.
    pub fn open_charges(&self) -> Result<Vec<ChargeRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT q.* FROM ({CHARGES} AND b.debits_fen <> b.credits_fen) q JOIN unit u ON u.id = q.unit_id
             ORDER BY u.sort_key, u.id, q.due, q.period_from, q.id"
        ))?;
        all(&mut statement, [], charge)
    }

    /// Every charge of a unit, paid or not.
    pub fn charges_of(&self, unit: UnitId) -> Result<Vec<ChargeRow>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{CHARGES} AND c.unit_id = ?1 ORDER BY c.id"))?;
        all(&mut statement, [unit.0], charge)
    }

    /// Every charge of a unit that was taken back: it owes nothing any more, and stays in the unit's history.
    pub fn reversed_charges_of(&self, unit: UnitId) -> Result<Vec<ReversedCharge>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.*, i.name AS item_name, r.entry_number AS by
             FROM charge c JOIN charge_reversal r ON r.charge_id = c.id JOIN item i ON i.id = c.item_id
             WHERE c.unit_id = ?1 ORDER BY c.id",
        )?;
        all(&mut statement, [unit.0], |row| {
            Ok(ReversedCharge {
                id: ChargeId(row.get("id")?),
                posted: posted(row)?,
                item_name: row.get("item_name")?,
                entry: EntryNumber(row.get("entry_number")?),
                by: EntryNumber(row.get("by")?),
            })
        })
    }

    /// Every standing opening, paid or not.
    pub fn openings(&self) -> Result<Vec<ChargeRow>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{CHARGES} AND c.origin = 'opening' ORDER BY c.id"))?;
        all(&mut statement, [], charge)
    }

    /// One charge.
    pub fn charge(&self, id: ChargeId) -> Result<Option<ChargeRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{CHARGES} AND c.id = ?1"))?;
        one(&mut statement, [id.0], charge)
    }

    /// The charges an entry posted that still stand.
    pub fn charges_by(&self, entry: EntryNumber) -> Result<Vec<ChargeRow>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{CHARGES} AND c.entry_number = ?1 ORDER BY c.id"))?;
        all(&mut statement, [entry.0], charge)
    }

    /// The facts of every charge an entry posted, as they were posted.
    pub(crate) fn posted_charges(&self, entry: EntryNumber) -> Result<Vec<NewChargeRow>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM charge WHERE entry_number = ?1 ORDER BY id")?;
        all(&mut statement, [entry.0], posted)
    }

    /// The facts of a charge as it was posted, reversed or not.
    pub(crate) fn charge_as_posted(&self, id: ChargeId) -> Result<Option<NewChargeRow>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM charge WHERE id = ?1")?;
        one(&mut statement, [id.0], posted)
    }

    /// [`waiver_content`] of the waiver an entry posted.
    pub(crate) fn waiver_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM waiver WHERE entry_number = ?1")?;
        all(&mut statement, [by.0], |row| {
            let (charge, approval) = (ChargeId(row.get("charge_id")?), row.get::<_, String>("approval")?);
            Ok(waiver_content(charge, fen(row, "amount_fen")?, &approval))
        })
    }

    /// The charges an entry reversed, by id.
    pub(crate) fn charges_reversed_by(&self, by: EntryNumber) -> Result<Vec<ChargeId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT charge_id FROM charge_reversal WHERE entry_number = ?1 ORDER BY charge_id",
        )?;
        all(&mut statement, [by.0], |row| Ok(ChargeId(row.get(0)?)))
    }

    /// What every unit was charged for an item: billed periods, and the end of its latest opening.
    pub fn charged_periods(&self, item: ItemId) -> Result<HashMap<UnitId, Charged>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.unit_id, c.period_from, c.period_to, c.origin FROM charge c
             WHERE c.item_id = ?1 AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id)",
        )?;
        let mut charged: HashMap<UnitId, Charged> = HashMap::new();
        let rows = all(&mut statement, [item.0], |row| {
            Ok((UnitId(row.get("unit_id")?), period(row)?, row.get::<_, String>("origin")? == "opening"))
        })?;
        for (unit, period, opening) in rows {
            let of_unit = charged.entry(unit).or_default();
            match opening {
                true => of_unit.opening_through = of_unit.opening_through.max(Some(period.to())),
                false => of_unit.periods.push(period),
            }
        }
        Ok(charged)
    }
}

impl Reader<'_> {
    /// [`reversal_content`] of the billing run an entry took back.
    pub(crate) fn billing_withdrawal_contents(&self, by: &LoggedEntry) -> Result<Vec<String>> {
        let charges = self.charges_reversed_by(by.number)?;
        Ok(by.entry.reverses.map(|run| reversal_content(run, &charges)).into_iter().collect())
    }
}

impl Writer<'_> {
    /// Keeps the charges an entry posted. Their receivables were made by its transfers, each for one charge alone: what an
    /// earlier charge still stands on is no other's. Those that the entry reverses are marked before.
    pub fn insert_charges(&self, by: EntryNumber, charges: &[NewChargeRow]) -> Result<Vec<ChargeId>> {
        let last = last_id(self.connection, "charge")?;
        let ids: Vec<ChargeId> = (last + 1..).map(ChargeId).take(charges.len()).collect();
        let accounts = charges.iter().map(|c| self.receivable_of(c)).collect::<Result<Vec<_>>>()?;
        self.each_alone(&accounts)?;
        let into = "charge (id, entry_number, account_id, unit_id, person_id, item_id, period_from, period_to, due, amount_fen,
            label, working, origin)";
        let rows = charges.iter().zip(&ids).zip(accounts).map(|((c, id), account)| {
            [
                number(id.0),
                number(by.0),
                number(account),
                number(c.unit.0),
                number(c.person.0),
                number(c.item.0),
                day(c.period.from()),
                day(c.period.to()),
                day(c.due),
                number(c.amount.fen()),
                text(&c.label),
                text(&c.working),
                text(c.origin.code()),
            ]
        });
        insert_all(self.connection, into, rows)?;
        Ok(ids)
    }

    fn each_alone(&self, accounts: &[i64]) -> Result<()> {
        let highest: i64 =
            self.connection
                .query_row("SELECT coalesce(max(account_id), 0) FROM charge", [], |row| row.get(0))?;
        let mut standing = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM charge c WHERE c.account_id = ?1 AND NOT EXISTS (
                SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id))",
        )?;
        let mut met = HashSet::with_capacity(accounts.len());
        for account in accounts {
            let taken = !met.insert(*account)
                || (*account <= highest && standing.query_row([account], |row| row.get::<_, bool>(0))?);
            if taken {
                return Err(Error::Broken(format!("two charges on one receivable: account {account}")));
            }
        }
        Ok(())
    }

    fn receivable_of(&self, c: &NewChargeRow) -> Result<i64> {
        let account = c.account();
        let known = self.posted.borrow().get(&account).copied();
        known
            .map_or_else(|| self.account_id(&account), |id| Ok(Some(id)))?
            .ok_or_else(|| Error::Broken(format!("a charge without its transfer: {account}")))
    }

    /// Marks charges as reversed by an entry.
    pub fn reverse_charges(&self, charges: &[ChargeId], by: EntryNumber) -> Result<()> {
        let rows = charges.iter().map(|c| [number(c.0), number(by.0)]);
        insert_all(self.connection, "charge_reversal (charge_id, entry_number)", rows)
    }

    /// Keeps a waiver beside its transfer.
    pub fn insert_waiver(
        &self,
        by: EntryNumber,
        charge: ChargeId,
        amount: Fen,
        approval: &str,
    ) -> Result<()> {
        self.connection.execute(
            "INSERT INTO waiver VALUES (?1, ?2, ?3, ?4)",
            params![by.0, charge.0, amount.fen(), approval],
        )?;
        Ok(())
    }
}

fn posted(row: &Row<'_>) -> Result<NewChargeRow> {
    let origin: String = row.get("origin")?;
    Ok(NewChargeRow {
        unit: UnitId(row.get("unit_id")?),
        person: PersonId(row.get("person_id")?),
        item: ItemId(row.get("item_id")?),
        period: period(row)?,
        due: date(row, "due")?,
        amount: fen(row, "amount_fen")?,
        label: row.get("label")?,
        working: row.get("working")?,
        origin: word("origin", &origin, Origin::parse)?,
    })
}

fn charge(row: &Row<'_>) -> Result<ChargeRow> {
    let period = period(row)?;
    let (label, origin): (String, String) = (row.get("label")?, row.get("origin")?);
    Ok(ChargeRow {
        charge: Charge {
            id: ChargeId(row.get("id")?),
            unit: UnitId(row.get("unit_id")?),
            person: PersonId(row.get("person_id")?),
            item: ItemId(row.get("item_id")?),
            period,
            due: date(row, "due")?,
            amount: fen(row, "amount_fen")?,
            open: fen(row, "open_fen")?,
        },
        person_name: row.get("person_name")?,
        item_name: row.get("item_name")?,
        label: if label.is_empty() { period.label() } else { label },
        working: row.get("working")?,
        origin: word("origin", &origin, Origin::parse)?,
        entry: EntryNumber(row.get("entry_number")?),
    })
}
