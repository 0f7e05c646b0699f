//! Lines of one cell. Above rows whose numbers begin again such a line names the building of the rows below it, whatever
//! it says: `1#`, `3号院`, 牡丹苑 over villas. Below the table it is a remark.

use std::collections::{HashMap, HashSet};

use ledger::units::UnitUse;
use rust_decimal::Decimal;

use crate::book::{Row, Sheet, Value};
use crate::buildings::{Heading, named_in, says_no_unit, without_gaps};
use crate::cells::{amount, is_nothing, number, plain, shown};
use crate::layout::Region;
use crate::rows::{RowKind, kind};
use crate::{Meaning, words};

/// A longer one is a remark.
const LONGEST: usize = 12;

/// A line of one cell and the rows down to the next one.
#[derive(Debug, Default)]
struct Section {
    /// The line's place in its sheet and its words; `None` for the rows above the first such line.
    head: Option<(u32, String)>,
    rooms: usize,
    /// Rooms that an earlier section has too.
    again: usize,
}

/// The lines that name the building of the rows below them, by row index.
pub(crate) fn lone_headings(sheet: &Sheet, region: &Region) -> HashMap<u32, Heading> {
    let Some(room) = region.column(Meaning::Room).map(|c| c.index) else { return HashMap::new() };
    if region.column(Meaning::Building).is_some() {
        return HashMap::new();
    }
    let sections = sections(sheet, region, room);
    let begins_again = |section: &Section| section.again > 0 && section.again * 2 >= section.rooms;
    let forms: HashSet<String> =
        sections.iter().filter(|s| begins_again(s)).filter_map(|s| Some(form(&s.head.as_ref()?.1))).collect();
    if forms.is_empty() {
        return HashMap::new();
    }
    let first = sections.iter().position(|section| section.rooms > 0);
    let is_heading = |(at, section): &(usize, Section)| {
        let alike = |(_, text): &(u32, String)| forms.contains(&form(text));
        let of_fee = section.head.as_ref().is_some_and(|(_, text)| text.trim_end().ends_with('费'));
        let of_group = section.head.as_ref().is_some_and(|(_, text)| heads_a_group(text));
        !of_fee
            && !of_group
            && (begins_again(section) || (Some(*at) == first && section.head.as_ref().is_some_and(alike)))
    };
    let headings =
        sections.into_iter().enumerate().filter(is_heading).filter_map(|(_, section)| section.head);
    headings
        .map(|(row, text)| {
            let name = named_in(&text).unwrap_or(&text).to_owned();
            (row, Heading { building: Some(name), ..Heading::default() })
        })
        .collect()
}

/// Lines of one cell in the room's column that are nobody's room, by row index: 住宅 above its rows, and below the last
/// row that holds more, 物业服务中心 and 未完待续.
pub(crate) fn lone_remarks(sheet: &Sheet, region: &Region) -> HashSet<u32> {
    let Some(room) = region.column(Meaning::Room).map(|c| c.index) else { return HashSet::new() };
    let rows = &sheet.rows[region.first..region.end];
    let Some(last) = rows.iter().rposition(|row| row.get(room).is_some() && region.cells(row).len() > 1)
    else {
        return HashSet::new();
    };
    let lone_number = |row: &Row| match region.cells(row) {
        [(column, value)] if *column == room => number(Some(value)).got(),
        _ => None,
    };
    let any = rows[last + 1..].iter().any(|row| lone_number(row).is_some());
    let sums = if any { sums(region, &rows[..=last]) } else { Vec::new() };
    let is_remark = |(at, row): (usize, &Row)| {
        let of_page = is_number_of_page(sheet, region, rows, (at, room));
        // 3315 below 300, 315, …: what the rows come to.
        let is_sum = || at > last && lone_number(row).is_some_and(|n| sums.contains(&n));
        if of_page || is_sum() {
            return Some(row.index);
        }
        let text = lone_words(region, row).filter(|(column, _)| *column == room)?.1;
        let below = at > last && may_be_words(&text);
        (below || says_no_unit(&text) || is_of_paper(&text) || heads_a_group(&text)).then_some(row.index)
    };
    rows.iter().enumerate().filter_map(is_remark).collect()
}

/// What the columns of money come to; of one row it says nothing.
fn sums(region: &Region, rows: &[Row]) -> Vec<Decimal> {
    let money = region.columns.iter().filter(|c| c.meaning.is_money());
    let of_column = |column: u32| {
        let amounts: Vec<Decimal> =
            rows.iter().filter_map(|row| amount(row.get(column)).got()).map(|read| read.exact).collect();
        let sum = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
        sum.filter(|sum| amounts.len() > 1 && !sum.is_zero())
    };
    money.filter_map(|c| of_column(c.index)).collect()
}

/// `- 1 -` or `3` alone, right above the headers of the next page or below those of the last.
fn is_number_of_page(sheet: &Sheet, region: &Region, rows: &[Row], (at, room): (usize, u32)) -> bool {
    let [(column, value)] = region.cells(&rows[at]) else { return false };
    let text = plain(&shown(value, sheet.epoch));
    let figures = text.trim_matches(|c: char| c.is_whitespace() || "-—~".contains(c));
    let is_short = (1..=2).contains(&figures.len()) && figures.chars().all(|c| c.is_ascii_digit());
    if *column != room || !is_short {
        return false;
    }
    let is_header = |row: &Row| kind(sheet, region, row) == RowKind::Header;
    match rows.get(at + 1) {
        Some(next) => is_header(next),
        None => rows.iter().any(is_header),
    }
}

/// 以下为商铺, 已装修, 2014年交房, A类 above the rows that it is said of: nobody's room. Not 配电房 or 空置1.
fn heads_a_group(text: &str) -> bool {
    const STATES: [&str; 24] = [
        "空置",
        "出租",
        "自住",
        "自用",
        "已装修",
        "未装修",
        "装修中",
        "毛坯",
        "精装",
        "精装修",
        "已售",
        "未售",
        "已入住",
        "未入住",
        "已交房",
        "未交房",
        "已收房",
        "未收房",
        "已迁出",
        "已搬走",
        "已过户",
        "拆迁",
        "回迁",
        "安置",
    ];
    const OF: [&str; 9] = ["房屋", "住房", "业主", "住户", "用户", "户", "房", "部分", "的"];
    const HANDED_OVER: [&str; 8] = ["交房", "收房", "入住", "入伙", "交楼", "收楼", "接房", "交付"];
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !":-—*★()".contains(*c)).collect();
    if ["以下", "以上", "下列", "下面"].iter().any(|word| text.starts_with(word)) {
        return true;
    }
    let told = OF.iter().fold(text.as_str(), |told, word| told.strip_suffix(word).unwrap_or(told));
    let of_kind = told.strip_suffix('类').is_some_and(|kind| {
        let mark = |c: char| c.is_ascii_uppercase() || "一二三四五六甲乙丙丁".contains(c);
        kind.chars().count() == 1 && kind.chars().all(mark)
    });
    let dated = ends_with_any(&text, &HANDED_OVER).is_some_and(|time| {
        let time = time.trim_end_matches('前').trim_end_matches('后');
        time.ends_with(['年', '月', '日', '底', '初']) && time.starts_with(|c: char| c.is_ascii_digit())
    });
    STATES.contains(&told) || STATES.contains(&text.as_str()) || of_kind || dated
}

fn ends_with_any<'t>(text: &'t str, ends: &[&str]) -> Option<&'t str> {
    ends.iter().find_map(|end| text.strip_suffix(end))
}

/// `第1页`, `1/2`, （续）, 见附页 between the pages of a list.
fn is_of_paper(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !"()（）-—".contains(*c)).collect();
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let number = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    // `共2页，第1页`
    let this = match text.strip_prefix('共').and_then(|rest| rest.split_once('页')) {
        Some((all, this)) if number(all) => this.trim_start_matches([',', '，', '、', '/']),
        _ => &text,
    };
    let page = this.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    let english = text.to_ascii_lowercase();
    let english = english.strip_prefix("page").map(|rest| rest.replace("of", ""));
    let of_pages =
        |(this, all): (&str, &str)| digits(this) && digits(all) && this.len() <= 2 && all.len() <= 2;
    page.is_some_and(|(this, _)| number(this))
        || english.is_some_and(|rest| digits(rest.trim_start_matches('.')))
        || text.split_once('/').is_some_and(of_pages)
        || ["续", "接上页", "见附页", "见下页", "转下页"].contains(&text.as_str())
        || is_continued(&text)
}

/// 欠费明细（续）, 续表, 续上页.
fn is_continued(text: &str) -> bool {
    let procedure = ["手续", "继续", "陆续"].iter().any(|word| text.ends_with(word));
    (text.ends_with('续') && !procedure) || text.ends_with("续表") || text.ends_with("续上页")
}

/// Not 车库3, 门面甲 or 东户.
fn may_be_words(text: &str) -> bool {
    let told = text.chars().any(|c| "共页年月日元、,。;:×√".contains(c)) && !text.is_ascii();
    let has_figures = text.contains(|c: char| c.is_ascii_digit());
    let is_unit = UnitUse::guessed_from(text) != UnitUse::Residence || text.ends_with(['户', '室', '号']);
    told || (!has_figures && !is_unit)
}

fn sections(sheet: &Sheet, region: &Region, room: u32) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let header = region.column(Meaning::Room).map(|c| words::key(&c.header)).unwrap_or_default();
    // By room: the first section that has it.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut head = None;
    for row in &sheet.rows[region.first..region.end] {
        if let Some(text) = lone_text(region, row, room) {
            head = Some((row.index, text));
            continue;
        }
        let Some(value) = row.get(room).filter(|_| region.cells(row).len() > 1) else { continue };
        let door = shown(value, sheet.epoch).trim().to_owned();
        // The headers come again on each page, and no building with them.
        if is_nothing(&door) || words::total_label(&door).is_some() || words::key(&door) == header {
            continue;
        }
        if head.is_some() {
            sections.push(Section { head: head.take(), ..Section::default() });
        }
        let at = sections.len() - 1;
        let first = *seen.entry(door).or_insert(at);
        if let Some(section) = sections.last_mut() {
            section.rooms += 1;
            section.again += usize::from(first < at);
        }
    }
    sections
}

/// The words of a line that holds nothing else, in the first column or the room's, and that are no door.
fn lone_text(region: &Region, row: &Row, room: u32) -> Option<String> {
    let (column, text) = lone_words(region, row)?;
    let text = without_gaps(&text);
    let text = text.trim_matches(|c: char| ":-—*★()".contains(c) || c.is_whitespace());
    let text = behind_numeral(text).to_owned();
    let first = region.columns.first().map(|c| c.index);
    let is_door = text.split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() >= 3);
    let fits =
        (1..=LONGEST).contains(&text.chars().count()) && !is_door && words::total_label(&text).is_none();
    (fits && (column == room || Some(column) == first)).then_some(text)
}

/// `1号楼` of `一、1号楼` and `(一)1号楼`.
fn behind_numeral(text: &str) -> &str {
    let behind = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let numbered = behind.len() < text.len();
    behind.strip_prefix(['、', ')']).filter(|_| numbered).unwrap_or(text)
}

/// The one cell of a row that holds words, and nothing beside them.
fn lone_words(region: &Region, row: &Row) -> Option<(u32, String)> {
    let is_nothing = |value: &Value| matches!(value, Value::Text(text) if is_nothing(text));
    let mut filled = region.cells(row).iter().filter(|(_, value)| !is_nothing(value));
    match (filled.next(), filled.next()) {
        (Some((column, Value::Text(text))), None) => Some((*column, plain(text))),
        _ => None,
    }
}

/// The same for 1号院 and 2号院, 牡丹苑 and 芙蓉苑, 甲楼 and 乙楼: what stands behind the number, or the last character.
fn form(text: &str) -> String {
    let of_number = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十-".contains(c);
    let behind = text.trim_start_matches(of_number);
    if behind.len() < text.len() { behind.to_owned() } else { text.chars().last().into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_below_a_table_are_nobody_s_room() {
        for text in ["物业服务中心", "未完待续", "第1页", "共10户,欠费3315元", "×为搬走", "王芳"]
        {
            assert!(may_be_words(text), "{text}");
        }
        for text in ["车库3", "门面甲", "东户", "1-605", "储藏室"] {
            assert!(!may_be_words(text), "{text}");
        }
    }

    #[test]
    fn lines_of_one_form_head_the_rows_of_the_first_building_too() {
        for (one, other) in
            [("1#", "2#"), ("1号院", "12号院"), ("牡丹苑", "芙蓉苑"), ("甲楼", "乙楼"), ("1-1", "1-2")]
        {
            assert_eq!(form(one), form(other), "{one} {other}");
        }
        assert_ne!(form("已售"), form("1#"));
    }

    #[test]
    fn groups_of_units_are_nobodys_room() {
        for text in [
            "以下为商铺",
            "以下空置",
            "以上为1栋",
            "已装修",
            "未装修",
            "2014年交房",
            "2014年5月前入住",
            "空置房",
            "出租房",
            "出租户",
            "A类",
            "二类房",
            "已售部分",
            "以下为未交费：",
        ] {
            assert!(heads_a_group(text), "{text}");
        }
        for text in [
            "商铺A",
            "幼儿园",
            "会所",
            "车库",
            "配电房",
            "水泵房",
            "门卫房",
            "东户",
            "1-101",
            "2014",
            "商铺1号",
            "社区用房",
        ] {
            assert!(!heads_a_group(text), "{text}");
        }
    }

    #[test]
    fn pages_are_nobodys_room() {
        for (text, expect) in [
            ("第1页", true),
            ("第 2 页 共 5 页", true),
            ("1/2", true),
            ("（续）", true),
            ("见附页", true),
            ("第一页", true),
            ("共2页，第1页", true),
            ("Page 1", true),
            ("Page 1 of 3", true),
            ("第一幢", false),
            ("1-101", false),
            ("12/1203", false),
            ("续建楼101", false),
        ] {
            assert_eq!(is_of_paper(text), expect, "{text}");
        }
    }
}
