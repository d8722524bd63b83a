-- The versions of the Code, each whole, as the program checked it. A version is
-- never changed: advice rests on its words. The first is the program's own.

-- +goose Up
CREATE TABLE codes (
    version  integer NOT NULL PRIMARY KEY,
    in_force text NOT NULL, -- a day in ISO form
    body     text NOT NULL, -- JSON, both languages
    digest   text NOT NULL, -- SHA-256 of the body
    loaded   timestamp NOT NULL
);

-- Annotations keep the Code they were made under; until now there was one.
ALTER TABLE annotations ADD COLUMN code_version integer NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE annotations DROP COLUMN code_version;
DROP TABLE codes;
