package sheet

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"alun/ground/fault"
	"alun/ground/lang"
)

// Column is one column of a table, as programs and as people call it.
type Column struct {
	Name     string // for programs: stable, the same in every language (CSV, JSON)
	Title    string // for people: in their language (XLSX); "" is the Name
	Optional bool   // reading: the table may lack it

	Choices []string // XLSX: what somebody may choose in its cells
	Day     bool     // XLSX: its cells take days
}

func (c Column) title() string {
	if c.Title == "" {
		return c.Name
	}
	return c.Title
}

// Columns finds the columns that are wanted in a head line and gives the place
// of each, counted from 0, in the order of want; -1 for an optional one that is
// not there. A head cell is found by the Name or the Title, whatever its case,
// spaces, line breaks, underscores or width of letters.
//
// Columns that are missing, or that stand there twice, are refused together in
// one fault of kind Invalid, with a Field named by Column.Name for each.
func Columns(head []string, want ...Column) ([]int, error) {
	found := map[string][]int{}
	for i, cell := range head {
		found[fold(cell)] = append(found[fold(cell)], i)
	}
	places := make([]int, len(want))
	var missing, doubled names
	for i, c := range want {
		at := found[fold(c.Name)]
		if fold(c.title()) != fold(c.Name) {
			at = slices.Concat(at, found[fold(c.Title)])
		}
		switch {
		case len(at) == 1:
			places[i] = at[0]
		case len(at) > 1:
			doubled = append(doubled, c)
		case c.Optional:
			places[i] = -1
		default:
			missing = append(missing, c)
		}
	}
	return places, wrongColumns(missing, doubled)
}

func wrongColumns(missing, doubled names) error {
	var f *fault.Fault
	switch {
	case len(missing) > 0 && len(doubled) > 0:
		f = fault.New(fault.Invalid, "sheet.columns_missing_and_doubled", missing, doubled)
	case len(missing) > 0:
		f = fault.New(fault.Invalid, "sheet.columns_missing", missing)
	case len(doubled) > 0:
		f = fault.New(fault.Invalid, "sheet.columns_doubled", doubled)
	default:
		return nil
	}
	for _, c := range missing {
		f.At(c.Name, "sheet.column_missing", c.title())
	}
	for _, c := range doubled {
		f.At(c.Name, "sheet.column_doubled", c.title())
	}
	return f
}

// fold makes head cells comparable. NFKC turns no-break spaces and full-width
// letters into plain ones; marks without width come with copied text.
func fold(s string) string {
	s = norm.NFKC.String(strings.ToLower(s))
	s = strings.Map(func(r rune) rune {
		switch r {
		case '_':
			return ' '
		case '\u200B', '\uFEFF':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// names is a list of columns inside a sentence.
type names []Column

// In writes the titles in the quotes of the language.
func (n names) In(tag lang.Tag) string {
	open, shut, comma := "“", "”", ", "
	if tag == lang.JA {
		open, shut, comma = "「", "」", ""
	}
	quoted := make([]string, len(n))
	for i, c := range n {
		quoted[i] = open + c.title() + shut
	}
	return strings.Join(quoted, comma)
}

// String is for logs.
func (n names) String() string { return fmt.Sprint([]Column(n)) }
