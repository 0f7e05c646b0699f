//! Text without separators: printed by a program of DOS with columns that stand under each other, drawn with lines, or
//! typed with Chinese commas. It becomes lines with tabs, one for each line, so that line numbers stay what they are.

use super::intake::LAST_ROW;

/// Lines among which the headers are looked for.
const LOOKED_AT: usize = 200;
/// Longer lines are no print.
const LONGEST_LINE: usize = 2_000;
/// So many lines under the headers make a table.
const FEWEST_LINES: usize = 2;
/// As many rows as a sheet may have.
const MOST_LINES: usize = LAST_ROW as usize;
/// Title lines of a page.
const MOST_TITLES: usize = 6;

/// A piece of a line, and where it stands: full-width characters take two places.
#[derive(Debug, Clone)]
struct Piece<'t> {
    text: &'t str,
    first: usize,
    end: usize,
}

/// The text with a tab between the fields of each line; `None` where it is no such text.
pub(super) fn tabbed(text: &str) -> Option<String> {
    if text.contains('\t') || has_separators(text) {
        return None;
    }
    drawn(text).or_else(|| with_commas(text)).or_else(|| with_pauses(text)).or_else(|| under_each_other(text))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_matches(['\r', '\u{c}', '\u{b}']))
}

/// Commas and semicolons part many of its lines; those of `1,234.50` part nothing.
fn has_separators(text: &str) -> bool {
    let parts = |line: &str| {
        let bytes = line.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let parted = |at: usize| {
            bytes[at] == b';' || (bytes[at] == b',' && !(digit(at.checked_sub(1)) && digit(Some(at + 1))))
        };
        (0..bytes.len()).any(parted)
    };
    let filled = || lines(text).take(LOOKED_AT).filter(|line| !line.trim().is_empty());
    filled().filter(|line| line.len() > LONGEST_LINE || parts(line)).count() * 4 > filled().count()
}

/// `│房号│姓名│`
fn drawn(text: &str) -> Option<String> {
    const LINES: [char; 4] = ['│', '┃', '║', '|'];
    let is_row = |line: &str| line.len() <= LONGEST_LINE && line.matches(LINES).count() >= 2;
    if lines(text).take(LOOKED_AT).filter(|line| is_row(line)).count() <= FEWEST_LINES {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in lines(text) {
        if is_row(line) {
            let fields = line.trim().trim_matches(LINES).split(LINES).map(str::trim);
            out.push_str(&fields.collect::<Vec<_>>().join("\t"));
        } else if !is_rule(line) {
            out.push_str(line.trim());
        }
        out.push('\n');
    }
    Some(out)
}

/// `房号，姓名，欠费`: a comma of a Chinese keyboard in every line.
fn with_commas(text: &str) -> Option<String> {
    let filled = || lines(text).take(LOOKED_AT).filter(|line| !line.trim().is_empty());
    let parted =
        |line: &&str| line.len() <= LONGEST_LINE && line.contains('，') && !line.contains([',', ';']);
    let count = filled().filter(parted).count();
    (count > FEWEST_LINES && count * 10 >= filled().count() * 8).then(|| text.replace('，', "\t"))
}

/// `房号、姓名、欠费`: the same number of them in nearly every line, for 张小明、李红 may stand in one field.
fn with_pauses(text: &str) -> Option<String> {
    const MARK: char = '、';
    let filled = || lines(text).take(LOOKED_AT).filter(|line| !line.trim().is_empty());
    let heading = filled().find(|line| line.matches(MARK).count() >= 2)?;
    let fields = heading.matches(MARK).count();
    let is_heading = heading.split(MARK).all(|word| is_header(word.trim()));
    let parted = |line: &&str| line.len() <= LONGEST_LINE && line.matches(MARK).count() == fields;
    let count = filled().filter(parted).count();
    let is_table = is_heading && count > FEWEST_LINES && count * 10 >= filled().count() * 8;
    is_table.then(|| text.replace(MARK, "\t"))
}

/// Columns that only their places tell.
fn under_each_other(text: &str) -> Option<String> {
    let at = lines(text).take(LOOKED_AT).position(is_heading)?;
    // Millions of lines are no print, and would be held twice.
    if lines(text).nth(MOST_LINES).is_some() {
        return None;
    }
    let all: Vec<&str> = lines(text).collect();
    let headers = pieces(all[at]);
    let heading = all[at].trim();
    let below = all[at + 1..].iter().take(LOOKED_AT);
    if below.filter(|line| !is_rule(line) && pieces(line).len() + 1 >= headers.len().max(3)).count()
        < FEWEST_LINES
    {
        return None;
    }
    let mut titles: Vec<bool> = (0..all.len()).map(|line| line < at).collect();
    for page in (at + 1..all.len()).filter(|line| all[*line].trim() == heading) {
        let above = (0..page).rev().take_while(|line| !all[*line].trim().is_empty()).take(MOST_TITLES);
        for line in above.filter(|line| pieces(all[*line]).first().is_some_and(|p| p.first > headers[0].end))
        {
            titles[line] = true;
        }
    }
    let mut out = String::with_capacity(text.len());
    for (line, is_title) in all.iter().zip(titles) {
        if is_title && !is_rule(line) {
            out.push_str(line.trim());
        } else if !is_rule(line) && !line.trim().is_empty() {
            out.push_str(&in_columns(&pieces(line), &headers).join("\t"));
        }
        out.push('\n');
    }
    Some(out)
}

/// Words alone, three or more, apart.
fn is_heading(line: &str) -> bool {
    let line_of_words = line.len() <= LONGEST_LINE && !line.contains([',', ';', '，', ':', '：']);
    let pieces = if line_of_words { pieces(line) } else { Vec::new() };
    pieces.len() >= 3 && pieces.iter().all(|piece| is_header(piece.text))
}

fn is_header(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| !c.is_ascii_digit() && !"-=─".contains(c))
        && text.chars().count() <= 12
}

/// `-----`, `═══`
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| "-=_+*—─━═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝ ".contains(c))
}

/// What stands apart in a line: by two spaces, and by one where no two stand together.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let gap = if line.trim().contains("  ") || line.contains('\u{3000}') { 2 } else { 1 };
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut place, mut spaces) = (0, gap);
    let mut start: Option<(usize, usize)> = None;
    let mut last = (0, 0);
    for (at, c) in line.char_indices() {
        let width = if c.is_ascii() { 1 } else { 2 };
        if c.is_whitespace() {
            spaces += width;
        } else {
            if spaces >= gap
                && let Some((first, from)) = start.take()
            {
                pieces.push(Piece { text: &line[from..last.0], first, end: last.1 });
            }
            start = start.or(Some((place, at)));
            spaces = 0;
            last = (at + c.len_utf8(), place + width);
        }
        place += width;
    }
    if let Some((first, from)) = start {
        pieces.push(Piece { text: &line[from..last.0], first, end: last.1 });
    }
    pieces
}

/// Each piece under the header that it stands under, or that stands nearest.
fn in_columns(pieces: &[Piece<'_>], headers: &[Piece<'_>]) -> Vec<String> {
    // A line that fills every column needs no places: two spaces may be all that parts its fields.
    if pieces.len() == headers.len() {
        return pieces.iter().map(|piece| piece.text.to_owned()).collect();
    }
    let mut fields = vec![String::new(); headers.len()];
    for piece in pieces {
        let apart = |header: &Piece<'_>| {
            header.first.saturating_sub(piece.end).max(piece.first.saturating_sub(header.end))
        };
        let shared =
            |header: &Piece<'_>| piece.end.min(header.end).saturating_sub(piece.first.max(header.first));
        let nearest = (0..headers.len())
            .min_by_key(|at| (apart(&headers[*at]), std::cmp::Reverse(shared(&headers[*at]))));
        if let Some(field) = nearest.and_then(|at| fields.get_mut(at)) {
            if !field.is_empty() {
                field.push(' ');
            }
            field.push_str(piece.text);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(tabbed(text).as_deref(), expect, "{text}");
    }

    #[test]
    fn columns_that_stand_under_each_other_are_parted() {
        check(
            "        某某新村\n-------------------\n 房号      姓名     欠费起止        金额\n-------------------\n 1-1-101   张小明   200501-200503    76.68\n 1-1-201            200501-200512   306.72\n",
            Some(
                "某某新村\n\n房号\t姓名\t欠费起止\t金额\n\n1-1-101\t张小明\t200501-200503\t76.68\n1-1-201\t\t200501-200512\t306.72\n\n",
            ),
        );
        // A page's title again.
        check(
            "房号    姓名    金额\n1-101   张小明    10\n1-102   李红      20\n\n          明细表   第 2 页\n房号    姓名    金额\n1-201   王五      30",
            Some(
                "房号\t姓名\t金额\n1-101\t张小明\t10\n1-102\t李红\t20\n\n明细表   第 2 页\n房号\t姓名\t金额\n1-201\t王五\t30\n",
            ),
        );
        check(
            "房号 姓名 金额\n1-101 张小明 10\n1-102 李红 20",
            Some("房号\t姓名\t金额\n1-101\t张小明\t10\n1-102\t李红\t20\n"),
        );
    }

    #[test]
    fn lines_and_commas_of_a_keyboard_part_fields() {
        check(
            "┌──┬──┐\n│房号  │姓名│\n├──┼──┤\n│1-101 │张小明│\n│1-102 │李红│\n└──┴──┘",
            Some("\n房号\t姓名\n\n1-101\t张小明\n1-102\t李红\n\n"),
        );
        check("房号，姓名\n1-101，张小明\n1-102，李红", Some("房号\t姓名\n1-101\t张小明\n1-102\t李红"));
        check(
            "欠费\n房号、姓名、金额\n1-101、张小明、10\n1-102、李红、20\n1-201、王五、30\n1-202、赵六、40",
            Some(
                "欠费\n房号\t姓名\t金额\n1-101\t张小明\t10\n1-102\t李红\t20\n1-201\t王五\t30\n1-202\t赵六\t40",
            ),
        );
    }

    #[test]
    fn two_spaces_part_fields_of_any_width() {
        check(
            "房号  姓名  欠费金额\n1-1-101  欧阳小明  300\n1-1-102  李红  20\n1-1-201    30",
            Some("房号\t姓名\t欠费金额\n1-1-101\t欧阳小明\t300\n1-1-102\t李红\t20\n1-1-201\t\t30\n"),
        );
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in [
            "",
            "房号,姓名\n1-101,张小明",
            "a\tb",
            "某某花园业主 张小明 已交清\n谢谢",
            "房号;姓名;金额\n1;2;3",
            "通知\n电费、水费、物业费\n请于月底前交清",
            "# 操作员 张 三\n房号,业主,备注\n1-101,张小明,他说 下月 交\n1-102,李红,他说 下月 交",
        ] {
            check(text, None);
        }
    }
}
