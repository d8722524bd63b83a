package index

import "sync"

// Fresh holds entries that no segment holds yet, as if they were one. Questions
// may be asked while it grows.
type Fresh struct {
	mu sync.RWMutex
	posted
	replaces [][]int64 // by place
}

// NewFresh is empty.
func NewFresh() *Fresh { return &Fresh{posted: posted{lists: map[string]*growing{}}} }

// Add takes one more entry. False: its number is below one that is there, so
// that all must be put in order anew.
func (f *Fresh) Add(e *Entry) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	place := f.columns.Len()
	if place > 0 && f.columns.Numbers[place-1] >= e.Number {
		return false
	}
	f.post(e)
	f.replaces = append(f.replaces, e.Replaces)
	return true
}

// Len is how many entries there are.
func (f *Fresh) Len() int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.columns.Len()
}

// Missing gives those of the numbers that are not there.
func (f *Fresh) Missing(numbers []int64) (missing []int64) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	for _, n := range numbers {
		if _, here := f.columns.place(n); !here {
			missing = append(missing, n)
		}
	}
	return missing
}

// now is what is there: what comes later is added behind it.
func (f *Fresh) now() (Columns, [][]int64) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	c := f.columns
	c.names = nil // the one thing that changes
	return c, f.replaces
}

func (f *Fresh) list(term string) list {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if g := f.lists[term]; g != nil {
		return g.list
	}
	return nil
}

func (f *Fresh) terms(low, high string, take func(string)) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	for term := range f.lists {
		if low <= term && term <= high {
			take(term)
		}
	}
}
