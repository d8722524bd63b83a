-- The cases and what belongs to them. People are named by the id of an account
-- without a foreign key: the filer may be nobody, and the operator is none.
-- Days are texts in ISO form, empty for none.

-- +goose Up
CREATE TABLE cases (
    id               text NOT NULL PRIMARY KEY,
    reference        text NOT NULL UNIQUE,
    version          integer NOT NULL,
    shared           integer NOT NULL,
    status           text NOT NULL,
    channel          text NOT NULL,
    filer            text NOT NULL,
    advisor          text NOT NULL,
    subject          text NOT NULL,
    situation        text NOT NULL,
    lang             text NOT NULL,
    answer_lang      text NOT NULL,
    needed_by        text NOT NULL,
    notice           text NOT NULL,
    promised         text NOT NULL,
    priority         text NOT NULL,
    political        boolean NOT NULL,
    close_reason     text NOT NULL,
    submitted        timestamp NOT NULL,
    answered         timestamp,
    ended            timestamp,
    external_id      text UNIQUE, -- null unless imported
    external_digest  text NOT NULL,

    platform         text NOT NULL,
    platform_detail  text NOT NULL,
    stage            text NOT NULL,
    link             text NOT NULL,
    audience         text NOT NULL,
    identity         text NOT NULL,
    employer_visible text NOT NULL,
    level            text NOT NULL,
    public_facing    text NOT NULL,
    supervises       text NOT NULL,
    close_to_subject text NOT NULL,
    election         text NOT NULL,
    election_period  boolean NOT NULL,
    work_information text NOT NULL,
    others_involved  text NOT NULL,
    media_contact    text NOT NULL,
    outside_income   text NOT NULL,
    union_capacity   text NOT NULL,

    -- What lists sort and narrow by, kept in step by each save.
    due              text NOT NULL, -- the earlier of promise and needed_by; 9999-12-31 when nothing is owed
    outcome          text NOT NULL  -- of the current advice
);

CREATE INDEX cases_due ON cases (status, due, submitted, id);
CREATE INDEX cases_newest ON cases (submitted, id);
CREATE INDEX cases_filer ON cases (filer, submitted);
CREATE INDEX cases_advisor ON cases (advisor, status);

-- Apart from the case, so that erasing it makes the ledger's digests mute and
-- touches nothing else. Hexadecimal.
CREATE TABLE case_salts (
    case_id text NOT NULL PRIMARY KEY REFERENCES cases (id),
    salt    text NOT NULL
);

-- Whoever is excluded from a case sees nothing of it.
CREATE TABLE exclusions (
    case_id text NOT NULL REFERENCES cases (id),
    person  text NOT NULL,
    PRIMARY KEY (case_id, person)
);

CREATE INDEX exclusions_person ON exclusions (person);

CREATE TABLE messages (
    case_id      text NOT NULL REFERENCES cases (id),
    n            integer NOT NULL, -- place in the conversation, from 1
    id           text NOT NULL UNIQUE,
    kind         text NOT NULL,
    sender       text NOT NULL,
    lang         text NOT NULL,
    body         text NOT NULL,
    at           timestamp NOT NULL,
    -- Of an advice; empty otherwise.
    outcome      text NOT NULL,
    destination  text NOT NULL,
    obligations  text NOT NULL, -- codes joined with spaces, in their order
    code_version integer NOT NULL,
    supersedes   text NOT NULL,
    PRIMARY KEY (case_id, n)
);

CREATE TABLE annotations (
    case_id    text NOT NULL REFERENCES cases (id),
    n          integer NOT NULL,
    id         text NOT NULL UNIQUE,
    entry      text NOT NULL,
    source     text NOT NULL, -- situation, a message, or empty for the whole case
    rune_from  integer NOT NULL,
    rune_to    integer NOT NULL,
    quote      text NOT NULL,
    why        text NOT NULL,
    author     text NOT NULL,
    at         timestamp NOT NULL,
    replaces   text NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamp, -- null while it stands
    PRIMARY KEY (case_id, n)
);

CREATE TABLE notes (
    case_id text NOT NULL REFERENCES cases (id),
    n       integer NOT NULL,
    id      text NOT NULL UNIQUE,
    author  text NOT NULL,
    body    text NOT NULL,
    at      timestamp NOT NULL,
    PRIMARY KEY (case_id, n)
);

-- The entries tied to a case as it stands: by a standing annotation, which only
-- the office sees, or by the current advice, which the filer sees too.
CREATE TABLE case_obligations (
    case_id text NOT NULL REFERENCES cases (id),
    code    text NOT NULL,
    source  text NOT NULL, -- annotation or advice
    n       integer NOT NULL,
    PRIMARY KEY (case_id, source, code)
);

CREATE INDEX case_obligations_code ON case_obligations (code, source, case_id);

-- A form sent twice is one act; content is a digest of what it said.
CREATE TABLE receipts (
    owner   text NOT NULL,
    key     text NOT NULL,
    case_id text NOT NULL,
    content text NOT NULL,
    at      timestamp NOT NULL,
    PRIMARY KEY (owner, key)
);

-- The last number given in each year.
CREATE TABLE sequences (
    year integer NOT NULL PRIMARY KEY,
    last integer NOT NULL
);

-- Written to see whether writing works.
CREATE TABLE probe (
    id integer NOT NULL PRIMARY KEY,
    n  bigint NOT NULL
);

INSERT INTO probe (id, n) VALUES (1, 0);

-- +goose Down
DROP TABLE probe;
DROP TABLE sequences;
DROP TABLE receipts;
DROP TABLE case_obligations;
DROP TABLE notes;
DROP TABLE annotations;
DROP TABLE messages;
DROP TABLE exclusions;
DROP TABLE case_salts;
DROP TABLE cases;
