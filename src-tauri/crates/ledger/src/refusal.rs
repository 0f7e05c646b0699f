//! A refusal: the request cannot be done now, and the person at the screen can do something about it.
//!
//! It is not a fault (a bug or I/O): faults are errors of the layer that met them. A refusal has a stable code for
//! programs, and a Chinese sentence that says what happened and what to do.

use std::fmt;

/// Why a request was turned down. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, in `snake_case`; listed in `fixtures/refusals/`.
    pub code: &'static str,
    /// 什么事，怎么办: one or two Chinese sentences.
    pub message: String,
}

impl Refusal {
    /// A refusal with its code and its sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}
