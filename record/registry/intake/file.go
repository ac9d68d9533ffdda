package intake

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"alun/ground/fault"
	"alun/ground/sheet"
)

// File is an opened table with its head found and its columns settled. The file
// behind it stays the caller's.
type File struct {
	Head    Head
	Sheet   string
	Sheets  []string
	Mapping Mapping // as it was given, or as it was found: to be kept and changed
	Days    string  // how numeric days are meant, as the column shows or was answered
	Lines   int     // with content

	asked   []Question
	epoch   time.Time // day nought of a workbook; nought of a file of text, which counts none
	book    *sheet.Book
	unknown []Column // nobody knows what they are
}

// Choice of what a file is read by.
type Choosing struct {
	Sheet   string
	Mapping *Mapping // nil: found by the names of the columns
}

// Open looks through a whole file, so that one that is cut off is refused before a
// row is kept, and finds its head, its columns, and the order of its days.
func Open(ctx context.Context, name string, file io.ReaderAt, bytes int64, c Choosing) (_ *File, err error) {
	book, err := sheet.Open(name, file, bytes, sheet.Limits{})
	if err != nil {
		return nil, err
	}
	f := &File{book: book, Sheets: book.Sheets()}
	if book.Kind() == sheet.XLSX {
		f.epoch = epochOf(file, bytes)
	}
	defer func() {
		if err != nil {
			book.Close()
		}
	}()
	if c.Mapping != nil {
		f.Mapping = *c.Mapping
		if c.Sheet == "" {
			c.Sheet = c.Mapping.Sheet
		}
	}
	if err := f.choose(c); err != nil {
		return nil, err
	}
	if err := f.columns(c.Mapping); err != nil {
		return nil, err
	}
	return f, f.survey(ctx)
}

// Close lets the file go.
func (f *File) Close() error { return f.book.Close() }

// Book tells what kind of file it is: for pages and reports.
func (f *File) Book() *sheet.Book { return f.book }

// choose finds the sheet: the one that was named, or the only one that has a table of
// businesses. Which of several is meant nobody guesses.
func (f *File) choose(c Choosing) error {
	names := f.Sheets
	if c.Sheet != "" {
		names = []string{c.Sheet}
	}
	var met []string
	nameless := 0
	for _, name := range names {
		lines, err := f.first(name)
		if err != nil {
			return err
		}
		h, line := findHead(lines)
		nameless = max(nameless, line)
		if c.Mapping != nil && c.Mapping.Head[0] > 0 {
			h = headAt(lines, c.Mapping.Head)
		}
		if h.Last == 0 {
			continue
		}
		if met = append(met, name); len(met) == 1 {
			f.Head, f.Sheet = h, name
		}
	}
	switch {
	case len(met) == 0 && nameless > 0 && len(names) == 1:
		return fault.New(fault.Invalid, "intake.no_name", nameless)
	case len(met) == 0:
		return fault.New(fault.Invalid, "intake.no_head", headLines)
	case len(met) > 1:
		return fault.New(fault.Invalid, "intake.many_sheets", strings.Join(met, ", "))
	}
	return nil
}

// headAt takes the lines that a mapping names.
func headAt(lines []sheet.Line, at [2]int) Head {
	from, to := -1, -1
	for i, l := range lines {
		if l.Number >= at[0] && l.Number <= at[1] {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	if from < 0 {
		return Head{}
	}
	h := headOf(lines[from : to+1])
	h.First, h.Last, h.Above = at[0], at[1], above(lines[:from])
	return h
}

// first reads the lines in which a head may stand.
func (f *File) first(name string) (out []sheet.Line, err error) {
	for l, err := range f.book.Rows(name) {
		if err != nil {
			return nil, err
		}
		if out = append(out, l); len(out) >= headLines+headDeep+70 {
			break
		}
	}
	return out, nil
}

// columns settles what each column is.
func (f *File) columns(m *Mapping) error {
	if m != nil {
		if err := m.fit(&f.Head); err != nil {
			return err
		}
	} else {
		f.asked = f.Head.settle()
		f.Mapping = Mapping{Version: mappingVersion, Sheet: f.Sheet}
		if len(f.Sheets) == 1 {
			f.Mapping.Sheet = "" // a CSV file's is its name, which may change
		}
	}
	f.Mapping.Head = [2]int{f.Head.First, f.Head.Last}
	f.Mapping.Columns = f.Head.Columns
	for _, c := range f.Head.Columns {
		if c.Is == "" && c.unsure == "" && fold(c.Title) != "" && !words.other[fold(c.Title)] {
			f.unknown = append(f.unknown, c)
		}
	}
	for _, field := range []Field{"kelurahan", Area} {
		if _, there := f.Head.place(field); there {
			return nil
		}
	}
	if f.Mapping.All["kelurahan"] == "" {
		q := Question{Answer: "all", Name: "kelurahan", Why: Say{"intake.ask_kelurahan", nil}}
		f.asked = append(f.asked, q)
	}
	return nil
}

// survey reads the whole file once: how many lines it has, what its days show, and which
// columns without a name hold something.
func (f *File) survey(ctx context.Context) error {
	at, there := f.Head.place("started")
	days, nameless := orders{}, f.Head.nameless()
	for l, err := range f.rows() {
		if err != nil {
			return err
		}
		nameless = slices.DeleteFunc(nameless, func(j int) bool {
			holds := oneLine(l.Cell(j)) != ""
			if holds {
				f.unknown = append(f.unknown, f.Head.Columns[j])
			}
			return holds
		})
		if f.Lines++; f.Lines%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if there {
			days.hear(l.Cell(at))
		}
	}
	if f.Days = f.Mapping.Settings.Days; f.Days == "" {
		f.Days = days.decided()
	}
	if f.Lines == 0 {
		return fault.New(fault.Invalid, "intake.no_rows")
	}
	return nil
}

// rows are the lines below the head.
func (f *File) rows() func(yield func(sheet.Line, error) bool) {
	return func(yield func(sheet.Line, error) bool) {
		for l, err := range f.book.Rows(f.Sheet) {
			if err == nil && l.Number <= f.Head.Last {
				continue
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// Unknown lists the columns that are left alone because nobody knows what they are: by
// their names, or because they have none.
func (f *File) Unknown() []Column { return f.unknown }

// Aside lists the columns that are known to be no fact of the register, such as the
// number of a line: they are left alone too.
func (f *File) Aside() (out []Column) {
	for _, c := range f.Head.Columns {
		if c.Is == "" && words.other[fold(c.Title)] {
			out = append(out, c)
		}
	}
	return out
}

// Private lists the columns that are left alone because they are about a person.
func (f *File) Private() (out []Column) {
	for _, c := range f.Head.Columns {
		if c.Is == Never {
			out = append(out, c)
		}
	}
	return out
}

// ready gives a reader to a file: what it knows of the city, and the columns.
func (f *File) ready(r Reader) *Reader {
	r.head, r.mapping, r.order = f.Head, f.Mapping, f.Days
	r.epoch, r.wide = f.epoch, f.Head.wide()
	r.at, r.above, r.seen = map[Field]int{}, map[Field]string{}, map[string]seen{}
	for i, c := range f.Head.Columns {
		r.titles = append(r.titles, fold(c.Title))
		if c.Is != "" && c.Is != Never {
			r.at[c.Is] = i
		}
	}
	return &r
}

// String is for logs: nothing of what the file says.
func (f *File) String() string {
	return fmt.Sprintf("%d lines, %d columns", f.Lines, len(f.Head.Columns))
}
