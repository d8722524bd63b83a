-- Accounts, sessions and sign-ins under way.

-- +goose Up
CREATE TABLE users (
    id          text NOT NULL PRIMARY KEY,
    iss         text NOT NULL,
    sub         text NOT NULL,
    name        text NOT NULL,
    email       text NOT NULL,
    lang        text NOT NULL,
    lang_chosen boolean NOT NULL, -- here, by herself: the provider no longer changes it
    roles       text NOT NULL,    -- codes joined with commas, as at the last sign-in
    disabled    boolean NOT NULL,
    created     timestamp NOT NULL,
    last_seen   timestamp NOT NULL,
    UNIQUE (iss, sub)
);

CREATE TABLE sessions (
    hash     text NOT NULL PRIMARY KEY, -- SHA-256 of the token, never the token
    person   text NOT NULL,
    csrf     text NOT NULL,
    id_token text NOT NULL,
    sid      text NOT NULL,
    created  timestamp NOT NULL,
    seen     timestamp NOT NULL,
    expires  timestamp NOT NULL
);

CREATE INDEX sessions_person ON sessions (person);
CREATE INDEX sessions_seen ON sessions (seen);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE sign_in_attempts (
    state         text NOT NULL PRIMARY KEY, -- SHA-256
    browser       text NOT NULL,             -- SHA-256
    nonce         text NOT NULL,
    code_verifier text NOT NULL,
    return_to     text NOT NULL,
    max_age       bigint NOT NULL, -- seconds
    created       timestamp NOT NULL
);

CREATE INDEX sign_in_attempts_created ON sign_in_attempts (created);

-- +goose Down
DROP TABLE sign_in_attempts;
DROP TABLE sessions;
DROP TABLE users;
