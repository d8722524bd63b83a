package store_test

import (
	"fmt"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/store"
)

// desk makes of what was filed a desk in use: of ten cases seven are answered
// and one waits for its employee, and every other has an advisor. One of them
// has looked at every open case, and one in a hundred has changed since.
func desk(b *testing.B, s *store.Store) {
	b.Helper()
	for _, statement := range []string{
		`UPDATE cases SET due = CASE WHEN n % 10 < 3 THEN '2026-03-' || substr('0' || (1 + n % 28), -2) ELSE '9999-12-31' END,
			status = CASE n % 10 WHEN 0 THEN 'new' WHEN 1 THEN 'in_review' WHEN 2 THEN 'awaiting_employee' ELSE 'answered' END,
			advisor = CASE WHEN n % 2 = 0 THEN '' ELSE 'advisor' || (n % 4) END,
			outcome = CASE WHEN n % 10 < 3 THEN '' ELSE 'may_proceed' END
			FROM (SELECT id AS numbered, doc AS n FROM search_docs) AS d WHERE d.numbered = cases.id`,
		`INSERT INTO case_obligations (case_id, code, source, n) SELECT id, 'VE-1', 'annotation', 1 FROM search_docs WHERE doc % 2 = 0`,
		`INSERT INTO looks (person, case_id, at, version, messages, notes, annotations, behind)
			SELECT 'advisor1', c.id, submitted, CASE WHEN doc % 100 = 0 THEN 0 ELSE version END, 0, 0, 0, doc % 100 = 0
			FROM cases AS c JOIN search_docs AS d ON d.id = c.id WHERE status <> 'answered'`,
	} {
		store.Exec(b.Context(), b, s, statement)
	}
}

// BenchmarkQueue: the page that advisors have open all day, by how many cases
// there are.
func BenchmarkQueue(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("cases=%d", size), func(b *testing.B) {
			s := newWriting().filled(b, size)
			desk(b, s)
			u := cases.User{ID: "advisor1", Email: "advisor1@example.org", Roles: cases.NewRoles(cases.Advisor)}
			for _, v := range []cases.View{cases.ViewWaiting, cases.ViewMine, cases.ViewChanged} {
				b.Run("view="+string(v), func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Queue(b.Context(), u, cases.QueueQuery{View: v}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
