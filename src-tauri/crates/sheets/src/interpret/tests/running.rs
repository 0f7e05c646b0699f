//! Accounts with several rows a household, and the same months in two tables.

use super::offices::{check, check_decided, check_sheets, imported};

#[test]
fn of_an_account_that_runs_on_only_the_last_row_counts() {
    let lines: &[&str] = &[
        "房号|业主|日期|存入|支出|余额",
        "1-101|张小明|2014.1.1|=1000||=1000",
        "1-102|李红|2014.1.2|=500||=500",
        "1-101|张小明|2014.3.1||=100|=800",
        "1-101|张小明|2014.2.1||=100|=900",
        "1-102|李红|2014.2.2||=50|=450",
    ];
    let draft = imported(&[("预存款", lines)], &[]);
    let held: Vec<(&str, i64)> = draft.balances.iter().map(|b| (b.unit.as_str(), b.amount_fen)).collect();
    assert_eq!(held, [("1-101", 80_000), ("1-102", 45_000)]);
    assert_eq!(draft.groups.iter().map(|g| g.code.as_str()).collect::<Vec<_>>(), ["account_runs"]);
    // What is due and what was paid lead to what is owed.
    check(
        &[
            "欠费台账",
            "房号|业主|日期|应收|实收|余额",
            "1-101|张小明|2014.1.31|=100||=100",
            "1-101|张小明|2014.2.28|=100|=50|=150",
            "1-101|张小明|2014.3.31|=100||=250",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 25000",
            "note 1-101 余额: 100",
            "note 1-101 日期: 2014.1.31",
            "note 1-101 应收: 100",
            "note 1-101 余额: 150",
            "note 1-101 日期: 2014.2.28",
            "note 1-101 应收: 100",
            "note 1-101 实收: 50",
            "note 1-101 日期: 2014.3.31",
            "note 1-101 应收: 100",
            "Note F2 account_runs",
        ],
    );
    // 本月欠费 is owed month by month, and 累计欠费 only adds it up.
    check(
        &[
            "欠费表",
            "房号|业主|月份|本月欠费|累计欠费",
            "1-101|张小明|2014年1月|=100|=100",
            "1-101|张小明|2014年2月|=100|=200",
            "1-101|张小明|2014年3月|=100|=300",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-01-01…2014-01-31 10000",
            "  owes 物业费 2014-02-01…2014-02-28 10000",
            "  owes 物业费 2014-03-01…2014-03-31 10000",
            "note 1-101 累计欠费: 100",
            "note 1-101 累计欠费: 200",
            "note 1-101 累计欠费: 300",
        ],
    );
}

#[test]
fn balances_of_several_days_are_asked_about_where_nothing_proves_them() {
    let lines: &[&str] = &[
        "预存款",
        "房号|业主|日期|余额",
        "1-101|张小明|2014.1.1|=1000",
        "1-101|张小明|2014.2.1|=900",
        "1-102|李红|2014.1.1|=500",
        "1-102|李红|2014.2.1|=450",
    ];
    let rest = [
        "note 1-101 日期: 2014.1.1",
        "note 1-101 日期: 2014.2.1",
        "note 1-102 日期: 2014.1.1",
        "note 1-102 日期: 2014.2.1",
        "Decide D2 running_balance",
    ];
    let told = |held: &[&'static str], notes: &[&'static str]| {
        [&["1-101? - owner:张小明:", "1-102? - owner:李红:"], held, notes].concat()
    };
    let last = ["note 1-101 余额: 1000", rest[0], rest[1], "note 1-102 余额: 500", rest[2], rest[3], rest[4]];
    check(lines, &told(&["held 1-101 Prepayment  90000", "held 1-102 Prepayment  45000"], &last));
    check_decided(
        lines,
        &[("running_balance", "all")],
        &told(
            &[
                "held 1-101 Prepayment  100000",
                "held 1-101 Prepayment  90000",
                "held 1-102 Prepayment  50000",
                "held 1-102 Prepayment  45000",
            ],
            &rest,
        ),
    );
}

#[test]
fn what_was_given_back_comes_off_what_was_taken() {
    check(
        &[
            "押金流水",
            "房号|业主|金额|收/退",
            "1-101|张小明|=1000|收",
            "1-101|张小明|=400|退",
            "1-102|李红|=1000|收",
            "1-102|李红|=1000|退",
            "1-103|王五|=100|退",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "1-103? - owner:王五:",
            "held 1-101 Deposit 押金 60000",
            "note 1-101 金额: 1000",
            "note 1-101 收/退: 收",
            "note 1-101 金额: 400",
            "note 1-101 收/退: 退",
            "note 1-102 金额: 1000",
            "note 1-102 收/退: 收",
            "note 1-102 金额: 1000",
            "note 1-102 收/退: 退",
            "note 1-103 金额: 100",
            "note 1-103 收/退: 退",
            "Note D4 balance_given_back",
            "Note D6 balance_given_back",
            "Decide C7 more_given_back",
            "Note D7 balance_given_back",
        ],
    );
}

#[test]
fn a_month_that_two_tables_have_is_owed_once() {
    let before: &[&str] = &[
        "2014年12月31日欠费余额表",
        "房号|业主|欠费起止|累计欠费",
        "1-101|张小明|2014.11-2014.12|=200",
        "1-102|李红|2014.12|=100",
    ];
    let after: &[&str] =
        &["2015年1月31日欠费余额表", "房号|业主|欠费起止|累计欠费", "1-101|张小明|2014.12-2015.1|=200"];
    check_sheets(
        &[("2014", before), ("2015", after)],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-11-01…2014-11-30 10000",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "  owes 物业费 2015-01-01…2015-01-31 10000",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-12-01…2014-12-31 10000",
            "Decide A2 months_of_two_tables",
        ],
    );
    let both = imported(&[("2014", before), ("2015", after)], &[("months_of_two_tables", "both")]);
    assert_eq!(both.totals.opening_fen, 50_000);
    // Other items, other months.
    let water: &[&str] = &["房号|业主|欠费起止|水费欠费", "1-101|张小明|2014.12-2015.1|=20"];
    let later: &[&str] = &["房号|业主|欠费起止|欠费金额", "1-101|张小明|2015.1-2015.2|=200"];
    let apart = imported(&[("2014", before), ("水费", water), ("2015", later)], &[]);
    assert_eq!((apart.totals.opening_fen, apart.groups.len()), (52_000, 0));
    // Behind the same door live others: another court, whose name nobody recognised.
    let others: &[&str] =
        &["房号|业主|欠费起止|欠费金额", "1-101|王五|2014.12|=50", "1-102|赵静|2014.12|=50"];
    let courts = imported(&[("2014", before), ("其他", others)], &[]);
    assert_eq!(courts.totals.opening_fen, 40_000);
}

#[test]
fn payments_with_what_was_left_after_each_keep_their_days() {
    check(
        &[
            "房号|业主|缴费日期|实收金额|剩余欠费",
            "1-101|张小明|2014.5.6|=300|=600",
            "1-102|李红|2014.5.6|=300|=500",
            "1-101|张小明|2014.6.6|=300|=300",
            "1-102|李红|2014.6.6|=300|=200",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 30000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 20000",
            "paid 1-101  … on 2014-05-06 /30000  ",
            "paid 1-102  … on 2014-05-06 /30000  ",
            "paid 1-101  … on 2014-06-06 /30000  ",
            "paid 1-102  … on 2014-06-06 /30000  ",
            "note 1-101 剩余欠费: 600",
            "note 1-102 剩余欠费: 500",
            "Note E1 account_runs",
        ],
    );
}

#[test]
fn what_is_left_under_a_title_of_deposits_is_a_deposit() {
    check(
        &[
            "押金收退登记",
            "房号|业主|收取日期|收取金额|退还金额|余额",
            "1-101|张小明|2012.3.1|=2000|=500|=1500",
        ],
        &[
            "1-101? - owner:张小明:",
            "held 1-101 Deposit 押金 150000",
            "note 1-101 收取金额: 2000",
            "note 1-101 退还金额: 500",
            "note 1-101 收取日期: 2012.3.1",
        ],
    );
}

#[test]
fn what_is_left_of_dues_is_not_owed_again_in_a_list_of_arrears() {
    let dues: &[&str] = &[
        "2014年物业费收费表",
        "房号|业主|应收|实收",
        "1-101|张小明|=600|=100",
        "1-102|李红|=600|",
        "1-103|王五|=600|=600",
        "1-104|赵静|=600|=300",
    ];
    let owed: &[&str] =
        &["2014年欠费表", "房号|业主|欠费金额", "1-101|张小明|=500", "1-102|李红|=600", "1-104|赵静|=300"];
    let draft = imported(&[("收费", dues), ("欠费", owed)], &[]);
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!((draft.totals.opening_fen, codes), (140_000, vec!["table_twice"]));
    // The same dues every month are no copies.
    let march: &[&str] = &["房号|业主|应收|实收", "1-101|张小明|=50|", "1-102|李红|=50|", "1-103|王五|=50|"];
    let draft = imported(&[("1", march), ("2", march)], &[]);
    assert_eq!((draft.totals.opening_fen, draft.groups.len()), (30_000, 0));
}
