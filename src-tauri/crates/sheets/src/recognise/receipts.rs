//! Columns of what was received that no header alone tells: 现金 and 刷卡 side by side, 交易金额 beside 到账金额, and what a
//! receipt was for.

use super::arithmetic::{agrees, change, with};
use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::set;
use super::parts::is_labelled;
use super::periods;
use crate::book::{Row, Value};
use crate::cells::{self, amount};
use crate::layout::Column;
use crate::openings::fee_and_time;
use crate::profile::Look;
use crate::{Kind, Meaning, words};

/// 门禁卡费, 钥匙款 among the fees of a day book: money as they are, by the word that they end with, or where 合计 is not
/// the sum of its row without them.
pub(super) fn among_fees(columns: &mut Columns<'_>, kind: Kind) {
    let names_fee = |c: &Column| c.meaning == Meaning::Amount && words::is_fee(&words::key(&c.header));
    if kind != Kind::Payments || !columns.list.iter().any(names_fee) {
        return;
    }
    let is_noted = |c: &&Column| {
        matches!(c.meaning, Meaning::Note | Meaning::Unknown)
            && !is_chosen(c)
            && columns.profile(c).is_mostly_numbers()
    };
    let is_fee = |c: &&Column| {
        let key = words::key(&c.header);
        key.ends_with(['费', '款']) && !words::says(&key, &["标准", "手续", "收款", "交款", "付款", "代收"])
    };
    let (of_fees, others): (Vec<&Column>, Vec<&Column>) =
        columns.list.iter().filter(is_noted).partition(is_fee);
    let mut of_fees: Vec<u32> = of_fees.into_iter().map(|c| c.index).collect();
    if let Some(whole) = columns.list.iter().find(|c| c.meaning == Meaning::Ignored && is_labelled(c)) {
        let known = [&with(columns, Meaning::Amount)[..], &with(columns, Meaning::Paid), &of_fees].concat();
        let adds_up = |parts: &[u32]| agrees(columns.rows, whole.index, parts, &[]);
        if !adds_up(&known) {
            let one = others.iter().map(|c| c.index).find(|part| adds_up(&[&known[..], &[*part]].concat()));
            of_fees.extend(one);
        }
    }
    for index in of_fees {
        change(columns, index, Meaning::Amount, "与旁边各项一起收的，认作金额");
    }
}

/// 收取金额 was received; under a title of deposits it is what was held once.
pub(super) fn collected(columns: &mut Columns<'_>, around: &Around) {
    let is_collected = |c: &Column| words::key(&c.header) == "收取金额" && c.meaning == Meaning::Unknown;
    let (meaning, note) = match around.of_held() {
        true => (Meaning::Note, "收取时的金额，记作备注"),
        false => (Meaning::Paid, "认作实收"),
    };
    for column in columns.list.iter_mut().filter(|c| is_collected(c)) {
        set(column, meaning, note);
    }
    if columns.has(Meaning::Paid) || columns.count(Meaning::Amount) != 1 {
        return;
    }
    let of_amount = |c: &&Column| {
        c.meaning == Meaning::Amount && ["收费金额", "收费额"].contains(&words::key(&c.header).as_str())
    };
    let Some(amount) = columns.list.iter().find(of_amount).map(|c| c.index) else { return };
    // 收费金额 and 收费时间 between 应收 and 未缴.
    let told = columns.has(Meaning::Due) && columns.has(Meaning::Opening) && columns.has(Meaning::PaidOn);
    let note = match told {
        true => "旁边是应收、未缴和收费日期，认作实收",
        false if is_paid_of_due(columns, amount) => "和应收相等或者空着，认作实收",
        false => return,
    };
    for column in columns.list.iter_mut().filter(|c| c.index == amount) {
        set(column, Meaning::Paid, note);
    }
}

/// What was due, or less, or nothing: never a second amount that is due.
fn is_paid_of_due(columns: &Columns<'_>, amount: u32) -> bool {
    let mut due = columns.list.iter().filter(|c| c.meaning == Meaning::Due);
    let (Some(due), None) = (due.next(), due.next()) else { return false };
    let read = |row: &Row, column: u32| cells::amount(row.get(column)).got().map(|read| read.exact);
    let both = || columns.rows.iter().filter_map(|row| Some((read(row, due.index)?, read(row, amount)?)));
    let (filled, whole) = (both().count(), both().filter(|(due, paid)| due == paid).count());
    filled > 0 && whole * 2 >= filled && both().all(|(due, paid)| paid <= due)
}

/// 账户余额 that runs on from household to household is the bank's, and what it grows by was received.
pub(super) fn of_bank(columns: &mut Columns<'_>) {
    const FEWEST: usize = 5;
    const ROWS_LOOKED_AT: usize = 200;
    let open =
        |c: &&Column| !is_chosen(c) && matches!(c.meaning, Meaning::Unknown | Meaning::Note | Meaning::Paid);
    let balance =
        columns.list.iter().find(|c| c.meaning == Meaning::Prepaid && !is_chosen(c)).map(|c| c.index);
    let room = columns.list.iter().find(|c| c.meaning == Meaning::Room).map(|c| c.index);
    let (Some(balance), Some(room)) = (balance, room) else { return };
    let rows = &columns.rows[..columns.rows.len().min(ROWS_LOOKED_AT)];
    let read = |row: &Row, column| amount(row.get(column)).got().map(|read| read.exact);
    // Banks print the newest first as often as the oldest.
    let grows = |column: u32, (earlier, later): (usize, usize)| {
        let (mut filled, mut fits) = (0_usize, 0_usize);
        for pair in rows.windows(2).filter(|pair| pair[0].get(room) != pair[1].get(room)) {
            let (Some(before), Some(after), Some(moved)) =
                (read(&pair[earlier], balance), read(&pair[later], balance), read(&pair[later], column))
            else {
                continue;
            };
            filled += 1;
            fits += usize::from(!moved.is_zero() && after - before == moved);
        }
        fits >= FEWEST && fits * 10 >= filled * 8
    };
    let grows_by = |column: u32| grows(column, (0, 1)) || grows(column, (1, 0));
    let Some(amount) = columns.list.iter().filter(open).map(|c| c.index).find(|c| grows_by(*c)) else {
        return;
    };
    for column in &mut columns.list {
        match column.index {
            index if index == balance => {
                set(column, Meaning::Note, "逐笔往下加的账户余额，不是某一户的，记作备注")
            }
            index if index == amount => set(column, Meaning::Paid, "账户余额逐笔加的就是它，认作实收"),
            _ => {}
        }
    }
}

/// 借方 and 贷方 of a statement, and no balance: what the rows of households have on one side only was received. A bank
/// writes it under 贷方, the office's own book of its account under 借方.
pub(super) fn of_sides(columns: &mut Columns<'_>, around: &Around) {
    use Meaning as M;
    const OF_ELSE: [Meaning; 7] =
        [M::Opening, M::OpeningTotal, M::Due, M::Amount, M::Paid, M::Prepaid, M::Deposit];
    let is_side = |c: &Column, side: &str| {
        let open = matches!(c.meaning, M::Unknown | M::Note) && !is_chosen(c);
        let ends = ["", "金额", "发生额", "发生"];
        open && words::key(&c.header).strip_prefix(side).is_some_and(|end| ends.contains(&end))
    };
    let side = |side: &str| columns.list.iter().find(|c| is_side(c, side)).map(|c| c.index);
    let (debit, credit) = (side("借方"), side("贷方"));
    let room = columns.list.iter().find(|c| c.meaning == M::Room).map(|c| c.index);
    let dated = |c: &Column| {
        let key = words::key(&c.header);
        c.meaning == M::PaidOn
            || (key.ends_with("日期") || key == "时间") && columns.profile(c).is(Look::Date)
    };
    let Some(room) = room.filter(|_| columns.list.iter().any(dated)) else { return };
    if OF_ELSE.into_iter().any(|meaning| columns.has(meaning)) {
        return;
    }
    let of_rooms = || columns.rows.iter().filter(|row| row.get(room).is_some());
    let filled = |side: Option<u32>| {
        let moved = |row: &&Row| {
            side.and_then(|side| amount(row.get(side)).got()).is_some_and(|a| !a.exact.is_zero())
        };
        of_rooms().filter(moved).count()
    };
    let (debits, credits) = (filled(debit), filled(credit));
    let of_bank =
        columns.list.iter().any(|c| c.header.contains("交易")) || around.says(&["银行", "对账单", "对帐单"]);
    let own_book = around.says(&["日记账", "日记帐", "现金账", "现金帐", "银行存款"]);
    let received = match () {
        () if credits > 0 && debits * 10 <= credits => credit,
        () if debits > 0 && credits * 10 <= debits && own_book => debit,
        () if credits > 0 && of_bank && !own_book => credit,
        () => return,
    };
    for column in &mut columns.list {
        match Some(column.index) {
            side if side == received => set(column, M::Paid, "各户的钱记在这一边，认作实收"),
            side if side == debit || side == credit => set(column, M::Note, "是另一边的发生额，记作备注"),
            _ => {}
        }
    }
}

/// 上半年, 缴费日期, 收据号, 下半年, 缴费日期, 收据号: what has a day and a receipt of its own was received. Of several days
/// none is the row's.
pub(super) fn of_times(columns: &mut Columns<'_>, around: &Around) {
    let is_time = |c: &Column| {
        c.meaning == Meaning::Unknown && !is_chosen(c) && periods::is_time(&words::key(&c.header))
    };
    let times: Vec<u32> = columns.list.iter().filter(|c| is_time(c)).map(|c| c.index).collect();
    let told = |c: &Column| c.meaning == Meaning::PaidOn || words::is_receipt(&c.header);
    let receipted = |index: &u32| columns.list.iter().any(|c| c.index == index + 1 && told(c));
    if around.arrears() || times.len() < 2 || !times.iter().all(receipted) {
        return;
    }
    for column in &mut columns.list {
        if times.contains(&column.index) {
            set(column, Meaning::Paid, "旁边是它的缴费日期或收据号，认作实收");
        } else if column.meaning == Meaning::PaidOn && !is_chosen(column) {
            set(column, Meaning::Note, "各笔各有日期，记作备注");
        }
    }
}

/// 第一次缴费, 日期, 第二次缴费, 日期: payments, each with the day beside it. All behind their payments, or all before them.
pub(super) fn days(columns: &Columns<'_>) -> Vec<(u32, u32)> {
    let with = |meaning: Meaning| -> Vec<u32> {
        columns.list.iter().filter(|c| c.meaning == meaning && !is_chosen(c)).map(|c| c.index).collect()
    };
    let (paid, days) = (with(Meaning::Paid), with(Meaning::PaidOn));
    if paid.len() < 2 || days.len() != paid.len() {
        return Vec::new();
    }
    let pairs = || paid.iter().copied().zip(days.iter().copied());
    let behind = pairs().all(|(paid, day)| day == paid + 1);
    let before = pairs().all(|(paid, day)| day + 1 == paid);
    if behind || before { pairs().collect() } else { Vec::new() }
}

/// 现金, 刷卡, 微信 over amounts: what was received, by the way it came. Beside 实收 they are parts of it.
pub(super) fn by_way(columns: &mut Columns<'_>, around: &Around) {
    let is_way = |c: &Column| {
        let open = matches!(c.meaning, Meaning::Unknown | Meaning::Note) && !is_chosen(c);
        let profile = columns.profile(c);
        open && words::is_means_of_payment(&c.header)
            && profile.is_mostly_numbers()
            && !profile.is(Look::Phone)
    };
    let ways: Vec<u32> = columns.list.iter().filter(|c| is_way(c)).map(|c| c.index).collect();
    let told = columns.has(Meaning::PaidOn)
        || columns.has(Meaning::Cashier)
        || columns.list.iter().any(|c| words::is_receipt(&c.header))
        || around.payments();
    if let ([paid], false) = (&with(columns, Meaning::Paid)[..], ways.is_empty())
        && agrees(columns.rows, *paid, &ways, &[])
    {
        for column in columns.list.iter_mut().filter(|c| ways.contains(&c.index)) {
            set(column, Meaning::Note, "是实收的收款方式，已经算在实收里，记作备注");
        }
    }
    if ways.is_empty() || !(told || ways.len() >= 2) || columns.has(Meaning::Paid) {
        return;
    }
    for column in columns.list.iter_mut().filter(|c| ways.contains(&c.index)) {
        set(column, Meaning::Paid, "按收款方式分列的实收");
    }
}

/// 交易金额 and 到账金额 of one receipt, the fee of the bank between them: it is counted once.
pub(super) fn once(columns: &mut Columns<'_>) {
    let says = |c: &Column, words: &[&str]| words.iter().any(|word| c.header.contains(word));
    let of_trade = |c: &Column| says(c, &["交易金额", "订单金额", "支付金额", "付款金额", "实收"]);
    let of_bank = |c: &Column| says(c, &["到账", "到帐", "入账", "入帐", "结算"]);
    let paid = || columns.list.iter().filter(|c| c.meaning == Meaning::Paid);
    let Some(first) = paid().find(|c| of_trade(c)).map(Column::letter) else { return };
    let again: Vec<u32> = paid().filter(|c| of_bank(c) && !is_chosen(c)).map(|c| c.index).collect();
    for column in columns.list.iter_mut().filter(|c| again.contains(&c.index)) {
        set(column, Meaning::Note, &format!("与 {first} 列是同一笔，这一列记作备注"));
    }
}

/// 用途, 类别 and 事由 over 物业费 and 装修押金 say what was paid for.
pub(super) fn items(columns: &mut Columns<'_>) {
    const HEADERS: [&str; 9] = ["用途", "类别", "类型", "事由", "种类", "名目", "性质", "摘要", "内容"];
    const ROWS_LOOKED_AT: usize = 200;
    let money = [Meaning::Paid, Meaning::Amount, Meaning::Due, Meaning::Opening];
    if columns.has(Meaning::Item) || !money.into_iter().any(|meaning| columns.has(meaning)) {
        return;
    }
    let rows = columns.rows;
    let of_fees = |c: &&mut Column| {
        let key = words::key(&c.header);
        if is_chosen(c) || !HEADERS.contains(&key.as_str()) {
            return false;
        }
        let cells = rows.iter().take(ROWS_LOOKED_AT).filter_map(|row| row.get(c.index));
        let (mut filled, mut fees) = (0_usize, 0_usize);
        for value in cells {
            filled += 1;
            fees += usize::from(matches!(value, Value::Text(text) if names_a_fee(text)));
        }
        fees >= 2 && fees * 10 >= filled * 8
    };
    if let Some(column) = columns.list.iter_mut().find(of_fees) {
        set(column, Meaning::Item, "内容是收费项目");
    }
}

/// `物业费`, `装修押金`, `2015年1-3月物业费`; not `交物业费两个月`.
fn names_a_fee(text: &str) -> bool {
    const LONGEST: usize = 8;
    let fee = fee_and_time(text).map(|(fee, _)| fee);
    let key = words::key(fee.as_deref().unwrap_or(text));
    let held = ["押金", "保证金", "租金", "预存款"].iter().any(|word| key.ends_with(word));
    key.chars().count() <= LONGEST && (words::is_fee(&key) || held)
}
