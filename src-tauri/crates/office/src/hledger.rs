//! The whole ledger as an hledger journal, for an auditor who trusts another program.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::Path;

use ledger::accounts::{Account, AccountKind, ItemId};
use ledger::people::PersonId;
use ledger::units::UnitId;
use store::Reader;
use store::entries::LoggedEntry;

use crate::{Error, Result};

/// What accounts are called by people.
struct Names {
    units: HashMap<UnitId, String>,
    items: HashMap<ItemId, String>,
    people: HashMap<PersonId, String>,
}

/// Writes declarations, then every entry in order: one transaction each, one pair of postings a transfer. Entries that
/// move nothing are comments.
pub(crate) fn write(r: &Reader<'_>, office: &str, out: &mut dyn Write, folder: &Path) -> Result<()> {
    let fail = |e: std::io::Error| Error::file(folder, e);
    let names = names(r)?;
    writeln!(out, "; {}\n; 账房导出。一条分录一笔交易；应收按房、人、项目、期间分户。\n", plain(office))
        .map_err(fail)?;
    writeln!(out, "commodity 1000.00 CNY\n").map_err(fail)?;
    let declared: BTreeSet<String> = r.balances()?.iter().map(|(a, _)| names.of(a)).collect();
    for account in declared {
        writeln!(out, "account {account}").map_err(fail)?;
    }
    writeln!(out).map_err(fail)?;
    r.for_each_entry(|e| names.entry(e, out).map_err(fail))
}

fn names(r: &Reader<'_>) -> Result<Names> {
    let mut people = HashMap::new();
    let mut units: HashMap<UnitId, String> = HashMap::new();
    for (account, _) in r.balances()? {
        if let Some(id) = account.person()
            && let std::collections::hash_map::Entry::Vacant(slot) = people.entry(id)
        {
            slot.insert(r.person(id)?.map(|(name, _)| name).unwrap_or_default());
        }
        if let Some(id) = account.unit()
            && let std::collections::hash_map::Entry::Vacant(slot) = units.entry(id)
        {
            slot.insert(r.unit(id)?.map(|u| u.code.to_string()).unwrap_or_default());
        }
    }
    let items = r.items()?.into_iter().map(|i| (i.id, i.name)).collect();
    Ok(Names { units, items, people })
}

impl Names {
    /// `应收:3-2-501:张小明 #7:物业费:2026-01-01..2026-01-31`. Ids stand behind names, so that two people of one name
    /// are two accounts.
    fn of(&self, account: &Account) -> String {
        let root = match account.kind() {
            AccountKind::Prepayment | AccountKind::DepositHeld | AccountKind::AgencyPayable => "负债",
            AccountKind::FloatFund | AccountKind::OpeningBalance => "权益",
            AccountKind::Income => "收入",
            AccountKind::Waiver | AccountKind::Rounding | AccountKind::OverShortSuspense => "费用",
            _ => "资产",
        };
        let mut parts = vec![root.to_owned()];
        parts.extend((account.kind() != AccountKind::Income).then(|| account.kind().chinese().to_owned()));
        if let Some(unit) = account.unit() {
            parts.push(format!("{} #{}", self.units.get(&unit).map_or("", |s| s), unit.0));
        }
        if let Some(person) = account.person() {
            parts.push(format!("{} #{}", self.people.get(&person).map_or("", |s| s), person.0));
        }
        if let Some(item) = account.item() {
            parts.push(self.items.get(&item).cloned().unwrap_or_default());
        }
        if let Some(period) = account.period() {
            parts.push(format!("{}..{}", period.from(), period.to()));
        }
        parts.iter().map(|p| plain(p)).collect::<Vec<_>>().join(":")
    }

    fn entry(&self, e: &LoggedEntry, out: &mut dyn Write) -> std::io::Result<()> {
        let (n, entry) = (e.number.0, &e.entry);
        let what = plain(&format!("{} {} {}", entry.kind.chinese(), entry.document, entry.reason));
        let what = what.trim();
        if entry.transfers.is_empty() {
            return writeln!(out, "; {} ({n}) {what}  {}\n", entry.business_date, e.operator);
        }
        writeln!(
            out,
            "{} * ({n}) {what}\n    ; 经手 {} {}",
            entry.business_date,
            plain(&e.operator),
            entry.at.rfc3339()
        )?;
        for t in &entry.transfers {
            writeln!(out, "    {}  {} CNY", self.of(&t.debit), t.amount)?;
            writeln!(out, "    {}  -{} CNY", self.of(&t.credit), t.amount)?;
        }
        writeln!(out)
    }
}

/// Without what hledger reads as syntax: line ends, double spaces, `;`, `|`, and `:` inside a name.
fn plain(text: &str) -> String {
    let replaced: String =
        text.chars().map(|c| if c.is_control() || ";:|()".contains(c) { ' ' } else { c }).collect();
    replaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
