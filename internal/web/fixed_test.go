package web

import (
	"bytes"
	"html/template"
	"testing"
)

func TestASentenceWithoutArgumentsIsPartOfTheTemplate(t *testing.T) {
	asked := 0
	say := func(key string, _ ...any) string { asked++; return key + ` & "said"` }
	page := template.Must(template.New("page").Funcs(template.FuncMap{"t": say}).Parse(
		`{{define "part"}}<i title="{{t "a"}}">{{t "b"}}</i>{{end}}{{if .}}{{range .}}{{template "part"}}{{t "c" .}}{{end}}{{else}}{{t "d"}}{{end}}`))
	fixWords(page, map[string]func(string) (string, bool){"t": func(key string) (string, bool) { return key + ` & "said"`, key != "b" }})
	var got bytes.Buffer
	if err := page.Execute(&got, []int{1}); err != nil {
		t.Fatal(err)
	}
	want := `<i title="a &amp; &#34;said&#34;">b &amp; &#34;said&#34;</i>c &amp; &#34;said&#34;`
	if got.String() != want || asked != 2 {
		t.Errorf("got %s after %d calls, want %s after 2", got.String(), asked, want)
	}
}
