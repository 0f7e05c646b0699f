//! Signs in cells where a value was expected: `/` for nothing, `〃` for the same again, and what a person says of others.

use std::collections::HashMap;

use crate::book::{Value, is_invisible};
use crate::cells::is_nothing;
use crate::{Symbol, SymbolChoice, SymbolSeen};

/// Files have a handful; one with thousands holds no signs but text.
const MOST: usize = 50;
/// A sign is short: `待补录`.
const LONGEST: usize = 24;

#[derive(Debug, Default)]
pub(crate) struct Symbols {
    chosen: HashMap<String, Symbol>,
    seen: Vec<SymbolSeen>,
}

impl Symbols {
    pub fn of(choices: &[SymbolChoice]) -> Self {
        let chosen = choices.iter().map(|c| (c.text.trim().to_owned(), c.stands_for)).collect();
        Symbols { chosen, seen: Vec::new() }
    }

    /// What a cell's sign stands for, counted; `None` where the cell holds a value like any other.
    pub fn met(&mut self, value: &Value) -> Option<Symbol> {
        let Value::Text(text) = value else { return None };
        let text: &str = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if text.is_empty() {
            return Some(Symbol::Nothing);
        }
        if text.len() > LONGEST {
            return None;
        }
        let chosen = if self.chosen.is_empty() { None } else { self.chosen.get(text) };
        let stands_for = match chosen {
            Some(chosen) => *chosen,
            None => by_custom(text)?,
        };
        if let Some(seen) = self.seen.iter_mut().find(|s| s.text == text) {
            seen.count += 1;
        } else if self.seen.len() < MOST {
            self.seen.push(SymbolSeen { text: text.to_owned(), stands_for, count: 1 });
        }
        Some(stands_for)
    }

    /// The commonest first.
    pub fn into_seen(mut self) -> Vec<SymbolSeen> {
        self.seen.sort_by_key(|s| std::cmp::Reverse(s.count));
        self.seen
    }
}

fn by_custom(text: &str) -> Option<Symbol> {
    if is_nothing(text) {
        return Some(Symbol::Nothing);
    }
    let mut chars = text.chars();
    match text {
        "同上" | "〃" | "″" | "\"" | "''" => Some(Symbol::Same),
        // `√`, `★`, `?`; a minus or a bracket may belong to a figure, letters and figures never are a sign.
        _ if chars.all(|c| !c.is_alphanumeric() && !c.is_whitespace()) => Some(Symbol::Text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_from_text_and_counted() {
        let mut symbols = Symbols::of(&[SymbolChoice { text: "待核".into(), stands_for: Symbol::Zero }]);
        let mut met = |text: &str| symbols.met(&Value::Text(text.into()));
        for (text, expect) in [
            ("/", Some(Symbol::Nothing)),
            (" ／ ", Some(Symbol::Nothing)),
            ("\u{3000}", Some(Symbol::Nothing)),
            ("待补", Some(Symbol::Nothing)),
            ("同上", Some(Symbol::Same)),
            ("√", Some(Symbol::Text)),
            ("待核", Some(Symbol::Zero)),
            ("张小明", None),
            ("-5", None),
            ("/", Some(Symbol::Nothing)),
        ] {
            assert_eq!(met(text), expect, "{text:?}");
        }
        let seen: Vec<(String, u32)> = symbols.into_seen().into_iter().map(|s| (s.text, s.count)).collect();
        assert_eq!(seen[0], ("/".to_owned(), 2));
        assert_eq!(seen.len(), 6);
    }
}
