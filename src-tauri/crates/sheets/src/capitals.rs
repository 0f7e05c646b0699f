//! Amounts in 大写: `人民币壹仟贰佰元整`.

use ledger::money::Fen;

/// The amount that a text in 大写 names, in 分; `None` for anything that is not written as an amount is.
pub(crate) fn fen(text: &str) -> Option<Fen> {
    if !text.contains(['元', '圆', '角', '分'])
        || !text.starts_with(|c: char| digit(c).is_some() || c == '拾')
    {
        return None;
    }
    let (mut total, mut section, mut figure, mut fen) = (0_i64, 0_i64, 0_i64, 0_i64);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if let Some(value) = digit(c) {
            figure = value;
            continue;
        }
        match c {
            '拾' | '佰' | '仟' => {
                let place = ["拾", "佰", "仟"].iter().position(|place| place.starts_with(c));
                section += figure.max(i64::from(c == '拾' && figure == 0)) * [10, 100, 1000][place?];
            }
            '万' => (total, section) = (total + (section + figure) * 10_000, 0),
            '元' | '圆' => (fen, total, section) = (fen + (total + section + figure) * 100, 0, 0),
            '角' => fen += figure * 10,
            '分' => fen += figure,
            '整' | '正' => {}
            _ => return None,
        }
        figure = 0;
    }
    let read = Fen::new(fen);
    // Written back it is the same but for noughts and endings, or it was no amount.
    let bare = |text: &str| -> String {
        let kept = text.chars().filter(|c| !"零〇整正".contains(*c) && !c.is_whitespace());
        kept.map(|c| if c == '圆' { '元' } else { c }).collect()
    };
    let (written, again) = (bare(text), bare(&read.in_words()));
    (written == again || written.strip_prefix('拾').is_some_and(|rest| format!("壹拾{rest}") == again))
        .then_some(read)
}

fn digit(c: char) -> Option<i64> {
    let digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    let at = digits.iter().position(|digit| *digit == c || (*digit == '零' && c == '〇'))?;
    i64::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_capitals() {
        for (text, expect) in [
            ("壹仟贰佰叁拾肆元伍角整", Some(123_450)),
            ("陆佰元整", Some(60_000)),
            ("陆佰圆正", Some(60_000)),
            ("壹万零叁拾元零伍分", Some(1_003_005)),
            ("拾伍元整", Some(1_500)),
            ("捌角", Some(80)),
            ("壹佰", None),
            ("壹贰叁元", None),
            ("张元", None),
            ("叁元店", None),
        ] {
            assert_eq!(fen(text).map(Fen::fen), expect, "{text}");
        }
    }
}
