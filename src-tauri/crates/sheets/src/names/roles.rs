//! Words beside a name: what the person is to the unit, what is only a remark, and what is no name at all.

use ledger::units::UnitStatus;

use super::is_han;
use crate::profile::SURNAMES;
use crate::states::status_written;

/// Words before a name that say what the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Owner,
    Kin,
    Tenant,
    Former,
    /// 法人, 联系人: of another, who is the owner.
    Contact,
}

const ROLES: [(&str, Role); 38] = [
    ("现业主", Role::Owner),
    ("现户主", Role::Owner),
    ("业主", Role::Owner),
    ("户主", Role::Owner),
    ("房主", Role::Owner),
    ("房东", Role::Owner),
    ("产权人", Role::Owner),
    ("共有人", Role::Owner),
    ("现", Role::Owner),
    ("原业主", Role::Former),
    ("原户主", Role::Former),
    ("原房主", Role::Former),
    ("前业主", Role::Former),
    ("老业主", Role::Former),
    ("原", Role::Former),
    ("现租户", Role::Tenant),
    ("租户", Role::Tenant),
    ("租客", Role::Tenant),
    ("承租人", Role::Tenant),
    ("承租", Role::Tenant),
    ("现租", Role::Tenant),
    ("出租给", Role::Tenant),
    ("租给", Role::Tenant),
    ("租", Role::Tenant),
    ("丈夫", Role::Kin),
    ("妻子", Role::Kin),
    ("老公", Role::Kin),
    ("老婆", Role::Kin),
    ("儿子", Role::Kin),
    ("女儿", Role::Kin),
    ("配偶", Role::Kin),
    ("夫", Role::Kin),
    ("妻", Role::Kin),
    ("法定代表人", Role::Contact),
    ("法人", Role::Contact),
    ("联系人", Role::Contact),
    ("负责人", Role::Contact),
    ("经办人", Role::Contact),
];

/// Of one character, so that they are told only alone.
const KIN: [&str; 12] = ["父", "母", "子", "女", "儿", "兄", "弟", "姐", "妹", "男", "长子", "次子"];

pub(super) fn role(word: &str) -> Option<Role> {
    let known = ROLES.iter().find(|(label, _)| *label == word).map(|(_, role)| *role);
    known.or_else(|| KIN.contains(&word).then_some(Role::Kin))
}

/// A name behind a common surname, and no word of places.
pub(super) fn is_person(text: &str) -> bool {
    let of_place = |c: char| "层楼栋区期号室铺店房产户".contains(c);
    is_name(text) && text.starts_with(|c: char| SURNAMES.contains(c)) && !text.contains(of_place)
}

/// A role and the name right behind it: `租户王五`, `原业主张三`.
pub(super) fn role_and_name(word: &str) -> Option<(Role, &str)> {
    ROLES.iter().find_map(|(label, role)| {
        let name = word.strip_prefix(label)?.trim_start_matches([':', ' ', '-']);
        // 原 is a surname too, and 业主在国外 names nobody.
        let sure = (label.chars().count() > 1 && *role != Role::Owner)
            || name.starts_with(|c: char| SURNAMES.contains(c));
        // `妻李二`; 夫子 is nobody's husband.
        let told = !matches!(*label, "夫" | "妻") || name.chars().count() >= 2;
        (told && sure && is_name(name)).then_some((*role, name))
    })
}

/// Surnames of two characters: what stands apart behind them is the given name.
const DOUBLE_SURNAMES: [&str; 21] = [
    "欧阳", "司马", "上官", "诸葛", "慕容", "东方", "皇甫", "尉迟", "司徒", "夏侯", "公孙", "令狐", "宇文",
    "端木", "独孤", "南宫", "轩辕", "闻人", "澹台", "申屠", "淳于",
];

pub(super) fn is_double_surname(word: &str) -> bool {
    DOUBLE_SURNAMES.contains(&word)
}

pub(super) fn has_double_surname(word: &str) -> bool {
    DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname))
}

/// A word of a name's cell, with the role that was told of it.
type Word = (String, Option<Role>);

/// `马 云 飞` is one name, and `张 小 明 李 红` are two: words of one character each are put together wherever every name
/// has two or three and a common surname before it, and there is one way to do so.
pub(super) fn spaced_names(words: Vec<Word>) -> Vec<Word> {
    let mut names: Vec<Word> = Vec::with_capacity(words.len());
    let mut run: Vec<char> = Vec::new();
    for (word, told) in words {
        let mut characters = word.chars();
        match (characters.next().filter(|c| told.is_none() && is_han(*c)), characters.next()) {
            (Some(character), None) => run.push(character),
            _ => {
                // `张 三 李 小红`: the last goes with what follows.
                let apart = is_person(&word);
                put_together(&mut names, &run, apart);
                run.clear();
                names.push((word, told));
            }
        }
    }
    put_together(&mut names, &run, true);
    names
}

/// Adds the names that the characters make; the characters as they are where that cannot be told.
fn put_together(names: &mut Vec<Word>, run: &[char], apart: bool) {
    /// Of more people nobody writes so.
    const MOST: usize = 9;
    let led = |at: usize| run.get(at).is_some_and(|c| SURNAMES.contains(*c));
    let behind_double =
        names.last().is_some_and(|(before, told)| told.is_none() && is_double_surname(before));
    // `欧阳 建 国`
    if apart && run.len() == 2 && behind_double {
        if let Some((surname, _)) = names.last_mut() {
            surname.extend(run);
        }
        return;
    }
    let lengths = match run.len() {
        3..=MOST if !apart => None,
        // 呼延灼 has no common surname, and still nobody else is named.
        3 if names.is_empty() || led(0) => Some(vec![3]),
        4 if is_double_surname(&run[..2].iter().collect::<String>()) => Some(vec![4]),
        3..=MOST => match &ways(run.len(), 0, &led)[..] {
            [only] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    };
    let mut rest = run;
    for length in lengths.unwrap_or_else(|| vec![1; run.len()]) {
        let (name, after) = rest.split_at(length);
        rest = after;
        names.push((name.iter().collect(), None));
    }
}

/// The ways to part so many characters into names of two and three, each led by a surname.
fn ways(count: usize, at: usize, led: &impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    if at == count {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for length in [2, 3] {
        if led(at) && at + length <= count {
            found.extend(ways(count, at + length, led).into_iter().map(|way| [&[length], &way[..]].concat()));
        }
    }
    found
}

/// `等3人` behind a name: there are others, whom nobody names.
pub(super) fn is_and_others(word: &str) -> bool {
    let of_count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两几多人户位名".contains(c);
    word.strip_prefix('等')
        .is_some_and(|rest| rest.trim_end_matches(['共', '有', '同', '业', '主']).chars().all(of_count))
}

/// 山本 太郎: no common surname leads the first word, and the second is a given name as no Chinese ones end.
pub(super) fn is_japanese(surname: &str, given: &str) -> bool {
    let led = |c: char| SURNAMES.contains(c) || "老小大阿".contains(c);
    let is_word = |word: &str| word.chars().count() == 2 && word.chars().all(is_han);
    is_word(surname)
        && !surname.starts_with(led)
        && role(surname).is_none()
        && status_written(surname).is_none()
        && is_word(given)
        && given.ends_with(['郎', '子', '介', '助'])
        && role(given).is_none()
}

/// The dot of 古丽娜尔.艾则孜, and not one between two persons: a word has more characters than a Chinese name.
pub(super) fn joins_syllables(before: &str, behind: &str) -> bool {
    let name = &behind[..behind.find(|c| !is_han(c)).unwrap_or(behind.len())];
    let is_word = |part: &str| part.chars().nth(1).is_some() && part.chars().all(is_han);
    let foreign = |part: &str| {
        let double = DOUBLE_SURNAMES.iter().any(|surname| part.starts_with(surname));
        !double && part.chars().count() > 3
    };
    is_word(before) && is_word(name) && (foreign(before) || foreign(name))
}

/// 张三和李四
pub(super) fn two_persons(word: &str) -> Option<(&str, &str)> {
    let signs = ["和", "与", "及", "跟"].into_iter();
    signs.filter_map(|sign| word.split_once(sign)).find(|(one, other)| is_person(one) && is_person(other))
}

/// Two to four Han characters.
pub(super) fn is_name(text: &str) -> bool {
    (2..=4).contains(&text.chars().count()) && text.chars().all(is_han)
}

const COMPANIES: [&str; 22] = [
    "公司",
    "集团",
    "银行",
    "中心",
    "医院",
    "学校",
    "幼儿园",
    "厂",
    "店",
    "部",
    "局",
    "所",
    "院",
    "会",
    "社",
    "支行",
    "行",
    "超市",
    "处",
    "站",
    "馆",
    "吧",
];

/// Words that no name has.
const NO_NAMES: [&str; 52] = [
    "在国外",
    "在外地",
    "出国",
    "查封",
    "抵押",
    "拍卖",
    "诉讼",
    "失联",
    "空号",
    "停机",
    "去世",
    "同一业主",
    "物业费",
    "管理费",
    "服务费",
    "水费",
    "电费",
    "车位费",
    "停车费",
    "公摊",
    "滞纳金",
    "违约金",
    "补交",
    "补缴",
    "补收",
    "欠费",
    "欠款",
    "已交",
    "已缴",
    "已收",
    "未交",
    "未缴",
    "未收",
    "交清",
    "缴清",
    "押金",
    "收据",
    "发票",
    "备注",
    "说明",
    "详见",
    "另见",
    "合并",
    "搬走",
    "搬家",
    "退房",
    "联系不上",
    "起诉",
    "减免",
    "优惠",
    "抵扣",
    "已故",
];

pub(super) fn is_no_name(word: &str) -> bool {
    let company = COMPANIES.iter().any(|end| word.ends_with(end));
    !company && NO_NAMES.iter().any(|no| word.contains(no))
}

/// What stands in brackets behind a name.
pub(super) enum Aside<'t> {
    Role(Role),
    Person(Role, &'t str),
    State(UnitStatus),
    /// Known, and kept as words: 已故, 法人 李明.
    Remark,
    /// A part of the name as far as anybody knows: 某某(甲、乙)公司.
    OfName,
}

pub(super) fn aside(text: &str) -> Aside<'_> {
    let text = text.trim();
    let remark = [
        "已故",
        "故",
        "去世",
        "亡",
        "代",
        "本人",
        "夫妻",
        "夫妇",
        "父子",
        "母子",
        "母女",
        "父女",
        "兄弟",
        "姐妹",
        "曾用名",
        "原名",
        "又名",
        "曾用",
        "更名",
        "身份证",
        "房产证",
        "产证",
        "未过户",
        "已过户",
        "大",
        "小",
    ];
    if let Some(role) = role(text) {
        return Aside::Role(role);
    }
    if let Some(status) = status_written(text) {
        return Aside::State(status);
    }
    let inside = text.split([' ', ':']).map(str::trim).filter(|word| !word.is_empty());
    let words: Vec<&str> = inside.collect();
    if let [label, name] = words[..]
        && let Some(role) = role(label)
    {
        return if role == Role::Contact { Aside::Remark } else { Aside::Person(role, name) };
    }
    let of_tenant = ROLES.iter().filter(|(_, role)| *role == Role::Tenant);
    let tenant = of_tenant.map(|(label, _)| label).find_map(|label| text.strip_prefix(label));
    if let Some(name) = tenant.map(|name| name.trim_matches([':', ' ', '-'])) {
        let is_person = !name.contains(|c: char| c.is_ascii_digit());
        return if is_person { Aside::Person(Role::Tenant, name) } else { Aside::Remark };
    }
    match role_and_name(text) {
        Some((Role::Contact, _)) => Aside::Remark,
        Some((role, name)) => Aside::Person(role, name),
        None if remark.iter().any(|word| text == *word || (word.len() > 3 && text.starts_with(word)))
            || is_no_name(text)
            || is_proxy(text) =>
        {
            Aside::Remark
        }
        None => Aside::OfName,
    }
}

/// `李四代`, `李四代缴`
pub(super) fn is_proxy(word: &str) -> bool {
    let acts = ["代", "代缴", "代交", "代付", "代办", "代签", "代收", "代管"];
    acts.iter().any(|act| word.strip_suffix(act).is_some_and(is_name))
}

/// `张三转李四`: who was, and who is.
pub(super) fn changed(word: &str) -> Option<(&str, &str)> {
    const WORDS: [&str; 14] = [
        "过户给",
        "过户到",
        "过户至",
        "转让给",
        "转卖给",
        "转让",
        "过户",
        "变更为",
        "更名为",
        "改为",
        "转给",
        "卖给",
        "→",
        "转",
    ];
    let found = WORDS.iter().find_map(|mark| word.split_once(mark));
    found
        .map(|(before, now)| (before.trim(), now.trim()))
        .filter(|(before, now)| is_name(before) && is_name(now))
}
