//! Cells as calamine gives them.

use calamine::{DataRef, ExcelDateTime};
use rust_decimal::Decimal;

use super::{Value, dated, number_value, owned_text_value, text_value};

pub(super) fn value(data: DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::SharedString(text) => text_value(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            owned_text_value(text)
        }
        DataRef::Int(n) => Some(Value::Number(Decimal::from(n))),
        DataRef::Float(f) => Some(number_value(f)),
        DataRef::Bool(b) => Some(Value::Bool(b)),
        DataRef::DateTime(at) => Some(date_value(at)),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
        DataRef::Empty => None,
    }
}

fn date_value(at: ExcelDateTime) -> Value {
    dated(true, number_value(at.as_f64()))
}
