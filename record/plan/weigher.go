package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// Weigher reads sheets and holds them against the rules, and remembers what it
// read and found: of a sheet that it knows it reads only the lines that changed,
// and judges only what they can change. What a line holds is told by its id and
// version, so what is remembered is right whoever wrote, in this process or
// another.
type Weigher struct {
	rules check.Rules

	mu     sync.Mutex
	sheets map[db.ID]*weighed // by submission
	order  []db.ID            // of sheets: the oldest first
	before map[beforeOf]beforeRows
}

// mostWeighed is how many sheets are remembered: two rounds of all offices.
const mostWeighed = 80

// weighed is what is remembered of a sheet; it is never changed, only replaced.
type weighed struct {
	place  string // year, quarter, office: what a row of the form holds besides its cells
	lines  map[db.ID]SheetLine
	rows   []weighedRow // those that were judged
	since  string       // the rows of before that they were judged with
	judged check.Judgement
}

// weighedRow names a line as it was judged.
type weighedRow struct {
	id      db.ID
	version int64
}

// NewWeigher begins with nothing in mind.
func NewWeigher(rules check.Rules) *Weigher {
	return &Weigher{rules: rules, sheets: map[db.ID]*weighed{}, before: map[beforeOf]beforeRows{}}
}

// Sheet reads the desk of an office as SheetOf does.
func (w *Weigher) Sheet(tx *db.Tx, session string, q date.Quarter, office OPD) (Sheet, error) {
	s, err := sheetHead(tx, session, q, office)
	if err != nil || s.Submission.ID == 0 {
		return s, err
	}
	return s, w.read(tx, reach{`= $1`, s.Submission.ID}, []*Sheet{&s})
}

// Check holds a sheet against the rules as Sheet.Check does.
func (w *Weigher) Check(tx *db.Tx, s Sheet) (Checked, error) {
	before, err := w.beforeAll(tx, s.Round, []OPD{s.Office})
	if err != nil {
		return Checked{}, err
	}
	return w.weigh(s, before[s.Office.ID]), nil
}

// weigh judges a sheet that was read, in part where it is known.
func (w *Weigher) weigh(s Sheet, before beforeRows) Checked {
	var lines []SheetLine
	var now []weighedRow
	for _, l := range s.Lines {
		if !l.Removed {
			lines = append(lines, l)
			now = append(now, weighedRow{l.ID, l.Version})
		}
	}
	known := w.known(s.Submission.ID)
	if known != nil && known.place != seatOf(s) {
		known = nil
	}
	judged := w.judge(known, lines, now, before)
	if known != nil {
		next := *known
		next.rows, next.since, next.judged = now, before.since, judged
		w.keep(s.Submission.ID, &next)
	}
	return s.told(judged.Flags(), len(before.rows))
}

// judge brings what is known up to date.
func (w *Weigher) judge(known *weighed, lines []SheetLine, now []weighedRow, before beforeRows) check.Judgement {
	if known == nil || known.since != before.since || len(known.rows) != len(now) || len(now) == 0 {
		return w.whole(lines, before)
	}
	was, changed := known.judged.Rows(), map[int]e81.Row{}
	for i := range now {
		at := len(before.rows) + i
		switch {
		case known.rows[i] == now[i]:
		case known.rows[i].id != now[i].id || was[at].Code != lines[i].Row.Code:
			return w.whole(lines, before)
		default:
			changed[at] = lines[i].Row
		}
	}
	switch {
	case len(changed) == 0:
		return known.judged
	case len(changed) > len(now)/4: // a paste: the whole is as soon done
		return w.whole(lines, before)
	}
	return known.judged.With(changed)
}

func (w *Weigher) whole(lines []SheetLine, before beforeRows) check.Judgement {
	rows := slices.Clone(before.rows)
	for _, l := range lines {
		rows = append(rows, l.Row)
	}
	return check.Judge(w.rules, rows)
}

func (w *Weigher) known(submission db.ID) *weighed {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sheets[submission]
}

func (w *Weigher) keep(submission db.ID, k *weighed) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, has := w.sheets[submission]; !has {
		w.order = append(w.order, submission)
	}
	w.sheets[submission] = k
	if len(w.order) > mostWeighed {
		delete(w.sheets, w.order[0])
		w.order = w.order[1:]
	}
}

func seatOf(s Sheet) string {
	return fmt.Sprint(s.Round.Quarter.Year, s.Round.Quarter.N, s.Office.Name)
}

// reach says of which submissions lines are read.
type reach struct {
	where string // behind a column with the id of a submission; $1 is id
	id    db.ID
}

// lineNow is a line without its cells.
type lineNow struct {
	id, submission         db.ID
	version                int64
	direction, aggregation string
}

// read fills sheets with their lines: of a line that is known only its version.
func (w *Weigher) read(tx *db.Tx, of reach, sheets []*Sheet) error {
	heads, err := db.All(tx, func(r *db.Row) lineNow { return lineNow{r.ID(), r.ID(), r.Int64(), r.Text(), r.Text()} },
		`select l.id, l.submission, l.version, l.direction, l.aggregation from plan_line l where l.submission `+of.where+`
		order by l.submission, l.code_order, l.seq, l.id`, of.id)
	if err != nil {
		return err
	}
	back, err := returnsIn(tx, of)
	if err != nil {
		return err
	}
	said, err := explanationsIn(tx, of)
	if err != nil {
		return err
	}
	at, known := map[db.ID]*Sheet{}, map[db.ID]*weighed{}
	for _, s := range sheets {
		at[s.Submission.ID] = s
		if k := w.known(s.Submission.ID); k != nil && k.place == seatOf(*s) {
			known[s.Submission.ID] = k
		}
		s.Explanations = said[s.Submission.ID]
	}
	heads = slices.DeleteFunc(heads, func(h lineNow) bool { return at[h.submission] == nil })
	fresh, err := fresh(tx, of, unknown(heads, known), at)
	if err != nil {
		return err
	}
	for _, h := range heads {
		s := at[h.submission]
		l, ok := fresh[h.id]
		if !ok {
			l = known[h.submission].lines[h.id]
		}
		l.Direction, l.Aggregation = h.direction, h.aggregation
		for _, b := range back[h.id] {
			l.Returned = append(l.Returned, LineReturn{b.number, b.sentence, b.at, l.Version != b.version})
		}
		s.Lines = append(s.Lines, l)
	}
	for _, s := range sheets {
		w.learn(*s)
	}
	return nil
}

// unknown are the lines that nobody has read as they stand.
func unknown(heads []lineNow, known map[db.ID]*weighed) (out []lineNow) {
	for _, h := range heads {
		k := known[h.submission]
		if k == nil || k.lines[h.id].Version != h.version { // versions begin with 1
			out = append(out, h)
		}
	}
	return out
}

// fresh reads lines with their cells: few of them one by one, many all together.
func fresh(tx *db.Tx, of reach, want []lineNow, at map[db.ID]*Sheet) (map[db.ID]SheetLine, error) {
	out := map[db.ID]SheetLine{}
	take := func(l DraftLine) {
		s := at[l.Submission]
		if s == nil {
			return
		}
		line := SheetLine{DraftLine: l}
		line.Row, line.Remarks = l.Row(s.Round, s.Office)
		out[l.ID] = line
	}
	if len(want) > fewLines {
		all, err := db.All(tx, scanDraft, lineSelect+` where l.submission `+of.where, of.id)
		for _, l := range all {
			take(l)
		}
		return out, err
	}
	for _, h := range want {
		l, err := draftByID(tx, h.id)
		if err != nil {
			return nil, err
		}
		take(l)
	}
	return out, nil
}

// learn remembers the lines of a sheet, and keeps what is judged of it.
func (w *Weigher) learn(s Sheet) {
	next := &weighed{place: seatOf(s), lines: make(map[db.ID]SheetLine, len(s.Lines))}
	if k := w.known(s.Submission.ID); k != nil && k.place == next.place {
		next.rows, next.since, next.judged = k.rows, k.since, k.judged
	}
	for _, l := range s.Lines {
		l.Returned = nil
		next.lines[l.ID] = l
	}
	w.keep(s.Submission.ID, next)
}

// beforeOf names rows of earlier reports; beforeRows are they.
type beforeOf struct {
	year   int
	office db.ID
	name   string
}

type beforeRows struct {
	since string // the reports as they were published
	rows  []e81.Row
}

// beforeAll reads what the rules compare the rows of offices with, as rowsBefore
// does for one: what is published in a revision never changes.
func (w *Weigher) beforeAll(tx *db.Tx, r Round, offices []OPD) (map[db.ID]beforeRows, error) {
	all, err := Reports(tx) // the newest first
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p Report) bool { return p.Quarter.Year >= r.Quarter.Year })
	var since strings.Builder
	for _, p := range all {
		fmt.Fprint(&since, p.ID, p.Revision, " ")
	}
	out, missing := map[db.ID]beforeRows{}, map[db.ID]OPD{}
	w.mu.Lock()
	for _, o := range offices {
		if b, has := w.before[beforeOf{r.Quarter.Year, o.ID, o.Name}]; has && b.since == since.String() {
			out[o.ID] = b
		} else {
			missing[o.ID], out[o.ID] = o, beforeRows{since: since.String()}
		}
	}
	w.mu.Unlock()
	sought := maps.Clone(missing)
	for _, p := range all {
		if err := w.addBefore(tx, View{p, p.Revision}, sought, out); err != nil {
			return nil, err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, o := range missing {
		w.before[beforeOf{r.Quarter.Year, id, o.Name}] = out[id]
	}
	return out, nil
}

// addBefore takes from a report the rows of the offices that are still sought.
func (w *Weigher) addBefore(tx *db.Tx, v View, sought map[db.ID]OPD, out map[db.ID]beforeRows) error {
	if len(sought) == 0 {
		return nil
	}
	lines, err := figuresOf(tx, v, sought)
	for _, f := range lines {
		if o, seeks := sought[f.Office]; seeks && f.OPD == o.Name { // the rules know an office by its printed name
			b := out[f.Office]
			b.rows = append(b.rows, f.Row)
			out[f.Office] = b
		}
	}
	for id := range sought {
		if len(out[id].rows) > 0 {
			delete(sought, id)
		}
	}
	return err
}

// figuresOf reads a report's rows of one office, or of all.
func figuresOf(tx *db.Tx, v View, offices map[db.ID]OPD) ([]Figure, error) {
	if len(offices) > 1 {
		return Figures(tx, v)
	}
	for id := range offices {
		return OfficeFigures(tx, v, id)
	}
	return nil, nil
}
