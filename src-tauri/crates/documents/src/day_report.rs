//! 日结单 (practice P10): the closed cash day on paper, with the head of the chain, so that the books as they stood that
//! evening can be proved later from a signed sheet.

use ledger::calendar::{Date, Instant};
use ledger::money::Fen;

use crate::count_sheet::{SIGNATURES, parties, signatures, title};
use crate::fault::Fault;
use crate::flow::Flow;
use crate::grid::{Cell, Grid, PAD, SetRow};
use crate::lengths::MM;
use crate::page::{Page, Style};
use crate::paper::Paper;
use crate::press::Press;
use crate::wording::{denomination, in_words, long_date};

/// A closed cash day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayReport {
    /// The office.
    pub office: String,
    /// A paper of a training office: 练习 across it.
    pub training: bool,
    /// 营业日期.
    pub business_date: Date,
    /// 日结编号, as printed.
    pub day_number: String,
    /// Who held the drawer.
    pub cashier: String,
    /// 开班.
    pub opened_at: Instant,
    /// 结班; also the file's date.
    pub closed_at: Instant,
    /// 备用金 at the start.
    pub opening_float: Fen,
    /// One row per tender, cash first.
    pub tenders: Vec<TenderTotal>,
    /// The count of the drawer, from the largest down. Empty where nothing was counted.
    pub pieces: Vec<Pieces>,
    /// `None` on a day without receipts.
    pub receipts: Option<ReceiptRange>,
    /// Receipts voided on this day.
    pub voids: Vec<VoidedReceipt>,
    /// What was paid for, by fee item.
    pub income: Vec<ItemTotal>,
    /// `None` when the drawer agreed.
    pub over_short: Option<OverShort>,
    /// What else the one who signs must see: an opening that differed, earlier counts.
    pub remarks: Vec<Remark>,
    /// 解款: taken to the bank.
    pub banked: Fen,
    /// 留存备用金: stays in the drawer.
    pub kept: Fen,
    /// The books' head when the day was closed.
    pub chain: ChainHead,
}

/// What one tender should hold and was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderTotal {
    /// 现金, 微信.
    pub label: String,
    /// 收款笔数.
    pub count: u32,
    /// 应有.
    pub expected: Fen,
    /// 实点; `None` prints 未核对.
    pub counted: Option<Fen>,
}

/// Notes or coins of one denomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pieces {
    /// Face value.
    pub denomination: Fen,
    /// How many.
    pub pieces: u32,
}

/// The day's receipt numbers, without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRange {
    /// First number.
    pub first: String,
    /// Last number.
    pub last: String,
    /// How many, voided ones included.
    pub count: u32,
}

/// A receipt voided on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidedReceipt {
    /// Its number.
    pub number: String,
    /// Its total.
    pub amount: Fen,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub by: String,
}

/// Takings of one fee item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTotal {
    /// Fee item.
    pub item: String,
    /// Lines paid.
    pub count: u32,
    /// Sum paid.
    pub amount: Fen,
}

/// 长款 or 短款.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverShort {
    /// Counted less expected: above zero 长款, below 短款.
    pub amount: Fen,
    /// Why, as far as known.
    pub reason: String,
    /// Who answers for it.
    pub answerable: String,
    /// The second person, where the limit asks for one.
    pub second_operator: Option<String>,
}

/// A remark with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// A few characters: `历次盘点`.
    pub label: String,
    /// A sentence.
    pub text: String,
}

/// The last entry of the books and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// Entry number.
    pub entry: u64,
    /// Full hash, hexadecimal.
    pub hash: String,
}

/// The day report on A4.
///
/// Fault: [`Fault::SumsDisagree`] where the over or short stated is not the difference counted.
pub fn day_report_pdf(report: &DayReport) -> Result<Paper, Fault> {
    report.check()?;
    let mut press = Press::new(format!("日结单 {}", report.business_date), report.closed_at);
    press.add(&report.draw())?;
    press.finish()
}

const TEXT: Style = Style::sans(90);
const FIGURES: Style = Style::sans(95);
const ROW: i32 = 5_800;

impl DayReport {
    fn check(&self) -> Result<(), Fault> {
        let listed: Fen = self.tenders.iter().filter_map(TenderTotal::difference).sum();
        let stated = self.over_short.as_ref().map_or(Fen::ZERO, |o| o.amount);
        if listed != stated {
            let what = format!("over or short of cash day {}", self.day_number);
            return Err(Fault::SumsDisagree { what, listed, stated });
        }
        Ok(())
    }

    fn draw(&self) -> Vec<Page> {
        let head = format!("日结单　{}　日结编号：{}", long_date(self.business_date), self.day_number);
        let mut flow = Flow::new(self.training, head.clone());
        title(&mut flow, &self.office, "日结单");
        self.facts(&mut flow);
        self.tenders(&mut flow);
        self.over_short(&mut flow);
        self.count(&mut flow);
        self.disposal(&mut flow);
        self.income(&mut flow);
        self.receipts(&mut flow);
        self.chain(&mut flow);
        signatures(&mut flow, &["收银员", "见证人", "主管"]);
        flow.finish(&format!("{}　{head}", self.office))
    }

    fn facts(&self, flow: &mut Flow) {
        parties(
            flow,
            &[
                ("营业日期", long_date(self.business_date), "日结编号", self.day_number.clone()),
                ("开班时间", self.opened_at.minute(), "结班时间", self.closed_at.minute()),
                ("收 银 员", self.cashier.clone(), "期初备用金", self.opening_float.with_sign()),
            ],
        );
    }

    fn tenders(&self, flow: &mut Flow) {
        section(flow, "各收款方式应有与实点", 3 * ROW);
        let grid = columns(flow, &[40, 26, 34, 34]);
        let heading =
            grid.heading(&["收款方式", "收款笔数", "应有（元）", "实点（元）", "差额（元）"], TEXT.heavy());
        let row = |label: &str, count: u32, expected: Fen, counted: Option<Fen>, style: Style| {
            let unchecked = if style.heavy { "—" } else { "未核对" };
            let difference = counted.map_or("—".into(), |c| (c - expected).grouped());
            grid.set([
                Cell::new(label, style),
                Cell::new(count.to_string(), style).flush_right(),
                Cell::new(expected.grouped(), style).flush_right(),
                Cell::new(counted.map_or(unchecked.into(), Fen::grouped), style).flush_right(),
                Cell::new(difference, style).flush_right(),
            ])
        };
        let mut rows: Vec<SetRow> =
            self.tenders.iter().map(|t| row(&t.label, t.count, t.expected, t.counted, FIGURES)).collect();
        let counted: Option<Fen> = self.tenders.iter().map(|t| t.counted).sum::<Option<Fen>>();
        // The drawer is counted with its float; the takings below are without.
        let total = if self.opening_float.is_zero() { "合计" } else { "合计（含备用金）" };
        rows.push(row(
            total,
            self.tenders.iter().map(|t| t.count).sum(),
            self.tenders.iter().map(|t| t.expected).sum(),
            counted,
            FIGURES.heavy(),
        ));
        flow.table(&grid, Some(&heading), &rows, 2);
    }

    fn over_short(&self, flow: &mut Flow) {
        let grid = columns(flow, &[26]);
        let label = |text: &str| Cell::new(text, TEXT.heavy()).centred();
        let mut rows = match &self.over_short {
            None => vec![grid.set([label("长短款"), Cell::new("无", FIGURES)])],
            Some(found) => {
                let kind = if found.amount.is_negative() { "短款" } else { "长款" };
                // Not said at the close: a line to write on.
                let who = if found.answerable.is_empty() { "＿＿＿＿＿＿" } else { &found.answerable };
                let answer = match &found.second_operator {
                    Some(second) => format!("责任人：{who}　　复核人：{second}"),
                    None => format!("责任人：{who}"),
                };
                vec![
                    grid.set([
                        label("长短款"),
                        Cell::new(format!("{kind} {}", found.amount.abs().with_sign()), FIGURES.heavy()),
                    ]),
                    grid.set([label("原　　因"), Cell::new(&found.reason, FIGURES)]),
                    grid.set([label("处　　理"), Cell::new(answer, FIGURES)]),
                ]
            }
        };
        rows.extend(self.remarks.iter().map(|r| grid.set([label(&r.label), Cell::new(&r.text, FIGURES)])));
        let together = rows.len();
        flow.skip(2 * MM);
        flow.table(&grid, None, &rows, together);
    }

    /// The count, two denominations to a row.
    fn count(&self, flow: &mut Flow) {
        if self.pieces.is_empty() {
            return;
        }
        section(flow, "现金盘点与去向", 3 * ROW);
        let half = flow.width() / 2;
        let (face, pieces) = (24 * MM, 24 * MM);
        let amount = half - face - pieces;
        let grid = Grid {
            left: flow.left,
            widths: vec![face, pieces, amount, face, pieces, amount],
            pad: PAD,
            row: ROW,
        };
        let titles = ["面额", "张（枚）数", "金额（元）"];
        let heading = grid.heading(&[titles, titles].concat(), TEXT.heavy());
        let cells = |piece: Option<&Pieces>| match piece {
            Some(p) => [
                Cell::new(denomination(p.denomination), FIGURES).centred(),
                Cell::new(p.pieces.to_string(), FIGURES).flush_right(),
                Cell::new(p.amount().grouped(), FIGURES).flush_right(),
            ],
            None => [Cell::new("", FIGURES), Cell::new("", FIGURES), Cell::new("", FIGURES)],
        };
        let rows_needed = self.pieces.len().div_ceil(2);
        let (first, second) = self.pieces.split_at(rows_needed);
        let mut rows: Vec<SetRow> = (0..rows_needed)
            .map(|i| grid.set(cells(first.get(i)).into_iter().chain(cells(second.get(i)))))
            .collect();
        let total: Fen = self.pieces.iter().map(|p| p.amount()).sum();
        rows.push(grid.set([
            Cell::new("合计", FIGURES.heavy()).centred(),
            Cell::new(in_words(total), FIGURES.heavy()).over(3),
            Cell::new(total.with_sign(), FIGURES.heavy()).flush_right().over(2),
        ]));
        flow.table(&grid, Some(&heading), &rows, 2);
    }

    fn income(&self, flow: &mut Flow) {
        section(flow, "收款项目", 3 * ROW);
        let grid = columns(flow, &[90, 30]);
        let heading = grid.heading(&["收费项目", "笔数", "金额（元）"], TEXT.heavy());
        let row = |item: &str, count: u32, amount: Fen, style: Style| {
            grid.set([
                Cell::new(item, style),
                Cell::new(count.to_string(), style).flush_right(),
                Cell::new(amount.grouped(), style).flush_right(),
            ])
        };
        let mut rows: Vec<SetRow> =
            self.income.iter().map(|i| row(&i.item, i.count, i.amount, FIGURES)).collect();
        if rows.is_empty() {
            rows.push(grid.set([Cell::new("本日无收款。", FIGURES).centred().over(3)]));
        }
        let count = self.income.iter().map(|i| i.count).sum();
        rows.push(row("合计", count, self.income.iter().map(|i| i.amount).sum(), FIGURES.heavy()));
        flow.table(&grid, Some(&heading), &rows, 2);
    }

    fn receipts(&self, flow: &mut Flow) {
        section(flow, "收据", 3 * ROW);
        let grid = columns(flow, &[26]);
        let used = match &self.receipts {
            Some(r) => format!(
                "No. {} 至 No. {}，共 {} 张，其中作废 {} 张",
                r.first,
                r.last,
                r.count,
                self.voids.len()
            ),
            None => "本日未开收据".into(),
        };
        let row = grid.set([Cell::new("起止号码", TEXT.heavy()).centred(), Cell::new(used, FIGURES)]);
        flow.table(&grid, None, &[row], 1);
        if self.voids.is_empty() {
            return;
        }
        flow.skip(2 * MM);
        let grid = columns(flow, &[30, 30, 78]);
        let heading = grid.heading(&["作废号码", "金额（元）", "原因", "批准人"], TEXT.heavy());
        let rows: Vec<SetRow> = self
            .voids
            .iter()
            .map(|v| {
                grid.set([
                    Cell::new(&v.number, FIGURES).centred(),
                    Cell::new(v.amount.grouped(), FIGURES).flush_right(),
                    Cell::new(&v.reason, FIGURES),
                    Cell::new(&v.by, FIGURES).centred(),
                ])
            })
            .collect();
        flow.table(&grid, Some(&heading), &rows, 1);
    }

    fn disposal(&self, flow: &mut Flow) {
        if self.pieces.is_empty() {
            section(flow, "现金去向", 2 * ROW);
        } else {
            flow.skip(2 * MM);
        }
        parties(flow, &[("解款银行", self.banked.with_sign(), "留存备用金", self.kept.with_sign())]);
    }

    /// The head of the chain stays with the signatures: they vouch for it.
    fn chain(&self, flow: &mut Flow) {
        section(flow, "账链末笔分录与校验码", ROW + SIGNATURES);
        let grid = columns(flow, &[34]);
        let row = grid.set([
            Cell::new(format!("第 {} 号", self.chain.entry), FIGURES).centred(),
            Cell::new(in_groups(&self.chain.hash), TEXT),
        ]);
        flow.table(&grid, None, &[row], 1);
    }
}

impl TenderTotal {
    /// Counted less expected.
    pub fn difference(&self) -> Option<Fen> {
        self.counted.map(|c| c - self.expected)
    }
}

impl Pieces {
    /// Their worth.
    pub fn amount(self) -> Fen {
        self.denomination.times(i64::from(self.pieces))
    }
}

/// A numbered section.
fn section(flow: &mut Flow, title: &str, with: i32) {
    let numbers = ["一", "二", "三", "四", "五"];
    let number = numbers[flow.sections().min(numbers.len() - 1)];
    flow.section(&format!("{number}、{title}"), with);
}

/// Columns of these widths in millimetres; the last one takes what is left.
fn columns(flow: &Flow, millimetres: &[i32]) -> Grid {
    let mut widths: Vec<i32> = millimetres.iter().map(|mm| mm * MM).collect();
    widths.push(flow.width() - widths.iter().sum::<i32>());
    Grid { left: flow.left, widths, pad: PAD, row: ROW }
}

/// A hash in groups of four, so that it can be read aloud and compared; lines break between groups.
fn in_groups(hash: &str) -> String {
    let groups: Vec<String> =
        hash.as_bytes().chunks(4).map(|g| String::from_utf8_lossy(g).into_owned()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_grouped() {
        assert_eq!(in_groups("0123456789abcdef"), "0123 4567 89ab cdef");
        assert_eq!(in_groups("012345"), "0123 45");
    }
}
