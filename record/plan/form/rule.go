package form

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"alun/ground/date"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// Frame is what holds for every form of a city.
type Frame struct {
	City      string            // "Kota Balikpapan"
	Place     string            `json:"place"`     // where people sign
	Evaluator []string          `json:"evaluator"` // the post of who evaluates
	Posts     map[string]string `json:"posts"`     // by office, where the head is no "Kepala …"
	Rules     []Rule            `json:"rules"`     // the earliest first
	Numbers   Numbers           `json:"numbers"`
}

// Rule is how averages are taken and predicates given, from a quarter on.
type Rule struct {
	From       string      `json:"from"`  // "2024/1"
	Basis      string      `json:"basis"` // the law, and how it was read
	Averages   Averages    `json:"averages"`
	Predicates []Predicate `json:"predicates"` // the highest first
	Note       string      `json:"note"`       // says on the form what is averaged
	from       date.Quarter
	most       quantity.Quantity
}

// Averages is of what an average is taken.
type Averages struct {
	Levels    []string `json:"levels"`
	AchK      Counted  `json:"ach_k"`
	AchRp     Counted  `json:"ach_rp"`
	PlanAchK  Counted  `json:"plan_ach_k"`
	PlanAchRp Counted  `json:"plan_ach_rp"`
	Most      string   `json:"most"` // a percentage above it counts as it; "": as printed
	levels    []e81.Level
}

// Counted is which rows of a column count.
type Counted struct {
	Further     bool `json:"further"`       // rows of further indicators too
	BlankIsZero bool `json:"blank_is_zero"` // a main row without a percentage counts as 0
}

// Predicate is a name from a percentage on, or above one. The last has neither.
type Predicate struct {
	Name  string `json:"name"`
	From  string `json:"from"`
	Over  string `json:"over"`
	least quantity.Quantity
}

//go:embed default.json
var defaultFile []byte

// Default is the frame of a city whose profile says nothing: the regulation's
// table, read as its lower bounds.
func Default(city string) (*Frame, error) { return Load(city, defaultFile) }

// Load reads a frame from a city's profile.
func Load(city string, raw []byte) (*Frame, error) {
	f := &Frame{}
	if err := json.Unmarshal(raw, f); err != nil {
		return nil, fmt.Errorf("form: %w", err)
	}
	f.City = city
	if f.Place == "" {
		f.Place = city
	}
	if err := f.Numbers.read(); err != nil {
		return nil, err
	}
	for i := range f.Rules {
		if err := f.Rules[i].read(); err != nil {
			return nil, fmt.Errorf("form: rule from %s: %w", f.Rules[i].From, err)
		}
	}
	if len(f.Rules) == 0 || !slices.IsSortedFunc(f.Rules, func(a, b Rule) int { return before(a.from, b.from) }) {
		return nil, fmt.Errorf("form: the rules must stand by their quarters")
	}
	return f, nil
}

func before(a, b date.Quarter) int { return (a.Year*4 + a.N) - (b.Year*4 + b.N) }

func (r *Rule) read() (err error) {
	if _, err := fmt.Sscanf(r.From, "%d/%d", &r.from.Year, &r.from.N); err != nil {
		return err
	}
	if r.most, err = quantity.Parse(r.Averages.Most); err != nil {
		return err
	}
	for _, name := range r.Averages.Levels {
		l, ok := e81.ParseLevel(name)
		if !ok {
			return fmt.Errorf("there is no level %q", name)
		}
		r.Averages.levels = append(r.Averages.levels, l)
	}
	for i := range r.Predicates {
		p := &r.Predicates[i]
		if p.least, err = quantity.Parse(p.From + p.Over); err != nil {
			return err
		}
		if last := i == len(r.Predicates)-1; p.least.Known == last || p.From != "" && p.Over != "" {
			return fmt.Errorf("predicate %q needs one bound, and the last one none", p.Name)
		}
	}
	if len(r.Predicates) == 0 {
		return fmt.Errorf("there is no predicate")
	}
	return nil
}

// rule is the one in force in a quarter; a quarter before all has the first.
func (f *Frame) rule(q date.Quarter) *Rule {
	in := &f.Rules[0]
	for i := range f.Rules {
		if before(f.Rules[i].from, q) <= 0 {
			in = &f.Rules[i]
		}
	}
	return in
}

// predicate names an average.
func (r *Rule) predicate(p quantity.Quantity) string {
	if !p.Known {
		return ""
	}
	for _, x := range r.Predicates {
		if !x.least.Known || p.Micro > x.least.Micro || p.Micro == x.least.Micro && x.From != "" {
			return x.Name
		}
	}
	return ""
}

// Predicate names a percentage of a quarter by the rule that is in force then; an
// unknown one has no name.
func (f *Frame) Predicate(q date.Quarter, percent quantity.Quantity) string {
	return f.rule(q).predicate(percent)
}
