-- A case may be marked as a precedent, the word why being a note that says which
-- act it is about; and a case may cite others. Both are the office's alone.

-- +goose Up
ALTER TABLE cases ADD COLUMN precedent boolean NOT NULL DEFAULT FALSE;

-- Few cases are: they are found without a look at the others.
CREATE INDEX cases_precedent ON cases (submitted, id) WHERE precedent;

ALTER TABLE notes ADD COLUMN about text NOT NULL DEFAULT '';

CREATE TABLE citations (
    case_id    text NOT NULL REFERENCES cases (id),
    n          integer NOT NULL, -- in the order in which they came, from 1
    id         text NOT NULL UNIQUE,
    cited      text NOT NULL,    -- the case that it leads to
    author     text NOT NULL,
    at         timestamp NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamp,        -- null while it stands
    PRIMARY KEY (case_id, n)
);

CREATE INDEX citations_cited ON citations (cited, at);

-- +goose Down
DROP TABLE citations;
ALTER TABLE notes DROP COLUMN about;
DROP INDEX cases_precedent;
ALTER TABLE cases DROP COLUMN precedent;
