package find_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"alun/ground/find"
)

// oracle ranks documents by the formula of the paper and by nothing else:
// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
// Beyond", 2009, section 3.6, simple BM25F, in float64, from plain counts. It
// shares the analysis of words with the index, and no line of its search.
type oracle struct {
	config find.Config
	idf    func(all, having float64) float64
	docs   map[int64]find.Doc
	length map[int64][]int              // document → terms of each field
	counts map[string]map[int64][]int   // term → document → how often in each field
	terms  map[int64]map[string]bool    // document → its terms
	facets map[string]map[string]idsSet // facet → value → documents
}

type idsSet map[int64]bool

func newOracle(c find.Config) *oracle {
	return &oracle{
		config: c, idf: paperIDF,
		docs: map[int64]find.Doc{}, length: map[int64][]int{},
		counts: map[string]map[int64][]int{}, terms: map[int64]map[string]bool{},
		facets: map[string]map[string]idsSet{},
	}
}

func paperIDF(all, having float64) float64 { return math.Log(1 + (all-having+0.5)/(having+0.5)) }

func (o *oracle) put(docs ...find.Doc) {
	for _, d := range docs {
		o.remove(d.ID)
		o.docs[d.ID] = d
		o.length[d.ID] = make([]int, len(o.config.Fields))
		o.terms[d.ID] = map[string]bool{}
		for f, text := range d.Texts {
			o.config.Words.Index(text, func(term, _ string) {
				o.length[d.ID][f]++
				o.terms[d.ID][term] = true
				if o.counts[term] == nil {
					o.counts[term] = map[int64][]int{}
				}
				if o.counts[term][d.ID] == nil {
					o.counts[term][d.ID] = make([]int, len(o.config.Fields))
				}
				o.counts[term][d.ID][f]++
			})
		}
		for i, values := range d.Facets {
			for _, v := range values {
				o.having(o.config.Facets[i], v)[d.ID] = true
			}
		}
	}
}

// having are the documents with a value of a facet.
func (o *oracle) having(facet, value string) idsSet {
	if o.facets[facet] == nil {
		o.facets[facet] = map[string]idsSet{}
	}
	if o.facets[facet][value] == nil {
		o.facets[facet][value] = idsSet{}
	}
	return o.facets[facet][value]
}

func (o *oracle) remove(ids ...int64) {
	for _, id := range ids {
		for term := range o.terms[id] {
			delete(o.counts[term], id)
		}
		for _, values := range o.facets {
			for _, set := range values {
				delete(set, id)
			}
		}
		delete(o.terms, id)
		delete(o.length, id)
		delete(o.docs, id)
	}
}

// scored is a document with its exact score.
type scored struct {
	id    int64
	score float64
}

// search gives all that is found, the best first. The paper knows no words of the
// same meaning: those of one typed word count as one word, as rare as all of them
// together, and a document has the best of them.
func (o *oracle) search(words []string, anyOf bool, where map[string][]string) []scored {
	mean := o.means()
	score, found := map[int64]float64{}, map[int64]int{}
	asked := map[string]bool{}
	for _, w := range words {
		alts := o.config.Words.Query(w)
		if asked[alts[0].Term] {
			continue
		}
		asked[alts[0].Term] = true
		best := map[int64]float64{}
		for _, alt := range alts {
			for id := range o.counts[alt.Term] {
				best[id] = max(best[id], float64(alt.Weight)*o.worth(alt.Term, id, mean))
			}
		}
		idf := o.idf(float64(len(o.docs)), float64(len(best)))
		for id, worth := range best {
			score[id] += idf * worth
			found[id]++
		}
	}
	var all []scored
	for id, s := range score {
		if (anyOf || found[id] == len(asked)) && o.allows(id, where) {
			all = append(all, scored{id, s})
		}
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id)) })
	return all
}

// worth is w/(k1+w) of a term in a document.
func (o *oracle) worth(term string, id int64, mean []float64) float64 {
	weight := 0.0
	for f, often := range o.counts[term][id] {
		if often > 0 {
			field := o.config.Fields[f]
			weight += field.Weight * float64(often) / (1 - field.B + field.B*float64(o.length[id][f])/mean[f])
		}
	}
	return weight / (o.config.K1 + weight)
}

// means are the mean lengths of the fields over all documents.
func (o *oracle) means() []float64 {
	mean := make([]float64, len(o.config.Fields))
	for _, lengths := range o.length {
		for f, n := range lengths {
			mean[f] += float64(n)
		}
	}
	for f := range mean {
		mean[f] /= float64(len(o.docs))
	}
	return mean
}

func (o *oracle) allows(id int64, where map[string][]string) bool {
	for facet, values := range where {
		if !slices.ContainsFunc(values, func(v string) bool { return o.facets[facet][v][id] }) {
			return false
		}
	}
	return true
}

// count counts the values of a facet over all that is found when the facet's
// own filter is left out.
func (o *oracle) count(words []string, anyOf bool, where map[string][]string, facet string) map[string]int {
	rest := maps.Clone(where)
	delete(rest, facet)
	n := map[string]int{}
	for _, s := range o.search(words, anyOf, rest) {
		for value, set := range o.facets[facet] {
			if set[s.id] {
				n[value]++
			}
		}
	}
	return n
}

// asked is a question for both sides.
type asked struct {
	words []string // typed
	any   bool
	where map[string][]string
}

// apart is how far two exact scores may lie from each other, as a share, to
// count as equal: impacts are kept in 16 bits.
const apart = 1e-4

// same holds the first hits of the index against the oracle's: at every place
// stands the oracle's document, or one whose exact score is that of the oracle's
// but for the rounding of impacts.
func same(hits []find.Hit, exact []scored, top int) bool {
	if len(hits) != min(top, len(exact)) {
		return false
	}
	of := map[int64]float64{}
	for _, s := range exact {
		of[s.id] = s.score
	}
	seen := idsSet{}
	for i, h := range hits {
		score, found := of[h.ID]
		if !found || seen[h.ID] || math.Abs(score-exact[i].score) > apart*exact[i].score {
			return false
		}
		seen[h.ID] = true
	}
	return true
}

// describe shows a question that was answered otherwise.
func describe(q asked, r find.Result, exact []scored) string {
	var t strings.Builder
	fmt.Fprintf(&t, "%q any=%t where=%v: %d found, %d by the oracle\n", q.words, q.any, q.where, r.Total, len(exact))
	for i := range max(len(r.Hits), min(len(exact), rankedTop)) {
		if i < len(r.Hits) {
			fmt.Fprintf(&t, "  %d %.6f", r.Hits[i].ID, r.Hits[i].Score)
		}
		if i < len(exact) {
			fmt.Fprintf(&t, "  oracle %d %.6f", exact[i].id, exact[i].score)
		}
		t.WriteByte('\n')
	}
	return t.String()
}
