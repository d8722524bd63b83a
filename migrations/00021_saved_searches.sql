-- The searches that an advisor saved to ask them again. Each is its owner's
-- alone. The salt is of its entries in the ledger, and goes with it.

-- +goose Up
CREATE TABLE saved_searches (
    id       text NOT NULL PRIMARY KEY,
    owner    text NOT NULL REFERENCES users (id),
    name     text NOT NULL,
    question text NOT NULL, -- JSON: the fields of the search page's address
    version  integer NOT NULL,
    salt     text NOT NULL,
    saved    timestamp NOT NULL
);
CREATE INDEX saved_searches_owner ON saved_searches (owner, saved, id);

-- +goose Down
DROP TABLE saved_searches;
