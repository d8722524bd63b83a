-- What the office decided about itself: every version of every setting is
-- kept, and the latest of each holds. The revision counts all of them, so that
-- a program knows by one number whether anything changed.

-- +goose Up
CREATE TABLE settings (
    revision integer NOT NULL PRIMARY KEY,
    setting  text NOT NULL,
    version  integer NOT NULL, -- from 1, for each setting
    value    text NOT NULL,    -- JSON, read by the cases room alone
    author   text NOT NULL,
    at       timestamp NOT NULL,
    UNIQUE (setting, version)
);

-- +goose Down
DROP TABLE settings;
