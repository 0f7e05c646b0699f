//! Columns of people: whose telephones and numbers they are, and which owners stand beside each other.

use super::columns::{Columns, is_chosen};
use crate::layout::Column;
use crate::words::owner_in_time;
use crate::{Confidence, Meaning, words};

impl Columns<'_> {
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
            let says_owner = |c: &Column| words::key(&c.header).contains("业主");
            let theirs = self.list.iter_mut().filter(|c| {
                c.meaning == meaning && of_tenant(c.index) && of_owner && !says_owner(c) && !is_chosen(c)
            });
            for column in theirs {
                (column.meaning, column.note) = match meaning {
                    Meaning::OwnerPhone => (Meaning::TenantPhone, "在租户之后，认作租户电话".to_owned()),
                    _ => (Meaning::Note, "在租户之后，认作租户的身份证号，记作备注".to_owned()),
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
                Meaning::OwnerId if has_tenant => (Meaning::Note, "表里只有租户，记作备注"),
                Meaning::Note if contact && !has_tenant => (Meaning::OwnerName, "没有业主一列，认作业主"),
                _ => continue,
            };
            (column.meaning, column.note) = (meaning, note.to_owned());
            column.confidence = Confidence::Likely;
        }
    }
}

/// 产权人2 beside 产权人1, 共有人 beside 业主.
pub(super) fn is_another_owner(column: &Column, first: &Column) -> bool {
    let stem = |c: &Column| {
        let key = words::key(&c.header);
        let numbered = key.ends_with(|c: char| c.is_ascii_digit() || "一二三".contains(c));
        let stem = key.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三".contains(c)).to_owned();
        (numbered, stem)
    };
    let ((numbered, mine), (_, other)) = (stem(column), stem(first));
    let in_turn = |c: &Column| owner_in_time(&c.header).is_some();
    (numbered && mine == other) || column.header.contains("共有") || in_turn(column) || in_turn(first)
}
