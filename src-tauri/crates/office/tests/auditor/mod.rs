//! An independent auditor: a naive second set of books, kept with its own arithmetic. It never calls the rules it audits.

use std::collections::BTreeMap;

/// Where money comes in, by the codes of the core; prepayment is money that came in earlier.
pub const TENDERS: [&str; 6] = ["cash", "wechat", "alipay", "pos", "bank", "prepayment"];
const CASH: usize = 0;
const PREPAYMENT: usize = 5;

/// Units of the little estate: room number and hundredths of ㎡.
pub const UNITS: [(&str, i64); 4] =
    [("1-1-101", 8950), ("1-1-102", 6000), ("2-1-101", 3333), ("2-1-102", 12_005)];
/// Items: name, whether by area, 分 a month.
pub const ITEMS: [(&str, bool, i64); 2] = [("物业费", true, 185), ("电梯费", false, 1250)];
/// Over it, a second operator must agree.
const LIMIT: i64 = 5000;

pub type Verdict<T> = Result<T, &'static str>;

#[derive(Debug, Clone)]
pub struct Charge {
    pub unit: usize,
    pub item: usize,
    pub month: usize,
    pub open: i64,
}

#[derive(Debug, Clone)]
pub struct Receipt {
    pub id: String,
    pub unit: usize,
    pub handed: Vec<(usize, i64)>,
    pub total: i64,
    pub change: i64,
    pub void: bool,
    kept: Vec<(usize, i64)>,
    paid: Vec<(usize, i64)>,
    prepaid: i64,
}

#[derive(Debug, Clone)]
struct Count {
    cash: i64,
    expected: [i64; 5],
    off: i64,
}

#[derive(Debug, Clone)]
pub struct Day {
    pub date: i64,
    float: i64,
    taken: BTreeMap<usize, i64>,
    count: Option<Count>,
}

/// A payment as asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: String,
    pub unit: usize,
    pub tenders: Vec<(usize, i64)>,
    /// Places of charges in [`Auditor::charges`].
    pub chosen: Option<Vec<usize>>,
    pub limit: Option<i64>,
    pub surplus: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Auditor {
    pub charges: Vec<Charge>,
    pub prepaid: [i64; 4],
    pub drawer: i64,
    pub receipts: Vec<Receipt>,
    pub day: Option<Day>,
    /// Date and float kept.
    pub closed: Option<(i64, i64)>,
    pub billed: usize,
}

impl Auditor {
    pub fn owed(&self, unit: usize) -> i64 {
        self.charges.iter().filter(|c| c.unit == unit).map(|c| c.open).sum()
    }

    /// Bills through a month (0 is 2026-01).
    pub fn bill(&mut self, through: usize) -> Verdict<i64> {
        if through < self.billed {
            return Err("period_already_billed");
        }
        let mut total = 0;
        for month in self.billed..=through {
            for (unit, (_, area)) in UNITS.iter().enumerate() {
                for (item, (_, by_area, rate)) in ITEMS.iter().enumerate() {
                    let fen = if *by_area { (area * rate + 50) / 100 } else { *rate };
                    total += fen;
                    self.charges.push(Charge { unit, item, month, open: fen });
                }
            }
        }
        self.billed = through + 1;
        Ok(total)
    }

    pub fn open(&mut self, date: i64, float: i64, reason: bool) -> Verdict<()> {
        if self.day.is_some() {
            return Err("day_already_open");
        }
        if let Some((closed, kept)) = self.closed {
            if closed >= date {
                return Err("day_closed");
            }
            if float != kept && !reason {
                return Err("float_differs");
            }
            if (float - kept).abs() > LIMIT {
                return Err("second_operator_needed");
            }
        }
        self.drawer = float;
        self.day = Some(Day { date, float, taken: BTreeMap::new(), count: None });
        Ok(())
    }

    fn takes_money(&self, date: i64) -> Verdict<()> {
        match (&self.day, self.closed) {
            (Some(day), _) if day.date < date => Err("day_left_open"),
            (Some(_), _) => Ok(()),
            (None, Some((closed, _))) if closed >= date => Err("day_closed"),
            (None, _) => Err("day_not_open"),
        }
    }

    /// Gives the number of the receipt and whether it was there before.
    pub fn pay(&mut self, date: i64, asked: &Asked) -> Verdict<(usize, bool)> {
        if let Some(nth) = self.receipts.iter().position(|r| r.id == asked.id) {
            let before = &self.receipts[nth];
            let mut handed = asked.tenders.clone();
            handed.sort_unstable();
            let same = before.unit == asked.unit && before.handed == handed;
            return if same { Ok((nth + 1, true)) } else { Err("payment_exists_with_different_amount") };
        }
        self.takes_money(date)?;
        self.check_tenders(asked)?;
        let order = self.order(asked)?;
        let owed: i64 = order.iter().map(|c| self.charges[*c].open).sum();
        if owed == 0 && !asked.surplus {
            return Err("nothing_owed");
        }
        let handed: i64 = asked.tenders.iter().map(|t| t.1).sum();
        let cash: i64 = asked.tenders.iter().filter(|t| t.0 == CASH).map(|t| t.1).sum();
        if asked.limit.is_some_and(|limit| limit <= 0) {
            return Err("amount_not_positive");
        }
        let wanted = asked.limit.unwrap_or(owed).min(owed);
        let over = (handed - wanted).max(0);
        let (prepaid, change) = if asked.surplus { (over, 0) } else { (0, over) };
        if change > 0 && change >= cash {
            return Err("more_than_owed");
        }
        let float = self.day.as_ref().map_or(0, |d| d.float);
        if change > float && change >= 10_000 {
            return Err("change_not_in_drawer");
        }
        self.keep(asked, &order, prepaid, change);
        Ok((self.receipts.len(), false))
    }

    fn check_tenders(&self, asked: &Asked) -> Verdict<()> {
        if asked.tenders.is_empty() {
            return Err("tender_missing");
        }
        let kinds: Vec<usize> = asked.tenders.iter().map(|t| t.0).collect();
        if (1..kinds.len()).any(|i| kinds[..i].contains(&kinds[i])) {
            return Err("tender_twice");
        }
        if asked.tenders.iter().any(|t| t.1 <= 0) {
            return Err("amount_not_positive");
        }
        let drawn: i64 = asked.tenders.iter().filter(|t| t.0 == PREPAYMENT).map(|t| t.1).sum();
        if drawn > self.prepaid[asked.unit] { Err("prepayment_short") } else { Ok(()) }
    }

    /// Places of the charges to pay, in order.
    fn order(&self, asked: &Asked) -> Verdict<Vec<usize>> {
        let open = |c: usize| self.charges[c].unit == asked.unit && self.charges[c].open > 0;
        let Some(chosen) = &asked.chosen else {
            let mut all: Vec<usize> = (0..self.charges.len()).filter(|c| open(*c)).collect();
            all.sort_by_key(|c| (self.charges[*c].month, self.charges[*c].item));
            return Ok(all);
        };
        for (i, c) in chosen.iter().enumerate() {
            if chosen[..i].contains(c) {
                return Err("charge_twice");
            }
            if !open(*c) {
                return Err("charge_not_open");
            }
        }
        Ok(chosen.clone())
    }

    fn keep(&mut self, asked: &Asked, order: &[usize], prepaid: i64, change: i64) {
        let handed: i64 = asked.tenders.iter().map(|t| t.1).sum();
        let mut rest = handed - change - prepaid;
        let mut paid = Vec::new();
        for c in order {
            let part = rest.min(self.charges[*c].open);
            if part > 0 {
                self.charges[*c].open -= part;
                paid.push((*c, part));
                rest -= part;
            }
        }
        assert_eq!(rest, 0, "the auditor's own arithmetic");
        let less = |t: usize| if t == CASH { change } else { 0 };
        let kept: Vec<(usize, i64)> = asked.tenders.iter().map(|(t, fen)| (*t, fen - less(*t))).collect();
        let mut handed_by: Vec<(usize, i64)> = asked.tenders.clone();
        handed_by.sort_unstable();
        let receipt = Receipt {
            id: asked.id.clone(),
            unit: asked.unit,
            handed: handed_by,
            total: handed - change,
            change,
            void: false,
            kept,
            paid,
            prepaid,
        };
        self.prepaid[asked.unit] += prepaid;
        self.move_tenders(&receipt, 1);
        self.receipts.push(receipt);
    }

    fn move_tenders(&mut self, receipt: &Receipt, sign: i64) {
        for (tender, fen) in &receipt.kept {
            match *tender {
                CASH => self.drawer += sign * fen,
                PREPAYMENT => self.prepaid[receipt.unit] -= sign * fen,
                other => {
                    let day = self.day.as_mut().expect("money moves on an open day");
                    *day.taken.entry(other).or_default() += sign * fen;
                }
            }
        }
    }

    /// Voids the receipt at a place.
    pub fn void(&mut self, date: i64, nth: usize) -> Verdict<()> {
        let receipt = self.receipts[nth].clone();
        if receipt.void {
            return Err("receipt_void_already");
        }
        self.takes_money(date)?;
        let drawn: i64 = receipt.kept.iter().filter(|k| k.0 == PREPAYMENT).map(|k| k.1).sum();
        if self.prepaid[receipt.unit] + drawn < receipt.prepaid {
            return Err("prepayment_used");
        }
        for (c, part) in &receipt.paid {
            self.charges[*c].open += part;
        }
        self.prepaid[receipt.unit] -= receipt.prepaid;
        self.move_tenders(&receipt, -1);
        self.receipts[nth].void = true;
        Ok(())
    }

    pub fn waive(&mut self, charge: usize, fen: i64) -> Verdict<()> {
        if fen <= 0 {
            return Err("amount_not_positive");
        }
        if fen > self.charges[charge].open {
            return Err("waiver_too_large");
        }
        self.charges[charge].open -= fen;
        Ok(())
    }

    /// What the tenders that are counted should hold.
    pub fn expected(&self) -> [i64; 5] {
        let taken = |t: usize| self.day.as_ref().and_then(|d| d.taken.get(&t).copied()).unwrap_or(0);
        [self.drawer, taken(1), taken(2), taken(3), taken(4)]
    }

    /// Counts `cash`, and the others where they are stated. Gives the sum of the differences.
    pub fn count(&mut self, cash: i64, stated: &[(usize, i64)]) -> Verdict<i64> {
        let expected = self.expected();
        let day = self.day.as_mut().ok_or("day_not_open")?;
        let others: i64 = stated.iter().map(|(t, fen)| (fen - expected[*t]).abs()).sum();
        let off = (cash - expected[CASH]).abs() + others;
        day.count = Some(Count { cash, expected, off });
        Ok(off)
    }

    /// Gives what was banked and kept.
    pub fn close(&mut self, reason: bool, second: bool, banked: Option<i64>) -> Verdict<(i64, i64)> {
        let expected = self.expected();
        let day = self.day.as_ref().ok_or("day_not_open")?;
        let count = day.count.as_ref().ok_or("count_missing")?;
        if count.expected != expected {
            return Err("count_outdated");
        }
        if count.off != 0 && !reason {
            return Err("over_short_reason_missing");
        }
        if count.off > LIMIT && !second {
            return Err("second_operator_needed");
        }
        let banked = banked.unwrap_or_else(|| (count.cash - day.float).max(0));
        if count.cash - banked > day.float + LIMIT && !second {
            return Err("second_operator_needed");
        }
        if banked > count.cash {
            return Err("banked_more_than_counted");
        }
        let kept = count.cash - banked;
        self.closed = Some((day.date, kept));
        self.drawer = kept;
        self.day = None;
        Ok((banked, kept))
    }
}
