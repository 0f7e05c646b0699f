//! Writes a specimen of every paper to the folder given as argument, to be looked at:
//! `cargo run -p documents --example specimens -- target/specimens`.
//! With a number as second argument it also makes so many notices in one file and says how long that took.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant as Stopwatch;

use documents::{
    Notice, Paper, ReceiptCopy, ReceiptPaper, count_sheet_pdf, day_report_pdf, notices_pdf, receipt_pdf,
};

#[path = "../tests/specimens/mod.rs"]
mod specimens;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: specimens FOLDER [NOTICES]")?);
    std::fs::create_dir_all(&folder)?;
    for (name, paper) in papers()? {
        std::fs::write(folder.join(format!("{name}.pdf")), &paper.bytes)?;
        println!(
            "{name}: {} pages, {} bytes, {} missing",
            paper.pages,
            paper.bytes.len(),
            paper.missing.len()
        );
    }
    if let Some(count) = arguments.next() {
        let notices: Vec<Notice> = many(count.parse()?);
        let began = Stopwatch::now();
        let batch = notices_pdf(&notices, specimens::at(9, 0), &mut |_| {})?;
        let took = began.elapsed();
        std::fs::write(folder.join("batch.pdf"), &batch.paper.bytes)?;
        println!(
            "{} notices, {} pages, {} bytes in {took:?}",
            notices.len(),
            batch.paper.pages,
            batch.paper.bytes.len()
        );
    }
    Ok(())
}

fn papers() -> Result<Vec<(&'static str, Paper)>, documents::Fault> {
    let one = [ReceiptCopy::Customer];
    let training = |mut receipt: documents::Receipt| {
        receipt.training = true;
        receipt
    };
    let notice = |notice: Notice| notices_pdf(&[notice], specimens::at(9, 0), &mut |_| {}).map(|b| b.paper);
    Ok(vec![
        ("receipt-a5", receipt_pdf(&specimens::receipt(), ReceiptPaper::A5, &ReceiptCopy::ALL)?),
        ("receipt-a5-void", receipt_pdf(&specimens::void_receipt(), ReceiptPaper::A5, &one)?),
        ("receipt-a5-long", receipt_pdf(&specimens::long_receipt(), ReceiptPaper::A5, &one)?),
        ("receipt-a5-training", receipt_pdf(&training(specimens::receipt()), ReceiptPaper::A5, &one)?),
        ("receipt-half", receipt_pdf(&specimens::receipt(), ReceiptPaper::HalfForm, &one)?),
        ("receipt-third", receipt_pdf(&specimens::receipt(), ReceiptPaper::ThirdForm, &one)?),
        (
            "receipt-third-long",
            receipt_pdf(&training(specimens::long_receipt()), ReceiptPaper::ThirdForm, &one)?,
        ),
        ("receipt-third-void", receipt_pdf(&specimens::void_receipt(), ReceiptPaper::ThirdForm, &one)?),
        ("receipt-a5-names", receipt_pdf(&specimens::long_names(), ReceiptPaper::A5, &one)?),
        ("notice-payment", notice(specimens::notice())?),
        ("notice-arrears", notice(specimens::arrears_notice())?),
        ("notice-training", notice(Notice { training: true, ..specimens::notice() })?),
        ("day-report", day_report_pdf(&specimens::day_report())?),
        ("day-report-empty", day_report_pdf(&specimens::empty_day_report())?),
        ("count-sheet-blank", count_sheet_pdf(&specimens::count_sheet(false))?),
        ("count-sheet-filled", count_sheet_pdf(&specimens::count_sheet(true))?),
    ])
}

/// One-page and two-page letters to people of many names.
fn many(count: u32) -> Vec<Notice> {
    let characters: Vec<char> = (0x4E00..0x5600).filter_map(char::from_u32).collect();
    (0..count as usize)
        .map(|i| {
            let mut notice = if i % 10 == 9 { specimens::arrears_notice() } else { specimens::notice() };
            let given = [characters[i * 7 % characters.len()], characters[i * 11 % characters.len()]];
            notice.debtor = given.iter().fold("张".to_owned(), |name, c| format!("{name}{c}"));
            notice.serial = format!("缴2026-11-{:04}", i + 1);
            notice
        })
        .collect()
}
