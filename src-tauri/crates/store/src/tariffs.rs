//! Fee items and tariffs.

use ledger::accounts::ItemId;
use ledger::entries::EntryNumber;
use ledger::money::RoundingStep;
use ledger::tariffs::{Basis, Item, Proration, Rate, Tariff, TariffId, Treatment};
use ledger::units::UnitUse;
use rusqlite::{Row, params};

use crate::rows::{all, date, one, quoted, word};
use crate::{Reader, Result, Writer};

/// What an entry says of the tariff it sets.
pub fn content(t: &Tariff, item: &str) -> String {
    format!(
        "item={} basis={} rate={} from={} building={} usage={} proration={}",
        quoted(item),
        t.basis.code(),
        t.rate,
        t.from,
        t.building.as_deref().map_or("*".to_owned(), quoted),
        t.usage.map_or("*", UnitUse::code),
        t.proration.code()
    )
}

impl Reader<'_> {
    /// All items, by id.
    pub fn items(&self) -> Result<Vec<Item>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM item ORDER BY id")?;
        all(&mut statement, [], item)
    }

    /// The item of this name.
    pub fn item_by_name(&self, name: &str) -> Result<Option<Item>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM item WHERE name = ?1")?;
        one(&mut statement, [name], item)
    }

    /// All tariffs, by item and start.
    pub fn tariffs(&self) -> Result<Vec<Tariff>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM tariff ORDER BY item_id, valid_from, id")?;
        all(&mut statement, [], tariff)
    }
}

impl Reader<'_> {
    /// [`content`] of every tariff an entry set.
    pub(crate) fn tariff_contents(&self, by: EntryNumber) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.*, i.name AS item_name FROM tariff t JOIN item i ON i.id = t.item_id WHERE t.entry_number = ?1",
        )?;
        all(&mut statement, [by.0], |row| Ok(content(&tariff(row)?, &row.get::<_, String>("item_name")?)))
    }
}

impl Writer<'_> {
    /// A new item.
    pub fn insert_item(&self, name: &str, treatment: Treatment, step: RoundingStep) -> Result<Item> {
        self.connection.execute(
            "INSERT INTO item (name, treatment, step_fen) VALUES (?1, ?2, ?3)",
            params![name, treatment.code(), step.in_fen()],
        )?;
        Ok(Item { id: ItemId(self.connection.last_insert_rowid()), name: name.to_owned(), treatment, step })
    }

    /// A new tariff; its `id` is ignored.
    pub fn insert_tariff(&self, by: EntryNumber, t: &Tariff) -> Result<TariffId> {
        self.connection.execute(
            "INSERT INTO tariff (entry_number, item_id, building, usage, basis, rate, valid_from, proration)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                by.0,
                t.item.0,
                t.building,
                t.usage.map(UnitUse::code),
                t.basis.code(),
                t.rate.to_string(),
                t.from.to_string(),
                t.proration.code()
            ],
        )?;
        Ok(TariffId(self.connection.last_insert_rowid()))
    }
}

fn item(row: &Row<'_>) -> Result<Item> {
    let treatment: String = row.get("treatment")?;
    let step: i64 = row.get("step_fen")?;
    Ok(Item {
        id: ItemId(row.get("id")?),
        name: row.get("name")?,
        treatment: word("treatment", &treatment, Treatment::parse)?,
        step: word("step", &step.to_string(), |_| RoundingStep::from_fen(step))?,
    })
}

fn tariff(row: &Row<'_>) -> Result<Tariff> {
    let (basis, rate, proration): (String, String, String) =
        (row.get("basis")?, row.get("rate")?, row.get("proration")?);
    let usage: Option<String> = row.get("usage")?;
    Ok(Tariff {
        id: TariffId(row.get("id")?),
        item: ItemId(row.get("item_id")?),
        building: row.get("building")?,
        usage: usage.map(|u| word("use", &u, UnitUse::parse)).transpose()?,
        basis: word("basis", &basis, Basis::parse)?,
        rate: word("rate", &rate, |r| Rate::parse(r).ok())?,
        from: date(row, "valid_from")?,
        proration: word("proration", &proration, Proration::parse)?,
    })
}
