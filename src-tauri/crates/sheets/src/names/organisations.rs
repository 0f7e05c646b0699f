//! Companies, offices and their branches, whose names are written in several words.

use super::is_han;
use super::roles::{has_double_surname, is_person};

/// Ends of an organisation's whole name.
const WHOLE: [&str; 12] =
    ["公司", "集团", "银行", "信用社", "合作社", "委员会", "管理局", "厂", "局", "中心", "医院", "学校"];

/// Ends of a part's name, which is nobody without the whole.
const BRANCHES: [&str; 20] = [
    "支行",
    "分行",
    "分理处",
    "储蓄所",
    "分公司",
    "子公司",
    "营业部",
    "营业厅",
    "营业所",
    "经营部",
    "项目部",
    "管理处",
    "办事处",
    "门市部",
    "服务部",
    "分店",
    "分厂",
    "分局",
    "支局",
    "管理局",
];

/// Ends of a name behind the words that only begin it: 深圳市华强 电子有限公司.
const ENDS: [&str; 22] = [
    "公司",
    "集团",
    "厂",
    "局",
    "店",
    "行",
    "营业厅",
    "营业部",
    "分公司",
    "管理处",
    "办事处",
    "支行",
    "分行",
    "商行",
    "酒楼",
    "酒店",
    "超市",
    "商场",
    "中心",
    "医院",
    "学校",
    "幼儿园",
];

/// What a company goes on with, and no company begins with.
const GOES_ON: [&str; 5] = ["有限", "股份", "公司", "分公司", "责任"];

/// Trades, which stand behind a company's own name.
const TRADES: [&str; 40] = [
    "电子",
    "贸易",
    "实业",
    "科技",
    "物业",
    "房地产",
    "地产",
    "置业",
    "投资",
    "餐饮",
    "饮食",
    "建材",
    "建筑",
    "装饰",
    "装修",
    "工程",
    "毛织",
    "五金",
    "塑胶",
    "塑料",
    "服装",
    "制衣",
    "食品",
    "酒店",
    "运输",
    "物流",
    "机械",
    "机电",
    "家具",
    "家私",
    "印刷",
    "广告",
    "文化",
    "教育",
    "医药",
    "化工",
    "纺织",
    "汽车",
    "商贸",
    "经贸",
];

pub(super) fn is_organisation(name: &str) -> bool {
    WHOLE.iter().any(|end| name.ends_with(end)) || is_branch(name)
}

/// 龙岗分公司, 某某支行; not 分公司 of another name with a whole in it.
pub(super) fn is_branch(name: &str) -> bool {
    let whole = ["有限", "股份", "集团"].iter().any(|word| name.contains(word));
    !whole && BRANCHES.iter().any(|end| name.ends_with(end))
}

/// Two words with a space between them that are the name of one company, and not a person beside a company.
pub(super) fn is_one_organisation(word: &str, next: &str) -> bool {
    if GOES_ON.iter().any(|goes_on| next.starts_with(goes_on)) {
        return true;
    }
    if is_organisation(word) {
        return is_branch(next);
    }
    let begins = begins(word);
    let of_place = word.ends_with(['省', '市', '县', '区', '镇', '乡', '村']) && word.chars().count() >= 3;
    let of_trade = TRADES.iter().any(|trade| next.starts_with(trade));
    ENDS.iter().any(|end| next.ends_with(end)) && (begins || of_place || of_trade)
}

/// `深圳 华强 公司`: the last word ends what the first begins.
pub(super) fn are_one_organisation(words: &[&str]) -> bool {
    match words {
        [first, .., last] if words.len() > 2 => {
            begins(first)
                && !is_organisation(first)
                && GOES_ON.iter().any(|goes_on| last.starts_with(goes_on))
        }
        _ => false,
    }
}

/// No person's name.
fn begins(word: &str) -> bool {
    word.chars().all(is_han) && word.chars().count() >= 2 && !is_person(word) && !has_double_surname(word)
}
