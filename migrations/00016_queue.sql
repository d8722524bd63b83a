-- What the queue asks for with every page costs the same however many cases
-- there are: which of them have moved on since a person looked is written by
-- the change, and what is counted beside the list is in the list's own index.

-- +goose Up
-- The case is open, and has moved on since she looked; or it was given to her
-- and she has not looked yet: then she has seen version 0 of it.
ALTER TABLE looks ADD COLUMN behind boolean NOT NULL DEFAULT FALSE;

INSERT INTO looks (person, case_id, at, version, messages, notes, annotations)
    SELECT c.advisor, c.id, c.submitted, 0, 0, 0, 0 FROM cases AS c
    WHERE c.advisor <> '' AND c.status IN ('new', 'in_review', 'awaiting_employee')
        AND NOT EXISTS (SELECT 1 FROM looks AS k WHERE k.person = c.advisor AND k.case_id = c.id);

UPDATE looks SET behind = TRUE WHERE EXISTS (SELECT 1 FROM cases AS c
    WHERE c.id = looks.case_id AND c.version > looks.version AND c.status IN ('new', 'in_review', 'awaiting_employee'));

CREATE INDEX looks_behind ON looks (person, case_id) WHERE behind;
CREATE INDEX looks_case ON looks (case_id);

CREATE INDEX cases_queue ON cases (status, due, submitted, id, filer, advisor, outcome, platform, lang, channel,
    political, election, election_period);
DROP INDEX cases_due;

-- +goose Down
CREATE INDEX cases_due ON cases (status, due, submitted, id);
DROP INDEX cases_queue;
DROP INDEX looks_case;
DROP INDEX looks_behind;
DELETE FROM looks WHERE version = 0;
ALTER TABLE looks DROP COLUMN behind;
