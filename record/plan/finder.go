package plan

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"sync"

	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/find/word"
	"alun/record/plan/e81"
)

// Finder finds lines of the reports by words, from memory. What a view holds
// never changes once it is published, so its index is made at the first search
// and is never too old; the offices' names, which may change, are part of its key.
type Finder struct {
	words *word.Analyzer
	mu    sync.Mutex // held while an index is made: a tenth of a second, once for each view
	views map[viewKey]*shelf
}

type viewKey struct {
	report   db.ID
	revision int
	names    uint64 // of the offices, as they are called now
}

// mostShelves bounds how many views are kept: some years, and what somebody
// reads of older revisions.
const mostShelves = 16

// shelf is a view in memory: its index, and where each document of it stands.
type shelf struct {
	index *find.Index
	rows  []shelved // a document's id is its place in rows: the lowest level first, then as printed
}

type shelved struct {
	id      db.ID // of the figure
	at      NodePlace
	seq     int
	level   e81.Level
	printed int // place in the printed order
}

// The fields of a line, by what they weigh in a search: its name says what it is.
var searchFields = []find.Field{{Name: "name", Weight: 3, B: 0.5}, {Name: "indicator", Weight: 1.5, B: 0.5}, {Name: "note", Weight: 1, B: 0.5}, {Name: "office", Weight: 0.5, B: 0}}

// The facets of a line; a spot is its office and level in one.
var searchFacets = []string{"office", "level", "spot"}

// NewFinder begins with nothing in mind. keep are words that have no stem, as
// the names of places.
func NewFinder(keep ...string) *Finder {
	return &Finder{words: &word.Analyzer{Tables: word.Default().With(keep, nil), Stem: true, Same: true}, views: map[viewKey]*shelf{}}
}

// shelf finds the index of a view, or makes it.
func (f *Finder) shelf(tx *db.Tx, v View) (*shelf, error) {
	offices, err := OPDs(tx, v.Quarter.Year)
	if err != nil {
		return nil, err
	}
	key := viewKey{v.ID, v.Revision, namesOf(offices)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if s := f.views[key]; s != nil {
		return s, nil
	}
	s, err := f.fill(tx, v, offices)
	if err != nil {
		return nil, err
	}
	for old := range f.views { // any: they are cheap to make again
		if len(f.views) < mostShelves {
			break
		}
		delete(f.views, old)
	}
	f.views[key] = s
	return s, nil
}

// namesOf is one number for what offices are called.
func namesOf(offices []OPD) uint64 {
	h := fnv.New64a()
	for _, o := range offices {
		h.Write([]byte(o.Slug + "\x00" + o.Short + "\x00" + o.Name + "\x00"))
	}
	return h.Sum64()
}

// text is a line's words, beside what a shelf keeps of it.
type text struct {
	shelved
	name, indicator, note string
}

func (f *Finder) fill(tx *db.Tx, v View, offices []OPD) (*shelf, error) {
	x, err := find.New(find.Config{Fields: searchFields, Facets: searchFacets, Words: f.words})
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, func(r *db.Row) text {
		return text{shelved{id: r.ID(), at: NodePlace{r.ID(), r.Int64(), r.Text()}, seq: r.Int(), level: e81.Level(r.Int())}, r.Text(), r.Text(), r.Text()}
	}, `select f.id, f.opd, f.code_order, f.code, f.seq, f.level, f.name, f.indicator, f.note from plan_figure f where `+inView+` order by `+printedOrder, v.ID, v.Revision)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].printed = i
	}
	slices.SortStableFunc(all, func(a, b text) int { return cmp.Compare(b.level, a.level) })
	called := map[db.ID]OPD{}
	for _, o := range offices {
		called[o.ID] = o
	}
	s, docs := &shelf{index: x}, make([]find.Doc, 0, len(all))
	for i, t := range all {
		o := called[t.at.Office]
		s.rows = append(s.rows, t.shelved)
		docs = append(docs, find.Doc{ID: int64(i), Texts: []string{t.name, t.indicator, t.note, o.Short + " " + o.Name},
			Facets: [][]string{{o.Slug}, {t.level.String()}, {spotOf(o.Slug, t.level)}}})
	}
	return s, x.Put(docs...)
}

func spotOf(slug string, l e81.Level) string { return slug + " " + l.String() }

// wording is how the words of a question are put to the index.
type wording struct {
	text  string
	guess bool // words that stand nowhere are looked for with errors of typing
}

// ask turns a question into one for the index.
func (w wording) ask(q Query) find.Query {
	out := find.Query{Text: w.text, Typos: w.guess, Where: map[string][]string{}}
	if q.Slug != "" {
		out.Where["office"] = []string{q.Slug}
	}
	if q.Level != "" {
		out.Where["level"] = []string{q.Level}
	}
	return out
}

// beginnings puts a star behind the words that stand nowhere: while somebody
// types, the last one is not whole yet.
func beginnings(words string, nowhere map[string]bool) string {
	parts := strings.Fields(words)
	for i, p := range parts {
		if t := word.Split(p); len(t) == 1 && nowhere[t[0].Text] && len(t[0].Text) > 1 {
			parts[i] = t[0].Text + "*"
		}
	}
	return strings.Join(parts, " ")
}

// Holds reports whether a text holds one of the words that were searched for.
func (f *Finder) Holds(text string, used []find.Used) (holds bool) {
	f.words.Index(text, func(term, _ string) {
		for _, u := range used {
			holds = holds || slices.Contains(u.As, term)
		}
	})
	return holds
}

// Said are the words of texts that stand there for words of a question, and are not those
// words themselves: the most frequent first, at most n.
func (f *Finder) Said(texts []string, used []find.Used, n int) []string {
	alike := map[string]bool{}
	for _, u := range used {
		as := u.As
		if u.How != word.Same && len(as) > 0 {
			as = as[1:] // the first is the word itself
		}
		for _, term := range as {
			alike[term] = true
		}
	}
	type form struct{ term, surface string }
	count := map[form]int{}
	for _, text := range texts {
		f.words.Index(text, func(term, surface string) {
			if alike[term] {
				count[form{term, surface}]++
			}
		})
	}
	forms := slices.Collect(maps.Keys(count))
	slices.SortFunc(forms, func(a, b form) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.surface, b.surface)) })
	var out []string
	for _, x := range forms {
		if alike[x.term] && len(out) < n {
			out, alike[x.term] = append(out, x.surface), false // of one word its most frequent form
		}
	}
	return out
}
