package store

import (
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// The statements are written here in full, so that gorm's builder and its
// scanner would find out anew at each what is known: together they cost as much
// as the database itself. Reading goes past them, in the same transaction.

// find runs a query that answers with at most one row; false when with none.
func find[T any](tx *gorm.DB, query string, args ...any) (row T, found bool, err error) {
	rows, err := list[T](tx, query, args...)
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

// list runs a query that answers with rows: structs whose fields are named as
// the columns, underscores aside, or single values. What is null is left zero.
func list[T any](tx *gorm.DB, query string, args ...any) ([]T, error) {
	rows, err := ask(tx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all []T
	cells := cellsFor(reflect.TypeFor[T](), columns)
	for rows.Next() {
		var row T
		cells.point(reflect.ValueOf(&row).Elem())
		if err := rows.Scan(cells.places...); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// ask runs a query; the rows are the caller's to close.
func ask(tx *gorm.DB, query string, args ...any) (*sql.Rows, error) {
	query, args = written(tx, query, args)
	return tx.Statement.ConnPool.QueryContext(tx.Statement.Context, query, args...)
}

// exec runs a statement and tells how many rows it changed.
func exec(tx *gorm.DB, statement string, args ...any) (int64, error) {
	statement, args = written(tx, statement, args)
	r, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, statement, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// written gives a list of values as many places as it has values (a list of
// none is in nothing), and writes the places as the database does.
func written(tx *gorm.DB, query string, args []any) (string, []any) {
	isPostgres := tx.Name() == postgresName
	if !isPostgres && !hasLists(args) {
		return query, args
	}
	var b strings.Builder
	var flat []any
	place := func(v any) {
		flat = append(flat, v)
		if isPostgres {
			b.WriteString("$" + strconv.Itoa(len(flat)))
		} else {
			b.WriteByte('?')
		}
	}
	for _, arg := range args {
		before, after, found := strings.Cut(query, "?")
		if !found {
			break // the database will say that there are too many values
		}
		query = after
		b.WriteString(before)
		if isList(arg) {
			placeEach(&b, reflect.ValueOf(arg), place)
		} else {
			place(arg)
		}
	}
	b.WriteString(query)
	return b.String(), flat
}

func placeEach(b *strings.Builder, list reflect.Value, place func(any)) {
	if list.Len() == 0 {
		b.WriteString("(NULL)")
		return
	}
	for i := range list.Len() {
		b.WriteString(map[bool]string{true: "(", false: ", "}[i == 0])
		place(list.Index(i).Interface())
	}
	b.WriteByte(')')
}

func hasLists(args []any) bool {
	for _, arg := range args {
		if isList(arg) {
			return true
		}
	}
	return false
}

// isList tells a list of values from a value of bytes.
func isList(arg any) bool {
	switch arg.(type) {
	case nil, string, int, int64, bool, []byte, moment:
		return false
	}
	return reflect.TypeOf(arg).Kind() == reflect.Slice
}

// cells are where the columns of a row go. They are made once a query.
type cells struct {
	fields [][]int // of each column, the way to its field; nil when there is none
	own    []cell
	places []any
	single bool
}

// cell takes a value of a plain kind, whatever the field's type is called.
type cell struct{ to reflect.Value }

func cellsFor(t reflect.Type, columns []string) *cells {
	c := &cells{fields: make([][]int, len(columns)), own: make([]cell, len(columns)), places: make([]any, len(columns))}
	if c.single = t.Kind() != reflect.Struct || isScanner(t); !c.single {
		known := fieldsOf(t)
		for i, name := range columns {
			c.fields[i] = known[fieldName(name)]
		}
	}
	return c
}

// point makes the cells take the values of the next row.
func (c *cells) point(row reflect.Value) {
	for i := range c.places {
		if c.fields[i] == nil && !c.single {
			c.places[i] = new(any)
			continue
		}
		to := row
		if !c.single {
			to = row.FieldByIndex(c.fields[i])
		}
		if isPlain(to.Kind()) {
			c.own[i].to = to
			c.places[i] = &c.own[i]
		} else {
			c.places[i] = to.Addr().Interface()
		}
	}
}

func isPlain(k reflect.Kind) bool {
	switch k {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8:
		return true
	}
	return false
}

// Scan takes what was read.
func (c *cell) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if c.to.Kind() == reflect.String {
			c.to.SetString(v)
			return nil
		}
	case []byte:
		if c.to.Kind() == reflect.String {
			c.to.SetString(string(v))
			return nil
		}
	case bool:
		if c.to.Kind() == reflect.Bool {
			c.to.SetBool(v)
			return nil
		}
	case int64:
		switch {
		case c.to.Kind() == reflect.Bool:
			c.to.SetBool(v != 0)
			return nil
		case c.to.CanInt():
			c.to.SetInt(v)
			return nil
		case c.to.CanUint():
			c.to.SetUint(uint64(v))
			return nil
		}
	}
	return fmt.Errorf("a %T is no %s", v, c.to.Type())
}

// knownFields are the fields of each type of row, by name.
var knownFields sync.Map

func fieldsOf(t reflect.Type) map[string][]int {
	if known, ok := knownFields.Load(t); ok {
		return known.(map[string][]int)
	}
	fields := map[string][]int{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type.Kind() == reflect.Struct && !isScanner(f.Type) {
			for name, way := range fieldsOf(f.Type) {
				fields[name] = append([]int{i}, way...)
			}
			continue
		}
		fields[fieldName(f.Name)] = []int{i}
	}
	knownFields.Store(t, fields)
	return fields
}

func isScanner(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[sql.Scanner]())
}

// fieldName is what the names of a column and of its field have in common.
func fieldName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
