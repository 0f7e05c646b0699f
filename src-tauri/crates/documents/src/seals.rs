//! Marks that change what a paper is worth: 练习, 作废, 补打.

use crate::fonts::Face;
use crate::lengths::{MM, Size, Um, em};
use crate::page::{Ink, Mark, Page, Slant, Style};
use crate::text::Line;

/// 练习, large and pale across the page, under everything, so that a training paper never passes for a real one.
pub(crate) fn training(page: &mut Page) {
    let size = (page.height.min(page.width) / 130).min(1_400);
    let style = Style { face: Face::Sans, size, ink: Ink::Pale, heavy: true };
    let line = Line::set("练　习", style.face);
    let (dx, dy) = Slant::DIAGONAL.place(-line.width(size) / 2, em(size) * 37 / 100);
    let (x, baseline) = (page.width / 2 + dx, page.height / 2 + dy);
    page.marks.push(Mark::Text { x, baseline, style, slant: Slant::DIAGONAL, line });
}

/// 作废 in a red frame, slightly turned, centred on a point.
pub(crate) fn void(page: &mut Page, x: Um, y: Um, size: Size) {
    let style = Style { face: Face::Serif, size, ink: Ink::Red, heavy: true };
    let line = Line::set("作　废", style.face);
    let (half_width, half_height) = (line.width(style.size) / 2 + 4 * MM, em(style.size) / 2 + 2 * MM);
    let at = |along: Um, down: Um| {
        let (dx, dy) = Slant::STAMP.place(along, down);
        (x + dx, y + dy)
    };
    for (inset, thickness) in [(0, 700), (1_300, 250)] {
        let (w, h) = (half_width - inset, half_height - inset);
        let corners = [at(-w, -h), at(w, -h), at(w, h), at(-w, h)];
        for i in 0..4 {
            page.marks.push(Mark::Rule {
                from: corners[i],
                to: corners[(i + 1) % 4],
                thickness,
                ink: Ink::Red,
            });
        }
    }
    let (text_x, baseline) = at(-line.width(style.size) / 2, em(style.size) * 37 / 100);
    page.marks.push(Mark::Text { x: text_x, baseline, style, slant: Slant::STAMP, line });
}

/// A short word in a frame (补打第2次), its left top corner at a point; returns its width.
pub(crate) fn label(page: &mut Page, x: Um, y: Um, text: &str) -> Um {
    let style = Style::sans(90).heavy();
    let line = Line::set(text, style.face);
    let (width, height) = (line.width(style.size) + 4 * MM, 6 * MM);
    for (from, to) in [
        ((x, y), (x + width, y)),
        ((x + width, y), (x + width, y + height)),
        ((x + width, y + height), (x, y + height)),
        ((x, y + height), (x, y)),
    ] {
        page.rule(from, to, 300);
    }
    page.place(x + 2 * MM, crate::page::middle(y, height, style.size), style, line);
    width
}
