-- Who works for the office is found among all accounts, at each filing and on
-- each page of the desk: by what plain employees are not.

-- +goose Up
CREATE INDEX users_office ON users (id) WHERE roles <> 'employee';

-- +goose Down
DROP INDEX users_office;
