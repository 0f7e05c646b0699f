//! Columns of people: whose telephones and numbers they are, and which owners stand beside each other.

use super::columns::{Columns, is_chosen};
use super::tables::Place;
use crate::book::Value;
use crate::layout::Column;
use crate::words::owner_in_time;
use crate::{Confidence, Meaning, words};

impl Columns<'_> {
    /// 委托人, 委托人电话; 实际居住人, 居住人电话: the number of somebody who is a remark is a remark like his name.
    pub fn of_somebody_else(&mut self) {
        let stem = |c: &Column| {
            let key = words::key(&c.header);
            let reached = ["联系电话", "电话号码", "联系方式", "手机号码", "手机号", "电话", "手机"];
            let stem = reached.iter().find_map(|word| key.strip_suffix(word)).map(str::to_owned);
            let others = ["公司", "中介", "家属", "配偶", "施工", "装修"];
            let of_other =
                |stem: &String| stem.ends_with('人') || others.iter().any(|word| stem.ends_with(word));
            stem.filter(|stem| of_other(stem) && stem != "联系人")
        };
        let phones = |c: &Column| matches!(c.meaning, Meaning::OwnerPhone | Meaning::TenantPhone);
        for at in 0..self.list.len() {
            let Some(stem) = Some(&self.list[at]).filter(|c| phones(c) && !is_chosen(c)).and_then(stem)
            else {
                continue;
            };
            let mut of_him = self.list.iter().filter(|c| words::key(&c.header).contains(&stem) && !phones(c));
            let Some(first) = of_him.next() else { continue };
            let noted = |c: &Column| matches!(c.meaning, Meaning::Note | Meaning::Unknown);
            if noted(first) && of_him.all(noted) {
                let note = format!("是 {} 列那个人的，记作备注", first.letter());
                let column = &mut self.list[at];
                (column.meaning, column.confidence, column.note) = (Meaning::Note, Confidence::Likely, note);
            }
        }
    }

    /// 装修公司 | 联系电话, 介绍人 | 电话: the number right beside somebody who is no owner is his. Of staff, who are few, only
    /// where there are no more numbers than persons.
    pub fn beside_somebody_else(&mut self) {
        const OTHERS: [&str; 10] = [
            "施工",
            "装修公司",
            "装修队",
            "装修单位",
            "介绍人",
            "中介",
            "代理人",
            "紧急联系人",
            "项目经理",
            "工长",
        ];
        const STAFF: [&str; 9] =
            ["收费员", "收费人", "催收", "催费", "收款人", "管家", "负责人", "责任人", "业务员"];
        const BARE: [&str; 7] = ["电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"];
        for at in 1..self.list.len() {
            let (left, column) = (&self.list[at - 1], &self.list[at]);
            let bare = BARE.contains(&words::key(&column.header).as_str());
            if column.meaning != Meaning::OwnerPhone || !bare || is_chosen(column) || !is_aside(left) {
                continue;
            }
            let named = |list: &[&str]| list.iter().any(|word| left.header.contains(word));
            let one_each = self.profile(column).different() <= self.profile(left).different();
            if named(&OTHERS) || (named(&STAFF) && one_each) {
                let note = format!("紧挨着 {} 列，是那个人的电话，记作备注", left.letter());
                let column = &mut self.list[at];
                (column.meaning, column.confidence, column.note) = (Meaning::Note, Confidence::Likely, note);
            }
        }
    }

    /// 责任人 of two people over forty rooms: they collect, and owe nothing.
    pub fn collectors(&mut self) {
        let Some(rooms) = self.list.iter().find(|c| c.meaning == Meaning::Room) else { return };
        let rooms = self.profile(rooms).different();
        let (profiles, rows) = (&self.profiles, self.rows);
        let of_staff = |c: &&mut Column| {
            let few = profiles[&c.index].different() * 4 <= rooms;
            if c.meaning != Meaning::LiableName || is_chosen(c) || !few {
                return false;
            }
            let of_debt = ["欠", "缴", "交", "承担"].iter().any(|word| c.header.contains(word));
            let mut said = rows.iter().filter_map(|row| match row.get(c.index) {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            });
            !of_debt && !said.any(|text| text.contains(['公', '司', '商', '业', '租', '户']))
        };
        for column in self.list.iter_mut().filter(of_staff) {
            (column.meaning, column.confidence) = (Meaning::Note, Confidence::Likely);
            column.note = "只有几个人，是催收的人，记作备注".to_owned();
        }
    }

    /// 姓名, 电话 | 姓名, 电话: each of two columns of one header has telephones of its own, and no 关系 makes the second a
    /// relative.
    pub fn have_phones_each(&self, one: &Column, other: &Column) -> bool {
        let has_own = |column: &Column| {
            let right = self.list.iter().skip_while(|c| c.index <= column.index);
            let mut own = right.take_while(|c| {
                !matches!(c.meaning, Meaning::OwnerName | Meaning::TenantName) && !c.header.contains("关系")
            });
            own.any(|c| c.meaning == Meaning::OwnerPhone)
        };
        words::key(&one.header) == words::key(&other.header) && has_own(one) && has_own(other)
    }

    /// 产权人, 产权人, 电话, 电话: as many columns of telephones or identity numbers as of names, each under one header.
    pub fn have_numbers_in_turn(&self, one: &Column, other: &Column) -> bool {
        let named = words::key(&one.header);
        let owners: Vec<u32> = self
            .list
            .iter()
            .filter(|c| c.meaning == Meaning::OwnerName && words::key(&c.header) == named)
            .map(|c| c.index)
            .collect();
        let Some(last) = owners.last() else { return false };
        let come_as_often = |meaning: Meaning| {
            let numbers: Vec<&Column> = self.list.iter().filter(|c| c.meaning == meaning).collect();
            numbers.len() == owners.len()
                && numbers
                    .iter()
                    .all(|c| c.index > *last && words::key(&c.header) == words::key(&numbers[0].header))
        };
        let beside = owners.windows(2).all(|two| two[1] == two[0] + 1);
        words::key(&other.header) == named
            && owners.len() >= 2
            && beside
            && [Meaning::OwnerPhone, Meaning::OwnerId].into_iter().any(come_as_often)
    }

    /// 家庭成员 and 联系人 have telephones of their own, to the right of them.
    pub fn kin(&mut self) {
        let mut of_another = false;
        let mut owner_has = false;
        let mut named_before = false;
        for column in self.list.iter_mut() {
            let named = matches!(column.meaning, Meaning::OwnerName | Meaning::TenantName);
            let another = ["家庭成员", "联系人", "配偶", "亲属", "家属", "紧急"]
                .iter()
                .any(|word| column.header.contains(word));
            match column.meaning {
                Meaning::Note if another => of_another = true,
                Meaning::OwnerName if another && named_before && !is_chosen(column) => {
                    of_another = true;
                    (column.meaning, column.confidence) = (Meaning::Note, Confidence::Likely);
                    column.note = "是业主的家人或联系人，记作备注".to_owned();
                }
                _ if named => (of_another, named_before) = (false, true),
                Meaning::OwnerPhone if (of_another || another) && owner_has && !is_chosen(column) => {
                    column.meaning = Meaning::Note;
                    column.confidence = Confidence::Likely;
                    column.note = "在家庭成员或联系人之后，记作备注".to_owned();
                }
                Meaning::OwnerPhone => owner_has = true,
                _ => {}
            }
        }
    }

    /// 车位号, 租用人, 房号: who rents the space belongs to it and to its car, whoever lives in the flat.
    pub fn renters_of_spaces(&mut self, place: &Place) {
        const OF_FLATS: [Meaning; 5] =
            [Meaning::OwnerName, Meaning::Area, Meaning::Usage, Meaning::Status, Meaning::Handover];
        let of_car = |c: &Column| matches!(c.meaning, Meaning::Space | Meaning::Plate);
        let unit = self.list.iter().find(|c| of_car(c) || c.meaning == Meaning::Room);
        let filled = |c: &Column| self.profile(c).filled * 10 >= self.profile(c).rows * 7;
        let spaces = self.list.iter().any(|c| of_car(c) && filled(c));
        let told = ["车位", "停车", "车库", "泊位"].iter().any(|word| place.title.contains(word));
        let of_spaces = spaces && (told || unit.is_some_and(of_car));
        if !of_spaces || OF_FLATS.into_iter().any(|meaning| self.has(meaning)) {
            return;
        }
        let rents = |c: &Column| c.meaning == Meaning::TenantName && c.header.contains('租') && !is_chosen(c);
        let Some(renter) = self.list.iter().find(|c| rents(c)).map(|c| c.index) else { return };
        for column in self.list.iter_mut().filter(|c| !is_chosen(c)) {
            let meaning = match column.meaning {
                Meaning::TenantName if column.index == renter => Meaning::OwnerName,
                Meaning::TenantPhone => Meaning::OwnerPhone,
                Meaning::TenantId => Meaning::OwnerId,
                _ => continue,
            };
            column.meaning = meaning;
            column.note = "是车位租用人的，记在车位和车辆上，不作房屋的租户".to_owned();
        }
    }

    /// 电话 and 身份证 that come again to the right of 租户 are the tenant's.
    pub fn tenants(&mut self) {
        let tenant = self.list.iter().find(|c| c.meaning == Meaning::TenantName).map(|c| c.index);
        let owner = self.list.iter().find(|c| c.meaning == Meaning::OwnerName).map(|c| c.index);
        if owner.is_none() {
            self.without_owner(tenant.is_some());
        }
        let (Some(tenant), Some(owner)) = (tenant, owner) else { return };
        let of_tenant = |column: u32| tenant < column && (owner < tenant || column < owner);
        for meaning in [Meaning::OwnerPhone, Meaning::OwnerId] {
            let of_owner = self.list.iter().any(|c| c.meaning == meaning && !of_tenant(c.index));
            // 房东, 房东电话, 承租人, 身份证号: the owner has his own columns beside him, so this is the tenant's.
            let apart = self
                .list
                .iter()
                .any(|c| c.meaning == Meaning::OwnerPhone && (owner..tenant).contains(&c.index));
            let of_owner = of_owner || (meaning == Meaning::OwnerId && apart);
            let says_owner = |c: &Column| words::key(&c.header).contains("业主");
            let theirs = self.list.iter_mut().filter(|c| {
                c.meaning == meaning && of_tenant(c.index) && of_owner && !says_owner(c) && !is_chosen(c)
            });
            for column in theirs {
                (column.meaning, column.note) = match meaning {
                    Meaning::OwnerPhone => (Meaning::TenantPhone, "在租户之后，认作租户电话".to_owned()),
                    _ => (Meaning::TenantId, "在租户之后，认作租户的身份证号".to_owned()),
                };
                column.confidence = column.confidence.min(Confidence::Likely);
            }
        }
    }

    /// A list of tenants alone: 联系电话 is theirs. Of nobody at all: 联系人 is the owner.
    fn without_owner(&mut self, has_tenant: bool) {
        for column in self.list.iter_mut().filter(|c| !is_chosen(c)) {
            let contact = words::key(&column.header) == "联系人";
            let (meaning, note) = match column.meaning {
                Meaning::OwnerPhone if has_tenant => (Meaning::TenantPhone, "表里只有租户，认作租户电话"),
                Meaning::OwnerId if has_tenant => (Meaning::TenantId, "表里只有租户，认作租户的身份证号"),
                Meaning::Note if contact && !has_tenant => (Meaning::OwnerName, "没有业主一列，认作业主"),
                _ => continue,
            };
            (column.meaning, column.note) = (meaning, note.to_owned());
            column.confidence = Confidence::Likely;
        }
    }
}

/// A column of people, and not of their numbers, that is kept as remarks.
fn is_aside(column: &Column) -> bool {
    let of_numbers = words::key(&column.header).ends_with(['话', '机', '号']);
    let aside =
        matches!(column.meaning, Meaning::Note | Meaning::Unknown | Meaning::Cashier | Meaning::LiableName);
    aside && !of_numbers
}

/// 产权人2 beside 产权人1, 共有人 beside 业主, 女主人 beside 男主人.
pub(super) fn is_another_owner(column: &Column, first: &Column) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四".contains(c);
    // 业主二_姓名 beside 业主一_姓名 too.
    let stem = |c: &Column| {
        let levels: Vec<String> = c.header.split(words::LEVELS).map(words::key).collect();
        let numbered = levels.iter().any(|level| level.ends_with(is_number));
        let stem = levels.iter().map(|level| level.trim_end_matches(is_number).to_owned());
        (numbered, stem.collect::<Vec<String>>())
    };
    let ((numbered, mine), (_, other)) = (stem(column), stem(first));
    let in_turn = |c: &Column| owner_in_time(&c.header).is_some();
    let couple = [column, first].iter().all(|c| c.header.contains("主人"));
    (numbered && mine == other)
        || couple
        || column.header.contains("共有")
        || column.header.contains("共同")
        || column.header.contains("第二")
        || in_turn(column)
        || in_turn(first)
}
