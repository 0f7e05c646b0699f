//! A page as a list of marks, before any PDF.

use crate::fonts::Face;
use crate::lengths::{MM, Size, Um, em};
use crate::text::Line;

/// The colours papers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    /// Secondary text that must still survive a photocopy.
    Grey,
    /// The 练习 mark that lies under everything.
    Pale,
    /// The shade of a table's heading.
    Shade,
    /// 作废.
    Red,
}

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: Size,
    pub(crate) ink: Ink,
    /// Outlined as well as filled: there is one weight per face.
    pub(crate) heavy: bool,
}

impl Style {
    pub(crate) const fn sans(size: Size) -> Style {
        Style { face: Face::Sans, size, ink: Ink::Black, heavy: false }
    }

    pub(crate) const fn serif(size: Size) -> Style {
        Style { face: Face::Serif, size, ink: Ink::Black, heavy: false }
    }

    pub(crate) const fn heavy(self) -> Style {
        Style { heavy: true, ..self }
    }

    pub(crate) const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }
}

/// Cosine and sine in ten-thousandths, of an angle that rises to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slant {
    pub(crate) cos: i32,
    pub(crate) sin: i32,
}

impl Slant {
    pub(crate) const LEVEL: Slant = Slant { cos: 10_000, sin: 0 };
    /// 30°.
    pub(crate) const DIAGONAL: Slant = Slant { cos: 8_660, sin: 5_000 };
    /// 12°, as a stamp lands.
    pub(crate) const STAMP: Slant = Slant { cos: 9_781, sin: 2_079 };

    /// The point `along` the slanted line from the origin and `down` from it, as (right, down).
    pub(crate) fn place(self, along: Um, down: Um) -> (Um, Um) {
        let turn = |a: Um, b: Um| {
            let um = (i64::from(a) * i64::from(self.cos) + i64::from(b) * i64::from(self.sin)) / 10_000;
            Um::try_from(um).expect("a page is far smaller than two kilometres")
        };
        (turn(along, down), turn(down, -along))
    }
}

/// Something drawn. Places are micrometres from the top left corner.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Text { x: Um, baseline: Um, style: Style, slant: Slant, line: Line },
    Rule { from: (Um, Um), to: (Um, Um), thickness: Um, ink: Ink },
    Fill { x: Um, y: Um, width: Um, height: Um, ink: Ink },
}

/// Thickness of a table's inner lines.
pub(crate) const HAIRLINE: Um = 120;
/// Thickness of frames.
pub(crate) const FRAME: Um = 250;

/// One page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) width: Um,
    pub(crate) height: Um,
    pub(crate) marks: Vec<Mark>,
}

impl Page {
    pub(crate) fn new(width: Um, height: Um) -> Page {
        Page { width, height, marks: Vec::new() }
    }

    /// A line that is already set.
    pub(crate) fn place(&mut self, x: Um, baseline: Um, style: Style, line: Line) {
        self.marks.push(Mark::Text { x, baseline, style, slant: Slant::LEVEL, line });
    }

    /// Text from `x`; returns where it ends.
    pub(crate) fn left(&mut self, x: Um, baseline: Um, style: Style, text: &str) -> Um {
        let line = Line::set(text, style.face);
        let end = x + line.width(style.size);
        self.place(x, baseline, style, line);
        end
    }

    /// Text that ends at `x`; returns where it begins.
    pub(crate) fn right(&mut self, x: Um, baseline: Um, style: Style, text: &str) -> Um {
        let line = Line::set(text, style.face);
        let begin = x - line.width(style.size);
        self.place(begin, baseline, style, line);
        begin
    }

    /// Text with its middle at `x`.
    pub(crate) fn centre(&mut self, x: Um, baseline: Um, style: Style, text: &str) {
        let line = Line::set(text, style.face);
        self.place(x - line.width(style.size) / 2, baseline, style, line);
    }

    /// Centred text that must not be wider than `width`: a long office name is set smaller.
    pub(crate) fn centre_within(&mut self, x: Um, baseline: Um, style: Style, text: &str, width: Um) {
        let line = Line::set(text, style.face);
        let mut style = style;
        while line.width(style.size) > width && style.size > 60 {
            style.size -= 5;
        }
        self.place(x - line.width(style.size) / 2, baseline, style, line);
    }

    /// Characters set apart by `gap`, centred on `x`: a title. Returns half its width.
    pub(crate) fn spread(&mut self, x: Um, baseline: Um, style: Style, text: &str, gap: Um) -> Um {
        let widths: Vec<Um> =
            text.chars().map(|c| Line::set(&c.to_string(), style.face).width(style.size)).collect();
        let gaps = gap * (Um::try_from(widths.len()).expect("a title is short") - 1).max(0);
        let whole: Um = widths.iter().sum::<Um>() + gaps;
        let mut at = x - whole / 2;
        for (character, width) in text.chars().zip(widths) {
            self.left(at, baseline, style, &character.to_string());
            at += width + gap;
        }
        whole / 2
    }

    /// Characters one below the other, centred on `x`, the first one's top at `y`.
    pub(crate) fn stacked(&mut self, x: Um, y: Um, style: Style, text: &str) {
        let step = em(style.size) * 115 / 100;
        let mut baseline = y + em(style.size) * 88 / 100;
        for character in text.chars() {
            self.centre(x, baseline, style, &character.to_string());
            baseline += step;
        }
    }

    pub(crate) fn rule(&mut self, from: (Um, Um), to: (Um, Um), thickness: Um) {
        self.marks.push(Mark::Rule { from, to, thickness, ink: Ink::Black });
    }

    pub(crate) fn across(&mut self, left: Um, right: Um, y: Um, thickness: Um) {
        self.rule((left, y), (right, y), thickness);
    }

    pub(crate) fn fill(&mut self, x: Um, y: Um, width: Um, height: Um, ink: Ink) {
        self.marks.push(Mark::Fill { x, y, width, height, ink });
    }
}

/// The baseline that sets a line of `style` in the middle of the band from `y` down to `y + height`.
pub(crate) fn middle(y: Um, height: Um, size: Size) -> Um {
    y + height / 2 + em(size) * 37 / 100
}

/// The distance between baselines of running text.
pub(crate) fn leading(size: Size) -> Um {
    em(size) * 150 / 100
}

/// A4 upright.
pub(crate) const A4: (Um, Um) = (210 * MM, 297 * MM);
