//! The real window, driven through WebKitWebDriver: an office in a folder of its own, and what a person would do in it.
//!
//! This crate knows nothing of the books: it reads the screen, the papers and what the terminal says, as a person could.

pub mod folder;
pub mod driver;
pub mod window;
pub mod day;
pub mod mended;

pub use folder::{Folder, Programs};
pub use window::Window;

/// Something did not come about; says what was awaited and what was there instead.
#[derive(thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

/// Tests print their error with `Debug`: a picture of the screen in words must stay readable.
impl std::fmt::Debug for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a step of a story comes to.
pub type Told<T = ()> = Result<T, Trouble>;

/// A trouble of this kind of error.
macro_rules! from {
    ($($error:ty),*) => {
        $(impl From<$error> for Trouble {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })*
    };
}
from!(
    std::io::Error,
    serde_json::Error,
    fantoccini::error::CmdError,
    fantoccini::error::NewSessionError,
    zip::result::ZipError
);
