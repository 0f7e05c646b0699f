//! Lengths on paper in whole micrometres, so that layout is exact and the same on every machine. They become points (the
//! unit of PDF) in one place, [`points`].

/// A length in micrometres. `y` runs down from the top edge.
pub(crate) type Um = i32;

/// One millimetre.
pub(crate) const MM: Um = 1_000;

/// A font size in tenths of a point: `105` is 10.5 pt (五号).
pub(crate) type Size = i32;

/// `units` thousandths of an em at `size`, in micrometres.
pub(crate) fn advance(units: i32, size: Size) -> Um {
    let um = i64::from(units) * i64::from(size) * 254 / 7_200;
    Um::try_from(um).expect("a line of text is shorter than two kilometres")
}

/// The em of `size`.
pub(crate) fn em(size: Size) -> Um {
    advance(1_000, size)
}

/// Micrometres as PDF points, to the thousandth.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "PDF numbers are reals; these are places on paper, not money"
)]
pub(crate) fn points(um: Um) -> f32 {
    let thousandths = i64::from(um) * 360 / 127;
    thousandths as f32 / 1_000.0
}

/// A font size as PDF points.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "PDF numbers are reals; this is a font size, not money"
)]
pub(crate) fn size_points(size: Size) -> f32 {
    size as f32 / 10.0
}
