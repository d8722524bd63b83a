package store

import "strings"

// where is a condition of SQL with its values. Conditions are joined in
// parentheses, always: an OR that escaped its own would show other people's
// rows.
type where struct {
	sql  string
	args []any
}

var (
	everything = where{sql: "1 = 1"}
	nothing    = where{sql: "1 = 0"}
)

func cond(sql string, args ...any) where { return where{sql, args} }

func all(of ...where) where    { return join(" AND ", everything, nothing, of) }
func either(of ...where) where { return join(" OR ", nothing, everything, of) }

// join leaves out what decides nothing, and asks nothing where one part decides
// all: no index helps a database with a condition that it is part of.
func join(with string, none, decides where, of []where) where {
	var texts []string
	var args []any
	for _, w := range of {
		switch w.sql {
		case decides.sql:
			return decides
		case none.sql:
			continue
		}
		texts = append(texts, "("+w.sql+")")
		args = append(args, w.args...)
	}
	if len(texts) == 0 {
		return none
	}
	return where{strings.Join(texts, with), args}
}

func not(w where) where { return where{"NOT (" + w.sql + ")", w.args} }

// in is a column with one of the values; with none it does not narrow.
func in[T any](column string, values []T) []where {
	if len(values) == 0 {
		return nil
	}
	return []where{cond(column+" IN ?", values)}
}
