-- What the department changed in the thesaurus. The concepts shipped with the
-- program are not here; a row holds instead of the shipped concept of its name,
-- and a newer program's other concepts hold at once. Every version of a concept
-- is kept; the latest counts, unless it says that the concept was removed. The
-- revision counts the acts, so that a program knows by one number whether
-- anything changed.

-- +goose Up
CREATE TABLE thesaurus_changes (
    revision integer NOT NULL PRIMARY KEY, -- from 2, without gaps: 1 is what is shipped
    author   text NOT NULL,
    at       timestamp NOT NULL
);

CREATE TABLE thesaurus_concepts (
    concept  text NOT NULL,
    version  integer NOT NULL, -- for each concept; from 2 where 1 is the shipped one
    revision integer NOT NULL REFERENCES thesaurus_changes (revision),
    topic    text NOT NULL,    -- concepts of one group hint at one another
    english  text NOT NULL,    -- a word or phrase on each line
    french   text NOT NULL,
    removed  boolean NOT NULL,
    PRIMARY KEY (concept, version)
);
CREATE INDEX thesaurus_concepts_revision ON thesaurus_concepts (revision);

-- +goose Down
DROP TABLE thesaurus_concepts;
DROP TABLE thesaurus_changes;
