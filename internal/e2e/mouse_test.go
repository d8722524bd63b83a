//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

func TestTheMainPathWorksWithAndWithoutScript(t *testing.T) {
	withAndWithoutScript(t, func(t *testing.T, hasScript bool, open func() window) {
		luc, marion := open(), open()
		mark := markBySentence
		if hasScript {
			mark = markBySelection
		}
		its := luc.files(t)
		marion.takesUp(t)
		mark(t, marion, 0, "NEUTRALITY")
		mark(t, marion, 1, "R-DISCLAIMER")
		marion.advises(t)
		luc.followsUp(t, its)
		marion.Visit(t, marion.base+"/search?q="+url.QueryEscape(inflect))
		marion.finds(t)
		luc.IsQuiet(t, luc.base)
		marion.IsQuiet(t, marion.base)
		luc.VerifyLedger()
	})
}

// files signs Luc in, files the situation, and signs him out. It gives the
// address of the case.
func (w window) files(t *testing.T) string {
	t.Helper()
	w.signIn(t, w.Page, "luc", "fr", "/")
	w.Click(t, `main a[href="/ask"]`)
	w.Type(t, "#f-subject", subject)
	w.Type(t, "#f-situation", situation)
	w.choose(t, "#f-platform", "f")
	w.Tick(t, `#form [name=stage][value=posted]`)
	w.Click(t, sendButton)
	w.Shows(t, "VE-")
	w.Click(t, `main a[href^="/cases/"]`)
	w.Shows(t, situation)
	its := w.Address(t)
	signOut(t, w.Page)
	w.Visit(t, its)
	if got := w.Text(t, "body"); !isSignInPage(got) {
		t.Errorf("got after sign-out:\n%s\nwant the sign-in page", got)
	}
	return its
}

// choose picks from a list by its first letter, as keys do.
func (w window) choose(t *testing.T, selector, letter string) {
	t.Helper()
	w.Type(t, selector, letter)
	if browser.Read[bool](t, w.Page, `document.querySelector("`+selector+`").value === ""`) {
		t.Errorf("the letter %q chooses nothing in %s", letter, selector)
	}
}

// takesUp signs Marion in, who finds the case on the queue and takes it up.
func (w window) takesUp(t *testing.T) {
	t.Helper()
	w.signIn(t, w.Page, "marion", "fr", "/queue")
	w.Click(t, `.views a[href*="view=new"]`)
	w.openNewest(t)
	w.Click(t, `form[action$="/take-up"] button`)
	w.Shows(t, situation)
}

// openNewest follows the link of the case on the queue.
func (w window) openNewest(t *testing.T) {
	t.Helper()
	w.Shows(t, subject)
	href := browser.Read[map[string]string](t, w.Page, queueLinks)[subject]
	w.Click(t, `.q-subject a[href="`+href+`"]`)
}

// markBySelection marks a sentence that was selected in the text.
func markBySelection(t *testing.T, w window, sentence int, entry string) {
	t.Helper()
	browser.Read[bool](t, w.Page, selectSentence[sentence])
	w.Await(t, `document.querySelector(".mark-button") !== null`)
	w.Click(t, ".mark-button")
	w.attach(t, entry)
}

// selectSentence selects as a mouse does that is drawn over the text.
var selectSentence = []string{selectWords("J’ai rédigé", "parents."), selectWords("J’y critiquais", "élémentaires.")}

func selectWords(first, last string) string {
	return `(() => {
		const source = document.querySelector("[data-source=situation]");
		const walk = document.createTreeWalker(source, NodeFilter.SHOW_TEXT), range = document.createRange();
		while (walk.nextNode()) {
			const at = walk.currentNode, from = at.data.indexOf("` + first + `"), to = at.data.indexOf("` + last + `");
			if (from >= 0) range.setStart(at, from);
			if (to >= 0) range.setEnd(at, to + "` + last + `".length);
		}
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		return true;
	})()`
}

// markBySentence marks a sentence by its box.
func markBySentence(t *testing.T, w window, sentence int, entry string) {
	t.Helper()
	w.Click(t, `.desk-side a[href$="/annotate"]`)
	w.Tick(t, []string{"#sentence-1", "#sentence-2"}[sentence])
	w.attach(t, entry)
}

// attach chooses an entry of the Code, says why, and sends.
func (w window) attach(t *testing.T, entry string) {
	t.Helper()
	w.Tick(t, `#form [name=obligations][value="`+entry+`"]`)
	w.Type(t, "#f-why", "C’est ce qu’on lirait d’abord.")
	w.Click(t, sendButton)
	w.Shows(t, "C’est ce qu’on lirait d’abord.")
}

// advises writes the answer, looks at the preview and sends it.
func (w window) advises(t *testing.T) {
	t.Helper()
	if got := browser.Read[int](t, w.Page, "document.querySelectorAll('.annotation').length"); got != 2 {
		t.Errorf("got %d annotations, want 2", got)
	}
	w.Click(t, `.desk-side a[href$="/advise"]`)
	w.Tick(t, "#f-outcome")
	w.Type(t, "#f-text", answer)
	w.Click(t, sendButton)
	w.isAnswered(t)
	w.Click(t, "button[value=send]")
	w.Shows(t, answer)
}

// followsUp reads the answer and asks on.
func (w window) followsUp(t *testing.T, its string) {
	t.Helper()
	w.signIn(t, w.Page, "luc", "fr", "/")
	w.Visit(t, its)
	w.isAnswered(t)
	w.Click(t, `main a[href$="/write"]`)
	w.Type(t, "#f-text", followUp)
	w.Click(t, sendButton)
	w.Shows(t, followUp)
}
