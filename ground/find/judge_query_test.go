package find_test

import (
	"cmp"
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/find"
	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

// filled is an index of documents, all put at once.
func filled(t testing.TB, docs ...find.Doc) *find.Index {
	t.Helper()
	x, err := find.New(plain())
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Put(docs...); err != nil {
		t.Fatal(err)
	}
	return x
}

// text is a document of a number with its fields.
func text(id int64, fields ...string) find.Doc {
	return find.Doc{ID: id, Texts: fields, Name: fields[0]}
}

// found are the ids of all hits of a question, in their order.
func found(t testing.TB, x *find.Index, q find.Query) []int64 {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 1000
	}
	r, err := x.Search(q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	if len(r.Hits) != max(0, min(q.Limit, r.Total-q.Skip)) {
		t.Errorf("%+v: %d hits of %d", q, len(r.Hits), r.Total)
	}
	ids := make([]int64, len(r.Hits))
	for i, h := range r.Hits {
		ids[i] = h.ID
	}
	return ids
}

func TestAQuestionSaysWhatItMeans(t *testing.T) {
	x := filled(t,
		text(1, "Nasi Kuning", "ayam goreng", "masakan rumah untuk pesta"),
		text(2, "Kuning", "nasi", "roti manis"),
		text(3, "Warung Nasi", "kuning telur", "ayam bakar dan nasi kuning asli"),
		text(4, "Bengkel", "las", "pagar besi"),
		text(5, "Kue", "roti roti roti", "roti"),
		text(6, "Es Krim Durian", "fotokopi", "kupu-kupu laris"),
		text(7, "Uduk", "nasi kuning dan nasi uduk"),
	)
	for _, c := range []struct {
		text string
		any  bool
		want []int64
	}{
		{"nasi kuning", false, []int64{1, 2, 3, 7}},
		{`"nasi kuning"`, false, []int64{1, 3, 7}},
		{`"kuning nasi"`, false, nil}, // 2 has them in two fields, 3 with an end between, 7 with a stop word
		{`"kuning dan nasi"`, false, []int64{7}},
		{`"kuning atau nasi"`, false, []int64{7}}, // any stop word keeps the place
		{`"kuning di atas nasi"`, false, nil},
		{`"dan nasi kuning untuk"`, false, []int64{1, 3, 7}},
		{`"pesta untuk rumah"`, false, nil},
		{`"rumah untuk pesta"`, false, []int64{1}},
		{`"rumah pesta"`, false, nil},
		{`"ayam goreng" kuning`, false, []int64{1}},
		{"nasi -roti", false, []int64{1, 3, 7}},
		{`nasi -"nasi kuning"`, false, []int64{2}},
		{"-roti", false, []int64{1, 3, 4, 6, 7}},
		{"las OR roti", false, []int64{2, 4, 5}},
		{"nasi las OR roti", false, []int64{2}},
		{"nasi las", true, []int64{1, 2, 3, 4, 7}},
		{"bengk*", false, []int64{4}},
		{"tidakada", false, nil},
		{"tidakada OR las", false, []int64{4}},
		{"nasi tidakada", false, nil},
		{"nasi tidakada", true, []int64{1, 2, 3, 7}},
		{"", false, []int64{1, 2, 3, 4, 5, 6, 7}},
		{"roti roti", false, []int64{2, 5}},
		{"-tidakada", false, []int64{1, 2, 3, 4, 5, 6, 7}},
		{"roti -roti", false, nil},
		{"es krim", false, []int64{6}},
		{"eskrim", false, []int64{6}},
		{"es-krim", false, []int64{6}},
		{`"es krim"`, false, []int64{6}},
		{"es krim durian", false, []int64{6}},
		{"durian es krim", false, []int64{6}},
		{"foto copy", false, []int64{6}},
		{"kupu kupu", false, []int64{6}},
		{"kupu2", false, []int64{6}},
		{"laris -es krim", false, nil},
	} {
		got := found(t, x, find.Query{Text: c.text, Any: c.any})
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%q any=%t: %v, want %v", c.text, c.any, got, c.want)
		}
	}
}

// Whatever is typed, and whatever a program asks for, is answered.
func TestOddQuestions(t *testing.T) {
	docs := shopDocs(findtest.NewTown(2), 1, 800)
	x := filled(t, docs...)
	long := strings.Repeat("jual nasi ", 5000)
	for _, typed := range []string{
		"", " ", `"`, `""`, `"""`, `" "`, "*", "**", "-", "--", "- -", "-*", `-"`, `"*"`, `"-"`, "OR", "OR OR", "OR jual", "jual OR", "jual OR OR nasi", "- jual", "-OR",
		"j*", "*jual", "ju*al", `"jual*"`, `"jual nasi`, `jual"nasi`, `-"jual nasi"*`, "\x00", "\xff\xfe", "jual\x00nasi", "…", "🍜", "🍜*", "日本語の店", "日", "日*", "ﬁ", "İstanbul", "e\u0301",
		"dan", "dan yang", "dan*", `"dan"`, `"dan yang"`, "-dan", "yang OR dan", strings.Repeat("a", 100_000), strings.Repeat("é", 50_000), long, strings.Repeat(`"`, 9999), strings.Repeat("-", 9999),
		strings.Repeat("x* ", 300), strings.Repeat("a OR ", 3000), "(jual)", "jual:nasi", "name:jual", "jual^9", "jual~2", "+jual", "'", "jum'at", "kupu-kupu", "a-b-c-d", "1", "2024", "0542-123",
	} {
		for _, q := range []find.Query{
			{Text: typed, Limit: 10}, {Text: typed, Any: true, Limit: 10, Typos: true, Explain: true}, {Text: typed, Typos: true, Sort: find.ByName, Limit: 3, Count: []string{"area"}},
		} {
			r, err := x.Search(q)
			if err != nil {
				t.Errorf("%.40q: %v", typed, err)
				continue
			}
			if r.Total < 0 || r.Total > len(docs) || len(r.Hits) > q.Limit || len(r.Hits) != min(q.Limit, r.Total) {
				t.Errorf("%.40q: %d hits of %d", typed, len(r.Hits), r.Total)
			}
			for _, h := range r.Hits {
				if math.IsNaN(float64(h.Score)) || math.IsInf(float64(h.Score), 0) || h.Score < 0 {
					t.Errorf("%.40q: a score of %v", typed, h.Score)
				}
			}
		}
		for _, n := range []int{-1, 0, 1, 7, math.MaxInt} {
			if got := x.Suggest(typed, n); len(got) > max(0, n) {
				t.Errorf("Suggest(%.40q, %d): %d", typed, n, len(got))
			}
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{`"nasi kuning" -roti`, "ker* OR las", "日本", "dan -yang", `-"`, "*", "nasii koning"} {
		f.Add(s, 0, 10, false)
	}
	docs := shopDocs(findtest.NewTown(2), 1, 300)
	x, err := find.New(plain())
	if err != nil {
		f.Fatal(err)
	}
	if err := x.Put(docs...); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string, skip, limit int, anyOf bool) {
		r, err := x.Search(find.Query{Text: typed, Skip: skip, Limit: limit, Any: anyOf, Typos: true, Explain: true, Count: []string{"area"}})
		if err != nil {
			return
		}
		if r.Total > len(docs) || len(r.Hits) > max(0, limit) || len(r.Explained) != len(r.Hits) {
			t.Errorf("%q: %d found, %d hits, %d explained", typed, r.Total, len(r.Hits), len(r.Explained))
		}
	})
}

func TestPagesAtTheEdge(t *testing.T) {
	x := filled(t, shopDocs(findtest.NewTown(2), 1, 501)...)
	all := found(t, x, find.Query{Text: "jual", Limit: 10_000})
	if len(all) < 100 {
		t.Fatalf("only %d documents to page through", len(all))
	}
	for _, s := range []find.Sort{find.ByRelevance, find.ByName, find.ByDistance} {
		q := find.Query{Text: "jual", Sort: s, Near: &find.Point{Lat: -1_000_000, Lon: 117_000_000}}
		q.Limit = 10_000
		all := found(t, x, q)
		var paged []int64
		for q.Skip, q.Limit = 0, 7; q.Skip < len(all)+20; q.Skip += 7 {
			paged = append(paged, found(t, x, q)...)
		}
		if !slices.Equal(all, paged) {
			t.Errorf("sort %d: the pages do not make the whole", s)
		}
		for _, edge := range []struct{ skip, limit, want int }{
			{math.MaxInt, 10, 0}, {math.MaxInt, math.MaxInt, 0}, {0, math.MaxInt, len(all)}, {1, math.MaxInt, len(all) - 1},
			{0, -1, 0}, {0, math.MinInt, 0}, {len(all) - 1, 5, 1}, {len(all), 5, 0},
		} {
			q.Skip, q.Limit = edge.skip, edge.limit
			r, err := x.Search(q)
			if err == nil && (len(r.Hits) != edge.want || r.Total != len(all)) {
				t.Errorf("sort %d, skip %d, limit %d: %d hits of %d, want %d of %d", s, edge.skip, edge.limit, len(r.Hits), r.Total, edge.want, len(all))
			}
		}
		q.Skip, q.Limit = -5, 5
		if r, err := x.Search(q); err == nil && (len(r.Hits) > 5 || r.Total != len(all)) {
			t.Errorf("skip -5: %d hits of %d", len(r.Hits), r.Total)
		}
	}
}

// Sorting by name and by distance is held against plain sorting, over several
// segments, with replaced and removed documents.
func TestOtherOrdersAreExact(t *testing.T) {
	b := newBoth(t, plain(), plain(), 4000)
	b.change(t)
	near := find.Point{Lat: -930_000, Lon: 117_090_000}
	for _, merged := range []bool{false, true} {
		if merged {
			if err := b.index.Merge(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []find.Query{{}, {Text: "jual"}, {Text: "kerajinan OR kayu", Any: true}, {Where: map[string][]string{"area": findtest.Areas[:3]}}} {
			words := slices.DeleteFunc(strings.Fields(q.Text), func(w string) bool { return w == "OR" })
			var exact []int64
			for id := range b.oracle.docs {
				if b.oracle.allows(id, q.Where) && (len(words) == 0 || b.holdsAny(id, words)) {
					exact = append(exact, id)
				}
			}
			q.Limit, q.Sort = 50, find.ByName
			slices.SortFunc(exact, func(a, c int64) int {
				return cmp.Or(strings.Compare(b.oracle.docs[a].Name, b.oracle.docs[c].Name), cmp.Compare(a, c))
			})
			if got := found(t, b.index, q); !slices.Equal(got, exact[:min(50, len(exact))]) {
				t.Errorf("by name, %+v: %v, want %v", q, got, exact[:min(50, len(exact))])
			}
			q.Sort, q.Near = find.ByDistance, &near
			b.nearestFirst(t, q, exact)
			q.Within = 5000
			b.nearestFirst(t, q, slices.DeleteFunc(exact, func(id int64) bool {
				d := b.oracle.docs[id]
				return !d.Placed || metres(near, d.At) > 5000
			}))
		}
	}
}

func (b *both) holdsAny(id int64, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return b.oracle.terms[id][b.oracle.config.Words.Term(w)] })
}

// nearestFirst holds an answer by distance against distances on the sphere: a
// metre or three in a thousand apart is the same (the earth is no sphere).
func (b *both) nearestFirst(t *testing.T, q find.Query, exact []int64) {
	t.Helper()
	far := func(id int64) float64 {
		if d := b.oracle.docs[id]; d.Placed {
			return metres(*q.Near, d.At)
		}
		return math.Inf(1)
	}
	slices.SortFunc(exact, func(a, c int64) int { return cmp.Or(cmp.Compare(far(a), far(c)), cmp.Compare(a, c)) })
	r, err := b.index.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	near := func(a, c float64) bool { return a == c || math.Abs(a-c) <= 2+0.004*max(a, c) }
	if d := r.Total - len(exact); d < -3 || d > 3 || q.Within == 0 && d != 0 {
		t.Errorf("by distance within %d: %d found, want %d", q.Within, r.Total, len(exact))
	}
	for i, h := range r.Hits {
		want := far(h.ID)
		if !near(want, far(exact[i])) || h.Metres >= 0 && !near(float64(h.Metres), want) || h.Metres < 0 != math.IsInf(want, 1) {
			t.Errorf("by distance, place %d: document %d at %d m, which is %.0f m away; want %.0f m", i, h.ID, h.Metres, want, far(exact[i]))
			return
		}
	}
}

// metres is the way over a sphere.
func metres(a, b find.Point) float64 {
	rad := func(micro int32) float64 { return float64(micro) / 1e6 * math.Pi / 180 }
	dLat, dLon := rad(b.Lat-a.Lat)/2, rad(b.Lon-a.Lon)/2
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*math.Sin(dLon)*math.Sin(dLon)
	return 2 * 6_371_000 * math.Asin(math.Sqrt(h))
}

// A scorer that keeps its bound gives the exact best, and a set of allowed
// documents is a filter like others.
func TestScorerAndAllowedAreExact(t *testing.T) {
	b := newBoth(t, plain(), plain(), 6000)
	b.change(t)
	r := rand.New(rand.NewPCG(1, 2))
	odds := map[int64]float32{}
	var allowed []int64
	for _, id := range slices.Sorted(maps.Keys(b.oracle.docs)) {
		odds[id] = 0.2 + 2.8*r.Float32()
		if r.IntN(3) > 0 {
			allowed = append(allowed, id)
		}
	}
	set, in := find.NewSet(append(allowed, 9_999_999, -4)), map[int64]bool{}
	for _, id := range allowed {
		in[id] = true
	}
	right := 0
	questions := b.questions(12, 200)
	for _, q := range questions {
		exact := b.oracle.search(q.words, q.any, q.where)
		exact = slices.DeleteFunc(exact, func(s scored) bool { return !in[s.id] })
		for i := range exact {
			exact[i].score *= float64(odds[exact[i].id])
		}
		slices.SortFunc(exact, func(a, c scored) int { return cmp.Compare(c.score, a.score) })
		got, err := b.index.Search(find.Query{
			Text: strings.Join(q.words, " "), Any: q.any, Where: q.where, Limit: rankedTop, Allow: set, Bound: 3,
			Score: func(id int64, relevance float32) float32 { return relevance * odds[id] },
		})
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != len(exact) {
			t.Errorf("%s", describe(q, got, exact))
		}
		if same(got.Hits, exact, rankedTop) {
			right++
		}
	}
	if t.Logf("%d of %d", right, len(questions)); float64(right) < rankedShare*float64(len(questions)) {
		t.Errorf("%d of %d answers are the oracle's", right, len(questions))
	}
	if got := found(t, b.index, find.Query{Allow: find.NewSet(nil)}); len(got) != 0 {
		t.Errorf("nothing is allowed, %d are found", len(got))
	}
}

func TestTyposAreMended(t *testing.T) {
	x := filled(t, text(1, "Kerajinan Rotan"), text(2, "Bengkel Motor"), text(3, "Es Teh"), text(4, "Las Besi"), text(5, "Salon"), text(6, "Kue Pisang"))
	for _, c := range []struct {
		text string
		want []int64
	}{
		{"kerajinn", []int64{1}}, {"bengkle motor", []int64{2}}, {"bengkl", []int64{2}}, {"rotn", []int64{1}}, {"sallon", []int64{5}}, {"psiang", []int64{6}},
		{"ax", nil}, {"ek", nil}, {"x", nil}, {"zzzzzz", nil}, {"12", nil},
	} {
		got := found(t, x, find.Query{Text: c.text, Typos: true})
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
		if len(c.want) > 0 && len(found(t, x, find.Query{Text: c.text})) > 0 {
			t.Errorf("%q is found without mending: no test", c.text)
		}
	}
}

// What a hit says of itself adds up to its score.
func TestExplanationsAddUp(t *testing.T) {
	c := plain()
	c.Words = &word.Analyzer{Tables: word.Default(), Stem: true, Same: true}
	b := newBoth(t, c, plain(), 2000)
	for _, q := range b.questions(20, 100) {
		r, err := b.index.Search(find.Query{Text: strings.Join(q.words, " "), Any: q.any, Limit: 10, Explain: true, Typos: true})
		if err != nil || len(r.Explained) != len(r.Hits) {
			t.Fatalf("%v: %d explained of %d, %v", q, len(r.Explained), len(r.Hits), err)
		}
		for i, e := range r.Explained {
			sum := 0.0
			for _, p := range e.Parts {
				sum += p.Score
				if math.Abs(p.Score-p.Idf*p.Weight*p.Impact) > 1e-3 {
					t.Errorf("%v: part %+v", q.words, p)
				}
			}
			if e.ID != r.Hits[i].ID || math.Abs(sum-float64(r.Hits[i].Score)) > 1e-3*sum {
				t.Errorf("%v: document %d scores %f, its parts sum to %f", q.words, r.Hits[i].ID, r.Hits[i].Score, sum)
				return
			}
		}
	}
}
