//! cash_day
