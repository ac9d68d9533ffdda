package find

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"alun/ground/find/word"
)

// String writes a wish as the tests below read it.
func (w wish) String() string {
	s := strings.Join(w.words, "+")
	if w.phrase {
		s = ""
		for i, word := range w.words {
			s += strings.Repeat(" _", w.gaps[i]) + " " + word
		}
		s = "'" + s[1:] + "'"
	}
	if w.prefix {
		s += "*"
	}
	return s
}

func (q question) String() string {
	var all []string
	for _, any := range q.need {
		all = append(all, strings.ReplaceAll(strings.Trim(fmt.Sprint(any), "[]"), " ", "|"))
	}
	for _, w := range q.without {
		all = append(all, "-"+w.String())
	}
	return strings.Join(all, " ")
}

func TestQuestionsAreRead(t *testing.T) {
	stop := map[string]bool{"dan": true, "di": true}
	for typed, want := range map[string]string{
		"":                               "",
		"  ( ) ":                         "",
		"Kayu ROTAN":                     "kayu rotan",
		"(kayu)(rotan)":                  "kayu rotan",
		`"kayu rotan" besi`:              "'kayu|rotan' besi",
		`“kayu rotan” besi`:              "'kayu|rotan' besi",
		`"kayu rotan`:                    "'kayu|rotan'",
		`kayu"rotan besi"las`:            "kayu 'rotan|besi' las",
		`"kayu"`:                         "kayu",
		"kayu OR rotan besi":             "kayu|rotan besi",
		"kayu OR rotan OR besi":          "kayu|rotan|besi",
		"besi kayu OR rotan":             "besi kayu|rotan",
		"OR kayu":                        "or kayu",
		"kayu OR":                        "kayu or",
		"kayu OR OR rotan":               "kayu|rotan",
		"OR":                             "or",
		"kayu or rotan":                  "kayu or rotan",
		`"kayu rotan" OR besi`:           "'kayu|rotan'|besi",
		"kayu -rotan":                    "kayu -rotan",
		`kayu -"rotan besi"`:             "kayu -'rotan besi'",
		"kayu --rotan":                   "kayu -rotan",
		"kayu - rotan":                   "kayu rotan",
		"-":                              "",
		"kay*":                           "kay*",
		"kay**":                          "kay*",
		"*":                              "",
		"d*":                             "d*",
		"di*":                            "di*",
		"-kay*":                          "-kay*",
		"kayu/rotan":                     "kayu rotan",
		"kayu/rotan OR besi":             "kayu+rotan|besi",
		"kayu/rot*":                      "kayu+rot*",
		"kayu dan rotan":                 "kayu rotan",
		"dan":                            "dan",
		"dan di":                         "dan di",
		`"dan di"`:                       "'dan|di'",
		`"kayu dan rotan"`:               "'kayu|_|rotan'",
		`"di kayu dan di rotan di"`:      "'kayu|_|_|rotan'",
		`"di kayu dan"`:                  "kayu",
		`"kayu di rotan" OR "di"`:        "'kayu|_|rotan'",
		"-kayu dan":                      "dan -kayu",
		"港湾局":                            "港湾 湾局",
		strings.Repeat("a", 300):         strings.Repeat("a", 64), // the analyzer's own limit
		strings.Repeat("kayu besi ", 50): strings.TrimSpace(strings.Repeat("kayu besi ", 16)),
	} {
		if got := ask(typed, false, stop).String(); got != want {
			t.Errorf("%.60q: %s, want %s", typed, got, want)
		}
	}
	if got := ask("kayu rotan -besi", true, stop).String(); got != "kayu|rotan -besi" {
		t.Errorf("any: %s", got)
	}
}

// FuzzQuery asks whatever: there is an answer, within the limits.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{`"nasi kuning" -roti`, "ker* OR las", "日本", "dan -yang", `-"`, "*", "a OR", "“x” (y) -z*", "\xff\"\x00", strings.Repeat("a ", 99)} {
		f.Add(s, false)
	}
	x, err := New(modelConfig())
	if err != nil {
		f.Fatal(err)
	}
	for id, text := range vocabulary {
		if err := x.Put(Doc{ID: int64(id), Texts: []string{text, strings.Join(vocabulary[:id], " ")}}); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, typed string, any bool) {
		q := ask(typed, any, nil)
		words := 0
		for _, w := range append(slices.Concat(q.need...), q.without...) {
			words += len(w.words)
			for _, s := range w.words {
				if s == "" || utf8.RuneCountInString(s) > mostTyped {
					t.Errorf("a word of %d letters", utf8.RuneCountInString(s))
				}
			}
		}
		if words > mostWords {
			t.Errorf("%d words", words)
		}
		r, err := x.Search(Query{Text: typed, Any: any, Typos: true, Explain: true, Limit: 30})
		if err != nil || len(r.Hits) != min(30, r.Total) || len(r.Explained) != len(r.Hits) {
			t.Errorf("%d hits of %d, %d explained, %v", len(r.Hits), r.Total, len(r.Explained), err)
		}
		x.Suggest(typed, 5)
	})
}

// TestWhatWasSearchedIsSaid shows by which way each word came to its terms.
func TestWhatWasSearchedIsSaid(t *testing.T) {
	c := modelConfig()
	c.Words = &word.Analyzer{Stem: true, Same: true, Tables: word.Default().With(nil, map[string][]string{"kriya": {"kerajinan 0.5"}})}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Put(Doc{ID: 1, Texts: []string{"kerajinan rotan", "perajin yang tekun"}}, Doc{ID: 2, Texts: []string{"warung"}}); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]Used{
		"rotan":     {"rotan", []string{"rotan"}, word.Exact},
		"kerajinan": {"kerajinan", []string{"rajin"}, word.Stemmed},
		"kriya":     {"kriya", []string{"rajin"}, word.Same},
		"warumg":    {"warumg", []string{"warung"}, Corrected},
		"rot*":      {"rot", []string{"rotan"}, Prefix},
		"zzzz":      {"zzzz", nil, Nothing},
		"yang":      {"yang", []string{"yang"}, word.Exact},
	} {
		r, err := x.Search(Query{Text: typed, Typos: true, Limit: 5})
		if err != nil || len(r.Words) != 1 || r.Words[0].Typed != want.Typed || !slices.Equal(r.Words[0].As, want.As) || r.Words[0].How != want.How {
			t.Errorf("%s: %+v, want %+v, %v", typed, r.Words, want, err)
		}
		if (r.Total > 0) != (want.How != Nothing) {
			t.Errorf("%s: %d found", typed, r.Total)
		}
	}
	if _, err := x.Search(Query{Where: map[string][]string{"nowhere": {"a"}}}); err == nil {
		t.Error("a facet that is not there is asked for, and nobody says so")
	}
	if _, err := x.Search(Query{Count: []string{"nowhere"}}); err == nil {
		t.Error("a facet that is not there is counted, and nobody says so")
	}
}

func TestSuggestions(t *testing.T) {
	x, err := New(modelConfig())
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Put(Doc{ID: 1, Texts: []string{"kerajinan kerang", "kerang kertas kerang"}}, Doc{ID: 2, Texts: []string{"kertas dan kerang untuk kepiting"}}); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string][]string{
		"ker": {"kerang", "kertas", "kerajinan"}, "jual KER": {"kerang", "kertas", "kerajinan"}, "kerangka": nil, "": nil, "ker ": nil, "unt": nil, "d": nil,
		"kepiting": {"kepiting"}, "  kepi": {"kepiting"}, `"kert`: {"kertas"}, "kert*": {"kertas"},
	} {
		if got := x.Suggest(typed, 5); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := x.Suggest("ker", 1); !slices.Equal(got, []string{"kerang"}) {
		t.Errorf("one: %q", got)
	}
	x.Remove(2)
	if got := x.Suggest("kep", 5); len(got) != 0 {
		t.Errorf("of removed documents: %q", got)
	}
}
