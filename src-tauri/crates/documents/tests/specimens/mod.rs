//! Made-up documents, shared by the tests and by `examples/specimens.rs`.
#![allow(dead_code, reason = "each user takes what it needs")]

use documents::{
    ChainHead, CountRow, CountSheet, DayReport, ItemTotal, Notice, NoticeKind, NoticeLine, OverShort, Pieces,
    Receipt, ReceiptLine, ReceiptRange, Remark, TenderLine, TenderTotal, VoidMark, VoidedReceipt,
};
use ledger::calendar::{Date, Instant, Month, parse_date};
use ledger::money::Fen;

pub const OFFICE: &str = "云栖花园物业服务中心";

pub fn date(text: &str) -> Date {
    parse_date(text).expect("a date of the specimens")
}

/// 2026-11-21 at an hour and minute of China time (UTC+8).
pub fn at(hour: i64, minute: i64) -> Instant {
    let midnight = 1_795_190_400_000;
    Instant::from_unix_ms(midnight + (hour * 60 + minute) * 60_000, 28_800)
        .expect("an instant of the specimens")
}

fn month_after(first: &str, months: usize) -> Month {
    let first: Month = first.parse().expect("a month of the specimens");
    first.through("2100-12".parse().expect("a month far off")).nth(months).expect("a month of the specimens")
}

fn receipt_line(item: &str, period: &str, working: &str, fen: i64) -> ReceiptLine {
    ReceiptLine { item: item.into(), period: period.into(), working: working.into(), amount: Fen::new(fen) }
}

pub fn receipt() -> Receipt {
    Receipt {
        office: OFFICE.into(),
        training: false,
        number: "0000123".into(),
        date: date("2026-11-21"),
        recorded_at: at(9, 12),
        payer: "张䶮明".into(),
        unit: "3-2-501".into(),
        lines: vec![
            receipt_line("物业费", "2026-11", "89.50㎡ × 1.85元 × 1月 = 165.58", 16_558),
            receipt_line("电梯费", "2026-11", "30.46元 × 1月 = 30.46", 3_046),
            receipt_line("地下车位管理费", "2026-10 … 2026-12", "1个 × 43.00元 × 3月 = 129.00", 12_900),
        ],
        total: Fen::new(32_504),
        tenders: vec![
            TenderLine { label: "现金".into(), amount: Fen::yuan(300), reference: None },
            TenderLine {
                label: "微信".into(),
                amount: Fen::new(3_000),
                reference: Some("4200001820202611215566778899".into()),
            },
        ],
        change: Fen::new(496),
        prepayment_left: Some(Fen::new(12_000)),
        collected_by: "李㛃".into(),
        reviewed_by: None,
        reprint: None,
        void: None,
        invoice: None,
    }
}

pub fn long_receipt() -> Receipt {
    let mut receipt = receipt();
    receipt.number = "0000124".into();
    receipt.payer = "云栖花园一期商业裙楼联合经营管理（合作）有限责任公司𬭎城分公司".into();
    receipt.unit = "1-商铺-101、1-商铺-102、1-商铺-103".into();
    receipt.lines = (0..30)
        .map(|i| {
            let month = month_after("2024-01", i);
            let item = if i % 3 == 2 {
                "物业服务费（含公共能耗分摊及垃圾清运）"
            } else {
                "物业费"
            };
            receipt_line(item, &month.to_string(), "286.40㎡ × 3.80元 × 1月 = 1,088.32", 108_832)
        })
        .collect();
    receipt.total = Fen::new(108_832 * 30);
    receipt.tenders = vec![TenderLine {
        label: "银行转账".into(),
        amount: receipt.total,
        reference: Some("HVP2026112100008867".into()),
    }];
    receipt.change = Fen::ZERO;
    receipt.prepayment_left = None;
    receipt.reviewed_by = Some("王主管".into());
    receipt.invoice = Some("26312000000012345678".into());
    receipt
}

/// Every name as long as offices write them, several tenders, a reprint.
pub fn long_names() -> Receipt {
    let tender = |label: &str, fen, reference: &str| TenderLine {
        label: label.into(),
        amount: Fen::new(fen),
        reference: Some(reference.into()),
    };
    Receipt {
        office: "云栖花园物业服务有限责任公司云栖花园一期二期三期联合管理处客户服务中心".into(),
        tenders: vec![
            tender("银行转账", 12_504, "HVP2026112100008867"),
            tender("微信", 10_000, "4200001820202611215566778899"),
            tender("支付宝", 10_000, "2026112122001455667788990011"),
        ],
        change: Fen::ZERO,
        reprint: Some(12),
        payer: long_receipt().payer,
        unit: "1-商铺-101、1-商铺-102、1-商铺-103、1-商铺-104、B1-车位-12、B1-车位-13".into(),
        ..receipt()
    }
}

pub fn void_receipt() -> Receipt {
    Receipt {
        void: Some(VoidMark {
            on: date("2026-11-22"),
            reason: "房号选错，应收3-2-502".into(),
            by: "王主管".into(),
        }),
        reprint: Some(2),
        ..receipt()
    }
}

fn notice_line(item: &str, month: &str, working: &str, due: &str, fen: i64, overdue: bool) -> NoticeLine {
    NoticeLine {
        item: item.into(),
        period: month.into(),
        working: working.into(),
        due: date(due),
        amount: Fen::new(fen),
        overdue,
    }
}

pub fn notice() -> Notice {
    Notice {
        kind: NoticeKind::Payment,
        office: OFFICE.into(),
        training: false,
        serial: "缴2026-11-0001".into(),
        unit: "3-2-501".into(),
        debtor: "张䶮明".into(),
        contract: Some("前期物业服务合同".into()),
        date: date("2026-11-21"),
        month: "2026-11".parse().expect("a month"),
        lines: vec![
            notice_line("物业费", "2026-11", "89.50㎡ × 1.85元 × 1月 = 165.58", "2026-11-30", 16_558, false),
            notice_line("电梯费", "2026-11", "30.00元 × 1月 = 30.00", "2026-11-30", 3_000, false),
            notice_line("公摊电费", "2026-10", "按面积分摊 = 12.37", "2026-11-30", 1_237, false),
        ],
        earlier: None,
        prepayment: Fen::new(5_000),
        total: Fen::new(15_795),
        as_of: date("2026-11-21"),
        deadline: date("2026-11-30"),
        how_to_pay: vec![
            "现场缴纳：云栖花园2号楼一层服务中心收费台，每日8:30—12:00、13:30—17:30（含周末），收现金、刷卡、微信、支付宝。".into(),
            "银行转账：户名 云栖花园物业服务有限公司，开户行 某某银行云栖支行，账号 0000 0000 0000 0000 000，附言请写“房号＋姓名＋物业费”。".into(),
        ],
        phone: Some("000-00000001".into()),
        closing: "感谢您对服务中心工作的支持。如您已缴纳，请忽略本通知单。".into(),
    }
}

pub fn arrears_notice() -> Notice {
    let lines: Vec<NoticeLine> = (0..30)
        .map(|i| {
            let month = month_after("2024-06", i);
            let due = month.last_day().to_string();
            let (item, working, fen) = match i % 3 {
                0 => ("物业费", "128.36㎡ × 2.20元 × 1月 = 282.39", 28_239),
                1 => ("水费", "18吨 × 2.80元 = 50.40", 5_040),
                _ => ("地下车位管理费", "1个 × 200.00元 × 1月 = 200.00", 20_000),
            };
            notice_line(item, &month.to_string(), working, &due, fen, i < 29)
        })
        .collect();
    let total = lines.iter().map(|l| l.amount).sum::<Fen>() + Fen::new(123_456);
    Notice {
        kind: NoticeKind::Arrears,
        serial: "催2026-11-0007".into(),
        unit: "12-1-2301".into(),
        debtor: "欧阳㛃（欧阳𬭎）".into(),
        lines,
        earlier: Some(Fen::new(123_456)),
        prepayment: Fen::ZERO,
        total,
        deadline: date("2026-12-15"),
        closing: "按时缴费关系到小区电梯、保洁、安保等公共服务的正常开展。如缴费确有困难，请与我们联系，商定缴费计划。".into(),
        ..notice()
    }
}

pub fn day_report() -> DayReport {
    let tender = |label: &str, count, expected, counted: Option<i64>| TenderTotal {
        label: label.into(),
        count,
        expected: Fen::new(expected),
        counted: counted.map(Fen::new),
    };
    let pieces = [(10_000, 38), (5_000, 6), (2_000, 4), (1_000, 12), (500, 9), (100, 33), (50, 5), (10, 8)];
    let item = |item: &str, count, fen| ItemTotal { item: item.into(), count, amount: Fen::new(fen) };
    DayReport {
        office: OFFICE.into(),
        training: false,
        business_date: date("2026-11-21"),
        day_number: "2026-0318".into(),
        cashier: "李㛃".into(),
        opened_at: at(8, 30),
        closed_at: at(17, 42),
        opening_float: Fen::yuan(500),
        tenders: vec![
            tender("现金", 23, 438_830, Some(438_130)),
            tender("POS刷卡", 4, 231_206, Some(231_206)),
            tender("微信", 31, 602_544, Some(602_544)),
            tender("支付宝", 12, 188_020, Some(188_020)),
            tender("银行转账", 2, 326_496, None),
        ],
        pieces: pieces.iter().map(|(face, n)| Pieces { denomination: Fen::new(*face), pieces: *n }).collect(),
        receipts: Some(ReceiptRange { first: "0000098".into(), last: "0000169".into(), count: 72 }),
        voids: vec![VoidedReceipt {
            number: "0000123".into(),
            amount: Fen::new(32_504),
            reason: "房号选错，应收3-2-502".into(),
            by: "王主管".into(),
        }],
        income: vec![
            item("物业费", 58, 1_204_310),
            item("电梯费", 41, 123_000),
            item("地下车位管理费", 19, 320_000),
            item("预存款", 3, 89_786),
        ],
        over_short: Some(OverShort {
            amount: Fen::new(-700),
            reason: "找零时多找，已调看监控，未能确认对象。".into(),
            answerable: "李㛃".into(),
            second_operator: Some("王主管".into()),
        }),
        remarks: Vec::new(),
        banked: Fen::new(388_130),
        kept: Fen::yuan(500),
        chain: ChainHead {
            entry: 10_482,
            hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        },
    }
}

pub fn empty_day_report() -> DayReport {
    let zero = |label: &str, fen| TenderTotal {
        label: label.into(),
        count: 0,
        expected: Fen::new(fen),
        counted: Some(Fen::new(fen)),
    };
    DayReport {
        training: true,
        tenders: vec![zero("现金", 50_000), zero("微信", 0)],
        pieces: Vec::new(),
        receipts: None,
        voids: Vec::new(),
        income: Vec::new(),
        over_short: None,
        remarks: vec![Remark {
            label: "历次盘点".into(),
            text: "第 1 次差额 -¥20.00；第 2 次差额 -¥5.00。".into(),
        }],
        banked: Fen::ZERO,
        ..day_report()
    }
}

pub fn count_sheet(filled: bool) -> CountSheet {
    let faces = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];
    CountSheet {
        office: OFFICE.into(),
        training: false,
        business_date: date("2026-11-21"),
        day_number: "2026-0318".into(),
        cashier: "李㛃".into(),
        printed_at: at(17, 20),
        rows: faces
            .iter()
            .zip([38, 6, 4, 12, 9, 33, 5, 8])
            .map(|(face, n)| CountRow { denomination: Fen::new(*face), pieces: filled.then_some(n) })
            .collect(),
    }
}
