//! What the cells of a column look like, whatever its header says.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::book::{Epoch, Row, Value};
use crate::buildings::is_mark;
use crate::cells::{date, number, text};
use crate::id_numbers::has_day_of_birth;
use crate::names::names;
use crate::people::phones;
use crate::states::{is_paid, status_written, usage_written};
use crate::words::total_label;

/// Counts over the first rows under a header.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Rows looked at.
    pub rows: usize,
    pub filled: usize,
    pub numbers: usize,
    /// Numbers that are 0.
    pub zeros: usize,
    buildings: usize,
    rooms: usize,
    /// Rooms of several parts: `1-101`, `3栋501`.
    codes: usize,
    looks: [usize; LOOKS.len()],
    distinct: HashSet<String>,
    /// States of a unit: 空置.
    statuses: usize,
    /// 已交, √, 未交.
    paid_marks: usize,
    /// × alone: nothing, or not.
    crosses: usize,
    /// Uses of a unit: 商铺.
    usages: usize,
    /// 1, 2, 3 …: begins so, and cells that are one more than the one before.
    begins_at_one: bool,
    steps: usize,
    /// Numbers with decimals.
    fractions: usize,
    /// `201501`: a year and a month.
    months: usize,
    /// `2014.7`, which may be money.
    dotted_months: usize,
    /// With a word of two characters or more: `张小明13900000001`.
    in_words: usize,
}

const ROWS_LOOKED_AT: usize = 400;

/// What tells a cell of one kind from those of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Id,
    Phone,
    Plate,
    Range,
    Date,
    Name,
}

const LOOKS: [Look; 6] = [Look::Id, Look::Plate, Look::Range, Look::Date, Look::Phone, Look::Name];

impl Look {
    pub fn chinese(self) -> &'static str {
        match self {
            Look::Id => "身份证号",
            Look::Phone => "电话",
            Look::Plate => "车牌",
            Look::Range => "起止年月",
            Look::Date => "日期",
            Look::Name => "姓名",
        }
    }
}

impl Profile {
    pub fn of(rows: &[Row], column: u32, epoch: Epoch) -> Profile {
        let mut profile = Profile { rows: rows.len().min(ROWS_LOOKED_AT), ..Profile::default() };
        let mut before = None;
        for row in rows.iter().take(ROWS_LOOKED_AT) {
            let value = row.get(column);
            let Some(shown) = text(value, epoch) else {
                profile.crosses += usize::from(value.is_some_and(|value| is_paid(value) == Some(false)));
                continue;
            };
            if total_label(&shown).is_some() {
                continue;
            }
            profile.filled += 1;
            if let Some(number) = number(value).got() {
                profile.numbers += 1;
                profile.zeros += usize::from(number.is_zero());
                profile.months += usize::from(is_year_and_month(number));
                profile.dotted_months += usize::from(is_dotted_month(number));
                profile.fractions += usize::from(!number.is_integer());
                profile.begins_at_one |= profile.filled == 1 && number == Decimal::ONE;
                profile.steps +=
                    usize::from(before.and_then(|before| number.checked_sub(before)) == Some(Decimal::ONE));
                before = Some(number);
            }
            profile.buildings += usize::from(is_mark(&shown));
            profile.statuses += usize::from(status_written(&shown).is_some());
            profile.paid_marks += usize::from(value.is_some_and(|value| is_paid(value).is_some()));
            profile.usages += usize::from(usage_written(&shown).is_some());
            profile.in_words +=
                usize::from(shown.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 2);
            let room = looks_like_room(value, &shown);
            profile.rooms += usize::from(room);
            profile.codes += usize::from(room && has_parts(&shown));
            if let Some(look) = LOOKS.iter().position(|look| looks_like(*look, value, &shown, epoch)) {
                profile.looks[LOOKS[look] as usize] += 1;
            }
            profile.distinct.insert(shown);
        }
        profile
    }

    /// At least `percent` of the filled cells.
    fn mostly(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    /// Short marks that repeat, or stand once above the blank cells they hold for.
    pub fn is_building(&self) -> bool {
        let repeats = self.distinct.len() * 2 <= self.rows || (self.rows == 1 && self.filled == 1);
        self.mostly(self.buildings, 90) && repeats
    }

    /// Short marks, whether they repeat or not.
    pub fn are_marks(&self) -> bool {
        self.mostly(self.buildings, 90)
    }

    /// 1, 2, 3 and so on.
    pub fn is_serial(&self) -> bool {
        self.begins_at_one && self.filled > 1 && self.steps * 10 >= (self.filled - 1) * 9
    }

    /// `2014.7`, `2014.12` and so on. Money under a header of money may look so.
    pub fn are_dotted_months(&self) -> bool {
        self.distinct.len() >= 2 && self.mostly(self.dotted_months, 90)
    }

    /// `2014.12` in every row.
    pub fn is_one_dotted_month(&self) -> bool {
        self.distinct.len() == 1 && self.mostly(self.dotted_months, 90)
    }

    /// Not one number among what is written.
    pub fn has_no_numbers(&self) -> bool {
        self.filled > 0 && self.numbers == 0
    }

    /// Years and months, and no amounts.
    pub fn are_months(&self) -> bool {
        self.filled >= 2 && self.mostly(self.months, 90)
    }

    /// Areas or amounts.
    pub fn has_fractions(&self) -> bool {
        self.is_mostly_numbers() && self.fractions > 0
    }

    /// Door numbers, many of them.
    pub fn is_room(&self) -> bool {
        self.mostly(self.rooms, 90) && self.filled * 10 >= self.rows * 8 && !self.is_serial()
    }

    /// Three digits and more, as no count of things has.
    pub fn are_doors(&self) -> bool {
        self.distinct.iter().all(|text| text.chars().filter(char::is_ascii_digit).count() >= 3)
    }

    /// Three digits and more in most cells that differ; a total's label may stand among them.
    pub fn are_mostly_doors(&self) -> bool {
        let doors =
            self.distinct.iter().filter(|text| text.chars().filter(char::is_ascii_digit).count() >= 3);
        self.could_be_rooms() && doors.count() * 10 >= self.distinct.len() * 8
    }

    /// How many different cells there are.
    pub fn different(&self) -> usize {
        self.distinct.len()
    }

    /// Enough door numbers for a column that is headed as one.
    pub fn could_be_rooms(&self) -> bool {
        self.mostly(self.rooms, 50)
    }

    /// Door numbers that name the building too, hardly one twice.
    pub fn is_codes(&self) -> bool {
        self.mostly(self.codes, 80) && self.distinct.len() * 10 >= self.filled * 8
    }

    /// Some of them door numbers that name the building too.
    pub fn has_codes(&self) -> bool {
        self.mostly(self.codes, 30)
    }

    /// Hardly one twice: such as doors within one building.
    pub fn is_distinct(&self) -> bool {
        self.distinct.len() * 10 >= self.filled * 8
    }

    /// Some of the cells are known states of a unit.
    pub fn has_statuses(&self) -> bool {
        self.mostly(self.statuses, 20)
    }

    /// Some of the cells say that something was paid, or not.
    pub fn has_paid_marks(&self) -> bool {
        self.mostly(self.paid_marks, 20)
    }

    /// 已交, √, 未交, and nothing else.
    pub fn are_paid_marks(&self) -> bool {
        self.filled > 0 && self.paid_marks == self.filled
    }

    /// Anything but blank cells and signs for nothing; × says no.
    pub fn has_content(&self) -> bool {
        self.filled + self.crosses > 0
    }

    /// Some of the cells are known uses of a unit.
    pub fn has_usages(&self) -> bool {
        self.mostly(self.usages, 20)
    }

    /// Hardly anything else.
    pub fn are_usages(&self) -> bool {
        self.mostly(self.usages, 90)
    }

    /// Names that repeat, or stand once above the rows they hold for.
    pub fn could_be_section(&self) -> bool {
        self.distinct.len() * 3 <= self.rows * 2 && !self.is_serial()
    }

    pub fn is(&self, look: Look) -> bool {
        self.mostly(self.looks[look as usize], 70)
    }

    /// What most of the cells are, where that is plain.
    pub fn look(&self) -> Option<Look> {
        LOOKS.into_iter().find(|look| self.is(*look))
    }

    /// Numbers beside words in most cells.
    pub fn has_words(&self) -> bool {
        self.mostly(self.in_words, 60)
    }

    /// Hardly any cell is one.
    pub fn is_hardly(&self, look: Look) -> bool {
        !self.mostly(self.looks[look as usize], 20)
    }

    pub fn is_mostly_numbers(&self) -> bool {
        self.mostly(self.numbers, 50)
    }
}

/// 199001 to 209912.
fn is_year_and_month(number: Decimal) -> bool {
    let figures = number.is_integer().then(|| number.normalize().to_string()).filter(|f| f.len() == 6);
    let part = |range: std::ops::Range<usize>| {
        figures.as_deref().and_then(|f| f.get(range)).and_then(|f| f.parse::<u32>().ok())
    };
    part(0..4).is_some_and(|year| (1990..2100).contains(&year))
        && part(4..6).is_some_and(|month| (1..=12).contains(&month))
}

/// `2014.7`, `2014.12`
fn is_dotted_month(number: Decimal) -> bool {
    let written = number.normalize().to_string();
    written.split_once('.').is_some_and(|(year, month)| {
        let year = year.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year));
        year && month.len() <= 2 && month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
    })
}

/// `501`, `2-501`, `3栋2单元501室`, `B1-3`; an area or an amount has decimals.
fn looks_like_room(value: Option<&Value>, text: &str) -> bool {
    if matches!(value, Some(Value::Date(_))) {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let whole = number(value).got().is_none_or(|n| n.is_integer() && n.to_string().len() <= 5);
    let signs = text.chars().all(|c| c.is_ascii_alphanumeric() || "-#栋幢座单元室号楼铺车位 ".contains(c));
    (1..=10).contains(&digits) && whole && signs
}

fn has_parts(text: &str) -> bool {
    let groups = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|g| !g.is_empty());
    groups.count() >= 2
}

fn looks_like(look: Look, value: Option<&Value>, text: &str, epoch: Epoch) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match look {
        Look::Id | Look::Phone if digits < 7 => false,
        Look::Plate | Look::Range | Look::Date if digits < 4 => false,
        Look::Plate | Look::Range | Look::Name
            if matches!(value, Some(Value::Number(_) | Value::Date(_))) =>
        {
            false
        }
        Look::Name if digits > 0 => false,
        Look::Id => looks_like_id(text),
        Look::Phone => looks_like_phone(text),
        Look::Plate => looks_like_plate(text),
        Look::Range => looks_like_range(text),
        Look::Date => {
            let digits_only = text.chars().all(|c| c.is_ascii_digit());
            let could_be = matches!(value, Some(Value::Date(_))) || !digits_only || text.len() == 8;
            could_be && date(value, epoch).got().is_some()
        }
        Look::Name => looks_like_name(text),
    }
}

/// Not every row of digits that hyphens divide: `22-1-2503` is a room.
fn looks_like_phone(text: &str) -> bool {
    let runs_long = text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 7);
    phones(text).numbers.iter().any(|phone| runs_long || phone.digits.len() >= 10)
}

/// A run of 15 or 18 characters, or two of them, with a day in it on which somebody may have been born: 交易单号 has none.
fn looks_like_id(text: &str) -> bool {
    let mut runs =
        text.split(|c: char| !(c.is_ascii_digit() || "xX*".contains(c))).filter(|run| !run.is_empty());
    runs.any(|run| matches!(run.len(), 15 | 18) && (run.contains('*') || has_day_of_birth(run)))
}

/// `粤B12345`, `粤BD12345`, with or without a dot.
fn looks_like_plate(text: &str) -> bool {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳";
    let mut chars = text.chars().filter(|c| !" ·.-".contains(*c));
    let province = chars.next().is_some_and(|c| PROVINCES.contains(c));
    let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let rest: Vec<char> = chars.take_while(|c| c.is_ascii_alphanumeric()).collect();
    province && letter && (5..=6).contains(&rest.len())
}

/// `2013年5月-2015年5月（25）`, `2014.1-2014.6`: two points in time.
fn looks_like_range(text: &str) -> bool {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|run| {
        (run.len() == 4 || run.len() == 6 || run.len() == 8)
            && (run.starts_with("20") || run.starts_with("19"))
    });
    let joined = text.contains(['-', '~', '至', '—', '–', '到', '～']);
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let years = years.count();
    joined && (years >= 2 || (years == 1 && text.contains('月') && groups >= 3))
}

/// The commonest, each of one character.
pub(crate) const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛\
叶阎余潘杜戴夏钟锺汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍\
翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边付代闫";

/// Two to four Han characters behind a common surname, or a company.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let Some(first) = names(text).into_iter().next() else { return false };
    let count = first.chars().count();
    let han = first.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let surname = first.chars().next().is_some_and(|c| SURNAMES.contains(c));
    let surname = surname
        || ["欧阳", "司马", "上官", "诸葛", "慕容", "东方", "皇甫", "尉迟"]
            .iter()
            .any(|s| first.starts_with(s));
    (han && surname && (2..=4).contains(&count)) || first.ends_with("公司")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_show_what_they_are() {
        for (cell, expect) in [
            ("张小明", Some(Look::Name)),
            ("张小明、李红", Some(Look::Name)),
            ("欧阳文博", Some(Look::Name)),
            ("某某贸易有限公司", Some(Look::Name)),
            ("空置", None),
            ("13900000001", Some(Look::Phone)),
            ("李先生13900000001", Some(Look::Phone)),
            ("0755-8300123", Some(Look::Phone)),
            ("999999199001010012", Some(Look::Id)),
            ("99999919900101001X", Some(Look::Id)),
            ("999999900101001", Some(Look::Id)),
            ("999999********0012", Some(Look::Id)),
            ("420000000000031676", None),
            ("粤B12345", Some(Look::Plate)),
            ("粤B·D12345", Some(Look::Plate)),
            ("2013年5月-2015年5月（25）", Some(Look::Range)),
            ("2014.1-2014.6", Some(Look::Range)),
            ("2014年1-6月", Some(Look::Range)),
            ("2014年10月", Some(Look::Date)),
            ("2013.5.1", Some(Look::Date)),
            ("89.5", None),
            ("2014-07-16", Some(Look::Date)),
            ("20140716", Some(Look::Date)),
            ("1-101", None),
            ("22-1-2503", None),
            ("301", None),
        ] {
            let value = Value::Text(cell.to_owned());
            let got = LOOKS.into_iter().find(|look| looks_like(*look, Some(&value), cell, Epoch::Y1900));
            assert_eq!(got, expect, "{cell:?}");
        }
    }
}
