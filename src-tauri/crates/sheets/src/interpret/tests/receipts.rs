//! What was received: under headers of many words, by the way it came, beside what is owed.

use super::offices::{check, imported};
use crate::{BalanceKind, DraftPastPayment};

/// Each payment as `unit item amount day`.
fn check_paid(lines: &[&str], expect: &[&str]) {
    let draft = imported(&[("表", lines)], &[]);
    let paid = |p: &DraftPastPayment| {
        let day = p.paid_on.as_deref().unwrap_or("-");
        format!("{} {} {} {day}", p.unit, p.item, p.paid_fen)
    };
    let said: Vec<String> = draft.past_payments.iter().map(paid).collect();
    assert_eq!(said, expect, "{lines:?}");
    let owed: i64 = draft.units.iter().flat_map(|u| &u.openings).map(|o| o.amount_fen).sum();
    assert_eq!(owed, 0, "{lines:?}");
}

#[test]
fn what_was_received_by_its_way_is_a_payment_each() {
    check_paid(
        &[
            "日期|房号|姓名|现金|刷卡|微信|合计|收据号",
            "2014-3-1|1-101|张小明|=100|||=100|001",
            "2014-3-2|1-102|李红||=200||=200|002",
            "2014-3-2|1-103|王五|=30||=70|=100|003",
        ],
        &[
            "1-101  10000 2014-03-01",
            "1-102  20000 2014-03-02",
            "1-103  3000 2014-03-02",
            "1-103  7000 2014-03-02",
        ],
    );
    // Parts of 实收.
    check_paid(
        &[
            "收款日期|房号|姓名|实收金额|现金|刷卡",
            "2014-3-1|1-101|张小明|=100|=100|",
            "2014-3-2|1-102|李红|=200||=200",
        ],
        &["1-101  10000 2014-03-01", "1-102  20000 2014-03-02"],
    );
    // Somebody's account, not money.
    check_paid(
        &[
            "房号|业主|电话|微信",
            "1-101|张小明|13900000001|=13900000001",
            "1-102|李红|13900000002|=13900000002",
        ],
        &[],
    );
}

#[test]
fn what_the_bank_paid_out_of_a_receipt_is_the_same_receipt() {
    check_paid(
        &[
            "商户订单号|交易时间|房号|业主|交易金额|手续费|到账金额",
            "D001|2014-3-1|1-101|张小明|=100|=0.6|=99.4",
            "D002|2014-3-2|1-102|李红|=200|=1.2|=198.8",
        ],
        &["1-101  10000 2014-03-01", "1-102  20000 2014-03-02"],
    );
}

#[test]
fn what_a_receipt_was_for_is_its_item() {
    check_paid(
        &[
            "收款日期|房号|交款人|用途|收款金额|收款人",
            "2014-3-1|1-101|张小明|物业费|=100|周",
            "2014-3-2|1-102|李红|水费|=20|周",
            "2014-3-2|1-103|王五|物业费|=90|周",
        ],
        &["1-101 物业费 10000 2014-03-01", "1-102 水费 2000 2014-03-02", "1-103 物业费 9000 2014-03-02"],
    );
}

#[test]
fn years_of_payments_are_no_debts() {
    check_paid(
        &["房号|业主|2010年交费|2011年缴费", "1-101|张小明|=100|=110", "1-102|李红|=200|"],
        &["1-101  10000 -", "1-101  11000 -", "1-102  20000 -"],
    );
}

#[test]
fn what_was_paid_beside_what_is_owed_is_history() {
    let draft = imported(
        &[(
            "表",
            &[
                "房号|户主|面积|应缴金额|实缴金额|欠缴金额",
                "1-101|张小明|=80|=100|=40|=60",
                "1-102|李红|=80|=100|停供|=100",
            ],
        )],
        &[],
    );
    let paid: Vec<(&str, Option<i64>, i64)> =
        draft.past_payments.iter().map(|p| (p.unit.as_str(), p.due_fen, p.paid_fen)).collect();
    assert_eq!(paid, [("1-101", Some(10_000), 4_000)]);
    let owed: Vec<i64> = draft.units.iter().flat_map(|u| &u.openings).map(|o| o.amount_fen).collect();
    assert_eq!(owed, [6_000, 10_000]);
}

#[test]
fn a_list_of_cars_with_their_rent_owes_nothing() {
    check(
        &[
            "卡号|车牌号|车主|房号|开始日期|结束日期|月卡费",
            "001|粤A12345|张小明|1-101|2014-1-1|2014-12-31|=1200",
            "002|粤A12346|李红|1-102|2014-1-1|2014-12-31|=1200",
        ],
        &[
            "1-101 - owner:张小明:",
            "1-102 - owner:李红:",
            "car 1-101 [] 粤A12345 张小明 ",
            "car 1-102 [] 粤A12346 李红 ",
            "note 1-101 月卡费: 1200",
            "note 1-101 卡号: 001",
            "note 1-101 开始日期: 2014-1-1",
            "note 1-101 结束日期: 2014-12-31",
            "note 1-102 月卡费: 1200",
            "note 1-102 卡号: 002",
            "note 1-102 开始日期: 2014-1-1",
            "note 1-102 结束日期: 2014-12-31",
            "Decide G1 fee_meaning",
        ],
    );
}

#[test]
fn readings_of_a_handover_are_readings() {
    let draft = imported(
        &[(
            "交房登记",
            &[
                "房号|业主|电话|面积|交房日期|水表底数|电表底数",
                "1-101|张小明|13900000001|=80|2014-1-1|=12|=345",
                "1-102|李红|13900000002|=80|2014-1-2||=7",
            ],
        )],
        &[],
    );
    let read: Vec<(&str, &str, Option<&str>)> =
        draft.readings.iter().map(|r| (r.unit.as_str(), r.meter.as_str(), r.present.as_deref())).collect();
    assert_eq!(
        read,
        [("1-101", "水表", Some("12")), ("1-101", "电表", Some("345")), ("1-102", "电表", Some("7"))]
    );
    assert!(draft.units.iter().all(|unit| unit.described), "{:?}", draft.units);
}

#[test]
fn a_statement_of_the_bank_is_receipts_and_its_balance_is_nobodys() {
    let statement = |headers: &str| {
        let mut lines = vec![headers.to_owned()];
        let mut left = 90_000;
        for (at, amount) in [100, 250, 80, 120, 60, 90].into_iter().enumerate() {
            left += amount;
            lines.push(format!("2014-3-{}|1-10{at}|={amount}|={left}", at + 1));
        }
        lines
    };
    for (headers, newest_first) in [
        ("交易日期|房号|贷方发生额|账户余额", false),
        ("交易日期|房号|贷方发生额|账户余额", true),
        ("交易日期|房号|存入金额|账户余额", false),
    ] {
        let mut lines = statement(headers);
        if newest_first {
            lines[1..].reverse();
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = imported(&[("银行流水", &lines)], &[]);
        let paid: i64 = draft.past_payments.iter().map(|p| p.paid_fen).sum();
        assert_eq!((draft.past_payments.len(), paid, draft.balances.len()), (6, 70_000, 0), "{headers}");
    }
    // A prepayment of each household.
    let draft = imported(
        &[("表", &["房号|业主|账户余额", "1-101|张小明|=100", "1-102|李红|=250", "1-103|王五|=80"])],
        &[],
    );
    assert_eq!(draft.balances.len(), 3);
}

#[test]
fn one_side_of_a_statement_is_what_households_paid() {
    let rows = |debit: [&str; 3], credit: [&str; 3]| -> Vec<String> {
        (0..3).map(|at| format!("2014-3-{}|1-10{at}|张小明|{}|{}", at + 1, debit[at], credit[at])).collect()
    };
    let (amounts, nothing) = (["=100", "=250", "=80"], ["", "", ""]);
    for (title, headers, lines, paid) in [
        ("表", "日期|房号|户名|借方|贷方", rows(nothing, amounts), 43_000),
        ("表", "交易日期|房号|户名|借方发生额|贷方发生额", rows(nothing, amounts), 43_000),
        ("银行存款日记账", "日期|房号|户名|借方金额|贷方金额", rows(amounts, nothing), 43_000),
        ("表", "交易日期|房号|户名|借方|贷方", rows(["=7", "=250", ""], ["=100", "", "=80"]), 18_000),
        // A household's own account: 借方 is what was due.
        ("应收账款", "日期|房号|户名|借方|贷方", rows(["=100", "=250", ""], ["=100", "", "=80"]), 0),
        ("表", "日期|房号|户名|借方|贷方", rows(amounts, nothing), 0),
    ] {
        let mut all = vec![headers];
        all.extend(lines.iter().map(String::as_str));
        let draft = imported(&[(title, &all)], &[]);
        let received: i64 = draft.past_payments.iter().map(|p| p.paid_fen).sum();
        let owed = draft.units.iter().flat_map(|unit| &unit.openings).count();
        assert_eq!((received, owed), (paid, 0), "{title} {headers} {lines:?}");
    }
}

#[test]
fn a_time_with_a_day_and_a_receipt_of_its_own_was_paid() {
    let lines = [
        "房号|业主|面积|年费|上半年|缴费日期|收据号|下半年|缴费日期|收据号",
        "1-101|张小明|=100|=1200|=600|2015.2.6|0003|=600|2015.9.6|0902",
        "1-102|李红|=100|=1200|=600|2015.3.6|0006|||",
        "1-103|王五|=100|=1200||||||",
    ];
    let draft = imported(&[("2015年度物业费缴费登记", &lines)], &[]);
    let paid: Vec<_> = draft
        .past_payments
        .iter()
        .map(|p| (p.unit.as_str(), p.to.as_deref(), p.paid_fen, p.paid_on.clone()))
        .collect();
    let (first, second) = (Some("2015-06-30"), Some("2015-12-31"));
    let expect =
        [("1-101", first, 60_000, None), ("1-101", second, 60_000, None), ("1-102", first, 60_000, None)];
    assert_eq!(paid, expect);
    let owed: Vec<i64> =
        draft.units.iter().map(|unit| unit.openings.iter().map(|o| o.amount_fen).sum()).collect();
    assert_eq!(owed, [0, 60_000, 120_000]);
    let draft = imported(&[("2015年度物业费缴费登记", &lines)], &[("times_with_receipts", "payments")]);
    assert_eq!(draft.past_payments.len(), 3);
    assert!(draft.units.iter().all(|unit| unit.openings.is_empty()), "{:?}", draft.units);
    // The days are kept beside them.
    let remark = &draft.past_payments[1].remark;
    assert!(["2015.2.6", "2015.9.6", "0902"].iter().all(|said| remark.contains(said)), "{remark}");
}

#[test]
fn the_card_at_the_desk_was_paid_with_its_deposit() {
    let lines = [
        "日期|房号|办卡人|数量|金额|押金|经办人",
        "2015-6-1|1-101|张小明|1|=10|=20|小王",
        "2015-6-2|1-102|李红|2|=20|=20|小王",
    ];
    let draft = imported(&[("门禁卡办理登记", &lines)], &[]);
    let paid: Vec<i64> = draft.past_payments.iter().map(|p| p.paid_fen).collect();
    assert_eq!((paid, draft.balances.len()), (vec![1_000, 2_000], 2));
    assert!(draft.units.iter().all(|unit| unit.openings.is_empty()), "{:?}", draft.units);
}

#[test]
fn what_is_still_held_of_a_deposit_is_held() {
    for headers in [
        "应退押金|已退押金|未退押金",
        "收取押金|已退押金|结存押金",
        "押金收入|押金支出|押金余额",
        "收押金|退押金|未退",
    ] {
        let lines = [
            format!("房号|业主|{headers}"),
            "1-101|张小明|=2000|=500|=1500".into(),
            "1-102|李红|=2000||=2000".into(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let draft = imported(&[("表", &lines)], &[]);
        let held: Vec<(BalanceKind, i64)> = draft.balances.iter().map(|b| (b.kind, b.amount_fen)).collect();
        assert_eq!(held, [(BalanceKind::Deposit, 150_000), (BalanceKind::Deposit, 200_000)], "{headers}");
    }
}

#[test]
fn the_largest_numbers_are_read_without_a_sum() {
    let large = ["=79228162514264337593543950335", "=-79228162514264337593543950335"];
    let headers = [
        "数",
        "代办款",
        "账户余额",
        "存入金额|账户余额",
        "欠费金额",
        "上期度数|本期度数",
        "面积",
        "1月|2月|3月|4月|5月",
    ];
    for (header, name) in headers.into_iter().flat_map(|h| ["表", "2014年交费登记表"].map(|name| (h, name)))
    {
        let line = |at: usize| {
            let cells = header.split('|').map(|_| large[at % 2]).collect::<Vec<_>>().join("|");
            format!("1-10{at}|张小明|{cells}")
        };
        let lines: Vec<String> =
            std::iter::once(format!("房号|业主|{header}")).chain((1..9).map(line)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(imported(&[(name, &lines)], &[]).units.len(), 8, "{header} {name}");
    }
}

#[test]
fn what_a_cash_book_spends_is_nobodys_payment() {
    check(
        &[
            "日期|摘要|房号|收入|支出|余额",
            "2015-1-1|上年结转||||=5000",
            "2015-1-2|收物业费|1-101|=150||=5150",
            "2015-1-3|买灯泡|||=85|=5065",
            "2015-1-4|收物业费|1-102|=200||=5265",
            "2015-1-5|退押金|1-102||=100|=5165",
            "2015-1-6|收物业费|1-103|=200||=5365",
        ],
        &[
            "1-101? -",
            "1-102? -",
            "1-103? -",
            "paid 1-101  … on 2015-01-02 /15000  收物业费；5150",
            "paid 1-102  … on 2015-01-04 /20000  收物业费；5265",
            "paid 1-103  … on 2015-01-06 /20000  收物业费；5365",
            "note 1-102 摘要: 退押金",
            "note 1-102 支出: 100",
            "note 1-102 余额: 5165",
            "Decide F1 balance_meaning",
            "Note A2 row_of_office",
            "Note A4 row_of_office",
        ],
    );
}

#[test]
fn a_month_up_to_which_all_have_paid_is_no_payment() {
    let lines = [
        "收款日期|房号|业主|实收金额|已收到",
        "2014-5-1|1-101|张小明|=100|2014.12",
        "2014-5-2|1-102|李红|=100|2014.12",
        "2014-5-3|1-201|王五|=100|2014.12",
    ];
    let draft = imported(&[("收款", &lines)], &[]);
    assert_eq!(draft.past_payments.len(), 3);
}

#[test]
fn each_instalment_has_its_own_day() {
    for header in [
        "房号|业主|第一次缴费|缴费日期|第二次缴费|缴费日期",
        "房号|业主|第一次缴费金额|第一次缴费日期|第二次缴费金额|第二次缴费日期",
    ] {
        check_paid(
            &[
                header,
                "1-101|张小明|=600|2018-3-1|=500|2018-9-1",
                "1-102|李红|=600|2018-3-2||",
                "1-103|王五|||=700|2018-9-3",
            ],
            &[
                "1-101  60000 2018-03-01",
                "1-101  50000 2018-09-01",
                "1-102  60000 2018-03-02",
                "1-103  70000 2018-09-03",
            ],
        );
    }
    check_paid(
        &[
            "房号|业主|第一次缴费日期|第一次缴费金额|第二次缴费日期|第二次缴费金额",
            "1-101|张小明|2018-3-1|=600|2018-9-1|=500",
        ],
        &["1-101  60000 2018-03-01", "1-101  50000 2018-09-01"],
    );
    // One day for both.
    check_paid(
        &["房号|业主|现金|微信|缴费日期", "1-101|张小明|=600|=500|2018-3-1", "1-102|李红|=600||2018-3-2"],
        &["1-101  60000 2018-03-01", "1-101  50000 2018-03-01", "1-102  60000 2018-03-02"],
    );
}

#[test]
fn the_ways_of_what_was_paid_are_no_question() {
    let rows = [
        "1-101|张小明|=100|=100|||=100|=0",
        "1-102|李红|=100||=100||=100|=0",
        "1-103|王五|=100|||=60|=60|=40",
    ];
    for ways in ["现金|微信|银行", "刷卡|支付宝|转账"] {
        let header = format!("房号|业主|应收物业费|{ways}|实收合计|欠费");
        let draft = imported(&[("2024年物业费收费表", &[&header, rows[0], rows[1], rows[2]])], &[]);
        let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        assert_eq!((codes, draft.totals.opening_fen), (vec![], 4000), "{ways}");
    }
}

#[test]
fn cards_and_keys_among_the_fees_of_a_day_book_are_money() {
    let rows = |cards: &str| {
        let head = format!("日期|收据号|房号|业主|物业费|{cards}|合计");
        let lines = [
            &head,
            "2024-05-01|00101|1-101|张小明|=1000||=1000",
            "2024-05-02|00102|1-102|李红|=1001|=20|=1021",
            "2024-05-02|00103|1-103|王五|=1002||=1002",
            "2024-05-03|00104|1-104|赵六|=1003||=1003",
        ];
        let draft = imported(&[("日报", &lines)], &[]);
        draft.past_payments.iter().map(|payment| payment.paid_fen).sum::<i64>()
    };
    for cards in ["门禁卡费", "钥匙款", "门禁卡", "门卡"] {
        assert_eq!(rows(cards), 402_600, "{cards}");
    }
}
