-- The ledger: a chain of hashes that is only ever appended to. The triggers
-- hinder whoever would rewrite it; the chain proves it.

-- +goose Up
CREATE TABLE ledger (
    seq      bigint NOT NULL PRIMARY KEY,
    prev     text NOT NULL,
    at       timestamp NOT NULL,
    actor    text NOT NULL,
    capacity text NOT NULL,
    act      text NOT NULL,
    case_id  text NOT NULL,
    target   text NOT NULL,
    digest   text NOT NULL,
    hash     text NOT NULL
);

CREATE INDEX ledger_case ON ledger (case_id, act, seq);

-- +goose StatementBegin
CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only appended to';
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER ledger_keeps BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_refuses();

CREATE TRIGGER ledger_stays BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses();

-- +goose Down
DROP TABLE ledger;
DROP FUNCTION ledger_refuses();
