//! A finished paper.

/// PDF bytes and what must be known about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The file as it is kept and printed.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
    /// Characters that no embedded font has, each once, in the order met. Empty on almost every paper.
    pub missing: Vec<MissingGlyph>,
    /// SHA-256 of `bytes`, lower-case hexadecimal.
    pub sha256: String,
}

/// A character that no embedded font can draw. On the paper its code point stands in its place: `[U+2B740]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The text it was met in, for the finding shown to the office.
    pub within: String,
}

impl MissingGlyph {
    /// What stands on the paper instead.
    pub fn stand_in(character: char) -> String {
        format!("[U+{:04X}]", u32::from(character))
    }
}
