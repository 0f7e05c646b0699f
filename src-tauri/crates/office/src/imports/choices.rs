//! What a user decided about a file: from the request to the reader of workbooks, and the words of both.

use ledger::calendar::Date;
use ledger::refusal::Refusal;
use sheets::{Kind, Meaning, SheetView, Symbol};
use store::kept::Field;

use crate::Result;
use crate::views::Choice;
use crate::views::imports::ImportChoices;

/// What a user can say of a column, with its code and its words.
pub(crate) const MEANINGS: [(Meaning, &str, &str); 44] = [
    (Meaning::Serial, "serial", "序号"),
    (Meaning::Building, "building", "楼栋"),
    (Meaning::Entrance, "entrance", "单元"),
    (Meaning::Room, "room", "房号"),
    (Meaning::Area, "area", "建筑面积"),
    (Meaning::Usage, "usage", "用途"),
    (Meaning::Status, "status", "房屋状态"),
    (Meaning::Handover, "handover", "收楼日期"),
    (Meaning::OwnerName, "owner_name", "业主姓名"),
    (Meaning::OwnerPhone, "owner_phone", "业主电话"),
    (Meaning::OwnerId, "owner_id", "业主身份证号"),
    (Meaning::TenantName, "tenant_name", "租户姓名"),
    (Meaning::TenantPhone, "tenant_phone", "租户电话"),
    (Meaning::TenantId, "tenant_id", "租户身份证号"),
    (Meaning::Opening, "opening", "期初欠费"),
    (Meaning::OpeningTotal, "opening_total", "欠费合计"),
    (Meaning::LiableName, "liable_name", "欠费责任人"),
    (Meaning::Item, "item", "收费项目"),
    (Meaning::Rate, "rate", "单价、收费标准"),
    (Meaning::Monthly, "monthly", "每月金额"),
    (Meaning::PeriodRange, "period_range", "欠费周期"),
    (Meaning::PeriodFrom, "period_from", "起始日期"),
    (Meaning::PaidThrough, "paid_through", "已交至（次日起欠费）"),
    (Meaning::PeriodTo, "period_to", "终止日期"),
    (Meaning::Months, "months", "月数"),
    (Meaning::Due, "due", "应缴金额"),
    (Meaning::Paid, "paid", "实缴金额"),
    (Meaning::PaidOn, "paid_on", "缴费时间"),
    (Meaning::Cashier, "cashier", "收银员"),
    (Meaning::Amount, "amount", "金额"),
    (Meaning::Prepaid, "prepaid", "预存款"),
    (Meaning::Deposit, "deposit", "押金"),
    (Meaning::Meter, "meter", "表"),
    (Meaning::PreviousReading, "previous_reading", "上期度数"),
    (Meaning::PreviousOn, "previous_on", "上期抄表日"),
    (Meaning::PresentReading, "present_reading", "本期度数"),
    (Meaning::PresentOn, "present_on", "本期抄表日"),
    (Meaning::Consumption, "consumption", "用量"),
    (Meaning::Factor, "factor", "倍率"),
    (Meaning::Loss, "loss", "损耗"),
    (Meaning::Plate, "plate", "车牌"),
    (Meaning::Space, "space", "车位号"),
    (Meaning::Note, "note", "备注（照原样保留）"),
    (Meaning::Ignored, "ignored", "不导入"),
];

/// What a table can be imported as.
pub(crate) const KINDS: [(Kind, &str, &str); 7] = [
    (Kind::Roster, "roster", "业主台账"),
    (Kind::Arrears, "arrears", "欠费清单"),
    (Kind::Fees, "fees", "收费明细"),
    (Kind::Meters, "meters", "抄表"),
    (Kind::Payments, "payments", "缴费记录"),
    (Kind::Vehicles, "vehicles", "车位车辆"),
    (Kind::Balances, "balances", "预存与押金"),
];

/// A table that is said to be this is left out.
const LEFT_OUT: &str = "none";

/// What a sign in a cell can stand for.
pub(crate) const SYMBOLS: [(Symbol, &str, &str); 4] = [
    (Symbol::Nothing, "nothing", "空白"),
    (Symbol::Zero, "zero", "零"),
    (Symbol::Same, "same", "同上"),
    (Symbol::Text, "text", "就是这个字"),
];

pub(crate) fn choices<T>(all: &[(T, &str, &str)]) -> Vec<Choice> {
    all.iter().map(|(_, code, label)| Choice { code: (*code).into(), label: (*label).into() }).collect()
}

/// The code and the words of a value.
pub(crate) fn words<T: PartialEq>(
    all: &[(T, &'static str, &'static str)],
    value: &T,
) -> Option<(&'static str, &'static str)> {
    all.iter().find(|(known, _, _)| known == value).map(|(_, code, label)| (*code, *label))
}

/// What a field of the register that an import changes is called: as the column that says it, where there is one.
pub(super) fn label(field: Field) -> &'static str {
    let column = MEANINGS.iter().find(|(_, code, _)| *code == field.code());
    match (field, column) {
        (Field::Phones, _) => "电话",
        (Field::Person, _) => "人员",
        (Field::InRegister, _) => "房号",
        (Field::Area | Field::Usage | Field::Status | Field::Handover, column) => {
            column.map_or("", |(_, _, label)| label)
        }
    }
}

/// Refusal: `choice_unknown`, with all there are.
fn known<T: Copy>(all: &[(T, &str, &str)], code: &str, what: &str) -> Result<T> {
    let found = all.iter().find(|(_, c, _)| *c == code).map(|(value, _, _)| *value);
    let left_out = (what == "表格的种类").then(|| format!("{LEFT_OUT}（不导入）"));
    let listed = || {
        all.iter().map(|(_, code, label)| format!("{code}（{label}）")).chain(left_out).collect::<Vec<_>>()
    };
    Ok(found.ok_or_else(|| {
        Refusal::new("choice_unknown", format!("没有“{code}”这种{what}。可以写：{}。", listed().join("、")))
    })?)
}

/// Refusal: `choice_unknown`.
pub(crate) fn options(asked: &ImportChoices, through: Date) -> Result<sheets::Options> {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let headers =
        asked.headers.iter().map(|h| sheets::HeaderChoice { sheet: h.sheet.clone(), row: small(h.row) });
    let columns = asked.columns.iter().map(|c| {
        let meaning = match c.meaning.as_str() {
            "" => Meaning::Ignored,
            code => known(&MEANINGS, code, "列的含义")?,
        };
        let (sheet, header) = (c.sheet.clone(), c.header.clone());
        Ok(sheets::ColumnChoice { sheet, column: small(c.column), header, meaning })
    });
    let tables = asked.tables.iter().map(|t| {
        let of_code = |code| match known(&KINDS, code, "表格的种类") {
            Err(_) if code == LEFT_OUT => Ok(None),
            kind => kind.map(Some),
        };
        let kind = t.kind.as_deref().map_or(Ok(None), of_code)?;
        Ok(sheets::TableChoice { sheet: t.sheet.clone(), row: small(t.row), column: small(t.column), kind })
    });
    let symbols = asked.symbols.iter().map(|s| {
        let stands_for = known(&SYMBOLS, &s.stands_for, "符号的含义")?;
        Ok(sheets::SymbolChoice { text: s.text.clone(), stands_for })
    });
    let decisions =
        asked.decisions.iter().map(|d| sheets::Decision { code: d.code.clone(), choice: d.choice.clone() });
    Ok(sheets::Options {
        headers: headers.collect(),
        columns: columns.collect::<Result<_>>()?,
        tables: tables.collect::<Result<_>>()?,
        symbols: symbols.collect::<Result<_>>()?,
        decisions: decisions.collect(),
        cut_off: Some(through.to_string()),
    })
}

/// As an import keeps them; nothing for none.
pub(crate) fn to_json(choices: &ImportChoices) -> Result<String> {
    if *choices == ImportChoices::default() {
        return Ok(String::new());
    }
    serde_json::to_string(choices).map_err(|e| crate::Error::broken(format!("choices: {e}")))
}

/// As an import kept them. Words that a later program does not know any more give none.
pub(crate) fn from_json(kept: &str) -> ImportChoices {
    serde_json::from_str(kept).unwrap_or_default()
}

/// Choices about a file of the same layout as `sheets` is one of, named with those with a table: 1月 is called 2月 a month
/// later, and a workbook of one table may be called anything.
pub(super) fn of_sheets(mut kept: ImportChoices, sheets: &[SheetView]) -> ImportChoices {
    let headers = kept.headers.iter_mut().map(|choice| &mut choice.sheet);
    let columns = kept.columns.iter_mut().map(|choice| &mut choice.sheet);
    let tables = kept.tables.iter_mut().map(|choice| &mut choice.sheet);
    for named in headers.chain(columns).chain(tables) {
        if sheets.iter().all(|sheet| sheet.name != *named)
            && let Some(sheet) = called_now(named, sheets)
        {
            named.clone_from(&sheet.name);
        }
    }
    kept
}

/// The sheet that differs from the one named only in its numbers, or the only one with a table, or at all.
fn called_now<'s>(named: &str, sheets: &'s [SheetView]) -> Option<&'s SheetView> {
    fn one<'s>(mut sheets: impl Iterator<Item = &'s SheetView>) -> Option<&'s SheetView> {
        sheets.next().filter(|_| sheets.next().is_none())
    }
    let words = |name: &str| name.chars().filter(|c| !c.is_numeric()).collect::<String>();
    let alike = one(sheets.iter().filter(|sheet| words(&sheet.name) == words(named)));
    let with_table = || one(sheets.iter().filter(|sheet| !sheet.regions.is_empty()));
    alike.or_else(with_table).or_else(|| one(sheets.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::imports::{ColumnChoice, DecisionChoice, HeaderChoice, SymbolChoice, TableChoice};

    #[test]
    fn choices_are_kept_and_read_again() {
        let all = ImportChoices {
            headers: vec![HeaderChoice { sheet: "一期".into(), row: 3 }],
            columns: vec![ColumnChoice {
                sheet: "一期".into(),
                column: 2,
                header: Some("室号".into()),
                meaning: "room".into(),
            }],
            tables: vec![TableChoice { sheet: "二期".into(), row: 1, column: 0, kind: None }],
            symbols: vec![SymbolChoice { text: "√".into(), stands_for: "nothing".into() }],
            decisions: vec![DecisionChoice { code: "unit_twice".into(), choice: "merge".into() }],
            arrears_through: Some("2024-12-31".into()),
        };
        assert_eq!(from_json(&to_json(&all).unwrap()), all);
        assert_eq!(to_json(&ImportChoices::default()).unwrap(), "");
        let before_headers = r#"{"columns":[{"sheet":"一期","column":2,"meaning":"room"}]}"#;
        assert_eq!(from_json(before_headers).columns[0].header, None);
        assert_eq!(from_json(""), ImportChoices::default());
    }

    #[test]
    fn choices_follow_their_sheets() {
        let check = |named: &str, now: &[(&str, bool)], expect: &str| {
            let region = sheets::RegionView {
                title: String::new(),
                kind: Kind::Arrears,
                confidence: sheets::Confidence::Sure,
                header_row: 1,
                header_end: 1,
                first_row: 2,
                last_row: 3,
                first_column: 0,
                last_column: 2,
            };
            let view = |(name, has_table): &(&str, bool)| SheetView {
                name: (*name).into(),
                hidden: false,
                hidden_columns: Vec::new(),
                row_count: 3,
                regions: has_table.then(|| region.clone()).into_iter().collect(),
                rows: Vec::new(),
            };
            let sheets: Vec<SheetView> = now.iter().map(view).collect();
            let kept = ImportChoices {
                headers: vec![HeaderChoice { sheet: named.into(), row: 3 }],
                ..ImportChoices::default()
            };
            assert_eq!(of_sheets(kept, &sheets).headers[0].sheet, expect, "{named} {now:?}");
        };
        check("1月", &[("1月", true), ("2月", true)], "1月");
        check("1月", &[("说明", true), ("2月", true)], "2月");
        check("欠费", &[("名册-2月", true)], "名册-2月");
        check("欠费", &[("名册", true), ("说明", false)], "名册");
        check("1月", &[("2月", true), ("3月", true)], "1月");
        check("欠费", &[("名册", true), ("车位", true)], "欠费");
    }

    #[test]
    fn a_field_is_called_as_its_column() {
        for field in [Field::Area, Field::Usage, Field::Status, Field::Handover] {
            assert!(!label(field).is_empty(), "{field:?}");
        }
    }

    #[test]
    fn every_code_is_one_things_alone() {
        let check = |mut codes: Vec<&str>| {
            let all = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), all);
        };
        check(MEANINGS.iter().map(|(_, code, _)| *code).collect());
        check(KINDS.iter().map(|(_, code, _)| *code).collect());
        check(SYMBOLS.iter().map(|(_, code, _)| *code).collect());
    }
}
