package find

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alun/ground/find/word"
)

// The model is a plain scan over all documents that shares nothing with the index
// but the analysis of words. What is asked is made as a tree and written out as
// text, so the model needs no parser of its own.

// wanted is a question as a tree.
type wanted struct {
	need    [][]thing // of each, one
	without []thing
	any     bool
	where   map[string][]string
	count   []string
	order   Sort
	near    *Point
	skip    int
	limit   int
}

// thing is a word, a phrase, or the beginning of words.
type thing struct {
	words  []string
	prefix bool
}

func (t thing) String() string {
	switch {
	case t.prefix:
		return t.words[0] + "*"
	case len(t.words) > 1:
		return `"` + strings.Join(t.words, " ") + `"`
	}
	return t.words[0]
}

func (w wanted) query() Query {
	var parts []string
	for _, any := range w.need {
		for i, t := range any {
			if i > 0 {
				parts = append(parts, "OR")
			}
			parts = append(parts, t.String())
		}
	}
	for _, t := range w.without {
		parts = append(parts, "-"+t.String())
	}
	return Query{Text: strings.Join(parts, " "), Any: w.any, Where: w.where, Count: w.count, Sort: w.order, Near: w.near, Skip: w.skip, Limit: w.limit}
}

type model struct {
	config Config
	docs   map[int64]Doc
	known  map[string][][][2]string // texts that were read before
	every  *word.Analyzer           // of the configured one, but that it gives stop words too
}

func newModel(c Config) *model {
	every := &word.Analyzer{Tables: c.Words.Tables, Stem: c.Words.Stem}
	every.Tables.Stop = nil
	return &model{c, map[int64]Doc{}, map[string][][][2]string{}, every}
}

// aGap is the term of a stop word: it is nobody's, and keeps its place.
const aGap = "_"

// read gives the words of a text, each with its term and its surface.
func (m *model) read(text string) (all [][2]string) {
	m.every.Index(text, func(term, surface string) {
		if m.config.Words.Tables.Stop[surface] {
			term, surface = aGap, ""
		}
		all = append(all, [2]string{term, surface})
	})
	return all
}

// length is how many words of a field are no stop words.
func length(field [][2]string) (n int) {
	for _, w := range field {
		if w[0] != aGap {
			n++
		}
	}
	return n
}

// text is the words of a document, by field.
func (m *model) text(d Doc) [][][2]string {
	key := strings.Join(d.Texts, "|")
	if all, ok := m.known[key]; ok {
		return all
	}
	all := make([][][2]string, len(m.config.Fields))
	for f, t := range d.Texts {
		all[f] = m.read(t)
	}
	m.known[key] = all
	return all
}

func (m *model) has(text [][][2]string, t thing) bool {
	begins := map[string]bool{}
	terms := m.terms(t)
	if t.prefix {
		begins, terms = m.begins(t.words[0]), []string{""}
	}
	for _, field := range text {
		for i := range len(field) - len(terms) + 1 {
			found := true
			for k, term := range terms {
				found = found && (field[i+k][0] == term || begins[field[i+k][0]])
			}
			if found {
				return true
			}
		}
	}
	return false
}

// terms are those of a phrase as the analyzer reads it: "kue kue" is one word. What is
// left out within it leaves a gap.
func (m *model) terms(t thing) []string {
	var terms []string
	for _, w := range m.read(strings.Join(t.words, " ")) {
		terms = append(terms, w[0])
	}
	for len(terms) > 0 && terms[0] == aGap {
		terms = terms[1:]
	}
	for len(terms) > 0 && terms[len(terms)-1] == aGap {
		terms = terms[:len(terms)-1]
	}
	return terms
}

// begins are the terms of all words that begin so.
func (m *model) begins(prefix string) map[string]bool {
	terms := map[string]bool{}
	for _, d := range m.docs {
		for _, field := range m.text(d) {
			for _, w := range field {
				if w[0] != aGap && strings.HasPrefix(w[1], prefix) {
					terms[w[0]] = true
				}
			}
		}
	}
	return terms
}

func (m *model) found(w wanted, except string) []int64 {
	var ids []int64
	for id, d := range m.docs {
		text := m.text(d)
		ok, some := true, len(w.need) == 0
		for _, any := range w.need {
			one := slices.ContainsFunc(any, func(t thing) bool { return m.has(text, t) })
			ok, some = ok && one, some || one
		}
		ok = ok || w.any && some
		ok = ok && !slices.ContainsFunc(w.without, func(t thing) bool { return m.has(text, t) })
		for facet, values := range w.where {
			f := slices.Index(m.config.Facets, facet)
			ok = ok && (facet == except || slices.ContainsFunc(values, func(v string) bool { return slices.Contains(d.Facets[f], v) }))
		}
		if ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// scores is the relevance of all documents, by the formula.
func (m *model) scores(w wanted) map[int64]float64 {
	mean := make([]float64, len(m.config.Fields))
	texts := map[int64][][][2]string{}
	for id, d := range m.docs {
		texts[id] = m.text(d)
		for f, words := range texts[id] {
			mean[f] += float64(length(words)) / float64(len(m.docs))
		}
	}
	worth := func(text [][][2]string, term string) float64 {
		sum := 0.0
		for f, words := range text {
			for _, word := range words {
				if word[0] == term {
					sum += m.config.Fields[f].Weight / (1 - m.config.Fields[f].B + m.config.Fields[f].B*float64(length(words))/mean[f])
				}
			}
		}
		return sum / (m.config.K1 + sum)
	}
	groups := map[string][]string{} // the terms of each thing that is scored, each once
	for _, any := range w.need {
		for _, t := range any {
			if t.prefix {
				groups[t.String()] = slices.Collect(maps.Keys(m.begins(t.words[0])))
				continue
			}
			for _, term := range m.terms(t) {
				if term == aGap {
					continue
				}
				groups["="+term] = []string{term}
			}
		}
	}
	scores := map[int64]float64{}
	for _, terms := range groups {
		best := map[int64]float64{}
		for id, text := range texts {
			for _, term := range terms {
				best[id] = max(best[id], worth(text, term))
			}
			if best[id] == 0 {
				delete(best, id)
			}
		}
		n, all := float64(len(best)), float64(len(m.docs))
		for id, b := range best {
			scores[id] += b * math.Log(1+(all-n+0.5)/(n+0.5))
		}
	}
	return scores
}

// check holds the answer of an index against the model's.
func (m *model) check(x *Index, w wanted) error {
	q := w.query()
	r, err := x.Search(q)
	if err != nil {
		return fmt.Errorf("%q: %w", q.Text, err)
	}
	ids := m.found(w, "")
	if r.Total != len(ids) || x.Len() != len(m.docs) {
		return fmt.Errorf("%q %+v: %d of %d found (%v), want %d of %d (%v) of %+v", q.Text, w, r.Total, x.Len(), r.Hits, len(ids), len(m.docs), ids, m.docs)
	}
	for _, facet := range w.count {
		counts := map[string]int{}
		for _, id := range m.found(w, facet) {
			for _, v := range slices.Compact(slices.Sorted(slices.Values(m.docs[id].Facets[slices.Index(m.config.Facets, facet)]))) {
				counts[v]++
			}
		}
		got := map[string]int{}
		for _, c := range r.Facets[facet] {
			got[c.Value] = c.N
		}
		if !maps.Equal(counts, got) {
			return fmt.Errorf("%+v: %s counts %v, want %v", q, facet, got, counts)
		}
	}
	return m.order(w, r, ids)
}

// order holds the order of the hits: exactly for names and distances, but for
// what scores are rounded for relevance.
func (m *model) order(w wanted, r Result, ids []int64) error {
	scores := m.scores(w)
	key := func(id int64) float64 {
		d := m.docs[id]
		switch {
		case w.order == ByDistance && w.near != nil && d.Placed:
			return float64(metres(*w.near, d.At))
		case w.order == ByDistance && w.near != nil:
			return math.Inf(1)
		case w.order == ByRelevance:
			return -scores[id]
		}
		return 0
	}
	slices.SortFunc(ids, func(a, b int64) int {
		name := 0
		if w.order == ByName {
			name = strings.Compare(m.docs[a].Name, m.docs[b].Name)
		}
		return cmp.Or(name, cmp.Compare(key(a), key(b)), cmp.Compare(a, b))
	})
	ids = ids[min(w.skip, len(ids)):]
	ids = ids[:min(w.limit, len(ids))]
	if len(r.Hits) != len(ids) {
		return fmt.Errorf("%+v: %d hits, want %d", w, len(r.Hits), len(ids))
	}
	seen := map[int64]bool{}
	for i, h := range r.Hits {
		off := math.Abs(key(h.ID) - key(ids[i]))
		if seen[h.ID] || h.ID != ids[i] && (w.order != ByRelevance || off > 1e-4*math.Abs(key(ids[i]))) {
			return fmt.Errorf("%+v: place %d is document %d (%g), want %d (%g)", w.query(), i, h.ID, key(h.ID), ids[i], key(ids[i]))
		}
		if d := math.Abs(float64(h.Score) - scores[h.ID]); d > 1e-4*scores[h.ID]+1e-6 {
			return fmt.Errorf("%+v: document %d scores %g, want %g", w.query(), h.ID, h.Score, scores[h.ID])
		}
		seen[h.ID] = true
	}
	return nil
}

func modelConfig() Config {
	return Config{
		Fields: []Field{{"name", 3, 0.4}, {"text", 1, 0.75}}, Facets: []string{"area", "badge"}, K1: 1.2,
		Words: &word.Analyzer{Tables: word.Default(), Stem: true},
	}
}

// TestIndexIsTheModel lives a random life and asks at every turn.
func TestIndexIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newModel(modelConfig())
		x, err := New(m.config)
		if err != nil {
			t.Fatal(err)
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				var docs []Doc
				for range rapid.IntRange(1, 6).Draw(t, "docs") {
					docs = append(docs, drawDoc(t))
					m.docs[docs[len(docs)-1].ID] = docs[len(docs)-1]
				}
				if err := x.Put(docs...); err != nil {
					t.Fatal(err)
				}
			},
			"remove": func(t *rapid.T) {
				ids := rapid.SliceOfN(rapid.Int64Range(1, 40), 1, 4).Draw(t, "ids")
				for _, id := range ids {
					delete(m.docs, id)
				}
				x.Remove(ids...)
			},
			"merge": func(t *rapid.T) {
				if err := x.Merge(context.Background()); err != nil {
					t.Fatal(err)
				}
			},
			"file": func(t *rapid.T) {
				var file bytes.Buffer
				if err := x.Save(&file, Mark{"one", 7}); err != nil {
					t.Fatal(err)
				}
				var mark Mark
				if x, mark, err = Load(&file, m.config); err != nil || mark != (Mark{"one", 7}) {
					t.Fatalf("%v, %v", mark, err)
				}
			},
			"": func(t *rapid.T) {
				if err := m.check(x, drawWanted(t)); err != nil {
					t.Fatal(err)
				}
			},
		})
	})
}
