// Package internal_test keeps the table of rooms in the architecture true: who
// may import whom, and which library lives in which room.
package internal_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "example.org/casebook/"

// room says what the packages of a folder, and of the folders in it, import.
type room struct {
	ours       []string // the rooms of ours it may import; "*" for all
	standalone bool     // nothing but the standard library from outside
	anyLibrary bool     // it stands beside us and may speak to every library
}

// rooms is the table of the architecture. A package that stands in no row
// fails the test: put it where its lines belong, or add a room.
var rooms = map[string]room{
	"cmd/casebook":        {ours: []string{"*"}},
	"internal/auth":       {ours: []string{"internal/cases"}},
	"internal/bench":      {ours: []string{"internal/cases", "internal/auth", "internal/store", "internal/demo"}, anyLibrary: true},
	"internal/calendar":   {ours: []string{"internal/cases"}},
	"internal/cases":      {standalone: true},
	"internal/demo":       {ours: []string{"internal/cases", "internal/importfile"}},
	"internal/e2e":        {ours: []string{"*"}},
	"internal/importfile": {ours: []string{"internal/cases"}},
	"internal/i18n":       {ours: []string{"internal/cases"}},
	"internal/mail":       {ours: []string{"internal/cases", "internal/i18n"}},
	"internal/search":     {},
	"internal/sheet":      {},
	"internal/index":      {ours: []string{"internal/search"}},
	"internal/store":      {ours: []string{"internal/cases", "internal/auth", "internal/search", "internal/index", "migrations"}},
	"internal/web":        {ours: []string{"internal/cases", "internal/auth", "internal/i18n", "internal/sheet", "views"}},
	"migrations":          {standalone: true},
	"views":               {standalone: true},
}

// owners names the one room that each of these libraries may be spoken to from.
var owners = map[string]string{
	"database/sql":                    "internal/store",
	"gorm.io":                         "internal/store",
	"github.com/mattn/go-sqlite3":     "internal/store",
	"modernc.org/sqlite":              "internal/store",
	"github.com/jackc/pgx":            "internal/store",
	"github.com/pressly/goose":        "internal/store",
	"maragu.dev/goqite":               "internal/store",
	"github.com/gofiber/fiber":        "internal/web",
	"github.com/valyala/fasthttp":     "internal/web",
	"github.com/coreos/go-oidc":       "internal/auth",
	"github.com/zitadel/oidc":         "internal/demo",
	"github.com/blevesearch/bleve":    "internal/search",
	"github.com/hashicorp/golang-lru": "internal/index",
	"github.com/wneessen/go-mail":     "internal/mail",
	"github.com/rickar/cal":           "internal/calendar",
	"github.com/nicksnyder/go-i18n":   "internal/i18n",
	"github.com/xuri/excelize":        "internal/sheet",
	"github.com/alecthomas/kong":      "cmd/casebook",
	"github.com/chromedp":             "internal/e2e",
}

// faults says what is wrong with a package, by its folder, and its imports.
func faults(folder string, imports []string) []string {
	if isForTests(folder) {
		return nil
	}
	home, known := roomOf(folder)
	if !known {
		return []string{folder + " stands in no row of the table of rooms"}
	}
	var out []string
	for _, i := range imports {
		if why := refusal(home, i); why != "" {
			out = append(out, folder+" imports "+i+": "+why)
		}
	}
	return out
}

// isForTests reports whether only tests use the package (storetest, pgtest and
// everything in e2e): it may import what it likes, and no room may import it.
func isForTests(folder string) bool {
	return within(folder, "internal/e2e") || strings.HasSuffix(path.Base(folder), "test")
}

// roomOf is the room in which a folder is.
func roomOf(folder string) (string, bool) {
	for name := range rooms {
		if within(folder, name) {
			return name, true
		}
	}
	return "", false
}

func within(folder, parent string) bool {
	return folder == parent || strings.HasPrefix(folder, parent+"/")
}

func refusal(home, imported string) string {
	if folder, ours := strings.CutPrefix(imported, module); ours {
		return refusalOfOurs(home, folder)
	}
	if owner := ownerOf(imported); owner != "" && owner != home && !rooms[home].anyLibrary {
		return "it is only for " + owner
	}
	if rooms[home].standalone && isFromOutside(imported) {
		return home + " imports the standard library alone"
	}
	return ""
}

func refusalOfOurs(home, folder string) string {
	target, known := roomOf(folder)
	switch may := rooms[home].ours; {
	case isForTests(folder):
		return "it is for tests only"
	case known && target == home:
		return ""
	case known && (slices.Contains(may, target) || slices.Contains(may, "*")):
		return ""
	}
	return home + " may not know that room"
}

func ownerOf(imported string) string {
	for library, owner := range owners {
		if within(imported, library) {
			return owner
		}
	}
	return ""
}

// isFromOutside: the standard library's paths have no dot before the first slash.
func isFromOutside(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	packages := importsOf(t, os.DirFS(".."))
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		for _, f := range faults(folder, packages[folder]) {
			t.Error(f)
		}
	}
	if len(packages["internal/cases"]) == 0 {
		t.Error("internal/cases was not read: the test looks in the wrong place")
	}
}

// importsOf reads the imports of every package, whatever its build tags; test
// files are free.
func importsOf(t *testing.T, tree fs.FS) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && isForeign(d.Name()):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		found, err := fileImports(tree, name)
		all[path.Dir(name)] = append(all[path.Dir(name)], found...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// isForeign: folders that the go command itself does not look into.
func isForeign(name string) bool {
	return name == "testdata" || name == "node_modules" || name == "vendor" ||
		(name != "." && strings.HasPrefix(name, ".")) || strings.HasPrefix(name, "_")
}

func fileImports(tree fs.FS, name string) ([]string, error) {
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		return nil, fmt.Errorf("read the imports: %w", err)
	}
	imports := make([]string, len(file.Imports))
	for i, spec := range file.Imports {
		if imports[i], err = strconv.Unquote(spec.Path.Value); err != nil {
			return nil, fmt.Errorf("read an import of %s: %w", name, err)
		}
	}
	return imports, nil
}

func TestWhatTheTableOfRoomsAllowsAndRefuses(t *testing.T) {
	tests := []struct {
		folder, imports string
		allowed         bool
	}{
		{"internal/cases", "crypto/sha256", true},
		{"internal/cases", "golang.org/x/text/unicode/norm", false},
		{"internal/cases", module + "internal/search", false},
		{"internal/web", module + "internal/cases", true},
		{"internal/web", module + "internal/store", false},
		{"internal/web", module + "internal/mail", false},
		{"internal/web", "gorm.io/gorm", false},
		{"internal/web", "github.com/gofiber/fiber/v2", true},
		{"internal/web/form", "github.com/gofiber/fiber/v2/utils", true},
		{"internal/web/form", module + "internal/web", true},
		{"internal/store", module + "migrations", true},
		{"internal/store", module + "internal/mail", false},
		{"internal/store", module + "internal/web", false},
		{"internal/store", "gorm.io/driver/postgres", true},
		{"internal/mail", module + "internal/store", false},
		{"internal/mail", "github.com/gofiber/fiber/v2", false},
		{"internal/auth", "github.com/coreos/go-oidc/v3/oidc", true},
		{"internal/auth", "github.com/zitadel/oidc/v3/pkg/op", false},
		{"internal/demo/provider", "github.com/zitadel/oidc/v3/pkg/op", true},
		{"internal/demo", module + "internal/store", false},
		{"internal/search", "github.com/blevesearch/bleve/v2/analysis/lang/fr", true},
		{"internal/search", module + "internal/cases", false},
		{"internal/i18n", module + "internal/cases", true},
		{"views", "embed", true},
		{"views", module + "internal/cases", false},
		{"migrations", "gorm.io/gorm", false},
		{"internal/bench", "github.com/gofiber/fiber/v2", true},
		{"internal/bench", module + "internal/web", false},
		{"internal/web", module + "internal/bench", false},
		{"cmd/casebook", module + "internal/store", true},
		{"cmd/casebook", "github.com/alecthomas/kong", true},
		{"cmd/casebook", "gorm.io/gorm", false},
		{"cmd/casebook", module + "internal/store/storetest", false},
		{"internal/store", module + "internal/e2e/pgtest", false},
		{"internal/e2e/pgtest", "github.com/jackc/pgx/v5", true},
		{"internal/store/storetest", "testing", true},
		{"internal/util", "strings", false},
		{"internal", "strings", false},
		{"internal/webs", "strings", false},
		{".", "strings", false},
	}
	for _, tt := range tests {
		t.Run(tt.folder+" and "+tt.imports, func(t *testing.T) {
			found := faults(tt.folder, []string{tt.imports})
			if got := len(found) == 0; got != tt.allowed {
				t.Errorf("got allowed %t, want %t: %v", got, tt.allowed, found)
			}
		})
	}
}
