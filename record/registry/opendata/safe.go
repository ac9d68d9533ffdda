package opendata

// Rule is the version of the rule by which a month is counted: what is counted, K, the
// p%-rule, rounding, Bands and margins. Who changes one of them makes it 4, and says on the page
// what it is: every month says by which one it was counted. 2 counts published businesses alone, and
// heeds what everybody can count in the directory; 3 lets nobody work out either that a hidden size
// is nobody's.
const Rule = 3

// Percent is p of the p%-rule. A sum is told only when the second largest of a group, who
// knows its own part, still errs by so much when it guesses the largest one's: the sum without
// the two largest is at least 20 % of the largest. Whoever has more than 5/6 of a sum, so also
// whoever has 85 %, fails it. (Hundepool and others, Statistical Disclosure Control, 2012,
// chapter 4, which prefers it to the rule of dominance.)
const Percent = 20

// Round is to what sums of workers are rounded, up or down, men and women apart.
const Round = 5

func rounded(n int64) int64 { return (n + Round/2) / Round * Round }

// even holds the p%-rule against parts of a sum; a sum of nothing tells what each part is.
func even(parts []int64) bool {
	var all, first, second int64
	for _, n := range parts {
		all += n
		switch {
		case n > first:
			first, second = n, first
		case n > second:
			second = n
		}
	}
	return all > 0 && (all-first-second)*100 >= Percent*first
}

// safe tells whether what a group adds up to may be told: of workers the men, the women and
// both together.
func safe(s Series, group []member) bool {
	if s != Workers || leftOut("dominance") {
		return true
	}
	var men, women, both []int64
	for _, m := range group {
		men, women, both = append(men, m.men), append(women, m.women), append(both, m.men+m.women)
	}
	return even(men) && even(women) && even(both)
}
