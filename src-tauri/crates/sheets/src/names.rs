//! The people that a name's cell tells of: several, split in every way, with what they are to the unit; or no people
//! but the unit's state, or words that are no names.

mod organisations;
mod roles;

use ledger::people::Relation;
use ledger::units::UnitStatus;

use crate::cells::{is_nothing, plain};
use crate::states::{is_unsold, status_written};

use self::organisations::{are_one_organisation, is_branch, is_one_organisation, is_organisation};
use self::roles::{
    Aside, Role, aside, changed, is_and_others, is_double_surname, is_japanese, is_name, is_no_name,
    is_person, is_proxy, joins_syllables, role, role_and_name, spaced_names, two_persons,
};

/// A person, and what the cell says of his standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Called {
    pub name: String,
    /// `None`: what the column says.
    pub standing: Option<Relation>,
}

/// What a name's cell says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct NamesRead {
    pub people: Vec<Called>,
    /// More than names stands there: the cell is kept as a note.
    pub says_more: bool,
    pub status: Option<UnitStatus>,
    pub doubt: Option<Doubt>,
}

/// What a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// `张三转李四`: the last is the first of `people`, the one before him the second.
    Changed,
    /// `李四代`: as written.
    Proxy,
    /// `未售`: the developer stands for the owner.
    Unsold,
    /// `补交滞纳金`
    NoName,
}

/// What is said of the unsold.
pub(crate) const DEVELOPER: &str = "开发商";

/// The names of a cell, without anything beside them.
pub(crate) fn names(text: &str) -> Vec<String> {
    read(text).people.into_iter().map(|called| called.name).collect()
}

/// Split at `、，,/;` dots, spaces and line breaks; `张 三` is one name padded with a space.
pub(crate) fn read(text: &str) -> NamesRead {
    // Nearly every cell: one name, nothing around it.
    if is_plainly_one(text) {
        let person = Called { name: text.to_owned(), standing: None };
        return NamesRead { people: vec![person], ..NamesRead::default() };
    }
    let text = plain(text);
    if is_nothing(&text) {
        return NamesRead::default();
    }
    if let Some(status) = status_written(&text) {
        return NamesRead { status: Some(status), says_more: true, ..NamesRead::default() };
    }
    if is_unsold(&text) {
        let developer = Called { name: DEVELOPER.to_owned(), standing: Some(Relation::Developer) };
        let doubt = Some(Doubt::Unsold);
        return NamesRead { people: vec![developer], says_more: true, status: None, doubt };
    }
    let mut cell = Cell::default();
    let in_words = without_numbers(&text);
    cell.read.says_more = in_words.len() < text.len();
    cell.tokens(&in_words);
    cell.close();
    let of_contact = cell.of_contact;
    let mut read = cell.read;
    read.people.retain(|called| !is_nothing(&called.name));
    // Numbers beside the names are the present people's.
    read.people.sort_by_key(|called| called.standing == Some(Relation::Other));
    // Nobody else is named; 联系人 is no owner even so.
    if !of_contact && read.people.iter().all(|called| called.standing == Some(Relation::Other)) {
        read.people.iter_mut().for_each(|called| called.standing = None);
    }
    if read.people.is_empty() && read.says_more && read.status.is_none() && read.doubt.is_none() {
        read.doubt = Some(Doubt::NoName);
    }
    read
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Two or three Han characters that say nothing else. Looks only, copies nothing.
fn is_plainly_one(text: &str) -> bool {
    let count = text.chars().count();
    (2..=3).contains(&count)
        && text.chars().all(is_han)
        && !text.starts_with(['租', '原', '现', '未', '无', '没', '待', '空', '暂'])
        && !text.contains(['转', '代', '等', '业', '户', '租', '租', '欠', '费', '补', '退'])
        && !is_nothing(text)
        && status_written(text).is_none()
        && !is_unsold(text)
}

/// Telephone numbers stand in the names' cells too, and rooms.
fn without_numbers(text: &str) -> String {
    const FEWEST: usize = 7;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..]
            .find(|c: char| !(c.is_ascii_digit() || c == '-'))
            .map_or(rest.len(), |length| start + length);
        out.push_str(&rest[..start]);
        let run = &rest[start..end];
        if run.chars().filter(char::is_ascii_digit).count() < FEWEST && !is_room(run) {
            out.push_str(run);
        } else {
            out.push(' ');
        }
        // The check digit of an identity number may be X.
        let of_id = end - start == 17 && rest[end..].starts_with(['X', 'x']);
        rest = &rest[end + usize::from(of_id)..];
    }
    out + rest
}

/// `3-1-502`, `1-101`: the room beside the name. Not 7-11.
fn is_room(run: &str) -> bool {
    let run = run.trim_matches('-');
    let door = run.rsplit_once('-').map(|(_, door)| door);
    door.is_some_and(|door| (3..=4).contains(&door.len()))
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    read: NamesRead,
    word: String,
    /// The words since the last separator, with the roles that were told of them.
    words: Vec<(String, Option<Role>)>,
    pending: Option<Role>,
    /// 联系人 is named, and nobody before him.
    of_contact: bool,
}

impl Cell {
    fn tokens(&mut self, text: &str) {
        let foreign = text.chars().any(|c| c.is_ascii_alphabetic());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut behind = c.len_utf8();
            match c {
                '(' | '[' | '【' => {
                    let inside = inside_brackets(rest);
                    behind += inside.len();
                    behind += rest[behind..].chars().next().map_or(0, char::len_utf8);
                    self.aside(inside, &rest[..behind]);
                }
                ':' => self.label(),
                '\n' if foreign => self.close(),
                '.' if joins_syllables(&self.word, &rest[behind..]) => self.word.push(c),
                '/' | '\\' | '-' if self.is_branch_next(&rest[behind..]) => self.end_word(),
                c if "、,/;\\|&+".contains(c) || (c == '.' && !foreign) => self.close(),
                c if c.is_whitespace() => self.end_word(),
                c => self.word.push(c),
            }
            rest = &rest[behind..];
        }
    }

    /// `某某有限公司/龙岗分公司`: one owner.
    fn is_branch_next(&self, rest: &str) -> bool {
        let next = rest.split(|c: char| "、,/;\\|&+(\n".contains(c)).next().unwrap_or_default();
        is_organisation(&self.word) && is_branch(next.trim())
    }

    /// A colon: the word before it says of whom.
    fn label(&mut self) {
        match role(self.word.trim()) {
            Some(role) => {
                self.word.clear();
                self.tell(role);
            }
            None => self.word.push(':'),
        }
    }

    /// What is said of the next name.
    fn tell(&mut self, role: Role) {
        self.end_word();
        self.pending = Some(role);
        self.read.says_more |= role != Role::Owner;
    }

    fn aside(&mut self, inside: &str, written: &str) {
        // The number that stood in it was taken out.
        if inside.trim().is_empty() {
            self.end_word();
            return;
        }
        let leads = self.word.is_empty() && self.words.is_empty();
        match aside(inside) {
            // `空置(张三)`
            Aside::OfName if status_written(&self.word).is_some() => {
                self.end_word();
                self.words.push((inside.to_owned(), None));
            }
            // `张三(李四)`: what he is to the unit nobody says.
            Aside::OfName if is_name(&self.word) && is_person(inside) => {
                self.end_word();
                self.read.says_more = true;
                self.words.push((inside.to_owned(), Some(Role::Former)));
            }
            // `张小明(与1-108同一业主)`
            Aside::OfName if is_name(&self.word) && inside.contains(|c: char| c.is_ascii_digit()) => {
                self.end_word();
                self.read.says_more = true;
            }
            Aside::OfName => self.word.push_str(written),
            Aside::Role(role) if leads => self.tell(role),
            Aside::Role(role) => {
                self.end_word();
                self.read.says_more = true;
                if let Some((_, told)) = self.words.last_mut() {
                    *told = Some(role);
                }
            }
            Aside::Person(role, name) => {
                self.end_word();
                self.read.says_more = true;
                let several = name.split(['、', ',', '/']).map(str::trim).filter(|name| !name.is_empty());
                self.words.extend(several.map(|name| (name.to_owned(), Some(role))));
            }
            Aside::State(status) => {
                self.end_word();
                self.read.says_more = true;
                self.read.status = Some(status);
            }
            Aside::Remark => {
                self.end_word();
                self.read.says_more = true;
            }
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if !word.is_empty() {
            self.words.push((word, self.pending.take()));
        }
    }

    /// The end of a piece between separators.
    fn close(&mut self) {
        self.end_word();
        let words = std::mem::take(&mut self.words);
        if words.iter().any(|(word, _)| word.chars().any(|c| c.is_ascii_alphabetic())) {
            let written: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            let role = words.iter().find_map(|(_, role)| *role);
            self.person(&written.join(" "), role);
            return;
        }
        let written: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        if are_one_organisation(&written) {
            let role = words.iter().find_map(|(_, role)| *role);
            self.person(&written.concat(), role);
            return;
        }
        let mut words = spaced_names(words).into_iter().peekable();
        while let Some((word, told)) = words.next() {
            let next = words.peek().map(|(next, _)| next.chars().count());
            match (role(&word), next) {
                // `夫 王一 妻 李二`
                (Some(role), Some(2..)) if told.is_none() => {
                    self.read.says_more |= role != Role::Owner;
                    if let Some((_, told)) = words.peek_mut() {
                        *told = told.or(Some(role));
                    }
                    continue;
                }
                // `王一 夫`
                (Some(_), None) if told.is_none() && !self.read.people.is_empty() => {
                    self.read.says_more = true;
                    continue;
                }
                _ => {}
            }
            let (mut word, mut told) = (word, told);
            // No name has one character: `张 三`, `胡 小明` and `欧阳 修` are padded, `王红 李四` are two.
            let short = word.chars().count() == 1;
            let padded = |(next, told): &(String, Option<Role>)| {
                let count = next.chars().count();
                // `王（租户：刘七）` are two even so.
                if told.is_some() && count >= 2 && is_person(next) {
                    return false;
                }
                let given = ((short || is_double_surname(&word)) && count <= 2)
                    || is_japanese(&word, next)
                    || (!short && count == 1 && word.chars().count() == 2 && role(next).is_none());
                let tail = is_one_organisation(&word, next);
                next.starts_with(is_han) && (given || tail)
            };
            if let Some((rest, role)) = words.next_if(padded) {
                word.push_str(&rest);
                told = told.or(role);
                // 中国移动 深圳公司 龙岗营业厅
                while let Some((rest, _)) =
                    words.next_if(|(next, _)| is_organisation(&word) && is_branch(next))
                {
                    word.push_str(&rest);
                }
            }
            self.person(&word, told);
        }
    }

    fn person(&mut self, word: &str, role: Option<Role>) {
        if let Some((one, other)) = two_persons(word) {
            self.push(one, role.and_then(standing));
            self.push(other, role.and_then(standing));
            return;
        }
        if let Some((before, now)) = changed(word) {
            self.read.doubt = Some(Doubt::Changed);
            self.read.says_more = true;
            self.push(now, None);
            self.push(before, Some(Relation::Other));
            return;
        }
        if let Some((before, now)) = word.strip_prefix('原').and_then(|word| word.split_once('现'))
            && is_name(before)
            && is_name(now)
        {
            self.read.says_more = true;
            self.push(now, None);
            self.push(before, Some(Relation::Other));
            return;
        }
        if let Some(status) = status_written(word) {
            self.read.status = Some(status);
            self.read.says_more = true;
            return;
        }
        let (role, word) = match role_and_name(word) {
            Some((told, name)) if role.is_none() => {
                self.read.says_more |= told != Role::Owner;
                (Some(told), name)
            }
            _ => (role, word),
        };
        let number = word.chars().all(|c| c.is_ascii_digit() || "()①②③④⑤".contains(c));
        let alone = self.read.people.is_empty();
        let others = !alone && is_and_others(word);
        if number || others || is_no_name(word) || (role == Some(Role::Contact) && !alone) {
            self.read.says_more = true;
            return;
        }
        // `？`
        if !word.chars().any(char::is_alphanumeric) {
            self.read.says_more = true;
            return;
        }
        self.of_contact |= role == Some(Role::Contact);
        if is_proxy(word) {
            self.read.doubt = Some(Doubt::Proxy);
        }
        let several = ["夫妇", "夫妻", "全家", "一家", "等人", "等"].iter().find_map(|end| {
            let head = word
                .trim_end_matches(|c: char| "一二三四五六七八九十两几人".contains(c) || c.is_ascii_digit());
            head.strip_suffix(end).or(word.strip_suffix(end)).filter(|name| is_name(name))
        });
        self.read.says_more |= several.is_some();
        self.push(several.unwrap_or(word), role.and_then(standing));
    }

    fn push(&mut self, name: &str, standing: Option<Relation>) {
        self.read.people.push(Called { name: name.to_owned(), standing });
    }
}

fn standing(role: Role) -> Option<Relation> {
    match role {
        Role::Tenant => Some(Relation::Tenant),
        Role::Former | Role::Contact => Some(Relation::Other),
        Role::Owner | Role::Kin => None,
    }
}

/// What stands between the bracket that opens `text` and the one that closes it.
fn inside_brackets(text: &str) -> &str {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let first = text.chars().next().map_or(0, char::len_utf8);
                    return &text[first..at];
                }
            }
            _ => {}
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[first..]
}

/// What a name says of the person's standing; `otherwise` where it says nothing.
pub(crate) fn relation(name: &str, otherwise: Relation) -> Relation {
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    match () {
        () if has(&["开发商", "开发公司", "房地产开发"]) => Relation::Developer,
        () => otherwise,
    }
}

#[cfg(test)]
mod tests;
