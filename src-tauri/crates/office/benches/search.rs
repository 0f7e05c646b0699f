//! Search as you type over 100,000 units, each keystroke against a bare scan of the same bytes in memory.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use estate::{code, desk, estate, line, name, now, phone, quantile, timed};
use ledger::units::{UnitCode, UnitId};
use office::views::register::FindUnits;
use office::{SearchIndex, acts};

const UNITS: usize = 100_000;
const ROUNDS: usize = 5;
const TYPED: [&str; 9] =
    ["3-2-501", "3栋2单元501", "32501", "205-3-1204", "张小明", "zxm", "wjg", "7919", "没有这个人"];

fn main() {
    let codes: Vec<UnitCode> = (0..UNITS).map(code).collect();
    let names: Vec<String> = (0..UNITS).map(name).collect();
    let phones: Vec<String> = (0..UNITS).map(phone).collect();
    let (names_of, phones_of): (Vec<[&str; 1]>, Vec<[&str; 1]>) =
        names.iter().zip(&phones).map(|(n, p)| ([n.as_str()], [p.as_str()])).unzip();
    let units = (1..).zip(&codes).zip(names_of.iter().zip(&phones_of));
    let (built, index) = timed(|| {
        SearchIndex::over(units.map(|((id, code), (n, p))| (UnitId(id), code, n.as_slice(), p.as_slice())))
    });
    // What the index compares: code, keypad form, names, phones.
    let text: String = codes
        .iter()
        .zip(names.iter().zip(&phones))
        .map(|(c, (n, p))| format!("{c} {} {n} {p}\n", c.keypad()))
        .collect();
    let office = estate(UNITS, "2026-11-01");
    let mut desk = desk(office.path());
    let find = |query: &str| FindUnits { query: query.to_owned(), limit: 20 };
    let (first, _) = timed(|| acts::find_units(&mut desk, find("1"), now()).unwrap());
    let (mut scanned, mut found, mut acted, mut hits) = (vec![], vec![], vec![], 0);
    for _ in 0..ROUNDS {
        for typed in TYPED {
            for (end, letter) in typed.char_indices() {
                let query = &typed[..end + letter.len_utf8()];
                let (took, matches) = timed(|| text.matches(query).count());
                scanned.push(took);
                hits += matches;
                let (took, units) = timed(|| index.find(query, 20));
                found.push(took);
                hits += units.len();
                let (took, units) = timed(|| acts::find_units(&mut desk, find(query), now()).unwrap());
                acted.push(took);
                hits += units.units.len();
            }
        }
    }
    assert!(hits > 0);
    let strokes = scanned.len();
    println!("找房：{UNITS} 户，{strokes} 次按键，索引的字 {} KB", text.len() / 1024);
    let (p50, p99) = (quantile(scanned.clone(), 500), quantile(scanned, 990));
    line("极限 p50：同样的字节在内存里扫一遍", p50, None);
    line("极限 p99", p99, None);
    line("索引 p50", quantile(found.clone(), 500), Some(p50));
    line("索引 p99", quantile(found, 990), Some(p99));
    line("整个动作 p50（带欠费）", quantile(acted.clone(), 500), Some(p50));
    line("整个动作 p99", quantile(acted, 990), Some(p99));
    line("建索引", built, None);
    line("打开后第一次按键（读档案、建索引）", first, None);
}
