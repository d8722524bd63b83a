package search

import "sync"

// A Scorer is the formula of Rank for who adds up the groups of very many cases:
// what is the same for all of them is worked out once.
type Scorer struct {
	stats       Stats
	all         float64 // the rarity of all groups
	norm, aTerm float32 // the norm of a length: of none, and what each term adds
}

// maxLength is the greatest number of terms that counts, and maxAge of days:
// what has more counts as if it had so many.
const (
	maxLength = 1 << 12
	maxAge    = 20 * 365
)

// aged is the lift by age in days.
var aged = sync.OnceValue(func() *[maxAge + 1]float32 {
	var lifts [maxAge + 1]float32
	for age := range lifts {
		lifts[age] = float32(Lift{Age: age}.Factor())
	}
	return &lifts
})

// NewScorer begins a question about the cases described.
func NewScorer(stats Stats) *Scorer {
	none, one := lengthNorm(0, stats.AverageLength), lengthNorm(1, stats.AverageLength)
	return &Scorer{stats: stats, norm: float32(none), aTerm: float32(one - none)}
}

// Group adds a group that so many cases have and that counts so much in the
// question (1 for a typed word), and gives its weight.
func (s *Scorer) Group(df int, counts float64) float32 {
	weight := Rarity(s.stats.Docs, df) * counts
	s.all += weight
	return float32(weight)
}

// Gain is Saturate for a case of so many terms.
func (s *Scorer) Gain(occurrences uint32, length int) float32 {
	count := float32(occurrences) / oneOccurrence
	return count * (saturation + 1) / (count + s.norm + s.aTerm*float32(min(length, maxLength)))
}

// Score is the function Score of sums that were added up by Gain.
func (s *Scorer) Score(sum, has float32, precedent bool, age int) float32 {
	if s.all <= 0 {
		return 0
	}
	lift := aged()[max(0, min(age, maxAge))]
	if precedent {
		lift += precedentLift
	}
	return sum * (uncovered + (1-uncovered)*has/float32(s.all)) * lift
}
