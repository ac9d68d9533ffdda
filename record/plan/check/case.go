package check

import (
	"fmt"
	"slices"
	"strings"

	"alun/record/plan/e81"
)

// Case is one cause with the flags that it explains. Every flag of Run lies in
// exactly one case, and a case never goes beyond one report.
type Case struct {
	Key    string // stable: report, cause, and where needed office, code, rule
	Cause  string // sentences check.cause.<cause>.name and .say
	Kind   Kind   // the strongest kind of its flags
	Root   int    // index into flags: where the cause shows best
	Flags  []int  // indexes into flags, the root among them, in order
	Also   []int  // rows that share the cause without a flag of their own
	Values []Value
}

// Name is the key of the cause's short name.
func (c Case) Name() string { return "check.cause." + c.Cause + ".name" }

// Say gives the sentence of the case and its values for ground/lang.
func (c Case) Say() (key string, args []any) {
	return "check.cause." + c.Cause + ".say", Args(c.Values)
}

// sorter puts flags into cases. A cause that is found first takes its flags.
type sorter struct {
	*book
	flags []Flag
	taken []bool
	cases []Case
}

// Cases finds the causes behind flags; rows and flags are those of one Run.
// Causes with much to explain come first, single flags last.
func Cases(rows []e81.Row, flags []Flag) []Case {
	s := &sorter{book: open(rows), flags: flags, taken: make([]bool, len(flags))}
	s.twoFigures()
	s.lostDecimals()
	s.budgetFactor()
	s.printedZero()
	s.byReport("percent_without_target", 2, percentNoTarget)
	s.byReport("decimals_cut", 2, decimalsCut)
	s.childWithoutFigures()
	s.parentSum()
	s.byReport("plan_money_covers_less", 10, spendingOverPlan)
	s.byReport("shares_added", 10, sharesAddedOver)
	s.byReport("budget_without_target", 10, noTarget)
	s.byOfficeAndRule()
	for n := range flags {
		if !s.taken[n] {
			f := flags[n]
			s.take("single", s.nodeKey(n)+"/"+f.Rule+"/"+f.Field, n, []int{n}, nil, Value{"rule", f.Rule})
		}
	}
	return s.cases
}

// take closes a case. at is the part of its key that tells it from other cases
// of the cause in the report: nothing, an office, a node, a rule.
func (s *sorter) take(cause, at string, root int, members, also []int, values ...Value) {
	slices.Sort(members)
	for _, n := range members {
		s.taken[n] = true
	}
	r := &s.rows[s.flags[root].Row]
	s.cases = append(s.cases, Case{
		Key:   strings.TrimSuffix(fmt.Sprintf("%d-%d/%s/%s", r.Year, r.Quarter, cause, at), "/"),
		Cause: cause, Kind: s.strongest(members), Root: root, Flags: members, Also: also, Values: values,
	})
}

// office and nodeKey are parts of a case's key. Letters only: a name that is
// spaced otherwise in the next file is the same office.
func office(k form) string { return fold(k.opd) }

func (s *sorter) nodeKey(n int) string {
	i := s.flags[n].Row
	return office(formOf(&s.rows[i])) + "/" + s.rows[i].Code + s.place(i)
}

// place tells the further indicators of a node apart: "+1" is the first.
func (s *sorter) place(i int) string {
	if !s.rows[i].Extra {
		return ""
	}
	return fmt.Sprintf("+%d", slices.Index(s.extras[nodeOf(&s.rows[i])], i)+1)
}

func (s *sorter) strongest(members []int) Kind {
	best := Watch
	for _, n := range members {
		switch k := s.flags[n].Kind; {
		case k == Fault:
			return Fault
		case k == Question:
			best = Question
		}
	}
	return best
}

// free lists the flags that no case has yet and that keep says.
func (s *sorter) free(keep func(f Flag) bool) []int {
	var out []int
	for n, f := range s.flags {
		if !s.taken[n] && keep(f) {
			out = append(out, n)
		}
	}
	return out
}

// report is one published report.
type report struct{ year, quarter int }

func (s *sorter) reportOf(n int) report {
	r := &s.rows[s.flags[n].Row]
	return report{r.Year, r.Quarter}
}

// group divides flags by a key, keeping their order.
func group[K comparable](members []int, key func(n int) K) (keys []K, by map[K][]int) {
	by = map[K][]int{}
	for _, n := range members {
		k := key(n)
		if by[k] == nil {
			keys = append(keys, k)
		}
		by[k] = append(by[k], n)
	}
	return keys, by
}

// byReport makes one case of all flags of a rule in one report, when there are
// so many that they are a habit of the report rather than single slips.
func (s *sorter) byReport(cause string, atLeast int, rule string) {
	keys, by := group(s.free(func(f Flag) bool { return f.Rule == rule }), s.reportOf)
	for _, k := range keys {
		if members := by[k]; len(members) >= atLeast {
			s.take(cause, "", members[0], members, nil, count(len(members)), count(s.offices(members)), words(fmt.Sprint(k.year)))
		}
	}
}

// offices counts the offices that flags concern.
func (s *sorter) offices(members []int) int {
	keys, _ := group(members, func(n int) form { return formOf(&s.rows[s.flags[n].Row]) })
	return len(keys)
}

// byOfficeAndRule puts the questions and watched rows of one office that one
// rule asks into one case: the office answers them together.
func (s *sorter) byOfficeAndRule() {
	type key struct {
		form
		rule string
	}
	members := s.free(func(f Flag) bool { return f.Kind != Fault })
	keys, by := group(members, func(n int) key { return key{formOf(&s.rows[s.flags[n].Row]), s.flags[n].Rule} })
	for _, k := range keys {
		if same := by[k]; len(same) > 1 {
			s.take("same_question", office(k.form)+"/"+k.rule, same[0], same, nil, count(len(same)), words(k.opd), Value{"rule", k.rule})
		}
	}
}
