package cases

import (
	"encoding/base32"
	"fmt"
	"io"
	"regexp"
)

// CaseID is a case's unguessable name in addresses. The reference that people
// say on the telephone is another thing, and never an address.
type CaseID string

// The other things that carry a random name.
type (
	MessageID    string
	AnnotationID string
	NoteID       string
	InvitationID string
	CitationID   string
)

var idCoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// newID draws 130 random bits and writes them as 26 characters that survive
// being read aloud (no i, l, o, u).
func newID[T ~string](random io.Reader) (T, error) {
	b := make([]byte, 17)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("draw an id: %w", err)
	}
	return T(idCoding.EncodeToString(b)[:26]), nil
}

// NewUserID names a new account.
func NewUserID(random io.Reader) (UserID, error) { return newID[UserID](random) }

var idShape = regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{26}$`)

// ParseCaseID reads a case's id as it stands in an address. What has not the
// shape of an id cannot name a case.
func ParseCaseID(s string) (CaseID, error) {
	if !idShape.MatchString(s) {
		return "", refuse(NotFound, "error.not_found")
	}
	return CaseID(s), nil
}

// ParseUserID reads an account's id as it stands in an address. What has not the
// shape of one names nobody, and is nothing that the ledger may hold.
func ParseUserID(s string) (UserID, error) {
	if !idShape.MatchString(s) {
		return "", ErrNotFound()
	}
	return UserID(s), nil
}

// Reference writes the number that people say: VE-2026-0042. Years above ten
// thousand cases simply get a longer number.
func Reference(year, number int) string { return fmt.Sprintf("VE-%d-%04d", year, number) }
