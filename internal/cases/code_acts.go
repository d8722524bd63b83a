package cases

import (
	"context"
	"fmt"
	"io"
)

// Codes are the versions of the Code as of this moment: everyone may browse
// them. A version loaded while the program serves is there at once.
func (b *Book) Codes(ctx context.Context) (Codes, error) {
	return b.codesIn(ctx, b.store)
}

func (b *Book) codesIn(ctx context.Context, s Store) (Codes, error) {
	versions, err := s.Codes(ctx)
	if err != nil {
		return Codes{}, fmt.Errorf("read the Code: %w", err)
	}
	return NewCodes(versions, b.calendar.DateOf(b.now())), nil
}

// Code is the version of the Code in force at this moment.
func (b *Book) Code(ctx context.Context) (Code, error) {
	codes, err := b.Codes(ctx)
	return codes.InForce(), err
}

// LoadCode adds the next version of the Code, in force from its own day. It is
// checked whole; a refusal is Invalid, names every fault and keeps nothing. With
// only, it is checked and not kept. For the operator and administrators.
func (b *Book) LoadCode(ctx context.Context, u User, file io.Reader, only bool) (Code, error) {
	as, ok := officeKeeper(u)
	if !ok {
		return Code{}, refuse(Forbidden, "error.forbidden")
	}
	next, err := ParseCode(file)
	ps := problemsOf(err)
	if err != nil && ps == nil {
		return Code{}, err
	}
	err = b.store.Together(ctx, func(s Store) error {
		codes, err := b.codesIn(ctx, s)
		if err != nil {
			return err
		}
		faults := append(problems{}, ps...)
		if len(next.Entries) > 0 { // else the file could not be read at all
			codes.checkAfter(&faults, next)
		}
		if err := faults.err(); err != nil || only {
			return err
		}
		return s.KeepCode(ctx, next, b.now(), Event{At: b.now(), Actor: u.ID, As: as, Act: LoadCode,
			Target: fmt.Sprintf("code-%d", next.Version), Digest: next.Digest()})
	})
	return next, err
}

// officeKeeper is as what a person changes what the whole office rests on.
func officeKeeper(u User) (Capacity, bool) {
	switch {
	case u.ID == Operator:
		return AsOperator, true
	case !u.Disabled && u.Roles.Has(Administrator):
		return AsAdministrator, true
	}
	return "", false
}

// underCode refuses a form that was drawn under another version of the Code
// than the one in force: its choices were other ones.
func (s Stamp) underCode(in Code) error {
	if s.Code != 0 && s.Code != in.Version {
		return refuse(Conflict, "error.code_moved_on")
	}
	return nil
}
