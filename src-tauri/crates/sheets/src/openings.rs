//! What an arrears header says of its item and period: `2024年及以前欠费` is 物业费, everything through 2024-12-31.

use chrono::Datelike as _;
use ledger::calendar::{Date, Month};

use crate::cells::plain;
use crate::parts_of_units::without_of;
use crate::periods::{Span, in_figures, period};
use crate::seasons;
use crate::words::{is_age, key};

/// Item and period of an arrears column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpeningTerms {
    pub item: String,
    /// The header says so; else 物业费 is assumed.
    pub names_item: bool,
    /// The header says it; else `to` is at most the cut-off.
    pub names_period: bool,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// What was assumed, for people; empty for nothing.
    pub note: String,
}

impl OpeningTerms {
    /// The rows are spaces, which told the item where the header does not.
    pub fn of_spaces(self) -> Self {
        let note = self.note.replace(FROM_TITLE, "表头没有写收费项目，是车位的，按车位费导入");
        OpeningTerms { note, ..self }
    }
}

const FROM_TITLE: &str = "收费项目取自标题";

/// Words of headers and the fee items they name.
const ITEMS: &[(&str, &str)] = &[
    ("滞纳金", "违约金"),
    ("违约金", "违约金"),
    ("罚息", "违约金"),
    ("利息", "利息"),
    ("公摊", "公摊费"),
    ("公用电", "公摊费"),
    ("公共用电", "公摊费"),
    ("分摊", "公摊费"),
    ("电梯", "电梯费"),
    ("车位", "车位费"),
    ("停车", "车位费"),
    ("垃圾", "垃圾清运费"),
    ("供暖", "供暖费"),
    ("采暖", "供暖费"),
    ("暖气", "供暖费"),
    ("取暖", "供暖费"),
    ("供热", "供暖费"),
    ("暖费", "供暖费"),
    ("热费", "供暖费"),
    ("保洁", "保洁费"),
    ("公共能耗", "公共能耗费"),
    ("能耗", "能耗费"),
    ("空调", "空调费"),
    ("二次供水", "二次供水费"),
    ("排污", "排污费"),
    ("污水", "污水处理费"),
    ("有线电视", "有线电视费"),
    ("宽带", "宽带费"),
    ("水电", "水电费"),
    ("燃气", "燃气费"),
    ("煤气", "燃气费"),
    ("维修基金", "维修基金"),
    ("本体维修", "本体维修金"),
    ("中水", "中水费"),
    ("热水", "热水费"),
    ("卫生", "卫生费"),
    ("租金", "租金"),
    ("工本", "工本费"),
    ("水费", "水费"),
    ("电费", "电费"),
    ("物业", "物业费"),
    ("物管", "物业费"),
    ("管理费", "物业费"),
    ("服务费", "物业费"),
];

/// `around` is the item that the title names, for headers that name none.
pub(crate) fn terms(header: &str, cut_off: Option<Date>, around: Option<&'static str>) -> OpeningTerms {
    // 其中：水费 is of no 中水.
    let key = key(header).replace("其中", "");
    let key = in_figures(&key);
    let mut notes = Vec::new();
    let known = || ITEMS.iter().find(|(word, _)| key.contains(word)).map(|(_, item)| (*item).to_owned());
    let named = own_name(&key).filter(|name| is_of_a_thing(name)).or_else(known).or_else(|| own_name(&key));
    if named.is_none() {
        let told = around.is_some_and(|item| item != ASSUMED);
        notes.push(if told { FROM_TITLE } else { "表头没有写收费项目，按物业费导入" });
    }
    // 10年以上 is no year.
    let points = if is_age(&key) { Vec::new() } else { points(&key) };
    let names_period = !points.is_empty();
    // 2014年底欠费 is what was owed by then.
    let by_then = ["截至", "截止", "年底", "月底", "年末", "月末"].iter().any(|w| key.contains(w));
    let by_then = by_then || names_a_day(&key);
    let starts_open = by_then || ["以前", "之前", "年前", "月前"].iter().any(|w| key.contains(w));
    let inclusive = by_then || ["及以前", "及之前"].iter().any(|w| key.contains(w));
    let (mut from, mut to) =
        (points.first().map(|p| p.first.first_day()), points.last().map(|p| p.last.last_day()));
    // 2018年清收 over 2016年 is of 2016.
    if from > to {
        from = points.last().map(|p| p.first.first_day());
    }
    if starts_open {
        if !inclusive {
            to = from.and_then(|first| first.pred_opt());
            notes.push("“以前”按不含所写的年月理解");
        }
        from = None;
    }
    // 2016年7月以后: until the cut-off.
    if names_period && !starts_open && ["以后", "之后", "至今"].iter().any(|w| key.contains(w)) {
        to = cut_off.filter(|cut_off| from.is_some_and(|from| from <= *cut_off)).or(to);
        notes.push("“以后”按包含所写的年月理解");
    }
    let item = named.clone().unwrap_or_else(|| around.unwrap_or(ASSUMED).to_owned());
    if item == seasons::ITEM && seasons::first_year(&key).is_some() {
        (from, to) = (None, None);
    }
    if let Some(cut_off) = cut_off
        && to.is_none_or(|to| to > cut_off)
        && from.is_none_or(|from| from <= cut_off)
    {
        to = Some(cut_off);
    }
    OpeningTerms { names_item: named.is_some(), item, names_period, from, to, note: notes.join("；") }
}

/// A fee that nobody listed, as its header calls it: `绿化费` of 欠绿化费, 2013年绿化费 and 绿化费欠费.
fn own_name(key: &str) -> Option<String> {
    const BEFORE: [&str; 16] = [
        "欠缴", "欠交", "欠收", "拖欠", "尚欠", "未缴", "未交", "未收", "未付", "应收", "应缴", "应交",
        "实收", "已收", "已缴", "欠",
    ];
    const BEHIND: [&str; 16] = [
        "欠费金额",
        "应收金额",
        "实收金额",
        "欠费",
        "欠款",
        "欠缴",
        "未缴",
        "未交",
        "应收",
        "应缴",
        "应交",
        "实收",
        "实缴",
        "已收",
        "金额",
        "合计",
    ];
    const GROUPS: [&str; 4] = ["费用项目", "收费项目", "费用", "其中"];
    // Words of when, how much and whose, none of what.
    const NO_NAME: [&str; 28] = [
        "缴费", "交费", "收费", "付费", "计费", "各费", "总费", "月费", "年费", "季费", "旧费", "小计",
        "累计", "合计", "欠", "未", "应", "实", "已", "本", "上", "每", "现金", "押金", "证金", "资金",
        "租金", "定金",
    ];
    let body = BEHIND
        .iter()
        .find_map(|word| key.strip_suffix(word))
        .filter(|body| body.ends_with('费'))
        .unwrap_or(key);
    let body = BEFORE.iter().find_map(|word| body.rsplit_once(word)).map_or(body, |(_, name)| name);
    let name = body.rsplit(|c: char| c.is_ascii_digit() || "年月季度期份前".contains(c)).next()?;
    let name = GROUPS.iter().find_map(|group| name.strip_prefix(group)).unwrap_or(name);
    let named = name.ends_with(['费', '金']) && (3..=8).contains(&name.chars().count());
    let han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (named && han && !NO_NAME.iter().any(|word| name.contains(word))).then(|| name.to_owned())
}

/// 综合管理费, 车辆管理费, 储藏室管理费 beside 物业费; not 住宅管理费, which is the 物业费 of flats.
fn is_of_a_thing(name: &str) -> bool {
    const OF_FLATS: [&str; 24] = [
        "物业",
        "物管",
        "小区",
        "住宅",
        "商铺",
        "商业",
        "门面",
        "店铺",
        "铺面",
        "房屋",
        "公寓",
        "写字楼",
        "别墅",
        "高层",
        "多层",
        "日常",
        "基本",
        "基础",
        "前期",
        "后期",
        "停车",
        "车位",
        "电梯",
        "公共",
    ];
    let thing = ["管理费", "服务费"].iter().find_map(|end| name.strip_suffix(end));
    thing.is_some_and(|thing| thing.chars().count() >= 2 && !OF_FLATS.iter().any(|word| thing.contains(word)))
}

/// `2014.12.31欠费余额`, `2014年12月31日欠费`; not `2014.1-6`.
pub(crate) fn names_a_day(key: &str) -> bool {
    let start = key.find(|c: char| c.is_ascii_digit()).unwrap_or(key.len());
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = key[start..].split_at(figures(&key[start..]));
    let mut rest = rest.chars();
    let Some(first) = rest.next() else { return false };
    let (month, rest) = rest.as_str().split_at(figures(rest.as_str()));
    let mut rest = rest.chars();
    let second = rest.next();
    let (day, rest) = rest.as_str().split_at(figures(rest.as_str()));
    let alike = (first == '年' && second == Some('月')) || (".-/".contains(first) && second == Some(first));
    let one_or_two = |part: &str| (1..=2).contains(&part.len());
    let alone = !rest.contains(|c: char| c.is_ascii_digit());
    year.len() == 4 && alike && one_or_two(month) && one_or_two(day) && alone
}

/// The one item that a title names: 停车费拖欠情况表.
pub(crate) fn item_of_title(title: &str) -> Option<&'static str> {
    // The office itself is named above its lists.
    let offices =
        ["物业服务中心", "物业管理处", "物业服务处", "物业管理", "物业服务有限", "物业公司", "物业服务公司"];
    let title = offices.iter().fold(title.to_owned(), |title, office| match office {
        // 物业管理费 is a fee.
        &"物业管理" if title.contains("物业管理费") => title,
        office => title.replace(office, ""),
    });
    // 车位管理费 is one fee and not two.
    let title = ["车位管理费", "停车管理费", "车库管理费", "车位租金", "车库租金", "停车租金"]
        .iter()
        .fold(title, |title, fee| title.replace(fee, "车位费"));
    // 公摊电费 is one too.
    let shared = ["公摊水电费", "公摊电费", "公摊水费", "公用水电费", "公用电费", "楼道灯费", "楼道电费"];
    let title =
        shared.iter().fold(title, |title, fee| title.replace(fee, "公摊费")).replace("电梯电费", "电梯费");
    let mut title = title;
    let mut named: Vec<&'static str> = Vec::new();
    for (word, item) in ITEMS.iter().filter(|(_, item)| *item != "违约金") {
        if title.contains(word) {
            named.push(item);
            // 热水费 is no 水费.
            title = title.replace(item, "");
        }
    }
    named.dedup();
    match named[..] {
        [only] => Some(only),
        [] => item_of_meters(&title),
        _ => None,
    }
}

/// What money stands beside readings for: 水表抄表记录.
fn item_of_meters(title: &str) -> Option<&'static str> {
    const METERS: [(&str, &str); 4] =
        [("水电表", "水电费"), ("水表", "水费"), ("电表", "电费"), ("热水表", "热水费")];
    let mut named = METERS.iter().filter(|(word, _)| title.contains(word)).map(|(_, item)| *item);
    match (named.next(), named.next()) {
        (Some("水电费"), _) => Some("水电费"),
        (Some("水费"), Some("热水费")) => Some("热水费"),
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// `收物业费`, `1月物业费`, `2015年1-3月物业费`: the fee and the time behind or before it, empty for none. `None` for words
/// that are no known fee.
pub(crate) fn fee_and_time(text: &str) -> Option<(String, String)> {
    const TAKEN: [&str; 12] =
        ["收取", "收到", "收缴", "交纳", "缴纳", "补交", "补缴", "交来", "代交", "收", "交", "缴"];
    let of_time =
        |c: char| c.is_ascii_digit() || "年月季度份上下半至到~.-—一二三四五六七八九十、".contains(c);
    let said: String = plain(text).split_whitespace().collect();
    let rest = TAKEN.iter().find_map(|word| said.strip_prefix(word)).unwrap_or(&said);
    let (time, name) = rest.split_at(rest.find(|c| !of_time(c)).unwrap_or(rest.len()));
    let (name, time) = match time.is_empty() {
        false => (name.trim_start_matches('的'), time),
        // 物业费2015年1-3月, 物业费(1月)
        true => {
            let name = rest.trim_end_matches(|c| of_time(c) || "()".contains(c));
            (name, rest[name.len()..].trim_matches(['(', ')']))
        }
    };
    // 二次供水费 is of no February.
    let told =
        time.contains(['年', '月', '季', '半']) || time.chars().filter(char::is_ascii_digit).count() >= 4;
    let (name, time) = if told { (name, time) } else { (rest, "") };
    let is_fee = name.ends_with(['费', '金']) && ITEMS.iter().any(|(word, _)| name.contains(word));
    is_fee.then(|| (name.to_owned(), time.to_owned()))
}

/// What a receipt was for, and of when; words that are no known fee stay as they are. `paid_on` is the day of the payment:
/// months without a year are those nearest to it.
pub(crate) fn item_and_time(text: &str, paid_on: Option<Date>) -> (String, Option<Span>) {
    let as_written = || (text.to_owned(), None);
    let Some((name, time)) = fee_and_time(text) else { return as_written() };
    if time.is_empty() {
        return (name, None);
    }
    if seasons::is_of_heating(&name) && seasons::first_year(&time).is_some() {
        return as_written();
    }
    let Some(read) = period(&time, paid_on.map(|day| day.year())) else { return as_written() };
    let whole = read.whole();
    // 12月 that was paid in January has passed.
    let ahead = |from: Date| paid_on.is_some_and(|day| Month::of(day).months_until(Month::of(from)) > 6);
    let span = match whole.from {
        Some(from) if read.year_assumed && ahead(from) => {
            period(&time, paid_on.map(|day| day.year() - 1)).map_or(whole, |read| read.whole())
        }
        _ => whole,
    };
    (name, Some(span))
}

/// The item that a remark of a few words names and nothing else: 车位费, 补交滞纳金.
pub(crate) fn item_of_remark(text: &str) -> Option<&'static str> {
    const LONGEST: usize = 8;
    let plain: String = plain(text).split_whitespace().collect();
    let body = ["补交", "补缴", "补收"].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(&plain);
    let short = body.chars().count() <= LONGEST && body.ends_with(['费', '金']);
    let more = |c: char| c.is_ascii_digit() || "欠未已含免减退不押预、,+和".contains(c);
    let named = ITEMS.iter().find(|(word, _)| body.contains(word)).map(|(_, item)| *item);
    named.filter(|_| short && !body.contains(more))
}

/// The year, months or quarter that the title of a list of fees names; `None` for a day until which it was made.
pub(crate) fn span_of_title(title: &str) -> Option<Span> {
    if seasons::named(title).is_some() {
        return None;
    }
    let days = days_of_title(title);
    let title = days.as_ref().map_or(title, |(_, months)| months);
    let key = in_figures(title);
    if ["截止", "截至", "以前", "日期", "日"].iter().any(|word| key.contains(word)) {
        return None;
    }
    let points = points(&key);
    let (first, last) = (points.first()?, points.last()?);
    let (mut from, mut to) = (first.first.first_day(), last.last.last_day());
    if let Some(((first, last), _)) = days {
        from = from.with_day(first)?;
        to = to.with_day(last)?;
    }
    Some(Span { from: Some(from), to: Some(to) })
}

/// The days of `2018年1月1日至6月30日`, and the title without them; `None` for one day, and for more than two.
fn days_of_title(title: &str) -> Option<((u32, u32), String)> {
    let mut days = Vec::new();
    let mut months = String::new();
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('日') {
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        if !head.ends_with('月') {
            return None;
        }
        days.push(before[head.len()..].parse().ok()?);
        months.push_str(head);
        rest = after;
    }
    months.push_str(rest);
    let until = |c: char| "至到-~—–".contains(c);
    match days[..] {
        [first, last] if months.contains(until) => Some(((first, last), months)),
        _ => None,
    }
}

/// What is charged where nothing says what.
const ASSUMED: &str = "物业费";
/// And of a space.
pub(crate) const OF_SPACES: &str = "车位费";

/// A fee item as a cell names it: common names of one item are one, any other stays as written.
pub(crate) fn item_named(text: &str) -> String {
    let plain: String = without_of(&plain(text)).split_whitespace().collect();
    match plain.as_str() {
        "物业管理费" | "管理费" | "物管费" | "物业服务费" | "物业费" => "物业费".into(),
        "滞纳金" | "违约金" => "违约金".into(),
        "停车费" | "停车管理费" | "车位管理费" | "车位费" => "车位费".into(),
        "公摊" | "公摊费" | "公共用电分摊" => "公摊费".into(),
        _ => plain,
    }
}

/// A year, a month or a run of months in a header.
struct Point {
    first: Month,
    last: Month,
    months: u8,
}

fn points(key: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut rest = key;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let run_end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| at + n);
        let (run, after) = (&rest[at..run_end], &rest[run_end..]);
        let number: i32 = run.parse().unwrap_or(0);
        let year = match run.len() {
            4 if (1990..2100).contains(&number) => Some(number),
            2 if after.starts_with('年') => Some(2000 + number),
            _ => None,
        };
        let whole = if run.len() == 6 { number } else { 0 };
        let month = u32::try_from(whole % 100).ok().and_then(|month| Month::new(whole / 100, month));
        if let Some(month) = month.filter(|month| (1990..2100).contains(&month.year())) {
            points.push(Point { first: month, last: month, months: 2 });
        } else if let Some(year) = year {
            let (first, last) = (Month::new(year, 1), Month::new(year, 12));
            if let (Some(first), Some(last)) = (first, last) {
                points.push(Point { first, last, months: 0 });
            }
        } else if let Some(point) = points.last_mut()
            && point.months < 2
            && !after.starts_with(['日', '号'])
            && let Some(month) = u32::try_from(number).ok().and_then(|m| Month::new(point.first.year(), m))
        {
            if point.months == 0 {
                point.first = month;
            }
            point.last = month;
            point.months += 1;
        }
        rest = after;
    }
    points
}

#[cfg(test)]
mod tests;
