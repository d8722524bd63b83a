package web

import (
	"bytes"
	"fmt"
	"html/template"
	"testing"
)

// saidPart is what a part is drawn from.
type saidPart struct{ Words, Class string }

func drawing(t *testing.T, draws *int) *template.Template {
	t.Helper()
	before := &drawn{}
	count := func() string { *draws++; return "" }
	before.page = template.Must(template.New("page").Funcs(template.FuncMap{"drawn": before.part, "count": count}).Parse(
		`{{range .}}<p>{{drawn "part" .}}</p>{{end}}{{define "part"}}{{count}}<b class="{{.Class}}">{{.Words}}</b>{{end}}`))
	return before.page
}

func TestAPartIsDrawnOnceAndEscaped(t *testing.T) {
	t.Parallel()
	draws := 0
	page := drawing(t, &draws)
	evil, plain := saidPart{`<script>"&`, `" onclick=x`}, saidPart{"plain", "c"}
	want := `<p><b class="&#34; onclick=x">&lt;script&gt;&#34;&amp;</b></p><p><b class="c">plain</b></p><p><b class="&#34; onclick=x">&lt;script&gt;&#34;&amp;</b></p>`
	for range 2 {
		var got bytes.Buffer
		if err := page.Execute(&got, []saidPart{evil, plain, evil}); err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("got %s, want %s", got.String(), want)
		}
	}
	if draws != 2 {
		t.Errorf("drawn %d times, want 2", draws)
	}
}

func TestAPartIsDrawnAnewWhenAnythingOfItDiffers(t *testing.T) {
	t.Parallel()
	draws := 0
	page := drawing(t, &draws)
	for i := range maxDrawn + 10 { // more than is held
		from := saidPart{Words: fmt.Sprint("case ", i), Class: "c"}
		var got bytes.Buffer
		if err := page.Execute(&got, []saidPart{from}); err != nil {
			t.Fatal(err)
		}
		if want := `<p><b class="c">` + from.Words + `</b></p>`; got.String() != want {
			t.Fatalf("got %s, want %s", got.String(), want)
		}
	}
}
