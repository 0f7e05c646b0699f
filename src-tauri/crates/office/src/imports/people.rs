//! A draft's people and items on their way into the register, each once.

use std::collections::HashMap;

use ledger::money::RoundingStep;
use ledger::people::{PersonId, Phone, Relation};
use ledger::tariffs::{Item, Treatment};
use ledger::units::UnitId;
use sheets::DraftPerson;
use store::Writer;
use store::register::UnitPerson;

use super::rows::phones;
use crate::{Error, Result};

/// Name of whoever owes an opening balance of a unit whose owner the old books did not name.
const UNNAMED: &str = "（业主未登记）";

/// People and items met so far.
pub(super) struct People<'w, 'c> {
    w: &'w Writer<'c>,
    items: HashMap<String, Item>,
    people: HashMap<(String, String), PersonId>,
}

impl<'w, 'c> People<'w, 'c> {
    pub(super) fn new(w: &'w Writer<'c>) -> Self {
        People { w, items: HashMap::new(), people: HashMap::new() }
    }

    /// Puts a person to a unit. The first who is no tenant pays, or whoever is alone there.
    pub(super) fn put(&mut self, unit: UnitId, p: &DraftPerson, only: bool) -> Result<(PersonId, Relation)> {
        let relation =
            Relation::parse(&p.relation).ok_or_else(|| Error::broken("a draft with an unknown relation"))?;
        let person = self.person(&p.name, phones(&p.phones))?;
        let someone_pays = self.w.people_of(unit)?.iter().any(|there| there.liable);
        let pays = !someone_pays && (relation != Relation::Tenant || only);
        self.stand(unit, person, &p.name, relation, pays)?;
        Ok((person, relation))
    }

    /// One name with one number is one person.
    fn person(&mut self, name: &str, phones: Vec<Phone>) -> Result<PersonId> {
        let key = phones.first().map(|p| (name.to_owned(), p.digits().to_owned()));
        if let Some(known) = key.as_ref().and_then(|k| self.people.get(k)) {
            return Ok(*known);
        }
        let id = self.w.insert_person(name, &phones)?;
        if let Some(key) = key {
            self.people.insert(key, id);
        }
        Ok(id)
    }

    fn stand(
        &self,
        unit: UnitId,
        person: PersonId,
        name: &str,
        relation: Relation,
        liable: bool,
    ) -> Result<()> {
        Ok(self.w.set_unit_person(&UnitPerson {
            unit,
            person,
            name: name.to_owned(),
            relation,
            liable,
            liable_from: None,
            liable_to: None,
            phones: Vec::new(),
        })?)
    }

    /// Who owes for a unit, and whether he had to be made up.
    pub(super) fn debtor(&mut self, unit: UnitId) -> Result<(PersonId, bool)> {
        let there = self.w.people_of(unit)?;
        if let Some(debtor) = there.iter().find(|p| p.liable && p.liable_to.is_none()).or(there.first()) {
            return Ok((debtor.person, false));
        }
        let id = self.w.insert_person(UNNAMED, &[])?;
        self.stand(unit, id, UNNAMED, Relation::Owner, true)?;
        Ok((id, true))
    }

    /// The person of this name at a unit.
    pub(super) fn named(&self, unit: UnitId, name: &str) -> Result<Option<PersonId>> {
        Ok(self.w.people_of(unit)?.into_iter().find(|p| p.name == name).map(|p| p.person))
    }

    pub(super) fn item(&mut self, name: &str) -> Result<Item> {
        self.item_with(name, Treatment::Income)
    }

    /// A deposit is never income.
    pub(super) fn deposit_item(&mut self, name: &str) -> Result<Item> {
        self.item_with(name, Treatment::Agency)
    }

    fn item_with(&mut self, name: &str, treatment: Treatment) -> Result<Item> {
        if let Some(item) = self.items.get(name) {
            return Ok(item.clone());
        }
        let item = match self.w.item_by_name(name)? {
            Some(item) => item,
            None => self.w.insert_item(name, treatment, RoundingStep::Fen)?,
        };
        self.items.insert(name.to_owned(), item.clone());
        Ok(item)
    }
}
