//! The columns of money of a table: in which unit they are, when they are of, and what stands beside them.

use rust_decimal::Decimal;

use super::Table;
use crate::amount_units::AmountUnit;
use crate::book::{Row, Value};
use crate::cells::amount;
use crate::given_back::{is_left, says_given_back};
use crate::paying_words::says_of_paying;
use crate::states::{came, is_drawn, is_owing, is_paid, says_refunded, side};
use crate::{Kind, Meaning, tick_marks, words};

/// How many rows tell whether a column says 已交 and 未交.
const ROWS_SHOWING_PAID: usize = 100;

impl Table<'_> {
    /// Finds what tells of amounts without being one.
    pub(super) fn columns_of_money(&mut self) {
        self.owed_is_what_is_left = self.owed_is_what_is_left();
        self.paid_or_not_each = self.paid_or_not();
        self.paid_or_not = self.paid_or_not_each.first().copied();
        let at_rate = self.region.at_rate.as_ref();
        let of_times = |slot: &usize| at_rate.is_some_and(|at| at.has(self.region.columns[*slot].index));
        self.received = self.slots(Meaning::Paid).iter().copied().filter(|slot| !of_times(slot)).collect();
        self.owing_or_not = self.owing_or_not();
        self.period_marks = self.marks_of_periods();
        let notes = self.slots(Meaning::Note).to_vec();
        let told = notes.iter().chain(self.slots(Meaning::Status)).copied();
        let in_words =
            |slot: &usize| words::says_how_paid(self.header(*slot)) || self.remarks_tell_of_paying(*slot);
        self.told_in_words = told.filter(|_| self.paid_or_not.is_none()).find(in_words);
        self.waivers = notes.iter().copied().filter(|slot| words::is_waiver(self.header(*slot))).collect();
        let sides: Vec<usize> =
            notes.iter().copied().filter(|slot| self.mostly(*slot, |value| side(value).is_some())).collect();
        // 期初方向 is of 期初余额: of several the one before the balance.
        let balance = self.slot(Meaning::Prepaid);
        let nearest = sides.iter().rev().find(|slot| balance.is_some_and(|balance| **slot < balance));
        self.side = nearest.or(sides.first()).copied();
        self.tick_is_paid = tick_marks::legend(self.sheet, self.region);
        if self.region.kind == Kind::Payments {
            let said = notes.iter().copied().chain(self.slots(Meaning::Status).to_vec());
            self.drawn = said.into_iter().find(|slot| self.says_what_was_drawn(*slot));
        }
        self.payer_signs = self.payer_signs();
        self.day_paid = self.day_paid();
        let unsaid = !self.has(Meaning::Paid) && self.paid_or_not.is_none();
        if (self.region.kind == Kind::Fees || self.region.dues_owed) && unsaid {
            let is_day = |header: &str| matches!(words::meaning(header), Some((Meaning::PaidOn, _)));
            let of_paying = |header: &str| words::is_filled_by_payers(header) || is_day(header);
            let receipts = notes.iter().copied().filter(|slot| of_paying(self.header(*slot)));
            // Who keeps the list may stand in every row.
            let takers = self.slots(Meaning::Cashier).iter().filter(|slot| self.some_are_blank(**slot));
            let told = self.slots(Meaning::PaidOn).iter().chain(takers).copied();
            self.receipts = receipts.chain(told).chain(self.payer_signs).collect();
        }
        if self.region.kind == Kind::Balances {
            let items = self.slots(Meaning::Item).iter().copied();
            let of_items = || items.clone().find(|slot| self.says_what_went(*slot));
            self.came_or_went =
                notes.iter().copied().find(|slot| self.says_both_ways(*slot)).or_else(of_items);
        }
        // What is left of a deposit is held, whatever was given back of it.
        if self.slots(Meaning::Deposit).iter().any(|slot| !is_left(self.header(*slot))) {
            let of_refund = |slot: &usize| says_given_back(self.header(*slot));
            let notes = notes.into_iter().chain(self.slots(Meaning::Status).to_vec());
            let notes = notes.filter(|slot| self.came_or_went != Some(*slot));
            self.refunds = notes.filter(|slot| of_refund(slot) || self.any(*slot, says_refunded)).collect();
        }
    }

    /// One 应收, and one 欠费 of no other time: 前期欠费 and 2014年欠费 stand beside what is due now.
    fn owed_is_what_is_left(&self) -> bool {
        if self.region.closes {
            return true;
        }
        if self.region.dues_owed {
            return false;
        }
        let ([_due], [owed]) = (self.slots(Meaning::Due), self.slots(Meaning::Opening)) else { return false };
        let header = self.header(*owed);
        let earlier = ["前", "往", "历", "上", "期初", "累计", "陈"].iter().any(|word| header.contains(word))
            || words::is_of_before(header);
        !earlier && self.openings[*owed].as_ref().is_some_and(|terms| !terms.names_period)
    }

    /// Most of the column's cells are so.
    fn mostly(&self, slot: usize, is_so: impl Fn(&Value) -> bool) -> bool {
        let column = self.region.columns[slot].index;
        let rows = &self.sheet.rows[self.region.first..self.region.end];
        let cells = rows.iter().take(ROWS_SHOWING_PAID).filter_map(|row| row.get(column));
        let (mut filled, mut said) = (0_usize, 0_usize);
        for value in cells {
            filled += 1;
            said += usize::from(is_so(value));
        }
        filled > 0 && said * 10 >= filled * 8
    }

    /// 成功 in some rows, and 失败 in the others; 失败原因 is blank where nothing failed.
    fn says_what_was_drawn(&self, slot: usize) -> bool {
        let done = |text: &str| is_drawn(text) == Some(true);
        let tells = |value: &Value| matches!(value, Value::Text(text) if is_drawn(text).is_some());
        self.mostly(slot, tells) && self.any(slot, done)
    }

    /// 收 in some rows, 退 in others, and hardly anything else.
    fn says_both_ways(&self, slot: usize) -> bool {
        let says = |way: bool| self.any(slot, |text| came(text) == Some(way));
        let tells = |value: &Value| matches!(value, Value::Text(text) if came(text).is_some());
        self.mostly(slot, tells) && says(true) && says(false)
    }

    /// 退装修押金 among items that are deposits.
    fn says_what_went(&self, slot: usize) -> bool {
        let tells = |value: &Value| matches!(value, Value::Text(text) if came(text).is_some());
        self.mostly(slot, tells) && self.any(slot, |text| came(text) == Some(false))
    }

    /// One of the column's cells is so.
    fn any(&self, slot: usize, is_so: impl Fn(&str) -> bool) -> bool {
        let column = self.region.columns[slot].index;
        let rows = &self.sheet.rows[self.region.first..self.region.end];
        rows.iter().any(|row| matches!(row.get(column), Some(Value::Text(text)) if is_so(text)))
    }

    /// The column that says whether this one of several dues was paid: 物业费, 是否交费, 车位费, 是否交费.
    pub fn paid_or_not_of(&self, due: usize, dues: &[usize]) -> Option<usize> {
        let nth = dues.iter().position(|slot| *slot == due)?;
        match self.paid_or_not_each.len() {
            count if count > 1 && count == dues.len() => self.paid_or_not_each.get(nth).copied(),
            _ => self.paid_or_not,
        }
    }

    /// The columns that say whether this due was paid, where each of several has its own: 物业费, 收据号, 垃圾费, 收据号. Else all.
    pub fn receipts_of(&self, due: usize, dues: &[usize]) -> Vec<usize> {
        let ends = dues.iter().skip(1).copied().chain([usize::MAX]);
        let behind = |(due, end): (&usize, usize)| -> Vec<usize> {
            self.receipts.iter().copied().filter(|slot| (*due..end).contains(slot)).collect()
        };
        if self.receipts.is_empty() || dues.len() < 2 {
            return self.receipts.clone();
        }
        let each: Vec<Vec<usize>> = dues.iter().zip(ends).map(behind).collect();
        let Some(nth) = dues.iter().position(|slot| *slot == due) else { return self.receipts.clone() };
        if each.iter().any(Vec::is_empty) {
            return self.receipts.clone();
        }
        // A signature behind the last receipt may be for all.
        let is_in = |slots: &[usize], header: &str| slots.iter().any(|slot| self.header(*slot) == header);
        let repeated = |slot: &usize| each.iter().all(|slots| is_in(slots, self.header(*slot)));
        let own: Vec<usize> = each[nth].iter().copied().filter(repeated).collect();
        if own.is_empty() { vec![each[nth][0]] } else { own }
    }

    /// Columns of 已交 and 未交, headed so.
    fn paid_or_not(&self) -> Vec<usize> {
        let headed = |slot: &usize| words::says_paid_or_not(self.header(*slot));
        let slots = [Meaning::Note, Meaning::Status].into_iter().flat_map(|m| self.slots(m).iter().copied());
        let mut told: Vec<usize> = slots
            .filter(|slot| {
                let says = self.mostly(*slot, |value| is_paid(value).is_some());
                says && (headed(slot) || self.is_remark_of_paying(*slot))
            })
            .collect();
        told.sort_unstable();
        told
    }

    /// A column of 欠费 and 不欠, headed so.
    fn owing_or_not(&self) -> Option<usize> {
        let slots = [Meaning::Note, Meaning::Status].into_iter().flat_map(|m| self.slots(m).iter().copied());
        let headed = |slot: &usize| words::says_owing_or_not(self.header(*slot));
        let mut told = slots.filter(headed);
        told.find(|slot| self.mostly(*slot, |value| is_owing(value).is_some()))
    }

    /// 备注 with 已交 or 未交 in every row, or with 已交 in some and nothing else.
    fn is_remark_of_paying(&self, slot: usize) -> bool {
        let says = |paid: bool| {
            self.any(slot, |text| {
                text.trim().chars().count() > 1 && is_paid(&Value::Text(text.into())) == Some(paid)
            })
        };
        let nothing_else = || !self.any(slot, |text| is_paid(&Value::Text(text.into())) != Some(true));
        let all = says(false) && !self.some_are_blank(slot);
        words::is_remark(self.header(slot)) && says(true) && (all || nothing_else())
    }

    /// 备注 of a table with one fee that says in most of its cells who has paid and who has not: 转账3.15, 未交，漏水.
    fn remarks_tell_of_paying(&self, slot: usize) -> bool {
        let [due] = self.slots(Meaning::Due) else { return false };
        if !words::is_remark(self.header(slot)) || self.region.kind != Kind::Fees || self.has(Meaning::Paid) {
            return false;
        }
        let (due, column) = (self.region.columns[*due].index, self.region.columns[slot].index);
        let rows = self.sheet.rows[self.region.first..self.region.end].iter().take(ROWS_SHOWING_PAID);
        let told = |row: &Row| {
            let due = amount(row.get(due)).got()?.exact;
            Some(says_of_paying(row.get(column)?, self.sheet.epoch, due))
        };
        let told: Vec<Option<bool>> = rows.filter_map(told).collect();
        let said = |what: bool| told.iter().filter(|one| **one == Some(what)).count();
        said(true) > 0 && (said(true) + said(false)) * 2 >= told.len()
    }

    /// 交费人签字; 签字 alone in a list of fees, where some have signed and others have not.
    fn payer_signs(&self) -> Option<usize> {
        let notices = [self.region.title.as_str(), &self.sheet.name]
            .iter()
            .any(|text| words::says(text, &["通知", "催", "欠"]));
        let signs = |slot: &&usize| {
            let header = self.header(**slot);
            let plain = self.region.kind == Kind::Fees && !notices && !header.contains('退');
            let payer = words::says(header, &["交费", "缴费", "交款", "缴款", "付款", "付费"]);
            words::is_signature(header) && (payer || (plain && self.some_are_blank(**slot)))
        };
        self.slots(Meaning::Note).iter().find(signs).copied()
    }

    /// 收款日期 in a list of arrears where nothing else tells of payments: not 最近缴费日期.
    fn day_paid(&self) -> Option<usize> {
        let tells = self.has(Meaning::Paid) || self.paid_or_not.is_some();
        if self.region.kind != Kind::Arrears || tells {
            return None;
        }
        let is_of_debt = |slot: &usize| {
            let header = self.header(*slot);
            !words::says(header, &["最", "上次", "末次", "前次", "上期"]) && self.some_are_blank(*slot)
        };
        self.slots(Meaning::PaidOn).iter().copied().find(is_of_debt)
    }

    /// Of the rows that name a unit.
    fn some_are_blank(&self, slot: usize) -> bool {
        let Some(unit) = self.region.unit_column() else { return false };
        let column = self.region.columns[slot].index;
        let rows = &self.sheet.rows[self.region.first..self.region.end];
        let mut units = rows.iter().take(ROWS_SHOWING_PAID).filter(|row| row.get(unit.index).is_some());
        units.any(|row| row.get(column).is_none())
    }

    /// The column that says when a row's amounts are of, all those without one of their own.
    pub fn row_period(&self) -> Option<usize> {
        let own = |slot: &&usize| {
            let column = self.region.columns[**slot].index;
            self.region.own_periods.iter().any(|own| own.first == column)
        };
        self.slots(Meaning::PeriodRange).iter().find(|slot| !own(slot)).copied()
    }

    /// The column that says when this column's amounts are of, or those of the first and the last day.
    pub fn own_period(&self, slot: usize) -> Option<(usize, Option<usize>)> {
        let money = self.region.columns[slot].index;
        let own = self.region.own_periods.iter().find(|own| own.money == money)?;
        let slot = |index: u32| self.region.columns.iter().position(|column| column.index == index);
        Some((slot(own.first)?, own.last.and_then(slot)))
    }

    /// The column that says when this column's amounts were paid.
    pub fn own_day(&self, slot: usize) -> Option<usize> {
        let money = self.region.columns[slot].index;
        let (_, day) = self.region.own_days.iter().find(|(column, _)| *column == money)?;
        self.region.columns.iter().position(|column| column.index == *day)
    }

    /// The column's balances run on from row to row.
    pub fn runs(&self, slot: usize) -> bool {
        self.region.runs.is_some_and(|runs| runs.balance == self.region.columns[slot].index)
    }

    /// What the cell says was left is not left any more, as a later row of the account says.
    pub fn is_replaced(&self, slot: usize, row: u32) -> bool {
        self.runs(slot) && self.replaced.contains(&row)
    }

    /// The column's amounts are in this unit; `note` says so.
    pub fn in_unit(&mut self, slot: usize, unit: Option<AmountUnit>, note: String) {
        self.units[slot] = (unit, note);
    }

    /// In how many 元 the column's amounts are.
    pub fn unit(&self, slot: usize) -> Decimal {
        self.units[slot].0.map_or(Decimal::ONE, |unit| unit.yuan)
    }

    /// What was said of the column's unit, for people; empty for nothing.
    pub fn unit_note(&self, slot: usize) -> &str {
        &self.units[slot].1
    }
}
