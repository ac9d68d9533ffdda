package plan

import (
	"fmt"
	"strings"

	"alun/ground/db"
	"alun/record/plan/e81"
)

// Query is what a search looks for. An empty part narrows nothing; a query that
// is empty altogether finds nothing.
type Query struct {
	Words string // each of them stands in the line
	Slug  string // of the office
	Level string // as e81 writes it: "program"
}

// Empty tells a query that asks for nothing.
func (q Query) Empty() bool { return len(wordsOf(q.Words)) == 0 && q.Slug == "" && q.Level == "" }

// Found is a line that a search found, with its office.
type Found struct {
	Line
	View   View
	Slug   string
	Short  string
	InName bool // every word stands in the name itself
}

// maxWords bounds how many words a search holds against every line.
const maxWords = 8

// Search finds lines of a view whose name, indicator, note or office hold every
// word of the query. Lines that hold them in the name come first; then by level
// from the sub-activity up, then as printed. It is plain on purpose: words are
// parts of text, without stems or typing errors. Outside ASCII the order, not
// the find, may miss a capital letter: both databases fold names in ASCII only.
// How many lines there are in all, Count tells.
func Search(tx *db.Tx, v View, q Query, limit, offset int) ([]Found, error) {
	if q.Empty() {
		return nil, nil
	}
	a := args{v.ID, v.Revision}
	where := inView + ` and ` + a.words(`f.search`, q.Words)
	if q.Slug != "" {
		where += ` and f.opd = (select id from plan_opd where slug = ` + a.put(q.Slug) + `)`
	}
	if q.Level != "" {
		where += ` and f.level = ` + a.put(levelNumber(q.Level))
	}
	inName := a.words(`lower(f.name)`, q.Words)
	return db.All(tx, func(r *db.Row) Found {
		return Found{Line: scanLine(r), View: v, Slug: r.Text(), Short: r.Text(), InName: r.Bool()}
	}, `select `+lineColumns+`, o.slug, o.short, case when `+inName+` then 1 else 0 end as in_name
		from plan_figure f join plan_opd o on o.id = f.opd where `+where+`
		order by in_name desc, f.level desc, `+printedOrder+
		` limit `+a.put(limit)+` offset `+a.put(offset), a...)
}

// Tally says how many lines of each place hold the words of a search. Places
// that have none stand in it too, so that it also tells what can be chosen.
type Tally []Place

// Place is one level of one office in a published report.
type Place struct {
	Report      db.ID
	Slug, Short string // of the office
	Level       e81.Level
	Lines       int // that hold the words; all, when there are no words
}

// Count counts the lines that hold every word, for all published reports at
// once: the totals of a search, and what each way to narrow it would leave, are
// sums of it.
func Count(tx *db.Tx, words string) (Tally, error) {
	lines, err := linesWith(tx, words)
	if err != nil {
		return nil, err
	}
	var t Tally
	err = db.Each(tx, func(r *db.Row) error {
		at := spot{report: r.ID(), opd: r.ID()}
		slug, short := r.Text(), r.Text()
		for at.level = e81.Sasaran; at.level <= e81.Subkegiatan; at.level++ {
			t = append(t, Place{at.report, slug, short, at.level, lines[at]})
		}
		return nil
	}, `select p.id, o.id, o.slug, o.short from plan_report p
		join plan_sum s on s.report = p.id and s.revision = p.revision join plan_opd o on o.id = s.opd
		where p.revision > 0 order by p.id, o.id`)
	return t, err
}

// spot is where a line stands.
type spot struct {
	report, opd db.ID
	level       e81.Level
}

// linesWith counts by spot. The plus signs keep SQLite from reading the lines in
// the order of an index for the sake of the groups: a walk over the table, which
// sorts what it found, measured 2.5 to 4 ms instead of 4.5 to 7.
func linesWith(tx *db.Tx, words string) (map[spot]int, error) {
	var a args
	holds, lines := a.words(`f.search`, words), map[spot]int{}
	err := db.Each(tx, func(r *db.Row) error {
		lines[spot{r.ID(), r.ID(), e81.Level(r.Int())}] = r.Int()
		return nil
	}, `select +f.report, +f.opd, +f.level, count(*) from plan_figure f join plan_report p on p.id = f.report
		where p.revision > 0 and f.since <= p.revision and (f.until is null or f.until > p.revision) and `+holds+`
		group by 1, 2, 3`, a...)
	return lines, err
}

// Of is how many lines of a report a query finds; its words are those of the tally.
func (t Tally) Of(report db.ID, q Query) int {
	n := 0
	for _, p := range t {
		if p.Report == report && (q.Slug == "" || q.Slug == p.Slug) && (q.Level == "" || q.Level == p.Level.String()) {
			n += p.Lines
		}
	}
	return n
}

// args are the values of a statement, in the order of its placeholders.
type args []any

// put adds a value and gives its placeholder.
func (a *args) put(value any) string {
	*a = append(*a, value)
	return fmt.Sprintf("$%d", len(*a))
}

// words holds a folded text against every word of a query.
func (a *args) words(text, query string) string {
	out := `1 = 1`
	for _, w := range wordsOf(query) {
		out += ` and ` + text + ` like ` + a.put("%"+escapeLike(w)+"%") + ` escape '!'`
	}
	return out
}

// levelNumber is a level as the table writes it; a word that names none has a
// number that no line has.
func levelNumber(word string) int {
	if l, ok := e81.ParseLevel(word); ok {
		return int(l)
	}
	return -1
}

// wordsOf cuts a query into folded words, the first eight.
func wordsOf(query string) []string {
	words := strings.Fields(Fold(query))
	return words[:min(len(words), maxWords)]
}

// escapeLike takes the meaning from LIKE's signs.
func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
