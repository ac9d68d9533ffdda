package directory

import (
	"math"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/find/word"
	"alun/ground/geo"
	"alun/record/place"
)

// counted are the facets that a page shows.
var counted = []string{"area", "subsector", "division", "holds"}

// query is what is asked of the index.
func (h *holding) query(a Ask) find.Query {
	q := find.Query{Text: atHome(a.Text), Within: a.Within, Sort: a.Sort, Skip: a.Skip, Limit: a.Limit, Explain: a.Explain,
		Where: map[string][]string{"area": a.Areas, "subsector": a.Subsectors, "division": a.Divisions, "holds": a.Holds}}
	if !a.OpenAt.IsZero() {
		q.Where["hours"] = h.hours.openAt(a.OpenAt)
	}
	if a.Near != nil {
		near := pointOf(*a.Near)
		q.Near = &near
	}
	if a.Box != nil {
		q.In = &find.Box{Min: pointOf(a.Box.Min), Max: pointOf(a.Box.Max)}
	}
	return q
}

// try answers with all the words as they stand. Where no business has them all, it
// takes those that stand nowhere as beginnings, for people who still type; then it
// asks for words of the same meaning too, allows for errors of typing, and at last
// takes some of the words for all. So nobody who typed a word that is there is led
// to another one. asked is the question that was answered.
//
// Words of the same meaning stay out of the first answer, other than in the finders of the
// KBLI and of the work plans, where titles are few and dry: here they were tried in it, and
// over the judged questions the answers became a little worse (known ones by 0.001, fresh
// ones by nothing), because a shop that says what is looked for stands behind one that says
// what it is like. Behind fewer than five hits they are heard in others.
func (h *holding) try(q find.Query, lacks devices) (r find.Result, asked find.Query, err error) {
	q.Plain = true
	r, err = h.index.Search(q)
	if err != nil || r.Total > 0 || len(r.Words) == 0 {
		return r, q, err
	}
	begun, same, guessed, some := q, q, q, q
	lacks.Typos = lacks.Typos || !slips(r.Words)
	begun.Text = beginnings(q.Text, r.Words)
	same.Plain = false
	guessed.Plain, guessed.Typos = false, !lacks.Typos
	some.Plain, some.Typos, some.Any = false, !lacks.Typos, true
	for _, other := range []find.Query{begun, same, guessed, some} {
		if other.Text == q.Text && other.Plain || other.Any && len(r.Words) == 1 {
			continue
		}
		if found, err := h.index.Search(other); err != nil || found.Total > 0 {
			return found, other, err
		}
	}
	return r, q, nil
}

// slips tells whether a word stands nowhere. Only then somebody may have mistyped: the index
// would also mend a word that stands in one or two businesses, and by the judged questions
// that leads astray ("spanduk murah" to what is "merah"; 0.004 of the fresh ones). To leave
// alone what the stemmer knows for a word, though it stands nowhere, loses as much as it
// gains: it knows "sambel" too.
func slips(used []find.Used) bool {
	return slices.ContainsFunc(used, func(u find.Used) bool { return u.How == find.Nothing })
}

// beginnings puts a star behind the words that stand nowhere. A phrase stays one, and what
// is to be left out stays out.
func beginnings(text string, used []find.Used) string {
	return find.Reword(text, func(typed string) string {
		t := word.Split(typed)
		nowhere := len(t) == 1 && len(t[0].Text) > 1 && slices.ContainsFunc(used, func(u find.Used) bool { return u.Typed == t[0].Text && u.How == find.Nothing })
		if nowhere {
			return t[0].Text + "*"
		}
		return typed
	})
}

// Wordless is the fault of a question in which nothing can be looked for.
const Wordless = "directory.wordless"

// answerable gives what answers a question. A text of signs alone is refused: to give all
// businesses for it would say that they fit.
func (d *Directory) answerable(a Ask) (*holding, error) {
	if strings.TrimSpace(a.Text) != "" && !find.Asks(a.Text) {
		return nil, fault.New(fault.Invalid, Wordless, a.Text).At("q", Wordless, a.Text)
	}
	return d.serving()
}

// Find answers a question. Until the index is ready it fails with a fault that says so, and
// with Wordless where nothing of the text can be looked for.
func (d *Directory) Find(a Ask) (out Found, err error) {
	defer fault.Op(&err, "directory: find")
	h, err := d.answerable(a)
	if err != nil {
		return Found{}, err
	}
	q := h.query(a)
	if !a.Bare {
		q.Count = counted
	}
	r, asked, err := h.try(q, d.lacks)
	if err != nil {
		return Found{}, err
	}
	out = Found{Total: r.Total, Hits: make([]Hit, len(r.Hits)), Facets: h.lore.parted(r.Facets), Words: heard(a.Text, q.Text, r.Words), Any: asked.Any && r.Total > 0, Explained: r.Explained}
	for i, hit := range r.Hits {
		out.Hits[i] = Hit{db.ID(hit.ID), hit.Score, hit.Metres}
	}
	if a.Sort == find.ByRelevance && a.Skip == 0 && r.Total > 0 && r.Total < min(few, a.Limit) && !asked.Any && len(r.Words) > 0 {
		out.Others, err = h.others(asked, out.Hits)
	}
	return out, err
}

// How many others stand beside what was found.
const (
	few  = 5 // businesses that have every word: fewer are too few to stop looking
	most = 10
	// weakest is the least part of the best score: what is weaker shares no more with the
	// question than every other shop does.
	weakest = 0.05
)

// others are businesses that have some of the words, or words of the same meaning, the
// best first: by the judged questions, who finds two sellers of "sate kambing" looks on
// for those who sell sate, and who finds one binatu for the laundries.
func (h *holding) others(asked find.Query, found []Hit) ([]Hit, error) {
	q := asked // errors of typing are allowed for where they were to find anything
	q.Plain, q.Any, q.Limit, q.Count, q.Explain = false, true, most+few, nil, false
	r, err := h.index.Search(q)
	if err != nil {
		return nil, err
	}
	var out []Hit
	for _, hit := range r.Hits {
		known := slices.ContainsFunc(found, func(f Hit) bool { return f.ID == db.ID(hit.ID) })
		if !known && len(out) < most && hit.Score >= weakest*r.Hits[0].Score {
			out = append(out, Hit{db.ID(hit.ID), hit.Score, hit.Metres})
		}
	}
	return out, nil
}

// parted tells kecamatan from kelurahan: in the index they are one facet, so that
// filters of both are alternatives.
func (l *lore) parted(all map[string][]find.Count) map[string][]find.Count {
	if all == nil {
		return nil
	}
	out := map[string][]find.Count{"subsector": all["subsector"], "division": all["division"], "holds": all["holds"], "kecamatan": nil, "kelurahan": nil}
	for _, c := range all["area"] {
		level := string(l.areas[c.Value].Level)
		if level == string(place.Kecamatan) || level == string(place.Kelurahan) {
			out[level] = append(out[level], c)
		}
	}
	return out
}

// Cells counts what is found over a grid of so many columns in a box: a map of
// everything, at any zoom. Cells are about as high as they are wide.
func (d *Directory) Cells(a Ask, box geo.Box, columns int) (out []Cell, err error) {
	defer fault.Op(&err, "directory: cells")
	h, err := d.answerable(a)
	if err != nil {
		return nil, err
	}
	a.Limit, a.Explain = 0, false
	q := h.query(a)
	if a.Text != "" { // as the list beside it was found
		if _, q, err = h.try(q, d.lacks); err != nil {
			return nil, err
		}
	}
	g := find.Grid{Box: find.Box{Min: pointOf(box.Min), Max: pointOf(box.Max)}, Columns: columns, Rows: rowsOf(box, columns)}
	all, err := h.index.Cells(q, g)
	if err != nil {
		return nil, err
	}
	out = make([]Cell, len(all))
	for i, c := range all {
		out[i] = Cell{At: geo.Point{Lat: int64(c.At.Lat), Lng: int64(c.At.Lon)}, N: c.N, One: db.ID(c.One)}
	}
	return out, nil
}

// rowsOf is how many rows make cells as high as they are wide, on the ground.
func rowsOf(box geo.Box, columns int) int {
	wide, tall := float64(box.Max.Lng-box.Min.Lng+1), float64(box.Max.Lat-box.Min.Lat+1)
	middle := float64(box.Min.Lat+box.Max.Lat) / 2 / geo.Degree * math.Pi / 180
	rows := float64(columns) * tall / (wide * math.Cos(middle))
	if !(rows >= 1) {
		return 1
	}
	return int(min(math.Round(rows), find.MostCells))
}
