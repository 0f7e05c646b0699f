//! Titles and sheet names that speak of what is owed, in the words that head columns of it.

use std::sync::LazyLock;

use super::{EXACT, PARTS, says};
use crate::Meaning;
use crate::cells::plain;

/// Every word of a column of arrears that says by itself that something is open: not 本金.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let parts = PARTS.iter().filter(|(meaning, _)| *meaning == Meaning::Opening);
    let parts = parts.filter_map(|(_, parts)| if let [only] = &parts[..] { Some(*only) } else { None });
    let exact = EXACT.iter().filter(|(_, meaning)| **meaning == Meaning::Opening).map(|(word, _)| *word);
    parts.chain(exact).filter(|word| !word.contains("本金")).collect()
});

/// 未缴明细, 应收未收, 尚欠物业费一览; neither 已收未收 nor 未交房.
pub(crate) fn says_owed(title: &str) -> bool {
    const LONGEST: usize = 30;
    // Houses that were not handed over.
    const ELSE: [&str; 10] =
        ["未交房", "未交付", "未交楼", "未交铺", "未收房", "未收楼", "未收铺", "未收到", "待交房", "待交付"];
    const PAID: [&str; 7] = ["已收", "已缴", "已交", "已付", "实收", "实缴", "实交"];
    if title.contains('欠') {
        return true;
    }
    // A sentence above a table tells of some of its rows: 红色为未交.
    let is_title = |part: &&str| {
        part.chars().count() <= LONGEST && !part.contains(['。', '，', ',', '；', '：', ':', '为'])
    };
    let owed =
        |part: &str| says(&ELSE.iter().fold(part.to_owned(), |part, word| part.replace(word, "")), &WORDS);
    !says(title, &PAID) && title.split(' ').filter(is_title).any(owed)
}

/// 2025年收欠费, 清欠明细, 补交欠费: what was paid of debts. Neither 催收欠费 nor 应收欠费.
pub(crate) fn says_debts_collected(title: &str) -> bool {
    const ELSE: [&str; 8] = ["催收", "应收", "未收", "待收", "未清", "待清", "应清", "未追"];
    const WORDS: [&str; 8] = ["收欠", "收回", "清欠", "清收", "追回", "追缴", "补交", "补缴"];
    let rest = ELSE.iter().fold(title.to_owned(), |title, word| title.replace(word, ""));
    rest.contains('欠') && says(&rest, &WORDS)
}

/// On which side of 0 a balance is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwedSide {
    /// 余额（欠费为正，预存为负）
    Above,
    /// 余额（负数为欠费）, 预存/欠费
    Below,
}

/// What the header says of it: in brackets, 余额（正数欠费）; by signs behind its words, 预存(+)/欠费(-); by their order,
/// 预存/欠费. 欠费(-) alone says nothing of what is above 0.
pub(crate) fn owed_side(header: &str) -> Option<OwedSide> {
    const HELD: [char; 5] = ['余', '预', '存', '多', '溢'];
    let plain = plain(header);
    let (before, said) = plain.split_once(['(', '[', '【']).unwrap_or((&plain, ""));
    let of_pairs = || -> Option<OwedSide> {
        let mut words: Vec<char> = Vec::new();
        for c in said.chars() {
            let word = match c {
                '欠' | '正' | '负' => c,
                '+' => '正',
                '-' => '负',
                c if HELD.contains(&c) => '余',
                _ => continue,
            };
            if words.last() != Some(&word) {
                words.push(word);
            }
        }
        // Each pair is of one side: 欠费为正，预存为负, or 正数为欠费，负数为预存.
        words.chunks_exact(2).find_map(|pair| match pair {
            ['欠', '正'] | ['正', '欠'] => Some(OwedSide::Above),
            ['欠', '负'] | ['负', '欠'] => Some(OwedSide::Below),
            _ => None,
        })
    };
    let of_signs = || {
        let sign =
            said.chars().next().filter(|_| said.chars().nth(1).is_none_or(|end| ")]】".contains(end)))?;
        let above = match sign {
            '+' | '正' => true,
            '-' | '负' => false,
            _ => return None,
        };
        let word = before.rsplit('/').next()?;
        let of_owed = word.contains('欠');
        let both = plain.contains('欠') && plain.contains(HELD);
        (both && (of_owed || word.contains(HELD))).then_some(if of_owed == above {
            OwedSide::Above
        } else {
            OwedSide::Below
        })
    };
    let of_order = || {
        let (first, second) = plain.split_once('/')?;
        (first.contains(HELD) && !first.contains('欠') && second.contains('欠') && !second.contains(HELD))
            .then_some(OwedSide::Below)
    };
    of_signs().or_else(of_pairs).or_else(of_order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_speak_of_debts_in_the_words_of_columns() {
        for title in [
            "2014年度物业费未缴明细",
            "未交物业费明细",
            "未收明细",
            "欠交情况",
            "未交费用户统计",
            "尚欠物业费一览",
            "应收未收表",
            "逾期未交表",
            "2014年欠收情况",
            "待缴费明细",
            "3栋 未交费",
        ] {
            assert!(says_owed(title), "{title}");
        }
        for title in [
            "业主登记表",
            "未交房业主名单",
            "未收房",
            "2014年已收未收统计",
            "应收、实收、未收情况",
            "业主表 注：红色为未交",
            "收费登记表",
            "物业维修资金本金",
        ] {
            assert!(!says_owed(title), "{title}");
        }
    }

    #[test]
    fn a_header_says_which_side_of_zero_is_owed() {
        let (above, below) = (Some(OwedSide::Above), Some(OwedSide::Below));
        for (header, expect) in [
            ("余额（欠费为正，预存为负）", above),
            ("余额（正数为欠费，负数为预存）", above),
            ("余额(正欠负余)", above),
            ("余额（+为欠，-为余）", above),
            ("期末余额(正数表示欠费)", above),
            ("余额（预存为负，欠费为正）", above),
            ("余额（预存为正，欠费为负）", below),
            ("余额（负数为欠费）", below),
            ("余额（-为欠费）", below),
            ("余额（正余负欠）", below),
            ("结余/欠费(-)", below),
            ("结余(+)/欠费(-)", below),
            ("欠费(-)/预存(+)", below),
            ("欠费(+)/预存(-)", above),
            ("欠费/预存(-)", above),
            ("预存/欠费", below),
            ("欠费/预存", None),
            ("欠费(-)", None),
            ("余额（欠费）", None),
            ("余额", None),
            ("预存余额/元", None),
        ] {
            assert_eq!(owed_side(header), expect, "{header}");
        }
    }
}
