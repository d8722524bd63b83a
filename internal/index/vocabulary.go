package index

// Vocabulary gives every term that is kept, and in how many cases: of those that
// were replaced meanwhile it counts each.
func Vocabulary(x *Index, fresh *Fresh) (map[string]int, error) {
	all := map[string]int{}
	for _, s := range x.segments {
		for _, chunk := range s.chunks {
			if _, err := eachWord(chunk, func(w word) bool {
				all[string(w.term)] += w.docs
				return true
			}); err != nil {
				return nil, err
			}
		}
	}
	fresh.mu.RLock()
	defer fresh.mu.RUnlock()
	for term, g := range fresh.lists {
		all[term] += g.docs
	}
	return all, nil
}
