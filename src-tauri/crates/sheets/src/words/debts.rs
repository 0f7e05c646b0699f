//! Titles and sheet names that speak of what is owed, in the words that head columns of it.

use std::sync::LazyLock;

use super::{EXACT, PARTS, says};
use crate::Meaning;

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
}
