package e81

import (
	"strings"

	"alun/ground/money"
	"alun/ground/quantity"
)

// Level is the depth of a row in the plan.
type Level int

// The four levels. The number of dots in a form code tells the level.
const (
	Sasaran     Level = iota // objective: "5"
	Program                  // "5.2"
	Kegiatan                 // activity: "5.2.1"
	Subkegiatan              // sub-activity: "5.2.1.1"
)

var levels = [...]string{"sasaran", "program", "kegiatan", "subkegiatan"}

// String is the level's word, the same in files, tables and URLs.
func (l Level) String() string { return levels[l] }

// ParseLevel finds a level by its word.
func ParseLevel(s string) (Level, bool) {
	for i, w := range levels {
		if w == s {
			return Level(i), true
		}
	}
	return 0, false
}

// LevelOf tells the level of a form code by its dots.
func LevelOf(code string) Level { return Level(strings.Count(code, ".")) }

// Parent is the form code one level up; "" for a sasaran.
func Parent(code string) string {
	if i := strings.LastIndexByte(code, '.'); i >= 0 {
		return code[:i]
	}
	return ""
}

// Pair is one column group of the form: K (kinerja, output) and Rp (money).
type Pair struct {
	K  quantity.Quantity
	Rp money.Printed
}

// Percents is an achievement column group: both sides are percentages.
type Percents struct{ K, Rp quantity.Quantity }

// Row is one row of the form: a node of the plan with one of its indicators.
// A row with Extra set is a further indicator of the code above it.
type Row struct {
	Line      int // line of the file, 1 is the header
	Year      int
	Quarter   int    // triwulan of the report, 1 to 4
	OPD       string // name of the department as printed
	Form      string // number of the form within the report
	Code      string // the form's own numbering, "5.2.1.1"; no national code
	Level     Level
	Extra     bool
	Name      string
	Indicator string
	Unit      string

	PlanTarget Pair     // target of the five-year plan (renstra), end of period
	PlanBefore Pair     // reached of it until last year
	Target     Pair     // this year's target and budget (pagu)
	Quarters   [4]Pair  // reached in each quarter
	Real       Pair     // reached this year so far
	Ach        Percents // this year's achievement, printed
	PlanSoFar  Pair     // reached of the five-year plan so far
	PlanAch    Percents // its achievement, printed

	Note   string // the officer's note
	Source string // file name of the printed report
	Page   int    // its page, from 1
}
