//! The words of headers, and what they mean.

mod ages;
mod debts;
mod headers;
mod latin;
mod paying;
mod meters;
mod people;
mod sections;
#[cfg(test)]
mod tests;
mod times;
mod totals;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ledger::units::half_width;

use crate::cells::plain;
use crate::traditional::{self, simplified};
use crate::{Confidence, Meaning};
use paying::{is_paying, is_paying_of_before};
use people::{is_of_owner_whole, without_tenant};

pub(crate) use ages::is_age;
pub(crate) use debts::{OwedSide, owed_side, says_debts_collected, says_owed};
pub(crate) use meters::is_place_of_meter;
pub(crate) use paying::{
    fee_of_time, is_fee, is_filled_by_payers, is_means_of_payment, is_penalty, is_receipt, is_remark,
    is_waiver, is_way_of_paying, names_a_deposit, names_both_states, says_how_paid, says_owing_or_not,
    says_paid_or_not,
};
pub(crate) use people::{InTime, is_of_kin, is_of_tenants_too, owner_in_time};
pub(crate) use sections::{is_bare_item, is_estate, is_instalment, is_section, leads_building, section_name};
pub(crate) use times::{is_of_before, is_time};
pub(crate) use totals::{total_label, total_said};

static EXACT: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let words = headers::EXACT.iter().chain(latin::EXACT);
    words.flat_map(|(meaning, list)| list.split_whitespace().map(|word| (word, *meaning))).collect()
});

/// Each with what it means; a part may ask for several words.
static PARTS: LazyLock<Vec<(Meaning, Vec<&'static str>)>> = LazyLock::new(|| {
    let parts = headers::PARTS.iter();
    let of_list = |(meaning, list): &(Meaning, &'static str)| {
        let meaning = *meaning;
        list.split_whitespace().map(move |part| (meaning, part.split('+').collect())).collect::<Vec<_>>()
    };
    parts.flat_map(of_list).collect()
});

/// Every header that is known whole.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let mut all: Vec<&str> = EXACT.keys().copied().collect();
    all.sort_unstable();
    all
}

/// Longer texts are titles or notes.
const LONGEST_HEADER: usize = 20;

/// Between the two rows of a header, joined: `本期应收_管理费`.
pub(crate) const LEVELS: char = '_';

/// Any of these words is in the text.
pub(crate) fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A header as it is looked up: half width, without spaces, line breaks, `(必填)` and marks.
pub(crate) fn key(header: &str) -> String {
    let plain: String = plain(header).chars().filter(|c| !c.is_whitespace() && !"*:_".contains(*c)).collect();
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in plain.to_uppercase().chars().map(simplified) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What a header says its column holds, `None` when no word is known. `group_header` is read as two levels.
pub(crate) fn meaning(header: &str) -> Option<(Meaning, Confidence)> {
    let header = header
        .trim_start()
        .strip_prefix("其中")
        .map_or(header, |of| of.trim_start_matches([':', '：', '、', ' ']));
    let header = without_unit(header);
    if is_statement(header) {
        return None;
    }
    let whole = key(header);
    let whole = without_tenant(&whole).unwrap_or(whole);
    // A sentence is a title or a note, not a header.
    if whole.is_empty() || whole.chars().count() > LONGEST_HEADER {
        return None;
    }
    if header.contains("大写") || is_waiver(header) || names_both_states(header) {
        return Some((Meaning::Note, Confidence::Likely));
    }
    if is_of_owner_whole(&whole) {
        return Some((Meaning::OwnerName, Confidence::Sure));
    }
    let of_time = || fee_of_time(&whole).and_then(|fee| exact(&fee));
    let of_old_debts = || is_paying_of_before(&whole).then_some((Meaning::Paid, Confidence::Likely));
    let found = exact(&whole).or_else(of_old_debts).or_else(|| of_levels(header));
    let found = found.or_else(|| by_part(&whole)).or_else(of_time);
    let found = found.or_else(|| {
        let money = if is_paying(&whole) { Some(Meaning::Paid) } else { None };
        let money = money.or_else(|| is_fee(&whole).then_some(Meaning::Amount));
        money.map(|meaning| (meaning, Confidence::Likely))
    });
    // 余额（欠费为正，预存为负）
    let of_balance = found
        .is_none_or(|(meaning, _)| matches!(meaning, Meaning::Prepaid | Meaning::Amount | Meaning::Opening));
    match owed_side(header).filter(|_| of_balance) {
        Some(OwedSide::Above) => return Some((Meaning::Opening, Confidence::Sure)),
        Some(OwedSide::Below) => return Some((Meaning::Prepaid, Confidence::Sure)),
        None => {}
    }
    let found = found.map(|(meaning, confidence)| match beside_money(&whole, meaning) {
        Some(other) => (other, Confidence::Likely),
        None => (meaning, confidence),
    });
    let money = found.is_some_and(|(meaning, _)| matches!(meaning, Meaning::Amount | Meaning::Due));
    match found {
        _ if money && is_per_unit(header) => Some((per_unit(header), Confidence::Likely)),
        // 欠门禁卡费 is owed, 门禁卡 is a remark.
        Some((Meaning::Note, Confidence::Likely)) if whole.starts_with('欠') && whole.ends_with('费') => {
            Some((Meaning::Opening, Confidence::Sure))
        }
        // 欠费交至 is somebody's own word.
        Some((Meaning::PaidThrough, _)) if whole.contains('欠') => Some((Meaning::Note, Confidence::Likely)),
        // 月应收 may be this month's bill as well as every month's.
        Some((Meaning::Monthly, _)) if whole.contains('应') && !whole.contains('每') => {
            Some((Meaning::Monthly, Confidence::Likely))
        }
        found => found,
    }
}

/// 应收年月, 押金日期, 押金单号, 欠费率: a word of money leads the header, what stands below is none. `None`: money.
fn beside_money(key: &str, meaning: Meaning) -> Option<Meaning> {
    use Meaning::{Amount, Deposit, Due, Opening, OpeningTotal, Paid, Prepaid};
    if !matches!(meaning, Opening | OpeningTotal | Due | Paid | Amount | Prepaid | Deposit) {
        return None;
    }
    let ends = |words: &[&str]| words.iter().find_map(|word| key.strip_suffix(word));
    // `应收2013年度`, `欠十一月份` and `实收以前年度` name a time and are money.
    let named = |head: &str| {
        head.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            || is_of_before(head)
    };
    if ends(&["日期", "时间", "日"]).is_some_and(|head| !named(head)) {
        return Some(match meaning {
            Paid => Meaning::PaidOn,
            Opening | OpeningTotal => Meaning::PeriodRange,
            _ => Meaning::Note,
        });
    }
    if ends(&["年月", "月份", "年份", "年度", "所属期", "账期"]).is_some_and(|head| !named(head))
    {
        return Some(match meaning {
            // 已缴月份 are months, 实收年月 is when.
            Paid if key.starts_with("已") => Meaning::Note,
            Paid => Meaning::PaidOn,
            Deposit => Meaning::Note,
            _ => Meaning::PeriodRange,
        });
    }
    // 欠费起始, 欠费截止, 欠费年
    let ends_with = |words: &[&str]| ends(words).is_some_and(|head| !named(head));
    if matches!(meaning, Opening | OpeningTotal) {
        match () {
            () if ends_with(&["起始", "起点", "开始"]) => return Some(Meaning::PeriodFrom),
            () if ends_with(&["截止", "终点", "终止", "结束"]) => return Some(Meaning::PeriodTo),
            () if ["欠费年", "欠款年", "欠费季度", "欠费月"].contains(&key) => {
                return Some(Meaning::PeriodRange);
            }
            () => {}
        }
    }
    // 预缴起, 预缴止
    if meaning == Prepaid && ends_with(&["起", "始", "起始", "开始", "止", "截止", "终止", "到期", "期"])
    {
        return Some(Meaning::Note);
    }
    let other = [
        "状态",
        "情况",
        "方式",
        "渠道",
        "人",
        "人员",
        "员",
        "单价",
        "标准",
        "面积",
        "季数",
        "期数",
        "户数",
        "排名",
        "名次",
        "系数",
        "等级",
        "级别",
        "时长",
        "原由",
        "缘由",
        "类别",
        "类型",
        "性质",
        "程度",
        "编码",
        "凭证",
        "票据",
        "收据",
        "发票",
        "单据",
        "张数",
        "个数",
        "号",
        "号码",
        "次数",
        "天数",
        "年数",
        "笔数",
        "率",
        "比例",
        "占比",
        "比率",
        "年限",
        "百分比",
        "%",
        "折扣",
    ];
    ends(&other).map(|_| Meaning::Note)
}

/// `欠费金额：元`, `金额/万元` without the unit.
fn without_unit(header: &str) -> &str {
    let bare = header.trim_end();
    let bare = ["万元", "千元", "元"].iter().find_map(|unit| bare.strip_suffix(unit)).map(str::trim_end);
    let bare = bare.and_then(|bare| bare.strip_suffix([':', '：', '/', '／', ',', '，', '、']));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(header)
}

/// `物业费（元/月）`, `物业费/月`: what is charged each month or for each ㎡, not what is due.
fn is_per_unit(header: &str) -> bool {
    let plain = plain(header);
    let of_fee = plain.rsplit_once("费/").is_some_and(|(_, unit)| {
        ["月", "年", "季", "季度", "㎡", "平", "户", "m"].iter().any(|each| unit.trim().starts_with(each))
    });
    plain.contains("元/") || of_fee
}

/// `元/月` is an amount a month, `元/月·㎡` and `元/年` are rates.
fn per_unit(header: &str) -> Meaning {
    let plain = plain(header);
    let of_area = ["㎡", "平", "m2", "m²", "M2"].iter().any(|unit| plain.contains(unit));
    if ["元/月", "费/月"].iter().any(|each| plain.contains(each)) && !of_area {
        Meaning::Monthly
    } else {
        Meaning::Rate
    }
}

/// A column of a summary by building: nobody's unit stands in its rows.
pub(crate) fn is_of_summary(header: &str) -> bool {
    ["户数", "收缴率", "收费率", "欠费率", "入住率"].iter().any(|word| header.contains(word))
}

/// 签字, 交费人签字: somebody's own hand.
pub(crate) fn is_signature(header: &str) -> bool {
    says(header, &["签字", "签名", "签收", "签章"])
}

/// Words of a table or a slip where a room should stand: 项目, 物业费, 小计. Nobody lives there.
pub(crate) fn is_no_room(text: &str) -> bool {
    let key = key(text);
    if key.chars().count() < 2 || key.contains(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let of_header = exact(&key).is_some_and(|(meaning, _)| match meaning {
        // A lone 车库 or 商铺 may be somebody's; 房号 and 门牌 are headers.
        Meaning::Room => ["号", "号码", "编号", "名称", "代码", "编码", "地址", "坐落"]
            .iter()
            .any(|end| key.ends_with(end)),
        Meaning::Space => key.ends_with('号') || key.ends_with("编码"),
        Meaning::Building | Meaning::Entrance => key.ends_with('号'),
        _ => true,
    });
    of_header
        || is_fee(&key)
        || total_label(text).is_some()
        || ["通知单", "催费单", "收据"].iter().any(|w| key.ends_with(w))
        || STAFF.contains(&key.as_str())
        || SPOILT.contains(&key.as_str())
}

/// Where the room of a receipt should be, that was spoilt.
const SPOILT: [&str; 6] = ["作废", "已作废", "此票作废", "票据作废", "收据作废", "此联作废"];

/// Whose telephones stand below those of the owners.
const STAFF: [&str; 10] =
    ["电工", "水工", "水电工", "维修工", "保洁", "保洁员", "保安", "绿化", "管理员", "客服"];

/// `楼栋：1栋` says something by itself: no header.
fn is_statement(text: &str) -> bool {
    let text = text.trim_end_matches([':', '：', ' ', '\u{3000}', '\n']);
    text.split_once([':', '：']).is_some_and(|(_, after)| !after.trim().is_empty())
}

fn exact(key: &str) -> Option<(Meaning, Confidence)> {
    let bare = || {
        ["㎡", "M2", "M²", "平方米", "平方", "万元", "千元", "元"]
            .iter()
            .find_map(|unit| key.strip_suffix(unit))
    };
    let found = EXACT.get(key).or_else(|| bare().and_then(|bare| EXACT.get(bare)));
    found.map(|meaning| (*meaning, Confidence::Sure))
}

fn by_part(key: &str) -> Option<(Meaning, Confidence)> {
    // `3月份欠费` is an amount of March, `欠费月份` says of when.
    let month =
        |at: usize| key[..at].ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if let Some(at) = key.find("月份").filter(|at| month(*at)) {
        return by_part(&format!("{}月{}", &key[..at], &key[at + "月份".len()..]));
    }
    // 1月物业费 is of January and 本月物业费 of the title's month, 月物业费 of every month.
    let of_month = key.find('月').is_some_and(|at| month(at) || key[..at].ends_with(['本', '当']));
    let found = |(meaning, parts): &&(Meaning, Vec<&str>)| {
        !(of_month && *meaning == Meaning::Monthly) && parts.iter().all(|part| key.contains(part))
    };
    let meaning = paying::or_note(PARTS.iter().find(found)?.0, key);
    // 欠费 in any form is as plain as a header gets.
    let confidence = if meaning == Meaning::Opening { Confidence::Sure } else { Confidence::Likely };
    Some((meaning, confidence))
}

/// A header of two rows: the group colours what stands below it.
fn of_levels(header: &str) -> Option<(Meaning, Confidence)> {
    let (group, below) = header.rsplit_once(LEVELS)?;
    let (group, below) = (key(group), key(below));
    let of_below = exact(&below).or_else(|| by_part(&below)).map(|(meaning, _)| meaning);
    let says = |words: &[&str]| words.iter().any(|word| group.contains(word));
    let is_sum = ["合计", "小计", "总计"].contains(&below.as_str());
    let meaning = match of_below {
        Some(Meaning::OwnerName) if says(&["租", "商户", "经营"]) => Meaning::TenantName,
        Some(Meaning::OwnerPhone) if says(&["租", "商户", "经营"]) => Meaning::TenantPhone,
        Some(Meaning::OwnerId) if says(&["租", "商户", "经营"]) => Meaning::TenantId,
        Some(Meaning::Opening) if total_label(&group).is_some() => Meaning::OpeningTotal,
        Some(Meaning::Opening) => Meaning::Opening,
        Some(Meaning::Ignored) if is_sum && says(&["欠", "未缴", "未交"]) => Meaning::OpeningTotal,
        Some(Meaning::Ignored) if is_sum => Meaning::Ignored,
        None | Some(Meaning::Amount | Meaning::Item) if says(&["欠", "未缴", "未交"]) => {
            Meaning::Opening
        }
        None | Some(Meaning::Amount | Meaning::Item) if says(&["应收", "应缴", "应交", "应计"]) => {
            Meaning::Due
        }
        None | Some(Meaning::Amount | Meaning::Item) if says(&["实收", "实缴", "已收", "已缴", "已交"]) => {
            Meaning::Paid
        }
        None | Some(Meaning::Amount) if says(&["预收", "预存", "预缴"]) => Meaning::Prepaid,
        None | Some(Meaning::Amount) if group.starts_with('退') => Meaning::Note,
        None | Some(Meaning::Amount) if says(&["押金", "保证金"]) => Meaning::Deposit,
        // 水费 over 2012年 and 2013年.
        None if is_fee(&group) && is_time(&below) => Meaning::Amount,
        Some(other) => other,
        None => return None,
    };
    Some((meaning, Confidence::Sure))
}

/// `00100`: the number of a paper, and no amount.
pub(crate) fn is_numbered_from_zero(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.starts_with('0') && text.chars().all(|c| c.is_ascii_digit())
}

/// Characters that a header's word begins with.
static FIRST: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut first = Vec::new();
    let of_words = || EXACT.keys().filter_map(|word| word.chars().next());
    let begins: HashSet<char> = of_words().collect();
    let traditional = traditional::all().filter(|(_, simple)| begins.contains(simple));
    for at in of_words().chain(traditional.map(|(written, _)| written)).map(place) {
        if at >= first.len() {
            first.resize(at + 1, false);
        }
        first[at] = true;
    }
    first
});

fn place(c: char) -> usize {
    usize::try_from(u32::from(c)).expect("a character is an index")
}

/// Whether a cell is an exact header word. Cheap: it is asked of every text on a sheet.
pub(crate) fn is_exact(text: &str) -> bool {
    const LONGEST: usize = 60;
    let Some(first) = text.chars().next().filter(|_| text.len() <= LONGEST) else { return false };
    if first.is_ascii_digit() {
        return false;
    }
    let marks = first.is_whitespace() || "*＊(（[【".contains(first);
    if !marks && !FIRST.get(place(half_width(first).to_ascii_uppercase())).is_some_and(|is_first| *is_first) {
        return false;
    }
    EXACT.contains_key(text) || exact(&key(text)).is_some()
}

/// How plainly a header that may name the room does so, for where several do.
pub(crate) fn room_rank(header: &str) -> u8 {
    let key = key(header);
    match () {
        () if ["编号", "编码", "代码"].iter().any(|word| key.ends_with(word)) => 0,
        // 户号 beside 房号 or 地址 counts the households of a system.
        () if key.ends_with("名称") || key == "户号" => 1,
        () => 2,
    }
}

/// 姓名, 业主: the names of owners, or of whoever the column is about.
pub(crate) fn is_owner_name(header: &str) -> bool {
    matches!(meaning(header), Some((Meaning::OwnerName, _)))
}

/// Meanings that one column of a table has, and no second.
pub(crate) fn is_single(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Building
        | Meaning::Entrance
        | Meaning::Room
        | Meaning::Area
        | Meaning::Usage
        | Meaning::Status
        | Meaning::Handover
        | Meaning::OwnerName
        | Meaning::TenantName
        | Meaning::LiableName
        | Meaning::Item
        | Meaning::PeriodRange
        | Meaning::PeriodFrom
        | Meaning::PaidThrough
        | Meaning::PeriodTo
        | Meaning::Months
        | Meaning::PaidOn
        | Meaning::Cashier
        | Meaning::Meter
        | Meaning::PreviousReading
        | Meaning::PreviousOn
        | Meaning::PresentReading
        | Meaning::PresentOn
        | Meaning::Consumption
        | Meaning::Factor
        | Meaning::Loss
        | Meaning::Space => true,
        Meaning::Serial
        | Meaning::OwnerPhone
        | Meaning::OwnerId
        | Meaning::Due
        | Meaning::Paid
        | Meaning::Rate
        | Meaning::Monthly
        | Meaning::Amount
        | Meaning::Prepaid
        | Meaning::Deposit
        | Meaning::Plate
        | Meaning::Note
        | Meaning::TenantPhone
        | Meaning::TenantId
        | Meaning::Opening
        | Meaning::OpeningTotal
        | Meaning::Ignored
        | Meaning::Unknown => false,
    }
}
