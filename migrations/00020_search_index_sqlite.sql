-- The index of the search, once more anew: what the case's words are narrowed and
-- counted by is kept with them, so that a question asks the index alone. The
-- program fills it from the cases.

-- +goose Up
DROP TABLE search_pages;
DROP TABLE search_segments;
DROP TABLE search_fresh;
DROP TABLE search_docs;

-- A case has a number for as long as all that is indexed of it stays as it is;
-- then it gets another, never given before.
CREATE TABLE search_docs (
    doc      integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    id       text NOT NULL UNIQUE REFERENCES cases (id),
    filer    text NOT NULL,
    analyzer integer NOT NULL, -- version of the analyser that wrote it
    stamp    bigint NOT NULL   -- of what is indexed beside the words
);

CREATE INDEX search_docs_filer ON search_docs (filer, doc);

-- What is indexed of the numbers that no segment holds yet.
CREATE TABLE search_fresh (
    doc   integer NOT NULL PRIMARY KEY,
    entry blob NOT NULL
);

CREATE TABLE search_segments (
    id    integer NOT NULL PRIMARY KEY,
    level integer NOT NULL, -- how often its numbers were merged
    state text NOT NULL,    -- building, live or dropped
    into_segment integer NOT NULL -- that it is being merged into; 0 when it is not
);

-- What the segments hold, by keys that say whose it is, and what.
CREATE TABLE search_parts (
    key  integer NOT NULL PRIMARY KEY,
    body blob NOT NULL
);

UPDATE search_state SET analyzer = 0;

-- +goose Down
DROP TABLE search_parts;
DROP TABLE search_segments;
DROP TABLE search_fresh;
DROP TABLE search_docs;

CREATE TABLE search_docs (
    doc           integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    id            text NOT NULL UNIQUE REFERENCES cases (id),
    filer         text NOT NULL,
    filed         bigint NOT NULL,
    shared_length integer NOT NULL,
    office_length integer NOT NULL,
    analyzer      integer NOT NULL
);

CREATE INDEX search_docs_filer ON search_docs (filer, filed);

CREATE TABLE search_fresh (
    doc   integer NOT NULL PRIMARY KEY,
    entry blob NOT NULL
);

CREATE TABLE search_segments (
    id    integer NOT NULL PRIMARY KEY,
    level integer NOT NULL,
    state text NOT NULL,
    into_segment integer NOT NULL,
    done  text NOT NULL
);

CREATE TABLE search_pages (
    segment integer NOT NULL,
    first   text NOT NULL,
    part    integer NOT NULL,
    last    text NOT NULL,
    body    blob NOT NULL
);

CREATE UNIQUE INDEX search_pages_first ON search_pages (segment, first, part, last);

UPDATE search_state SET analyzer = 0;
