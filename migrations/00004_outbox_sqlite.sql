-- The table of the outbox, as the queue library reads it. The library's own
-- schema also keeps the moment of the last update by a trigger, which under
-- recursive_triggers would fire itself; nobody reads that moment.

-- +goose Up
CREATE TABLE goqite (
    id       text NOT NULL PRIMARY KEY DEFAULT ('m_' || lower(hex(randomblob(16)))),
    created  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    updated  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    queue    text NOT NULL,
    body     blob NOT NULL,
    timeout  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    received integer NOT NULL DEFAULT 0,
    priority integer NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX goqite_next ON goqite (queue, priority DESC, created);

-- +goose Down
DROP TABLE goqite;
