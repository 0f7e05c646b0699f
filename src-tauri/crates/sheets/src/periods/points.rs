//! The points in time of a written period: which figures are of one year, month or day.

use super::words::{Figure, Unit, Word};

/// A year, a month or a day, as far as its figures are told apart.
#[derive(Debug, Default)]
pub(super) struct Point {
    pub figures: Vec<Figure>,
    pub months: Option<(u32, u32)>,
    /// Relative to the point before: 次年 is 1.
    pub years_on: Option<i32>,
    pub ends_a_range: bool,
    pub is_end: bool,
    pub is_start: bool,
    pub before: Option<bool>,
}

/// The points of a cell in its order.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub points: Vec<Point>,
    /// 至今, 起, a dash with nothing behind it.
    pub is_open: bool,
    /// 截止: from the beginning on.
    pub is_until: bool,
}

/// `None` where there is none, or where the words contradict each other.
pub(super) fn points(words: &[Word]) -> Option<Written> {
    let mut written = Written::default();
    let (mut link, mut sign) = (None, None);
    let mut since = false;
    for word in words {
        let new = |link: Option<Word>| Point { ends_a_range: link == Some(Word::Range), ..Point::default() };
        let first = written.points.is_empty();
        let current = written.points.last_mut().filter(|_| link.is_none());
        match *word {
            Word::Figure(figure) => {
                match current {
                    Some(point) if joins(point, figure, sign) => point.figures.push(figure),
                    _ => {
                        let mut point = new(link);
                        point.figures.push(figure);
                        written.points.push(point);
                    }
                }
                link = None;
            }
            Word::Months(from, to) => {
                let of_year = |point: &Point| {
                    point.months.is_none()
                        && (point.figures.is_empty()
                            || point.figures.len() == 1 && point.figures[0].year().is_some())
                };
                match current {
                    Some(point) if of_year(point) => point.months = Some((from, to)),
                    _ => written.points.push(Point { months: Some((from, to)), ..new(link) }),
                }
                link = None;
            }
            Word::NextYear | Word::SameYear => {
                let years = i32::from(*word == Word::NextYear);
                written.points.push(Point { years_on: Some(years), ..new(link) });
                link = None;
            }
            Word::End => current?.is_end = true,
            Word::Start => current?.is_start = true,
            Word::Before(inclusive) => current?.before = Some(inclusive),
            Word::Now => {
                written.is_open = true;
                link = None;
            }
            Word::Since => since = true,
            Word::From => since = true,
            Word::Until => written.is_until |= first,
            Word::Range if first => written.is_until = true,
            Word::Range => link = Some(Word::Range),
            Word::List => link = link.or(Some(Word::List)),
            Word::Sign(_) | Word::Count(_) => {}
        }
        sign = match word {
            Word::Sign(sign) => Some(*sign),
            _ => None,
        };
    }
    let ranges = written.points.iter().any(|point| point.ends_a_range);
    written.is_open |= link == Some(Word::Range) || (since && !ranges);
    let contrary = (written.is_open && (ranges || written.is_until)) || (written.is_until && ranges);
    (!written.points.is_empty() && !contrary).then_some(written)
}

/// Whether a figure says more of the same point: its month behind its year, its day behind its month.
fn joins(point: &Point, figure: Figure, sign: Option<char>) -> bool {
    if point.months.is_some() || point.before.is_some() || matches!(figure.digits, 6 | 8) {
        return false;
    }
    let [.., last] = point.figures[..] else { return point.years_on.is_some() };
    let count = point.figures.len();
    let of_year = count == 1 && last.year().is_some();
    let of_month = last.unit == Some(Unit::Month) || (count == 2 && point.figures[0].year().is_some());
    if matches!(last.digits, 6 | 8) || (last.digits == 4 && !of_year) {
        return false;
    }
    if figure.year().is_some() {
        // `05/2013`
        return count == 1 && last.is_bare() && last.value <= 12 && sign == Some('/');
    }
    match figure.unit {
        Some(Unit::Year) => false,
        Some(Unit::Quarter) => of_year,
        // `13.5月`
        Some(Unit::Month) => of_year || (count == 1 && sign.is_some() && last.is_bare() && last.value > 12),
        Some(Unit::Day) => of_month,
        None if figure.digits > 2 => false,
        None => match sign {
            Some(_) => count < 3 && last.unit != Some(Unit::Month) && last.unit != Some(Unit::Day),
            None => of_year || (of_month && last.unit == Some(Unit::Month)),
        },
    }
}
