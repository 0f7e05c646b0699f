//! A source file cut into lines of code, of text in quotes, and of comment, so that a rule looks at the right one.

/// One line, seen three ways.
#[derive(Debug, Default, Clone)]
pub struct Line {
    /// Without comments; a string literal is left as `""`.
    pub code: String,
    /// What stood between quotes.
    pub quoted: String,
    pub comment: String,
    /// Inside `#[cfg(test)]`, or in a file that holds only tests or benchmarks.
    pub test: bool,
}

#[derive(Debug)]
pub struct Source {
    pub path: String,
    pub lines: Vec<Line>,
}

/// The languages that the rules read.
pub fn is_checked(path: &str) -> bool {
    [".rs", ".ts", ".tsx", ".css"].iter().any(|end| path.ends_with(end)) || path.ends_with("Cargo.toml")
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let rust = path.ends_with(".rs");
        let script = path.ends_with(".ts") || path.ends_with(".tsx");
        let mut lines = if rust || script {
            Reader::new(text, rust).read()
        } else {
            text.lines().map(|line| Line { code: line.to_owned(), ..Line::default() }).collect()
        };
        let whole = is_test_file(path);
        for line in &mut lines {
            line.test = whole;
        }
        if rust && !whole {
            mark_tests(&mut lines);
        }
        Self { path: path.to_owned(), lines }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub fn is_script(&self) -> bool {
        self.path.ends_with(".ts") || self.path.ends_with(".tsx")
    }

    /// Whether the file is in this folder of the checkout.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether a reasoned exemption from `rule` stands on line `index` or the one above.
    pub fn is_exempt(&self, index: usize, rule: &str) -> bool {
        let mark = format!("tidy({rule}):");
        let reasoned = |line: &Line| {
            line.comment.split_once(&mark).is_some_and(|(_, reason)| reason.trim().chars().count() >= 8)
        };
        let above = index.checked_sub(1).and_then(|i| self.lines.get(i));
        self.lines.get(index).into_iter().chain(above).any(reasoned)
    }
}

fn is_test_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = ["/tests/", "/benches/", "ui/e2e/"].iter().any(|part| path.contains(part));
    folder || name == "tests.rs" || name.ends_with("_tests.rs") || name.contains(".test.ts")
}

/// Marks the item behind each `#[cfg(test)]`, up to the brace that closes it.
fn mark_tests(lines: &mut [Line]) {
    let mut index = 0;
    while index < lines.len() {
        if !lines[index].code.contains("#[cfg(test)]") && !lines[index].code.contains("#[cfg(all(test") {
            index += 1;
            continue;
        }
        let mut depth = 0_usize;
        let mut open = false;
        while index < lines.len() {
            lines[index].test = true;
            for c in lines[index].code.chars() {
                match c {
                    '{' => (depth, open) = (depth + 1, true),
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            let ended = if open { depth == 0 } else { lines[index].code.trim_end().ends_with(';') };
            index += 1;
            if ended {
                break;
            }
        }
    }
}

/// Walks the text once. Rust has nested comments, raw strings and lifetimes; scripts have three kinds of quotes.
struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    rust: bool,
    lines: Vec<Line>,
    line: Line,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, rust: bool) -> Self {
        Self { rest: text.chars().peekable(), rust, lines: Vec::new(), line: Line::default() }
    }

    fn read(mut self) -> Vec<Line> {
        while let Some(c) = self.rest.next() {
            match c {
                '\n' => self.end_line(),
                '/' if self.rest.peek() == Some(&'/') => self.line_comment(),
                '/' if self.rest.peek() == Some(&'*') => self.block_comment(),
                'r' if self.rust && !self.after_word() && self.starts_raw() => self.raw_string(),
                '"' => self.string('"'),
                '\'' if self.rust => self.quote_or_lifetime(),
                '\'' | '`' if !self.rust => self.string(c),
                _ => self.line.code.push(c),
            }
        }
        if !self.line.code.is_empty() || !self.line.comment.is_empty() || !self.line.quoted.is_empty() {
            self.end_line();
        }
        self.lines
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn after_word(&self) -> bool {
        self.line.code.ends_with(|c: char| c.is_alphanumeric() && c != 'b' || c == '_')
    }

    fn starts_raw(&self) -> bool {
        let mut ahead = self.rest.clone();
        ahead.find(|c| *c != '#') == Some('"')
    }

    fn line_comment(&mut self) {
        while let Some(c) = self.rest.next_if(|c| *c != '\n') {
            self.line.comment.push(c);
        }
    }

    fn block_comment(&mut self) {
        self.rest.next();
        let mut depth = 1;
        while let Some(c) = self.rest.next() {
            match (c, self.rest.peek()) {
                ('\n', _) => self.end_line(),
                ('*', Some('/')) => {
                    self.rest.next();
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                ('/', Some('*')) if self.rust => {
                    self.rest.next();
                    depth += 1;
                }
                _ => self.line.comment.push(c),
            }
        }
    }

    fn string(&mut self, end: char) {
        self.line.code.push_str("\"\"");
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => match self.rest.next() {
                    Some('\n') => self.end_line(),
                    Some(escaped) => self.line.quoted.push(escaped),
                    None => return,
                },
                // A script's plain quotes end with their line; what opened there was an apostrophe.
                '\n' if !self.rust && end != '`' => return self.end_line(),
                '\n' => self.end_line(),
                c if c == end => return self.line.quoted.push('\u{1}'),
                c => self.line.quoted.push(c),
            }
        }
    }

    fn raw_string(&mut self) {
        let mut hashes = 0;
        while self.rest.next_if_eq(&'#').is_some() {
            hashes += 1;
        }
        self.rest.next();
        self.line.code.push_str("\"\"");
        while let Some(c) = self.rest.next() {
            match c {
                '\n' => self.end_line(),
                '"' if self.rest.clone().take(hashes).filter(|c| *c == '#').count() == hashes => {
                    for _ in 0..hashes {
                        self.rest.next();
                    }
                    return self.line.quoted.push('\u{1}');
                }
                c => self.line.quoted.push(c),
            }
        }
    }

    fn quote_or_lifetime(&mut self) {
        let mut ahead = self.rest.clone();
        let first = ahead.next();
        if first == Some('\\') {
            self.rest.next();
            self.rest.next();
            while self.rest.next_if(|c| *c != '\'').is_some() {}
            self.rest.next();
            self.line.code.push_str("''");
        } else if ahead.next() == Some('\'') {
            self.rest.next();
            self.rest.next();
            self.line.code.push_str("''");
        } else {
            self.line.code.push('\'');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_quotes_and_comments_are_told_apart() {
        let check = |path: &str, text: &str, code: &str, quoted: &str, comment: &str| {
            let source = Source::new(path, text);
            let join = |part: fn(&Line) -> &String| {
                source.lines.iter().map(|line| part(line).replace('\u{1}', "")).collect::<Vec<_>>().join("⏎")
            };
            assert_eq!(join(|line| &line.code), code, "code of {text:?}");
            assert_eq!(join(|line| &line.quoted), quoted, "quoted of {text:?}");
            assert_eq!(join(|line| &line.comment), comment, "comment of {text:?}");
        };
        check("a.rs", "let a = 1; // f64", "let a = 1; ", "", "/ f64");
        check("a.rs", r#"f("a // \" b"); g()"#, r#"f(""); g()"#, r#"a // " b"#, "");
        check("a.rs", "f(r#\"x \"y\" z\"#);", "f(\"\");", "x \"y\" z", "");
        check(
            "a.rs",
            "fn f<'a>(c: char) { c == '\"' || c == '\\'' }",
            "fn f<'a>(c: char) { c == '' || c == '' }",
            "",
            "",
        );
        check("a.rs", "a /* b /* c */ d */ e", "a  e", "", " b  c  d ");
        check("a.rs", "\"one\ntwo\"; x", "\"\"⏎; x", "one⏎two", "⏎");
        check("a.ts", "import x from './b'; // why", "import x from \"\"; ", "./b", "/ why");
        check("a.tsx", "<p>it's</p>\n<i/>", "<p>it\"\"⏎<i/>", "s</p>⏎", "⏎");
        check("a.ts", "`a\n${b}`", "\"\"⏎", "a⏎${b}", "⏎");
    }

    #[test]
    fn what_is_only_for_tests_is_marked() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nuse x::y;\nfn d() {}\n";
        let marks: Vec<bool> = Source::new("src/a.rs", text).lines.iter().map(|line| line.test).collect();
        assert_eq!(marks, [false, true, true, true, true, false, true, true, false]);
        for path in [
            "crates/store/tests/a.rs",
            "crates/office/benches/b.rs",
            "src/units_tests.rs",
            "ui/e2e/src/lib.rs",
        ] {
            assert!(Source::new(path, "fn a() {}").lines[0].test, "{path}");
        }
    }

    #[test]
    fn an_exemption_needs_a_reason() {
        let exempt = |text: &str, index: usize| Source::new("a.rs", text).is_exempt(index, "sleep");
        assert!(exempt("// tidy(sleep): waits for a lock that has no event\nsleep(x);", 1));
        assert!(exempt("sleep(x); // tidy(sleep): waits for a lock that has no event", 0));
        assert!(!exempt("sleep(x); // tidy(sleep):", 0));
        assert!(!exempt("sleep(x); // tidy(float): waits for a lock that has no event", 0));
    }
}
