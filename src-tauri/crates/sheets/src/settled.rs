//! What a row says of its arrears being settled: 已交清, 是否已交, 减免.

use rust_decimal::Decimal;

use crate::findings::At;
use crate::interpretation::Interpretation;
use crate::owed::owes_plainly;
use crate::states::is_paid;
use crate::table::{Line, Table};
use crate::{Level, Meaning};

/// Whether what the row's columns of arrears say is not owed any more. A column of 已交 and 未交 is believed, a remark that
/// says 已交清 may be of other months; a person is asked about either.
pub(crate) fn is_settled(reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>) -> bool {
    let positive = |slot: &usize| line.at(*slot).amount().got().is_some_and(|a| a.fen.is_positive());
    let plain = table.slots(Meaning::Amount).iter().filter(|slot| owes_plainly(reading, table, **slot));
    if !table.slots(Meaning::Opening).iter().chain(plain).any(positive) {
        return false;
    }
    let by_column = table.paid_or_not.filter(|slot| line.at(*slot).value.and_then(is_paid) == Some(true));
    let signed = table.payer_signs.filter(|slot| line.at(*slot).text().is_some());
    if let Some(slot) = by_column.or(signed) {
        return ask(reading, table, (line, slot), "said_paid");
    }
    if let Some(slot) = table.day_paid.filter(|slot| line.at(*slot).text().is_some()) {
        return ask(reading, table, (line, slot), "remark_says_paid");
    }
    remark_says_paid(reading, table, line) || comment_says_paid(reading, table, line)
}

/// 3月5日已交清 in a comment on the amount.
fn comment_says_paid(reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>) -> bool {
    let of_row = table.sheet.comments_of(line.row - 1).iter().filter(|(_, _, text)| says_paid(text));
    let on =
        |slot: &&usize| of_row.clone().any(|(_, column, _)| *column == table.region.columns[**slot].index);
    let Some(slot) = table.slots(Meaning::Opening).iter().find(on) else { return false };
    let said =
        of_row.clone().map(|(_, _, text)| text.trim().replace('\n', " ")).collect::<Vec<_>>().join("；");
    told(reading, line.at(*slot), (&format!("{}的批注", table.label(*slot)), &said), "remark_says_paid")
}

/// Whether a remark says that the row's money was paid, and a person that this is so.
pub(crate) fn remark_says_paid(reading: &mut Interpretation, table: &Table<'_>, line: &Line<'_>) -> bool {
    let remark = table.slots(Meaning::Note).iter().find(|slot| {
        table.paid_or_not != Some(**slot) && line.at(**slot).text().is_some_and(|text| says_paid(&text))
    });
    remark.is_some_and(|slot| ask(reading, table, (line, *slot), "remark_says_paid"))
}

fn ask(
    reading: &mut Interpretation,
    table: &Table<'_>,
    (line, slot): (&Line<'_>, usize),
    code: &'static str,
) -> bool {
    let at = line.at(slot);
    let said = at.text().unwrap_or_default();
    told(reading, at, (table.label(slot), &said), code)
}

fn told(reading: &mut Interpretation, at: At<'_>, (label, said): (&str, &str), code: &'static str) -> bool {
    let paid = reading.decisions.is(code, "paid");
    let done = if paid { "没有作为欠费导入，作为备注保留" } else { "仍按欠费导入" };
    let message = format_args!("这一行有欠费金额，“{label}”却写着“{said}”，{done}。请确认。");
    reading.findings.add(at, (Level::Decide, code), message, if paid { "已交" } else { "" });
    paid
}

/// Whether a remark says that just this was paid: `2024.3.2交1473.98`.
pub(crate) fn says_paid_just(text: &str, due: Decimal) -> bool {
    let is_figure = |c: char| c.is_ascii_digit() || c == '.';
    let paid = text.split(['交', '缴', '付', '收']).skip(1).filter_map(|said| {
        let said = said.trim_start_matches(['了', '费', '款', '来', '到', '纳', '￥', '¥', '：', ':', ' ']);
        let end = said.find(|c| !is_figure(c)).unwrap_or(said.len());
        let (figure, rest) = said.split_at(end);
        let is_date = rest.starts_with(['年', '月', '日', '号', '-', '/']);
        figure.parse::<Decimal>().ok().filter(|_| !is_date)
    });
    !denies(text) && paid.sum::<Decimal>() == due
}

/// `8月12日已交清`, `已交300`; not `未交`, `不肯交`, `没交清`.
pub(crate) fn says_paid(text: &str) -> bool {
    const SAID: [&str; 12] =
        ["已交", "已缴", "已付", "已收", "交清", "缴清", "付清", "结清", "交齐", "缴齐", "已清", "清欠"];
    // 已交房, 已交钥匙, 已交至2012年 say nothing of these arrears.
    const ELSE: [&str; 8] = ["房", "钥匙", "至", "到", "法院", "律师", "公司", "押金"];
    SAID.iter().any(|word| text.contains(word))
        && !denies(text)
        && !ELSE.iter().any(|word| text.contains(word))
}

fn denies(text: &str) -> bool {
    const DENIED: [&str; 8] = ["未", "没", "不", "拒", "尚", "待", "再", "承诺"];
    DENIED.iter().any(|word| text.contains(word))
}

/// 减免 beside arrears that it may or may not be taken off already: kept, and told of.
pub(crate) fn waivers<'a>(reading: &mut Interpretation, table: &Table<'a>, line: &Line<'a>) {
    if table.region.closes || table.region.waived_in_sum || !table.has(Meaning::Opening) {
        return;
    }
    for slot in &table.waivers {
        let at = line.at(*slot);
        if let Some(waiver) = at.amount().got().filter(|waiver| waiver.fen.is_positive()) {
            let message = format_args!(
                "“{}”有 {} 元，没有从欠费里减，只作为备注保留。请核对欠费是不是减过的。",
                table.label(*slot),
                waiver.fen
            );
            reading.findings.add(at, (Level::Decide, "waiver_kept"), message, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_that_say_how_much_was_paid() {
        for (text, due, expect) in [
            ("2024.3.2交1473.98", "1473.98", true),
            ("3月2日交了1200元", "1200", true),
            ("1月交600，7月交600", "1200", true),
            ("2024.3.2交500", "1473.98", false),
            ("交至2024年", "2024", false),
            ("3月未交1200", "1200", false),
            ("欠1200", "1200", false),
        ] {
            assert_eq!(says_paid_just(text, due.parse().unwrap()), expect, "{text}");
        }
    }

    #[test]
    fn remarks_that_say_paid() {
        for (text, expect) in [
            ("8月12日已交清", true),
            ("已交300", true),
            ("结清", true),
            ("漏水，不肯交", false),
            ("没交清", false),
            ("未缴清", false),
            ("已交房", false),
            ("已交至2012年", false),
            ("已交法院", false),
            ("", false),
        ] {
            assert_eq!(says_paid(text), expect, "{text}");
        }
    }
}
