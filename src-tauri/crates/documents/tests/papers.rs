//! What the papers say, read back by the same programs an auditor would use.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod specimens;

use std::process::Command;

use documents::{
    CountRow, Fault, Notice, Paper, Receipt, ReceiptCopy, ReceiptPaper, count_sheet_pdf, day_report_pdf,
    notices_pdf, receipt_pdf,
};
use ledger::money::Fen;

/// Runs a checking program over the paper; a program that is not installed fails the test by name.
fn run(program: &str, package: &str, arguments: &[&str], paper: &Paper) -> String {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), &paper.bytes).unwrap();
    let path = file.path().to_str().unwrap();
    let filled: Vec<&str> = arguments.iter().map(|a| if *a == "PDF" { path } else { *a }).collect();
    let output = Command::new(program)
        .args(&filled)
        .output()
        .unwrap_or_else(|e| panic!("{program} did not start ({e}): install the system package {package}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The text of the paper without white space, as set characters stand apart.
fn text(paper: &Paper) -> String {
    let text = run("pdftotext", "poppler-utils", &["-layout", "PDF", "-"], paper);
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The paper is sound and says all of `says` and nothing of `never`.
fn check(name: &str, paper: &Paper, says: &[&str], never: &[&str]) {
    run("qpdf", "qpdf", &["--check", "PDF"], paper);
    let text = text(paper);
    for expected in says {
        let plain: String = expected.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains(&plain), "{name} does not say {expected:?}:\n{text}");
    }
    for unwanted in never {
        assert!(!text.contains(unwanted), "{name} says {unwanted:?}:\n{text}");
    }
    assert_eq!(paper.sha256.len(), 64, "{name}");
}

fn one(notice: Notice) -> Paper {
    notices_pdf(&[notice], specimens::at(9, 0), &mut |_| {}).unwrap().paper
}

fn receipt(receipt: &Receipt, paper: ReceiptPaper) -> Paper {
    receipt_pdf(receipt, paper, &[ReceiptCopy::Customer]).unwrap()
}

#[test]
fn a_receipt_says_who_paid_what_and_how_on_every_form() {
    for form in [ReceiptPaper::A5, ReceiptPaper::HalfForm, ReceiptPaper::ThirdForm] {
        let paper = receipt(&specimens::receipt(), form);
        assert_eq!(paper.pages, 1, "{form:?}");
        let says = [
            "收据",
            "云栖花园物业服务中心",
            "No. 0000123",
            "2026年11月21日",
            "今收到（交款人）：张䶮明",
            "房号：3-2-501",
            "89.50㎡ × 1.85元 × 1月 = 165.58",
            "人民币叁佰贰拾伍元零肆分",
            "¥325.04",
            "现金 ¥300.00",
            "凭证号 4200001820202611215566778899",
            "找零 ¥4.96",
            "预存余额 ¥120.00",
            "收款人：李㛃",
            "复核：",
            "收款单位（盖章）",
            "本收据不作发票使用",
            "第1页 共1页",
        ];
        check("receipt", &paper, &says, &["练习", "补打", "作废", "U+"]);
    }
}

#[test]
fn each_copy_is_named() {
    let paper = receipt_pdf(&specimens::receipt(), ReceiptPaper::A5, &ReceiptCopy::ALL).unwrap();
    assert_eq!(paper.pages, 3);
    let text = text(&paper);
    assert_eq!(text.matches("No.0000123").count(), 3);
    for word in ["存", "根", "客", "户", "账"] {
        assert!(text.contains(word), "a copy's name lacks {word}");
    }
}

#[test]
fn many_lines_go_on_and_the_total_stands_on_the_last_page_only() {
    for form in [ReceiptPaper::A5, ReceiptPaper::ThirdForm] {
        let paper = receipt(&specimens::long_receipt(), form);
        let last = format!("第{0}页共{0}页", paper.pages);
        let says =
            ["第1页", "接下页", "人民币叁万贰仟陆佰肆拾玖元陆角整", "26312000000012345678", "2026-06", &last];
        check("long receipt", &paper, &says, &[]);
        let text = text(&paper);
        assert_eq!(text.matches("合计（大写）").count(), 1);
        assert_eq!(text.matches("=1,088.32").count(), 30);
        assert_eq!(text.matches("接下页").count(), paper.pages - 1);
        assert!(paper.pages > 1);
    }
}

#[test]
fn long_names_are_set_smaller_and_lose_nothing() {
    let paper = receipt(&specimens::long_names(), ReceiptPaper::A5);
    let says =
        ["联合管理处客户服务中心", "补打第12次", "2026112122001455667788990011", "𬭎城分公司", "B1-车位-13"];
    check("receipt with long names", &paper, &says, &[]);
    assert_eq!(paper.pages, 1);
}

#[test]
fn void_reprint_and_training_are_marked() {
    let paper = receipt(&specimens::void_receipt(), ReceiptPaper::A5);
    let says = ["补打第2次", "作", "废", "已于2026年11月22日作废", "房号选错，应收3-2-502", "批准人：王主管"];
    check("void receipt", &paper, &says, &["练习"]);
    let training = Receipt { training: true, ..specimens::receipt() };
    check("training receipt", &receipt(&training, ReceiptPaper::ThirdForm), &["练习账套，不作凭据"], &[]);
    let training = Notice { training: true, ..specimens::notice() };
    check("training notice", &one(training), &["练习账套，不作凭据"], &[]);
}

#[test]
fn a_payment_notice_asks() {
    let says = [
        "缴费通知单",
        "编号",
        "缴2026-11-0001",
        "张䶮明：",
        "根据《前期物业服务合同》",
        "2026年11月应缴费用",
        "请于2026年11月30日前缴纳",
        "减：预存款",
        "-50.00",
        "人民币壹佰伍拾柒元玖角伍分",
        "¥157.95",
        "缴费方式",
        "房号＋姓名＋物业费",
        "联系电话：000-00000001",
        "（盖章）",
        "第1页 共1页",
    ];
    check("payment notice", &one(specimens::notice()), &says, &["已逾期", "练习", "停水", "停电", "起诉"]);
}

#[test]
fn an_arrears_notice_lists_everything_and_threatens_nothing() {
    let paper = one(specimens::arrears_notice());
    let says = [
        "催缴通知单",
        "欧阳㛃（欧阳𬭎）：",
        "截至2026年11月21日",
        "请于2026年12月15日前缴清",
        "此前欠费",
        "1,234.56",
        "人民币陆仟伍佰陆拾贰元肆角陆分",
        "¥6,562.46",
        "（续）",
        "第2页 共2页",
        "商定缴费计划",
    ];
    check("arrears notice", &paper, &says, &["停水", "停电", "起诉", "失信", "滞纳金"]);
    let text = text(&paper);
    assert_eq!(
        text.matches("应缴日期").count(),
        3,
        "the heading stands on both pages, the demand names it once"
    );
    assert_eq!(text.matches("已逾期").count(), 30, "29 lines and the sentence that explains the words");
}

#[test]
fn a_batch_knows_where_each_notice_begins() {
    let notices: Vec<Notice> = (0..230)
        .map(|i| {
            let base = if i % 50 == 3 { specimens::arrears_notice() } else { specimens::notice() };
            Notice { serial: format!("缴2026-11-{:04}", i + 1), ..base }
        })
        .collect();
    let mut told = Vec::new();
    let batch = notices_pdf(&notices, specimens::at(9, 0), &mut |done| told.push(done)).unwrap();
    assert_eq!(told, [100, 200, 230]);
    assert_eq!(batch.paper.pages, 235);
    assert_eq!(batch.first_page[..6], [0, 1, 2, 3, 5, 6]);
    run("qpdf", "qpdf", &["--check", "PDF"], &batch.paper);
    for i in [0, 3, 4, 100, 229] {
        let page = (batch.first_page[i] + 1).to_string();
        let text = run("pdftotext", "poppler-utils", &["-f", &page, "-l", &page, "PDF", "-"], &batch.paper);
        assert!(text.contains(&notices[i].serial), "notice {i} begins on page {page}:\n{text}");
    }
}

#[test]
fn a_day_report_shows_the_day_and_the_chain() {
    let paper = day_report_pdf(&specimens::day_report()).unwrap();
    let says = [
        "日结单",
        "2026-0318",
        "2026-11-21 08:30",
        "2026-11-21 17:42",
        "期初备用金",
        "¥500.00",
        "POS刷卡",
        "未核对",
        "-7.00",
        "短款 ¥7.00",
        "责任人：李㛃",
        "复核人：王主管",
        "100元",
        "3,800.00",
        "人民币肆仟叁佰捌拾壹元叁角整",
        "12,043.10",
        "No. 0000098 至 No. 0000169，共 72 张，其中作废 1 张",
        "房号选错",
        "¥3,881.30",
        "第 10482 号",
        "9f86 d081 884c 7d65 9a2f eaa0 c55a d015 a3bf 4f1b 2b0b 822c d15d 6c15 b0f0 0a08",
        "收银员：",
        "见证人：",
        "主管：",
    ];
    check("day report", &paper, &says, &["练习"]);
    assert_eq!(paper.pages, 1, "a usual day fits on one page");
    let quiet = day_report_pdf(&specimens::empty_day_report()).unwrap();
    check(
        "quiet day",
        &quiet,
        &["本日无收款", "本日未开收据", "长短款无", "历次盘点", "练习账套"],
        &["短款¥", "未核对"],
    );
}

#[test]
fn a_blank_count_sheet_gives_nothing_away() {
    let blank = count_sheet_pdf(&specimens::count_sheet(false)).unwrap();
    check("blank count", &blank, &["现金盘点表", "100元", "1角", "见证人"], &["¥", "应有", "3,800"]);
    let filled = count_sheet_pdf(&specimens::count_sheet(true)).unwrap();
    check("filled count", &filled, &["3,800.00", "¥4,381.30", "人民币肆仟叁佰捌拾壹元叁角整"], &["应有"]);
    let mut partly = specimens::count_sheet(true);
    partly.rows[0] = CountRow { pieces: None, ..partly.rows[0] };
    check("partly filled count", &count_sheet_pdf(&partly).unwrap(), &["300.00"], &["¥"]);
}

#[test]
fn a_character_no_font_has_is_drawn_by_its_code_point_and_reported() {
    let strange = Receipt { payer: "张𫝀".into(), ..specimens::receipt() };
    let paper = receipt(&strange, ReceiptPaper::A5);
    check("receipt", &paper, &["张[U+2B740]"], &[]);
    assert_eq!(paper.missing.len(), 1);
    assert_eq!((paper.missing[0].character, paper.missing[0].within.as_str()), ('𫝀', "张𫝀"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let twice = |make: &dyn Fn() -> Paper| {
        let (first, second) = (make(), make());
        assert_eq!(first, second);
        first.sha256
    };
    let receipt_hash = twice(&|| receipt(&specimens::receipt(), ReceiptPaper::A5));
    let notice_hash = twice(&|| one(specimens::arrears_notice()));
    let report_hash = twice(&|| day_report_pdf(&specimens::day_report()).unwrap());
    let sheet_hash = twice(&|| count_sheet_pdf(&specimens::count_sheet(true)).unwrap());
    let reprint = Receipt { reprint: Some(1), ..specimens::receipt() };
    let reprint_hash = twice(&|| receipt(&reprint, ReceiptPaper::A5));
    let mut hashes = vec![receipt_hash, notice_hash, report_hash, sheet_hash, reprint_hash];
    hashes.dedup();
    assert_eq!(hashes.len(), 5, "different documents give different bytes");
}

#[test]
fn a_paper_that_contradicts_itself_is_not_made() {
    let wrong_total = Receipt { total: Fen::new(32_505), ..specimens::receipt() };
    let wrong_change = Receipt { change: Fen::ZERO, ..specimens::receipt() };
    for receipt in [wrong_total, wrong_change] {
        let fault = receipt_pdf(&receipt, ReceiptPaper::A5, &ReceiptCopy::ALL).unwrap_err();
        assert!(matches!(fault, Fault::SumsDisagree { .. }), "{fault}");
    }
    let notice = Notice { total: Fen::new(1), ..specimens::notice() };
    let fault = notices_pdf(&[notice], specimens::at(9, 0), &mut |_| {}).unwrap_err();
    assert!(matches!(fault, Fault::SumsDisagree { .. }), "{fault}");
    let mut report = specimens::day_report();
    report.over_short = None;
    assert!(matches!(day_report_pdf(&report).unwrap_err(), Fault::SumsDisagree { .. }));
    assert!(matches!(notices_pdf(&[], specimens::at(9, 0), &mut |_| {}).unwrap_err(), Fault::Empty(_)));
}
