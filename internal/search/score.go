package search

import "math"

// Quarters is how much one occurrence counts in the field, in quarters; 0 for
// an unknown field.
func (f Field) Quarters() int {
	if int(f) < fields {
		return quarters[f]
	}
	return 0
}

// quarters say how much one occurrence counts in each field. An obligation, an
// outcome, a platform named in the query counts as one word of the situation.
var quarters = [fields]int{Subject: 12, Passage: 10, Situation: 8, Advice: 5, Message: 4, Note: 3, Coded: 8}

// Occurrences is what count occurrences in the field of a term of that weight
// come to: a whole number, so that sums do not depend on the order of rows.
func Occurrences(f Field, count, weight int) int { return count * f.Quarters() * weight }

// oneOccurrence is a typed word once in a field of weight 1.
const oneOccurrence = 4 * Whole

// The constants of BM25, chosen on the development set, where the neighbours of
// each do as well within 0.01 of nDCG. Saturation is in occurrences of weight 1:
// as the situation counts double, it is 2.5 of its words. Length counts for less
// than is usual since a long advice says nothing against a case.
const (
	saturation   = 5
	lengthWeight = 0.6
)

// Saturate is what the occurrences of a group come to in a case: 0 for none,
// ever less for each more. Length is that of the case, in terms, and average
// that of all.
func Saturate(occurrences int, length, average float64) float64 {
	count := float64(occurrences) / oneOccurrence
	return count * (saturation + 1) / (count + lengthNorm(length, average))
}

// lengthNorm is how soon repetition stops to count in a case of that length.
func lengthNorm(length, average float64) float64 {
	relative := 1.0
	if average > 0 {
		relative = length / average
	}
	return saturation * (1 - lengthWeight + lengthWeight*relative)
}

// Rarity is the weight of a group by the number of cases that have it; never
// negative, however common.
func Rarity(docs, df int) float64 {
	docs = max(docs, df)
	return math.Log(1 + (float64(docs-df)+0.5)/(float64(df)+0.5))
}

// addedFrequency is how far an added term makes the typed word more common. All
// of it would punish a word for having synonyms, nothing would take one with a
// common translation for rare.
const addedFrequency = 0.5

// Frequency estimates in how many of docs cases a group is, from the cases of
// each of its terms and of its prefixes: a sum in the manner of probabilistic
// structured queries (Darwish and Oard, 2003), which needs no list to be read. Of a
// phrase the rarest word is asked. At least 1.
func (l Looked) Frequency(docs int, of func(term string) int, prefixed int) int {
	typed, added := prefixed, 0.0
	for _, t := range l.Terms {
		if t.Weight == Whole {
			typed += of(t.Term)
		} else {
			added += float64(t.Weight*of(t.Term)) / Whole
		}
	}
	for _, u := range l.Units {
		rarest := docs
		for _, term := range u.Terms {
			rarest = min(rarest, of(term))
		}
		added += float64(u.Weight*rarest) / Whole
	}
	return max(1, min(docs, typed+int(math.Round(added*addedFrequency))))
}

// uncovered is the share of its sum that a case keeps that has next to nothing
// of the query.
const uncovered = 0.7

// A Lift is what moves a case up beside its words.
type Lift struct {
	Precedent bool // marked so by an advisor
	Age       int  // of its advice or, without, of the case, in days; below 0 counts as 0
}

// A precedent gains a tenth, advice of today a twentieth; half as much with each
// two years.
const (
	precedentLift = 0.10
	recentLift    = 0.05
	recentHalf    = 730.0
)

// MaxLift is more than any lift.
const MaxLift = 1 + precedentLift + recentLift + 0.001

// Factor is 1 or a little more.
func (l Lift) Factor() float64 {
	f := 1 + recentLift*math.Exp2(-float64(max(l.Age, 0))/recentHalf)
	if l.Precedent {
		f += precedentLift
	}
	return f
}

// Score is what a case gets: sum is that of Rarity times Saturate over the groups
// that it has, has the sum of their Rarity alone, and all that of all groups.
func Score(sum, has, all float64, lift Lift) float64 {
	if all <= 0 {
		return 0
	}
	return sum * (uncovered + (1-uncovered)*has/all) * lift.Factor()
}
