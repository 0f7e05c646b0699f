//! The two embedded faces: what they cover and how wide their glyphs are. See `assets/fonts/README.md`.

use std::collections::HashMap;
use std::sync::OnceLock;

use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

/// An embedded face. A character is set in the face asked for, else in the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// Noto Sans SC: tables, labels and every amount (its figures are tabular).
    Sans,
    /// Noto Serif SC: titles and the prose of letters.
    Serif,
}

impl Face {
    #[cfg(test)]
    const ALL: [Face; 2] = [Face::Sans, Face::Serif];

    /// Where a character is looked for when this face lacks it.
    pub(crate) const fn fallback(self) -> Face {
        match self {
            Face::Sans => Face::Serif,
            Face::Serif => Face::Sans,
        }
    }

    /// The face, read once per process.
    pub(crate) fn font(self) -> &'static Font {
        static SANS: OnceLock<Font> = OnceLock::new();
        static SERIF: OnceLock<Font> = OnceLock::new();
        match self {
            Face::Sans => SANS.get_or_init(|| {
                Font::read(
                    "NotoSansSC-Regular",
                    include_bytes!("../../../../assets/fonts/NotoSansSC-Regular.ttf"),
                )
            }),
            Face::Serif => SERIF.get_or_init(|| {
                Font::read(
                    "NotoSerifSC-Regular",
                    include_bytes!("../../../../assets/fonts/NotoSerifSC-Regular.ttf"),
                )
            }),
        }
    }
}

/// Glyph and advance of one character. The em is 1,000 units in both faces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: u16,
}

pub(crate) struct Font {
    pub(crate) name: &'static str,
    pub(crate) data: &'static [u8],
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    /// Left, bottom, right, top of all glyphs.
    pub(crate) bounds: [i16; 4],
    glyphs: HashMap<char, Glyph>,
}

impl Font {
    fn read(name: &'static str, data: &'static [u8]) -> Font {
        const SOUND: &str = "the embedded fonts are whole: a test reads each of them";
        let font = FontRef::new(data).expect(SOUND);
        let (head, hhea, hmtx) =
            (font.head().expect(SOUND), font.hhea().expect(SOUND), font.hmtx().expect(SOUND));
        assert_eq!(head.units_per_em(), 1_000, "widths are written to the PDF as thousandths of an em");
        let glyphs = font
            .charmap()
            .mappings()
            .filter_map(|(code, gid)| {
                let character = char::from_u32(code)?;
                let id = u16::try_from(gid.to_u32()).expect(SOUND);
                Some((character, Glyph { id, advance: hmtx.advance(gid)? }))
            })
            .collect();
        Font {
            name,
            data,
            ascent: hhea.ascender().to_i16(),
            descent: hhea.descender().to_i16(),
            bounds: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
            glyphs,
        }
    }

    pub(crate) fn glyph(&self, character: char) -> Option<Glyph> {
        self.glyphs.get(&character).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_cover_what_papers_are_written_with() {
        for face in Face::ALL {
            for c in "人民币零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整负缴费通知单催收据业主，。：；（）《》“”、—…·¥￥×㎡=0123456789.,-№䶮㛃𬭎".chars() {
                assert!(face.font().glyph(c).is_some(), "{} lacks {c}", face.font().name);
            }
        }
    }

    #[test]
    fn figures_of_the_sans_are_tabular() {
        let widths: Vec<u16> =
            ('0'..='9').filter_map(|c| Face::Sans.font().glyph(c)).map(|g| g.advance).collect();
        assert_eq!(widths.len(), 10);
        assert!(widths.iter().all(|w| *w == widths[0]), "{widths:?}");
    }
}
