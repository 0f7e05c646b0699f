//! How old a debt is, as an accountant's header says it.

/// How old a debt is: 1年以内, 1-2年, 三年以上, 90天以内.
pub(crate) fn is_age(key: &str) -> bool {
    let (body, bounded) = ["以内", "以上", "以下", "内"]
        .iter()
        .find_map(|end| key.strip_suffix(end))
        .map_or((key, false), |body| (body, true));
    let Some(count) = ["个月", "年", "天", "日"].iter().find_map(|unit| body.strip_suffix(unit)) else {
        return false;
    };
    let counts = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十-~至到".contains(c);
    let range = count.contains(['-', '~', '至', '到']);
    !count.is_empty()
        && count.chars().count() <= 7
        && count.chars().all(counts)
        && (bounded || range)
        && !is_years(count)
}

/// `2012-2013`, `09-10`
fn is_years(count: &str) -> bool {
    let mut numbers = count.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    numbers.next().is_some_and(|first| first.len() == 4 || first.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_no_year() {
        for key in ["1年以内", "1-2年", "三年以上", "90天以内", "3个月以内", "31-60天"] {
            assert!(is_age(key), "{key}");
        }
        for key in ["2012-2013年", "09-10年", "2012年", "3年", "本年", "以内", "年"] {
            assert!(!is_age(key), "{key}");
        }
    }
}
