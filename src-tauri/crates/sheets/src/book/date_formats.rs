//! Which number formats show a date: Excel stores a date as a number and says only there that it is one.

/// Built-in formats, with those that Excel defines by country (27–36 and 50–58 are `2013年5月` and the like).
pub(super) fn is_built_in_date(id: u16) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether the first section of a format code has a letter for day, month, year or time outside quotes and brackets.
pub(super) fn is_date(code: &str) -> bool {
    let mut bracket = String::new();
    let (mut in_bracket, mut in_quotes) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            ']' if in_bracket => {
                // [h]:mm counts hours; [Red] and [$-804] are colour and language.
                if !bracket.is_empty() && bracket.chars().all(|c| "hmsHMS".contains(c)) {
                    return true;
                }
                bracket.clear();
                in_bracket = false;
            }
            _ if in_bracket => bracket.push(c),
            '[' => in_bracket = true,
            // The next character is shown as it is, skipped, or repeated.
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => return false,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats_are_told_from_numbers() {
        for (code, expect) in [
            ("General", false),
            ("0.00", false),
            ("#,##0.00\\ \"yuan\"", false),
            ("[Red]0.00", false),
            ("[$-804]0", false),
            ("0.00E+00", false),
            ("_ * #,##0_ ;_ * -#,##0_ ", false),
            ("0;yyyy", false),
            ("G/通用格式", false),
            ("yyyy-mm-dd", true),
            ("yyyy\"年\"m\"月\"", true),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", true),
            ("[h]:mm", true),
            ("[DBNum1]yyyy", true),
            ("h:mm AM/PM", true),
            ("\\d0", false),
            ("[", false),
            ("\\", false),
        ] {
            assert_eq!(is_date(code), expect, "{code:?}");
        }
        assert!(is_built_in_date(31) && is_built_in_date(57) && !is_built_in_date(2));
    }
}
