//! The fields of a unit that an import changes, in the form in which a change is stored.

use ledger::units::{Area, UnitStatus, UnitUse};
use store::kept::Field;
use store::register::UnitRow;

use crate::{Error, Result};

/// Sets a field from its stored form; empty for nothing.
pub(super) fn set_field(unit: &mut UnitRow, field: Field, value: &str) -> Result<()> {
    let some = (!value.is_empty()).then_some(value);
    match field {
        Field::Area => unit.area = some.map(Area::parse).transpose()?,
        Field::Usage => {
            unit.usage = UnitUse::parse(value).ok_or_else(|| Error::broken("a change to an unknown use"))?;
        }
        Field::Status => unit.status = some.and_then(UnitStatus::parse),
        Field::Handover => unit.handover = some.map(ledger::calendar::parse_date).transpose()?,
        Field::Phones | Field::Person | Field::InRegister => {}
    }
    Ok(())
}

/// A field as it is stored.
pub(super) fn field_of(unit: &UnitRow, field: Field) -> String {
    match field {
        Field::Area => unit.area.map(|a| a.to_string()).unwrap_or_default(),
        Field::Usage => unit.usage.code().to_owned(),
        Field::Status => unit.status.map_or("", UnitStatus::code).to_owned(),
        Field::Handover => unit.handover.map(|d| d.to_string()).unwrap_or_default(),
        Field::Phones | Field::Person | Field::InRegister => String::new(),
    }
}
