package index

import "encoding/binary"

// reader reads what append… wrote. After an error everything is zero.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail() { r.rest, r.err = nil, ErrFormat }

func (r *reader) number() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count reads how many things follow, each of at least a byte.
func (r *reader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.fail()
		return 0
	}
	return int(n) // #nosec G115 -- no more than there are bytes
}

// bytes takes the next ones without a copy.
func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.fail()
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) text() string { return string(r.bytes(r.number())) }

func appendText(out []byte, text string) []byte {
	out = binary.AppendUvarint(out, uint64(len(text)))
	return append(out, text...)
}

// appendTerm writes a term without what it shares with the one before.
func appendTerm(out []byte, last, term string) []byte {
	shared := 0
	for shared < min(len(last), len(term)) && last[shared] == term[shared] {
		shared++
	}
	out = binary.AppendUvarint(out, uint64(shared))
	return appendText(out, term[shared:])
}

func (r *reader) term(last string) string {
	shared := r.number()
	own := r.bytes(r.number())
	if shared > uint64(len(last)) {
		r.fail()
		return ""
	}
	return last[:shared] + string(own)
}
