//! 收据 (practice P8; fields per 会计基础工作规范 and the forms in use): what is printed at the counter after a payment.

use ledger::calendar::{Date, Instant};
use ledger::money::Fen;

use crate::fault::Fault;
use crate::grid::{Cell, Grid, PAD, Ruled, SetRow};
use crate::lengths::{MM, Um, em};
use crate::page::{HAIRLINE, Ink, Page, Style};
use crate::paper::Paper;
use crate::press::Press;
use crate::seals;
use crate::text::{Line, wrap};
use crate::wording::{in_words, long_date, page_of};

/// A payment as the payer is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// 收款单位: the office that takes the money.
    pub office: String,
    /// A paper of a training office: 练习 across it.
    pub training: bool,
    /// Gapless number, as printed: `0000123`.
    pub number: String,
    /// Business date.
    pub date: Date,
    /// When the payment was recorded; also the file's date, so a reprint differs only by its mark.
    pub recorded_at: Instant,
    /// 交款人.
    pub payer: String,
    /// 房号; several are written as one text.
    pub unit: String,
    /// What was paid for. Not empty.
    pub lines: Vec<ReceiptLine>,
    /// 合计: the sum of the lines.
    pub total: Fen,
    /// What was handed over. Their sum less `change` is the total.
    pub tenders: Vec<TenderLine>,
    /// 找零, in cash.
    pub change: Fen,
    /// 预存余额 after this payment, where the payer has one.
    pub prepayment_left: Option<Fen>,
    /// 收款人.
    pub collected_by: String,
    /// 复核; blank for a signature when `None`.
    pub reviewed_by: Option<String>,
    /// 补打第N次.
    pub reprint: Option<u32>,
    /// 作废: stamped, kept with all its copies.
    pub void: Option<VoidMark>,
    /// The 发票 issued for it, tracked beside the receipt.
    pub invoice: Option<String>,
}

/// One thing paid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Fee item: 物业费.
    pub item: String,
    /// What it is for: `2026-11`.
    pub period: String,
    /// How it was reckoned: `89.50㎡ × 1.85元 × 1月 = 165.58`; may be empty.
    pub working: String,
    /// What was paid of it.
    pub amount: Fen,
}

/// One means of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderLine {
    /// 现金, 微信, 银行转账.
    pub label: String,
    /// What was handed over, change not yet deducted.
    pub amount: Fen,
    /// The tender's own number.
    pub reference: Option<String>,
}

/// Why a receipt no longer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidMark {
    /// Business date of the voiding.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub by: String,
}

/// The form a receipt is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReceiptPaper {
    /// A5 lying, 210 × 148 mm.
    #[default]
    A5,
    /// Continuous form 二等分, 241 × 139.7 mm.
    HalfForm,
    /// Continuous form 三等分, 241 × 93.1 mm.
    ThirdForm,
}

/// Who keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceiptCopy {
    /// 存根联
    Stub,
    /// 客户联
    Customer,
    /// 记账联
    Books,
}

impl ReceiptCopy {
    /// All three, in the order they lie on each other.
    pub const ALL: [ReceiptCopy; 3] = [ReceiptCopy::Stub, ReceiptCopy::Customer, ReceiptCopy::Books];

    /// As printed beside the receipt.
    pub const fn label(self) -> &'static str {
        match self {
            ReceiptCopy::Stub => "第一联　存根联",
            ReceiptCopy::Customer => "第二联　客户联",
            ReceiptCopy::Books => "第三联　记账联",
        }
    }
}

/// The receipt, one page per copy (more where the lines do not fit on one; the total stands on the last).
///
/// Faults: [`Fault::Empty`] without lines or copies, [`Fault::SumsDisagree`] where lines and total, or tenders less change
/// and total, differ.
pub fn receipt_pdf(receipt: &Receipt, paper: ReceiptPaper, copies: &[ReceiptCopy]) -> Result<Paper, Fault> {
    receipt.check()?;
    let form = Form::of(paper);
    let sheets = form.share_out(receipt);
    let mut press = Press::new(format!("收据 {}", receipt.number), receipt.recorded_at);
    for copy in copies {
        let pages: Vec<Page> = (0..sheets.len()).map(|i| form.draw(receipt, *copy, &sheets, i)).collect();
        press.add(&pages)?;
    }
    if copies.is_empty() {
        return Err(Fault::Empty("a receipt without a copy"));
    }
    press.finish()
}

impl Receipt {
    fn check(&self) -> Result<(), Fault> {
        if self.lines.is_empty() {
            return Err(Fault::Empty("a receipt without lines"));
        }
        let lines: Fen = self.lines.iter().map(|l| l.amount).sum();
        let tenders = self.tenders.iter().map(|t| t.amount).sum::<Fen>() - self.change;
        for (what, listed) in [("lines", lines), ("tenders less change", tenders)] {
            if listed != self.total {
                let what = format!("{what} of receipt {}", self.number);
                return Err(Fault::SumsDisagree { what, listed, stated: self.total });
            }
        }
        Ok(())
    }

    /// `现金 ¥300.00；微信 ¥25.04（凭证号 4200…）；找零 ¥0.50`.
    fn tenders_in_words(&self) -> String {
        let mut parts: Vec<String> = self
            .tenders
            .iter()
            .map(|t| match &t.reference {
                Some(reference) => format!("{} {}（凭证号 {reference}）", t.label, t.amount.with_sign()),
                None => format!("{} {}", t.label, t.amount.with_sign()),
            })
            .collect();
        if !self.change.is_zero() {
            parts.push(format!("找零 {}", self.change.with_sign()));
        }
        parts.join("；")
    }

    /// What stands under the tenders, if anything.
    fn remarks(&self) -> String {
        let mut parts = Vec::new();
        if let Some(left) = self.prepayment_left {
            parts.push(format!("预存余额 {}", left.with_sign()));
        }
        if let Some(invoice) = &self.invoice {
            parts.push(format!("已开发票 {invoice}"));
        }
        parts.join("；")
    }
}

/// A form's measures.
struct Form {
    width: Um,
    height: Um,
    left: Um,
    right: Um,
    /// Baseline of the office's name.
    top: Um,
    /// The table's upper edge.
    table: Um,
    row: Um,
    /// Rows a table has at least, so that nothing can be written in beneath.
    rows: usize,
    text: Style,
    figures: Style,
    /// From the table's lower edge to the paper's.
    foot: Um,
}

/// The lines on one page.
struct Sheet {
    rows: Vec<SetRow>,
    blanks: usize,
}

impl Form {
    fn of(paper: ReceiptPaper) -> Form {
        let (width, height, margin) = match paper {
            ReceiptPaper::A5 => (210 * MM, 148 * MM, 13 * MM),
            ReceiptPaper::HalfForm => (241 * MM, 139_700, 17 * MM),
            ReceiptPaper::ThirdForm => (241 * MM, 93_100, 17 * MM),
        };
        let small = paper == ReceiptPaper::ThirdForm;
        Form {
            width,
            height,
            left: margin,
            // The copy's name runs down the right edge.
            right: width - margin - 5 * MM,
            top: if small { 8 * MM } else { 12_500 },
            table: if small { 26 * MM } else { 38 * MM },
            row: if small { 5_600 } else { 7_600 },
            rows: if small { 3 } else { 5 },
            text: Style::sans(if small { 85 } else { 95 }),
            figures: Style::sans(if small { 90 } else { 100 }),
            foot: if small { 15 * MM } else { 26 * MM },
        }
    }

    fn grid(&self) -> Grid {
        let (item, period, amount) = (41 * MM, 37 * MM, 31 * MM);
        let working = self.right - self.left - item - period - amount;
        Grid { left: self.left, widths: vec![item, period, working, amount], pad: PAD, row: self.row }
    }

    fn heading(&self) -> SetRow {
        self.grid().heading(&["收费项目", "所属期间", "计算（数量 × 单价）", "金额（元）"], self.text.heavy())
    }

    fn line(&self, line: &ReceiptLine) -> SetRow {
        self.grid().set([
            Cell::new(&line.item, self.text),
            Cell::new(&line.period, self.text).centred(),
            Cell::new(&line.working, self.text),
            Cell::new(line.amount.grouped(), self.figures).flush_right(),
        ])
    }

    /// 合计, 收款方式 and remarks: the last page's tail.
    fn tail(&self, receipt: &Receipt) -> Vec<SetRow> {
        let grid = self.grid();
        let head = |label: &str| Cell::new(label, self.text.heavy()).centred();
        let mut rows = vec![
            grid.set([
                head("合计（大写）"),
                Cell::new(in_words(receipt.total), self.text.heavy()).over(2),
                Cell::new(receipt.total.with_sign(), self.figures.heavy()).flush_right(),
            ]),
            grid.set([head("收款方式"), Cell::new(receipt.tenders_in_words(), self.text).over(3)]),
        ];
        if let Some(void) = &receipt.void {
            let text =
                format!("本收据已于{}作废。批准人：{}。原因：{}", long_date(void.on), void.by, void.reason);
            rows.push(grid.set([head("作废"), Cell::new(text, self.text).over(3)]));
        }
        let remarks = receipt.remarks();
        if !remarks.is_empty() {
            rows.push(grid.set([head("备注"), Cell::new(remarks, self.text).over(3)]));
        }
        rows
    }

    /// Shares the lines out over pages. The last page keeps at least one line beside the total.
    fn share_out(&self, receipt: &Receipt) -> Vec<Sheet> {
        let room = self.height - self.foot - self.table - self.heading().height;
        let tail: Um = self.tail(receipt).iter().map(|r| r.height).sum();
        let mut rows: Vec<SetRow> = receipt.lines.iter().map(|l| self.line(l)).collect();
        let mut sheets = Vec::new();
        loop {
            let all: Um = rows.iter().map(|r| r.height).sum();
            if all + tail <= room || rows.len() == 1 {
                let empty = usize::try_from((room - tail - all) / self.row).unwrap_or(0);
                let blanks = self.rows.saturating_sub(rows.len()).min(empty);
                sheets.push(Sheet { rows, blanks });
                return sheets;
            }
            let mut used = self.row; // 接下页
            let fits = rows.iter().take_while(|r| {
                used += r.height;
                used <= room
            });
            let count = fits.count().clamp(1, rows.len() - 1);
            let rest = rows.split_off(count);
            sheets.push(Sheet { rows, blanks: 0 });
            rows = rest;
        }
    }

    fn draw(&self, receipt: &Receipt, copy: ReceiptCopy, sheets: &[Sheet], index: usize) -> Page {
        let mut page = Page::new(self.width, self.height);
        if receipt.training {
            seals::training(&mut page);
        }
        if receipt.void.is_some() {
            // Under the text: what was written stays legible.
            let size = if self.row < 7 * MM { 240 } else { 320 };
            seals::void(&mut page, self.width * 68 / 100, self.table + 3 * self.row, size);
        }
        self.head(&mut page, receipt);
        let last = index + 1 == sheets.len();
        let grid = self.grid();
        let mut table = Ruled::begin(&grid, self.table);
        table.row(&mut page, &self.heading());
        for row in &sheets[index].rows {
            table.row(&mut page, row);
        }
        for _ in 0..sheets[index].blanks {
            table.row(&mut page, &grid.set((0..4).map(|_| Cell::new("", self.text))));
        }
        if last {
            for row in self.tail(receipt) {
                table.row(&mut page, &row);
            }
        } else {
            table.row(&mut page, &grid.set([Cell::new("（接下页）", self.text).centred().over(4)]));
        }
        let bottom = table.end(&mut page);
        self.foot(&mut page, receipt, bottom, (index + 1, sheets.len()));
        page.stacked(self.right + 4_500, self.table, Style::sans(80), copy.label());
        page
    }

    fn head(&self, page: &mut Page, receipt: &Receipt) {
        let middle = (self.left + self.right) / 2;
        let small = self.row < 7 * MM;
        let (office, title, step) = if small { (100, 150, 6_200) } else { (115, 200, 9 * MM) };
        // Clear of the reprint label on its left.
        page.centre_within(
            middle,
            self.top,
            Style::serif(office),
            &receipt.office,
            self.right - self.left - 56 * MM,
        );
        let baseline = self.top + step;
        let half = page.spread(middle, baseline, Style::serif(title).heavy(), "收据", 12 * MM);
        for drop in [2_000, 2_700] {
            page.across(middle - half - 4 * MM, middle + half + 4 * MM, baseline + drop, HAIRLINE);
        }
        page.right(
            self.right,
            baseline - 1_000,
            Style::sans(120).heavy(),
            &format!("No. {}", receipt.number),
        );
        if let Some(times) = receipt.reprint {
            seals::label(page, self.left, self.top - 4 * MM, &format!("补打第{times}次"));
        }
        let baseline = self.table - 2_800;
        let after = page.left(self.left, baseline, self.text, "今收到（交款人）：");
        let date = long_date(receipt.date);
        page.right(self.right, baseline, self.text, &date);
        let unit = format!("房号：{}", receipt.unit);
        let unit_width = Line::set(&unit, self.text.face).width(self.text.size);
        let end = self.right - 36 * MM;
        let unit_at = (end - unit_width).clamp(self.left + 84 * MM, self.left + 100 * MM);
        squeeze(page, &receipt.payer, self.text.heavy(), (after, unit_at - 4 * MM), baseline);
        squeeze(page, &unit, self.text, (unit_at, end), baseline);
    }

    fn foot(&self, page: &mut Page, receipt: &Receipt, bottom: Um, (number, of): (usize, usize)) {
        let small = self.row < 7 * MM;
        let baseline = bottom + if small { 5_500 } else { 8_500 };
        let third = (self.right - self.left) / 3;
        page.left(self.left, baseline, self.text, "收款单位（盖章）：");
        let reviewed = receipt.reviewed_by.as_deref().unwrap_or("");
        page.left(self.left + third + 14 * MM, baseline, self.text, &format!("复核：{reviewed}"));
        page.left(
            self.left + 2 * third + 12 * MM,
            baseline,
            self.text,
            &format!("收款人：{}", receipt.collected_by),
        );
        let note = Style::sans(75).ink(Ink::Grey);
        let baseline = self.height - if small { 5 * MM } else { 8 * MM };
        let training = if receipt.training { "练习账套，不作凭据　" } else { "" };
        page.left(self.left, baseline, note, &format!("{training}本收据不作发票使用"));
        page.centre(
            (self.left + self.right) / 2,
            baseline,
            note,
            &format!("记录时间 {}", receipt.recorded_at.minute()),
        );
        page.right(self.right, baseline, note, &page_of(number, of));
    }
}

/// Text between two places on a form's line; what is too long for one line is set smaller, in several, upwards.
fn squeeze(page: &mut Page, text: &str, style: Style, (from, to): (Um, Um), baseline: Um) {
    let mut style = style;
    let mut lines = wrap(text, style.face, style.size, to - from);
    if lines.len() > 1 {
        style = Style { size: 75, heavy: false, ..style };
        lines = wrap(text, style.face, style.size, to - from);
    }
    let step = em(style.size) * 120 / 100;
    let above = Um::try_from(lines.len()).expect("a name has a few lines") - 1;
    for (line, i) in lines.into_iter().zip(0..) {
        page.place(from, baseline - (above - i) * step, style, line);
    }
}
