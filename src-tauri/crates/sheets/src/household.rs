//! The people of a row: owners and tenants, their telephones and identity numbers, and who owes.

use ledger::people::Relation;

use crate::cells::is_error;
use crate::findings::At;
use crate::id_numbers::{self, IdRead, ids, ids_beside};
use crate::interpretation::Interpretation;
use crate::kinds::vehicles;
use crate::names::{Called, DEVELOPER, Doubt, NamesRead, read, relation};
use crate::parties::Party;
use crate::people::{NamedPhone, PhonesRead, has_lost_digits, pair, phones};
use crate::relations::said_relation;
use crate::table::{Line, Table};
use crate::words::{InTime, owner_in_time};
use crate::{CellRef, DraftPerson, Level, Meaning, words};

/// Of identity numbers there are 15 and 18.
const FEWEST_OF_ID: usize = 15;
/// Of telephones without an area code.
const FEWEST_OF_PHONE: usize = 7;

/// Fewer places say nothing without the number they stood beside.
const FRAGMENT: usize = 5;

/// The code of someone who owes and is neither owner nor tenant.
pub(crate) const OTHER: &str = "other";

/// The people of a row, owners first. What belongs to none of them is kept with the line. Who rents a space is with the
/// space and its car.
pub(crate) fn household<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Vec<DraftPerson> {
    if table.lets_spaces() && vehicles::is_kept(table, line) {
        return Vec::new();
    }
    everybody(reading, table, line)
}

/// Whoever the row names, whatever he is there for.
pub(crate) fn everybody<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Vec<DraftPerson> {
    let mut people = group(reading, table, line, (Meaning::OwnerName, Relation::Owner));
    let owner = Relation::Owner.code();
    for person in people.iter_mut().filter(|person| table.lets_spaces() && person.relation == owner) {
        person.relation = Relation::Tenant.code().to_owned();
    }
    people.extend(tenants(reading, table, line));
    people
}

impl<'a> Table<'a> {
    /// 现业主 beside 原业主, or either beside 业主.
    pub fn told_owners_in_time(&self) -> Option<(usize, Vec<usize>)> {
        let slots = self.slots(Meaning::OwnerName);
        let says = |slot: usize, when: InTime| owner_in_time(self.header(slot)) == Some(when);
        let told = slots.iter().any(|slot| owner_in_time(self.header(*slot)).is_some());
        let now = slots.iter().copied().find(|slot| says(*slot, InTime::Now));
        let now = now.or_else(|| slots.iter().copied().find(|slot| !says(*slot, InTime::Before)));
        let now = now.filter(|_| told && slots.len() > 1)?;
        Some((now, slots.iter().copied().filter(|slot| *slot != now).collect()))
    }

    /// 租用人 beside 车位号: the names are of those who rent the spaces.
    pub fn lets_spaces(&self) -> bool {
        let renter = |slot: usize| {
            let header = self.header(slot);
            header.contains('租') && matches!(words::meaning(header), Some((Meaning::TenantName, _)))
        };
        let of_cars = self.has(Meaning::Space) || self.has(Meaning::Plate);
        of_cars && self.slot(Meaning::OwnerName).is_some_and(renter)
    }

    /// The row's cell of its owner: 现业主 where that is filled, else 原业主.
    pub fn owner(&self, line: &Line<'a>) -> Option<At<'a>> {
        let now = self.owners_in_time.as_ref().map(|(now, _)| line.at(*now));
        now.filter(|at| at.text().is_some()).or_else(|| {
            let before = self.owners_in_time.as_ref().and_then(|(_, before)| before.first());
            before.map(|slot| line.at(*slot)).or_else(|| self.at(line, Meaning::OwnerName))
        })
    }

    /// What stands in it.
    pub fn owner_text(&self, line: &Line<'a>) -> Option<String> {
        self.owner(line).and_then(|at| at.text())
    }
}

/// Those in the tenants' columns.
pub(crate) fn tenants<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Vec<DraftPerson> {
    let told = [Meaning::TenantName, Meaning::TenantPhone, Meaning::TenantId];
    if !told.into_iter().any(|meaning| table.has(meaning)) {
        return Vec::new();
    }
    group(reading, table, line, (Meaning::TenantName, Relation::Tenant))
}

fn group<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (name_column, standing): (Meaning, Relation),
) -> Vec<DraftPerson> {
    let people = named(reading, table, line, (name_column, standing));
    let numbers = Numbers::of(reading, table, line, (&people, standing));
    let standing = said_relation(table, line).filter(|_| standing == Relation::Owner).unwrap_or(standing);
    let person = |((named, phones), id_number): ((Named, Vec<String>), Option<String>)| DraftPerson {
        relation: named
            .called
            .standing
            .unwrap_or_else(|| relation(&named.called.name, standing))
            .code()
            .to_owned(),
        name: named.called.name,
        phones,
        id_number,
        source: None,
    };
    let numbered = people.into_iter().zip(numbers.phones).zip(numbers.ids);
    let mut people: Vec<DraftPerson> = numbered.map(person).collect();
    // Owners first: the first of a unit's people owes.
    people.sort_by_key(|person| person.relation == OTHER || person.relation == Relation::Tenant.code());
    people
}

/// A person, and the columns that name him.
struct Named {
    called: Called,
    slots: Vec<usize>,
}

/// Everybody in the row's columns of names; 原业主 of a unit that has another now is somebody else.
fn named<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
    (name_column, standing): (Meaning, Relation),
) -> Vec<Named> {
    let mut people: Vec<Named> = Vec::new();
    let (now, before) = match &table.owners_in_time {
        Some((now, before)) if name_column == Meaning::OwnerName => (vec![*now], before.clone()),
        _ => (table.slots(name_column).to_vec(), Vec::new()),
    };
    for slot in now.iter().chain(&before) {
        let former = before.contains(slot) && !people.is_empty();
        for mut person in named_in(reading, line, (*slot, standing)) {
            person.standing = if former { Some(Relation::Other) } else { person.standing };
            match people.iter_mut().find(|known| known.called.name == person.name) {
                Some(known) => known.slots.push(*slot),
                None => people.push(Named { called: person, slots: vec![*slot] }),
            }
        }
    }
    people
}

/// What belongs to each of a row's people, in their order.
struct Numbers {
    phones: Vec<Vec<String>>,
    ids: Vec<Option<String>>,
}

impl Numbers {
    fn of<'a>(
        reading: &mut Interpretation,
        table: &Table<'a>,
        line: &mut Line<'a>,
        (people, standing): (&[Named], Relation),
    ) -> Self {
        let mut numbers = Numbers { phones: vec![Vec::new(); people.len()], ids: vec![None; people.len()] };
        let owners = standing == Relation::Owner;
        let parties = if owners { &table.parties.phones } else { &table.parties.phones_of_tenants };
        let tenant = people.iter().find(|named| named.called.standing == Some(Relation::Tenant));
        let tenant = tenant.map(|named| named.called.name.as_str());
        let with_first = reading.decisions.is("phone_of_another", "first");
        for party in &in_turn(parties, people) {
            let (places, called) = of_party(people, party);
            let mut read = self::numbers(reading, line, ((party, standing), &called, tenant));
            // Numbers stand beside the names too.
            read.extend(beside(line, party).iter().flat_map(|text| phones(text).numbers));
            let (paired, _told_per_cell) = pair(&called, &read, with_first);
            for (place, phones) in places.into_iter().zip(paired) {
                numbers.phones[place] = phones;
            }
        }
        let ids = if owners { &table.parties.ids } else { &table.parties.ids_of_tenants };
        for party in &in_turn(ids, people) {
            let in_names = || beside(line, party).iter().any(|text| figures(text) >= FEWEST_OF_ID);
            if party.numbers.is_empty() && !in_names() {
                continue;
            }
            let (places, called) = of_party(people, party);
            for (place, id) in places.into_iter().zip(owner_ids(reading, line, (party, &called))) {
                numbers.ids[place] = id;
            }
        }
        numbers
    }
}

/// The parties of a row; where their order alone tells them apart and somebody is not there, all are one.
fn in_turn(parties: &[Party], people: &[Named]) -> Vec<Party> {
    let by_order = parties.iter().all(|party| party.by_order);
    if !by_order || parties.iter().all(|party| !of_party(people, party).0.is_empty()) {
        return parties.to_vec();
    }
    let names = parties.iter().flat_map(|party| party.names.clone()).collect();
    let numbers = parties.iter().flat_map(|party| party.numbers.clone()).collect();
    vec![Party { names, numbers, by_order: false }]
}

/// The places of a party's people, and their names.
fn of_party(people: &[Named], party: &Party) -> (Vec<usize>, Vec<String>) {
    let mine = |(_, named): &(usize, &Named)| named.slots.iter().any(|slot| party.names.contains(slot));
    people.iter().enumerate().filter(mine).map(|(at, named)| (at, named.called.name.clone())).unzip()
}

/// The cells of names with so many figures that a number stands in them.
fn beside(line: &Line<'_>, party: &Party) -> Vec<String> {
    let texts = party.names.iter().filter_map(|slot| line.at(*slot).text());
    texts.filter(|text| figures(text) >= FEWEST_OF_PHONE).collect()
}

fn figures(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// A word beside a number that says whose it is.
fn is_tenant_s(label: &str) -> bool {
    ["租", "租户", "租客", "承租人"].contains(&label)
}

/// The people of a name's cell, with what is doubtful about them said; words beside them are kept with the line.
fn named_in<'a>(
    reading: &mut Interpretation,
    line: &mut Line<'a>,
    (slot, column): (usize, Relation),
) -> Vec<Called> {
    let at = line.at(slot);
    let Some(text) = at.text() else { return Vec::new() };
    if at.value.is_some_and(is_error) {
        let message = "姓名的公式出错，或文件里没有存下结果，没有导入。请用 Excel 或 WPS 打开，改正后保存。";
        reading.findings.add(at, (Level::Decide, "name_is_error"), message, "");
        line.keep(slot, text);
        return Vec::new();
    }
    let NamesRead { mut people, says_more, status, doubt } = read(&text);
    if says_more {
        line.keep(slot, text);
    }
    if let Some(status) = status.filter(|_| people.is_empty()) {
        let state = status.chinese();
        let (message, understood) = match column {
            Relation::Tenant => ("租户姓名处写的不是姓名，作为备注保留。".to_owned(), ""),
            _ => (format!("业主姓名处写的是房屋动态，认作“{state}”，原话作为备注保留。"), state),
        };
        reading.findings.add(at, (Level::Note, "name_is_status"), message, understood);
    }
    match doubt {
        None => {}
        Some(Doubt::Unsold) => {
            let message = "业主处写的是没有售出，认作由开发商承担。请核对。";
            reading.findings.add(at, (Level::Note, "unit_unsold"), message, DEVELOPER);
        }
        Some(Doubt::NoName) => {
            let message = "这里写的不像姓名，作为备注保留，没有当作人导入。请核对。";
            reading.findings.add(at, (Level::Note, "name_is_remark"), message, "");
        }
        Some(Doubt::Proxy) => {
            let message = "像是由别人代办，业主是谁看不出来，照原样作为姓名导入。请核对。";
            reading.findings.add(at, (Level::Decide, "name_of_proxy"), message, text_of(&people));
        }
        Some(Doubt::Changed) => {
            let first = reading.decisions.is("owner_changed", "first");
            if let [now, before, ..] = &mut people[..]
                && first
            {
                std::mem::swap(&mut now.name, &mut before.name);
            }
            let owner = people.first().map(|person| person.name.clone()).unwrap_or_default();
            let message = format_args!("像是换过业主，{owner} 按现业主导入，另一位记作“其他”。请确认。");
            reading.findings.add(at, (Level::Decide, "owner_changed"), message, owner.as_str());
        }
    }
    people
}

fn text_of(people: &[Called]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join("、")
}

fn numbers<'a>(
    reading: &mut Interpretation,
    line: &mut Line<'a>,
    ((party, standing), called, tenant): ((&Party, Relation), &[String], Option<&str>),
) -> Vec<NamedPhone> {
    let mut numbers: Vec<NamedPhone> = Vec::new();
    let with_first = reading.decisions.is("phone_of_another", "first");
    for slot in &party.numbers {
        let at = line.at(*slot);
        let Some(text) = at.text() else { continue };
        let PhonesRead { numbers: mut read, unread, extensions } = phones(&text);
        // `租客13900000002` beside `张三(租:李四)`.
        for phone in read.iter_mut().filter(|phone| phone.name.as_deref().is_some_and(is_tenant_s)) {
            phone.name = tenant.map(str::to_owned).or(phone.name.take());
        }
        for written in &extensions {
            let message = format_args!("“{written}”带分机号，登记的号码里没有它，原样作为备注保留。");
            reading.findings.add(at, (Level::Note, "phone_extension"), message, "");
        }
        for piece in &unread {
            let why = if has_lost_digits(piece) { LOST_DIGITS } else { "" };
            let message = format_args!("“{piece}”不是完整的电话号码{why}，作为备注保留。请补登。");
            reading.findings.add(at, (Level::Note, "phone_unreadable"), message, "");
        }
        if called.is_empty() && !read.is_empty() {
            let message = format_args!("有电话却没有{}姓名，电话作为备注保留。请补登。", standing.chinese());
            reading.findings.add(at, (Level::Decide, "phone_without_name"), message, "");
            line.keep(*slot, text);
        } else if !extensions.is_empty() || unread.iter().any(|piece| piece.len() < FRAGMENT) {
            line.keep(*slot, text);
        } else if !unread.is_empty() {
            line.keep(*slot, unread.join("、"));
        }
        let named = read.iter().any(|phone| phone.name.is_some());
        let strangers = if named { pair(called, &read, true).1 } else { Vec::new() };
        for stranger in strangers.iter().filter(|_| !called.is_empty()) {
            let label = stranger.name.as_deref().unwrap_or_default();
            let first = called[0].as_str();
            let (done, understood) =
                if with_first { ("记在他名下", first) } else { ("作为备注保留", "") };
            let message =
                format_args!("电话旁写着“{label}”，不是这一户登记的人。第一位登记的是 {first}，号码{done}。");
            reading.findings.add(at, (Level::Note, "phone_of_another"), message, understood);
            if !with_first {
                line.keep(*slot, format!("{label}{}", stranger.digits));
            }
        }
        numbers.extend(read);
    }
    numbers
}

/// Why a number ends in `E+10`.
const LOST_DIGITS: &str = "（Excel 把它变成了科学计数，后面的数字已经丢失）";

fn owner_ids<'a>(
    reading: &mut Interpretation,
    line: &mut Line<'a>,
    (party, called): (&Party, &[String]),
) -> Vec<Option<String>> {
    let keep_doubtful = reading.decisions.is("id_checksum", "keep");
    let mut numbers: Vec<IdRead> = Vec::new();
    let mut last = None;
    let beside = party.names.iter().map(|slot| (slot, true));
    for (slot, beside) in party.numbers.iter().map(|slot| (slot, false)).chain(beside) {
        let at = line.at(*slot);
        let Some(text) = at.text() else { continue };
        let read = if beside { ids_beside(&text) } else { ids(at.value, &text) };
        if beside && read.ids.is_empty() {
            continue;
        }
        for piece in read.unread {
            let why = if has_lost_digits(&piece) { LOST_DIGITS } else { "" };
            let message = format_args!("“{piece}”不是 15 位或 18 位身份证号码{why}，作为备注保留。");
            reading.findings.add(at, (Level::Note, "id_unusual"), message, "");
            line.keep(*slot, piece);
        }
        for id in read.ids {
            if let Some(doubt) = id.doubt {
                let (done, understood) = if keep_doubtful {
                    ("照原样保留", id.number.as_str())
                } else {
                    ("没有导入", "")
                };
                let message = format_args!("身份证号码不正确：{doubt}。{done}，请核对。");
                reading.findings.add(at, (Level::Decide, "id_checksum"), message, understood);
            }
            if id.doubt.is_none() || keep_doubtful {
                numbers.push(id);
            }
        }
        last = Some((*slot, at));
    }
    let (paired, over) = id_numbers::pair(called, numbers);
    if let Some((slot, at)) = last {
        for number in over {
            let message = "身份证号比姓名多，多出的作为备注保留。请补登。";
            reading.findings.add(at, (Level::Note, "id_without_name"), message, "");
            line.keep(slot, number);
        }
    }
    paired
}

/// The same, of a row that is not the unit's own in the file: each knows his cell.
pub(crate) fn of_another_row<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &mut Line<'a>,
) -> Vec<DraftPerson> {
    let mut people = household(reading, table, line);
    for person in &mut people {
        let tenant = person.relation == Relation::Tenant.code() && table.has(Meaning::TenantName);
        let meaning = if tenant { Meaning::TenantName } else { Meaning::OwnerName };
        person.source = table.at(line, meaning).map(|at| at.source());
    }
    people
}

/// Puts `more` beside `people`: whoever is there already gets the telephones he lacks.
pub(crate) fn join(people: &mut Vec<DraftPerson>, more: Vec<DraftPerson>) {
    for person in more {
        let Some(known) = people.iter_mut().find(|p| p.name == person.name) else {
            people.push(person);
            continue;
        };
        for phone in person.phones {
            if !known.phones.contains(&phone) {
                known.phones.push(phone);
            }
        }
        known.id_number = known.id_number.take().or(person.id_number);
    }
}

/// Who owes the row's arrears, where the row says so: 责任人, or an owner whom the unit does not have (any more).
pub(crate) fn debtor<'a>(
    reading: &mut Interpretation,
    table: &Table<'a>,
    line: &Line<'a>,
    unit: usize,
) -> Option<String> {
    if let Some(at) = table.at(line, Meaning::LiableName)
        && let Some(text) = at.text()
    {
        let called = read(&text).people;
        let people: Vec<DraftPerson> = called.into_iter().map(|called| liable(called, at.source())).collect();
        let first = people.first().map(|person| person.name.clone());
        join(&mut reading.draft.units[unit].people, people);
        return first;
    }
    let at = table.owner(line)?;
    let called = read(&at.text()?).people;
    let people = &mut reading.draft.units[unit].people;
    let first = called.iter().find(|called| called.standing.is_none()).or(called.first())?.clone();
    if let Some(known) = people.iter().position(|p| called.iter().any(|called| called.name == p.name)) {
        // The first of the unit's people owes unless the row names another.
        let other = known > 0 || people[known].relation == OTHER;
        return other.then(|| people[known].name.clone());
    }
    let name = first.name.clone();
    let message = format_args!("{name} 不是台账里这一户的人。欠费记在他名下，台账的业主不变。请核对。");
    reading.findings.add(at, (Level::Note, "owner_of_arrears_unknown"), message, name.as_str());
    people.push(liable(first, at.source()));
    Some(name)
}

/// A tenant or the developer where the cell says so; anybody else is somebody else.
fn liable(called: Called, source: CellRef) -> DraftPerson {
    DraftPerson {
        relation: called.standing.map_or(OTHER, Relation::code).to_owned(),
        name: called.name,
        phones: Vec::new(),
        id_number: None,
        source: Some(source),
    }
}
