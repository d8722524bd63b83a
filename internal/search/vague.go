package search

// vagueFields are the fields of the general dictionary whose words say when, how
// much and what like, of anything.
var vagueFields = map[string]bool{"time": true, "qualities and amounts": true}

// IsVague reports a word that, in a text of this language, tells nothing of what
// the text is about: the general dictionary has it in such fields alone, and the
// concepts of the trade that are shipped nowhere.
func IsVague(lang string, l Looked) bool {
	found := false
	for _, t := range l.Terms {
		if t.Weight < Whole || langOf(t.Term) != lang {
			continue
		}
		if len(shippedThesaurus().groupsOf(t.Term)) > 0 {
			return false
		}
		for _, group := range everyday().groupsOf(t.Term) {
			if found = vagueFields[group]; !found {
				return false
			}
		}
	}
	return found
}

// groupsOf gives the groups of the concepts that have the term as a word of its
// own.
func (t *Thesaurus) groupsOf(term string) (groups []string) {
	for _, n := range t.byFirst[term] {
		if e := t.entries[n]; len(e.terms) == 1 {
			groups = append(groups, t.concepts[e.concept].Group)
		}
	}
	return groups
}
