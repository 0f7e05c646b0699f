//! 年物业费, 月物业费: what a household is charged for one time. In a table of that time which says who has paid, it is what
//! was due, and not only a rate.

use rust_decimal::Decimal;

use super::arithmetic::with;
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::dues;
use super::kind::{detail, set};
use crate::book::{Row, Value};
use crate::cells::amount;
use crate::decisions::Decisions;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::openings::terms;
use crate::paying_words::says_of_paying;
use crate::states::{is_owing, is_paid};
use crate::{Kind, Meaning, words};

/// 已交 and 未交 as two columns of ticks: the first says who has paid, the second the same once more.
pub(super) fn ticked(columns: &mut Columns<'_>) {
    let of_ticks = |meanings: &[Meaning], start: char| -> Vec<usize> {
        let is = |c: &Column| {
            let headed = words::key(&c.header).starts_with(start) && !is_chosen(c);
            let headed = headed && meanings.contains(&c.meaning);
            headed && columns.profile(c).are_paid_marks()
        };
        (0..columns.list.len()).filter(|at| is(&columns.list[*at])).collect()
    };
    let (paid, unpaid) =
        (of_ticks(&[Meaning::Paid, Meaning::Note], '已'), of_ticks(&[Meaning::Opening], '未'));
    if let ([paid], [unpaid]) = (&paid[..], &unpaid[..]) {
        set(&mut columns.list[*paid], Meaning::Note, "打√的已经交了");
        set(&mut columns.list[*unpaid], Meaning::Note, "打√的没有交，以旁边的一列为准");
    }
}

/// Finds such a column and takes it for what was due; whether there is one.
pub(super) fn due(columns: &mut Columns<'_>, around: &Around) -> bool {
    use Meaning as M;
    const ELSE: [Meaning; 11] = [
        M::Due,
        M::Opening,
        M::OpeningTotal,
        M::Deposit,
        M::PreviousReading,
        M::PresentReading,
        M::PeriodRange,
        M::PeriodFrom,
        M::PaidThrough,
        M::PeriodTo,
        M::Months,
    ];
    if ELSE.into_iter().any(|meaning| columns.has(meaning)) {
        return false;
    }
    let mut charged = (0..columns.list.len()).filter(|at| is_charged(columns, &columns.list[*at], around));
    let (Some(at), None) = (charged.next(), charged.next()) else { return false };
    let other = |(place, c): (usize, &Column)| place != at && c.meaning == M::Amount;
    let charged = columns.list[at].index;
    let told = says_who_paid(columns, charged) || is_signed_for(columns, charged, around);
    if columns.list.iter().enumerate().any(other) || !told {
        return false;
    }
    set(&mut columns.list[at], M::Due, "表里写着谁交了，这一列认作应收");
    true
}

/// An amount of the time that the table is of.
fn is_charged(columns: &Columns<'_>, column: &Column, around: &Around) -> bool {
    let key = words::key(&column.header);
    let of_half = key.starts_with("半年");
    let of_year = ["年", "全年", "每年", "整年", "年度"].iter().any(|word| key.starts_with(word));
    let of_quarter = ["季", "每季"].iter().any(|word| key.starts_with(word));
    let of_time = match (column.meaning, around.months()) {
        (Meaning::Rate | Meaning::Amount, None | Some(12)) if of_year => true,
        (Meaning::Rate | Meaning::Amount, Some(3)) if of_quarter => true,
        (Meaning::Rate | Meaning::Amount, None | Some(6)) if of_half => true,
        (Meaning::Monthly, Some(1)) => true,
        (Meaning::Amount, _) => {
            // 物业费 and 已交 among what a roster says of its households.
            let of_roster = detail(columns) >= 3 && columns.has(Meaning::Paid);
            // 物业费, 已缴, 缴费时间 of households, some of whom have nothing there.
            let of_each = || columns.count(Meaning::Paid) == 1 && has_each_once(columns);
            words::is_fee(&key) && !around.arrears() && (of_roster || of_each() || says_paid_or_not(columns))
        }
        // 租金 alone says no time; where somebody paid it, it was due.
        (Meaning::Unknown, _) => key.ends_with("租金") && !around.arrears(),
        _ => false,
    };
    let is_price = ["单价", "标准", "平", "㎡"].iter().any(|word| key.contains(word));
    of_time && !is_price && !is_chosen(column) && is_of_households(columns, column.index)
}

/// No price of a square metre.
fn is_of_households(columns: &Columns<'_>, column: u32) -> bool {
    const LEAST: Decimal = Decimal::TEN;
    let figures = columns.rows.iter().filter_map(|row| figure(row, column));
    let (all, large) =
        figures.fold((0_usize, 0_usize), |(all, large), f| (all + 1, large + usize::from(f > LEAST)));
    all > 0 && large * 10 >= all * 8
}

/// What was paid stands beside some, and is that or less; or 已交 and 未交, or the day of some.
pub(super) fn says_who_paid(columns: &Columns<'_>, charged: u32) -> bool {
    let of = |meaning| columns.list.iter().filter(move |c| c.meaning == meaning);
    let rows = || columns.rows.iter().filter(|row| figure(row, charged).is_some());
    let says_not =
        |value: &Value| matches!(value, Value::Text(text) if text.trim().starts_with(['未', '欠']));
    let some_have_none = |column: u32| rows().any(|row| row.get(column).is_none_or(says_not));
    let mut paid = of(Meaning::Paid);
    match (paid.next(), paid.next()) {
        (Some(paid), None) => {
            let both = || rows().filter_map(|row| Some((figure(row, charged)?, figure(row, paid.index)?)));
            let (filled, whole) = (both().count(), both().filter(|(due, paid)| due == paid).count());
            let is_less = both().all(|(due, paid)| paid <= due);
            filled < rows().count() && is_less && whole * 2 >= filled && filled > 0
        }
        (Some(_), Some(_)) => false,
        (None, _) => {
            let some_have = |c: &Column| columns.profile(c).filled > 0 && some_have_none(c.index);
            let told = |c: &Column| words::is_filled_by_payers(&c.header) || words::says_how_paid(&c.header);
            let kept = [Meaning::Note, Meaning::Status, Meaning::Unknown].into_iter().flat_map(of);
            says_paid_or_not(columns)
                || of(Meaning::PaidOn).any(some_have)
                || kept.filter(|c| told(c)).any(some_have)
                || tells_in_words(columns, charged)
        }
    }
}

/// 缴费情况, 备注 or 是否欠费 that says of some what they paid, and of others nothing or that they did not.
fn tells_in_words(columns: &Columns<'_>, charged: u32) -> bool {
    let rows = || columns.rows.iter().filter_map(|row| Some((row, figure(row, charged)?)));
    let tells = |c: &Column, says: &dyn Fn(&Value, Decimal) -> Option<bool>| {
        let told = rows().map(|(row, due)| row.get(c.index).map(|value| says(value, due)));
        let told: Vec<Option<Option<bool>>> = told.collect();
        let count = |is: &dyn Fn(&Option<Option<bool>>) -> bool| told.iter().filter(|one| is(one)).count();
        let (paid, said) =
            (count(&|one| *one == Some(Some(true))), count(&|one| matches!(one, Some(Some(_)))));
        paid > 0 && paid < told.len() && said * 2 >= count(&Option::is_some)
    };
    let of_paying = |value: &Value, due: Decimal| says_of_paying(value, columns.epoch, due);
    let of_owing = |value: &Value, _: Decimal| is_owing(value).map(|owes| !owes);
    let kept = columns
        .list
        .iter()
        .filter(|c| matches!(c.meaning, Meaning::Note | Meaning::Status | Meaning::Unknown) && !is_chosen(c));
    kept.into_iter().any(|c| match () {
        () if words::says_owing_or_not(&c.header) => tells(c, &of_owing),
        () if words::is_remark(&c.header) || words::says_how_paid(&c.header) => tells(c, &of_paying),
        () => false,
    })
}

/// 签字 or 收款人 in a list of what was collected, filled beside most of what was charged and blank beside others.
fn is_signed_for(columns: &Columns<'_>, charged: u32, around: &Around) -> bool {
    let collects = around.says(&["收费", "缴费", "交费", "收缴", "收款", "缴纳", "交纳"]);
    let sends = around.says(&["通知", "催", "欠", "签收", "送达"]);
    let rows = || columns.rows.iter().filter(|row| figure(row, charged).is_some());
    let is_sign = |c: &&Column| {
        let of_sign = matches!(c.meaning, Meaning::Note | Meaning::Unknown) && words::is_signature(&c.header);
        of_sign || c.meaning == Meaning::Cashier
    };
    let tells = |c: &Column| {
        let (all, filled) = (rows().count(), rows().filter(|row| row.get(c.index).is_some()).count());
        filled > 0 && filled < all
    };
    let could_be = |c: &&Column| is_sign(c) && (collects || c.meaning == Meaning::Cashier);
    !sends && columns.list.iter().filter(could_be).any(tells)
}

/// A column of 已交 and 未交.
fn says_paid_or_not(columns: &Columns<'_>) -> bool {
    let says = |c: &&Column| {
        let mut cells = columns.rows.iter().filter_map(|row| row.get(c.index)).peekable();
        let told = words::says_paid_or_not(&c.header) && cells.peek().is_some();
        (told || is_remark_of_paying(columns, c)) && cells.all(|value| is_paid(value).is_some())
    };
    let words = columns.list.iter().filter(|c| matches!(c.meaning, Meaning::Note | Meaning::Status));
    words.into_iter().any(|c| says(&c))
}

/// What was due of a household was not paid, in a list that has each household once.
pub(super) fn some_are_unpaid(columns: &Columns<'_>) -> bool {
    let (due, paid) = (with(columns, Meaning::Due), with(columns, Meaning::Paid));
    if due.is_empty() || due.len() != paid.len() || !has_each_once(columns) {
        return false;
    }
    let unpaid = |row: &Row| {
        due.iter().zip(&paid).any(|(due, paid)| figure(row, *due).is_some() && figure(row, *paid).is_none())
    };
    of_units(columns).any(unpaid)
}

/// The list has each room once.
fn has_each_once(columns: &Columns<'_>) -> bool {
    let mut rooms = columns.list.iter().filter(|c| c.meaning == Meaning::Room);
    rooms.any(|c| columns.profile(c).is_distinct())
}

/// 备注 with 已交 or 未交 in every row, or with 已交 in some and nothing else.
fn is_remark_of_paying(columns: &Columns<'_>, column: &Column) -> bool {
    let cells = || of_units(columns).map(|row| row.get(column.index));
    let says = |paid: bool| cells().flatten().any(|value| is_paid(value) == Some(paid));
    let all = says(false) && cells().all(|value| value.is_some());
    let nothing_else = || cells().flatten().all(|value| is_paid(value) == Some(true));
    words::is_remark(&column.header) && says(true) && (all || nothing_else())
}

/// The rows that name a room.
fn of_units<'a>(columns: &Columns<'a>) -> impl Iterator<Item = &'a Row> + use<'a> {
    let room = columns.list.iter().find(|c| c.meaning == Meaning::Room).map(|c| c.index);
    columns.rows.iter().filter(move |row| room.is_some_and(|room| row.get(room).is_some()))
}

/// A table of 物业费 of which columns say who has paid it and who has not, as nothing of a payment stands in some rows: no
/// list of receipts.
pub(super) fn says_who_has_not(columns: &Columns<'_>) -> bool {
    let signs = signs_behind(columns);
    let charged = |row: &Row| {
        let mut amounts = columns.list.iter().filter(|c| c.meaning == Meaning::Amount);
        amounts.any(|c| figure(row, c.index).is_some())
    };
    let has_none = |row: &Row| signs.iter().all(|at| row.get(*at).is_none());
    let room = columns.list.iter().find(|c| c.meaning == Meaning::Room).map(|c| c.index);
    let mut above = None;
    // The second row of one payment need not name it again.
    let unpaid = of_units(columns).any(|row| {
        let unit = room.and_then(|room| row.get(room));
        let again = above == Some(unit);
        above = Some(unit);
        !again && charged(row) && has_none(row)
    });
    (!signs.is_empty() && unpaid) || says_paid_or_not(columns)
}

/// What is written where somebody pays: the receipt, the day, who took it and how. A day in front of the rows may be
/// written once for several.
fn signs_behind(columns: &Columns<'_>) -> Vec<u32> {
    let room = columns.list.iter().find(|c| c.meaning == Meaning::Room).map_or(0, |c| c.index);
    let is_sign = |c: &Column| {
        matches!(c.meaning, Meaning::PaidOn | Meaning::Cashier)
            || words::is_receipt(&c.header)
            || words::is_way_of_paying(&c.header)
    };
    let told = columns.list.iter().filter(|c| is_sign(c) && columns.profile(c).filled > 0);
    let (behind, before): (Vec<&Column>, Vec<&Column>) = told.partition(|c| c.index > room);
    if before.is_empty() { behind.into_iter().map(|c| c.index).collect() } else { Vec::new() }
}

/// 1月 to 6月 with 物业费 and 电梯费 each, and 欠费: who has them all owes nothing, who owes has some of them blank. They were
/// paid.
pub(super) fn paid_beside_debts(columns: &mut Columns<'_>, kind: Kind, decisions: &Decisions) {
    use Meaning as M;
    const FEWEST: usize = 2;
    let due = with(columns, M::Due);
    let told = [M::Paid, M::PaidOn, M::Prepaid].into_iter().any(|meaning| columns.has(meaning));
    let owed: Vec<&Column> = columns.list.iter().filter(|c| c.meaning == M::Opening).collect();
    let ([owed], Kind::Fees, false) = (&owed[..], kind, told) else { return };
    let of = terms(&owed.header, None, None);
    let of_its_own = of.names_item || of.names_period || words::is_of_before(&owed.header);
    if due.len() < FEWEST || of_its_own || columns.closes || says_paid_or_not(columns) {
        return;
    }
    let owes = |row: &&Row| figure(row, owed.index).is_some();
    let has_all = |row: &Row| due.iter().all(|due| figure(row, *due).is_some());
    let (owing, others): (Vec<&Row>, Vec<&Row>) = of_units(columns).partition(owes);
    let of_owing = owing.iter().filter(|row| !has_all(row)).count();
    let of_others = others.iter().filter(|row| has_all(row)).count();
    if of_owing == 0 || of_owing < owing.len() || of_others == 0 || of_others * 10 < others.len() * 9 {
        return;
    }
    columns.doubts.push((due[0], Doubt::PaidBesideDebts));
    if decisions.is("paid_beside_debts", "note") {
        for column in columns.list.iter_mut().filter(|c| due.contains(&c.index) && !is_chosen(c)) {
            set(column, M::Note, "旁边写着欠费，这些是交过的，记作备注");
        }
    }
}

/// What a list of households calls itself, and a list of what each is charged.
const ROSTER: [&str; 15] = [
    "花名册",
    "名册",
    "业主资料",
    "住户资料",
    "房屋资料",
    "基本情况",
    "业主信息",
    "住户信息",
    "房屋信息",
    "档案",
    "收费标准",
    "标准表",
    "标准一览",
    "住户表",
    "业主表",
];

/// 应收 alone, of which nothing says whether it was paid: owed, unless a person says that it is what is charged each time.
pub(super) fn alone(columns: &mut Columns<'_>, kind: Kind, around: &Around, decisions: &Decisions) {
    use Meaning as M;
    const ELSE: [Meaning; 3] = [M::Paid, M::PaidOn, M::Prepaid];
    // 欠费期间 says what the amounts beside it are.
    let of_debts = columns.list.iter().any(|c| c.header.contains('欠'));
    let is_roster = kind == Kind::Roster;
    let of_before = is_roster && dues::stand_beside_older_debts(columns, around);
    let told = ELSE.into_iter().any(|meaning| columns.has(meaning))
        || !columns.taken_off.is_empty()
        || ((columns.has(M::Opening) || of_debts) && !of_before);
    let asked = !columns.doubts.is_empty() || !columns.untold.is_empty();
    if !matches!(kind, Kind::Fees | Kind::Roster)
        || told
        || asked
        || around.arrears()
        || says_paid_or_not(columns)
    {
        return;
    }
    let of_payment = |c: &Column| {
        let says = words::says_paid_or_not(&c.header) || words::is_signature(&c.header);
        matches!(c.meaning, M::Note | M::Status | M::Unknown) && says && columns.profile(c).filled > 0
    };
    if columns.list.iter().any(of_payment) || !signs_behind(columns).is_empty() {
        return;
    }
    let Some(due) = columns.list.iter().find(|c| c.meaning == M::Due && !is_chosen(c)) else { return };
    if tells_in_words(columns, due.index) {
        return;
    }
    let of_roster = is_roster || around.says(&ROSTER);
    let (doubt, code) = if of_roster {
        (Doubt::ChargesOfRoster, "charges_of_roster")
    } else {
        (Doubt::DueAlone, "due_alone")
    };
    columns.doubts.push((due.index, doubt));
    columns.dues_owed = is_roster && decisions.is(code, "owed");
    if decisions.is(code, "note") {
        let charged = |c: &&mut Column| matches!(c.meaning, M::Due | M::OpeningTotal) && !is_chosen(c);
        for column in columns.list.iter_mut().filter(charged) {
            set(column, M::Note, "每期的应收，记作备注");
        }
    }
}

/// What the water cost stands beside its readings: due where the table says who has paid it, else kept.
pub(super) fn beside_readings(columns: &mut Columns<'_>) {
    use Meaning as M;
    let is_owed = columns.has(M::Opening) || columns.has(M::OpeningTotal);
    let told = !is_owed && (columns.has(M::Paid) || says_paid_or_not(columns));
    let (from, to, note) = match (told, columns.has(M::Due)) {
        (true, true) => return,
        (true, false) => (M::Amount, M::Due, "表里写着谁交了，认作应收"),
        (false, _) => (M::Due, M::Amount, "旁边是抄表的度数，没有写谁交了"),
    };
    if to == M::Due && columns.count(from) != 1 {
        return;
    }
    for column in columns.list.iter_mut().filter(|c| c.meaning == from && !is_chosen(c)) {
        set(column, to, note);
    }
}

/// Above zero.
fn figure(row: &Row, column: u32) -> Option<Decimal> {
    amount(row.get(column))
        .got()
        .map(|read| read.exact)
        .filter(|exact| exact.is_sign_positive() && !exact.is_zero())
}
