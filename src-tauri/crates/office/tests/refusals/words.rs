//! The files under `fixtures/refusals/` against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{TRIED_ELSEWHERE, repository};

/// Code to templates; `{}` stands for what is filled in.
type Words = BTreeMap<String, BTreeSet<String>>;

fn folder() -> std::path::PathBuf {
    repository().join("fixtures/refusals")
}

/// Asserts that a message is what its file says.
#[track_caller]
pub fn said(code: &str, message: &str) {
    let templates = &kept()[code];
    assert!(templates.iter().any(|t| fits(t, message)), "{code} said “{message}”, its file {templates:#?}");
}

/// Whether `message` is `template` with something at each `{}`.
fn fits(template: &str, message: &str) -> bool {
    let parts: Vec<&str> = template.split("{}").collect();
    let [first, between @ .., last] = parts.as_slice() else { return template == message };
    let Some(mut rest) = message.strip_prefix(first).and_then(|m| m.strip_suffix(last)) else { return false };
    between.iter().all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// What the files say.
fn kept() -> Words {
    let files = fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path());
    files
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(text.starts_with(&format!("# {code}\n\n怎么得到：")), "{code}: title, then 怎么得到");
            let (_, words) = text.split_once("\n原话：\n\n").unwrap_or_else(|| panic!("{code}: no 原话"));
            (code, words.lines().filter_map(|l| l.strip_prefix("- ")).map(str::to_owned).collect())
        })
        .collect()
}

fn sources(folder: &Path, all: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The literal at the start of `text`, its escapes undone and what is filled in blanked; and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let body = text.trim_start().strip_prefix('"')?;
    let end = body.match_indices('"').find(|(i, _)| !body[..*i].ends_with('\\'))?.0;
    let (mut out, mut filled) = (String::new(), false);
    for c in body[..end].replace("\\\"", "\"").chars() {
        match c {
            '{' => filled = true,
            '}' => {
                filled = false;
                out.push_str("{}");
            }
            c if !filled => out.push(c),
            _ => {}
        }
    }
    Some((out, &body[end + 1..]))
}

/// What the sources say: `Refusal::new("code", "words" | format!("words") | message)`.
fn written() -> Words {
    let mut texts = Vec::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for name in ["ledger", "store", "sheets", "documents", "office", "cli"] {
        sources(&crates.join(name).join("src"), &mut texts);
    }
    sources(&crates.join("../src"), &mut texts);
    let mut words = Words::new();
    for text in &texts {
        for (place, call) in text.match_indices("Refusal::new(") {
            // `Refusal::new(code, …)` hands on the refusal of a child process.
            let Some((code, after)) = literal(&text[place + call.len()..]) else { continue };
            let argument = after.trim_start().trim_start_matches(',').trim_start();
            let inside = argument.strip_prefix("format!(").unwrap_or(argument);
            let template = literal(inside).or_else(|| {
                let (_, message) = text[..place].rsplit_once("format!(")?;
                literal(message)
            });
            let (template, _) =
                template.unwrap_or_else(|| panic!("{code}: its words are not in its function"));
            words.entry(code).or_default().insert(template);
        }
    }
    words
}

#[test]
fn there_is_a_file_for_every_refusal_and_its_words_are_the_programs() {
    let (kept, written) = (kept(), written());
    let codes = |words: &Words| words.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(codes(&kept), codes(&written), "one file for each code, one code for each file");
    for (code, words) in &written {
        assert_eq!(&kept[code], words, "fixtures/refusals/{code}.md");
    }
}

#[test]
fn every_message_says_what_happened_and_ends_as_a_sentence() {
    for (code, words) in kept() {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{code}");
        for template in words {
            assert!(template.ends_with('。'), "{code}: {template}");
            let between_figures = |i: usize| template[i + 1..].starts_with(|c: char| c.is_ascii_digit());
            let half_width = template.match_indices([',', ';', '!', '?']).find(|(i, _)| !between_figures(*i));
            assert_eq!(half_width, None, "{code}: full-width punctuation in prose: {template}");
        }
    }
}

#[test]
fn every_refusal_is_tried() {
    let here = [
        include_str!("books.rs"),
        include_str!("counter.rs"),
        include_str!("disk.rs"),
        include_str!("imports.rs"),
        include_str!("office_and_register.rs"),
    ];
    let here: String = here.concat().split_whitespace().collect();
    let tried = |code: &str| {
        here.contains(&format!("refused(\"{code}\",")) || here.contains(&format!("said(\"{code}\","))
    };
    let untried: Vec<String> = kept().into_keys().filter(|code| !tried(code)).collect();
    let elsewhere: Vec<&str> = TRIED_ELSEWHERE.iter().map(|(code, _)| *code).collect();
    assert_eq!(untried, elsewhere);
}

#[test]
fn templates_fit_their_messages() {
    assert!(fits("欠 {}，交 {}。", "欠 ¥1.00，交 ¥2.00。"));
    assert!(fits("没有。", "没有。"));
    assert!(!fits("没有。", "没有了。"));
    assert!(!fits("欠 {}，交 {}。", "欠 ¥1.00。"));
}
