//go:build e2e

package web_test

import (
	"os"
	"testing"

	"example.org/casebook/internal/e2e/pgtest"
	"example.org/casebook/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func TestPostgreSQLLosesNothingOfWhatIsDoneAtOnce(t *testing.T) {
	h := newHouseOn(t, storetest.NewDatabase(t))
	loseNothing(h, 4)
	oneTakesUp(h, 4)
	oneText(h)
	oneAct(h)
}
