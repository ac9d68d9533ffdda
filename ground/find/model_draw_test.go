package find

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// vocabulary has forms of one stem, words that begin alike, and stop words.
var vocabulary = strings.Fields("dan di kayu kerajinan perajin rajin jual menjual penjualan jualan nasi naskah ikan ikatan kue kuning rotan roti las besi beras warung")

func drawDoc(t *rapid.T) Doc {
	some := func(label string, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, most).Draw(t, label), " ")
	}
	values := func(of ...string) []string { return rapid.SliceOfN(rapid.SampledFrom(of), 0, 2).Draw(t, "values") }
	return Doc{
		ID: rapid.Int64Range(1, 40).Draw(t, "id"), Texts: []string{some("name", 3), some("text", 8)},
		Facets: [][]string{values("utara", "barat", "kota"), values("halal", "pirt")}, Group: rapid.SampledFrom([]string{"", "10", "47"}).Draw(t, "group"),
		Name: some("sort", 1), Placed: rapid.Bool().Draw(t, "placed"),
		At: Point{rapid.Int32Range(-1_300_000, -1_000_000).Draw(t, "lat"), rapid.Int32Range(116_700_000, 117_000_000).Draw(t, "lon")},
	}
}

func drawWanted(t *rapid.T) wanted {
	w := wanted{
		any: rapid.Bool().Draw(t, "any"), order: rapid.SampledFrom([]Sort{ByRelevance, ByName, ByDistance}).Draw(t, "order"),
		count: []string{"area", "badge"}, skip: rapid.IntRange(0, 3).Draw(t, "skip"), limit: rapid.IntRange(0, 50).Draw(t, "limit"), where: map[string][]string{},
	}
	one := func() thing {
		named := func(w string) bool { return !modelConfig().Words.Tables.Stop[w] }
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 4).Draw(t, "words")
		if !slices.ContainsFunc(words, named) { // what is asked with stop words alone, other tests ask
			words = append(words, "kayu")
		}
		if len(words) == 1 && rapid.IntRange(0, 4).Draw(t, "star") == 0 {
			return thing{words: []string{words[0][:rapid.IntRange(1, len(words[0])).Draw(t, "cut")]}, prefix: true}
		}
		return thing{words: words}
	}
	for range rapid.IntRange(0, 3).Draw(t, "need") {
		any := []thing{one()}
		for rapid.IntRange(0, 3).Draw(t, "or") == 0 {
			any = append(any, one())
		}
		w.need = append(w.need, any)
	}
	for rapid.IntRange(0, 4).Draw(t, "without") == 0 {
		no := one()
		if len(w.need) == 0 { // then stop words are read as words
			no.words = slices.DeleteFunc(no.words, func(w string) bool { return !no.prefix && modelConfig().Words.Tables.Stop[w] })
		}
		w.without = append(w.without, no)
	}
	if rapid.Bool().Draw(t, "filter") {
		w.where["area"] = []string{rapid.SampledFrom([]string{"utara", "barat", "nowhere"}).Draw(t, "area")}
	}
	if rapid.IntRange(0, 3).Draw(t, "filter") == 0 {
		w.where["badge"] = []string{"halal", "pirt"}
	}
	if w.order == ByDistance && rapid.Bool().Draw(t, "near") {
		w.near = &Point{-1_150_000, 116_850_000}
	}
	return w
}
