//! The largest and smallest numbers a cell can hold, under every header there is: read or refused, never the end of the
//! reading process.

use super::offices::imported;
use crate::words;

const NUMBERS: [&str; 8] = [
    "=79228162514264337593543950335",
    "=-79228162514264337593543950335",
    "=79228162514264337593543950334",
    "=0.0000000000000000000000000001",
    "=9999999999.99",
    "=-9999999999.99",
    "=1.3",
    "=201412",
];
const TITLES: [&str; 6] =
    ["业主资料", "2014年欠费明细", "2014年交费登记表", "2014年1月收费表", "装修押金台账", "抄表"];

/// Headers that say when, or are known by a part of them; some beside each other, where they are read together.
const OTHERS: [&str; 14] = [
    "1月",
    "2月",
    "3月",
    "4月",
    "2012年",
    "2013年",
    "2014年1-6月",
    "2013年欠费",
    "2014年应收",
    "2014年实收",
    "减免",
    "现金",
    "微信",
    "本期应交",
];

/// `step` is how far apart in the list the headers of a table stand.
fn check(step: usize) {
    let mut headers = words::all();
    headers.extend(OTHERS);
    let at = |index: usize| headers[index % headers.len()];
    for (first, title) in (0..headers.len()).zip(TITLES.into_iter().cycle()) {
        let named = [at(first), at(first + step), at(first + 2 * step), at(first + 5 * step)].join("|");
        let line = |row: usize| {
            let numbers = (0..4).map(|column| NUMBERS[(row * (column + 1) + first) % NUMBERS.len()]);
            format!("1-10{row}|张小明|{}", numbers.collect::<Vec<_>>().join("|"))
        };
        let mut lines = vec![title.to_owned(), format!("房号|业主|{named}")];
        lines.extend((1..9).map(line));
        lines.push(format!("合计||{}", NUMBERS[..4].join("|")));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let read = std::panic::catch_unwind(|| imported(&[("表", &lines)], &[]).units.len());
        assert!(read.is_ok(), "{title} {named}");
    }
}

#[test]
fn no_number_under_any_header_ends_the_reading() {
    for step in [1, 7, 31, 97] {
        check(step);
    }
}
