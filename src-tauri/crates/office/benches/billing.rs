//! Billing 100,000 units for a month against a bare bulk insert of the same rows, in one transaction each.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use estate::{bare, copy_of, desk, estate, id, insert, ledger_in, line, median, now, rows, timed};
use office::acts;
use office::views::billing::{PreviewBilling, RunBilling};

const UNITS: usize = 100_000;
const RUNS: usize = 3;
const PARTS: [(&str, &str); 5] = [
    ("entry", "number = ?1"),
    ("account", "id > ?1"),
    ("balance", "account_id > ?1"),
    ("transfer", "entry_number = ?1"),
    ("charge", "entry_number = ?1"),
];

fn main() {
    let office = estate(UNITS, "2026-11-01");
    let (mut acts_took, mut bare_took, mut preview_took) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let billed = copy_of(office.path());
        let accounts: i64 = bare(&ledger_in(billed.path()))
            .query_row("SELECT ifnull(max(id), 0) FROM account", [], |row| row.get(0))
            .unwrap();
        let mut desk = desk(billed.path());
        let preview = PreviewBilling { through: "2026-11".into() };
        let (took, seen) = timed(|| acts::preview_billing(&mut desk, preview, now()).unwrap());
        preview_took.push(took);
        let request =
            RunBilling { id: id(), through: "2026-11".into(), expected_total_fen: Some(seen.total_fen) };
        let (took, made) = timed(|| acts::run_billing(&mut desk, request, now()).unwrap());
        assert_eq!(made.lines, UNITS);
        acts_took.push(took);
        drop(desk);
        let from = bare(&ledger_in(billed.path()));
        let of_run = |table: &str, condition: &str| {
            rows(&from, table, condition, if condition.contains("id >") { accounts } else { made.entry })
        };
        let parts: Vec<_> = PARTS.iter().map(|(table, condition)| of_run(table, condition)).collect();
        let copy = copy_of(office.path());
        let mut copied = bare(&ledger_in(copy.path()));
        let (took, ()) = timed(|| {
            let transaction = copied.transaction().unwrap();
            for ((table, _), rows) in PARTS.iter().zip(&parts) {
                insert(&transaction, table, rows);
            }
            transaction.commit().unwrap();
        });
        bare_took.push(took);
    }
    let limit = median(bare_took);
    println!("出账：{UNITS} 户一个月，{RUNS} 次的中位数");
    line("极限：同样的行，裸 SQLite 成批插入一个事务", limit, None);
    line("预览", median(preview_took), Some(limit));
    line("出账（算、记账、落盘）", median(acts_took), Some(limit));
}
