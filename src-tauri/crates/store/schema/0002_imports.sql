-- What an import brings beside units and charges, kept with its batch and its cell; who else stands to a unit.

-- 其他: who answers for a debt without being owner, tenant or developer.
CREATE TABLE unit_person_with_others (
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    relation TEXT NOT NULL CHECK (relation IN ('owner', 'tenant', 'developer', 'other')),
    liable INTEGER NOT NULL CHECK (liable IN (0, 1)),
    liable_from TEXT,
    liable_to TEXT,
    PRIMARY KEY (unit_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_person_with_others SELECT * FROM unit_person;
DROP TABLE unit_person;
ALTER TABLE unit_person_with_others RENAME TO unit_person;
CREATE INDEX unit_person_by_person ON unit_person (person_id);

-- layout is what choices are remembered by; choices are JSON of the window's own, empty for none.
ALTER TABLE import_batch ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_batch ADD COLUMN layout TEXT NOT NULL DEFAULT '';
ALTER TABLE import_batch ADD COLUMN choices TEXT NOT NULL DEFAULT '';
CREATE INDEX import_batch_by_layout ON import_batch (layout);

-- Where a person, too, came from. known: the register had it before. entry_number: the withdrawal of a later import that
-- restored the charge; none for the import itself.
ALTER TABLE import_source ADD COLUMN person_id INTEGER REFERENCES person (id);
ALTER TABLE import_source ADD COLUMN known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1));
ALTER TABLE import_source ADD COLUMN entry_number INTEGER REFERENCES entry (number);
CREATE INDEX import_source_by_charge ON import_source (charge_id) WHERE charge_id IS NOT NULL;

-- What an import changed in the register, with the value before it: withdrawing it puts that back.
CREATE TABLE import_change (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER REFERENCES person (id),
    field TEXT NOT NULL CHECK (field IN ('area', 'usage', 'status', 'handover', 'phones', 'person', 'in_register')),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX import_change_by_batch ON import_change (import_batch_id);
CREATE INDEX import_change_by_unit ON import_change (unit_id);

-- 预存 and 押金 taken over: the transfer that posted each.
CREATE TABLE import_balance (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    item_id INTEGER REFERENCES item (id),
    kind TEXT NOT NULL CHECK (kind IN ('prepayment', 'deposit')),
    label TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    entry_number INTEGER NOT NULL,
    line INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    FOREIGN KEY (entry_number, line) REFERENCES transfer (entry_number, line),
    CHECK ((kind = 'deposit') = (item_id IS NOT NULL))
) STRICT;
CREATE INDEX import_balance_by_batch ON import_balance (import_batch_id);
CREATE INDEX import_balance_by_unit ON import_balance (unit_id);
CREATE UNIQUE INDEX import_balance_by_transfer ON import_balance (entry_number, line);

-- previous, present, factor and loss are exact decimals; none where the old file could not be read.
CREATE TABLE meter_reading (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    meter TEXT NOT NULL,
    previous TEXT,
    previous_on TEXT,
    present TEXT,
    present_on TEXT,
    factor TEXT,
    loss TEXT,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX meter_reading_by_batch ON meter_reading (import_batch_id);
CREATE INDEX meter_reading_by_unit ON meter_reading (unit_id);

-- phones: digits, one space between.
CREATE TABLE vehicle (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    space TEXT NOT NULL,
    plate TEXT NOT NULL,
    owner TEXT NOT NULL,
    phones TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX vehicle_by_batch ON vehicle (import_batch_id);
CREATE INDEX vehicle_by_unit ON vehicle (unit_id);

-- History of the old books: in no balance.
CREATE TABLE past_payment (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
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
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX past_payment_by_batch ON past_payment (import_batch_id);
CREATE INDEX past_payment_by_unit ON past_payment (unit_id);

CREATE TABLE unit_note (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    label TEXT NOT NULL,
    words TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX unit_note_by_batch ON unit_note (import_batch_id);
CREATE INDEX unit_note_by_unit ON unit_note (unit_id);

CREATE TABLE person_id_number (
    id INTEGER PRIMARY KEY,
    import_batch_id INTEGER NOT NULL REFERENCES import_batch (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    number TEXT NOT NULL CHECK (number <> ''),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL
) STRICT;
CREATE INDEX person_id_number_by_batch ON person_id_number (import_batch_id);
CREATE INDEX person_id_number_by_unit ON person_id_number (unit_id);

-- What is posted stays.
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

-- A cash day's payments and counts, for lists of days.
CREATE INDEX payment_by_day ON payment (cash_day_id);
CREATE INDEX cash_count_by_day ON cash_count (cash_day_id);
