package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// A field of a page that is named as one of the frame's would hide it: the
// layout would write the case's version as the program's, or a whole field as
// the language of the page.
func TestNoPageHidesAFieldOfItsFrame(t *testing.T) {
	structs := structsOf(t)
	taken := map[string]bool{}
	for _, name := range fieldNames(structs["frame"]) {
		taken[name] = true
	}
	if len(taken) == 0 {
		t.Fatal("the frame has no fields: is it still called so?")
	}
	for page, s := range structs {
		if !embedsFrame(s) {
			continue
		}
		for _, name := range fieldNames(s) {
			if taken[name] {
				t.Errorf("%s.%s hides the frame's", page, name)
			}
		}
	}
}

// structsOf reads the structs of this folder's files, by their names.
func structsOf(t *testing.T) map[string]*ast.StructType {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*ast.StructType{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if s, ok := spec.Type.(*ast.StructType); ok {
					out[spec.Name.Name] = s
				}
			}
			return true
		})
	}
	return out
}

func fieldNames(s *ast.StructType) []string {
	var names []string
	if s == nil {
		return nil
	}
	for _, f := range s.Fields.List {
		for _, n := range f.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

func embedsFrame(s *ast.StructType) bool {
	for _, f := range s.Fields.List {
		if id, ok := f.Type.(*ast.Ident); ok && len(f.Names) == 0 && id.Name == "frame" {
			return true
		}
	}
	return false
}
