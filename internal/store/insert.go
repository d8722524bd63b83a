package store

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// insert writes rows by one statement, whose columns are named as the fields of
// the row, as gorm would.
func insert[R any](tx *gorm.DB, table string, rows ...R) error {
	if len(rows) == 0 {
		return nil
	}
	columns := columnsOf(reflect.TypeFor[R]())
	places := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	args := make([]any, 0, len(rows)*len(columns))
	for i := range rows {
		row := reflect.ValueOf(&rows[i]).Elem()
		for _, c := range columns {
			args = append(args, row.FieldByIndex(c.field).Interface())
		}
	}
	_, err := exec(tx, "INSERT INTO "+table+" ("+namesOf(columns)+") VALUES "+
		places+strings.Repeat(", "+places, len(rows)-1), args...)
	if err != nil {
		return fmt.Errorf("insert %s: %w", table, err)
	}
	return nil
}

// column is one of a row's.
type column struct {
	name  string
	field []int // the way to it
}

// knownColumns are the columns of each type of row.
var knownColumns sync.Map

func columnsOf(t reflect.Type) []column {
	if known, ok := knownColumns.Load(t); ok {
		return known.([]column)
	}
	var columns []column
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type.Kind() == reflect.Struct && !isScanner(f.Type) {
			for _, c := range columnsOf(f.Type) {
				columns = append(columns, column{c.name, append([]int{i}, c.field...)})
			}
			continue
		}
		columns = append(columns, column{schema.NamingStrategy{}.ColumnName("", f.Name), []int{i}})
	}
	knownColumns.Store(t, columns)
	return columns
}

func namesOf(columns []column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}
