-- Sign-in to the end: what an administrator decides about an account, how fresh
-- a session is, and the sign-outs that the identity provider asked for.

-- +goose Up
ALTER TABLE users ADD COLUMN version integer NOT NULL DEFAULT 1;        -- counts what administrators decide
ALTER TABLE users ADD COLUMN disabled_why text NOT NULL DEFAULT '';     -- a code; empty while enabled
ALTER TABLE users ADD COLUMN disabled_at timestamp;                     -- null while enabled
ALTER TABLE users ADD COLUMN groups_withheld boolean NOT NULL DEFAULT FALSE; -- at the last sign-in: too many to send

ALTER TABLE sessions ADD COLUMN auth_time timestamp;                    -- when the provider saw her; null when it did not say
ALTER TABLE sessions ADD COLUMN browser text NOT NULL DEFAULT '';       -- its family alone

CREATE INDEX sessions_sid ON sessions (sid);

-- Logout tokens that were heeded, while they could be sent again.
CREATE TABLE logout_tokens (
    id      text NOT NULL PRIMARY KEY, -- SHA-256 of issuer and jti
    expires timestamp NOT NULL
);

CREATE INDEX logout_tokens_expires ON logout_tokens (expires);

-- +goose Down
DROP TABLE logout_tokens;
DROP INDEX sessions_sid;
ALTER TABLE sessions DROP COLUMN browser;
ALTER TABLE sessions DROP COLUMN auth_time;
ALTER TABLE users DROP COLUMN groups_withheld;
ALTER TABLE users DROP COLUMN disabled_at;
ALTER TABLE users DROP COLUMN disabled_why;
ALTER TABLE users DROP COLUMN version;
