//! What becomes of a unit's people: other owners beside those before or in their place, other telephones.

use ledger::people::Phone;
use ledger::units::UnitId;
use sheets::{DraftPerson, DraftUnit};
use store::kept::Field;
use store::register::UnitPerson;

use super::Posting;
use crate::imports::money::cell;
use crate::imports::names::Beside;
use crate::{Error, Result};

impl Posting<'_, '_> {
    /// Puts owners to the unit at hand. Where they take over, those before pay through yesterday; they stay with the unit,
    /// and with what is in their name (Civil Code: a sale does not move old debt).
    pub(super) fn owners(
        &mut self,
        draft: &DraftUnit,
        (before, after): (&[UnitPerson], &[&DraftPerson]),
        take_over: bool,
    ) -> Result<()> {
        let unit = before.first().ok_or_else(|| Error::broken("other owners in nobody's place"))?.unit;
        let yesterday = self.on.pred_opt().unwrap_or(self.on);
        let mut paid = false;
        for owner in before.iter().filter(|owner| take_over && owner.liable) {
            let last = owner.liable_from.map_or(yesterday, |from| yesterday.max(from));
            self.w.set_unit_person(&UnitPerson { liable_to: Some(last), ..owner.clone() })?;
            self.people.pays_no_longer(owner.person, last);
            let at = cell(&draft.source);
            self.changed(unit, Some(owner.person), (Field::Person, owner.relation.code(), ""), &at);
            paid = true;
        }
        for person in after {
            self.person(unit, draft, person, true)?;
        }
        let payer = self.people.payer().filter(|payer| paid && after.iter().any(|p| p.name == payer.name));
        self.payers.extend(payer.map(|payer| UnitPerson { liable_from: Some(self.on), ..payer.clone() }));
        Ok(())
    }

    /// Gives a person the telephones of the file.
    pub(super) fn phones(
        &mut self,
        unit: UnitId,
        draft: &DraftUnit,
        of: &UnitPerson,
        after: &[Phone],
    ) -> Result<()> {
        self.w.update_person(of.person, &of.name, Some(after))?;
        let digits = |all: &[Phone]| all.iter().map(Phone::digits).collect::<Vec<_>>().join(" ");
        let (before, after) = (digits(&of.phones), digits(after));
        let said = draft.people.iter().find(|p| p.name == of.name);
        let at = match said {
            Some(person) => self.names.beside((draft, person), of.relation, Beside::Phones),
            None => cell(&draft.source),
        };
        self.changed(unit, Some(of.person), (Field::Phones, &before, &after), &at);
        Ok(())
    }
}
