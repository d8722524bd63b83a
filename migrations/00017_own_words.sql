-- A person's search looks among her own cases, however many there are.

-- +goose Up
CREATE INDEX search_docs_filer ON search_docs (filer, filed);

-- +goose Down
DROP INDEX search_docs_filer;
