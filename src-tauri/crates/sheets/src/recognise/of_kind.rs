//! What the kind of a table says of its columns that could be several things.

use super::around::Around;
use super::closing::{self, is_balance};
use super::columns::{Columns, is_chosen};
use super::kind::{PERIODS, set};
use super::{
    accounts, arithmetic, charged, deposits, doubtful_totals, dues, longer_times, parts, receipts, taken,
};
use crate::decisions::Decisions;
use crate::layout::{Column, NOTED_WITHOUT_AMOUNT, SPACE_IS_UNIT};
use crate::openings::terms;
use crate::profile::Look;
use crate::{Kind, Meaning, words};

/// Takes them for what they are.
pub(super) fn refine(columns: &mut Columns<'_>, kind: Kind, around: &Around, decisions: &Decisions) {
    by_content(columns, kind);
    space_or_room(columns, kind);
    if columns.solved {
        return;
    }
    if kind == Kind::Vehicles {
        change(columns, Meaning::Area, Meaning::Note, "车位的面积，记作备注");
    }
    if kind == Kind::Meters && !around.arrears() {
        charged::beside_readings(columns);
    }
    longer_times::sums(columns);
    accounts::of_both(columns, around, kind);
    balance_left(columns, kind, around);
    closing::held(columns, kind == Kind::Balances && around.says(&["押金", "保证金"]));
    if kind == Kind::Balances {
        deposits::kinds(columns);
    }
    arithmetic::totals(columns, kind);
    accounts::of_arrears(columns, around, kind);
    arithmetic::monthly_fees(columns, kind);
    doubtful_totals::find(columns, kind, around, decisions);
    taken::fees_beside_deposits(columns, kind, around);
    receipts::among_fees(columns, kind);
    amounts(columns, kind, around);
    closing::left_of_fees(columns, kind);
    dues::left_among_debts(columns, kind, around);
    parts::totals_behind(columns, kind);
    if kind == Kind::Roster && !columns.has(Meaning::Opening) {
        for meaning in PERIODS.into_iter().chain([Meaning::Item]) {
            change(columns, meaning, Meaning::Note, NOTED_WITHOUT_AMOUNT);
        }
    }
    old_debts_paid(columns, kind);
    taken::paid_back(columns, kind, decisions);
    taken::debts_beside(columns, kind);
    if kind == Kind::Arrears {
        columns.dues_owed = dues::are_owed(columns, kind, around, decisions);
    }
    if kind == Kind::Arrears && !columns.dues_owed && columns.has(Meaning::Opening) {
        // 应缴, 实缴 and 欠缴 tell of a payment; 已缴 beside arrears alone may be of anything.
        let of_times = |c: &Column| c.meaning == Meaning::Paid && columns.untold.contains(&c.index);
        let tells = columns.less_paid || columns.has(Meaning::Due) || columns.list.iter().any(of_times);
        change(columns, Meaning::Due, Meaning::Note, "欠费另有一列，这一列记作备注");
        if !tells {
            change(columns, Meaning::Paid, Meaning::Note, "欠费另有一列，这一列记作备注");
        }
    }
    penalties(columns, kind, around);
    parts::totals_behind(columns, kind);
    parts::sums(columns);
    parts::sums_of_households(columns);
    parts::parts(columns);
    parts::missing(columns, kind);
    if kind == Kind::Roster {
        dues::sum_of_roster(columns);
        columns.dues_owed = dues::are_owed(columns, kind, around, decisions);
    }
    if lone_total(columns) {
        taken::paid_back(columns, kind, decisions);
    }
}

/// 今年已收旧欠 was paid of the arrears beside it.
fn old_debts_paid(columns: &mut Columns<'_>, kind: Kind) {
    let of_debts = |c: &Column| c.meaning == Meaning::Paid && c.header.contains('欠');
    let could_owe = matches!(kind, Kind::Arrears | Kind::Roster) && columns.has(Meaning::Opening);
    let open = could_owe && !columns.closes;
    if open && columns.count(Meaning::Paid) == 1 && columns.list.iter().any(of_debts) {
        columns.less_paid = true;
    }
}

/// 违约金 beside other arrears, and in a list of arrears whatever is headed by a fee where those name their items too:
/// 物业费 beside a plain 欠费金额 may be what is charged each month.
fn penalties(columns: &mut Columns<'_>, kind: Kind, around: &Around) {
    if !columns.has(Meaning::Opening) || !matches!(kind, Kind::Arrears | Kind::Roster | Kind::Fees) {
        return;
    }
    let mut owed = columns.list.iter().filter(|c| c.meaning == Meaning::Opening);
    let beside = owed.all(|c| says_what_or_when(&c.header));
    let arrears = (kind == Kind::Arrears || around.arrears()) && kind != Kind::Fees && beside;
    for column in columns.list.iter_mut().filter(|c| c.meaning == Meaning::Amount && !is_chosen(c)) {
        let key = words::key(&column.header);
        if words::is_penalty(&key) || (arrears && words::is_fee(&key)) {
            set(column, Meaning::Opening, "与欠费并列，认作欠费");
        }
    }
}

/// 物业费欠费, 2013年欠费: beside them a fee is one more of their kind.
fn says_what_or_when(header: &str) -> bool {
    let terms = terms(header, None, None);
    terms.names_item || terms.names_period
}

/// 余额 beside 预存金额 and 已冲抵 is what is left; in a list of arrears it is what is owed.
fn balance_left(columns: &mut Columns<'_>, kind: Kind, around: &Around) {
    if kind == Kind::Arrears && around.arrears() && !columns.has(Meaning::Opening) {
        // 预存余额 says what it is.
        let held = |c: &Column| words::says(&c.header, &["预存", "预收", "预交", "预缴"]);
        for column in columns.list.iter_mut().filter(|c| is_balance(c) && !held(c) && !is_chosen(c)) {
            set(column, Meaning::Opening, "标题写了欠费，余额认作欠费，负数是预存");
        }
        return;
    }
    // 收取押金, 退还押金, 押金余额
    let is_left =
        |c: &Column| c.meaning == Meaning::Deposit && words::says(&c.header, &["余", "结存", "未退", "在押"]);
    if columns.count(Meaning::Deposit) >= 2 && columns.list.iter().filter(|c| is_left(c)).count() == 1 {
        for column in columns.list.iter_mut().filter(|c| c.meaning == Meaning::Deposit && !is_chosen(c)) {
            if !is_left(column) {
                set(column, Meaning::Note, "另有余额一列，这一列记作备注");
            }
        }
    }
    if !columns.list.iter().any(is_balance) {
        return;
    }
    let others =
        columns.list.iter_mut().filter(|c| c.meaning == Meaning::Prepaid && !is_balance(c) && !is_chosen(c));
    for column in others {
        set(column, Meaning::Note, "另有余额一列，这一列记作备注");
    }
}

fn change(columns: &mut Columns<'_>, from: Meaning, to: Meaning, note: &str) {
    for column in columns.list.iter_mut().filter(|c| c.meaning == from && !is_chosen(c)) {
        set(column, to, note);
    }
}

/// Headers too short to tell: 日期, 上月, 费用 over numbers.
fn by_content(columns: &mut Columns<'_>, kind: Kind) {
    for at in 0..columns.list.len() {
        let column = &columns.list[at];
        let profile = columns.profile(column);
        let key = words::key(&column.header);
        let (dates, numbers) = (profile.is(Look::Date), profile.is_mostly_numbers());
        let meaning = match (column.meaning, key.as_str(), kind) {
            (Meaning::Unknown, "日期" | "时间", Kind::Payments) if dates || !columns.has(Meaning::PaidOn) => {
                Meaning::PaidOn
            }
            (Meaning::Unknown, key, Kind::Payments)
                if dates && !columns.has(Meaning::PaidOn) && taken::is_day(key) =>
            {
                Meaning::PaidOn
            }
            (Meaning::Unknown, "日期" | "时间", Kind::Meters) if dates => Meaning::PresentOn,
            (Meaning::Item, _, _) if numbers => Meaning::Amount,
            _ => continue,
        };
        if !is_chosen(column) {
            let note = format!("表头“{}”，按内容认", column.header);
            set(&mut columns.list[at], meaning, &note);
        }
    }
}

/// 车位号 is the room of a list of spaces.
fn space_or_room(columns: &mut Columns<'_>, kind: Kind) {
    if kind == Kind::Vehicles || columns.has(Meaning::Room) {
        return;
    }
    let space = columns.list.iter_mut().find(|c| c.meaning == Meaning::Space && !is_chosen(c));
    if let Some(column) = space {
        column.meaning = Meaning::Room;
        column.note = SPACE_IS_UNIT.to_owned();
    }
}

/// 金额 and 物业费: of what, the kind and the title say.
fn amounts(columns: &mut Columns<'_>, kind: Kind, around: &Around) {
    let (meaning, note) = match kind {
        Kind::Arrears => (Meaning::Opening, "表里是欠费，认作欠费"),
        Kind::Roster if around.arrears() => (Meaning::Opening, "标题写了欠费，认作欠费"),
        Kind::Meters if around.arrears() => (Meaning::Opening, "标题写了欠费，认作欠费"),
        Kind::Fees => (Meaning::Due, "认作应收"),
        Kind::Payments if !columns.has(Meaning::Paid) => (Meaning::Paid, "认作实缴"),
        Kind::Balances if around.says(&["押金", "保证金"]) => {
            (Meaning::Deposit, "标题写了押金，认作押金")
        }
        Kind::Balances => (Meaning::Prepaid, "标题写了预存，认作预存"),
        Kind::Roster if around.of_waivers() => (Meaning::Note, "标题写了减免，不是欠费，记作备注"),
        Kind::Roster if around.of_gifts() => (Meaning::Note, "标题写了发给住户的东西，不是欠费，记作备注"),
        _ => (Meaning::Amount, "没有写明是应收还是欠费，请指定"),
    };
    // A list that has its amounts under plainer headers needs no second ones.
    let is_money = !matches!(meaning, Meaning::Amount | Meaning::Note);
    if is_money && columns.has(meaning) && kind != Kind::Fees && kind != Kind::Balances {
        return;
    }
    let count = columns.count(Meaning::Amount);
    let has_due = kind == Kind::Fees && columns.has(Meaning::Item) && columns.has(Meaning::Due);
    if meaning == Meaning::Deposit {
        let is_fee =
            |c: &Column| c.meaning == Meaning::Amount && c.header.trim().ends_with('费') && !is_chosen(c);
        for column in columns.list.iter_mut().filter(|c| is_fee(c)) {
            set(column, Meaning::Unknown, "");
        }
    }
    if meaning == Meaning::Prepaid {
        // 抵扣物业费: what was taken out of it.
        let is_drawn = |c: &Column| {
            c.meaning == Meaning::Amount && !is_chosen(c) && words::says(&c.header, &["抵", "扣", "冲", "支"])
        };
        for column in columns.list.iter_mut().filter(|c| is_drawn(c)) {
            set(column, Meaning::Note, "从预存里用掉的，记作备注");
        }
    }
    if count > 0 && !has_due {
        change(columns, Meaning::Amount, meaning, note);
    }
}

/// 年应收 beside 2022年 and 2023年, whatever these say, and the sum of what is owed.
fn is_due_of_times(columns: &Columns<'_>) -> bool {
    let total = columns.list.iter().any(|c| c.meaning == Meaning::OpeningTotal && !is_chosen(c));
    let of_time = |c: &&Column| !c.meaning.is_money() && words::is_time(&words::key(&c.header));
    let times = columns.list.iter().filter(of_time).filter(|c| columns.profile(c).filled > 0).count();
    total && times > 1 && columns.count(Meaning::Due) == 1 && !columns.has(Meaning::Paid)
}

/// A sheet that gives nothing but the sum of the arrears still gives arrears; whether it does.
fn lone_total(columns: &mut Columns<'_>) -> bool {
    if columns.has(Meaning::Opening) || (columns.has(Meaning::Due) && !is_due_of_times(columns)) {
        return false;
    }
    change(columns, Meaning::Due, Meaning::Note, "每一期的应收，欠多少以合计为准，记作备注");
    let total = columns.list.iter_mut().find(|c| c.meaning == Meaning::OpeningTotal && !is_chosen(c));
    total.is_some_and(|total| {
        set(total, Meaning::Opening, "没有分项的欠费列，按合计导入");
        true
    })
}
