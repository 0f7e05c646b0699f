//! A draft's people and items on their way into the register, each once.

use std::collections::HashMap;

use ledger::accounts::ItemId;
use ledger::calendar::Date;
use ledger::money::RoundingStep;
use ledger::people::{PersonId, Phone, Relation};
use ledger::tariffs::Treatment;
use ledger::units::UnitId;
use sheets::DraftPerson;
use store::Writer;
use store::register::{Newcomers, UnitPerson, UnitRow};

use super::rows::phones;
use crate::{Error, Result};

/// Name of whoever owes an opening balance of a unit whose owner the old books did not name.
const UNNAMED: &str = "（业主未登记）";

/// People and items met so far.
pub(super) struct People<'w, 'c> {
    w: &'w Writer<'c>,
    items: HashMap<String, ItemId>,
    people: HashMap<(String, String), PersonId>,
    /// Not in the register before [`People::arrive`].
    newcomers: Newcomers,
    /// Who stands to the unit at hand, owners first.
    there: Vec<UnitPerson>,
}

impl<'w, 'c> People<'w, 'c> {
    pub(super) fn new(w: &'w Writer<'c>) -> Result<Self> {
        Ok(People {
            w,
            items: HashMap::new(),
            people: HashMap::new(),
            newcomers: w.newcomers()?,
            there: Vec::new(),
        })
    }

    /// Goes on to a unit that the register has, with its people, owners first.
    pub(super) fn at(&mut self, there: Vec<UnitPerson>) {
        self.there = there;
    }

    /// Goes on to a new unit.
    pub(super) fn at_new(&mut self, unit: UnitRow) -> UnitId {
        self.there.clear();
        self.newcomers.unit(unit)
    }

    /// Puts a person to the unit at hand. The first who is no tenant pays, or whoever is alone there.
    pub(super) fn put(&mut self, unit: UnitId, p: &DraftPerson, only: bool) -> Result<(PersonId, Relation)> {
        let relation =
            Relation::parse(&p.relation).ok_or_else(|| Error::broken("a draft with an unknown relation"))?;
        let person = self.person(&p.name, &phones(&p.phones));
        if !self.there.iter().any(|there| there.person == person) {
            let someone_pays = self.there.iter().any(|there| there.liable);
            let pays = !someone_pays && (relation != Relation::Tenant || only);
            self.stand(unit, person, &p.name, relation, pays);
        }
        Ok((person, relation))
    }

    /// One name with one number is one person.
    fn person(&mut self, name: &str, phones: &[Phone]) -> PersonId {
        let Some(first) = phones.first() else { return self.newcomers.person(name, phones) };
        let key = (name.to_owned(), first.digits().to_owned());
        *self.people.entry(key).or_insert_with(|| self.newcomers.person(name, phones))
    }

    fn stand(&mut self, unit: UnitId, person: PersonId, name: &str, relation: Relation, liable: bool) {
        self.newcomers.stand(unit, person, relation, liable);
        self.there.push(UnitPerson {
            unit,
            person,
            name: name.to_owned(),
            relation,
            liable,
            liable_from: None,
            liable_to: None,
            phones: Vec::new(),
        });
        self.there.sort_by_key(|p| (p.relation == Relation::Other, p.relation.code(), p.person));
    }

    /// Who owes for the unit at hand, and whether he had to be made up.
    pub(super) fn debtor(&mut self, unit: UnitId) -> (PersonId, bool) {
        if let Some(debtor) = self.payer().or(self.there.first()) {
            return (debtor.person, false);
        }
        let id = self.newcomers.person(UNNAMED, &[]);
        self.stand(unit, id, UNNAMED, Relation::Owner, true);
        (id, true)
    }

    /// Who pays for the unit at hand today.
    pub(super) fn payer(&self) -> Option<&UnitPerson> {
        self.there.iter().find(|p| p.liable && p.liable_to.is_none())
    }

    /// Somebody pays for the unit at hand through this day and no longer.
    pub(super) fn pays_no_longer(&mut self, person: PersonId, last: Date) {
        for there in self.there.iter_mut().filter(|p| p.person == person) {
            (there.liable, there.liable_to) = (false, Some(last));
        }
    }

    /// The person of this name at the unit at hand.
    pub(super) fn named(&self, name: &str) -> Option<&UnitPerson> {
        self.there.iter().find(|p| p.name == name)
    }

    /// Takes everybody, and the new units, into the register.
    pub(super) fn arrive(&self) -> Result<()> {
        Ok(self.w.insert_newcomers(&self.newcomers)?)
    }

    /// What has arrived and is needed no more.
    pub(super) fn gone_in(self) -> impl Send + use<> {
        (self.newcomers, self.people)
    }

    pub(super) fn item(&mut self, name: &str) -> Result<ItemId> {
        self.item_with(name, Treatment::Income)
    }

    /// A deposit is never income.
    pub(super) fn deposit_item(&mut self, name: &str) -> Result<ItemId> {
        self.item_with(name, Treatment::Agency)
    }

    fn item_with(&mut self, name: &str, treatment: Treatment) -> Result<ItemId> {
        if let Some(item) = self.items.get(name) {
            return Ok(*item);
        }
        let item = match self.w.item_by_name(name)? {
            Some(item) => item,
            None => self.w.insert_item(name, treatment, RoundingStep::Fen)?,
        };
        self.items.insert(name.to_owned(), item.id);
        Ok(item.id)
    }
}
