//! Columns to domain types and back.

use std::borrow::Cow;
use std::str::FromStr;

use ledger::calendar::{Date, Instant, Period, parse_date};
use ledger::money::Fen;
use ledger::units::Area;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, Row};

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
    if text.is_ascii() {
        to.push_str(text);
    } else {
        for (nth, part) in text.split('”').enumerate() {
            if nth > 0 {
                to.push_str("””");
            }
            to.push_str(part);
        }
    }
    to.push('”');
}

/// The text that [`quoted`] was given, and what stands behind it; none where no such text begins.
pub(crate) fn unquoted(from: &str) -> Option<(String, &str)> {
    let mut rest = from.strip_prefix('“')?;
    let mut text = String::new();
    loop {
        let (part, behind) = rest.split_once('”')?;
        text.push_str(part);
        match behind.strip_prefix('”') {
            Some(more) => {
                text.push('”');
                rest = more;
            }
            None => return Some((text, behind)),
        }
    }
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

/// What a column of a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as what they hold")]
pub enum Column<'r> {
    Nothing,
    Number(i64),
    Text(Cow<'r, str>),
}

impl ToSql for Column<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Column::Nothing => ValueRef::Null,
            Column::Number(n) => ValueRef::Integer(*n),
            Column::Text(t) => ValueRef::Text(t.as_bytes()),
        }))
    }
}

pub(crate) fn number(value: i64) -> Column<'static> {
    Column::Number(value)
}

pub(crate) fn text(value: &str) -> Column<'_> {
    Column::Text(Cow::Borrowed(value))
}

pub(crate) fn written(value: String) -> Column<'static> {
    Column::Text(Cow::Owned(value))
}

pub(crate) fn day(value: Date) -> Column<'static> {
    written(value.to_string())
}

/// Nothing for none.
pub(crate) fn optional<'r, T>(value: Option<T>, column: impl FnOnce(T) -> Column<'r>) -> Column<'r> {
    value.map_or(Column::Nothing, column)
}

/// The highest id of a table that gives ids in order; 0 while it is empty.
pub(crate) fn last_id(connection: &Connection, table: &str) -> Result<i64> {
    let mut statement = connection.prepare_cached(&format!("SELECT ifnull(max(id), 0) FROM {table}"))?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Rows of a statement that inserts many. SQLite notes the pages that each statement changes, so few and large ones cost
/// less.
const AT_ONCE: usize = 256;

/// Inserts rows, each with every column that `into`, `table (column, …)`, names, many to a statement: SQLite then keeps its
/// place in the table and in each index from row to row.
pub(crate) fn insert_all<'r, R: IntoIterator<Item = Column<'r>>>(
    connection: &Connection,
    into: &str,
    mut rows: impl ExactSizeIterator<Item = R>,
) -> Result<()> {
    if rows.len() >= AT_ONCE {
        let mut statement = insertion(connection, into, AT_ONCE)?;
        while rows.len() >= AT_ONCE {
            insert(&mut statement, rows.by_ref().take(AT_ONCE))?;
        }
    }
    if rows.len() == 0 {
        return Ok(());
    }
    // One by one: one statement more to be kept prepared, not sixty.
    let mut statement = insertion(connection, into, 1)?;
    rows.try_for_each(|row| insert(&mut statement, std::iter::once(row)))
}

fn insertion<'c>(connection: &'c Connection, into: &str, rows: usize) -> Result<CachedStatement<'c>> {
    let width = into.matches(',').count() + 1;
    let row = format!("({})", vec!["?"; width].join(", "));
    let places = vec![row; rows].join(", ");
    Ok(connection.prepare_cached(&format!("INSERT INTO {into} VALUES {places}"))?)
}

fn insert<'r, R: IntoIterator<Item = Column<'r>>>(
    statement: &mut CachedStatement<'_>,
    rows: impl Iterator<Item = R>,
) -> Result<()> {
    for (place, column) in (1..).zip(rows.flatten()) {
        statement.raw_bind_parameter::<usize, _>(place, column)?;
    }
    statement.raw_execute()?;
    Ok(())
}
