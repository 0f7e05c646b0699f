//! What the words around a table say of all its rows: the title's building, year, months and fee item.

use crate::Kind;
use crate::book::{Sheet, Value};
use crate::buildings;
use crate::cells::plain;
use crate::layout::Region;
use crate::openings::{item_of_title, span_of_title};
use crate::periods::{Span, year_named};

/// Read off the title above the table first, then off the sheet's name.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// `A区1幢`, and where it stood: 标题 or 工作表名.
    pub building: Option<(String, &'static str)>,
    pub year: Option<i32>,
    pub item: Option<&'static str>,
    /// Of a list of fees: when they are of. Of arrears, which may have grown for years: up to when they are.
    pub span: Option<Span>,
}

impl Surroundings {
    pub fn of(region: &Region, of: &Sheet) -> Self {
        let sheet = of.name.as_str();
        // Sentences above a table tell of more than the table.
        let is_title = |part: &&str| part.chars().count() <= 30 && !part.contains(['。', ',', ';', ':']);
        let title: Vec<&str> = region.title.split(' ').filter(is_title).collect();
        let (title, sheet) = (&*title.join(" "), sheet.trim());
        let building = |text: &str| buildings::named_in(text).map(str::to_owned);
        let nearest = title.rsplit(' ').find_map(building).or_else(|| building(title));
        let span = |text: &str| match region.kind {
            Kind::Fees => span_of_title(text),
            Kind::Arrears => span_of_title(text).map(|span| Span { from: None, ..span }),
            _ => None,
        };
        Surroundings {
            building: nearest
                .or_else(|| stated_above(region, of))
                .map(|name| (name, "标题"))
                .or_else(|| building(sheet).map(|name| (name, "工作表名"))),
            year: year_named(title).or_else(|| year_named(sheet)),
            item: item_of_title(title).or_else(|| item_of_title(sheet)),
            span: span(title).or_else(|| span(sheet)),
        }
    }
}

/// `楼号：` and beside it `5号楼`, or both in one cell, above the headers.
fn stated_above(region: &Region, sheet: &Sheet) -> Option<String> {
    let above = sheet.rows[..region.header].iter().rev().take(3).flat_map(|row| region.cells(row));
    let texts = above.filter_map(|(_, value)| match value {
        Value::Text(text) => Some(plain(text)),
        _ => None,
    });
    let mut named = texts.filter_map(|text| {
        let said = text.rsplit_once(':').map_or(text.as_str(), |(_, said)| said.trim());
        buildings::is_name(said).then(|| said.to_owned())
    });
    named.next().filter(|_| named.next().is_none())
}
