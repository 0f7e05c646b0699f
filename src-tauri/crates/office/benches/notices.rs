//! A thousand arrears notices in one PDF: drawing alone, and the whole act that keeps and draws them.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use std::io::Write;
use std::time::Duration;

use documents::{Notice, NoticeKind, NoticeLine, notices_pdf};
use estate::{code, desk, estate, folder, id, line, median, name, now, timed};
use ledger::money::Fen;
use office::acts;
use office::views::billing::RunBilling;
use office::views::notices::NoticesRequest;

const NOTICES: usize = 1000;
const RUNS: usize = 5;
/// Months billed, each a line of the letter.
const MONTHS: u32 = 6;

fn letter(n: usize) -> Notice {
    let day = |text: &str| ledger::calendar::parse_date(text).unwrap();
    let amount = Fen::new(16_558);
    let lines = (5..5 + MONTHS).map(|month| NoticeLine {
        item: "物业费".into(),
        period: format!("2026-{month:02}"),
        working: "89.50㎡ × 1.85元 × 1月 = 165.58".into(),
        due: day(&format!("2026-{month:02}-28")),
        amount,
        overdue: true,
    });
    Notice {
        kind: NoticeKind::Arrears,
        office: "桂苑服务中心".into(),
        training: true,
        serial: format!("CJ2026-{n:06}"),
        unit: code(n).to_string(),
        debtor: name(n),
        contract: None,
        date: day("2026-11-21"),
        month: "2026-11".parse().unwrap(),
        lines: lines.collect(),
        earlier: None,
        prepayment: Fen::ZERO,
        total: amount.times(i64::from(MONTHS)),
        as_of: day("2026-11-21"),
        deadline: day("2026-12-05"),
        how_to_pay: vec!["服务中心收费台，每天 8:30–18:00，现金、微信、支付宝、刷卡".into()],
        phone: None,
        closing: "请于2026年12月5日前缴清。如对金额有异议，请在收到本通知后书面告知。".into(),
    }
}

fn rate(time: Duration) -> u128 {
    NOTICES as u128 * 1_000_000 / time.as_micros().max(1)
}

fn main() {
    let letters: Vec<Notice> = (0..NOTICES).map(letter).collect();
    let target = folder();
    let (mut drawn, mut written, mut bytes) = (vec![], vec![], 0);
    for _ in 0..RUNS {
        let (took, batch) = timed(|| notices_pdf(&letters, now(), &mut |_| {}).unwrap());
        drawn.push(took);
        bytes = batch.paper.bytes.len();
        let (took, ()) = timed(|| {
            let mut file = std::fs::File::create(target.path().join("bare.pdf")).unwrap();
            file.write_all(&batch.paper.bytes).and_then(|()| file.sync_all()).unwrap();
        });
        written.push(took);
    }
    let office = estate(NOTICES, "2026-05-01");
    let mut desk = desk(office.path());
    let billing = RunBilling { id: id(), through: "2026-10".into(), expected_total_fen: None };
    acts::run_billing(&mut desk, billing, now()).unwrap();
    let mut acted = vec![];
    for _ in 0..RUNS {
        let request = NoticesRequest {
            id: id(),
            month: "2026-11".into(),
            kinds: vec!["arrears".into()],
            buildings: Vec::new(),
            units: Vec::new(),
            per_unit: false,
            folder: None,
        };
        let (took, made) = timed(|| acts::issue_notices(&mut desk, request, now()).unwrap());
        assert_eq!(made.notices.len(), NOTICES);
        acted.push(took);
    }
    let limit = median(written);
    let (drawn, acted) = (median(drawn), median(acted));
    println!(
        "催缴通知单：{NOTICES} 份一个 PDF（每份 {MONTHS} 行，共 {} KB），{RUNS} 次的中位数",
        bytes / 1024
    );
    line("极限：同样的字节写盘并落盘", limit, None);
    line(&format!("只画 PDF，每秒 {} 份", rate(drawn)), drawn, Some(limit));
    line(&format!("整个动作（算、留底、画、落盘），每秒 {} 份", rate(acted)), acted, Some(limit));
}
