package size

import (
	"math"
	"slices"

	"alun/ground/lang"
)

// Scheme is a way of sorting businesses by size.
type Scheme string

// The schemes.
const (
	UMKM         Scheme = "umkm"          // PP 7/2021, before it UU 20/2008
	Industri     Scheme = "industri"      // Permenperin 64/2016: makers of goods
	BPS          Scheme = "bps_imk_ibs"   // the surveys of the statistics office
	Steps        Scheme = "langkah"       // the city's bands of yearly sales: no class of law
	CapitalBands Scheme = "rentang_modal" // the city's bands of capital: no class of law
)

// Schemes lists the schemes in the order of pages.
var Schemes = []Scheme{UMKM, Industri, BPS, Steps, CapitalBands}

// City reports a scheme that the city made itself.
func (s Scheme) City() bool { return s == Steps || s == CapitalBands }

// Fact is what a rule asks of a business.
type Fact string

// The facts.
const (
	Sales      Fact = "sales"      // rupiah in a year
	Capital    Fact = "capital"    // rupiah, without land and buildings of the place of business
	Workers    Fact = "workers"    // people, the owner who works included
	Investment Fact = "investment" // rupiah, without land and buildings of the place of business
)

// AllFacts lists the facts in the order of pages.
var AllFacts = []Fact{Sales, Capital, Workers, Investment}

// Money reports a fact that is counted in rupiah.
func (f Fact) Money() bool { return f != Workers }

// least is the smallest figure of a fact: whoever works alone is one person.
func (f Fact) least() int64 {
	if f == Workers {
		return 1
	}
	return 0
}

func (f Fact) order() int { return slices.Index(AllFacts, f) }

// Name is a name or a remark in three languages.
type Name struct{ ID, EN, JA string }

// In gives it in a language.
func (n Name) In(tag lang.Tag) string {
	switch tag {
	case lang.EN:
		return n.EN
	case lang.JA:
		return n.JA
	}
	return n.ID
}

// End is one end of a bound.
type End struct {
	At   int64
	Held bool // the figure itself belongs to it: at least, at most
	Set  bool
}

// Bound is what a rule says of one fact.
type Bound struct {
	Fact      Fact
	Low, High End
}

// First and Last are the smallest and the largest whole figure within a bound.
func (b Bound) First() int64 {
	switch {
	case !b.Low.Set:
		return b.Fact.least()
	case b.Low.Held:
		return b.Low.At
	}
	return b.Low.At + 1
}

// Last is math.MaxInt64 where there is no upper end.
func (b Bound) Last() int64 {
	switch {
	case !b.High.Set:
		return math.MaxInt64
	case b.High.Held:
		return b.High.At
	}
	return b.High.At - 1
}

func (b Bound) holds(n int64) bool { return b.First() <= n && n <= b.Last() }
