-- The ledger file of one office. Amounts are whole 分; areas and rates exact decimals as text; dates ISO 8601.
-- What is posted is never updated or deleted: triggers at the end see to it.

CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (name <> ''),
    training INTEGER NOT NULL CHECK (training IN (0, 1))
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE operator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'manager')),
    pin_hash TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    wrong_pins INTEGER NOT NULL DEFAULT 0,
    last_wrong_ms INTEGER
) STRICT;

-- Acts, numbered without gaps, chained by hash.
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    business_date TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    at_offset_s INTEGER NOT NULL,
    operator_id INTEGER NOT NULL REFERENCES operator (id),
    approver_id INTEGER REFERENCES operator (id),
    document TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    reverses INTEGER REFERENCES entry (number),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, number);
CREATE INDEX entry_by_date ON entry (business_date);

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    written TEXT NOT NULL,
    building TEXT NOT NULL,
    usage TEXT NOT NULL,
    area TEXT,
    status TEXT,
    handover TEXT,
    retired_by INTEGER REFERENCES entry (number)
) STRICT;
CREATE UNIQUE INDEX unit_by_code ON unit (code) WHERE retired_by IS NULL;
CREATE INDEX unit_by_building ON unit (building, sort_key);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE phone (
    person_id INTEGER NOT NULL REFERENCES person (id),
    number TEXT NOT NULL,
    PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

-- Who stands how to a unit, and who is liable from when to when.
CREATE TABLE unit_person (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    relation TEXT NOT NULL CHECK (relation IN ('owner', 'tenant', 'developer')),
    liable INTEGER NOT NULL CHECK (liable IN (0, 1)),
    liable_from TEXT,
    liable_to TEXT,
    PRIMARY KEY (unit_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_person_by_person ON unit_person (person_id);

CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    treatment TEXT NOT NULL CHECK (treatment IN ('income', 'agency')),
    step_fen INTEGER NOT NULL CHECK (step_fen IN (1, 10, 100))
) STRICT;

CREATE TABLE tariff (
    id INTEGER PRIMARY KEY,
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    item_id INTEGER NOT NULL REFERENCES item (id),
    building TEXT,
    usage TEXT,
    basis TEXT NOT NULL CHECK (basis IN ('area', 'fixed')),
    rate TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    proration TEXT NOT NULL
) STRICT;

-- Identity only; what an account holds is in balance.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    unit_id INTEGER REFERENCES unit (id),
    person_id INTEGER REFERENCES person (id),
    item_id INTEGER REFERENCES item (id),
    period_from TEXT,
    period_to TEXT
) STRICT;
CREATE UNIQUE INDEX account_by_key ON account (
    ifnull(unit_id, 0), kind, ifnull(item_id, 0), ifnull(period_from, ''), ifnull(period_to, ''), ifnull(person_id, 0)
);

-- Kept in the transaction that posts, provable from transfer.
CREATE TABLE balance (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    debits_fen INTEGER NOT NULL,
    credits_fen INTEGER NOT NULL
) STRICT;

-- debit receives, credit gives.
CREATE TABLE transfer (
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    line INTEGER NOT NULL,
    debit_id INTEGER NOT NULL REFERENCES account (id),
    credit_id INTEGER NOT NULL REFERENCES account (id),
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    reverses_entry INTEGER,
    reverses_line INTEGER,
    PRIMARY KEY (entry_number, line),
    FOREIGN KEY (reverses_entry, reverses_line) REFERENCES transfer (entry_number, line),
    CHECK (debit_id <> credit_id),
    CHECK ((reverses_entry IS NULL) = (reverses_line IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX transfer_reversed_once ON transfer (reverses_entry, reverses_line) WHERE reverses_entry IS NOT NULL;

CREATE TABLE charge (
    id INTEGER PRIMARY KEY,
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    account_id INTEGER NOT NULL REFERENCES account (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    due TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    label TEXT NOT NULL,
    working TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('billed', 'opening'))
) STRICT;
CREATE INDEX charge_by_unit ON charge (unit_id);
CREATE INDEX charge_by_entry ON charge (entry_number);
CREATE INDEX charge_by_account ON charge (account_id);

CREATE TABLE charge_reversal (
    charge_id INTEGER PRIMARY KEY REFERENCES charge (id),
    entry_number INTEGER NOT NULL REFERENCES entry (number)
) STRICT;

CREATE TABLE waiver (
    entry_number INTEGER PRIMARY KEY REFERENCES entry (number),
    charge_id INTEGER NOT NULL REFERENCES charge (id),
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    approval TEXT NOT NULL CHECK (approval <> '')
) STRICT;

CREATE TABLE cash_day (
    id INTEGER PRIMARY KEY,
    business_date TEXT NOT NULL UNIQUE,
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    float_fen INTEGER NOT NULL CHECK (float_fen >= 0)
) STRICT;

CREATE TABLE cash_count (
    id INTEGER PRIMARY KEY,
    cash_day_id INTEGER NOT NULL REFERENCES cash_day (id),
    entry_number INTEGER NOT NULL REFERENCES entry (number)
) STRICT;

CREATE TABLE cash_count_piece (
    cash_count_id INTEGER NOT NULL REFERENCES cash_count (id),
    denomination_fen INTEGER NOT NULL,
    pieces INTEGER NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (cash_count_id, denomination_fen)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_count_tender (
    cash_count_id INTEGER NOT NULL REFERENCES cash_count (id),
    tender TEXT NOT NULL,
    expected_fen INTEGER NOT NULL,
    counted_fen INTEGER,
    PRIMARY KEY (cash_count_id, tender)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_close (
    cash_day_id INTEGER PRIMARY KEY REFERENCES cash_day (id),
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    cash_count_id INTEGER NOT NULL REFERENCES cash_count (id),
    banked_fen INTEGER NOT NULL CHECK (banked_fen >= 0),
    kept_fen INTEGER NOT NULL CHECK (kept_fen >= 0),
    reason TEXT NOT NULL,
    responsible TEXT NOT NULL
) STRICT;

CREATE TABLE payment (
    id TEXT PRIMARY KEY,
    entry_number INTEGER NOT NULL UNIQUE REFERENCES entry (number),
    cash_day_id INTEGER NOT NULL REFERENCES cash_day (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    payer_id INTEGER NOT NULL REFERENCES person (id),
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    total_fen INTEGER NOT NULL CHECK (total_fen > 0),
    to_prepayment_fen INTEGER NOT NULL CHECK (to_prepayment_fen >= 0),
    change_fen INTEGER NOT NULL CHECK (change_fen >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_by_unit ON payment (unit_id);

CREATE TABLE payment_tender (
    payment_id TEXT NOT NULL REFERENCES payment (id),
    tender TEXT NOT NULL,
    handed_fen INTEGER NOT NULL CHECK (handed_fen > 0),
    kept_fen INTEGER NOT NULL CHECK (kept_fen >= 0),
    reference TEXT NOT NULL,
    PRIMARY KEY (payment_id, tender)
) STRICT, WITHOUT ROWID;

CREATE TABLE allocation (
    payment_id TEXT NOT NULL REFERENCES payment (id),
    charge_id INTEGER NOT NULL REFERENCES charge (id),
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (payment_id, charge_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_by_charge ON allocation (charge_id);

-- snapshot is the receipt as it was first printed.
CREATE TABLE receipt (
    number INTEGER PRIMARY KEY,
    payment_id TEXT NOT NULL UNIQUE REFERENCES payment (id),
    snapshot TEXT NOT NULL
) STRICT;

CREATE TABLE receipt_void (
    number INTEGER PRIMARY KEY REFERENCES receipt (number),
    entry_number INTEGER NOT NULL REFERENCES entry (number)
) STRICT;

CREATE TABLE receipt_reprint (
    number INTEGER NOT NULL REFERENCES receipt (number),
    nth INTEGER NOT NULL CHECK (nth > 0),
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    PRIMARY KEY (number, nth)
) STRICT, WITHOUT ROWID;

-- snapshot is the letter as it was printed, sha256 its hash.
CREATE TABLE notice (
    serial TEXT PRIMARY KEY,
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'arrears')),
    month TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    total_fen INTEGER NOT NULL CHECK (total_fen > 0),
    overdue_fen INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_by_unit ON notice (unit_id);

CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    entry_number INTEGER NOT NULL REFERENCES entry (number),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    units INTEGER NOT NULL,
    opening_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX import_batch_by_hash ON import_batch (sha256);

CREATE TABLE import_withdrawal (
    import_batch_id INTEGER PRIMARY KEY REFERENCES import_batch (id),
    entry_number INTEGER NOT NULL REFERENCES entry (number)
) STRICT;

-- Where a unit, or an opening charge of it, came from.
CREATE TABLE import_source (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    charge_id INTEGER REFERENCES charge (id),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX import_source_by_unit ON import_source (unit_id);
CREATE INDEX import_source_by_batch ON import_source (import_batch_id);

-- Numbers run without gaps.
CREATE TRIGGER entry_numbers_without_gap BEFORE INSERT ON entry
WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'entry numbers run without gaps'); END;

CREATE TRIGGER receipt_numbers_without_gap BEFORE INSERT ON receipt
WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM receipt)
BEGIN SELECT RAISE(ABORT, 'receipt numbers run without gaps'); END;

-- What is posted stays.
CREATE TRIGGER office_no_update BEFORE UPDATE ON office
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: office'); END;
CREATE TRIGGER office_no_delete BEFORE DELETE ON office
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: office'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: entry'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: entry'); END;
CREATE TRIGGER tariff_no_update BEFORE UPDATE ON tariff
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: tariff'); END;
CREATE TRIGGER tariff_no_delete BEFORE DELETE ON tariff
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: tariff'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: account'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: account'); END;
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: transfer'); END;
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: transfer'); END;
CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: charge'); END;
CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: charge'); END;
CREATE TRIGGER charge_reversal_no_update BEFORE UPDATE ON charge_reversal
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: charge_reversal'); END;
CREATE TRIGGER charge_reversal_no_delete BEFORE DELETE ON charge_reversal
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: charge_reversal'); END;
CREATE TRIGGER waiver_no_update BEFORE UPDATE ON waiver
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: waiver'); END;
CREATE TRIGGER waiver_no_delete BEFORE DELETE ON waiver
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: waiver'); END;
CREATE TRIGGER cash_day_no_update BEFORE UPDATE ON cash_day
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_day'); END;
CREATE TRIGGER cash_day_no_delete BEFORE DELETE ON cash_day
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_day'); END;
CREATE TRIGGER cash_count_no_update BEFORE UPDATE ON cash_count
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count'); END;
CREATE TRIGGER cash_count_no_delete BEFORE DELETE ON cash_count
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count'); END;
CREATE TRIGGER cash_count_piece_no_update BEFORE UPDATE ON cash_count_piece
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count_piece'); END;
CREATE TRIGGER cash_count_piece_no_delete BEFORE DELETE ON cash_count_piece
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count_piece'); END;
CREATE TRIGGER cash_count_tender_no_update BEFORE UPDATE ON cash_count_tender
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count_tender'); END;
CREATE TRIGGER cash_count_tender_no_delete BEFORE DELETE ON cash_count_tender
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_count_tender'); END;
CREATE TRIGGER cash_close_no_update BEFORE UPDATE ON cash_close
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_close'); END;
CREATE TRIGGER cash_close_no_delete BEFORE DELETE ON cash_close
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: cash_close'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: payment'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: payment'); END;
CREATE TRIGGER payment_tender_no_update BEFORE UPDATE ON payment_tender
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: payment_tender'); END;
CREATE TRIGGER payment_tender_no_delete BEFORE DELETE ON payment_tender
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: payment_tender'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: allocation'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: allocation'); END;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt'); END;
CREATE TRIGGER receipt_void_no_update BEFORE UPDATE ON receipt_void
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt_void'); END;
CREATE TRIGGER receipt_void_no_delete BEFORE DELETE ON receipt_void
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt_void'); END;
CREATE TRIGGER receipt_reprint_no_update BEFORE UPDATE ON receipt_reprint
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt_reprint'); END;
CREATE TRIGGER receipt_reprint_no_delete BEFORE DELETE ON receipt_reprint
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: receipt_reprint'); END;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: notice'); END;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: notice'); END;
CREATE TRIGGER import_batch_no_update BEFORE UPDATE ON import_batch
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_batch'); END;
CREATE TRIGGER import_batch_no_delete BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_batch'); END;
CREATE TRIGGER import_withdrawal_no_update BEFORE UPDATE ON import_withdrawal
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_withdrawal'); END;
CREATE TRIGGER import_withdrawal_no_delete BEFORE DELETE ON import_withdrawal
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_withdrawal'); END;
CREATE TRIGGER import_source_no_update BEFORE UPDATE ON import_source
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_source'); END;
CREATE TRIGGER import_source_no_delete BEFORE DELETE ON import_source
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_source'); END;
CREATE TRIGGER operator_no_delete BEFORE DELETE ON operator
BEGIN SELECT RAISE(ABORT, 'the books still name it: operator'); END;
CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit
BEGIN SELECT RAISE(ABORT, 'the books still name it: unit'); END;
CREATE TRIGGER person_no_delete BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'the books still name it: person'); END;
CREATE TRIGGER item_no_delete BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'the books still name it: item'); END;
CREATE TRIGGER balance_no_delete BEFORE DELETE ON balance
BEGIN SELECT RAISE(ABORT, 'the books still name it: balance'); END;
