//! Text before it has a place: runs by face, widths, line breaks.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::Face;
use crate::lengths::{Size, Um, advance};
use crate::paper::MissingGlyph;

/// Text of one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) text: String,
}

/// One line, ready to be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// Width in thousandths of an em.
    units: i32,
    pub(crate) missing: Vec<MissingGlyph>,
}

impl Line {
    /// Sets `text` in `face`, falling back per character; a character that no face has becomes its code point.
    pub(crate) fn set(text: &str, face: Face) -> Line {
        let mut line = Line::default();
        for character in text.chars() {
            let character = if character.is_control() { ' ' } else { character };
            if !line.push(character, face) {
                for stand_in in MissingGlyph::stand_in(character).chars() {
                    line.push(stand_in, Face::Sans);
                }
                if line.missing.iter().all(|m| m.character != character) {
                    line.missing.push(MissingGlyph { character, within: text.to_owned() });
                }
            }
        }
        line
    }

    fn push(&mut self, character: char, face: Face) -> bool {
        for face in [face, face.fallback()] {
            if let Some(glyph) = face.font().glyph(character) {
                self.units += i32::from(glyph.advance);
                match self.runs.last_mut() {
                    Some(run) if run.face == face => run.text.push(character),
                    _ => self.runs.push(Run { face, text: character.to_string() }),
                }
                return true;
            }
        }
        false
    }

    pub(crate) fn width(&self, size: Size) -> Um {
        advance(self.units, size)
    }
}

/// Breaks `text` into lines no wider than `width` where Chinese typesetting allows it (避头尾); `\n` breaks too. A word too
/// wide for a line (a long reference number) is cut between characters. Always at least one line.
pub(crate) fn wrap(text: &str, face: Face, size: Size, width: Um) -> Vec<Line> {
    if !text.contains('\n') {
        let whole = Line::set(text, face);
        if whole.width(size) <= width {
            return vec![whole];
        }
    }
    let mut lines = Vec::new();
    let mut open = String::new();
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        // Room numbers and dates stay whole.
        if opportunity == BreakOpportunity::Allowed && text[..to].ends_with('-') {
            continue;
        }
        let piece = &text[from..to];
        from = to;
        if !open.is_empty() && measure(&open, piece, face, size) > width {
            lines.push(Line::set(open.trim_end(), face));
            open.clear();
        }
        if measure("", piece, face, size) > width {
            cut(piece, face, size, width, &mut open, &mut lines);
        } else {
            open.push_str(piece);
        }
        let ends_line = opportunity == BreakOpportunity::Mandatory && to < text.len();
        if ends_line {
            lines.push(Line::set(open.trim_end(), face));
            open.clear();
        }
    }
    if !open.trim_end().is_empty() || lines.is_empty() {
        lines.push(Line::set(open.trim_end(), face));
    }
    lines
}

fn measure(open: &str, piece: &str, face: Face, size: Size) -> Um {
    Line::set(&format!("{open}{}", piece.trim_end()), face).width(size)
}

fn cut(piece: &str, face: Face, size: Size, width: Um, open: &mut String, lines: &mut Vec<Line>) {
    for character in piece.chars() {
        if !open.is_empty() && measure(open, character.encode_utf8(&mut [0; 4]), face, size) > width {
            lines.push(Line::set(open, face));
            open.clear();
        }
        open.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lengths::MM;

    fn check(text: &str, width_mm: i32, expect: &[&str]) {
        let lines = wrap(text, Face::Sans, 100, width_mm * MM);
        let got: Vec<String> =
            lines.iter().map(|l| l.runs.iter().map(|r| r.text.as_str()).collect::<String>()).collect();
        assert_eq!(got, expect, "{text:?} in {width_mm} mm");
    }

    #[test]
    fn lines_break_as_chinese_is_set() {
        check("物业费", 30, &["物业费"]);
        check("", 30, &[""]);
        check("物业服务费（含公共能耗）", 22, &["物业服务费", "（含公共能", "耗）"]);
        check("共计￥1,234.56元", 18, &["共计", "￥1,234.56", "元"]);
        check("3-2-501、12-1-2301", 26, &["3-2-501、", "12-1-2301"]);
        check("第一行\n第二行", 60, &["第一行", "第二行"]);
        check("42000018202611219988776655", 20, &["4200001820", "2611219988", "776655"]);
        check("业主𫝀先生", 60, &["业主[U+2B740]先生"]);
    }

    #[test]
    fn a_character_no_font_has_is_reported_once() {
        let line = Line::set("𫝀和𫝀", Face::Serif);
        assert_eq!(line.missing, [MissingGlyph { character: '𫝀', within: "𫝀和𫝀".into() }]);
    }
}
