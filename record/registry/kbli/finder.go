package kbli

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/find"
	"alun/ground/find/word"
)

// Finder tells which codes fit a business told in everyday words. It is made of
// all codes of one or several versions and never changes.
type Finder struct {
	codes []Code // of five digits; a document's id is its place, from 1
	words *word.Analyzer
	plain *find.Index // hears words as they are
	wide  *find.Index // hears words of the same meaning too; nil: that device is off
	typos bool
	calls map[string]map[int64]bool // which codes an everyday phrase of ours is of, by its terms
}

// Where a word stands says how much it counts: in the title, in our everyday
// words, in the official description, in the titles above.
var fields = []find.Field{
	{Name: "title", Weight: 3, B: 0.5},
	{Name: "words", Weight: 2.5, B: 0.2}, // a long list is no worse than a short one
	{Name: "description", Weight: 1, B: 0.6},
	{Name: "above", Weight: 0.5, B: 0.5},
}

// NewFinder makes a finder. Codes of five digits are found; those above them
// lend their titles.
func NewFinder(codes []Code) (*Finder, error) {
	return newFinder(codes, &word.Analyzer{Tables: word.Default(), Stem: true, Same: true}, true)
}

// newFinder makes a finder that may lack a device, to measure what it is worth.
func newFinder(codes []Code, words *word.Analyzer, typos bool) (*Finder, error) {
	f := &Finder{words: words, typos: typos, calls: map[string]map[int64]bool{}}
	above, docs := map[Key]Code{}, []find.Doc{}
	for _, c := range codes {
		above[c.Key()] = c
	}
	for _, c := range codes {
		if c.Level == Class {
			f.codes = append(f.codes, c)
			docs = append(docs, document(int64(len(f.codes)), c, above))
			f.call(int64(len(f.codes)), c)
		}
	}
	var err error
	if f.plain, err = indexOf(docs, &word.Analyzer{Tables: words.Tables, Stem: words.Stem}); err == nil && words.Same {
		f.wide, err = indexOf(docs, words)
	}
	return f, err
}

func indexOf(docs []find.Doc, words *word.Analyzer) (*find.Index, error) {
	x, err := find.New(find.Config{Fields: fields, Facets: []string{"version", "section"}, Words: words})
	if err != nil {
		return nil, err
	}
	return x, x.Put(docs...)
}

func document(id int64, c Code, above map[Key]Code) find.Doc {
	var titles []string
	for up, ok := above[Key{c.Version, c.Parent}]; ok; up, ok = above[Key{c.Version, up.Parent}] {
		titles = append(titles, up.Shown)
	}
	return find.Doc{ID: id, Texts: []string{c.Shown, strings.ReplaceAll(c.Words, ";", ","), c.Description, strings.Join(titles, ", ")},
		Facets: [][]string{{c.Version}, {c.Section}}, Group: c.Version + c.Code[:2], Name: c.Code}
}

// call remembers by which phrases a code is called.
func (f *Finder) call(id int64, c Code) {
	for _, p := range c.Phrases() {
		t := f.terms(p)
		if f.calls[t] == nil {
			f.calls[t] = map[int64]bool{}
		}
		f.calls[t][id] = true
	}
}

// terms is what a text says, in one spelling and order.
func (f *Finder) terms(text string) string {
	var out []string
	f.words.Index(text, func(term, _ string) { out = append(out, term) })
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

// Ask is what is looked for.
type Ask struct {
	Text    string
	Version string // "": any
	Section string // "": any
	Skip    int
	Limit   int
}

// Found is the answer.
type Found struct {
	Matches  []Match
	Total    int
	Whole    int // how many of them hold every word that was asked for
	Sections []find.Count
	Used     []find.Used
}

// Match is a code that was found.
type Match struct {
	Code  Code
	Score float32
	Terms map[string]bool // what was found of it, as index terms: see Mark
}

// Find gives at most n codes, the best first.
func (f *Finder) Find(text string, n int) []Match {
	found, err := f.Search(Ask{Text: text, Limit: n})
	if err != nil {
		return nil
	}
	return found.Matches
}

// Search looks first for codes that hold every word, those for selling, making
// and serving aside: these stand in few descriptions, and count where they do.
// While what was found is little it looks on: for any of the words, then for
// words of the same meaning too. In this order, by the judged questions: words of
// the same meaning mislead where the words themselves are found.
func (f *Finder) Search(a Ask) (Found, error) {
	if digits(a.Text) {
		return f.byNumber(a), nil
	}
	said := listen(a.Text)
	if said.all == "" {
		return Found{}, nil
	}
	g := gathering{finder: f, ask: a, said: said, seen: map[int64]int{}, near: map[string]bool{}, calls: []map[int64]bool{f.calls[f.terms(said.all)], f.calls[f.terms(said.thing)]}}
	wide := f.wide
	if wide == nil {
		wide = f.plain
	}
	for _, round := range [][]tier{
		{{f.plain, said.all, false}, {f.plain, said.thing, false}},
		{{f.plain, cmp.Or(said.thing, said.all), true}},
		{{wide, said.all, true}},
	} {
		if len(g.all) >= few {
			break
		}
		for _, t := range round {
			if err := g.look(t); err != nil {
				return Found{}, err
			}
		}
		g.inOrder()
	}
	return g.part(), nil
}

// Limits of an answer. Nobody looks further than a few pages.
const (
	few     = 5    // codes that hold every word: fewer are too few to stop looking
	most    = 200  // codes
	others  = 12   // codes that hold some words, beside those that hold all
	atLeast = 10   // codes that are kept however weak they are
	tail    = 0.25 // of the best score: what is weaker is left out
	beside  = 0.33 // the same, in other divisions than those whose codes hold every word
)

// tier is one way to ask the index.
type tier struct {
	index *find.Index
	text  string
	any   bool
}

// gathering collects the answers of one search, tier after tier.
type gathering struct {
	finder *Finder
	ask    Ask
	said   said
	calls  []map[int64]bool // codes that are called just what was typed
	near   map[string]bool  // divisions of codes that hold every word
	seen   map[int64]int    // where a code stands in all
	had    []tier
	all    []Match
	whole  int
	sorted int // how many of all are in order
	used   []find.Used
	now    tier
}

func (g *gathering) look(t tier) error {
	if t.text == "" || slices.Contains(g.had, t) {
		return nil
	}
	g.had, g.now = append(g.had, t), t
	q := find.Query{Text: t.text, Any: t.any, Where: map[string][]string{}, Limit: most, Typos: g.finder.typos, Bound: bound, Score: g.score}
	if g.ask.Version != "" {
		q.Where["version"] = []string{g.ask.Version}
	}
	if t.any && g.whole > 0 {
		q.Limit = others
	}
	r, err := t.index.Search(q)
	if err != nil {
		return err
	}
	g.take(r)
	return nil
}

func (g *gathering) take(r find.Result) {
	terms := map[string]bool{}
	for _, u := range r.Words {
		for _, t := range u.As {
			terms[t] = true
		}
	}
	for i, h := range r.Hits {
		if g.tooWeak(i, h, r.Hits[0].Score) {
			continue
		}
		at, seen := g.seen[h.ID]
		if !seen {
			g.seen[h.ID] = len(g.all)
			g.all = append(g.all, Match{Code: g.finder.codes[h.ID-1], Score: h.Score, Terms: terms})
		} else if at >= g.sorted && h.Score > g.all[at].Score {
			g.all[at].Score, g.all[at].Terms = h.Score, terms
		}
	}
	if len(r.Words) >= len(g.used) {
		g.used = r.Words
	}
}

// tooWeak leaves out what shares a word by chance: beside three sellers of "nasi
// kuning" nobody asks for a school of the yellow books.
func (g *gathering) tooWeak(i int, h find.Hit, best float32) bool {
	c := g.finder.codes[h.ID-1]
	if g.now.any && g.whole > 0 && !g.near[c.Version+c.Code[:2]] && h.Score < beside*best {
		return true
	}
	return i >= atLeast && h.Score < tail*best
}

// inOrder closes a round: what it found stands behind what the rounds before
// found, the best first.
func (g *gathering) inOrder() {
	slices.SortStableFunc(g.all[g.sorted:], func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	at := map[Key]int{}
	for i, m := range g.all {
		at[m.Code.Key()] = i
	}
	for id := range g.seen {
		g.seen[id] = at[g.finder.codes[id-1].Key()]
	}
	if g.sorted == 0 && !g.now.any {
		g.whole = len(g.all)
		for _, m := range g.all {
			g.near[m.Code.Version+m.Code.Code[:2]] = true
		}
	}
	g.sorted = len(g.all)
}

// part counts by section, and cuts the part out that is asked for.
func (g *gathering) part() Found {
	out := Found{Whole: g.whole, Used: g.used, Sections: bySection(g.all)}
	kept := g.all
	if g.ask.Section != "" {
		kept = nil
		for i, m := range g.all {
			if m.Code.Section == g.ask.Section {
				kept = append(kept, m)
			} else if i < g.whole {
				out.Whole--
			}
		}
	}
	out.Total = len(kept)
	from := min(g.ask.Skip, len(kept))
	out.Matches = kept[from:min(from+g.ask.Limit, len(kept))]
	return out
}
