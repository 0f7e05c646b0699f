//! The words of rows that sum others.

use super::key;
use crate::buildings::is_mark;
use crate::cells::plain;

/// The words a total row opens with. `true` for a subtotal.
pub(crate) fn total_label(text: &str) -> Option<bool> {
    if !text.contains(['计', '总', '汇', '页', '共', '数', '大', '币', '∑', 'Σ']) {
        return None;
    }
    let key = key(text);
    let word = key.as_str();
    let whole = ["合计", "总计", "共计"];
    match word {
        "总数" | "总额" | "总金额" | "总和" | "总共" | "∑" | "Σ" => Some(false),
        "小计" | "本页小计" | "本栋小计" => Some(true),
        "合计" | "总计" | "共计" | "总合计" | "合计金额" | "合计元" | "累计" => Some(false),
        "户数" | "总户数" | "欠费户数" | "未缴户数" => Some(false),
        // The amount in words stands beside.
        "大写" | "人民币" | "人民币大写" | "大写金额" | "金额大写" => Some(false),
        _ if is_of_page(word) || is_of_all(word) => Some(false),
        _ if is_of_room(word) => Some(true),
        _ if word.chars().count() > 10 => None,
        _ if is_of_pivot(text, word) => Some(true),
        _ if !word.contains('计') => None,
        _ if word.starts_with("小计") || word.ends_with("小计") => Some(true),
        _ if whole.iter().any(|w| word.starts_with(w) || word.ends_with(w)) => Some(false),
        _ if word.starts_with("以上") && whole.iter().any(|w| word.contains(w)) => Some(false),
        _ if word.ends_with("累计") => Some(false),
        // `1栋计`
        _ if word.strip_suffix('计').is_some_and(is_mark) => Some(true),
        _ => None,
    }
}

/// The same of the words that a row begins with, which may say more: `1号楼合计4户`, `以上合计人民币捌佰元整`.
pub(crate) fn total_said(text: &str) -> Option<bool> {
    let said = |word: &str| text.contains(word) && text.chars().count() <= 20;
    let whole = || ["合计", "总计", "共计"].into_iter().any(said).then_some(false);
    total_label(text).or_else(|| said("小计").then_some(true)).or_else(whole)
}

/// A ledger's page begins with what the pages before it came to, and ends with it: 过次页, 承前页, 上页移来.
fn is_of_page(key: &str) -> bool {
    let pages = ["次页", "下页", "后页", "前页", "上页"];
    let body = key.trim_end_matches("累计").trim_end_matches("合计");
    let moved = body.contains(['过', '转', '移', '承', '接', '续', '结', '来']);
    let short = (2..=5).contains(&body.chars().count());
    short && pages.iter().any(|page| body.contains(page)) && (moved || body.len() < key.len())
}

/// `共8户`, `两栋共8户`
fn is_of_all(key: &str) -> bool {
    let Some((_, count)) = key.rsplit_once('共') else { return false };
    let figures = count.trim_end_matches(['户', '套', '家', '间']);
    figures.len() < count.len() && !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit())
}

/// `1栋 汇总`, as Excel writes below the rows that it sums; `欠费汇总` is a title.
fn is_of_pivot(text: &str, key: &str) -> bool {
    let Some(of_what) = key.strip_suffix("汇总") else { return false };
    let apart = plain(text).strip_suffix("汇总").is_some_and(|before| before.ends_with(' '));
    apart || of_what.is_empty() || is_mark(of_what)
}

/// `3-201汇总`, as Excel writes below the lines of a room.
fn is_of_room(key: &str) -> bool {
    let Some(room) = key.strip_suffix("汇总") else { return false };
    let of_room = |c: char| c.is_ascii_alphanumeric() || "-#栋幢座单元室号楼".contains(c);
    let ends = room.ends_with(|c: char| c.is_ascii_digit() || c == '室');
    ends && room.chars().filter(char::is_ascii_digit).count() >= 3 && room.chars().all(of_room)
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
            ("1栋计", Some(true)),
            ("A座汇总", Some(true)),
            ("物业费 汇总", Some(true)),
            ("承上页累计", Some(false)),
            ("转下页", Some(false)),
            ("上页移来", Some(false)),
            ("前页累计", Some(false)),
            ("两栋共8户", Some(false)),
            ("总户数", Some(false)),
            ("人民币（大写）：", Some(false)),
            ("3-201汇总", Some(true)),
            ("12-3-1201 汇总", Some(true)),
            ("12栋3单元1201室汇总", Some(true)),
            ("欠费汇总", None),
            ("2018年度汇总", None),
            ("下页", None),
            ("共用部位", None),
            ("户主页", None),
            ("会计室", None),
            ("首页", None),
        ] {
            assert_eq!(total_label(label), expect, "{label}");
        }
    }
}
