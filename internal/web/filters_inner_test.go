package web

import "testing"

func TestTheOptionsOfAFilterAreEscapedAndTheChosenOneIsMarked(t *testing.T) {
	got := optionsOf([]option{{Label: "All"}, {Value: `a"b`, Label: "<Ann> & 'co'"}}, `a"b`)
	want := `<option value="">All</option><option value="a&#34;b" selected>&lt;Ann&gt; &amp; &#39;co&#39;</option>`
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
