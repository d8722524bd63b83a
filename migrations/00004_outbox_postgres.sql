-- The table of the outbox, as the queue library reads it. Its ids come from the
-- server's own random function, so that no extension is needed.

-- +goose Up
CREATE TABLE goqite (
    id       text NOT NULL PRIMARY KEY DEFAULT ('m_' || replace(gen_random_uuid()::text, '-', '')),
    created  timestamptz NOT NULL DEFAULT now(),
    updated  timestamptz NOT NULL DEFAULT now(),
    queue    text NOT NULL,
    body     bytea NOT NULL,
    timeout  timestamptz NOT NULL DEFAULT now(),
    received integer NOT NULL DEFAULT 0,
    priority integer NOT NULL DEFAULT 0
);

CREATE INDEX goqite_next ON goqite (queue, priority DESC, created);

-- +goose Down
DROP TABLE goqite;
