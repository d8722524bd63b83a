package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSimilarCasesArePrintedWithTheirReasons(t *testing.T) {
	folder := imported(t)
	got := casebook(t, "similar", "--json", "--limit", "5", "--data", folder, "--external-id", "s07")
	var first similarLine
	if err := json.Unmarshal([]byte(strings.Split(got.out, "\n")[0]), &first); err != nil {
		t.Fatalf("%+v: %v", got, err)
	}
	if first.Rank != 1 || first.ExternalID != "s68" || first.Lang != "en" || first.Platform != "petition" || first.Duplicate || !first.SameOutcome ||
		!slices.Contains(first.Obligations, "LOYALTY") || !slices.Contains(first.Words, wordPair{Here: "pétition"}) {
		t.Errorf("got %+v, want s68 and what both share", first)
	}
	if strings.Count(got.out, "\n") > 5 || strings.Contains(got.out, `"s07"`) {
		t.Errorf("got more than asked for, or itself:\n%s", got.out)
	}
	french := casebook(t, "similar", "--lang", "fr", "--data", folder, first.Reference)
	for _, want := range []string{"  1  ", "Mêmes obligations", "Même plateforme", "Même conclusion", "Mots en commun"} {
		if !strings.Contains(french.out, want) {
			t.Errorf("got %q, want %q in it", french.out, want)
		}
	}
	if got := casebook(t, "ledger", "verify", "--data", folder); !strings.HasPrefix(got.out, "intact: 82 entries\n") {
		t.Errorf("got %+v, want the import and two openings", got)
	}
}

func TestATextHasSimilarCasesToo(t *testing.T) {
	folder := imported(t)
	file := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(file, []byte("Puis-je signer une pétition de la ville sur le traversier ?\xff"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := casebook(t, "similar", "--lang", "fr", "--json", "--limit", "3", "--data", folder, "--text", file)
	if got.status != 0 || !strings.Contains(got.out, `"external_id":"s07"`) && !strings.Contains(got.out, `"external_id":"s68"`) {
		t.Errorf("got %+v, want a petition", got)
	}
}

func TestOneThingIsNamedThatCasesAreToBeLike(t *testing.T) {
	folder := imported(t)
	for _, args := range [][]string{{}, {"VE-2023-0001", "--external-id", "s01"}, {"VE-1999-0001"}, {"nonsense"}, {"--external-id", "x"},
		{"--text", filepath.Join(folder, "none")}} {
		got := casebook(t, append([]string{"similar", "--lang", "en", "--data", folder}, args...)...)
		if got.status != 1 || got.out != "" || !strings.HasPrefix(got.messages, "casebook: ") || strings.Contains(got.messages, "record not found") {
			t.Errorf("%q: got %+v, want a sentence", args, got)
		}
	}
}
