//! Columns by what their cells hold: those without a header that says anything, and those whose header their cells deny.

use super::{Columns, is_chosen, is_number};
use crate::layout::Column;
use crate::profile::{Look, Profile};
use crate::recognise::periods::names_a_time;
use crate::{Confidence, Meaning, words};

impl Columns<'_> {
    /// One 房号 over two columns or three: 3栋, and beside it 1-101 without a header of its own, or 1单元 and 101.
    pub(super) fn room_in_parts(&mut self) {
        let profiles = &self.profiles;
        let leads = |c: &Column| {
            let profile = &profiles[&c.index];
            let marks = profile.is_building() || profile.are_marks();
            c.meaning == Meaning::Room && !is_chosen(c) && marks && !profile.is_distinct()
        };
        let Some(at) = self.list.iter().position(leads) else { return };
        let first = self.list[at].index;
        let beside = self.list[at + 1..].iter().zip(first + 1..);
        let bare = beside.take_while(|(c, next)| c.header.is_empty() && c.index == *next && !is_chosen(c));
        let bare: Vec<&Profile> = bare.take(2).map(|(c, _)| &profiles[&c.index]).collect();
        let doors = |p: &Profile| p.is_room() || (p.could_be_rooms() && p.are_doors());
        let parts: &[Meaning] = match bare[..] {
            [entrance, door] if entrance.are_marks() && doors(door) => {
                &[Meaning::Building, Meaning::Entrance, Meaning::Room]
            }
            [door, ..] if doors(door) => &[Meaning::Building, Meaning::Room],
            _ => return,
        };
        for (column, meaning) in self.list[at..].iter_mut().zip(parts) {
            (column.meaning, column.confidence) = (*meaning, Confidence::Likely);
            column.note = format!("“房号”占几列，这一列是{}", chinese(*meaning));
        }
    }

    /// Columns without a header, or with one that nobody knows, are taken for what their cells look like.
    pub(super) fn nameless(&mut self) {
        // What stands under 1月 and 2022年 is money, unless it is whole codes: 1-101.
        let rooms = |c: &Column, profile: &Profile| {
            profile.is_room() && (!names_a_time(&c.header) || profile.is_codes())
        };
        if !self.has(Meaning::Room) {
            self.guess(Meaning::Room, |c, profile| rooms(c, profile) && profile.is_distinct());
        }
        if !self.has(Meaning::Room) && !self.has(Meaning::Space) {
            self.guess(Meaning::Room, rooms);
        }
        let room = self.list.iter().find(|c| c.meaning == Meaning::Room).map_or(0, |c| c.index);
        for meaning in [Meaning::Building, Meaning::Entrance] {
            self.guess(meaning, |c, p| c.header.is_empty() && c.index < room && p.is_building());
        }
        let rooms =
            self.list.iter().find(|c| c.meaning == Meaning::Room).map(|c| self.profile(c).different());
        for (meaning, look) in CONTENTS {
            // A few names over many rooms are those of the staff.
            let of_staff =
                |p: &Profile| meaning == Meaning::OwnerName && rooms.is_some_and(|n| n >= p.different() * 4);
            // 交易单号, 电表户号 and 卡号 are as long as an ID number.
            let of_thing = |c: &Column| {
                meaning == Meaning::OwnerId
                    && words::says(&c.header, &["单", "卡", "表", "户号", "流水", "账", "帐"])
            };
            self.guess(meaning, |c, profile| profile.is(look) && !of_staff(profile) && !of_thing(c));
        }
        self.more_plates();
    }

    /// 车辆1, 车辆2: a household may have several cars.
    fn more_plates(&mut self) {
        let profiles = &self.profiles;
        let open = |c: &&mut Column| {
            c.meaning == Meaning::Unknown && !is_chosen(c) && profiles[&c.index].is(Look::Plate)
        };
        for column in self.list.iter_mut().filter(open) {
            column.note = format!("表头“{}”没有见过，按内容认作车牌", column.header);
            (column.meaning, column.confidence) = (Meaning::Plate, Confidence::Guess);
        }
    }

    fn guess(&mut self, meaning: Meaning, fits: impl Fn(&Column, &Profile) -> bool) {
        if self.has(meaning) {
            return;
        }
        let profiles = &self.profiles;
        let open = |c: &&mut Column| c.meaning == Meaning::Unknown && !is_chosen(c);
        let mut open = self.list.iter_mut().filter(open);
        let Some(column) = open.find(|c| fits(c, &profiles[&c.index])) else { return };
        column.note = match column.header.is_empty() {
            true => format!("表头是空的，按内容认作{}", chinese(meaning)),
            false => format!("表头“{}”没有见过，按内容认作{}", column.header, chinese(meaning)),
        };
        (column.meaning, column.confidence) = (meaning, Confidence::Guess);
    }

    /// A header that says one thing over cells that are plainly another.
    pub(super) fn contradicted(&mut self) {
        let looks = |c: &Column| expected(c.meaning).and_then(|own| differs(&self.profiles[&c.index], own));
        let wrong: Vec<(usize, Look)> = self
            .list
            .iter()
            .enumerate()
            .filter(|(_, c)| !is_chosen(c))
            .filter_map(|(at, c)| Some((at, looks(c)?)))
            .collect();
        let taken: Vec<Meaning> = (0..self.list.len())
            .filter(|at| !wrong.iter().any(|(w, _)| w == at))
            .map(|at| self.list[at].meaning)
            .collect();
        let mut given: Vec<Meaning> = Vec::new();
        for (at, look) in wrong {
            let column = &mut self.list[at];
            let meaning = CONTENTS.iter().find(|(_, of)| *of == look).map(|(meaning, _)| *meaning);
            let free = meaning.filter(|m| !taken.contains(m) && !given.contains(m));
            column.confidence = Confidence::Guess;
            column.note = format!("表头写“{}”，内容却像{}", column.header, look.chinese());
            if let Some(meaning) = free {
                given.push(meaning);
                column.meaning = meaning;
                column.note.push_str("，按内容认");
            } else {
                column.note.push_str("，请核对");
            }
        }
        self.months_of_money();
        let has_range = self.has(Meaning::PeriodRange);
        for column in self.list.iter_mut().filter(|c| is_number(c.meaning) && !is_chosen(c)) {
            let profile = &self.profiles[&column.index];
            let of_money = column.header.contains(['额', '款', '费', '金', '租', '元']);
            // 已收到 and 预收结束 are of one month in every row.
            let of_end = words::says(&column.header, &["到", "至", "止", "结束"]);
            let dotted = profile.are_dotted_months() || (of_end && profile.is_one_dotted_month());
            if profile.are_months() || (!of_money && dotted) {
                column.meaning = match column.meaning {
                    Meaning::Paid | Meaning::Prepaid if of_end && !has_range => Meaning::PaidThrough,
                    _ if has_range => Meaning::Note,
                    _ => Meaning::PeriodRange,
                };
                column.confidence = Confidence::Guess;
                column.note = format!("表头写“{}”，内容却是年月，不是金额", column.header);
            }
        }
        let amounts = [Meaning::Paid, Meaning::Due, Meaning::Prepaid, Meaning::Deposit];
        for column in self.list.iter_mut().filter(|c| amounts.contains(&c.meaning) && !is_chosen(c)) {
            if self.profiles[&column.index].has_no_numbers() {
                column.meaning = Meaning::Note;
                column.confidence = Confidence::Guess;
                column.note = format!("表头写“{}”，内容没有一个数，记作备注", column.header);
            }
        }
        for column in &mut self.list {
            let profile = &self.profiles[&column.index];
            if is_number(column.meaning) && profile.filled > 0 && !profile.is_mostly_numbers() {
                column.confidence = column.confidence.min(Confidence::Likely);
                column.note = "这一列多半不是数字，请核对".to_owned();
            }
        }
    }

    /// 所属年月 by any other name: 201510 in every row beside what is owed.
    fn months_of_money(&mut self) {
        let of_time = [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo];
        let of_money = [Meaning::Opening, Meaning::Due, Meaning::Amount, Meaning::Paid];
        if of_time.into_iter().any(|m| self.has(m)) || !of_money.into_iter().any(|m| self.has(m)) {
            return;
        }
        const OF_ELSE: [&str; 9] = ["生", "竣", "购", "建", "住", "房", "合同", "到期", "租"];
        let profiles = &self.profiles;
        let months = |c: &&mut Column| {
            let profile = &profiles[&c.index];
            let says = c.header.contains(['月', '期', '年']);
            let all = profile.are_months() || (says && profile.are_dotted_months());
            c.meaning == Meaning::Unknown && !is_chosen(c) && all && !words::says(&c.header, &OF_ELSE)
        };
        if let Some(column) = self.list.iter_mut().find(months) {
            (column.meaning, column.confidence) = (Meaning::PeriodRange, Confidence::Likely);
            column.note = "内容都是年月，认作费用的月份".to_owned();
        }
    }
}

/// What cells that look so are taken for.
const CONTENTS: [(Meaning, Look); 5] = [
    (Meaning::OwnerId, Look::Id),
    (Meaning::OwnerPhone, Look::Phone),
    (Meaning::Plate, Look::Plate),
    (Meaning::PeriodRange, Look::Range),
    (Meaning::OwnerName, Look::Name),
];

/// How the cells under a header should look; `None` where that cannot be told.
fn expected(meaning: Meaning) -> Option<&'static [Look]> {
    match meaning {
        Meaning::OwnerId | Meaning::TenantId => Some(&[Look::Id]),
        Meaning::OwnerPhone | Meaning::TenantPhone => Some(&[Look::Phone]),
        Meaning::OwnerName | Meaning::TenantName | Meaning::LiableName => Some(&[Look::Name]),
        Meaning::Plate => Some(&[Look::Plate]),
        Meaning::Handover | Meaning::PaidOn | Meaning::PreviousOn | Meaning::PresentOn => {
            Some(&[Look::Date, Look::Range])
        }
        Meaning::Room
        | Meaning::Area
        | Meaning::Opening
        | Meaning::Rate
        | Meaning::Monthly
        | Meaning::Amount => Some(&[]),
        _ => None,
    }
}

/// What the cells are instead; `None` when they may well be what the header says.
fn differs(profile: &Profile, own: &[Look]) -> Option<Look> {
    let other = profile.look().filter(|look| !own.contains(look))?;
    let hardly = own.iter().all(|look| profile.is_hardly(*look));
    // Names with numbers beside them are names.
    let named = own.contains(&Look::Name) && matches!(other, Look::Phone | Look::Id) && profile.has_words();
    (!named && profile.filled >= 3 && hardly).then_some(other)
}

fn chinese(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Room => "房号",
        Meaning::Building => "楼栋",
        Meaning::Entrance => "单元",
        Meaning::OwnerId => "身份证号",
        Meaning::OwnerPhone => "电话",
        Meaning::Plate => "车牌",
        Meaning::PeriodRange => "起止年月",
        Meaning::OwnerName => "业主姓名",
        _ => "数据",
    }
}
