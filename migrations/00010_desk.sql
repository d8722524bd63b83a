-- How far each advisor has seen each case: what lies beyond is new to her. It is
-- written with the reading and says nothing that the ledger does not.

-- +goose Up
CREATE TABLE looks (
    person      text NOT NULL,
    case_id     text NOT NULL REFERENCES cases (id),
    at          timestamp NOT NULL,
    version     integer NOT NULL, -- of the case, as she saw it
    messages    integer NOT NULL, -- how many of each she saw
    notes       integer NOT NULL,
    annotations integer NOT NULL,
    PRIMARY KEY (person, case_id)
);

-- To whom a note was given together with the case; empty for any other note.
ALTER TABLE notes ADD COLUMN given_to text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE notes DROP COLUMN given_to;
DROP TABLE looks;
