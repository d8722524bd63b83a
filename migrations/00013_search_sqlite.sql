-- The index of the search, anew: what a case says is one row, written with the
-- case; later many such rows are folded into a segment of pages, and segments
-- into greater ones. The program fills it from the cases.

-- +goose Up
DROP TABLE search_postings;
DROP TABLE search_docs;

-- A case has a number for as long as its words stay as they are; then it gets
-- another, never given before, and what is kept of the old number counts for
-- nothing. Of the case it repeats what the rule of visibility and the order of
-- what was found ask for, so that these need no look at the case.
CREATE TABLE search_docs (
    doc           integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    id            text NOT NULL UNIQUE REFERENCES cases (id),
    filer         text NOT NULL,
    filed         bigint NOT NULL,  -- the submission, in microseconds since 1970
    shared_length integer NOT NULL, -- terms of the fields that the filer sees
    office_length integer NOT NULL, -- terms of all fields
    analyzer      integer NOT NULL  -- version of the analyser that wrote it
);

-- The terms of the numbers that no segment holds yet.
CREATE TABLE search_fresh (
    doc   integer NOT NULL PRIMARY KEY,
    entry blob NOT NULL
);

CREATE TABLE search_segments (
    id    integer NOT NULL PRIMARY KEY,
    level integer NOT NULL, -- how often its numbers were merged
    state text NOT NULL,    -- building, live or dropped
    into_segment integer NOT NULL, -- that it is being merged into; 0 when it is not
    done  text NOT NULL     -- while building: the last term that is written
);

-- The postings of a segment in the order of their terms. A term with many has
-- pages of its own, in parts.
CREATE TABLE search_pages (
    segment integer NOT NULL,
    first   text NOT NULL,
    part    integer NOT NULL,
    last    text NOT NULL,
    body    blob NOT NULL
);

CREATE UNIQUE INDEX search_pages_first ON search_pages (segment, first, part, last);

-- One row. Each step of the upkeep counts, so that of two programs that take
-- the same step one finds it taken.
CREATE TABLE search_state (
    id       integer NOT NULL PRIMARY KEY,
    steps    bigint NOT NULL,
    analyzer integer NOT NULL -- version by which every case is indexed
);

INSERT INTO search_state (id, steps, analyzer) VALUES (1, 0, 0);

-- +goose Down
DROP TABLE search_state;
DROP TABLE search_pages;
DROP TABLE search_segments;
DROP TABLE search_fresh;
DROP TABLE search_docs;

CREATE TABLE search_docs (
    doc           integer NOT NULL PRIMARY KEY,
    case_id       text NOT NULL UNIQUE REFERENCES cases (id),
    shared_length integer NOT NULL,
    office_length integer NOT NULL,
    analyzer      integer NOT NULL
);

CREATE TABLE search_postings (
    term  text NOT NULL,
    doc   integer NOT NULL REFERENCES search_docs (doc),
    field integer NOT NULL,
    tf    integer NOT NULL,
    PRIMARY KEY (term, doc, field)
) WITHOUT ROWID;

CREATE INDEX search_postings_doc ON search_postings (doc, field);
