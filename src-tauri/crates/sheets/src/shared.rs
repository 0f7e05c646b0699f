//! Texts that many rows share: a sheet's name, a column's header, a unit's code. Each is held once, and read back once.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Texts met last. Rows come in order, so these few are nearly all that the next row needs.
const REMEMBERED: usize = 64;

thread_local! {
    static LAST: RefCell<[Option<Arc<str>>; REMEMBERED]> = const { RefCell::new([const { None }; REMEMBERED]) };
}

/// The text as it is held already, if it was met lately.
fn shared(text: &str) -> Arc<str> {
    let ends = text.bytes().take(8).chain(text.bytes().rev().take(8));
    let place = ends.fold(text.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    LAST.with_borrow_mut(|last| {
        let held = &mut last[place % REMEMBERED];
        match held {
            Some(known) if **known == *text => Arc::clone(known),
            other => Arc::clone(other.insert(text.into())),
        }
    })
}

pub(crate) fn serialize<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    struct Text;
    impl Visitor<'_> for Text {
        type Value = Arc<str>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
            Ok(shared(text))
        }
    }
    from.deserialize_str(Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_met_again_is_the_same() {
        let (first, other, again) = (shared("备注"), shared("车位号"), shared("备注"));
        assert_eq!((&*first, &*other), ("备注", "车位号"));
        assert!(Arc::ptr_eq(&first, &again));
    }
}
