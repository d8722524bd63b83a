-- The ledger: a chain of hashes that is only ever appended to. The triggers
-- hinder whoever would rewrite it; the chain proves it. REPLACE fires the
-- trigger of DELETE, because every connection sets recursive_triggers.

-- +goose Up
CREATE TABLE ledger (
    seq      integer NOT NULL PRIMARY KEY,
    prev     text NOT NULL,
    at       timestamp NOT NULL,
    actor    text NOT NULL,
    capacity text NOT NULL,
    act      text NOT NULL,
    case_id  text NOT NULL,
    target   text NOT NULL,
    digest   text NOT NULL,
    hash     text NOT NULL
);

CREATE INDEX ledger_case ON ledger (case_id, act, seq);

-- +goose StatementBegin
CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger BEGIN
    SELECT raise(ABORT, 'the ledger is only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN
    SELECT raise(ABORT, 'the ledger is only appended to');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE ledger;
