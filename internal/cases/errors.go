package cases

import (
	"errors"
	"strings"
)

// Kind sorts the refusals by what the person can do about them.
type Kind uint8

// The kinds of refusal. Anything that is not an *Error is a fault of ours.
const (
	NotFound  Kind = iota + 1 // there is no such thing, or it is not hers to know
	Forbidden                 // she may see it, but this act is not hers
	Conflict                  // the case moved on since the form was drawn
	Invalid                   // what was typed needs mending
	Early                     // the case is not that far yet, however fresh the form
)

// Problem is one thing to mend in a form.
type Problem struct {
	Field string         // the form's field; empty for the form as a whole
	Key   string         // of the sentence in the catalogues
	Args  map[string]any // for the sentence
}

// Error is a refusal that can be told to a person, by the key of a sentence.
type Error struct {
	Kind     Kind
	Key      string
	Problems []Problem
}

// Error names the refusal for an operator; people read the sentence of Key.
func (e *Error) Error() string {
	if len(e.Problems) == 0 {
		return e.Key
	}
	var fields []string
	for _, p := range e.Problems {
		fields = append(fields, p.Field+": "+p.Key)
	}
	return e.Key + " (" + strings.Join(fields, ", ") + ")"
}

// KindOf is the kind of a refusal; 0 when err is not one.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}

func refuse(k Kind, key string) *Error { return &Error{Kind: k, Key: key} }

// ErrNotFound is the one answer for what does not exist and for what exists
// and is not hers to see.
func ErrNotFound() error { return refuse(NotFound, "error.not_found") }

// ErrFormUsed is the answer to a form that was taken before, and said something
// else then.
func ErrFormUsed() error { return refuse(Conflict, "error.form_used") }

// problems gathers what is wrong with a form, so that the person hears all of
// it at once.
type problems []Problem

func (ps *problems) add(field, key string, args ...any) {
	*ps = append(*ps, Problem{Field: field, Key: key, Args: pairs(args)})
}

func (ps problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "error.invalid", Problems: ps}
}

// problemsOf are the problems that a refusal names; nil for any other error.
func problemsOf(err error) problems {
	var e *Error
	if errors.As(err, &e) {
		return e.Problems
	}
	return nil
}

func pairs(args []any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	return m
}
