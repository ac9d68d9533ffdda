package plan

import (
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/find/word"
	"alun/record/plan/e81"
)

// Query is what a search looks for. An empty part narrows nothing; a query that
// is empty altogether finds nothing.
type Query struct {
	Words string // as package find reads them: all words, "a phrase", begin*, one OR other, -without
	Slug  string // of the office
	Level string // as e81 writes it: "program"
}

// Empty tells a query that asks for nothing.
func (q Query) Empty() bool {
	return strings.TrimSpace(q.Words) == "" && q.Slug == "" && q.Level == ""
}

// Found is a line that a search found, with its office.
type Found struct {
	Line
	View  View
	Slug  string
	Short string
}

// Hits is what the words of a question find in all published reports.
type Hits struct {
	Tally
	finder *Finder
	as     wording
}

// Ask looks for words in the newest revisions of all published reports at once.
// A line must hold every word: in any form of it, or as a word of the same
// meaning. Only where no report has such a line is a word that stands nowhere
// taken for the beginning of one, and at last for one that was typed wrongly: a
// word that stands in another year is no error in this one.
func (f *Finder) Ask(tx *db.Tx, words string) (Hits, error) {
	reports, err := Reports(tx)
	if err != nil {
		return Hits{}, err
	}
	h := Hits{finder: f, as: wording{text: words}}
	if len(word.Split(words)) == 0 && strings.TrimSpace(words) != "" {
		h.Tally, err = f.tally(tx, nil) // signs alone are no words
		return h, err
	}
	found, nowhere, err := f.counts(tx, reports, h.as)
	for _, next := range []wording{{text: beginnings(words, nowhere)}, {text: words, guess: true}} {
		if err == nil && len(found) == 0 && next != h.as {
			h.as = next
			found, _, err = f.counts(tx, reports, next)
		}
	}
	if err != nil {
		return h, err
	}
	h.Tally, err = f.tally(tx, found)
	return h, err
}

// Lines reads what is found of a view, narrowed to an office or a level. Lines that
// hold the words themselves come before those with words of the same meaning; of each,
// the best come first: what stands in a name counts most. Among equals, and where there
// are no words, the lowest level comes first, then as printed. used tells how
// each word was taken. How many lines there are in all, Of tells.
func (h Hits) Lines(tx *db.Tx, v View, q Query, limit, offset int) (lines []Found, used []find.Used, err error) {
	if q.Empty() || strings.TrimSpace(q.Words) != "" && len(word.Split(q.Words)) == 0 {
		return nil, nil, nil
	}
	s, err := h.finder.shelf(tx, v)
	if err != nil {
		return nil, nil, err
	}
	ask := h.as.ask(q)
	ask.Skip, ask.Limit = offset, limit
	if err := s.ownFirst(&ask); err != nil {
		return nil, nil, err
	}
	r, err := s.index.Search(ask)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]db.ID, 0, len(r.Hits))
	for _, h := range r.Hits {
		ids = append(ids, s.rows[h.ID].id)
	}
	lines, err = foundByID(tx, v, ids)
	return lines, r.Words, err
}

// Own is how many of the lines that Lines gives hold the words that were asked for, in
// any form; the others hold words of the same meaning.
func (h Hits) Own(tx *db.Tx, v View, q Query) (int, error) {
	s, err := h.finder.shelf(tx, v)
	if err != nil {
		return 0, err
	}
	ask := h.as.ask(q)
	ask.Plain = true
	r, err := s.index.Search(ask)
	return r.Total, err
}

// ownFirst has lines with the words themselves stand before all others: a word of the same
// meaning in a short name outweighs the word itself in a long one.
func (s *shelf) ownFirst(ask *find.Query) error {
	if strings.TrimSpace(ask.Text) == "" {
		return nil
	}
	plain := *ask
	plain.Plain, plain.Skip, plain.Limit = true, 0, len(s.rows)
	r, err := s.index.Search(plain)
	if err != nil || r.Total == 0 {
		return err
	}
	own := make(map[int64]bool, r.Total)
	for _, hit := range r.Hits {
		own[hit.ID] = true
	}
	const behind = 1.0 / (1 << 20) // below every relevance that a line with the word has
	ask.Bound, ask.Score = 1, func(id int64, relevance float32) float32 {
		if own[id] {
			return relevance
		}
		return relevance * behind
	}
	return nil
}

// atOnce is how many lines one statement reads by their ids.
const atOnce = 200

// foundByID reads lines by their figures' ids, in their order.
func foundByID(tx *db.Tx, v View, ids []db.ID) ([]Found, error) {
	out := make([]Found, len(ids))
	place := make(map[db.ID]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	for some := range slices.Chunk(ids, atOnce) {
		var a args
		marks := make([]string, 0, len(some))
		for _, id := range some {
			marks = append(marks, a.put(id))
		}
		err := db.Each(tx, func(r *db.Row) error {
			out[place[r.ID()]] = Found{Line: scanLine(r), View: v, Slug: r.Text(), Short: r.Text()}
			return nil
		}, `select f.id, `+lineColumns+`, o.slug, o.short from plan_figure f join plan_opd o on o.id = f.opd
			where f.id in (`+strings.Join(marks, ", ")+`)`, a...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
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

// spot is where lines stand that are counted together.
type spot struct {
	report db.ID
	place  string // see spotOf
}

// counts counts the lines of each spot that hold the words, and tells which words
// stand nowhere.
func (f *Finder) counts(tx *db.Tx, reports []Report, w wording) (map[spot]int, map[string]bool, error) {
	found, nowhere := map[spot]int{}, map[string]bool{}
	for _, r := range reports {
		s, err := f.shelf(tx, View{Report: r, Revision: r.Revision})
		if err != nil {
			return nil, nil, err
		}
		ask := w.ask(Query{})
		ask.Count = []string{"spot"}
		got, err := s.index.Search(ask)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range got.Facets["spot"] {
			found[spot{r.ID, c.Value}] = c.N
		}
		for _, u := range got.Words {
			before, known := nowhere[u.Typed]
			nowhere[u.Typed] = u.How == find.Nothing && (before || !known)
		}
	}
	return found, nowhere, nil
}

// tally says of every place of the reports how many of its lines were found.
func (f *Finder) tally(tx *db.Tx, found map[spot]int) (t Tally, err error) {
	err = db.Each(tx, func(r *db.Row) error {
		report, slug, short := r.ID(), r.Text(), r.Text()
		for level := e81.Sasaran; level <= e81.Subkegiatan; level++ {
			t = append(t, Place{report, slug, short, level, found[spot{report, spotOf(slug, level)}]})
		}
		return nil
	}, `select p.id, o.slug, o.short from plan_report p
		join plan_sum s on s.report = p.id and s.revision = p.revision join plan_opd o on o.id = s.opd
		where p.revision > 0 order by p.id, o.id`)
	return t, err
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

// levelNumber is a level as the table writes it; a word that names none has a
// number that no line has.
func levelNumber(word string) int {
	if l, ok := e81.ParseLevel(word); ok {
		return int(l)
	}
	return -1
}
