//! 应收 and 实收 of several times or fees abreast, lists of two days, and what was received since.

use super::accounts::{check_sums, sums};
use super::collected::check;

/// Of four households one owes 1,200 of the first and 600 of the second, another nothing of the first and all of the
/// second; `between` stands between 应收 and 实收, and behind it.
fn rows(lead: &str, between: &str, behind: &str) -> Vec<String> {
    let paid = [("1200", "1200"), ("0", "600"), ("1200", "0"), ("1200", "1200")];
    let line = |(at, (first, second)): (usize, &(&str, &str))| {
        let one = |paid: &str| format!("=1200|{between}={paid}{behind}");
        format!(
            "1-{}01|{}{lead}|{}|{}",
            at + 1,
            ["张伟", "王芳", "李娜", "刘洋"][at],
            one(first),
            one(second)
        )
    };
    paid.iter().enumerate().map(line).collect()
}

fn check_rows(head: &[&str], rows: &[String], expect: &str) {
    let lines: Vec<&str> = head.iter().copied().chain(rows.iter().map(String::as_str)).collect();
    check(&[("台账", &lines)], expect);
}

#[test]
fn what_was_paid_is_of_the_due_before_it() {
    let plain = rows("", "", "");
    for headers in [
        "2024年应收|实收|2025年应收|实收",
        "2024年应交|已交|2025年应交|已交",
        "上半年应收|实收|下半年应收|实收",
        "2024年物业费|2024年实收|2025年物业费|2025年实收",
        "2024物业费|2024已交|2025物业费|2025已交",
        "2024年物业费|实交金额|2025年物业费|实交金额",
    ] {
        check_rows(&["物业费台账", &format!("房号|业主|{headers}")], &plain, "3000 | ");
    }
    let days = rows("", "", "|2025.3.1");
    for headers in
        ["2024年应收|已收|收费日期|2025年应收|已收|收费日期", "2024年物业费|缴费|日期|2025年物业费|缴费|日期"]
    {
        check_rows(&["物业费台账", &format!("房号|业主|{headers}")], &days, "3000 | ");
    }
    check_rows(
        &["2025年业主台账", "房号|业主|电话|物业费应收|实收|车位费应收|实收"],
        &rows("|13800000001", "", ""),
        "3000 | ",
    );
    check_rows(
        &["物业费台账", "房号|业主|2024年应收|减免|实收|2025年应收|减免|实收"],
        &rows("", "=0|", ""),
        "3000 | ",
    );
    check_rows(&["物业费台账", "||2024年||2025年|", "房号|业主|应收|实收|应收|实收"], &plain, "3000 | ");
}

#[test]
fn a_fee_beside_what_was_paid_of_it_was_due() {
    for headers in ["物业费|已缴|缴费时间", "物业费金额|收款金额|收款日期", "物业费|交费金额|交费日期"]
    {
        let head = format!("房号|业主|{headers}");
        let lines = [
            "2025年物业费登记",
            &head,
            "1-101|张伟|=1200|=1200|2025-01-05",
            "1-102|王芳|=1200||",
            "1-201|李娜|=1200|=600|2025-02-05",
            "1-202|刘洋|=1200|=1200|2025-03-05",
        ];
        check(&[("登记", &lines)], "1800 | ");
    }
}

#[test]
fn debts_of_earlier_years_are_no_total_of_what_is_left() {
    for earlier in ["以前年度欠费", "往年欠费", "历史欠费", "2021年及以前欠费", "陈欠", "老欠"]
    {
        let head = format!("房号|业主|{earlier}|2024年应收|2024年实收|2025年应收|2025年实收");
        let lines = [
            "物业费台账",
            &head,
            "1-101|张伟|=0|=1200|=1200|=1200|=1200",
            "1-102|王芳|=500|=1200|=1200|=1200|=1200",
            "1-201|李娜|=0|=1200|=0|=1200|=1200",
            "1-202|刘洋|=0|=1200|=1200|=1200|=1200",
        ];
        check_sums("台账", &lines, "1700 0 0 | ");
    }
}

#[test]
fn lists_of_two_days_have_few_in_common() {
    for (first, second) in [
        ("截至2025年6月30日欠费明细", "截至2025年12月31日欠费明细"),
        ("欠费统计（2025年6月30日止）", "欠费统计（2025年12月31日止）"),
        ("期初欠费表（2025年1月1日）", "期末欠费表（2025年12月31日）"),
        ("2025年6月30日欠费名单", "2025年12月31日欠费名单"),
        ("2024年末欠费名单", "2025年末欠费名单"),
    ] {
        let older = [first, "房号|业主|欠费金额", "1-102|王芳|=900", "1-301|陈静|=700"];
        let newer = [second, "房号|业主|欠费金额", "1-102|王芳|=1500", "1-401|杨磊|=300"];
        check(&[("一", &older), ("二", &newer)], "1800 | debts_of_two_dates");
    }
    let head = "房号|业主|欠费月数|欠费金额|起始月份";
    let older = ["截至2025年6月底欠费", head, "1-102|王芳|9|=900|2024-10", "1-301|陈静|7|=700|2024-12"];
    let newer = ["截至2025年12月底欠费", head, "1-102|王芳|15|=1500|2024-10", "1-401|杨磊|3|=300|2025-10"];
    check(&[("一", &older), ("二", &newer)], "1800 | debts_of_two_dates");
}

#[test]
fn what_was_taken_since_comes_off_the_list() {
    let owed =
        ["截至2025年12月31日物业费欠费明细", "房号|业主|欠费金额", "1-102|王芳|=800", "1-301|陈静|=600"];
    let since = [
        "2026年交费登记表",
        "交费日期|房号|业主|交费金额",
        "2026-01-08|1-102|王芳|=500",
        "2026-02-08|1-301|陈静|=600",
    ];
    check(&[("欠费", &owed), ("收款", &since)], "300 | receipts_of_book");
    // What was taken before that day is no part of what was left then.
    let before = [
        "2025年交费登记表",
        "交费日期|房号|业主|交费金额",
        "2025-01-08|1-102|王芳|=500",
        "2025-02-08|1-301|陈静|=600",
    ];
    check(&[("欠费", &owed), ("收款", &before)], "1400 | ");
    let of_year = ["欠费明细", "房号|业主|2025年欠费", "1-102|王芳|=800", "1-301|陈静|=600"];
    let back = ["2026年收款登记", "日期|房号|业主|收款金额|所属年度", "2026-02-01|1-102|王芳|=500|2025年"];
    check(&[("欠费", &of_year), ("收款", &back)], "900 | receipts_of_book");
}

#[test]
fn a_debt_that_names_its_year_rolls_on() {
    let first = [
        "2023年物业费",
        "房号|业主|应收|实收",
        "1-101|张伟|=1200|=1200",
        "1-102|王芳|=1200|=0",
        "1-201|李娜|=1200|=1200",
    ];
    let second = [
        "2024年物业费",
        "房号|业主|2023年欠费|应收|实收|合计欠费",
        "1-101|张伟|=0|=1200|=1200|=0",
        "1-102|王芳|=1200|=1200|=0|=2400",
        "1-201|李娜|=0|=1200|=1200|=0",
    ];
    check(&[("2023年", &first), ("2024年", &second)], "2400 | debts_of_two_dates");
}

#[test]
fn a_balance_that_few_began_with() {
    let lines = [
        "业主台账",
        "房号|业主|电话|期初余额|本期应收|本期实收|期末余额",
        "1-101|张伟|13800000001|=0|=1200|=1200|=0",
        "1-102|王芳|13800000002|=200|=1200|=900|=500",
        "1-201|李娜|13800000003|=0|=1200|=1200|=0",
        "1-202|刘洋|13800000004|=0|=1200|=1200|=0",
        "1-301|陈静|13800000005|=0|=1200|=1200|=0",
    ];
    check(&[("台账", &lines)], "500 | ");
}

#[test]
fn what_is_left_of_a_deposit_is_no_prepayment() {
    let lines = [
        "业主台账",
        "房号|业主|电话|装修押金|已退|余额",
        "1-101|张伟|13800000001|=2000|=2000|=0",
        "1-102|王芳|13800000002|=2000|=0|=2000",
        "1-201|李娜|13800000003||||",
        "1-202|刘洋|13800000004|=1000|=0|=1000",
    ];
    check_sums("台账", &lines, "0 0 3000 | ");
}

#[test]
fn lists_that_sum_up_to_a_month() {
    let older = ["2025年10月欠费名单", "房号|业主|累计欠费", "1-102|王芳|=900", "1-301|陈静|=700"];
    let newer = ["2025年11月欠费名单", "房号|业主|累计欠费", "1-102|王芳|=1500", "1-401|杨磊|=300"];
    check(&[("上月欠费", &older), ("本月欠费", &newer)], "1800 | debts_of_two_dates");
}

#[test]
fn what_was_prepaid_on_two_days_is_held_once() {
    let head = "房号|业主|预存余额";
    let older = ["截至2024年12月31日预收余额表", head, "1-101|张伟|=0", "1-102|王芳|=900", "1-201|李娜|=700"];
    let newer = ["截至2025年12月31日预收余额表", head, "1-101|张伟|=600", "1-102|王芳|=300", "1-201|李娜|=0"];
    let books: [(&str, &[&str]); 2] = [("2024年底", &older), ("2025年底", &newer)];
    assert_eq!(sums(&books, &[]), "0 900 0 | prepaid_of_two_dates");
    assert_eq!(sums(&books, &[("prepaid_of_two_dates", "both")]), "0 2500 0 | prepaid_of_two_dates");
    let first = [
        "房号|业主|应收|实收|年末欠费|年末预存",
        "1-101|张伟|=1200|=1200|=0|=0",
        "1-102|王芳|=1200|=2400|=0|=1200",
        "1-201|李娜|=1200|=0|=1200|=0",
        "1-202|刘洋|=1200|=1200|=0|=0",
    ];
    let second = [
        "房号|业主|年初预存|应收|实收|年末欠费|年末预存",
        "1-101|张伟|=0|=1200|=1200|=0|=0",
        "1-102|王芳|=1200|=1200|=0|=0|=0",
        "1-201|李娜|=0|=1200|=0|=1200|=0",
        "1-202|刘洋|=0|=1200|=1200|=0|=0",
    ];
    let years: [(&str, &[&str]); 2] = [("2024年", &first), ("2025年", &second)];
    assert!(sums(&years, &[]).starts_with("2400 0 0 | "), "{}", sums(&years, &[]));
    // What was paid in advance in two years is not one balance.
    let of_year = ["2024年预存款登记", "房号|业主|预存款", "1-102|王芳|=900", "1-201|李娜|=700"];
    let of_next = ["2025年预存款登记", "房号|业主|预存款", "1-102|王芳|=300", "1-201|李娜|=100"];
    let paid: [(&str, &[&str]); 2] = [("2024", &of_year), ("2025", &of_next)];
    assert!(sums(&paid, &[]).starts_with("0 2000 0 | "), "{}", sums(&paid, &[]));
}
