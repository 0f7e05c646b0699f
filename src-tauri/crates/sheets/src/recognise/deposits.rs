//! 收取, 退还 and 余额 under a title of deposits: what is left is held; where nothing says what is left, what was taken is
//! held less what was given back.

use super::around::Around;
use super::columns::{Columns, is_chosen};
use super::kind::set;
use crate::doubts::Doubt;
use crate::layout::Column;
use crate::{Meaning, words};

/// What is left of a deposit.
const LEFT: [&str; 5] = ["余", "结", "未退", "在押", "期末"];

/// To be called before it is told what the table is: 收取 and 缴纳金额 would make payments of it, 余额 a prepayment.
pub(super) fn of_title(columns: &mut Columns<'_>, around: &Around) {
    use Meaning as M;
    let of_else = [M::Due, M::Opening, M::OpeningTotal].into_iter().any(|meaning| columns.has(meaning));
    let runs = columns.doubts.iter().any(|(_, doubt)| matches!(doubt, Doubt::Runs | Doubt::RunsPerhaps));
    if !around.of_deposits() || of_else || runs || !items_are_deposits(columns) {
        return;
    }
    let told = |c: &Column| c.meaning == M::Deposit && !words::says(&c.header, &LEFT);
    if columns.list.iter().any(told) {
        return;
    }
    let places = |is: &dyn Fn(&Column) -> bool| -> Vec<usize> {
        let open = |c: &Column| !is_chosen(c) && of_figures(columns, c) && is(c);
        (0..columns.list.len()).filter(|at| open(&columns.list[*at])).collect()
    };
    let (taken, left) = (places(&is_taken), places(&is_left));
    let back = columns.list.iter().any(is_back);
    let began = columns.list.iter().any(|c| c.meaning == M::Prepaid && words::is_of_before(&c.header));
    match (&taken[..], &left[..]) {
        ([_], [left]) => {
            set(&mut columns.list[*left], M::Deposit, "标题写了押金，余下的是还押着的");
            for at in taken {
                set(&mut columns.list[at], M::Note, "收取时的金额，还押着的另有一列，记作备注");
            }
        }
        ([taken], []) if back && !began => {
            set(&mut columns.list[*taken], M::Deposit, "标题写了押金，收的是押金，退的从里面减去");
        }
        _ => {}
    }
}

/// 押金类型, 押金名称: what each row's deposit is called.
pub(super) fn kinds(columns: &mut Columns<'_>) {
    if columns.has(Meaning::Item) || !columns.has(Meaning::Deposit) {
        return;
    }
    let profiles = &columns.profiles;
    let names = |c: &&mut Column| {
        let free = matches!(c.meaning, Meaning::Note | Meaning::Unknown);
        let told =
            words::says(&c.header, &["押金", "保证金"]) && words::says(&c.header, &["类", "种", "名", "项"]);
        free && !is_chosen(c) && told && profiles[&c.index].has_no_numbers()
    };
    if let Some(column) = columns.list.iter_mut().find(names) {
        set(column, Meaning::Item, "是哪一种押金");
    }
}

/// Nothing but deposits is named, where a column names what each row is of.
fn items_are_deposits(columns: &Columns<'_>) -> bool {
    columns.list.iter().filter(|c| c.meaning == Meaning::Item).all(|c| {
        let mut cells =
            columns.rows.iter().filter_map(|row| crate::cells::text(row.get(c.index), columns.epoch));
        cells.all(|text| words::names_a_deposit(&text))
    })
}

fn of_figures(columns: &Columns<'_>, column: &Column) -> bool {
    let profile = columns.profile(column);
    profile.filled == 0 || profile.is_mostly_numbers()
}

/// 收取, 本期收取, 缴纳金额, 收; not 垃圾清运费.
fn is_taken(column: &Column) -> bool {
    const TAKEN: [&str; 14] = [
        "收",
        "交",
        "缴",
        "收取",
        "交纳",
        "缴纳",
        "收入",
        "收取额",
        "收取金额",
        "收到",
        "实收",
        "缴存",
        "金额",
        "存入",
    ];
    let key = words::key(&column.header);
    let bare =
        ["本期", "本次", "本月", "本年", "已"].iter().find_map(|of| key.strip_prefix(of)).unwrap_or(&key);
    let named = TAKEN.contains(&bare);
    let by_words = match column.meaning {
        Meaning::Paid => true,
        Meaning::Amount | Meaning::Unknown | Meaning::Note => named,
        _ => false,
    };
    by_words && !words::is_fee(&key) && !key.contains(['退', '还', '扣'])
}

/// 退还, 退款金额, 已退, 退款日期, 支出.
fn is_back(column: &Column) -> bool {
    let free = matches!(column.meaning, Meaning::Unknown | Meaning::Note | Meaning::Paid);
    free && (["支出", "支取", "付出"].contains(&words::key(&column.header).as_str())
        || column.header.contains('退')
            && !words::says(&column.header, &["未退", "退休", "退房", "应退", "收"]))
}

/// 余额, 在押余额, 未退, 余; not 上期余额, and not 预存余额.
fn is_left(column: &Column) -> bool {
    let key = words::key(&column.header);
    let named = match column.meaning {
        Meaning::Prepaid | Meaning::Deposit => true,
        Meaning::Unknown | Meaning::Note => {
            ["余", "结", "在押", "在押金额", "未退", "未退金额"].contains(&key.as_str())
        }
        _ => false,
    };
    named && words::says(&key, &LEFT) && !words::is_of_before(&key) && !words::says(&key, &["预", "存款"])
}
