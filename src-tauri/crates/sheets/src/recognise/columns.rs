//! What the columns of a table mean: by their headers, by what their cells look like, and by where they stand.

mod contents;

use std::collections::{BTreeMap, BTreeSet};

use super::owners::is_another_owner;
use super::readings;
use super::sections::is_of_section;
use super::tables::Place;
use crate::at_rate::AtRate;
use crate::book::{Epoch, Row, Sheet};
use crate::cells::number;
use crate::doubts::Doubt;
use crate::layout::{self, Balance, Column, OwnPeriod};
use crate::profile::Profile;
use crate::running::Runs;
use crate::{Confidence, Meaning, Options, words};

/// The columns of one table while they are worked out.
pub(super) struct Columns<'a> {
    pub list: Vec<Column>,
    /// The rows under the headers.
    pub rows: &'a [Row],
    /// Columns that are headed by a time alone, where nothing says of what.
    pub untold: Vec<u32>,
    /// What is asked about them.
    pub times_asked: &'static str,
    /// How they are read at what each costs.
    pub at_rate: Option<AtRate>,
    /// A total is what is left of the arrears behind what was paid.
    pub less_paid: bool,
    /// What is owed is what is left in the end of what stands beside.
    pub closes: bool,
    /// What is left of 应收 is owed beside its debts, though it is no list of fees.
    pub dues_owed: bool,
    /// And some of that was owed before the table's own time.
    pub carries: bool,
    /// What its words say of what is left.
    pub balance: Option<Balance>,
    /// What is held in the end, in rows where nothing is owed: 年末预收 beside 年末欠费.
    pub held: Option<u32>,
    /// Its equations told what each column of money is.
    pub solved: bool,
    /// Columns that are taken off what a row owes: 减免, and 实收 where no column says what is left.
    pub taken_off: Vec<u32>,
    /// And a sum shows that what was waived is.
    pub waived_in_sum: bool,
    /// Columns of money with a column of their own period.
    pub own_periods: Vec<OwnPeriod>,
    /// Columns of payments with a column of their own day.
    pub own_days: Vec<(u32, u32)>,
    /// Columns about which a person is asked.
    pub doubts: Vec<(u32, Doubt)>,
    /// 欠费月数 and 月费, where no column has their product.
    pub by_months: Option<(u32, u32)>,
    /// A balance that runs on from row to row.
    pub runs: Option<Runs>,
    pub profiles: BTreeMap<u32, Profile>,
    /// From when the sheet counts its days.
    pub epoch: Epoch,
}

pub(super) const CHOSEN: &str = "由操作员指定";
const NOT_RECOGNISED: &str = "没有认出，不导入";

impl<'a> Columns<'a> {
    pub fn of(sheet: &'a Sheet, place: &Place, options: &Options) -> Columns<'a> {
        let rows = &sheet.rows[place.heading.first..place.end];
        let mut list = named(sheet, place);
        choose(sheet, &mut list, options);
        let profile = |c: &Column| (c.index, Profile::of(rows, c.index, sheet.epoch));
        let profiles = list.iter().map(profile).collect();
        let mut columns = Columns {
            list,
            rows,
            untold: Vec::new(),
            times_asked: "",
            at_rate: None,
            less_paid: false,
            closes: false,
            dues_owed: false,
            carries: false,
            balance: None,
            held: None,
            solved: false,
            taken_off: Vec::new(),
            waived_in_sum: false,
            own_periods: Vec::new(),
            own_days: Vec::new(),
            doubts: Vec::new(),
            by_months: None,
            runs: None,
            profiles,
            epoch: sheet.epoch,
        };
        columns.sections(sheet.epoch);
        columns.room_in_parts();
        columns.parts_of_units();
        columns.one_room();
        columns.room_under_another_name();
        columns.entrances();
        columns.floors();
        // The readings of a meter without a room are no room numbers.
        readings::bare(&mut columns);
        readings::places(&mut columns);
        columns.nameless();
        columns.contradicted();
        columns.rooms_again(sheet.epoch);
        columns.situations();
        columns.renters_of_spaces(place);
        columns.tenants();
        columns.kin();
        columns.of_somebody_else();
        columns.beside_somebody_else();
        columns.collectors();
        readings::bare(&mut columns);
        columns
    }

    pub fn has(&self, meaning: Meaning) -> bool {
        self.list.iter().any(|c| c.meaning == meaning)
    }

    pub fn count(&self, meaning: Meaning) -> usize {
        self.list.iter().filter(|c| c.meaning == meaning).count()
    }

    pub fn profile(&self, column: &Column) -> &Profile {
        &self.profiles[&column.index]
    }

    /// 编号 beside 对应房号, in a list of cellars and stores: the rows are those, the room says whose they are.
    fn parts_of_units(&mut self) {
        let others = [Meaning::Space, Meaning::Plate, Meaning::Building].into_iter().any(|m| self.has(m));
        let mut rooms = self.list.iter().filter(|c| c.meaning == Meaning::Room);
        let (Some(room), None) = (rooms.next(), rooms.next()) else { return };
        if others || !is_of_another(room) {
            return;
        }
        let letter = room.letter();
        let profiles = &self.profiles;
        let names_parts = |c: &&mut Column| {
            let profile = &profiles[&c.index];
            let told = matches!(c.meaning, Meaning::Serial) && !is_chosen(c);
            told && profile.is_distinct() && profile.filled > 0 && !profile.is_mostly_numbers()
        };
        let Some(part) = self.list.iter_mut().find(names_parts) else { return };
        part.note = format!("{letter} 列是所属的房号，这一列是各自的编号，认作房号");
        (part.meaning, part.confidence) = (Meaning::Room, Confidence::Likely);
    }

    /// Of the headers that may name the room, the one whose cells are rooms; the others are notes.
    fn one_room(&mut self) {
        let rank = |c: &Column| {
            let profile = self.profile(c);
            let rooms = usize::from(profile.could_be_rooms()) + usize::from(profile.filled > 0);
            let repeats = !profile.is_distinct() && profile.is_building();
            let of_entrance = is_entrance(c) && profile.are_marks();
            let of_part = (repeats || of_entrance) && !profile.are_doors();
            let rooms = if rooms == 2 && of_part { 1 } else { rooms };
            // 储藏室号 beside 对应房号: the rows are of the first.
            (
                is_chosen(c),
                !is_of_another(c) && profile.filled > 0,
                rooms,
                words::room_rank(&c.header),
                c.confidence,
                std::cmp::Reverse(c.index),
            )
        };
        let rooms = self.list.iter().filter(|c| c.meaning == Meaning::Room);
        let Some(best) = rooms.max_by_key(|c| rank(c)).map(|c| (c.index, c.letter())) else { return };
        let (has_building, has_entrance) = (self.has(Meaning::Building), self.has(Meaning::Entrance));
        let profiles = &self.profiles;
        let others = self.list.iter_mut().filter(|c| c.meaning == Meaning::Room && c.index != best.0);
        for column in others {
            let is_part = is_entrance(column) && profiles[&column.index].are_marks();
            let part = match (has_building, has_entrance) {
                (false, _) => Some((Meaning::Building, "楼栋")),
                (true, false) => Some((Meaning::Entrance, "单元")),
                (true, true) => None,
            };
            if let Some((meaning, name)) = part.filter(|_| is_part) {
                (column.meaning, column.confidence) = (meaning, Confidence::Likely);
                column.note = format!("房号取自 {} 列，这一列按内容认作{name}", best.1);
                continue;
            }
            (column.meaning, column.confidence) = (Meaning::Note, Confidence::Likely);
            column.note = format!("房号取自 {} 列，这一列记作备注", best.1);
        }
    }

    /// A list of entrances: 楼栋编号, 单元编号, 总层数, and no doors.
    fn entrances(&mut self) {
        if !self.has(Meaning::Building) || self.has(Meaning::OwnerName) {
            return;
        }
        let profiles = &self.profiles;
        let marks = |c: &&mut Column| {
            let profile = &profiles[&c.index];
            c.meaning == Meaning::Room
                && !is_chosen(c)
                && is_entrance(c)
                && profile.are_marks()
                && !profile.are_doors()
        };
        for column in self.list.iter_mut().filter(marks) {
            (column.meaning, column.confidence) = (Meaning::Entrance, Confidence::Likely);
            column.note = "内容是单元，不是房号".to_owned();
        }
    }

    /// 楼, 层, 号: a door that only counts within its floor.
    fn floors(&mut self) {
        if self.has(Meaning::Entrance) {
            return;
        }
        let counts = |c: &Column| self.profile(c).are_marks() && !self.profile(c).are_doors();
        let door = self.list.iter().find(|c| c.meaning == Meaning::Room && words::key(&c.header) == "号");
        if !door.is_some_and(counts) {
            return;
        }
        let is_floor =
            |c: &&mut Column| !is_chosen(c) && ["层", "楼层"].contains(&words::key(&c.header).as_str());
        if let Some(column) = self.list.iter_mut().find(is_floor) {
            (column.meaning, column.confidence) = (Meaning::Entrance, Confidence::Likely);
            column.note = "房号只是这一层的第几号，楼层放在它前面".to_owned();
        }
    }

    /// 宠物情况 is no state of the unit; a shop's 商户 stands for its owner where no other does.
    fn situations(&mut self) {
        let has_owner = self.has(Meaning::OwnerName);
        let says_tenant = |c: &Column| ["租户", "租客", "承租", "租赁"].iter().any(|w| c.header.contains(w));
        let has_tenant = self.list.iter().any(|c| c.meaning == Meaning::TenantName && says_tenant(c));
        for column in self.list.iter_mut().filter(|c| !is_chosen(c)) {
            let profile = &self.profiles[&column.index];
            let likely = column.confidence == Confidence::Likely;
            let no_state = profile.filled > 0 && !profile.has_statuses();
            let bare = ["状态", "情况", "动态", "性质", "业态", "使用性质"]
                .contains(&words::key(&column.header).as_str());
            if column.meaning == Meaning::Status && (likely || bare) && no_state {
                column.meaning = Meaning::Note;
                column.note = "内容不是房屋动态，记作备注".to_owned();
            }
            if column.meaning == Meaning::Usage
                && (likely || bare)
                && profile.filled > 0
                && !profile.has_usages()
            {
                column.meaning = Meaning::Note;
                column.note = "内容不是房屋用途，记作备注".to_owned();
            }
            let of_kinds = ["类别", "类型"].contains(&words::key(&column.header).as_str());
            if column.meaning == Meaning::Unknown && of_kinds && profile.are_usages() {
                (column.meaning, column.confidence) = (Meaning::Usage, Confidence::Likely);
                column.note = "内容是房屋用途".to_owned();
            }
            // The column for signatures of a form is empty.
            if column.meaning == Meaning::Ignored && words::is_signature(&column.header) && profile.filled > 0
            {
                column.meaning = Meaning::Note;
                column.note = "有人签过字，记作备注".to_owned();
            }
            let occupant = ["商户", "经营者", "经营人", "使用人"].iter().any(|w| column.header.contains(w));
            if column.meaning == Meaning::TenantName && occupant && !has_owner && !has_tenant {
                column.meaning = Meaning::OwnerName;
                column.confidence = Confidence::Likely;
                column.note = "没有业主一列，认作业主".to_owned();
            }
        }
    }

    /// Of columns that claim the same single meaning one stays: a person's choice, then the one with content, the
    /// surest, the fullest, the leftmost.
    pub fn one_of_each(&mut self) {
        for at in 0..self.list.len() {
            let column = &self.list[at];
            let meaning = column.meaning;
            let of_item = self
                .own_periods
                .iter()
                .any(|own| own.first == column.index || own.last == Some(column.index))
                || self.own_days.iter().any(|(_, own)| *own == column.index);
            if !words::is_single(meaning) || is_of_section(column) || of_item {
                continue;
            }
            let rank = |c: &&Column| {
                let filled = self.profile(c).filled;
                let told = !(meaning == Meaning::Item && words::is_bare_item(&c.header));
                (is_chosen(c), filled > 0, told, c.confidence, filled, std::cmp::Reverse(c.index))
            };
            let rivals = self.list.iter().filter(|c| c.meaning == meaning && !is_of_section(c));
            let Some(best) = rivals.max_by_key(rank).filter(|best| best.index != column.index) else {
                continue;
            };
            let another = || {
                is_another_owner(column, best)
                    || self.have_phones_each(column, best)
                    || self.have_numbers_in_turn(column, best)
            };
            if meaning == Meaning::OwnerName && another() {
                continue;
            }
            // 水表 and 电表 abreast have the same columns, each under its own group.
            let apart = words::key(&best.header) != words::key(&column.header);
            if is_of_meter(meaning) && (apart || readings::come_again(self)) {
                continue;
            }
            let (best, filled) = (best.letter(), self.profile(column).filled > 0);
            let kept = filled && !is_structure(meaning);
            let column = &mut self.list[at];
            column.meaning = if kept { Meaning::Note } else { Meaning::Ignored };
            column.note = match kept {
                true => format!("与 {best} 列重复，以 {best} 列为准，这一列记作备注"),
                false => format!("与 {best} 列重复，不导入"),
            };
        }
    }

    /// Some row has less under its 实收 than under its 应收.
    pub fn paid_less_than_due(&self) -> bool {
        // 欠费 says it by itself.
        if self.has(Meaning::Opening) {
            return false;
        }
        let only = |meaning| {
            let mut found = self.list.iter().filter(|c| c.meaning == meaning);
            found.next().filter(|_| found.next().is_none()).map(|c| c.index)
        };
        let (Some(due), Some(paid)) = (only(Meaning::Due), only(Meaning::Paid)) else { return false };
        let read = |row: &Row, column| number(row.get(column)).got();
        self.rows.iter().any(|row| {
            read(row, due)
                .zip(read(row, paid))
                .is_some_and(|(due, paid)| paid.is_sign_positive() && paid < due)
        })
    }

    /// 姓名, 电话 | 姓名, 关系, 电话: what stands right of a second name is of that person, a remark like the name.
    pub fn of_another(&mut self) {
        let owner = self.list.iter().position(|c| c.meaning == Meaning::OwnerName);
        let second =
            self.list.iter().position(|c| c.meaning == Meaning::Note && words::is_owner_name(&c.header));
        let (Some(owner), Some(second)) = (owner, second) else { return };
        let numbers = |c: &Column| matches!(c.meaning, Meaning::OwnerPhone | Meaning::OwnerId);
        // 姓名, 姓名, 电话, 电话 are of one kind beside each other.
        let (of_owner, of_second) = match owner < second {
            true => (owner..second, second..self.list.len()),
            false => (owner..self.list.len(), second..owner),
        };
        if !self.list[of_owner].iter().any(numbers) {
            return;
        }
        let header = self.list[second].letter();
        for column in self.list[of_second].iter_mut().filter(|c| numbers(c) && !is_chosen(c)) {
            column.meaning = Meaning::Note;
            column.note = format!("是 {header} 列那个人的，记作备注");
        }
    }

    /// Columns that the workbook does not show are read, and said to be.
    pub fn hidden(&mut self, sheet: &Sheet) {
        for column in &mut self.list {
            if sheet.hidden_columns.binary_search(&column.index).is_ok() && !is_chosen(column) {
                let told = ["这一列在工作簿里是隐藏的", column.note.as_str()];
                let told: Vec<&str> = told.into_iter().filter(|note| !note.is_empty()).collect();
                column.note = told.join("；");
            }
        }
    }

    /// What no header explains is kept as a note; numbers without one are arrears where a person said so.
    pub fn notes(&mut self, owed: bool) {
        for column in self.list.iter_mut().filter(|c| c.meaning == Meaning::Unknown && !is_chosen(c)) {
            let profile = &self.profiles[&column.index];
            let text = profile.filled > 0 && !profile.is_mostly_numbers();
            let headed = profile.has_content() && !words::key(&column.header).is_empty();
            if !profile.has_content() || (!headed && profile.is_serial()) {
                continue;
            }
            column.confidence = Confidence::Guess;
            if owed && !text && !headed {
                column.meaning = Meaning::Opening;
                column.note = "没有表头，按指定认作欠费".to_owned();
                continue;
            }
            column.meaning = Meaning::Note;
            if column.note == NOT_RECOGNISED || column.note.is_empty() {
                let why = match (text, headed) {
                    (true, _) => "没有认出，按文字记作备注",
                    (false, true) => layout::NOTED_UNRECOGNISED,
                    (false, false) => "没有表头，记作备注",
                };
                column.note = why.to_owned();
            }
        }
    }
}

/// 单元名称, 单元编号: the unit as a flat, or the entrance.
fn is_entrance(column: &Column) -> bool {
    words::key(&column.header).starts_with("单元")
}

/// 对应房号: whose the row is, not what it is of.
fn is_of_another(column: &Column) -> bool {
    ["对应", "所属", "关联", "绑定", "归属"].iter().any(|word| column.header.contains(word))
}

/// Every column between the table's sides that has a header or data.
fn named(sheet: &Sheet, place: &Place) -> Vec<Column> {
    let (first, last) = place.sides;
    let titles = &place.heading.titles;
    let mut used: BTreeSet<u32> = titles.keys().copied().collect();
    used.extend(layout::used(&sheet.rows[place.heading.first..place.end], (first, last)));
    let column = |index: u32| {
        let header = titles.get(&index).cloned().unwrap_or_default();
        let (meaning, confidence) = words::meaning(&header).unwrap_or((Meaning::Unknown, Confidence::Guess));
        let note = match meaning {
            Meaning::Ignored | Meaning::Serial => "不导入",
            Meaning::Unknown => NOT_RECOGNISED,
            Meaning::OwnerName if words::is_of_tenants_too(&header) => {
                "业主和租户写在同一列，没有写明是租户的认作业主"
            }
            _ => "",
        };
        Column { index, header, meaning, confidence, note: note.to_owned() }
    };
    used.into_iter().map(column).collect()
}

fn choose(sheet: &Sheet, columns: &mut [Column], options: &Options) {
    for choice in options.columns.iter().filter(|c| *c.sheet == *sheet.name) {
        let under = |header: &str| choice.header.as_deref().is_none_or(|h| h == header);
        if let Some(column) = columns.iter_mut().find(|c| c.index == choice.column && under(&c.header)) {
            column.meaning = choice.meaning;
            column.confidence = Confidence::Sure;
            column.note = CHOSEN.to_owned();
        }
    }
}

pub(super) fn is_chosen(column: &Column) -> bool {
    column.note == CHOSEN
}

fn is_of_meter(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Meter
            | Meaning::PreviousReading
            | Meaning::PreviousOn
            | Meaning::PresentReading
            | Meaning::PresentOn
            | Meaning::Consumption
            | Meaning::Factor
            | Meaning::Loss
    )
}

fn is_structure(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Building | Meaning::Entrance)
}

pub(super) fn is_number(meaning: Meaning) -> bool {
    meaning.is_money() || matches!(meaning, Meaning::Area | Meaning::Rate | Meaning::Monthly)
}
