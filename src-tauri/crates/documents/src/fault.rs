//! What can go wrong between a document and its bytes. None of it is for the cashier to mend: refusals live above.

use ledger::money::Fen;

/// A paper could not be made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The document contradicts itself: what it lists does not add up to what it states.
    #[error("{what}: listed {listed}, stated {stated}")]
    SumsDisagree {
        /// Which sum, in English, with the document's number.
        what: String,
        /// The sum of the parts.
        listed: Fen,
        /// The sum the document states.
        stated: Fen,
    },
    /// The document has nothing to show (no notice in a batch, no copy of a receipt).
    #[error("nothing to print: {0}")]
    Empty(&'static str),
    /// The embedded font could not be cut down to the glyphs in use.
    #[error("cutting the font down failed: {0}")]
    Font(String),
    /// The PDF library reported an error.
    #[error("composing the PDF failed: {0}")]
    Pdf(String),
    /// Compressing or writing the bytes failed.
    #[error("writing the PDF failed: {0}")]
    Write(#[from] std::io::Error),
}

impl From<lopdf::Error> for Fault {
    fn from(error: lopdf::Error) -> Self {
        Fault::Pdf(error.to_string())
    }
}
