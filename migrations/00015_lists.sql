-- What lists need to cost the same however many accounts and cases there are:
-- who works for the office, found at each filing and on each page of the desk;
-- and the newest cases of each status.

-- +goose Up
CREATE INDEX users_office ON users (id) WHERE roles <> 'employee';

CREATE INDEX cases_status_newest ON cases (status, submitted, id);

-- +goose Down
DROP INDEX cases_status_newest;
DROP INDEX users_office;
