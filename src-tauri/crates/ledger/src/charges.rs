//! charges
