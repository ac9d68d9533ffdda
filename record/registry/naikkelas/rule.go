package naikkelas

import (
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/size"
)

// Name is a text in three languages.
type Name = size.Name

// Basis is what a rule rests on.
type Basis struct {
	Law    string   // the regulation and its article
	Source string   // where that was read
	Day    date.Day // of the source; zero: not told
	Grade  string   // A to D, see the city's README
}

// Proposed reports what no source proves: it is the city's proposal, no law.
func (b Basis) Proposed() bool { return b.Grade == "D" }

// Version is what all versions have.
type Version struct {
	ID       db.ID
	Subject  string // Roda, or the kind of a permit
	From     date.Day
	Until    date.Day // the first day of the next version; zero: none follows
	By       string
	Recorded time.Time
	Replaced time.Time // zero: it counts
}

// Roda is the subject of the wheel's versions.
const Roda = "roda"

// Wheel is the rules of readiness from a day on.
type Wheel struct {
	Version
	Proven registry.Level // from which level an answer counts as proven
	Axes   []Axis
}

// Axis is one of the seven.
type Axis struct {
	Code      string
	Weight    int64
	Name      Name
	About     Name
	Basis     Basis
	Questions []Question
}

// Question is one thing that is asked.
type Question struct {
	Axis, Code string
	Weight     int64
	Effort     int64    // of its next step: 1 a day, 2 a week, 3 a month, 4 longer
	From       []string // what answers it: "fact:nib", "permit:halal", "shown:wa", "more:photo"
	Asked      bool     // the owner may answer
	Choices    []Choice
	Trades     Trades
	Kind       string // usaha, perorangan; "" both
	Permit     string // whose steps lead on
	Ask, Step  Name
}

// Choice is an answer that may be given.
type Choice struct {
	Code   string
	Points int64 // of 100
	Counts bool  // false: the question does not count
}

// The answers.
const (
	Yes      = "ya"
	Partly   = "sebagian"
	Begun    = "proses"
	NotYet   = "belum"
	Needless = "tak_perlu"
)

// Values lists the answers, in the order of forms.
var Values = []string{Yes, Partly, Begun, NotYet, Needless}

// ValueWord is the key of an answer.
func ValueWord(value string) string { return "naikkelas.value_" + value }

// EffortWord is the key of an effort.
func EffortWord(effort int64) lang.Key {
	return lang.Key("naikkelas.effort_" + string(rune('0'+effort)))
}

// choice finds a choice.
func (q Question) choice(code string) (Choice, bool) {
	i := slices.IndexFunc(q.Choices, func(c Choice) bool { return c.Code == code })
	if i < 0 {
		return Choice{}, false
	}
	return q.Choices[i], true
}

// best is the most that the question can count.
func (q Question) best() (most int64) {
	for _, c := range q.Choices {
		most = max(most, c.Points)
	}
	return most
}

// Axis finds an axis.
func (w Wheel) Axis(code string) (Axis, bool) {
	i := slices.IndexFunc(w.Axes, func(a Axis) bool { return a.Code == code })
	if i < 0 {
		return Axis{}, false
	}
	return w.Axes[i], true
}

// Question finds a question.
func (w Wheel) Question(code string) (Question, bool) {
	for _, a := range w.Axes {
		for _, q := range a.Questions {
			if q.Code == code {
				return q, true
			}
		}
	}
	return Question{}, false
}

// Trades are for whom a rule is: beginnings of KBLI codes, @subsectors, "usaha" (no
// creative worker without NIB) or "*". Empty is everybody.
type Trades string

// For reports whether a rule is for a business.
func (t Trades) For(facts registry.Values) bool {
	if t == "" {
		return true
	}
	codes, _ := registry.ReadCodes(facts[registry.KBLI]) // kept in form
	subs := strings.Fields(facts[registry.Subsectors])
	for want := range strings.FieldsSeq(string(t)) {
		sub, isSub := strings.CutPrefix(want, "@")
		switch {
		case want == "*", want == "usaha" && facts[registry.Kind] != registry.Perorangan, isSub && slices.Contains(subs, sub):
			return true
		case slices.ContainsFunc(codes, func(c registry.Code) bool { return strings.HasPrefix(c.Code, want) }):
			return true
		}
	}
	return false
}

// PermitRule is what a permit is, who needs it and how to get it, from a day on.
type PermitRule struct {
	Version
	Name, What Name
	Office     string
	Site       string
	Lasts      Name
	Basis      Basis
	Trades     []TradeRule
	Steps      []PermitStep
}

// TradeRule is for which trades a permit is.
type TradeRule struct {
	Trades Trades
	Duty   string // wajib, bila, dianjurkan
	Note   Name
	Basis  Basis
}

// Duties lists them, the strictest first.
var Duties = []string{"wajib", "bila", "dianjurkan"}

// DutyWord is the key of a duty.
func DutyWord(duty string) string { return "naikkelas.duty_" + duty }

// PermitStep is one step to a permit.
type PermitStep struct {
	Title Name
	Place string
	Need  Name
	Cost  Amount // whole rupiah
	Days  Amount // working days, at most
	Basis Basis
}

// Amount is a figure that a source may not tell.
type Amount struct {
	N     int64
	Known bool
}

// For finds the strictest rule of a permit for a business.
func (p PermitRule) For(facts registry.Values) (out TradeRule, found bool) {
	rank := len(Duties)
	for _, t := range p.Trades {
		if at := slices.Index(Duties, t.Duty); at < rank && t.Trades.For(facts) {
			out, rank, found = t, at, true
		}
	}
	return out, found
}

// PermitKinds lists the permits that have steps, in the order of pages.
var PermitKinds = []string{"nib", "halal", "pirt", "bpom", "sni", "hki", "lingkungan"}

// ValueWordKey is the key of an answer within a sentence.
func ValueWordKey(value string) lang.Key { return lang.Key(ValueWord(value)) }
