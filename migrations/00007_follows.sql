-- A case may go on from an earlier one of the same filer, and an advice may say
-- which other facts would change it. Both are empty for what was kept before.

-- +goose Up
ALTER TABLE cases ADD COLUMN follows text NOT NULL DEFAULT '';

CREATE INDEX cases_follows ON cases (follows) WHERE follows <> '';

ALTER TABLE messages ADD COLUMN would_change text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE messages DROP COLUMN would_change;
DROP INDEX cases_follows;
ALTER TABLE cases DROP COLUMN follows;
