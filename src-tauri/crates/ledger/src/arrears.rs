//! arrears
