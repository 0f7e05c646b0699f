//! Units, people, and who is liable when.

use std::collections::HashMap;

use ledger::calendar::Date;
use ledger::charges::Liability;
use ledger::entries::EntryNumber;
use ledger::money::Fen;
use ledger::people::{PersonId, Phone, Relation};
use ledger::units::{Area, UnitCode, UnitId, UnitStatus, UnitUse};
use rusqlite::{Row, params};

use crate::rows::{
    all, area, day, fen, insert_all, last_id, number, one, optional, optional_date, parsed, text, word,
    written,
};
use crate::{Reader, Result, Writer};

/// A unit as the register keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// Id.
    pub id: UnitId,
    /// Canonical code.
    pub code: UnitCode,
    /// As written where it came from.
    pub written: String,
    /// Building.
    pub building: String,
    /// Use.
    pub usage: UnitUse,
    /// Area.
    pub area: Option<Area>,
    /// Status.
    pub status: Option<UnitStatus>,
    /// 收楼日期.
    pub handover: Option<Date>,
}

/// A unit with what it owes.
#[derive(Debug, Clone)]
pub struct UnitSums {
    /// The unit.
    pub unit: UnitRow,
    /// Open receivables.
    pub owed: Fen,
    /// Of that past due.
    pub overdue: Fen,
    /// Prepaid and unused.
    pub prepaid: Fen,
}

/// A person at a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPerson {
    /// The unit.
    pub unit: UnitId,
    /// Id.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Relation.
    pub relation: Relation,
    /// Pays the fees.
    pub liable: bool,
    /// From when.
    pub liable_from: Option<Date>,
    /// Until when.
    pub liable_to: Option<Date>,
    /// Numbers.
    pub phones: Vec<Phone>,
}

impl UnitPerson {
    /// The liability, if it is one.
    pub fn liability(&self) -> Option<Liability> {
        self.liable.then_some(Liability { person: self.person, from: self.liable_from, to: self.liable_to })
    }
}

const PEOPLE: &str =
    "SELECT up.*, p.name, (SELECT group_concat(number, ' ') FROM phone h WHERE h.person_id = p.id) AS phones
    FROM unit_person up JOIN person p ON p.id = up.person_id";

impl Reader<'_> {
    /// The unit with this code.
    pub fn unit_by_code(&self, code: &UnitCode) -> Result<Option<UnitRow>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM unit WHERE code = ?1 AND retired_by IS NULL")?;
        one(&mut statement, [code.as_str()], unit)
    }

    /// The unit with this code that left the register last.
    pub fn unit_that_left(&self, code: &UnitCode) -> Result<Option<UnitRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM unit WHERE code = ?1 AND retired_by IS NOT NULL ORDER BY retired_by DESC, id DESC LIMIT 1",
        )?;
        one(&mut statement, [code.as_str()], unit)
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Result<Option<UnitRow>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM unit WHERE id = ?1")?;
        one(&mut statement, [id.0], unit)
    }

    /// Every building that has units, in building order.
    pub fn buildings(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT building FROM unit WHERE retired_by IS NULL GROUP BY building ORDER BY min(sort_key)",
        )?;
        all(&mut statement, [], |row| Ok(row.get(0)?))
    }

    /// Every unit in building order.
    pub fn units(&self) -> Result<Vec<UnitRow>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM unit WHERE retired_by IS NULL ORDER BY sort_key, id")?;
        all(&mut statement, [], unit)
    }

    /// Every unit in building order with what it owes on a day.
    pub fn unit_sums(&self, on: Date) -> Result<Vec<UnitSums>> {
        let mut statement = self.connection.prepare_cached(
            "WITH owed AS (
                SELECT c.unit_id, sum(b.debits_fen - b.credits_fen) AS owed_fen,
                       ifnull(sum(b.debits_fen - b.credits_fen) FILTER (WHERE c.due < ?1), 0) AS overdue_fen
                FROM charge c JOIN balance b ON b.account_id = c.account_id
                WHERE b.debits_fen <> b.credits_fen AND NOT EXISTS (SELECT 1 FROM charge_reversal r WHERE r.charge_id = c.id)
                GROUP BY c.unit_id),
             prepaid AS (
                SELECT a.unit_id, sum(b.credits_fen - b.debits_fen) AS prepaid_fen
                FROM account a JOIN balance b ON b.account_id = a.id WHERE a.kind = 'prepayment' GROUP BY a.unit_id)
             SELECT u.*, ifnull(o.owed_fen, 0) AS owed_fen, ifnull(o.overdue_fen, 0) AS overdue_fen,
                    ifnull(p.prepaid_fen, 0) AS prepaid_fen
             FROM unit u LEFT JOIN owed o ON o.unit_id = u.id LEFT JOIN prepaid p ON p.unit_id = u.id
             WHERE u.retired_by IS NULL ORDER BY u.sort_key, u.id",
        )?;
        all(&mut statement, [on.to_string()], |row| {
            Ok(UnitSums {
                unit: unit(row)?,
                owed: fen(row, "owed_fen")?,
                overdue: fen(row, "overdue_fen")?,
                prepaid: fen(row, "prepaid_fen")?,
            })
        })
    }

    /// The people of a unit, owners first.
    pub fn people_of(&self, unit: UnitId) -> Result<Vec<UnitPerson>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{PEOPLE} WHERE up.unit_id = ?1 ORDER BY up.relation = 'other', up.relation, up.person_id"
        ))?;
        all(&mut statement, [unit.0], person)
    }

    /// The people of every unit.
    pub fn people(&self) -> Result<HashMap<UnitId, Vec<UnitPerson>>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{PEOPLE} ORDER BY up.unit_id, up.relation = 'other', up.relation, up.person_id"
        ))?;
        let mut people: HashMap<UnitId, Vec<UnitPerson>> = HashMap::new();
        for p in all(&mut statement, [], person)? {
            people.entry(p.unit).or_default().push(p);
        }
        Ok(people)
    }

    /// A person's name and numbers.
    pub fn person(&self, id: PersonId) -> Result<Option<(String, Vec<Phone>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, (SELECT group_concat(number, ' ') FROM phone WHERE person_id = id) AS phones
             FROM person WHERE id = ?1",
        )?;
        one(&mut statement, [id.0], |row| Ok((row.get("name")?, phones(row)?)))
    }

    /// Changes with every entry that touches the register: what a search index remembers to know whether it is stale.
    pub fn register_version(&self) -> Result<i64> {
        Ok(self.connection.query_row(
            "SELECT ifnull(max(number), 0) FROM entry WHERE kind IN ('import', 'import_withdrawn', 'register_changed', 'office_opened')",
            [],
            |row| row.get(0),
        )?)
    }
}

impl Writer<'_> {
    /// A new unit; its `id` is ignored.
    pub fn insert_unit(&self, u: &UnitRow) -> Result<UnitId> {
        self.connection
            .prepare_cached(
                "INSERT INTO unit (code, sort_key, written, building, usage, area, status, handover)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                u.code.as_str(),
                u.code.natural_key(),
                u.written,
                u.building,
                u.usage.code(),
                u.area.map(|a| a.to_string()),
                u.status.map(UnitStatus::code),
                u.handover.map(|d| d.to_string()),
            ])?;
        Ok(UnitId(self.connection.last_insert_rowid()))
    }

    /// Changes a unit.
    pub fn update_unit(&self, u: &UnitRow) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE unit SET code = ?2, sort_key = ?3, building = ?4, usage = ?5, area = ?6, status = ?7, handover = ?8
             WHERE id = ?1",
        )?;
        statement.execute(params![
            u.id.0,
            u.code.as_str(),
            u.code.natural_key(),
            u.building,
            u.usage.code(),
            u.area.map(|a| a.to_string()),
            u.status.map(UnitStatus::code),
            u.handover.map(|d| d.to_string()),
        ])?;
        Ok(())
    }

    /// Takes a unit out of the register; its history stays.
    pub fn retire_unit(&self, unit: UnitId, by: EntryNumber) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE unit SET retired_by = ?2 WHERE id = ?1")?
            .execute([unit.0, by.0])?;
        Ok(())
    }

    /// A new person.
    pub fn insert_person(&self, name: &str, phones: &[Phone]) -> Result<PersonId> {
        self.connection.prepare_cached("INSERT INTO person (name) VALUES (?1)")?.execute([name])?;
        let id = PersonId(self.connection.last_insert_rowid());
        self.add_phones(id, phones)?;
        Ok(id)
    }

    /// Changes a person; `phones: None` leaves the numbers.
    pub fn update_person(&self, id: PersonId, name: &str, phones: Option<&[Phone]>) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE person SET name = ?2 WHERE id = ?1")?
            .execute(params![id.0, name])?;
        if let Some(phones) = phones {
            self.connection.prepare_cached("DELETE FROM phone WHERE person_id = ?1")?.execute([id.0])?;
            self.add_phones(id, phones)?;
        }
        Ok(())
    }

    fn add_phones(&self, id: PersonId, phones: &[Phone]) -> Result<()> {
        let mut statement = self.connection.prepare_cached("INSERT OR IGNORE INTO phone VALUES (?1, ?2)")?;
        for phone in phones {
            statement.execute(params![id.0, phone.digits()])?;
        }
        Ok(())
    }

    /// Puts a person to a unit, or changes how he stands to it.
    pub fn set_unit_person(&self, p: &UnitPerson) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO unit_person VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (unit_id, person_id) DO UPDATE
                 SET relation = excluded.relation, liable = excluded.liable, liable_from = excluded.liable_from,
                     liable_to = excluded.liable_to",
            )?
            .execute(params![
                p.unit.0,
                p.person.0,
                p.relation.code(),
                p.liable,
                p.liable_from.map(|d| d.to_string()),
                p.liable_to.map(|d| d.to_string()),
            ])?;
        Ok(())
    }
}

/// Units and people on their way into the register, with the ids they will have there.
#[derive(Debug)]
pub struct Newcomers {
    units: Vec<(UnitId, UnitRow)>,
    people: Vec<(PersonId, String)>,
    phones: Vec<(PersonId, Phone)>,
    standing: Vec<(UnitId, PersonId, Relation, bool)>,
    last_unit: i64,
    last_person: i64,
}

impl Newcomers {
    /// A new unit; its `id` is ignored.
    pub fn unit(&mut self, unit: UnitRow) -> UnitId {
        self.last_unit += 1;
        let id = UnitId(self.last_unit);
        self.units.push((id, unit));
        id
    }

    /// A new person.
    pub fn person(&mut self, name: &str, phones: &[Phone]) -> PersonId {
        self.last_person += 1;
        let id = PersonId(self.last_person);
        self.people.push((id, name.to_owned()));
        let once = phones.iter().enumerate().filter(|(nth, phone)| !phones[..*nth].contains(phone));
        self.phones.extend(once.map(|(_, phone)| (id, phone.clone())));
        id
    }

    /// Puts a person to a unit to which he does not stand yet; `liable`: pays its fees, from the first day on.
    pub fn stand(&mut self, unit: UnitId, person: PersonId, relation: Relation, liable: bool) {
        self.standing.push((unit, person, relation, liable));
    }
}

impl Writer<'_> {
    /// Nobody yet. Between this and [`Writer::insert_newcomers`] no other unit or person may come to the register.
    pub fn newcomers(&self) -> Result<Newcomers> {
        Ok(Newcomers {
            units: Vec::new(),
            people: Vec::new(),
            phones: Vec::new(),
            standing: Vec::new(),
            last_unit: last_id(self.connection, "unit")?,
            last_person: last_id(self.connection, "person")?,
        })
    }

    /// Takes units and people into the register.
    pub fn insert_newcomers(&self, new: &Newcomers) -> Result<()> {
        let units = new.units.iter().map(|(id, u)| {
            [
                number(id.0),
                text(u.code.as_str()),
                written(u.code.natural_key()),
                text(&u.written),
                text(&u.building),
                text(u.usage.code()),
                optional(u.area, |a| written(a.to_string())),
                optional(u.status, |s| text(s.code())),
                optional(u.handover, day),
            ]
        });
        let into = "unit (id, code, sort_key, written, building, usage, area, status, handover)";
        insert_all(self.connection, into, units)?;
        let people = new.people.iter().map(|(id, name)| [number(id.0), text(name)]);
        insert_all(self.connection, "person (id, name)", people)?;
        let phones = new.phones.iter().map(|(of, phone)| [number(of.0), text(phone.digits())]);
        insert_all(self.connection, "phone (person_id, number)", phones)?;
        let standing = new.standing.iter().map(|(unit, person, relation, liable)| {
            [number(unit.0), number(person.0), text(relation.code()), number(i64::from(*liable))]
        });
        insert_all(self.connection, "unit_person (unit_id, person_id, relation, liable)", standing)
    }
}

pub(crate) fn unit(row: &Row<'_>) -> Result<UnitRow> {
    let (code, usage): (String, String) = (row.get("code")?, row.get("usage")?);
    let status: Option<String> = row.get("status")?;
    Ok(UnitRow {
        id: UnitId(row.get("id")?),
        code: parsed("unit code", &code)?,
        written: row.get("written")?,
        building: row.get("building")?,
        usage: word("use", &usage, UnitUse::parse)?,
        area: area(row)?,
        status: status.map(|s| word("status", &s, UnitStatus::parse)).transpose()?,
        handover: optional_date(row, "handover")?,
    })
}

fn person(row: &Row<'_>) -> Result<UnitPerson> {
    let relation: String = row.get("relation")?;
    Ok(UnitPerson {
        unit: UnitId(row.get("unit_id")?),
        person: PersonId(row.get("person_id")?),
        name: row.get("name")?,
        relation: word("relation", &relation, Relation::parse)?,
        liable: row.get("liable")?,
        liable_from: optional_date(row, "liable_from")?,
        liable_to: optional_date(row, "liable_to")?,
        phones: phones(row)?,
    })
}

fn phones(row: &Row<'_>) -> Result<Vec<Phone>> {
    let joined: Option<String> = row.get("phones")?;
    joined.unwrap_or_default().split_whitespace().map(|n| word("phone", n, Phone::parse)).collect()
}
