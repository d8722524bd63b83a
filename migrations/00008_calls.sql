-- Conversations that the office recorded, and the invitations to whoever they
-- were held with. An account's address counts as proof only when its provider
-- vouches for it; of the accounts that exist it is told at their next sign-in.

-- +goose Up
ALTER TABLE users ADD COLUMN email_verified boolean NOT NULL DEFAULT false;

CREATE INDEX users_email ON users (lower(email));

CREATE TABLE calls (
    case_id   text NOT NULL PRIMARY KEY REFERENCES cases (id),
    logged_by text NOT NULL,
    logged    timestamp NOT NULL,
    confirmed timestamp,
    corrected timestamp
);

CREATE TABLE invitations (
    case_id  text NOT NULL PRIMARY KEY REFERENCES cases (id), -- the latest of a case
    id       text NOT NULL UNIQUE,
    name     text NOT NULL,
    email    text NOT NULL, -- normalised; empty once the invitation is not pending
    lang     text NOT NULL,
    inviter  text NOT NULL,
    at       timestamp NOT NULL,
    expires  timestamp NOT NULL,
    state    text NOT NULL,
    answered timestamp,
    code     text NOT NULL, -- SHA-256 of the letter's code, never the code
    guesses  integer NOT NULL
);

CREATE INDEX invitations_email ON invitations (email);
CREATE INDEX invitations_expires ON invitations (state, expires);

-- +goose Down
DROP TABLE invitations;
DROP TABLE calls;
DROP INDEX users_email;
ALTER TABLE users DROP COLUMN email_verified;
