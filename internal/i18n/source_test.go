package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// anyCall stands for every literal, in a call or not.
var anyCall func(*ast.CallExpr) bool

// sources reads the program's files of a folder.
func sources(t *testing.T, folder string) (out []*ast.File) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files: %v", folder, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// literals are the strings written in a folder: all of them, or the first one
// among the arguments of certain calls.
func literals(t *testing.T, folder string, which func(*ast.CallExpr) bool) (out []string) {
	t.Helper()
	for _, f := range sources(t, folder) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if which != nil && which(n) {
					out = append(out, firstLiteral(n)...)
				}
			case *ast.BasicLit:
				if s, ok := literal(n); ok && which == nil {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}

func firstLiteral(c *ast.CallExpr) []string {
	args := c.Args
	if len(args) > 0 {
		if _, ok := args[0].(*ast.UnaryExpr); ok { // choose(&ps, "lang", …)
			args = args[1:]
		}
	}
	if len(args) > 0 {
		if s, ok := literal(args[0]); ok {
			return []string{s}
		}
	}
	return nil
}

func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func calledName(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// prefixes are the literals with which a key that is put together begins.
func prefixes(t *testing.T, folder string) (out []string) {
	t.Helper()
	for _, f := range sources(t, folder) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok || len(c.Args) == 0 || calledName(c) != "T" && calledName(c) != "Has" {
				return true
			}
			left := c.Args[0]
			for sum, ok := left.(*ast.BinaryExpr); ok; sum, ok = left.(*ast.BinaryExpr) {
				left = sum.X
			}
			if s, ok := literal(left); ok && left != c.Args[0] {
				out = append(out, s)
			}
			return true
		})
	}
	return out
}

// constants are the values of the domain's constants of a type.
func constants(t *testing.T, typeName string) (out []string) {
	t.Helper()
	for _, f := range sources(t, "../cases") {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == typeName {
				for _, v := range spec.Values {
					if s, ok := literal(v); ok {
						out = append(out, s)
					}
				}
			}
			return true
		})
	}
	return out
}

// refusals are the names of the error pages: the second field of a refusal,
// and the names by status.
func refusals(t *testing.T) (out []string) {
	t.Helper()
	for _, f := range sources(t, "../web") {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if id, ok := c.Type.(*ast.Ident); ok && id.Name == "refusal" && len(c.Elts) == 2 {
				if s, ok := literal(c.Elts[1]); ok {
					out = append(out, s)
				}
			}
			for _, e := range c.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok && isStatus(kv.Key) {
					if s, ok := literal(kv.Value); ok {
						out = append(out, s)
					}
				}
			}
			return true
		})
	}
	return out
}

func isStatus(n ast.Node) bool {
	s, ok := n.(*ast.SelectorExpr)
	return ok && strings.HasPrefix(s.Sel.Name, "Status")
}
