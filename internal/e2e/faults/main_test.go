//go:build e2e

// Package faults_test puts the whole program through what goes wrong around
// it: a provider, a database, a disk and a machine that fail. It starts the
// built binary as an operator does, and asks of it what people ask.
package faults_test

import (
	"os"
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/e2e/program"
)

func TestMain(m *testing.M) {
	os.Exit(program.Main(func() int { return pgtest.Main(m) }))
}
