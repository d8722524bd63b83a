package i18n_test

import (
	"go/ast"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// exists says that a key has a sentence in both languages.
func exists(t *testing.T, where, key string) {
	t.Helper()
	for _, l := range cases.Langs() {
		if !i18n.For(l).Has(key) {
			t.Errorf("%s asks for %s, which has no sentence in %s", where, key, l)
		}
	}
}

func TestEveryKeyOfAPageHasASentence(t *testing.T) {
	files := os.DirFS("../../views")
	found := 0
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, "testdata") {
			return err
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		for _, key := range keysOfTemplate(t, name, string(b)) {
			found++
			exists(t, name, key)
		}
		return nil
	})
	if err != nil || found < 100 {
		t.Errorf("%d keys in the pages: %v", found, err)
	}
}

// keysOfTemplate are the arguments of "t" in a template.
func keysOfTemplate(t *testing.T, name, text string) (keys []string) {
	t.Helper()
	trees := map[string]*parse.Tree{}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		t.Fatal(err)
	}
	for _, part := range trees {
		walk(part.Root, func(c *parse.CommandNode) {
			place := map[string]int{"t": 1, "tin": 2}
			id, ok := c.Args[0].(*parse.IdentifierNode)
			if !ok || place[id.Ident] == 0 {
				return
			}
			key, ok := c.Args[place[id.Ident]].(*parse.StringNode)
			if !ok {
				t.Errorf("%s computes a key: %s", name, c)
				return
			}
			keys = append(keys, key.Text)
		})
	}
	return keys
}

func walk(n parse.Node, do func(*parse.CommandNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			walk(child, do)
		}
	case *parse.ActionNode:
		walkPipe(n.Pipe, do)
	case *parse.TemplateNode:
		walkPipe(n.Pipe, do)
	case *parse.IfNode:
		walkBranch(n.BranchNode, do)
	case *parse.RangeNode:
		walkBranch(n.BranchNode, do)
	case *parse.WithNode:
		walkBranch(n.BranchNode, do)
	}
}

func walkBranch(n parse.BranchNode, do func(*parse.CommandNode)) {
	walkPipe(n.Pipe, do)
	walk(n.List, do)
	walk(n.ElseList, do)
}

func walkPipe(p *parse.PipeNode, do func(*parse.CommandNode)) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		do(c)
		for _, a := range c.Args {
			if inner, ok := a.(*parse.PipeNode); ok {
				walkPipe(inner, do)
			}
		}
	}
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// TestEveryKeyInTheCodeHasASentence reads each literal that looks like a key
// and begins as one of the catalogues' keys do.
func TestEveryKeyInTheCodeHasASentence(t *testing.T) {
	rooms := map[string]bool{}
	for _, key := range literals(t, "../web", anyCall) {
		if before, _, ok := strings.Cut(key, "."); ok && keyShape.MatchString(key) && i18n.For(cases.English).Has(key) {
			rooms[before] = true
		}
	}
	found := 0
	for _, folder := range []string{"../web", "../cases", "../mail"} {
		for _, key := range literals(t, folder, anyCall) {
			before, _, _ := strings.Cut(key, ".")
			if keyShape.MatchString(key) && (rooms[before] || before == "problem" || before == "error") && !isFile(key) {
				found++
				exists(t, folder, key)
			}
		}
	}
	if found < 80 {
		t.Errorf("%d keys in the code: the test is blind", found)
	}
}

func isFile(name string) bool {
	return slices.Contains([]string{".html", ".css", ".json", ".csv"}, path.Ext(name))
}

// families are the keys that the code puts together: what they begin with, and
// what can follow.
func families(t *testing.T) map[string][]string {
	t.Helper()
	actions := constants(t, "Action")
	return map[string][]string{
		"status.": codes(cases.Statuses()), "filer_status.": codes(cases.Statuses()), "next.": codes(cases.Statuses()),
		"platform.": codes(cases.Platforms()), "stage.": codes(cases.Stages()), "lang.": codes(cases.Langs()),
		"advise.answer_in.": codes(cases.Langs()), "channel.": codes(cases.Channels()), "level.": codes(cases.Levels()),
		"outcome.": codes(cases.Outcomes()), "outcome_office.": codes(cases.Outcomes()),
		"destination.": codes(cases.Destinations()), "close_reason.": codes(cases.CloseReasons()),
		"priority.": codes(cases.Priorities()), "yes_no.": codes(cases.YesNos()), "identity.": codes(cases.Identities()),
		"election.": codes(cases.Elections()), "view.": codes(cases.Views()), "queue.empty.": codes(cases.Views()),
		"queue.caption.": constants(t, "QueueSort"), "capacity.": constants(t, "Capacity"), "ledger_act.": actions,
		"role.": roles(), "letter.body.": constants(t, "LetterKind"),
		"act.": endings([]string{"add", "answer", "follow_up", "withdraw", "assign", "classify", "note", "ask", "close", "invite", "correct_facts",
			"mark_precedent", "unmark_precedent", "cite"}, "title", "lead", "submit"),
		"letter_head.": endings(append(constants(t, "MessageKind"), "situation"), "mine", "named", "nameless"),
		"do.": {"take_up", "advise", "ask", "correct", "annotate", "note", "classify", "assign", "release", "reopen", "close", "invite", "revoke_invitation",
			"mark_precedent", "unmark_precedent", "cite"},
		"field.":   append(literals(t, "../web", callOf("text", "choice", "choices", "ask")), yesNoFacts...),
		"fact.":    append(literals(t, "../web", plainCallOf("typed", "words", "code")), yesNoFacts...),
		"filter.":  filterNames,
		"meaning.": codes(cases.Statuses()), "holiday.": holidays, "day_kind.": {cases.DayClosed, cases.DayOpen},
		"pair.":      codes(cases.Langs()),
		"setting.":   endings(codes(cases.AllSettings()), "title", "lead"),
		"thesaurus.": endings([]string{"add", "concept"}, "title", "lead", "submit"), "concept_group.": conceptGroups,
		"browser.": {"firefox", "chrome", "edge", "safari", "other"},
		"nav.":     {"queue", "home", "search", "reminder", "ledger", "people", "letters", "office"},
		"people.":  endings([]string{"disable", "enable"}, "title", "lead", "submit"), "disable_reason.": codes(cases.DisableReasons()),
		"problem.":      endings(literals(t, "../cases", callOf("need", "choose")), "missing"),
		"sight.":        {"new", "changed"},
		"similar.same.": codes([]cases.EntryKind{cases.Obligation, cases.Reminder}), "similar.several.": codes([]cases.EntryKind{cases.Obligation, cases.Reminder}),
		"copy.other_lang.": codes(cases.Langs()), "note.about.": {"mark_precedent", "unmark_precedent"},
		"saved_search.":  append(endings([]string{"save", "rename", "delete"}, "title", "lead", "submit"), "saved", "renamed", "deleted"),
		"export.column.": {"reference", "subject", "submitted", "status", "outcome", "obligations", "lang", "precedent"},
		"added_from.":    constants(t, "AddedFrom"), "added_from.code.": {"obligation", "outcome", "platform"},
		"draft.of.":   {"write", "note", "question", "advise"},
		"draft.said.": {"signed_out", "apart", "continued"},
		"caller.":     codes(cases.Callers()), "call.by.": codes(cases.CallChannels()), "invitation_state.": constants(t, "InvitationState"),
		"history.": endings([]string{"submit", "add", "answer", "follow_up", "withdraw", "take_up", "assign", "release", "classify",
			"mark_precedent", "unmark_precedent", "cite", "remove_citation",
			"annotate", "edit_annotation", "remove_annotation", "note", "ask", "advise", "correct", "close", "reopen", "read", "import"},
			"named", "mine"),
	}
}

var yesNoFacts = []string{"employer_visible", "public_facing", "supervises", "close_to_subject", "work_information",
	"others_involved", "media_contact", "outside_income", "union_capacity"}

// holidays are the codes that the calendar gives.
var holidays = []string{"new_year", "good_friday", "easter_monday", "victoria_day", "canada_day", "civic_day", "labour_day",
	"truth_and_reconciliation", "thanksgiving", "remembrance_day", "christmas", "boxing_day"}

// conceptGroups are the groups of the shipped thesaurus.
var conceptGroups = []string{"platform", "action", "politics", "workplace", "obligation", "law", "conflict_outside", "advice_process"}

var filterNames = []string{"status", "obligation", "platform", "lang", "channel", "advisor", "election", "political", "precedent",
	"outcome", "year"}

func TestEveryKeyThatIsPutTogetherHasASentence(t *testing.T) {
	for prefix, rest := range families(t) {
		if len(rest) == 0 {
			t.Errorf("nothing follows %s: the test is blind", prefix)
		}
		for _, code := range rest {
			exists(t, "the code", prefix+code)
		}
	}
}

// TestEveryPrefixIsAFamily fails when the code puts a key together in a way
// that no family lists.
func TestEveryPrefixIsAFamily(t *testing.T) {
	known := families(t)
	for _, folder := range []string{"../web", "../mail"} {
		for _, prefix := range prefixes(t, folder) {
			if _, ok := known[prefix]; !ok && prefix != "refusal." {
				t.Errorf("%s puts keys together that begin with %q: list what can follow", folder, prefix)
			}
		}
	}
}

func TestEveryRefusalHasItsThreeSentences(t *testing.T) {
	names := refusals(t)
	if len(names) < 15 {
		t.Errorf("%d refusals: the test is blind", len(names))
	}
	for _, name := range names {
		for _, part := range []string{".title", ".happened", ".todo"} {
			exists(t, "fail.go", "refusal."+name+part)
		}
	}
}

func codes[T ~string](all []T) (out []string) {
	for _, c := range all {
		out = append(out, string(c))
	}
	return out
}

func roles() (out []string) {
	for _, r := range cases.AllRoles() {
		out = append(out, r.String())
	}
	return out
}

func endings(names []string, parts ...string) (out []string) {
	for _, n := range names {
		for _, p := range parts {
			out = append(out, n+"."+p)
		}
	}
	return out
}

// plainCallOf leaves out methods.
func plainCallOf(names ...string) func(*ast.CallExpr) bool {
	return func(c *ast.CallExpr) bool {
		_, plain := c.Fun.(*ast.Ident)
		return plain && callOf(names...)(c)
	}
}

func callOf(names ...string) func(*ast.CallExpr) bool {
	return func(c *ast.CallExpr) bool {
		for _, n := range names {
			if calledName(c) == n {
				return true
			}
		}
		return false
	}
}
