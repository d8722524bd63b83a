# The commands of the project. `make test` is the one the gate runs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
GO ?= go
TOOLS = $(GO) tool -modfile=tools.mod

# gosec's rules that are left out, each with its reason:
#   G104  unhandled errors: staticcheck and review see those that matter, and
#         gosec counts deferred Close of what was only read
#   G115  integer conversions: all are of our own small numbers
#   G304  files named by the operator are opened on purpose
#   G117  secrets in configuration structs: they are how secrets come in
GOSEC_LEFT_OUT = G104,G115,G117,G304
# and the folders: the benchmark and the store's contract are never part of the
# program, start programs and files of their own, and are linted by staticcheck.
GOSEC_FOLDERS_OUT = -exclude-dir=internal/bench -exclude-dir=internal/store/storetest

.PHONY: build test model tools lint bench

build: ## bin/casebook
	$(GO) build -trimpath -o bin/casebook ./cmd/casebook

test: tools ## every test: first without a C compiler, then with, and the race detector (all but what one goroutine does alone for minutes)
	CGO_ENABLED=0 $(GO) test ./...
	CGO_ENABLED=0 $(GO) test -tags e2e -run '^TestAMonth' ./cmd/casebook
	CGO_ENABLED=1 $(GO) test -race -timeout 15m -tags e2e ./...

model: tools ## 20 000 random lives of cases on each database, against the model; other: make model MODEL_FLAGS='-sequences 500 -acts 60 -seed 7'
	$(GO) test -tags e2e -timeout 12h -v -run '^TestLives' ./internal/modeltest -for 0 $(or $(MODEL_FLAGS),-sequences 20000)

tools: ## what the tests need and a bare Debian lacks
	@.ci/install

lint: ## formatting, vet, staticcheck, gosec; govulncheck where its database is at hand
	@unformatted=$$(gofmt -l cmd internal migrations views); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags e2e ./...
	$(TOOLS) staticcheck -tags e2e ./...
	$(TOOLS) gosec -quiet -tests=false -exclude=$(GOSEC_LEFT_OUT) $(GOSEC_FOLDERS_OUT) ./...
	@if [ -n "$${CASEBOOK_VULNDB:-}" ]; then $(TOOLS) govulncheck -db="file://$$CASEBOOK_VULNDB" ./...; \
	else echo "govulncheck: left out, its database is not at hand (set CASEBOOK_VULNDB to its folder)"; fi

bench: ## how fast it is, beside a bare handler; more: make bench BENCH_FLAGS='-sizes 1000,100000,1000000 -databases sqlite,postgres'; the search beside FTS5: add -questions
	$(GO) run -tags sqlite_fts5 ./internal/bench $(BENCH_FLAGS)
