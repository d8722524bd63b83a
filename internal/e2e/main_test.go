//go:build e2e

// Package e2e_test looks at the whole program as people do: the built binary,
// its own database, its demonstration provider and a real browser. It knows
// addresses and words of pages, and nothing of the code behind them; only a
// session that has grown old is made by the code, for nobody could wait for it.
package e2e_test

import (
	"os"
	"testing"

	"example.org/casebook/internal/e2e/program"
)

func TestMain(m *testing.M) { os.Exit(program.Main(m.Run)) }
