package cases

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Capacity is as what a person acted, kept because roles change later.
type Capacity string

// The capacities.
const (
	AsFiler         Capacity = "filer"
	AsAdvisor       Capacity = "advisor"
	AsAdministrator Capacity = "administrator"
	AsAuditor       Capacity = "auditor"
	AsOperator      Capacity = "operator"
	AsEmployee      Capacity = "employee"
)

// SignsInAs is as what a person begins and ends her sessions: by the first of
// her offices, or as an employee when she has none.
func (u User) SignsInAs() Capacity {
	switch {
	case u.IsAdvisor():
		return AsAdvisor
	case u.Disabled:
		return AsEmployee
	case u.Roles.Has(Administrator):
		return AsAdministrator
	case u.Roles.Has(Auditor):
		return AsAuditor
	}
	return AsEmployee
}

// Event is one act as the ledger keeps it: opaque ids, the act, the moment and
// a digest of what changed. It holds no text, no name and no word of a search,
// so erasing a person leaves the chain whole.
type Event struct {
	At     time.Time // UTC, whole microseconds
	Actor  UserID
	As     Capacity
	Act    Action
	Case   CaseID // empty for acts that touch no single case
	Target string // the id of what was written or changed; may be empty
	Digest string // hex; salted per case, mute once the salt is erased
}

// Sealed is an event in its place in the chain.
type Sealed struct {
	Seq  int64 // 1 for the first, without gaps
	Prev string
	Event
	Hash string // hex SHA-256 over Prev, Seq and the event
}

// FirstPrev stands before the first event.
const FirstPrev = "0000000000000000000000000000000000000000000000000000000000000000"

// Seal puts an event after the one before it; the zero Sealed starts a chain.
func Seal(before Sealed, e Event) Sealed {
	prev := before.Hash
	if before.Seq == 0 {
		prev = FirstPrev
	}
	s := Sealed{Seq: before.Seq + 1, Prev: prev, Event: e}
	s.Hash = s.hash()
	return s
}

// hash covers every field, each with its length before it, so that no two
// different events write the same bytes.
func (s Sealed) hash() string {
	h := sha256.New()
	fields := []string{s.Prev, fmt.Sprint(s.Seq), s.At.UTC().Format(time.RFC3339Nano), string(s.Actor),
		string(s.As), string(s.Act), string(s.Case), s.Target, s.Digest}
	for _, f := range fields {
		writeField(h, f)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeField(w io.Writer, s string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(s)))
	_, _ = w.Write(n[:]) // a hash never refuses
	_, _ = io.WriteString(w, s)
}

// Verifier walks a chain from its first event and finds where it breaks.
// The zero Verifier is ready.
type Verifier struct {
	last Sealed
}

// BrokenChain tells where the ledger is not what was written.
type BrokenChain struct {
	Seq    int64
	Reason string
}

func (b *BrokenChain) Error() string {
	return fmt.Sprintf("the ledger breaks at entry %d: %s", b.Seq, b.Reason)
}

// Next takes the following event of the chain; a *BrokenChain when it does not
// follow or is not what was sealed.
func (v *Verifier) Next(s Sealed) error {
	want := Seal(v.last, s.Event)
	switch {
	case s.Seq != want.Seq:
		return &BrokenChain{want.Seq, fmt.Sprintf("the next entry found is number %d", s.Seq)}
	case s.Prev != want.Prev:
		return &BrokenChain{s.Seq, "it does not follow the entry before it"}
	case s.Hash != want.Hash:
		return &BrokenChain{s.Seq, "its content is not what was sealed"}
	}
	v.last = s
	return nil
}

// Head is the last event seen: its number and hash, to be kept elsewhere.
func (v *Verifier) Head() (seq int64, hash string) { return v.last.Seq, v.last.Hash }

// digest is what the ledger keeps of a change's content. Without the case's
// salt nobody can test a guess against it.
func digest(salt []byte, what any) string {
	if what == nil {
		return ""
	}
	b, err := json.Marshal(what)
	if err != nil {
		panic(err) // only our own plain values come here
	}
	mac := hmac.New(sha256.New, salt)
	mac.Write(b)
	return hex.EncodeToString(mac.Sum(nil))
}
