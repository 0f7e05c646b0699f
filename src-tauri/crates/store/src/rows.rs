//! Columns to domain types and back.

use std::str::FromStr;

use ledger::calendar::{Date, Instant, Period, parse_date};
use ledger::money::Fen;
use ledger::units::Area;
use rusqlite::Row;

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
    format!("“{}”", text.replace('”', "””"))
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
