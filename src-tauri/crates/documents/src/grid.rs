//! Tables: cells with wrapped text, rows that are as high as their highest cell, lines that meet.

use std::collections::BTreeMap;

use crate::lengths::{Um, em};
use crate::page::{FRAME, HAIRLINE, Ink, Page, Style, middle};
use crate::text::{Line, wrap};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// What stands in one cell, over one or more columns.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    align: Align,
    span: usize,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Cell {
        Cell { text: text.into(), style, align: Align::Left, span: 1 }
    }

    pub(crate) fn centred(self) -> Cell {
        Cell { align: Align::Centre, ..self }
    }

    pub(crate) fn flush_right(self) -> Cell {
        Cell { align: Align::Right, ..self }
    }

    pub(crate) fn over(self, columns: usize) -> Cell {
        Cell { span: columns, ..self }
    }
}

/// The columns of a table.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    pub(crate) left: Um,
    pub(crate) widths: Vec<Um>,
    /// Clear space left and right of a cell's text.
    pub(crate) pad: Um,
    /// A row is at least this high.
    pub(crate) row: Um,
}

/// A row whose text is broken and whose height is known.
#[derive(Debug, Clone)]
pub(crate) struct SetRow {
    pub(crate) height: Um,
    cells: Vec<SetCell>,
    shade: bool,
}

#[derive(Debug, Clone)]
struct SetCell {
    x: Um,
    width: Um,
    lines: Vec<Line>,
    style: Style,
    align: Align,
}

impl SetRow {
    /// As a heading.
    pub(crate) fn shaded(self) -> SetRow {
        SetRow { shade: true, ..self }
    }
}

fn line_step(style: Style) -> Um {
    em(style.size) * 132 / 100
}

impl Grid {
    pub(crate) fn width(&self) -> Um {
        self.widths.iter().sum()
    }

    /// Breaks the cells' text. Cells fill the columns from the left; their spans add up to the columns.
    pub(crate) fn set(&self, cells: impl IntoIterator<Item = Cell>) -> SetRow {
        let (mut x, mut column) = (self.left, 0);
        let mut height = self.row;
        let mut set = Vec::new();
        for cell in cells {
            let width: Um = self.widths[column..column + cell.span].iter().sum();
            let lines = wrap(&cell.text, cell.style.face, cell.style.size, width - 2 * self.pad);
            let count = Um::try_from(lines.len()).expect("a cell has a few lines");
            // The clear space above and below is that of a single line in the lowest row.
            let spare = (self.row - line_step(cell.style)).max(em(cell.style.size) / 3);
            height = height.max(count * line_step(cell.style) + spare);
            set.push(SetCell { x, width, lines, style: cell.style, align: cell.align });
            x += width;
            column += cell.span;
        }
        assert_eq!(column, self.widths.len(), "the cells of a row fill its columns");
        SetRow { height, cells: set, shade: false }
    }

    /// A heading row: one centred cell per column.
    pub(crate) fn heading(&self, titles: &[&str], style: Style) -> SetRow {
        self.set(titles.iter().map(|t| Cell::new(*t, style).centred())).shaded()
    }
}

/// A table being drawn on one page. Vertical lines that continue from row to row are drawn once, at the end.
#[derive(Debug)]
pub(crate) struct Ruled {
    top: Um,
    y: Um,
    left: Um,
    right: Um,
    verticals: BTreeMap<Um, Vec<(Um, Um)>>,
}

impl Ruled {
    pub(crate) fn begin(grid: &Grid, y: Um) -> Ruled {
        Ruled { top: y, y, left: grid.left, right: grid.left + grid.width(), verticals: BTreeMap::new() }
    }

    pub(crate) fn row(&mut self, page: &mut Page, row: &SetRow) {
        if row.shade {
            page.fill(self.left, self.y, self.right - self.left, row.height, Ink::Shade);
        }
        if self.y > self.top {
            page.across(self.left, self.right, self.y, HAIRLINE);
        }
        for cell in &row.cells {
            cell.draw(page, self.y, row.height);
            if cell.x > self.left {
                let bars = self.verticals.entry(cell.x).or_default();
                match bars.last_mut() {
                    Some(last) if last.1 == self.y => last.1 += row.height,
                    _ => bars.push((self.y, self.y + row.height)),
                }
            }
        }
        self.y += row.height;
    }

    /// Draws the frame; returns the table's lower edge.
    pub(crate) fn end(self, page: &mut Page) -> Um {
        for (x, bars) in &self.verticals {
            for (from, to) in bars {
                page.rule((*x, *from), (*x, *to), HAIRLINE);
            }
        }
        let (left, right, top, bottom) = (self.left, self.right, self.top, self.y);
        let overhang = FRAME / 2;
        page.across(left - overhang, right + overhang, top, FRAME);
        page.across(left - overhang, right + overhang, bottom, FRAME);
        page.rule((left, top), (left, bottom), FRAME);
        page.rule((right, top), (right, bottom), FRAME);
        bottom
    }

    pub(crate) fn y(&self) -> Um {
        self.y
    }
}

impl SetCell {
    fn draw(&self, page: &mut Page, y: Um, height: Um) {
        let step = line_step(self.style);
        let count = Um::try_from(self.lines.len()).expect("a cell has a few lines");
        let mut band = y + (height - count * step) / 2;
        for line in &self.lines {
            let spare = self.width - line.width(self.style.size);
            let pad = (self.width - line.width(self.style.size)).min(PAD);
            let x = self.x
                + match self.align {
                    Align::Left => pad,
                    Align::Centre => spare / 2,
                    Align::Right => spare - pad,
                };
            page.place(x, middle(band, step, self.style.size), self.style, line.clone());
            band += step;
        }
    }
}

/// The usual clear space beside a cell's text.
pub(crate) const PAD: Um = 1_800;
