//! The words of rows that sum others.

use super::key;
use crate::buildings::is_mark;
use crate::cells::plain;

/// The words a total row opens with. `true` for a subtotal.
pub(crate) fn total_label(text: &str) -> Option<bool> {
    if !text.contains(['计', '总', '汇', '页', '∑', 'Σ']) {
        return None;
    }
    let key = key(text);
    let word = key.as_str();
    let whole = ["合计", "总计", "共计"];
    match word {
        "总数" | "总额" | "总金额" | "总和" | "总共" | "∑" | "Σ" => Some(false),
        "小计" | "本页小计" | "本栋小计" => Some(true),
        "合计" | "总计" | "共计" | "总合计" | "合计金额" | "合计元" | "累计" => Some(false),
        // A ledger's page begins with what the pages before it came to, and ends with it.
        "过次页" | "过下页" | "转次页" | "转下页" | "承前页" | "承上页" | "接前页" | "接上页" => {
            Some(false)
        }
        _ if word.chars().count() > 10 => None,
        _ if is_of_pivot(text, word) => Some(true),
        _ if !word.contains('计') => None,
        _ if word.starts_with("小计") || word.ends_with("小计") => Some(true),
        _ if whole.iter().any(|w| word.starts_with(w) || word.ends_with(w)) => Some(false),
        _ if word.starts_with("以上") && whole.iter().any(|w| word.contains(w)) => Some(false),
        _ if word.ends_with("累计") => Some(false),
        _ => None,
    }
}

/// `1栋 汇总`, as Excel writes below the rows that it sums; `欠费汇总` is a title.
fn is_of_pivot(text: &str, key: &str) -> bool {
    let Some(of_what) = key.strip_suffix("汇总") else { return false };
    let apart = plain(text).strip_suffix("汇总").is_some_and(|before| before.ends_with(' '));
    apart || of_what.is_empty() || is_mark(of_what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_row_is_told_by_its_words() {
        for (label, expect) in [
            ("合计", Some(false)),
            ("本页小计", Some(true)),
            ("以上共计8户", Some(false)),
            ("本月累计", Some(false)),
            ("过次页", Some(false)),
            ("承前页", Some(false)),
            ("1栋 汇总", Some(true)),
            ("A座汇总", Some(true)),
            ("物业费 汇总", Some(true)),
            ("欠费汇总", None),
            ("会计室", None),
            ("首页", None),
        ] {
            assert_eq!(total_label(label), expect, "{label}");
        }
    }
}
