package planweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// sheetNote is what is said of a cell: what the checks find, what is missing,
// what cannot be read.
type sheetNote struct {
	ID     string   `json:"id,omitempty"` // of a finding, which can be explained
	Field  string   `json:"field"`
	Kind   string   `json:"kind"`
	Must   bool     `json:"must,omitempty"` // before sending it is mended, filled in or explained
	Say    string   `json:"say"`
	Would  string   `json:"would,omitempty"`
	Why    string   `json:"why,omitempty"`
	Take   []string `json:"take,omitempty"` // texts that would do
	Answer string   `json:"answer,omitempty"`
}

// notesOf gathers by line what is said of the desk, of the lines that are wanted;
// nil wants all.
//
// long: one loop for each of the things that are said.
func (s sheetAt) notesOf(wanted map[db.ID]bool) map[db.ID][]sheetNote {
	out := map[db.ID][]sheetNote{}
	put := func(line db.ID, n sheetNote) { out[line] = append(out[line], n) }
	no := func(line db.ID) bool { return wanted != nil && !wanted[line] }
	for _, u := range s.checked.Unread {
		if no(u.Line) {
			continue
		}
		put(u.Line, sheetNote{Field: u.CellRemark.Field, Kind: "unread", Must: true, Say: s.T(u.Key, u.Args...), Take: u.Choices})
	}
	for _, m := range s.checked.Misplaced {
		if no(m.Line) {
			continue
		}
		put(m.Line, sheetNote{Field: "code", Kind: "misplaced", Must: true, Say: s.T(m.Key, m.Args...)})
	}
	for _, f := range s.checked.Findings {
		if no(f.Line) {
			continue
		}
		put(f.Line, s.finding(f))
	}
	for _, m := range s.checked.Missing {
		if no(m.Line) {
			continue
		}
		put(m.Line, sheetNote{Field: m.Field, Kind: "missing", Must: true, Say: s.T("planweb.missing", s.T("check.column."+m.Field))})
	}
	return out
}

// finding writes a note of the rules, with what the figure would be if a
// suspected slip were undone.
func (s sheetAt) finding(f plan.Finding) sheetNote {
	key, args := f.Say()
	n := sheetNote{ID: f.Key, Field: f.Field, Kind: string(f.Kind), Must: f.Kind == check.Fault, Say: s.T(key, args...), Why: s.T(f.WhyKey())}
	if f.Explained != nil {
		n.Answer = f.Explained.Sentence
	}
	if f.Suspect == nil {
		return n
	}
	text := typedAs(f.Suspect.Column, f.Suspect.WouldBe)
	key, args, _ = f.WouldBe()
	n.Would = s.T(key, args...)
	if f.Suspect.Column == f.Field {
		n.Take = []string{text}
		if asked := asking[f.Suspect.Factor]; asked != "" {
			n.Would = s.T(asked, args[1])
		}
	}
	return n
}

// asking are the questions that a factor raises.
var asking = map[int]string{1000: "planweb.ask_thousand", 100: "planweb.ask_hundred", 10: "planweb.ask_ten"}

// typedAs writes a plain figure as people type it, so that it can be read in one
// way alone.
func typedAs(field, plain string) string {
	if plan.MoneyField(field) {
		digits, minus := strings.CutPrefix(plain, "-")
		digits = lang.Group(lang.ID, digits)
		if minus {
			return "-" + digits
		}
		return digits
	}
	text := strings.ReplaceAll(plain, ".", ",")
	if _, how := e81.TypedQuantity(text); len(how.Choices) > 0 {
		return text + "0" // three decimals look like thousands
	}
	return text
}

// counted says what is still asked for, shortest first.
func (s sheetAt) counted() []string {
	var out []string
	faults, gaps, questions := s.open()
	for _, c := range []struct {
		n   int
		key string
	}{{faults, "planweb.count_faults"}, {gaps, "planweb.count_gaps"}, {questions, "planweb.count_questions"}} {
		if c.n > 0 {
			out = append(out, s.T(c.key, c.n))
		}
	}
	return out
}
