//! 缴费通知单 and 催缴通知单 (practice P5, P13): what is owed, for what, until when, and how to pay. Content per the
//! house rules on dunning letters: a demand, a deadline, a way to pay; no threat.

use ledger::calendar::{Date, Instant, Month};
use ledger::money::Fen;
use rayon::prelude::*;

use crate::fault::Fault;
use crate::flow::Flow;
use crate::grid::{Cell, Grid, PAD, SetRow};
use crate::lengths::{MM, Um};
use crate::page::{HAIRLINE, Ink, Page, Style};
use crate::paper::Paper;
use crate::press::Press;
use crate::wording::{in_words, long_date};

/// Which letter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// 缴费通知单: before the due date.
    Payment,
    /// 催缴通知单: something is overdue.
    Arrears,
}

impl NoticeKind {
    /// The paper's title.
    pub const fn title(self) -> &'static str {
        match self {
            NoticeKind::Payment => "缴费通知单",
            NoticeKind::Arrears => "催缴通知单",
        }
    }
}

/// One letter to one debtor about one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Payment notice or arrears notice.
    pub kind: NoticeKind,
    /// The office that writes.
    pub office: String,
    /// A paper of a training office: 练习 across it.
    pub training: bool,
    /// 编号, on every page.
    pub serial: String,
    /// 房号.
    pub unit: String,
    /// Who is liable.
    pub debtor: String,
    /// What the debt rests on, without brackets: 前期物业服务合同.
    pub contract: Option<String>,
    /// The letter's date.
    pub date: Date,
    /// The month it is about.
    pub month: Month,
    /// What is owed, in the order to be shown. May be empty where only `earlier` is owed.
    pub lines: Vec<NoticeLine>,
    /// 此前欠费: owed from before, not listed line by line.
    pub earlier: Option<Fen>,
    /// 预存款 set against it; zero is not shown.
    pub prepayment: Fen,
    /// Lines and `earlier` less `prepayment`, not below zero.
    pub total: Fen,
    /// The date the amounts are reckoned to.
    pub as_of: Date,
    /// Pay by.
    pub deadline: Date,
    /// Counter and hours, bank account and remark, one to an item.
    pub how_to_pay: Vec<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// Last sentence before the signature; may be empty.
    pub closing: String,
}

/// One thing owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// Fee item.
    pub item: String,
    /// Period: `2026-11`.
    pub period: String,
    /// How it was reckoned; may be empty.
    pub working: String,
    /// 应缴日期.
    pub due: Date,
    /// Still open.
    pub amount: Fen,
    /// Past its due date on `as_of`.
    pub overdue: bool,
}

/// Many letters in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The file.
    pub paper: Paper,
    /// For each notice, in order, the page it begins on, counted from 0.
    pub first_page: Vec<usize>,
}

/// Notices whose pages are held in memory together: 5,000 in one file stay under some 100 MB.
const CHUNK: usize = 100;

/// All notices in one file, in the order given. `progress` is told how many are done, at least once and up to all.
///
/// Faults: [`Fault::Empty`] without notices, [`Fault::SumsDisagree`] where a total is not what its letter lists.
pub fn notices_pdf(
    notices: &[Notice],
    created: Instant,
    progress: &mut dyn FnMut(usize),
) -> Result<Batch, Fault> {
    let first = notices.first().ok_or(Fault::Empty("a batch without notices"))?;
    notices.iter().try_for_each(Notice::check)?;
    let title = match notices {
        [one] => format!("{} {}", one.kind.title(), one.serial),
        _ => format!("{} {}", first.kind.title(), first.month),
    };
    let mut press = Press::new(title, created);
    let mut first_page = Vec::with_capacity(notices.len());
    for chunk in notices.chunks(CHUNK) {
        let letters: Vec<Vec<Page>> = chunk.par_iter().map(Notice::draw).collect();
        let mut page = press.pages();
        for letter in &letters {
            first_page.push(page);
            page += letter.len();
        }
        press.add(&letters.into_iter().flatten().collect::<Vec<_>>())?;
        progress(first_page.len());
    }
    Ok(Batch { paper: press.finish()?, first_page })
}

const TEXT: Style = Style::serif(110);
const CELL: Style = Style::sans(90);
const FIGURES: Style = Style::sans(95);
/// Office, date and room for the seal.
const SIGNATURE: Um = 38 * MM;

impl Notice {
    fn check(&self) -> Result<(), Fault> {
        let listed = self.listed();
        if listed != self.total {
            let what = format!("notice {}", self.serial);
            return Err(Fault::SumsDisagree { what, listed, stated: self.total });
        }
        Ok(())
    }

    fn listed(&self) -> Fen {
        let owed = self.lines.iter().map(|l| l.amount).sum::<Fen>() + self.earlier.unwrap_or(Fen::ZERO);
        (owed - self.prepayment).max(Fen::ZERO)
    }

    fn draw(&self) -> Vec<Page> {
        let head = format!("{}　编号：{}　房号：{}", self.kind.title(), self.serial, self.unit);
        let mut flow = Flow::new(self.training, head);
        self.title(&mut flow);
        self.parties(&mut flow);
        flow.skip(5 * MM);
        flow.paragraph(&format!("{}：", self.debtor), TEXT.heavy(), 0);
        flow.paragraph(&self.demand(), TEXT, 2);
        flow.skip(3 * MM);
        self.table(&mut flow);
        flow.skip(3 * MM);
        self.ways(&mut flow);
        self.signature(&mut flow);
        flow.finish(&format!("{}　{}　编号：{}", self.office, self.kind.title(), self.serial))
    }

    fn title(&self, flow: &mut Flow) {
        let (middle, left, right, y) = (flow.middle(), flow.left, flow.right, flow.y);
        let page = flow.page();
        page.centre_within(middle, y + 5 * MM, Style::serif(140), &self.office, right - left);
        page.spread(middle, y + 17 * MM, Style::serif(220).heavy(), self.kind.title(), 3 * MM);
        page.across(left, right, y + 23 * MM, 350);
        page.across(left, right, y + 23_900, HAIRLINE);
        flow.skip(28 * MM);
    }

    fn parties(&self, flow: &mut Flow) {
        let label = 24 * MM;
        let value = flow.width() / 2 - label;
        let grid = Grid { left: flow.left, widths: vec![label, value, label, value], pad: PAD, row: 7_500 };
        let row = |a: &str, b: &str, c: &str, d: &str| {
            grid.set([
                Cell::new(a, CELL.heavy()).centred(),
                Cell::new(b, FIGURES),
                Cell::new(c, CELL.heavy()).centred(),
                Cell::new(d, FIGURES),
            ])
        };
        let rows = [
            row("房　　号", &self.unit, "编　　号", &self.serial),
            row("交 款 人", &self.debtor, "费用月份", &self.month.chinese()),
        ];
        flow.table(&grid, None, &rows, 1);
    }

    fn demand(&self) -> String {
        let basis = self.contract.as_ref().map_or(String::new(), |c| format!("根据《{c}》，"));
        let (unit, as_of, by) = (&self.unit, long_date(self.as_of), long_date(self.deadline));
        match self.kind {
            NoticeKind::Payment => format!(
                "{basis}您名下的 {unit}，{}应缴费用如下表，计算至{as_of}。请于{by}前缴纳。",
                self.month.chinese()
            ),
            NoticeKind::Arrears => format!(
                "{basis}截至{as_of}，您名下的 {unit} 尚有下列费用未缴，其中已过应缴日期的，表中注明“已逾期”。\
                 请于{by}前缴清。如已缴纳或对金额有疑问，请持本通知单与我们核对。"
            ),
        }
    }

    fn table(&self, flow: &mut Flow) {
        let (item, period, due, amount) = (28 * MM, 31 * MM, 33 * MM, 25 * MM);
        let working = flow.width() - item - period - due - amount;
        let grid = Grid {
            left: flow.left,
            widths: vec![item, period, working, due, amount],
            pad: 1_500,
            row: 7 * MM,
        };
        let heading = grid.heading(
            &["收费项目", "所属期间", "计算（数量 × 单价）", "应缴日期", "金额（元）"],
            CELL.heavy(),
        );
        let mut rows: Vec<SetRow> = self.lines.iter().map(|l| line(&grid, l)).collect();
        let listed = rows.len();
        let sum = |label: String, amount: Fen| {
            grid.set([Cell::new(label, CELL).over(4), Cell::new(amount.grouped(), FIGURES).flush_right()])
        };
        if let Some(earlier) = self.earlier {
            rows.push(sum("此前欠费".into(), earlier));
        }
        if !self.prepayment.is_zero() {
            rows.push(sum("减：预存款".into(), -self.prepayment));
        }
        rows.push(grid.set([
            Cell::new("总计（大写）", CELL.heavy()).centred(),
            Cell::new(in_words(self.total), FIGURES.heavy()).over(3),
            Cell::new(self.total.with_sign(), FIGURES.heavy()).flush_right(),
        ]));
        // The sums stay with the last line they sum.
        let together = rows.len() - listed + usize::from(listed > 0);
        flow.table(&grid, Some(&heading), &rows, together);
    }

    fn ways(&self, flow: &mut Flow) {
        if !self.how_to_pay.is_empty() {
            flow.section("缴费方式", 6 * MM);
            for (i, way) in self.how_to_pay.iter().enumerate() {
                flow.item(i + 1, way, Style::serif(105));
            }
        }
        if let Some(phone) = &self.phone {
            flow.skip(2 * MM);
            flow.paragraph(&format!("联系电话：{phone}"), Style::serif(105), 0);
        }
        if !self.closing.is_empty() {
            // A signature never stands alone on a page.
            flow.keep(3 * MM + flow.height_of(&self.closing, TEXT, 2) + SIGNATURE);
            flow.skip(3 * MM);
            flow.paragraph(&self.closing, TEXT, 2);
        }
    }

    /// Office and date to the right, with room for the seal over them.
    fn signature(&self, flow: &mut Flow) {
        flow.keep(SIGNATURE);
        let (right, y) = (flow.right, flow.y);
        let office = crate::text::Line::set(&self.office, TEXT.face);
        let width: Um = office.width(TEXT.size).clamp(48 * MM, 110 * MM);
        let middle = right - width / 2 - 4 * MM;
        let page = flow.page();
        page.centre_within(middle, y + 16 * MM, TEXT, &self.office, width);
        page.centre(middle, y + 24 * MM, TEXT, &long_date(self.date));
        page.centre(middle, y + 32 * MM, Style::serif(90).ink(Ink::Grey), "（盖章）");
        flow.skip(SIGNATURE);
    }
}

fn line(grid: &Grid, line: &NoticeLine) -> SetRow {
    let due = if line.overdue { format!("{} 已逾期", line.due) } else { line.due.to_string() };
    grid.set([
        Cell::new(&line.item, CELL),
        Cell::new(&line.period, CELL).centred(),
        Cell::new(&line.working, CELL),
        Cell::new(due, CELL).centred(),
        Cell::new(line.amount.grouped(), FIGURES).flush_right(),
    ])
}
