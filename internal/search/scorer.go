package search

// A Scorer is the formula of Rank for who adds up the groups of very many cases:
// what is the same for all of them is worked out once.
type Scorer struct {
	stats Stats
	all   float64 // the rarity of all groups
	norms []float32
	aged  []float32 // the lift by age in days
}

// maxLength is the greatest number of terms that counts, and maxAge of days:
// what has more counts as if it had so many.
const (
	maxLength = 1 << 12
	maxAge    = 20 * 365
)

// NewScorer begins a question about the cases described.
func NewScorer(stats Stats) *Scorer {
	s := &Scorer{stats: stats, norms: make([]float32, maxLength+1), aged: make([]float32, maxAge+1)}
	for n := range s.norms {
		s.norms[n] = float32(lengthNorm(float64(n), stats.AverageLength))
	}
	for age := range s.aged {
		s.aged[age] = float32(Lift{Age: age}.Factor())
	}
	return s
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
	return count * (saturation + 1) / (count + s.norms[min(length, maxLength)])
}

// Score is the function Score of sums that were added up by Gain.
func (s *Scorer) Score(sum, has float32, precedent bool, age int) float32 {
	if s.all <= 0 {
		return 0
	}
	lift := s.aged[max(0, min(age, maxAge))]
	if precedent {
		lift += precedentLift
	}
	return sum * (uncovered + (1-uncovered)*has/float32(s.all)) * lift
}
