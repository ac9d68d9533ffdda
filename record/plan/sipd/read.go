package sipd

import (
	"regexp"
	"slices"
	"strings"

	"alun/ground/money"
	"alun/ground/sheet"
	"alun/record/plan/e81"
)

// Row is a programme, activity or sub-activity of the file with its money.
type Row struct {
	Line          int    // of the file; of several that were added up, the first
	Office        string // as written; "": the file does not say
	Level         e81.Level
	Leveled       bool // the file says which level
	Code          string
	Name          string
	Program       string // the names above it, where the file says them
	Kegiatan      string
	Budget, Spent money.Printed
}

// File is what was read.
type File struct {
	Rows    []Row
	Skipped int // lines with something in them that are no such row: sums, accounts, other levels
}

// Levels tells which levels the file speaks of.
func (f File) Levels() map[e81.Level]bool {
	out := map[e81.Level]bool{}
	for _, r := range f.Rows {
		if r.Leveled {
			out[r.Level] = true
		}
	}
	return out
}

// reader reads lines in their order.
type reader struct {
	at            Map
	budget, spent column
	office        string // of a line "SKPD: …" above
	above         [3]place
	out           File
	sums          map[string]int // rows that are added up from accounts, by their place
	codes         map[string]string
}

// place is where in the wide form a row stands.
type place struct{ name, code string }

var officeLine = regexp.MustCompile(`(?i)^\s*(?:nama\s+)?(?:skpd|opd|perangkat daerah|unit organisasi|organisasi|sub unit organisasi)\s*:\s*(.+)$`)

// Read reads the rows below a heading.
func Read(lines []sheet.Line, h Head, m Map) File {
	r := &reader{at: m, sums: map[string]int{}, codes: map[string]string{}}
	for _, l := range lines {
		if l.Number > h.Last {
			r.budget.look(r.cell(l, Budget))
			r.spent.look(r.cell(l, Spent))
		}
	}
	for _, l := range lines {
		switch {
		case l.Number <= h.Last || r.heading(l, h):
			r.tellOffice(l)
		case r.isWide():
			r.wide(l)
		default:
			r.tall(l)
		}
	}
	return r.out
}

func (r *reader) isWide() bool { _, ok := r.at[Sub]; return ok }

func (r *reader) cell(l sheet.Line, f Field) string {
	at, ok := r.at[f]
	if !ok {
		return ""
	}
	return strings.Join(strings.Fields(l.Cell(at)), " ")
}

// tellOffice takes an office from a line of its own.
func (r *reader) tellOffice(l sheet.Line) bool {
	m := officeLine.FindStringSubmatch(strings.Join(l.Cells, " "))
	if m == nil {
		return false
	}
	r.office = uncoded(strings.Join(strings.Fields(m[1]), " "))
	return true
}

var counting = regexp.MustCompile(`^\(?\d{1,2}\)?(\s*=.*)?$`)

// heading tells the line that numbers the columns, and a heading that is printed
// again on the next page.
func (r *reader) heading(l sheet.Line, h Head) bool {
	full, numbers, same := 0, 0, 0
	for c, text := range l.Cells {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		full++
		if counting.MatchString(text) {
			numbers++
		}
		if c < len(h.Labels) && strings.Contains(strings.ToLower(h.Labels[c]), strings.ToLower(text)) {
			same++
		}
	}
	return full >= 2 && full == same || full >= 3 && full == numbers
}

// officeOf is the office of a line.
func (r *reader) officeOf(l sheet.Line) string {
	if o := uncoded(r.cell(l, Office)); o != "" {
		r.office = o
	}
	return r.office
}

func (r *reader) skip() { r.out.Skipped++ }

// tall reads a line of a file with one column of names.
func (r *reader) tall(l sheet.Line) {
	if r.tellOffice(l) {
		return
	}
	office := r.officeOf(l)
	code, name := Code(r.cell(l, FullCode)), r.cell(l, Name)
	if code == "" {
		if rest := uncoded(name); rest != name {
			code, name = Code(strings.TrimSuffix(name, rest)), rest
			code = strings.TrimRight(code, "-–:")
		}
	}
	row := Row{Line: l.Number, Office: office, Code: code, Name: name, Budget: r.budget.read(r.cell(l, Budget)), Spent: r.spent.read(r.cell(l, Spent))}
	kind, level := kindOf(code)
	if word, ok := levelNamed(r.cell(l, Level)); ok {
		kind, level = listed, word
	}
	switch {
	case name == "" || kind == account || kind == other:
		r.skip()
		return
	case kind == unknown && (isTotal(name) || strings.HasPrefix(Fold(name), "belanja ") || empty(row.Budget) && empty(row.Spent)):
		r.skip()
		return
	case kind == listed:
		row.Level, row.Leveled = level, true
		r.codes[code] = name
		r.tellAbove(&row)
	}
	r.out.Rows = append(r.out.Rows, row)
}

func empty(p money.Printed) bool { return !p.Known && p.Text == "" }

// tellAbove finds the names above a row by its code.
func (r *reader) tellAbove(row *Row) {
	parts := strings.Split(row.Code, ".")
	if row.Level > e81.Program && len(parts) > 3 {
		row.Program = r.codes[strings.Join(parts[:3], ".")]
	}
	if row.Level > e81.Kegiatan && len(parts) > 5 {
		row.Kegiatan = r.codes[strings.Join(parts[:5], ".")]
	}
}

func levelNamed(text string) (e81.Level, bool) {
	l, ok := e81.ParseLevel(strings.ReplaceAll(Fold(text), " ", ""))
	return l, ok && l >= e81.Program
}

// wide reads a line of a file with a column for each level: merged cells stand
// in their first line only.
func (r *reader) wide(l sheet.Line) {
	if r.tellOffice(l) {
		return
	}
	before := r.office
	if r.officeOf(l) != before {
		r.above = [3]place{}
	}
	deepest := -1
	for i, f := range [3][2]Field{{Program, ProgramCode}, {Kegiatan, KegiatanCode}, {Sub, SubCode}} {
		name := r.cell(l, f[0])
		if name == "" {
			continue
		}
		rest := uncoded(name)
		code := Code(r.cell(l, f[1]))
		if code == "" && rest != name {
			code = Code(strings.TrimSuffix(name, rest))
		}
		r.above[i] = place{rest, code}
		if i > deepest {
			deepest = i
		}
		for j := i + 1; j < 3; j++ {
			r.above[j] = place{}
		}
	}
	r.put(l, deepest)
}

// put keeps the line as a row of its level, or adds it to one if it is an
// account's.
func (r *reader) put(l sheet.Line, deepest int) {
	of := r.cell(l, Account)
	if deepest < 0 && of != "" {
		deepest = slices.IndexFunc(r.above[:], func(p place) bool { return p.name == "" }) - 1
		if deepest < -1 {
			deepest = 2
		}
	}
	if deepest < 0 || isTotal(r.above[deepest].name) || isTotal(of) {
		r.skip()
		return
	}
	row := Row{Line: l.Number, Office: r.office, Level: e81.Program + e81.Level(deepest), Leveled: true,
		Code: r.above[deepest].code, Name: r.above[deepest].name,
		Budget: r.budget.read(r.cell(l, Budget)), Spent: r.spent.read(r.cell(l, Spent))}
	if deepest > 0 {
		row.Program = r.above[0].name
	}
	if deepest > 1 {
		row.Kegiatan = r.above[1].name
	}
	if of == "" {
		r.out.Rows = append(r.out.Rows, row)
		return
	}
	key := strings.Join([]string{row.Office, row.Program, row.Kegiatan, row.Code, row.Name}, "\x00")
	if i, has := r.sums[key]; has {
		r.out.Rows[i].Budget = plus(r.out.Rows[i].Budget, row.Budget)
		r.out.Rows[i].Spent = plus(r.out.Rows[i].Spent, row.Spent)
		return
	}
	r.sums[key] = len(r.out.Rows)
	r.out.Rows = append(r.out.Rows, row)
}

// plus adds two amounts: what is empty adds nothing, and what cannot be read
// leaves the sum unknown.
func plus(a, b money.Printed) money.Printed {
	switch {
	case a.Text != "" || !b.Known && b.Text == "":
		return a
	case b.Text != "" || !a.Known:
		return b
	}
	sum := a.Rupiah + b.Rupiah
	if (sum > a.Rupiah) != (b.Rupiah > 0) && b.Rupiah != 0 {
		return money.Printed{Text: "…"}
	}
	return money.Given(sum)
}
