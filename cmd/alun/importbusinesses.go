package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/face"
	"alun/record/registry/intake"
)

// importBusinesses brings a table of businesses in.
type importBusinesses struct {
	File    string `arg:"" help:"${cli_businesses_file}"`
	Mapping string `help:"${cli_businesses_mapping}" placeholder:"FILE"`
	Sheet   string `help:"${cli_businesses_sheet}" placeholder:"NAME"`
	Source  string `help:"${cli_businesses_source}" placeholder:"TEXT"`
	Level   string `help:"${cli_businesses_level}" default:"through" enum:"through,sheet,seen,document,register"`
	Publish bool   `help:"${cli_businesses_publish}"`
	DryRun  bool   `name:"dry-run" help:"${cli_businesses_dry}"`
	Report  string `help:"${cli_businesses_report}" placeholder:"FILE"`
	JSON    bool   `help:"${cli_json}"`
	Content []byte `kong:"-"` // of the file
	Answers []byte `kong:"-"` // of the mapping; nil: there is none yet
}

// Run prints what became of the rows, and writes the mapping and the report. The import
// itself may happen in the process that serves: it answers in pieces.
func (c *importBusinesses) Run(ctx context.Context, cfg *Config, d *desk) (err error) {
	if ext := strings.ToLower(filepath.Ext(c.Report)); c.Report != "" && ext != ".csv" && ext != ".xlsx" {
		return fault.New(fault.Invalid, "cli.cannot_write", c.Report)
	}
	if c.Content, err = readLimited(c.File); err != nil {
		return err
	}
	if c.Mapping != "" {
		if c.Answers, err = os.ReadFile(c.Mapping); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fault.New(fault.NotFound, "cli.no_file", c.Mapping).Because(err)
		}
	}
	hear := &hearing{c: c, d: d}
	there := &desk{d.Lang, d.words, streams{hear, d.err}}
	err = carryOut(ctx, cfg, there, "import businesses", c)
	return errors.Join(err, hear.end())
}

// piece is a part of the answer: a line of JSON.
type piece struct {
	Text    string          `json:"text,omitempty"`
	Row     *businessRow    `json:"row,omitempty"`
	Mapping json.RawMessage `json:"mapping,omitempty"`
	Sum     *intake.Sum     `json:"sum,omitempty"`
}

// businessRow is what became of a line, for programs; Lines is the same as the report
// has it.
type businessRow struct {
	Line    int        `json:"line"`
	Fate    string     `json:"outcome"`
	Issues  []rowIssue `json:"issues,omitempty"`
	Lines   [][]string `json:"lines,omitempty"`
	Skipped string     `json:"skipped,omitempty"`
}

type rowIssue struct {
	Field   string          `json:"field,omitempty"`
	Column  string          `json:"column,omitempty"`
	Value   string          `json:"value,omitempty"`
	Why     string          `json:"why"`
	Mend    string          `json:"mend"`
	Asked   bool            `json:"asked"`
	Choices []intake.Choice `json:"choices,omitempty"`
}

// do looks at the file and, if it is not only to be looked at, imports it.
func (c *importBusinesses) do(ctx context.Context, h *house, d *desk) error {
	choice := intake.Choosing{Sheet: c.Sheet}
	if c.Answers != nil {
		m, err := intake.ReadMapping(c.Answers)
		if err != nil {
			return err
		}
		choice.Mapping = &m
	}
	f, err := intake.Open(ctx, c.File, bytes.NewReader(c.Content), int64(len(c.Content)), choice)
	if err != nil {
		return err
	}
	defer f.Close()
	city, book, err := h.intake(ctx)
	if err != nil {
		return err
	}
	progress := bar(d)
	looked, err := f.Look(ctx, city, func(done, total int) { progress("businesses_look", done, total) })
	if err != nil {
		return err
	}
	tell, err := h.rowTeller(ctx, d)
	if err == nil {
		err = c.tellFile(d, f, looked)
	}
	if err != nil {
		return err
	}
	level, _ := registry.LevelOf(c.Level) // one of the enum
	list := registry.List{Source: intake.SourceOf(c.Source, c.File), Level: level, Publish: c.Publish && level == registry.Register}
	put := intake.As(book, byCommand)
	if c.DryRun && looked.Stops {
		return stopped(ctx, tell, f, city, looked)
	}
	bring, step := f.Import, "businesses"
	if c.DryRun {
		bring, step = f.Preview, "businesses_look"
	}
	sum, err := bring(ctx, h.db, city, put, list, looked, tell.row(), func(done, total int) { progress(step, done, total) })
	if c.DryRun && err == nil {
		return tellSum(d, sum)
	}
	if err == nil {
		err = tellLag(d, h.directory.State())
	}
	if err != nil {
		return err
	}
	return tellSum(d, sum)
}

// tellLag says that the directory still reads what came in, where this process serves it.
func tellLag(d *desk, s directory.State) error {
	if !s.Ready || s.Behind == 0 {
		return nil
	}
	return writeJSON(d.out, piece{Text: d.T("cli.businesses_lag", s.Behind)})
}

// stopped tells how each row is read where a question stands in the way of all: until it is
// answered the register takes none of them.
func stopped(ctx context.Context, tell rowTeller, f *intake.File, city intake.Reader, looked intake.Looked) error {
	each := tell.row()
	err := f.Each(ctx, city, looked, func(r intake.Row) error { return each(intake.Kept{Row: r}) })
	if err == nil {
		err = writeJSON(tell.d.out, piece{Text: tell.d.T("intake.columns_open")})
	}
	if err != nil {
		return err
	}
	return tellSum(tell.d, looked.Sum)
}

// rowTeller says what became of rows, in the language of whoever asked.
type rowTeller struct {
	d     *desk
	facts face.Teller
}

func (h *house) rowTeller(ctx context.Context, d *desk) (out rowTeller, err error) {
	out.d = d
	err = h.db.Read(ctx, func(tx *db.Tx) (err error) {
		out.facts, err = face.NewTeller(tx, h.codes, d.Lang)
		return err
	})
	return out, err
}

// row tells of each row, and of the first ones with what would stand in the register.
func (t rowTeller) row() func(intake.Kept) error {
	left := firstRows
	return func(k intake.Kept) error {
		if left > 0 && k.Fate != intake.Skipped {
			left--
			if err := writeJSON(t.d.out, piece{Text: t.d.T("cli.businesses_first", k.Line, t.preview(k))}); err != nil {
				return err
			}
		}
		return tellRow(t.d, k)
	}
}

// firstRows is how many rows are shown as they were read.
const firstRows = 10

// intake is what reading needs to know of the city, and the register's desk.
func (h *house) intake(ctx context.Context) (city intake.Reader, book *registry.Book, err error) {
	book = &registry.Book{Box: diary.NewBox(h.keys), Ring: h.keys}
	err = h.db.Read(ctx, func(tx *db.Tx) error {
		borders, err := place.Boundaries(tx, place.Kelurahan)
		if err != nil {
			return err
		}
		if len(borders) > 0 {
			book.Where = place.NewFinder(borders).At
		}
		city, err = intake.City(tx, h.codes, h.keys)
		return err
	})
	return city, book, err
}

// preview is what becomes of a row, and what it was read as, said as the register's pages
// say it; what nobody but the owner sees is only named.
func (t rowTeller) preview(k intake.Kept) string {
	texts := []string{k.Said(t.d.Lang)}
	for _, f := range k.Set.Facts() {
		text := t.facts.Fact(f, k.Set[f])
		if f.Private() || f == registry.Address || f == registry.Point {
			text = "•••"
		}
		texts = append(texts, t.d.T(f.Label())+": "+text)
	}
	return strings.Join(texts, " · ")
}

// fewQuestions is how many questions are printed; the mapping has them all.
const fewQuestions = 20

func tellRow(d *desk, k intake.Kept) error {
	r := &businessRow{Line: k.Line, Fate: string(k.Fate), Lines: intake.Lines(d.Lang, k)}
	if k.Fate == intake.Taken && k.Outcome != "" {
		r.Fate = k.Outcome
	}
	if k.Fate == intake.Skipped {
		r.Skipped = k.Why.In(d.Lang)
	}
	for _, i := range k.Issues {
		r.Issues = append(r.Issues, rowIssue{string(i.Field), i.Column, i.Value, i.Why.In(d.Lang), i.Mend.In(d.Lang), i.Doubt, i.Choices})
	}
	return writeJSON(d.out, piece{Row: r})
}

// tellSum ends the answer; rows that are not in make it a refusal, for programs too.
func tellSum(d *desk, sum intake.Sum) error {
	if err := writeJSON(d.out, piece{Sum: &sum}); err != nil {
		return err
	}
	if n := sum.Refused + sum.Doubtful; n > 0 {
		return fault.New(fault.Invalid, "cli.businesses_refused", n)
	}
	return nil
}

// hearing takes the pieces of the answer where the command was given.
type hearing struct {
	c       *importBusinesses
	d       *desk
	rest    []byte
	report  [][]string
	mapping []byte
	printed int
}

// fewRows is how many rows are printed for people; the report has them all.
const fewRows = 50

// Write hears whole lines.
func (h *hearing) Write(b []byte) (int, error) {
	h.rest = append(h.rest, b...)
	for {
		line, rest, whole := bytes.Cut(h.rest, []byte("\n"))
		if !whole {
			return len(b), nil
		}
		h.rest = slices.Clone(rest)
		var p piece
		if err := json.Unmarshal(line, &p); err != nil {
			return 0, fmt.Errorf("import businesses: hear: %w", err)
		}
		if err := h.hear(p); err != nil {
			return 0, err
		}
	}
}

func (h *hearing) hear(p piece) error {
	switch {
	case p.Mapping != nil:
		h.mapping = p.Mapping
	case p.Text != "" && !h.c.JSON:
		h.d.say(p.Text)
	case p.Row != nil:
		return h.row(p.Row)
	case p.Sum != nil && h.c.JSON:
		return writeJSON(h.d.out, map[string]any{"sum": p.Sum})
	case p.Sum != nil:
		h.sum(*p.Sum)
	}
	return nil
}

func (h *hearing) row(r *businessRow) error {
	if h.c.Report != "" {
		h.report = append(h.report, r.Lines...)
	}
	if h.c.JSON {
		r.Lines = nil
		return writeJSON(h.d.out, r)
	}
	if len(r.Issues) == 0 || h.printed >= fewRows {
		return nil
	}
	h.printed++
	for _, line := range r.Lines {
		text := slices.DeleteFunc(slices.Clone(line[1:]), func(s string) bool { return s == "" })
		fmt.Fprintln(h.d.out, h.d.T("cli.businesses_first", r.Line, strings.Join(text, " · ")))
	}
	return nil
}

func (h *hearing) sum(s intake.Sum) {
	h.d.say(h.d.T("cli.businesses_sum", s.Lines, s.Taken, s.Refused, s.Doubtful, s.Skipped))
	if h.c.DryRun {
		if s.Taken == 0 || s.New+s.Changed+s.Same > 0 { // else a question stands in the way of all
			h.d.say(h.d.T("cli.businesses_would", s.New, s.Changed, s.Same, s.Proposed))
		}
		h.d.say(h.d.T("cli.businesses_nothing_kept"))
		return
	}
	h.d.say(h.d.T("cli.businesses_done", s.New, s.Changed, s.Same, s.Proposed))
}

// end writes the mapping, where there is none yet, and the report.
func (h *hearing) end() error {
	if h.c.Mapping != "" && h.c.Answers == nil && h.mapping != nil {
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, h.mapping, "", "  "); err != nil {
			return err
		}
		pretty.WriteByte('\n')
		if err := os.WriteFile(h.c.Mapping, pretty.Bytes(), 0o600); err != nil {
			return fault.New(fault.Invalid, "cli.cannot_write", h.c.Mapping).Because(err)
		}
		h.d.say(h.d.T("cli.businesses_mapping_written", h.c.Mapping))
	}
	if h.c.Report == "" || h.report == nil {
		return nil
	}
	table := intake.Report(h.d.Lang, slices.Values(h.report))
	file, err := os.OpenFile(h.c.Report, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "cli.cannot_write", h.c.Report).Because(err)
	}
	write := func(w io.Writer) error { return sheet.WriteCSV(w, table) }
	if strings.EqualFold(filepath.Ext(h.c.Report), ".xlsx") {
		write = func(w io.Writer) error { return sheet.WriteXLSX(w, table) }
	}
	return errors.Join(write(file), file.Close())
}
