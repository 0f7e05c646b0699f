-- What an import keeps lies together, in the order it came, and needs no index to be found again by its batch. Notes of one
-- row of a file are one row here.

-- Where a unit, a person of it or an opening charge of it came from. known: the register had the unit before. entry_number:
-- the withdrawal of a later import that restored the charge in this one's name; none for the import itself.
ALTER TABLE import_source RENAME TO import_source_before;
CREATE TABLE import_source (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER REFERENCES person (id),
    charge_id INTEGER REFERENCES charge (id),
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    entry_number INTEGER REFERENCES entry (number),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO import_source
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY rowid), unit_id, person_id, charge_id,
           known, entry_number, sheet, cell
    FROM import_source_before;
DROP TABLE import_source_before;
CREATE INDEX import_source_by_unit ON import_source (unit_id);
CREATE INDEX import_source_by_charge ON import_source (charge_id) WHERE charge_id IS NOT NULL;
CREATE INDEX import_source_by_entry ON import_source (entry_number) WHERE entry_number IS NOT NULL;

-- What an import changed in the register, with the value before it: withdrawing it puts that back.
ALTER TABLE import_change RENAME TO import_change_before;
CREATE TABLE import_change (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER REFERENCES person (id),
    field TEXT NOT NULL CHECK (field IN ('area', 'usage', 'status', 'handover', 'phones', 'person', 'in_register')),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO import_change
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, person_id, field, before,
           after, sheet, cell
    FROM import_change_before;
DROP TABLE import_change_before;
CREATE INDEX import_change_by_unit ON import_change (unit_id);

-- 预存 and 押金 taken over: the transfer that posted each.
ALTER TABLE import_balance RENAME TO import_balance_before;
CREATE TABLE import_balance (
    entry_number INTEGER NOT NULL,
    line INTEGER NOT NULL,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    item_id INTEGER REFERENCES item (id),
    kind TEXT NOT NULL CHECK (kind IN ('prepayment', 'deposit')),
    label TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (entry_number, line),
    FOREIGN KEY (entry_number, line) REFERENCES transfer (entry_number, line),
    CHECK ((kind = 'deposit') = (item_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO import_balance
    SELECT entry_number, line, import_batch_id, unit_id, person_id, item_id, kind, label, amount_fen, sheet, cell
    FROM import_balance_before;
DROP TABLE import_balance_before;
CREATE INDEX import_balance_by_batch ON import_balance (import_batch_id);
CREATE INDEX import_balance_by_unit ON import_balance (unit_id);

-- previous, present, factor and loss are exact decimals; none where the old file could not be read.
ALTER TABLE meter_reading RENAME TO meter_reading_before;
CREATE TABLE meter_reading (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    meter TEXT NOT NULL,
    previous TEXT,
    previous_on TEXT,
    present TEXT,
    present_on TEXT,
    factor TEXT,
    loss TEXT,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO meter_reading
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, meter, previous,
           previous_on, present, present_on, factor, loss, sheet, cell
    FROM meter_reading_before;
DROP TABLE meter_reading_before;
CREATE INDEX meter_reading_by_unit ON meter_reading (unit_id);

-- phones: digits, one space between.
ALTER TABLE vehicle RENAME TO vehicle_before;
CREATE TABLE vehicle (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    space TEXT NOT NULL,
    plate TEXT NOT NULL,
    owner TEXT NOT NULL,
    phones TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO vehicle
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, space, plate, owner,
           phones, sheet, cell
    FROM vehicle_before;
DROP TABLE vehicle_before;
CREATE INDEX vehicle_by_unit ON vehicle (unit_id);

-- History of the old books: in no balance.
ALTER TABLE past_payment RENAME TO past_payment_before;
CREATE TABLE past_payment (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    item TEXT NOT NULL,
    period_from TEXT,
    period_to TEXT,
    paid_on TEXT,
    due_fen INTEGER,
    paid_fen INTEGER NOT NULL,
    cashier TEXT NOT NULL,
    remark TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO past_payment
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, item, period_from,
           period_to, paid_on, due_fen, paid_fen, cashier, remark, sheet, cell
    FROM past_payment_before;
DROP TABLE past_payment_before;
CREATE INDEX past_payment_by_unit ON past_payment (unit_id);

-- notes: how many. words: a line for each, its header, its words and its cell in “ ”, a ” among them doubled.
ALTER TABLE unit_note RENAME TO unit_note_before;
CREATE TABLE unit_note (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    sheet TEXT NOT NULL,
    notes INTEGER NOT NULL CHECK (notes > 0),
    words TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_note
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, sheet, 1,
           '“' || replace(label, '”', '””') || '”“' || replace(words, '”', '””') || '”“' || replace(cell, '”', '””') || '”'
               || char(10)
    FROM unit_note_before;
DROP TABLE unit_note_before;
CREATE INDEX unit_note_by_unit ON unit_note (unit_id);

ALTER TABLE person_id_number RENAME TO person_id_number_before;
CREATE TABLE person_id_number (
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    nth INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    number TEXT NOT NULL CHECK (number <> ''),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (import_batch_id, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO person_id_number
    SELECT import_batch_id, row_number() OVER (PARTITION BY import_batch_id ORDER BY id), unit_id, person_id, number, sheet,
           cell
    FROM person_id_number_before;
DROP TABLE person_id_number_before;
CREATE INDEX person_id_number_by_unit ON person_id_number (unit_id);

-- What is posted stays.
CREATE TRIGGER import_source_no_update BEFORE UPDATE ON import_source
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_source'); END;
CREATE TRIGGER import_source_no_delete BEFORE DELETE ON import_source
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_source'); END;
CREATE TRIGGER import_change_no_update BEFORE UPDATE ON import_change
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_change'); END;
CREATE TRIGGER import_change_no_delete BEFORE DELETE ON import_change
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_change'); END;
CREATE TRIGGER import_balance_no_update BEFORE UPDATE ON import_balance
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_balance'); END;
CREATE TRIGGER import_balance_no_delete BEFORE DELETE ON import_balance
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: import_balance'); END;
CREATE TRIGGER meter_reading_no_update BEFORE UPDATE ON meter_reading
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: meter_reading'); END;
CREATE TRIGGER meter_reading_no_delete BEFORE DELETE ON meter_reading
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: meter_reading'); END;
CREATE TRIGGER vehicle_no_update BEFORE UPDATE ON vehicle
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: vehicle'); END;
CREATE TRIGGER vehicle_no_delete BEFORE DELETE ON vehicle
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: vehicle'); END;
CREATE TRIGGER past_payment_no_update BEFORE UPDATE ON past_payment
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: past_payment'); END;
CREATE TRIGGER past_payment_no_delete BEFORE DELETE ON past_payment
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: past_payment'); END;
CREATE TRIGGER unit_note_no_update BEFORE UPDATE ON unit_note
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: unit_note'); END;
CREATE TRIGGER unit_note_no_delete BEFORE DELETE ON unit_note
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: unit_note'); END;
CREATE TRIGGER person_id_number_no_update BEFORE UPDATE ON person_id_number
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: person_id_number'); END;
CREATE TRIGGER person_id_number_no_delete BEFORE DELETE ON person_id_number
BEGIN SELECT RAISE(ABORT, 'what is posted is never changed: person_id_number'); END;

