//! What a row's person is to the unit, where a column says so: 与户主关系, or 身份 with 业主, 租户 and 家属 below it.

use ledger::people::Relation;

use crate::book::Value;
use crate::cells::plain;
use crate::table::{Line, Table};
use crate::{Meaning, words};

/// So many rows show what a column holds.
const ROWS_LOOKED_AT: usize = 400;

/// Of a family or a household, and no owners by that.
const FAMILY: [&str; 18] = [
    "配偶", "妻", "夫", "爱人", "子", "女", "儿", "父", "母", "孙", "婆", "公", "媳", "婿", "兄", "弟", "亲",
    "家",
];

/// What stands below 身份, 人员类别 and the like.
const STANDINGS: [(&str, Relation); 48] = [
    ("业主", Relation::Owner),
    ("户主", Relation::Owner),
    ("房主", Relation::Owner),
    ("房东", Relation::Owner),
    ("产权人", Relation::Owner),
    ("所有人", Relation::Owner),
    ("所有权人", Relation::Owner),
    ("共有人", Relation::Owner),
    ("业主本人", Relation::Owner),
    ("本人", Relation::Owner),
    ("租户", Relation::Tenant),
    ("租客", Relation::Tenant),
    ("租住户", Relation::Tenant),
    ("租赁户", Relation::Tenant),
    ("租住人", Relation::Tenant),
    ("租住", Relation::Tenant),
    ("租赁", Relation::Tenant),
    ("承租", Relation::Tenant),
    ("承租人", Relation::Tenant),
    ("承租户", Relation::Tenant),
    ("住户", Relation::Other),
    ("使用人", Relation::Other),
    ("居住人", Relation::Other),
    ("同住人", Relation::Other),
    ("借住", Relation::Other),
    ("家属", Relation::Other),
    ("家人", Relation::Other),
    ("家庭成员", Relation::Other),
    ("业主家属", Relation::Other),
    ("业主亲属", Relation::Other),
    ("亲属", Relation::Other),
    ("亲戚", Relation::Other),
    ("亲友", Relation::Other),
    ("朋友", Relation::Other),
    ("配偶", Relation::Other),
    ("妻子", Relation::Other),
    ("丈夫", Relation::Other),
    ("妻", Relation::Other),
    ("夫", Relation::Other),
    ("子", Relation::Other),
    ("女", Relation::Other),
    ("儿子", Relation::Other),
    ("女儿", Relation::Other),
    ("子女", Relation::Other),
    ("父亲", Relation::Other),
    ("母亲", Relation::Other),
    ("父母", Relation::Other),
    ("开发商", Relation::Developer),
];

fn standing(text: &str) -> Option<Relation> {
    let text: String = plain(text).split_whitespace().collect();
    STANDINGS.iter().find(|(word, _)| *word == text).map(|(_, standing)| *standing)
}

impl Table<'_> {
    /// The column that says what the row's person is to the unit.
    pub fn told_relation(&self) -> Option<usize> {
        let slots = self.slots(Meaning::Note);
        self.headed_by_relation().or_else(|| slots.iter().copied().find(|slot| self.holds_standings(*slot)))
    }

    fn headed_by_relation(&self) -> Option<usize> {
        const TYPES: [&str; 4] = ["业主类型", "客户类型", "住户类型", "人员类型"];
        const OTHERS: [&str; 4] = ["成员", "联系人", "紧急", "配偶"];
        let alone = !self.region.columns.iter().any(|column| words::says(&column.header, &OTHERS));
        let owners = self.slots(Meaning::OwnerName);
        // 与户主关系 right of 家庭成员 is theirs, and so it is right of a second 姓名, which is a remark.
        let mut member = None;
        for slot in self.slots(Meaning::Note).iter().copied() {
            let header = self.header(slot);
            let of_owner = || member <= owners.iter().copied().filter(|left| *left < slot).max();
            let says = words::says(header, &["户主关系", "业主关系"]) || (header.contains("关系") && alone);
            if words::says(header, &TYPES) || (says && of_owner()) {
                return Some(slot);
            }
            if words::is_owner_name(header) || self.kin.binary_search(&slot).is_ok() {
                member = Some(slot);
            }
        }
        None
    }

    /// 身份, 人员类别 or 类型 over nothing but 业主, 租户, 家属. Who lives there or who pays may be another than who is named.
    fn holds_standings(&self, slot: usize) -> bool {
        const OF_ANOTHER: [&str; 14] = [
            "居住", "入住", "现住", "使用", "缴", "交", "付", "收", "费", "承担", "责任", "欠", "联系", "证",
        ];
        const OF_PERSON: [&str; 4] = ["身份", "人员", "角色", "成员"];
        let says = |header: &str, words: &[&str]| words.iter().any(|word| header.contains(word));
        let header = self.header(slot);
        let [name] = self.slots(Meaning::OwnerName) else { return false };
        // 业主 with 租户 beside it may be let to somebody who is not named.
        let of_person =
            !says(self.header(*name), &["业主", "户主", "房主", "产权"]) || says(header, &OF_PERSON);
        let sole = self.kin.is_empty() && !self.has(Meaning::TenantName);
        if says(header, &OF_ANOTHER) || !of_person || !sole {
            return false;
        }
        let column = self.region.columns[slot].index;
        let (mut told, mut kinds) = (0_usize, [false; Relation::ALL.len()]);
        let rows = self.sheet.rows[self.region.first..self.region.end].iter().take(ROWS_LOOKED_AT);
        let named = self.region.columns[*name].index;
        let mut persons = 0_usize;
        for row in rows.filter(|row| row.get(named).is_some()) {
            persons += 1;
            match row.get(column) {
                None => {}
                Some(Value::Text(text)) => {
                    let Some(standing) = standing(text) else { return false };
                    told += 1;
                    kinds[standing as usize] = true;
                }
                Some(_) => return false,
            }
        }
        // 住户 in every row is no more than a name for people.
        let someone = kinds[Relation::Owner as usize] || kinds[Relation::Tenant as usize];
        someone && told >= 2 && told * 2 >= persons
    }
}

/// What the column says of the row's person: 配偶 lives there and owes nothing by himself.
pub(crate) fn said_relation(table: &Table<'_>, line: &Line<'_>) -> Option<Relation> {
    let text = line.at(table.relation?).text()?;
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if standing(&text).is_some() => standing(&text),
        () if says(&["租"]) => Some(Relation::Tenant),
        () if says(&["户主", "业主", "本人", "产权", "共有"]) && !says(&["之", "的"]) => {
            Some(Relation::Owner)
        }
        () if says(&["开发"]) => Some(Relation::Developer),
        () if says(&["公司", "单位", "企业"]) => None,
        () if says(&FAMILY) => Some(Relation::Other),
        () => None,
    }
}
