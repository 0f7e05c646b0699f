//! An import that keeps rows of every kind, a later one that replaces its opening and its deposit, and that one withdrawn.

use ledger::accounts::Account;
use ledger::charges::ChargeId;
use ledger::entries::{Entry, EntryKind, EntryNumber, Transfer, sha256_hex};
use ledger::money::Fen;
use ledger::people::Phone;
use store::charges::{NewChargeRow, Origin};
use store::imports::{BatchId, NewBatch, Restored, SourceRow};
use store::kept::{
    BalanceRow, ChangeRow, Field, IdNumberRow, Kept, NoteRow, Of, PastPaymentRow, ReadingRow, SourceCell,
    VehicleRow,
};
use store::{Error, Writer};
use uuid::Uuid;

use crate::books::{ITEM, PERSON, UNIT, act, books, charge, day, receivable};

const DEPOSIT: Account = Account::DepositHeld { unit: UNIT, person: PERSON, item: ITEM };

fn cell(cell: &str) -> SourceCell {
    SourceCell { sheet: "一期".into(), cell: cell.into() }
}

fn note(label: &str, words: &str, at: &str) -> NoteRow {
    NoteRow { unit: UNIT, label: label.into(), words: words.into(), source: cell(at) }
}

/// Acts of minute 12 beside the one that has its id.
fn later(kind: EntryKind, id: u128, transfers: Vec<Transfer>) -> Entry {
    Entry { id: Uuid::from_u128(id), ..act(kind, 12, transfers) }
}

fn kept(entry: EntryNumber, amount: Fen) -> Kept {
    Kept {
        changes: vec![ChangeRow {
            unit: UNIT,
            person: Some(PERSON),
            field: Field::Phones,
            before: "19900000009".into(),
            after: "19900000001".into(),
            source: cell("D4"),
        }],
        balances: vec![BalanceRow {
            unit: UNIT,
            person: PERSON,
            item: Some(ITEM),
            label: "装修押金".into(),
            amount,
            entry,
            line: 2,
            source: cell("H4"),
        }],
        readings: vec![ReadingRow {
            unit: UNIT,
            meter: "水表".into(),
            previous: Some("152.5".into()),
            previous_on: Some(day()),
            present: Some("160".into()),
            present_on: Some(day()),
            factor: Some("1".into()),
            loss: Some("0".into()),
            source: cell("J4"),
        }],
        vehicles: vec![VehicleRow {
            unit: UNIT,
            space: "B1-3".into(),
            plate: "粤B00001".into(),
            owner: "张小明".into(),
            phones: vec![Phone::parse("19900000001").unwrap()],
            source: cell("K4"),
        }],
        past_payments: vec![PastPaymentRow {
            unit: UNIT,
            item: "物业费".into(),
            from: Some(day()),
            to: Some(day()),
            paid_on: Some(day()),
            due: Some(Fen::new(16_558)),
            paid: Fen::new(16_558),
            cashier: "周收银".into(),
            remark: "刷卡".into(),
            source: cell("L4"),
        }],
        notes: vec![
            note("欠费原因", "漏水", "M4"),
            note("备注”", "“急”\n户主说”", "N4"),
            note("", "”", "M5"),
        ],
        id_numbers: vec![IdNumberRow {
            unit: UNIT,
            person: PERSON,
            number: "999999199001011234".into(),
            source: cell("E4"),
        }],
    }
}

struct Posted {
    batch: BatchId,
    entry: EntryNumber,
    charge: ChargeId,
}

/// An import of one opening and one deposit, after taking back another's.
fn posted(w: &Writer<'_>, id: u128, amount: Fen, instead_of: Option<&Posted>) -> Result<Posted, Error> {
    let row = NewChargeRow { amount, ..charge(4, Origin::Opening) };
    let mut transfers = vec![
        Transfer::new(receivable(4), Account::OpeningBalance, amount),
        Transfer::new(Account::OpeningBalance, DEPOSIT, amount),
    ];
    let reversed: Vec<ChargeId> = instead_of.iter().map(|p| p.charge).collect();
    if let Some(before) = instead_of {
        transfers.extend(w.transfers(before.entry)?.into_iter().map(|(name, t)| t.reversal(name)));
    }
    let kept = kept(EntryNumber(w.head()?.number.0 + 1), amount);
    let sha256 = sha256_hex(&id.to_be_bytes());
    let batch = NewBatch {
        file_name: "欠费.xlsx",
        sha256: &sha256,
        units: 0,
        opening: amount,
        people: 1,
        layout: "名册",
        choices: "{}",
    };
    let unit = SourceRow::of_unit(UNIT, true, cell("C4"));
    let person = SourceRow { person: Some(PERSON), ..SourceRow::of_unit(UNIT, false, cell("D4")) };
    let mut opening = SourceRow::of_unit(UNIT, false, cell("G4"));
    let mut entry = later(EntryKind::Import, id, transfers);
    entry.content = store::imports::content(
        &batch,
        [(&unit, 0), (&person, 0), (&opening, 1)].into_iter(),
        &kept.digest(),
        &reversed,
        &store::charges::digest([&row].into_iter()),
    );
    let by = w.post(&entry)?;
    let batch = w.insert_batch(by, &batch)?;
    w.reverse_charges(&reversed, by)?;
    let charges = w.insert_charges(by, &[row])?;
    opening.charge = Some(charges[0]);
    w.insert_sources(batch, [&unit, &person, &opening].into_iter())?;
    w.keep_all(batch, &kept)?;
    Ok(Posted { batch, entry: by, charge: charges[0] })
}

/// Leaves the first standing, as it was.
pub fn imported_twice(w: &Writer<'_>) -> Result<(), Error> {
    let first = posted(w, 1_001, Fen::new(16_558), None)?;
    let second = posted(w, 1_002, Fen::new(20_000), Some(&first))?;
    let built_on = w.batch_built_on(first.batch)?.expect("the second took back the first's opening");
    assert_eq!(built_on.id, second.batch);
    let mut restored = Restored::default();
    let mut transfers: Vec<Transfer> = Vec::new();
    for (name, t) in w.transfers(second.entry)?.into_iter().take(2) {
        transfers.push(t.reversal(name));
    }
    for (_, row, sources) in w.openings_reversed_by(second.entry)? {
        transfers.push(Transfer::new(receivable(4), Account::OpeningBalance, row.amount));
        restored.charges.push(row);
        restored.sources.extend(sources.into_iter().map(|(of, source)| (of, source, 1)));
    }
    let next = EntryNumber(w.head()?.number.0 + 1);
    for (of, balance) in w.balances_reversed_by(second.entry)? {
        transfers.push(Transfer::new(Account::OpeningBalance, DEPOSIT, balance.amount));
        let line = i64::try_from(transfers.len()).unwrap();
        restored.balances.push((of, BalanceRow { entry: next, line, ..balance }));
    }
    assert_eq!((restored.charges.len(), restored.sources.len(), restored.balances.len()), (1, 1, 1));
    let mut entry = later(EntryKind::ImportWithdrawn, 1_003, transfers);
    entry.content = store::imports::withdrawal_content(second.batch, &[second.charge], &restored);
    let by = w.post(&entry)?;
    w.reverse_charges(&[second.charge], by)?;
    let ids = w.insert_charges(by, &restored.charges)?;
    for (of, source, _) in restored.sources {
        let source = SourceRow { charge: Some(ids[0]), ..source };
        w.insert_restored_sources(std::iter::once((of, &source)), by)?;
    }
    for (of, balance) in restored.balances {
        w.keep(of, &[balance])?;
    }
    w.insert_withdrawal(second.batch, by)
}

#[test]
fn a_withdrawal_puts_back_what_was_replaced() {
    let store = books().open();
    store
        .read(|r| {
            let standing = r.standing_balances()?;
            assert_eq!(standing.len(), 1);
            assert_eq!((standing[0].0, standing[0].1.amount), (BatchId(2), Fen::new(16_558)));
            assert_eq!(-r.balance(&DEPOSIT)?.net(), Fen::new(16_558));
            let openings = r.standing_openings_of(BatchId(2))?;
            assert_eq!(openings.len(), 1);
            assert_eq!(r.charge(openings[0])?.map(|c| c.charge.open), Some(Fen::new(16_558)));
            assert_eq!(r.balance(&receivable(4))?.net(), Fen::new(16_558));
            assert_eq!(r.batch_built_on(BatchId(2))?.map(|b| b.id), None);
            assert_eq!(r.batch_of_layout("名册")?.map(|b| b.id), Some(BatchId(2)));
            assert_eq!(r.batch_of_layout("")?.map(|b| b.id), None);
            Ok::<_, Error>(())
        })
        .unwrap();
}

#[test]
fn rows_of_a_withdrawn_import_stand_no_more() {
    let store = books().open();
    let readings = |of| store.read::<_, Error>(|r| r.kept::<ReadingRow>(of)).unwrap();
    let of_first: Vec<_> = readings(Of::Batch(BatchId(2))).into_iter().map(|(_, row)| row).collect();
    assert_eq!(of_first, kept(EntryNumber(1), Fen::ZERO).readings, "as they were kept");
    let notes = |of| store.read::<_, Error>(|r| r.kept::<NoteRow>(of)).unwrap();
    let of_first: Vec<_> = notes(Of::Batch(BatchId(2))).into_iter().map(|(_, row)| row).collect();
    assert_eq!(of_first, kept(EntryNumber(1), Fen::ZERO).notes, "whatever signs are in them");
    assert_eq!(notes(Of::Unit(UNIT)).len(), of_first.len());
    let counts = store.read::<_, Error>(|r| r.kept_counts(BatchId(2))).unwrap();
    assert!(counts.contains(&("备注", 3)), "{counts:?}");
    assert_eq!(readings(Of::Batch(BatchId(3))).len(), 1);
    for of in [Of::Unit(UNIT), Of::All] {
        let standing: Vec<BatchId> = readings(of).into_iter().map(|(batch, _)| batch).collect();
        assert_eq!(standing, [BatchId(2)], "{of:?}");
    }
}
