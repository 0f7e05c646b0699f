//! 现金盘点表 (practice P10): filled in at the drawer, before anyone sees what the books expect. So it has no expected
//! amount, and none can be passed in.

use ledger::calendar::{Date, Instant};
use ledger::money::Fen;

use crate::fault::Fault;
use crate::flow::Flow;
use crate::grid::{Cell, Grid, PAD, SetRow};
use crate::lengths::{MM, Um};
use crate::page::{Page, Style};
use crate::paper::Paper;
use crate::press::Press;
use crate::wording::{denomination, in_words, long_date};

/// A count of the drawer by denomination, blank or filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountSheet {
    /// The office.
    pub office: String,
    /// A paper of a training office: 练习 across it.
    pub training: bool,
    /// The business date that is counted.
    pub business_date: Date,
    /// Cash day number, as printed.
    pub day_number: String,
    /// Whose drawer.
    pub cashier: String,
    /// When the sheet was made; also the file's date.
    pub printed_at: Instant,
    /// From the largest denomination down. Not empty.
    pub rows: Vec<CountRow>,
}

/// Pieces of one denomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountRow {
    /// Face value.
    pub denomination: Fen,
    /// `None` leaves the cell blank for the pen.
    pub pieces: Option<u32>,
}

impl CountRow {
    /// Its worth, if counted.
    pub fn amount(self) -> Option<Fen> {
        self.pieces.map(|n| self.denomination.times(i64::from(n)))
    }
}

/// The count sheet on A4. Fault: [`Fault::Empty`] without denominations.
pub fn count_sheet_pdf(sheet: &CountSheet) -> Result<Paper, Fault> {
    if sheet.rows.is_empty() {
        return Err(Fault::Empty("a count sheet without denominations"));
    }
    let mut press = Press::new(format!("现金盘点表 {}", sheet.business_date), sheet.printed_at);
    press.add(&sheet.draw())?;
    press.finish()
}

impl CountSheet {
    fn draw(&self) -> Vec<Page> {
        let head = format!("现金盘点表　{}　日结编号：{}", long_date(self.business_date), self.day_number);
        let mut flow = Flow::new(self.training, head.clone());
        title(&mut flow, &self.office, "现金盘点表");
        let facts = [
            ("营业日期", long_date(self.business_date), "日结编号", self.day_number.clone()),
            ("收 银 员", self.cashier.clone(), "盘点时间", String::new()),
        ];
        parties(&mut flow, &facts);
        flow.skip(6 * MM);
        self.table(&mut flow);
        flow.skip(4 * MM);
        flow.paragraph(
            "盘点说明：先清点、填写本表，再登记到日结；见证人在场清点，复点一致后三方签字。",
            Style::serif(100),
            0,
        );
        signatures(&mut flow, &["收银员", "见证人", "主管"]);
        flow.finish(&format!("{}　{head}", self.office))
    }

    fn table(&self, flow: &mut Flow) {
        let text = Style::sans(105);
        let (face, pieces, amount) = (36 * MM, 36 * MM, 48 * MM);
        let note = flow.width() - face - pieces - amount;
        let grid = Grid { left: flow.left, widths: vec![face, pieces, amount, note], pad: PAD, row: 9 * MM };
        let heading = grid.heading(&["面额", "张（枚）数", "金额（元）", "备注"], text.heavy());
        let mut rows: Vec<SetRow> = self
            .rows
            .iter()
            .map(|row| {
                grid.set([
                    Cell::new(denomination(row.denomination), text).centred(),
                    Cell::new(row.pieces.map_or(String::new(), |n| n.to_string()), text).flush_right(),
                    Cell::new(row.amount().map_or(String::new(), Fen::grouped), text).flush_right(),
                    Cell::new("", text),
                ])
            })
            .collect();
        // A sum is only printed when every denomination was counted.
        let total: Option<Fen> = self.rows.iter().map(|r| r.amount()).sum::<Option<Fen>>();
        rows.push(grid.set([
            Cell::new("合计", text.heavy()).centred().over(2),
            Cell::new(total.map_or(String::new(), Fen::with_sign), text.heavy()).flush_right(),
            Cell::new("", text),
        ]));
        rows.push(grid.set([
            Cell::new("合计（大写）", text.heavy()).centred(),
            Cell::new(total.map_or("人民币".into(), in_words), text).over(3),
        ]));
        flow.table(&grid, Some(&heading), &rows, 2);
    }
}

/// Office and title at the head of an internal paper.
pub(crate) fn title(flow: &mut Flow, office: &str, title: &str) {
    let (middle, width, y) = (flow.middle(), flow.width(), flow.y);
    let page = flow.page();
    page.centre_within(middle, y + 4 * MM, Style::serif(120), office, width);
    page.spread(middle, y + 14 * MM, Style::serif(190).heavy(), title, 3 * MM);
    flow.skip(18_500);
}

/// The labelled facts under the title, two to a row.
pub(crate) fn parties(flow: &mut Flow, facts: &[(&str, String, &str, String)]) {
    let (label, value) = (Style::sans(90).heavy(), Style::sans(95));
    let narrow = 26 * MM;
    let wide = flow.width() / 2 - narrow;
    let grid = Grid { left: flow.left, widths: vec![narrow, wide, narrow, wide], pad: PAD, row: 6_400 };
    let rows: Vec<SetRow> = facts
        .iter()
        .map(|(a, b, c, d)| {
            grid.set([
                Cell::new(*a, label).centred(),
                Cell::new(b, value),
                Cell::new(*c, label).centred(),
                Cell::new(d, value),
            ])
        })
        .collect();
    flow.table(&grid, None, &rows, 1);
}

/// The height of [`signatures`].
pub(crate) const SIGNATURES: Um = 18 * MM;

/// Lines to sign on, with a date.
pub(crate) fn signatures(flow: &mut Flow, who: &[&str]) {
    flow.keep(SIGNATURES);
    let columns = i32::try_from(who.len()).expect("a few people sign");
    let (left, width, y) = (flow.left, flow.width() / columns, flow.y + 9_500);
    let style = Style::sans(100);
    let page = flow.page();
    for (i, role) in (0..columns).zip(who) {
        let x = left + i * width;
        let end = page.left(x, y, style, &format!("{role}："));
        page.across(end, x + width - 6 * MM, y + 1_200, crate::page::HAIRLINE);
        page.left(x, y + 7_500, Style::sans(90), "日期：　　　年　　月　　日");
    }
    flow.skip(SIGNATURES);
}
