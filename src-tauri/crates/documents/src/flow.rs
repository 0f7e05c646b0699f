//! Pages that follow one another: paragraphs and tables from top to bottom, a new page where one is full.

use crate::fonts::Face;
use crate::grid::{Grid, Ruled, SetRow};
use crate::lengths::{MM, Um, em};
use crate::page::{A4, HAIRLINE, Ink, Page, Style, leading};
use crate::seals;
use crate::text::wrap;
use crate::wording::page_of;

/// A4 pages with a running head from the second page on and a foot on every page.
#[derive(Debug)]
pub(crate) struct Flow {
    pages: Vec<Page>,
    /// Where the next thing goes.
    pub(crate) y: Um,
    training: bool,
    running_head: String,
    sections: usize,
    pub(crate) left: Um,
    pub(crate) right: Um,
}

const TOP: Um = 15 * MM;
/// Nothing of the text goes below it; the foot does.
const BOTTOM: Um = A4.1 - 18 * MM;

impl Flow {
    pub(crate) fn new(training: bool, running_head: String) -> Flow {
        let side = 18 * MM;
        let mut flow = Flow {
            pages: Vec::new(),
            y: TOP,
            training,
            running_head,
            sections: 0,
            left: side,
            right: A4.0 - side,
        };
        flow.turn();
        flow
    }

    pub(crate) fn width(&self) -> Um {
        self.right - self.left
    }

    pub(crate) fn middle(&self) -> Um {
        (self.left + self.right) / 2
    }

    pub(crate) fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a flow begins with a page")
    }

    /// Goes to a new page.
    pub(crate) fn turn(&mut self) {
        let mut page = Page::new(A4.0, A4.1);
        if self.training {
            seals::training(&mut page);
        }
        self.y = TOP;
        if !self.pages.is_empty() {
            let style = Style::sans(85).ink(Ink::Grey);
            page.left(self.left, TOP - 4 * MM, style, &format!("{}（续）", self.running_head));
            page.across(self.left, self.right, TOP - 2 * MM, HAIRLINE);
            self.y = TOP + 3 * MM;
        }
        self.pages.push(page);
    }

    /// Whether `height` still fits on this page.
    pub(crate) fn fits(&self, height: Um) -> bool {
        self.y + height <= BOTTOM
    }

    /// Keeps the next `height` together.
    pub(crate) fn keep(&mut self, height: Um) {
        if !self.fits(height) {
            self.turn();
        }
    }

    pub(crate) fn skip(&mut self, height: Um) {
        self.y += height;
    }

    /// A paragraph; `indent` is that of its first line, in ems (Chinese prose: 2).
    pub(crate) fn paragraph(&mut self, text: &str, style: Style, indent: usize) {
        let indented = format!("{}{text}", "　".repeat(indent));
        self.lines(&indented, style, 0);
    }

    /// How high [`Flow::paragraph`] will be.
    pub(crate) fn height_of(&self, text: &str, style: Style, indent: usize) -> Um {
        let lines = wrap(&format!("{}{text}", "　".repeat(indent)), style.face, style.size, self.width());
        leading(style.size) * Um::try_from(lines.len()).expect("a paragraph has a few lines")
    }

    /// An item of a list: its number hangs.
    pub(crate) fn item(&mut self, number: usize, text: &str, style: Style) {
        let hang = em(style.size) * 2;
        let step = leading(style.size);
        self.keep(step);
        let (x, baseline) = (self.left, self.y + step - em(style.size) * 40 / 100);
        self.page().left(x, baseline, style, &format!("{number}."));
        self.lines(text, style, hang);
    }

    fn lines(&mut self, text: &str, style: Style, hang: Um) {
        let step = leading(style.size);
        for line in wrap(text, style.face, style.size, self.width() - hang) {
            self.keep(step);
            let (x, baseline) = (self.left + hang, self.y + step - em(style.size) * 40 / 100);
            self.page().place(x, baseline, style, line);
            self.y += step;
        }
    }

    /// A section's title, kept with at least `with` of what follows.
    pub(crate) fn section(&mut self, title: &str, with: Um) {
        self.keep(8_500 + with);
        self.y += 2_700;
        let style = Style { face: Face::Sans, size: 105, ink: Ink::Black, heavy: true };
        let (x, baseline) = (self.left, self.y + 4 * MM);
        self.page().left(x, baseline, style, title);
        self.y += 5_800;
        self.sections += 1;
    }

    /// How many sections were begun.
    pub(crate) fn sections(&self) -> usize {
        self.sections
    }

    /// A table; its heading is repeated on every page, and its last `together` rows are never parted.
    pub(crate) fn table(&mut self, grid: &Grid, heading: Option<&SetRow>, rows: &[SetRow], together: usize) {
        let head = heading.map_or(0, |h| h.height);
        self.keep(head + rows.first().map_or(0, |r| r.height));
        let mut ruled = self.open(grid, heading);
        for (i, row) in rows.iter().enumerate() {
            let block: Um = match i + together == rows.len() {
                true => rows[i..].iter().map(|r| r.height).sum(),
                false => row.height,
            };
            if ruled.y() + block > BOTTOM {
                ruled.end(self.page());
                self.turn();
                ruled = self.open(grid, heading);
            }
            ruled.row(self.page(), row);
        }
        self.y = ruled.end(self.page());
    }

    fn open(&mut self, grid: &Grid, heading: Option<&SetRow>) -> Ruled {
        let mut ruled = Ruled::begin(grid, self.y);
        if let Some(heading) = heading {
            ruled.row(self.page(), heading);
        }
        ruled
    }

    /// Adds the foot to every page: `foot` to the left, the page number to the right.
    pub(crate) fn finish(mut self, foot: &str) -> Vec<Page> {
        let count = self.pages.len();
        let style = Style::sans(80).ink(Ink::Grey);
        let baseline = A4.1 - 9_500;
        let foot = match self.training {
            true => format!("练习账套，不作凭据　{foot}"),
            false => foot.to_owned(),
        };
        for (i, page) in self.pages.iter_mut().enumerate() {
            page.across(self.left, self.right, A4.1 - 14 * MM, HAIRLINE);
            page.left(self.left, baseline, style, &foot);
            page.right(self.right, baseline, style, &page_of(i + 1, count));
        }
        self.pages
    }
}
