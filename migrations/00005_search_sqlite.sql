-- The index of the search: which term stands how often in which field of which
-- case. The texts themselves are only in the tables of the cases.

-- +goose Up
CREATE TABLE search_docs (
    doc           integer NOT NULL PRIMARY KEY,
    case_id       text NOT NULL UNIQUE REFERENCES cases (id),
    shared_length integer NOT NULL, -- terms of the fields that the filer sees
    office_length integer NOT NULL, -- terms of all fields
    analyzer      integer NOT NULL  -- version of the analyser that wrote it
);

CREATE TABLE search_postings (
    term  text NOT NULL,
    doc   integer NOT NULL REFERENCES search_docs (doc),
    field integer NOT NULL,
    tf    integer NOT NULL,
    PRIMARY KEY (term, doc, field)
) WITHOUT ROWID;

CREATE INDEX search_postings_doc ON search_postings (doc, field);

-- +goose Down
DROP TABLE search_postings;
DROP TABLE search_docs;
