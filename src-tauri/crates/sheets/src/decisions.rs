//! What a person chose to do about the findings of a code.

use crate::questions::question;
use crate::{Decision, DecisionChoice};

/// The choices that are followed.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// Only those that differ from the first choice.
    others: Vec<(&'static str, &'static str)>,
}

impl Decisions {
    /// Unknown codes and choices say nothing; the last of several wins.
    pub fn of(decisions: &[Decision]) -> Self {
        let mut others: Vec<(&'static str, &'static str)> = Vec::new();
        for decision in decisions {
            let Some(question) = question(&decision.code) else { continue };
            let Some((choice, _)) = question.choices.iter().find(|(code, _)| *code == decision.choice) else {
                continue;
            };
            others.retain(|(code, _)| *code != question.code);
            others.push((question.code, choice));
        }
        Decisions { others }
    }

    /// Empty for a code without choices.
    pub fn chosen(&self, code: &str) -> &'static str {
        let other = self.others.iter().find(|(known, _)| *known == code).map(|(_, choice)| *choice);
        let first = || question(code).and_then(|q| q.choices.first()).map_or("", |(choice, _)| choice);
        other.unwrap_or_else(first)
    }

    pub fn is(&self, code: &str, choice: &str) -> bool {
        self.chosen(code) == choice
    }
}

/// As the draft shows them.
pub(crate) fn choices(code: &str) -> Vec<DecisionChoice> {
    let known = question(code).map_or(&[][..], |q| q.choices);
    known
        .iter()
        .map(|(code, label)| DecisionChoice { code: (*code).into(), label: (*label).into() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::QUESTIONS;

    #[test]
    fn a_person_s_choice_beats_the_first_and_nonsense_says_nothing() {
        let decide = |pairs: &[(&str, &str)]| {
            let list: Vec<Decision> = pairs
                .iter()
                .map(|(code, choice)| Decision { code: (*code).into(), choice: (*choice).into() })
                .collect();
            Decisions::of(&list)
        };
        assert_eq!(decide(&[]).chosen("unit_twice"), "first");
        assert_eq!(decide(&[("unit_twice", "merge")]).chosen("unit_twice"), "merge");
        assert_eq!(decide(&[("unit_twice", "merge"), ("unit_twice", "first")]).chosen("unit_twice"), "first");
        assert_eq!(decide(&[("unit_twice", "burn"), ("nothing", "x")]).chosen("unit_twice"), "first");
        assert_eq!(decide(&[]).chosen("room_missing"), "");
        assert!(decide(&[("row_hidden", "leave_out")]).is("row_hidden", "leave_out"));
    }

    #[test]
    fn every_code_is_listed_once() {
        let mut codes: Vec<&str> = QUESTIONS.iter().map(|q| q.code).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }
}
