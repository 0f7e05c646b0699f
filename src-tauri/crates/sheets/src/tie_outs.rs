//! The workbook's own totals beside ours, each 分 of a difference explained where it can be.

use std::fmt;

use ledger::money::{Fen, RoundingStep};
use rust_decimal::Decimal;

use crate::cells::Amount;

/// A workbook's total and the sum of its cells agree when they are this close: doubles do not add up exactly.
pub(crate) const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What rounding to the 分 can move one cell by.
pub(crate) const HALF_A_FEN: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// The first few of some rows, and how many there are.
#[derive(Debug, Clone, Default)]
struct Rows {
    first: Vec<u32>,
    count: u32,
}

impl Rows {
    fn add(&mut self, row: u32) {
        if self.first.len() < 5 {
            self.first.push(row);
        }
        self.count += 1;
    }
}

/// `（第 3、7 行）`, `（第 3、7、9、12、15 行等）`.
impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("（第 ")?;
        for (at, row) in self.first.iter().enumerate() {
            write!(f, "{}{row}", if at > 0 { "、" } else { "" })?;
        }
        let more = usize::try_from(self.count).is_ok_and(|count| count > self.first.len());
        f.write_str(if more { " 行等）" } else { " 行）" })
    }
}

/// The running sum of one column, since the top, since the last subtotal, or of one building or item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running {
    /// Of every cell that could be read, before rounding.
    pub exact: Decimal,
    imported: Fen,
    /// Of rows that are not imported.
    left_out: Decimal,
    left_out_rows: Rows,
    unreadable: Rows,
    /// Of cells typed as text.
    text: Decimal,
    text_rows: Rows,
    /// As much as rounding can come to: half a 分 for each cell.
    rounds_by: Decimal,
    /// Of the rows whose own total is not the sum of their columns: the sum less the total.
    off: Decimal,
    off_rows: Rows,
}

impl Running {
    /// A cell that is imported.
    pub fn imported(&mut self, row: u32, amount: Amount) {
        self.count(row, amount);
        self.imported += amount.fen;
        self.rounds_by += HALF_A_FEN;
    }

    /// A row's own total, and the sum of the columns that is imported instead.
    pub fn total(&mut self, row: u32, total: Decimal, sum: Fen) {
        self.exact += total;
        self.imported += sum;
        self.rounds_by += TOLERANCE;
        let off = sum.to_decimal() - total;
        if off.abs() > TOLERANCE {
            self.off += off;
            self.off_rows.add(row);
        }
    }

    /// A cell that is not imported.
    pub fn left_out(&mut self, row: u32, amount: Amount) {
        self.count(row, amount);
        self.left_out += amount.exact;
        self.left_out_rows.add(row);
    }

    fn count(&mut self, row: u32, amount: Amount) {
        self.exact += amount.exact;
        if amount.as_text {
            self.text += amount.exact;
            self.text_rows.add(row);
        }
    }

    /// A cell that holds no number.
    pub fn unreadable(&mut self, row: u32) {
        self.unreadable.add(row);
    }

    /// Any amount but nought.
    pub fn has_imported(&self) -> bool {
        !self.imported.is_zero()
    }

    /// The workbook's `total` is that of these cells.
    pub fn agrees(&self, total: Decimal) -> bool {
        [self.exact, self.exact - self.text, self.imported.to_decimal()]
            .iter()
            .any(|sum| (total - sum).abs() <= TOLERANCE)
    }

    /// What stands beside `workbook`.
    pub fn compare(&self, workbook: Decimal) -> Comparison {
        let rounded = RoundingStep::Fen.round(workbook).unwrap_or_default();
        let rounding = self.imported.to_decimal() - (self.exact - self.left_out) - self.off;
        let only_rounded = rounding.abs() <= self.rounds_by;
        let mut said = Vec::new();
        let mut rest = workbook - self.exact;
        if rest.abs() > TOLERANCE && (rest + self.text).abs() <= TOLERANCE {
            rest += self.text;
            said.push(format!(
                "有 {} 格是文本{}，工作簿没有计入，合 {} 元",
                self.text_rows.count,
                self.text_rows,
                self.text.normalize()
            ));
        }
        let adds_up = rest.abs() <= TOLERANCE;
        let settled = adds_up && only_rounded && self.off.abs() <= TOLERANCE;
        if self.left_out_rows.count > 0 {
            said.push(format!(
                "有 {} 行没有导入{}，合 {} 元",
                self.left_out_rows.count,
                self.left_out_rows,
                self.left_out.normalize()
            ));
        }
        if !rounding.is_zero() {
            let more = if rounding.is_sign_positive() { "多" } else { "少" };
            let why = if only_rounded {
                "逐户四舍五入到分，共"
            } else {
                "导入的与各行之和不符，请核对，"
            };
            said.push(format!("{why}{more} {} 元", rounding.abs().normalize()));
        }
        if self.off_rows.count > 0 {
            let by = match self.off {
                off if off.is_zero() => "，多少相抵".to_owned(),
                off => {
                    let more = if off.is_sign_positive() { "多" } else { "少" };
                    format!("，按各列导入，共{more} {} 元，请核对", off.abs().normalize())
                }
            };
            said.push(format!("有 {} 行自己的合计与各列之和不符{}{by}", self.off_rows.count, self.off_rows));
        }
        if self.unreadable.count > 0 {
            said.push(format!("有 {} 格看不懂{}，没有计入", self.unreadable.count, self.unreadable));
        }
        if !adds_up {
            said.push(format!("工作簿的合计与各行之和仍相差 {} 元，请核对", rest.normalize()));
        }
        let explanation = match said.is_empty() {
            true if rounded == self.imported => "一致。".to_owned(),
            true => "只差在工作簿合计的尾数上。".to_owned(),
            false => format!("{}。", said.join("；")),
        };
        let rest = if adds_up { Decimal::ZERO } else { rest };
        Comparison {
            workbook_fen: rounded.fen(),
            imported_fen: self.imported.fen(),
            explanation,
            settled,
            rest,
        }
    }
}

/// A total, ours beside the workbook's.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub workbook_fen: i64,
    pub imported_fen: i64,
    pub explanation: String,
    pub settled: bool,
    /// What no one can explain: the workbook's less ours.
    pub rest: Decimal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fen_of_a_difference_is_explained() {
        let amount = |text: &str| {
            let exact: Decimal = text.parse().unwrap();
            Amount { exact, fen: RoundingStep::Fen.round(exact).unwrap(), as_text: false }
        };
        let mut sum = Running::default();
        assert_eq!(sum.compare(Decimal::ZERO).explanation, "一致。");
        sum.imported(3, amount("10.005"));
        sum.imported(4, amount("10.005"));
        sum.left_out(5, amount("7"));
        let got = sum.compare("27.009999999999998".parse().unwrap());
        assert_eq!((got.workbook_fen, got.imported_fen, got.settled), (2_701, 2_002, true));
        assert_eq!(got.explanation, "有 1 行没有导入（第 5 行），合 7 元；逐户四舍五入到分，共多 0.01 元。");
        sum.imported(6, Amount { as_text: true, ..amount("5") });
        let skipped = sum.compare("27.01".parse().unwrap());
        assert!(
            skipped.settled
                && skipped.explanation.starts_with("有 1 格是文本（第 6 行），工作簿没有计入，合 5 元")
        );
        let off = sum.compare("30".parse().unwrap());
        assert!(
            !off.settled && off.explanation.ends_with("仍相差 -2.01 元，请核对。"),
            "{}",
            off.explanation
        );
    }

    #[test]
    fn a_row_that_does_not_add_up_is_named_and_not_called_rounding() {
        let mut sum = Running::default();
        for (row, total, columns) in [(2, 120, 120), (3, 620, 120), (4, 120, 120)] {
            sum.total(row, Decimal::from(total), Fen::yuan(columns));
        }
        let got = sum.compare(Decimal::from(860));
        assert_eq!((got.workbook_fen, got.imported_fen, got.settled), (86_000, 36_000, false));
        assert_eq!(
            got.explanation,
            "有 1 行自己的合计与各列之和不符（第 3 行），按各列导入，共少 500 元，请核对。"
        );
        sum.total(5, "120.004".parse().unwrap(), Fen::new(12_001));
        assert!(
            sum.compare("980.004".parse().unwrap())
                .explanation
                .starts_with("逐户四舍五入到分，共多 0.006 元；")
        );
    }
}
