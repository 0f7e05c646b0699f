//! Amounts of the demonstration: whole 分, written as the terminal program takes them, counted as a drawer is.

/// Notes and coins in 分, largest first, with the way `--count` names them.
const DENOMINATIONS: [(i64, &str); 11] = [
    (10_000, "100"),
    (5_000, "50"),
    (2_000, "20"),
    (1_000, "10"),
    (500, "5"),
    (100, "1"),
    (50, "0.5"),
    (10, "0.1"),
    (5, "0.05"),
    (2, "0.02"),
    (1, "0.01"),
];

/// `165.58` for 16,558 分.
pub fn yuan(fen: i64) -> String {
    format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100)
}

/// The next full hundred 元: what somebody lays on the counter who does not count coins.
pub fn in_hundreds(fen: i64) -> i64 {
    (fen + 9_999) / 10_000 * 10_000
}

/// A count by denomination that comes to `fen`: `100=3,50=1,0.5=2`.
pub fn count(fen: i64) -> String {
    let mut rest = fen;
    let mut parts = Vec::new();
    for (value, name) in DENOMINATIONS {
        let pieces = rest / value;
        rest %= value;
        if pieces > 0 {
            parts.push(format!("{name}={pieces}"));
        }
    }
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_two_places() {
        for (fen, text) in [(16_558, "165.58"), (5, "0.05"), (100, "1.00"), (-250, "-2.50"), (0, "0.00")] {
            assert_eq!(yuan(fen), text);
        }
    }

    #[test]
    fn hundreds_are_rounded_up() {
        for (fen, hundreds) in [(1, 10_000), (10_000, 10_000), (10_001, 20_000), (231_812, 240_000)] {
            assert_eq!(in_hundreds(fen), hundreds);
        }
    }

    #[test]
    fn a_count_comes_to_the_amount() {
        assert_eq!(count(35_100), "100=3,50=1,1=1");
        assert_eq!(count(88), "0.5=1,0.1=3,0.05=1,0.02=1,0.01=1");
        for fen in [0, 1, 99, 50_000, 123_456] {
            let sum: i64 = count(fen)
                .split(',')
                .filter_map(|part| part.split_once('='))
                .map(|(name, pieces)| {
                    let (value, _) = DENOMINATIONS.iter().find(|(_, n)| *n == name).unwrap();
                    value * pieces.parse::<i64>().unwrap()
                })
                .sum();
            assert_eq!(sum, fen);
        }
    }
}
