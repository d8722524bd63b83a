-- What people typed and have not sent. A draft is its owner's alone; no other
-- table and no entry of the ledger names it.

-- +goose Up
CREATE TABLE drafts (
    owner   text NOT NULL,
    key     text NOT NULL,    -- of the form: sending it erases the draft
    form    text NOT NULL,
    case_id text NOT NULL,    -- empty when the form belongs to no case
    version integer NOT NULL, -- grows with every saving
    fields  text NOT NULL,    -- JSON, field to values, as typed
    saved   timestamp NOT NULL,
    PRIMARY KEY (owner, key)
);

-- +goose Down
DROP TABLE drafts;
