package intake

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"alun/ground/lang"
	"alun/ground/sheet"
)

// reportColumns are the columns of a report, as programs call them.
var reportColumns = []string{"line", "fate", "field", "column", "value", "why", "mend", "choices"}

// Report is what became of each line, as a table to download; Lines makes its rows. It
// holds texts of the file, and belongs to whoever brought it.
func Report(l lang.Lang, lines iter.Seq[[]string]) sheet.Table {
	t := sheet.Table{Name: l.T("intake.report")}
	for _, name := range reportColumns {
		t.Head = append(t.Head, sheet.Column{Name: name, Title: l.T("intake.report_" + name)})
	}
	t.Rows = func(yield func([]sheet.Cell) bool) {
		for line := range lines {
			cells := make([]sheet.Cell, len(reportColumns))
			for i, text := range line[:len(cells)] {
				cells[i] = sheet.Text(text)
			}
			if !yield(cells) {
				return
			}
		}
	}
	return t
}

// Lines are what a report says of one line of the file: one for each thing that is to
// be said, or one where nothing is.
func Lines(l lang.Lang, k Kept) (out [][]string) {
	line := func(rest ...string) { out = append(out, append([]string{strconv.Itoa(k.Line)}, rest...)) }
	fate := k.Said(l)
	for _, i := range k.Issues {
		said := fate
		if i.Left {
			said = l.T("intake.fate_left")
		}
		line(said, l.T(i.Field.Label()), i.Column, i.Value, i.Why.In(l), i.Mend.In(l), choicesText(i.Choices))
	}
	if k.Fate == Skipped {
		line(fate, "", "", "", k.Why.In(l), "", "")
	}
	for _, f := range k.Proposed {
		line(l.T("intake.outcome_proposed"), l.T(f.Label()), "", "", "", "", "")
	}
	if len(out) == 0 {
		line(fate, "", "", "", "", "", "")
	}
	return out
}

// Said names what became of a line.
func (k Kept) Said(l lang.Lang) string {
	fate := l.T("intake.fate_" + string(k.Fate))
	if k.Fate == Taken && slices.Contains([]string{"new", "changed", "same"}, k.Outcome) {
		fate += ": " + l.T("intake.outcome_"+k.Outcome)
	}
	return fate
}

// In says a sentence.
func (s Say) In(l lang.Lang) string {
	if s.Key == "" {
		return ""
	}
	return l.T(s.Key, s.Args...)
}

func choicesText(all []Choice) string {
	out := make([]string, len(all))
	for i, c := range all {
		if out[i] = c.Value; c.Name != "" {
			out[i] += " (" + c.Name + ")"
		}
	}
	return strings.Join(out, "; ")
}
