//! Columns to domain types and back.

use std::str::FromStr;

use ledger::calendar::{Date, Instant, Period, parse_date};
use ledger::money::Fen;
use ledger::units::Area;
use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::{Connection, Row};

use crate::{Error, Result};

/// A word of a closed set.
pub(crate) fn word<T>(what: &'static str, value: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    parse(value).ok_or_else(|| Error::Unreadable { what, value: value.to_owned() })
}

pub(crate) fn fen(row: &Row<'_>, column: &str) -> Result<Fen> {
    Ok(Fen::new(row.get(column)?))
}

pub(crate) fn date(row: &Row<'_>, column: &'static str) -> Result<Date> {
    let text: String = row.get(column)?;
    word("date", &text, |t| parse_date(t).ok())
}

pub(crate) fn optional_date(row: &Row<'_>, column: &'static str) -> Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    text.map(|t| word("date", &t, |t| parse_date(t).ok())).transpose()
}

pub(crate) fn period(row: &Row<'_>) -> Result<Period> {
    let (from, to) = (date(row, "period_from")?, date(row, "period_to")?);
    Period::new(from, to)
        .ok_or_else(|| Error::Unreadable { what: "period", value: format!("{from} … {to}") })
}

pub(crate) fn instant(row: &Row<'_>) -> Result<Instant> {
    let (ms, offset): (i64, i32) = (row.get("at_ms")?, row.get("at_offset_s")?);
    Instant::from_unix_ms(ms, offset)
        .ok_or_else(|| Error::Unreadable { what: "instant", value: format!("{ms} {offset}") })
}

pub(crate) fn area(row: &Row<'_>) -> Result<Option<Area>> {
    let text: Option<String> = row.get("area")?;
    text.map(|t| word("area", &t, |t| Area::parse(t).ok())).transpose()
}

pub(crate) fn parsed<T: FromStr>(what: &'static str, text: &str) -> Result<T> {
    word(what, text, |t| t.parse().ok())
}

/// A text in “ ”, so that no other text beside it can be taken for a part of it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    quote(text, &mut quoted);
    quoted
}

/// [`quoted`], behind what is written already.
pub(crate) fn quote(text: &str, to: &mut String) {
    to.push('“');
    for (nth, part) in text.split('”').enumerate() {
        if nth > 0 {
            to.push_str("””");
        }
        to.push_str(part);
    }
    to.push('”');
}

/// Collects rows whose mapping may fail in its own way.
pub(crate) fn all<T>(
    statement: &mut rusqlite::Statement<'_>,
    parameters: impl rusqlite::Params,
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut rows = statement.query(parameters)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(map(row)?);
    }
    Ok(out)
}

/// The first row, if there is one.
pub(crate) fn one<T>(
    statement: &mut rusqlite::Statement<'_>,
    parameters: impl rusqlite::Params,
    map: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(map).transpose()
}

pub(crate) fn number(value: i64) -> ToSqlOutput<'static> {
    value.into()
}

pub(crate) fn text(value: &str) -> ToSqlOutput<'_> {
    value.into()
}

/// Nothing for none.
pub(crate) fn optional<'r, T>(value: Option<T>, column: impl FnOnce(T) -> ToSqlOutput<'r>) -> ToSqlOutput<'r> {
    value.map_or(Null.into(), column)
}

pub(crate) fn day(value: Date) -> ToSqlOutput<'static> {
    value.to_string().into()
}

/// The highest id of a table that gives ids in order; 0 while it is empty.
pub(crate) fn last_id(connection: &Connection, table: &str) -> Result<i64> {
    let mut statement = connection.prepare_cached(&format!("SELECT ifnull(max(id), 0) FROM {table}"))?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Rows of a statement that inserts many.
const AT_ONCE: usize = 64;

/// Inserts rows, each with every column of `into` (a table, or a table and its columns), many to a statement: SQLite then
/// keeps its place in the table and in each index from row to row.
pub(crate) fn insert_all<'r, R: AsRef<[ToSqlOutput<'r>]>>(
    connection: &Connection,
    into: &str,
    mut rows: impl Iterator<Item = R>,
) -> Result<()> {
    loop {
        let some: Vec<R> = rows.by_ref().take(AT_ONCE).collect();
        let Some(first) = some.first() else { return Ok(()) };
        // What is left over goes row by row: one statement more to be kept prepared, not sixty.
        let at_once = if some.len() == AT_ONCE { AT_ONCE } else { 1 };
        let row = format!("({})", vec!["?"; first.as_ref().len()].join(", "));
        let places = vec![row; at_once].join(", ");
        let mut statement = connection.prepare_cached(&format!("INSERT INTO {into} VALUES {places}"))?;
        for rows in some.chunks(at_once) {
            for (place, value) in (1..).zip(rows.iter().flat_map(|row| row.as_ref())) {
                statement.raw_bind_parameter::<usize, _>(place, value)?;
            }
            statement.raw_execute()?;
        }
    }
}
