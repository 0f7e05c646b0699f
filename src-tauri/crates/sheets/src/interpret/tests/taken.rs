//! Money that was taken, where no header says 实收, and debts that stand beside payments.

use super::offices::{check, check_decided};

#[test]
fn a_file_from_the_bank_says_what_was_drawn() {
    let drawn: &[&str] = &[
        "代扣回盘",
        "银行账号|户名|房号|扣款金额|扣款结果",
        "6222000000000001|张小明|3-2-101|=156|成功",
        "6222000000000002|李红|3-2-102|=156|余额不足",
        "6222000000000003|王五|3-2-201|=156|成功",
    ];
    check(
        drawn,
        &[
            "3-2-101? - owner:张小明:",
            "3-2-102? - owner:李红:",
            "3-2-201? - owner:王五:",
            "paid 3-2-101  … on  /15600  6222000000000001；成功",
            "paid 3-2-201  … on  /15600  6222000000000003；成功",
            "note 3-2-102 银行账号: 6222000000000002",
            "note 3-2-102 扣款结果: 余额不足",
            "note 3-2-102 扣款金额: 156",
            "Note E4 payment_not_drawn",
        ],
    );
    // Nobody says whether it was drawn.
    let sent: &[&str] = &["户名|房号|扣款金额", "张小明|3-2-101|=156", "李红|3-2-102|=156"];
    let notes = [
        "3-2-101 - owner:张小明:",
        "3-2-102 - owner:李红:",
        "note 3-2-101 扣款金额: 156",
        "note 3-2-102 扣款金额: 156",
        "Decide C1 drawn_by_bank",
    ];
    check(sent, &notes);
    check_decided(
        sent,
        &[("drawn_by_bank", "payments")],
        &[
            "3-2-101? - owner:张小明:",
            "3-2-102? - owner:李红:",
            "paid 3-2-101  … on  /15600  ",
            "paid 3-2-102  … on  /15600  ",
            "Decide C1 drawn_by_bank 已收",
        ],
    );
}

#[test]
fn what_was_collected_for_others_is_not_owed() {
    check(
        &["代收登记", "房号|业主|代收水费|代收电费|代收日期", "1-101|张小明|=20|=50|2014.1.3"],
        &[
            "1-101? - owner:张小明:",
            "paid 1-101 水费 … on 2014-01-03 /2000  ",
            "paid 1-101 电费 … on 2014-01-03 /5000  ",
        ],
    );
}

#[test]
fn fees_paid_at_the_desk_beside_a_deposit_are_payments() {
    let lines = |day: &'static str| {
        vec!["装修办理登记表", "房号|业主|装修押金|垃圾清运费|出入证押金|工本费|合计|办理日期|经办人", day]
    };
    check(
        &lines("1-101|张小明|=2000|=300|=20|=5|=2325|2010-6-1|小陶"),
        &[
            "1-101? - owner:张小明:",
            "paid 1-101 垃圾清运费 … on 2010-06-01 /30000 小陶 ",
            "paid 1-101 工本费 … on 2010-06-01 /500 小陶 ",
            "held 1-101 Deposit 装修押金 200000",
            "held 1-101 Deposit 出入证押金 2000",
        ],
    );
    // Without a day or a cashier they may be due; a total that sums the deposits too is right.
    check(
        &[
            "房号|业主|装修押金|应收物业费|应收水费|合计",
            "1-101|张小明|=2000|=100|=20|=2120",
            "1-102|李红||=100|=20|=120",
            "合计||=2000|=200|=40|=2240",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 10000",
            "  owes 水费 … 2000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 10000",
            "  owes 水费 … 2000",
            "held 1-101 Deposit 装修押金 200000",
            "Decide D1 due_alone 欠费",
            "total 表：装修押金（合计） 2000/200000 一致。",
            "total 表：应收物业费（合计） 200/20000 一致。",
            "total 表：应收水费（合计） 40/4000 一致。",
            "total 表：合计（合计） 2240/224000 一致。",
        ],
    );
}

#[test]
fn what_was_paid_back_comes_off_the_arrears() {
    let lines: &[&str] =
        &["欠费催缴表", "房号|业主|欠费金额|还款金额", "1-101|张小明|=600|=200", "1-102|李红|=600|"];
    check(
        lines,
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 40000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "paid 1-101  … on  /20000  ",
            "Decide D2 arrears_paid_back",
            "Note D3 paid_taken_off",
        ],
    );
    check_decided(
        lines,
        &[("arrears_paid_back", "note")],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 60000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "note 1-101 还款金额: 200",
            "Decide D2 arrears_paid_back",
        ],
    );
    // Who paid back more than he owes had it taken off already.
    check(
        &["欠费催缴表", "房号|业主|欠费金额|还款金额", "1-101|张小明|=0|=200", "1-102|李红|=600|"],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "note 1-101 还款金额: 200",
        ],
    );
}

#[test]
fn what_was_paid_beside_arrears_is_asked_about() {
    let lines: &[&str] =
        &["欠费清单", "房号|业主|欠费金额|已交金额", "1-101|张小明|=1200|=200", "1-102|李红|=600|"];
    check(
        lines,
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 120000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "note 1-101 已交金额: 200",
            "Decide D2 arrears_beside_paid",
        ],
    );
    check_decided(
        lines,
        &[("arrears_beside_paid", "less")],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 100000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "paid 1-101  … on  /20000  ",
            "Decide D2 arrears_beside_paid",
            "Note D3 paid_taken_off",
        ],
    );
    // Nobody has paid anything, somebody paid more than he owes, or it is of another year.
    let silent = |header: &str, rows: [&str; 2], owed: [&str; 2], notes: &[&str]| {
        let header = format!("房号|业主|{header}");
        let told = ["1-101? - owner:张小明:", owed[0], "1-102? - owner:李红:", owed[1]];
        check(&["欠费清单", &header, rows[0], rows[1]], &[&told[..], notes].concat());
    };
    let owed = ["  owes 物业费 … 120000", "  owes 物业费 … 60000"];
    silent("欠费金额|实收", ["1-101|张小明|=1200|=0", "1-102|李红|=600|"], owed, &["note 1-101 实收: 0"]);
    silent(
        "欠费金额|已缴",
        ["1-101|张小明|=1200|=2000", "1-102|李红|=600|"],
        owed,
        &["note 1-101 已缴: 2000"],
    );
    silent(
        "欠费金额|2012年已缴",
        ["1-101|张小明|=1200|=200", "1-102|李红|=600|"],
        owed,
        &["note 1-101 2012年已缴: 200"],
    );
}

#[test]
fn what_was_owed_at_the_last_count_is_not_owed_besides() {
    check(
        &["房号|业主|欠费金额|上次统计欠费", "1-101|张小明|=600|=500"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 60000",
            "note 1-101 上次统计欠费: 500",
            "Decide C1 balances_at_dates 欠费",
        ],
    );
}

#[test]
fn debts_beside_payments_are_owed_where_the_row_proves_them() {
    let lines: &[&str] = &[
        "房号|业主|应收|已交|欠费|交费日期",
        "1-101|张小明|=600|=100|=500|2014.3.2",
        "1-102|李红|=600|=600||2014.3.2",
    ];
    let units = ["1-101? - owner:张小明:", "1-102? - owner:李红:"];
    let paid = ["paid 1-101  … on 2014-03-02 60000/10000  ", "paid 1-102  … on 2014-03-02 60000/60000  "];
    check(
        lines,
        &[
            units[0],
            "  owes 物业费 … 50000",
            units[1],
            paid[0],
            paid[1],
            "Decide E1 debts_beside_payments 欠费",
        ],
    );
    let noted =
        [units[0], units[1], paid[0], paid[1], "note 1-101 欠费: 500", "Decide E1 debts_beside_payments"];
    check_decided(lines, &[("debts_beside_payments", "note")], &noted);
    // What was left after each payment.
    check(
        &[
            "房号|业主|应收|已交|欠费|交费日期",
            "1-101|张小明|=600|=100|=500|2014.3.2",
            "1-101|张小明|=500|=100|=400|2014.4.2",
        ],
        &[
            units[0],
            "paid 1-101  … on 2014-03-02 60000/10000  ",
            "paid 1-101  … on 2014-04-02 50000/10000  ",
            "note 1-101 欠费: 500",
            "note 1-101 欠费: 400",
            "Decide E1 debts_only_noted",
        ],
    );
}

#[test]
fn a_sign_or_a_hand_says_who_paid() {
    let lines: &[&str] = &["房号|业主|是否缴费|金额", "1-101|张小明||=600", "1-102|李红|√|=600"];
    check(
        lines,
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 60000",
            "1-102 - owner:李红:",
            "note 1-102 金额: 600",
            "note 1-102 是否缴费: √",
            "Decide D1 amount_meaning 欠费",
            "Decide C3 said_paid 已交",
        ],
    );
    check(
        &[
            "2014年3月收费表",
            "房号|业主|物业费|电梯费|合计|交费人签字",
            "1-101|张小明|=100|=20|=120|李静",
            "1-102|李红|=100|=20|=120|",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-03-01…2014-03-31 10000",
            "  owes 电梯费 2014-03-01…2014-03-31 2000",
            "paid 1-101 物业费 2014-03-01…2014-03-31 on  10000/10000  ",
            "paid 1-101 电梯费 2014-03-01…2014-03-31 on  2000/2000  ",
            "note 1-101 交费人签字: 李静",
            "Decide C3 receipt_says_paid 100.00",
            "Decide D3 receipt_says_paid 20.00",
        ],
    );
}

#[test]
fn a_period_that_no_amount_is_of_is_kept() {
    check(
        &["房号|业主|2014年欠费|欠费起始", "1-101|张小明|=600|2014.7", "1-102|李红||2014.8"],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-01-01…2014-12-31 60000",
            "1-102? - owner:李红:",
            "note 1-101 欠费起始: 2014.7",
            "note 1-102 欠费起始: 2014.8",
        ],
    );
}

#[test]
fn what_was_drawn_may_be_headed_so() {
    check(
        &[
            "银行托收",
            "房号|客户姓名|应扣金额|实扣金额|失败原因",
            "1-101|张小明|=200|=200|",
            "1-102|李红|=200|=0|余额不足",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101  … on  /20000  200",
            "note 1-102 应扣金额: 200",
            "note 1-102 失败原因: 余额不足",
        ],
    );
}

#[test]
fn the_only_amount_may_be_headed_as_a_sum() {
    let lines = |title: &'static str| {
        vec![title, "房号|业主|起始月份|终止月份|月数|月收费|总额", "1-101|张小明|2014.1|2014.2|=2|=100|=200"]
    };
    check(
        &lines("业主欠费明细"),
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 2014-01-01…2014-01-31 10000",
            "  owes 物业费 2014-02-01…2014-02-28 10000",
            "note 1-101 月收费: 100",
        ],
    );
    check(
        &lines("业主交费明细"),
        &[
            "1-101? - owner:张小明:",
            "paid 1-101  2014-01-01…2014-02-28 on  /20000  ",
            "note 1-101 月收费: 100",
            "Decide A2 payments_or_fees 已收",
        ],
    );
}

#[test]
fn the_sum_of_a_row_proves_its_parts() {
    // 利息 is owed like a penalty; 公维金 has a name that nobody listed.
    check(
        &[
            "欠费表",
            "房号|业主|欠物业费|欠水费|利息|公维金|合计",
            "1-101|张小明|=600|=20|=6|=60|=686",
            "1-102|李红|=600|=30|=6|=60|=696",
            "1-103|王五|=600|=40|=6|=60|=706",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 60000",
            "  owes 水费 … 2000",
            "  owes 利息 … 600",
            "  owes 公维金 … 6000",
            "1-102? - owner:李红:",
            "  owes 物业费 … 60000",
            "  owes 水费 … 3000",
            "  owes 利息 … 600",
            "  owes 公维金 … 6000",
            "1-103? - owner:王五:",
            "  owes 物业费 … 60000",
            "  owes 水费 … 4000",
            "  owes 利息 … 600",
            "  owes 公维金 … 6000",
        ],
    );
    check(
        &[
            "2014年4月缴费通知",
            "房号|业主|本次应缴|往期欠费|应缴总计",
            "1-101|张小明|=300|=200|=500",
            "1-102|李红|=300||=300",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 …2014-03-31 20000",
            "  owes 物业费 2014-04-01…2014-04-30 30000",
            "1-102? - owner:李红:",
            "  owes 物业费 2014-04-01…2014-04-30 30000",
        ],
    );
}

#[test]
fn arrears_beside_readings_are_owed_where_the_title_says_so() {
    check(
        &[
            "2014年9月欠费明细表",
            "房号|业主|物业费|上月|本月|用水量|水费|合计",
            "1-101|张小明|=100|=10|=20|=10|=30|=130",
        ],
        &[
            "1-101? - owner:张小明:",
            "  owes 物业费 … 10000",
            "  owes 水费 … 3000",
            "meter 1-101 水表 10@ 20@ x- +-",
        ],
    );
}
