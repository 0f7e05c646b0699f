//! The words of a scenario's line.

use ledger::money::Fen;
use office::views;

const TENDERS: [&str; 6] = ["cash", "wechat", "alipay", "pos", "bank", "prepayment"];

pub fn fen(text: &str) -> views::Fen {
    text.parse::<Fen>().unwrap_or_else(|e| panic!("amount {text}: {e}")).into()
}

pub fn yuan(amount: views::Fen) -> Fen {
    amount.into()
}

pub fn yes(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}

/// The words of a line.
pub struct Words<'a>(pub Vec<&'a str>);

impl<'a> Words<'a> {
    pub fn of(line: &'a str) -> Self {
        Words(line.split_whitespace().collect())
    }

    pub fn get(&self, place: usize) -> &'a str {
        self.0.get(place).unwrap_or_else(|| panic!("word {place} is missing: {}", self.0.join(" ")))
    }

    /// The word behind a key word.
    pub fn after(&self, key: &str) -> Option<&'a str> {
        self.0.iter().position(|w| *w == key).map(|i| self.get(i + 1))
    }

    pub fn text_after(&self, key: &str) -> String {
        self.after(key).unwrap_or_default().to_owned()
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.contains(&key)
    }

    /// Pairs of a tender and an amount.
    pub fn tenders(&self) -> Vec<(&'a str, views::Fen)> {
        TENDERS.iter().filter_map(|t| Some((*t, fen(self.after(t)?)))).collect()
    }
}
