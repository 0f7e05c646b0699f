//! What people type as one word: amounts, tenders, counts, files.

use std::path::Path;

use office::views::Fen;
use office::views::cash_day::{CountedTender, Pieces};
use office::views::payments::TenderRequest;

use crate::answer::Failure;

/// An amount in 元. Refusals: those of [`office::Fen`].
pub fn amount(text: &str) -> Result<Fen, Failure> {
    Ok(text.parse::<office::Fen>()?.into())
}

/// An amount that may be left out.
pub fn optional_amount(text: Option<&str>) -> Result<Option<Fen>, Failure> {
    text.map(amount).transpose()
}

/// `¥1,234.50`.
pub fn yuan(amount: Fen) -> String {
    office::Fen::from(amount).with_sign()
}

/// `cash=200.00`. Refusal: `tender_unreadable`.
pub fn tender(text: &str) -> Result<TenderRequest, Failure> {
    let (tender, amount_fen) = tender_amount(text)?;
    Ok(TenderRequest { tender, amount_fen, reference: String::new() })
}

/// `wechat=50`, as a statement says. Refusal: `tender_unreadable`.
pub fn counted(text: &str) -> Result<CountedTender, Failure> {
    let (tender, counted_fen) = tender_amount(text)?;
    Ok(CountedTender { tender, counted_fen })
}

fn tender_amount(text: &str) -> Result<(String, Fen), Failure> {
    let (name, money) = text.split_once(['=', '＝']).ok_or_else(|| {
        Failure::refusal("tender_unreadable", format!("看不懂“{text}”。请写成 方式=金额，例如 cash=200.00。"))
    })?;
    let code = match name.trim() {
        "现金" => "cash",
        "微信" => "wechat",
        "支付宝" => "alipay",
        "刷卡" | "POS" => "pos",
        "转账" | "银行" => "bank",
        "预存" => "prepayment",
        other => other,
    };
    Ok((code.to_owned(), amount(money)?))
}

/// `100=3`: three notes of 100 元. Refusal: `count_unreadable`.
pub fn pieces(text: &str) -> Result<Pieces, Failure> {
    let unreadable = || {
        Failure::refusal(
            "count_unreadable",
            format!("看不懂“{text}”。请写成 面额=张数，用逗号隔开，例如 100=3,50=1,0.5=2。"),
        )
    };
    let (note, count) = text.split_once(['=', '＝']).ok_or_else(unreadable)?;
    let pieces: i64 = count.trim().parse().map_err(|_| unreadable())?;
    Ok(Pieces { denomination_fen: amount(note)?, pieces })
}

/// A file as the office wants it: absolute. A fault only where there is no current folder.
pub fn absolute(path: &Path) -> Result<String, Failure> {
    let path = std::path::absolute(path).map_err(|e| Failure::Fault(format!("{}: {e}", path.display())))?;
    path.into_os_string().into_string().map_err(|odd| {
        Failure::refusal(
            "path_unreadable",
            format!("文件名“{}”里有不是 UTF-8 的字。请先改名。", odd.to_string_lossy()),
        )
    })
}

/// A fresh id for an act.
pub fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(result: Result<T, Failure>) -> String {
        match result {
            Ok(_) => "ok".into(),
            Err(Failure::Refusal { code, .. }) => code,
            Err(Failure::Fault(message)) => message,
        }
    }

    #[test]
    fn tenders_are_a_word_and_an_amount() {
        for (text, name, fen) in [
            ("cash=200.00", "cash", 20_000),
            ("wechat=50", "wechat", 5_000),
            ("现金=1,234.5", "cash", 123_450),
            ("预存＝0.05", "prepayment", 5),
            ("giro=1", "giro", 100),
        ] {
            let got = tender(text).unwrap();
            assert_eq!((got.tender.as_str(), got.amount_fen), (name, Fen(fen)), "{text}");
        }
        for (text, expect) in [
            ("cash", "tender_unreadable"),
            ("cash=", "amount_unreadable"),
            ("cash=0.005", "amount_finer_than_fen"),
        ] {
            assert_eq!(code(tender(text)), expect, "{text}");
        }
    }

    #[test]
    fn counts_are_a_note_and_its_pieces() {
        for (text, note, count) in [("100=3", 10_000, 3), ("0.5=2", 50, 2), (" 0.1 = 0 ", 10, 0)] {
            let got = pieces(text).unwrap();
            assert_eq!((got.denomination_fen, got.pieces), (Fen(note), count), "{text}");
        }
        for text in ["100", "100=x", "100=1.5", ""] {
            assert_eq!(code(pieces(text)), "count_unreadable", "{text}");
        }
    }

    #[test]
    fn amounts_are_shown_with_their_sign() {
        assert_eq!(yuan(Fen(123_450)), "¥1,234.50");
    }
}
