//! Words that every paper shares.

use ledger::calendar::Date;
use ledger::money::Fen;

/// `2026年11月21日`.
pub(crate) fn long_date(date: Date) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}

/// `人民币叁佰贰拾伍元零肆分`: headed 人民币 with no gap (PBoC).
pub(crate) fn in_words(amount: Fen) -> String {
    format!("人民币{}", amount.in_words())
}

/// `100元`, `5角`, `1分`: the face of a note or coin.
pub(crate) fn denomination(face: Fen) -> String {
    match face.fen() {
        n if n % 100 == 0 => format!("{}元", n / 100),
        n if n % 10 == 0 => format!("{}角", n / 10),
        n => format!("{n}分"),
    }
}

/// `第1页 共2页`.
pub(crate) fn page_of(page: usize, pages: usize) -> String {
    format!("第{page}页 共{pages}页")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_of_notes_and_coins() {
        for (fen, expect) in [(10_000, "100元"), (100, "1元"), (50, "5角"), (10, "1角"), (5, "5分")] {
            assert_eq!(denomination(Fen::new(fen)), expect);
        }
    }
}
