package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// shelf is the referee of Search: it looks at every line in turn.
type shelf struct {
	lines        []plan.Figure
	names, texts []string // of the lines, in small letters
}

func shelve(lines []plan.Figure) (s shelf) {
	s.lines = lines
	for _, f := range lines {
		s.names = append(s.names, strings.ToLower(f.Name))
		s.texts = append(s.texts, strings.ToLower(strings.Join(strings.Fields(f.Name+" "+f.Indicator+" "+f.Note+" "+f.OPD), " ")))
	}
	return s
}

func (s shelf) scan(query string) (found []string) {
	words := strings.Fields(strings.ToLower(query))
	all := func(text string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	var ranks [14][]string // lines whose name has all words first, then from the lowest level up
	for i, f := range s.lines {
		if !all(s.texts[i]) {
			continue
		}
		rank := 3 - int(f.Level)
		if !all(s.names[i]) {
			rank += 10
		}
		ranks[rank] = append(ranks[rank], hit(f.Node, f.Seq))
	}
	return slices.Concat(ranks[:]...)
}

func hit(node db.ID, seq int) string { return fmt.Sprint(node, " ", seq) }

// TestSearchAgainstTheReferee: the same lines in the same order, for words and
// parts of words that occur in the reports, one page or many.
func TestSearchAgainstTheReferee(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		lines := w.figures(v)
		referee := shelve(lines)
		chance := rand.New(rand.NewPCG(2024, 2))
		hits := 0
		w.read(func(tx *db.Tx) error {
			for n := range 200 {
				query := someWords(chance, lines)
				want := referee.scan(query)
				size := len(lines)
				if n%10 == 0 {
					size = 1 + len(want)/4
				}
				got, err := pages(tx, v, query, size)
				if err != nil {
					return err
				}
				if !slices.Equal(got, want) {
					w.Errorf("%q: %d found, the referee has %d", query, len(got), len(want))
				}
				hits += len(want)
			}
			return nil
		})
		if hits < 1000 {
			w.Errorf("only %d hits: the words prove nothing", hits)
		}
	})
}

// someWords are a word of a line and a part of another word of that line or of
// any other.
func someWords(chance *rand.Rand, lines []plan.Figure) string {
	pick := func() plan.Figure { return lines[chance.IntN(len(lines))] }
	word := func(f plan.Figure) string {
		all := strings.Fields(f.Name + " " + f.Indicator + " " + f.Note + " " + f.OPD)
		return all[chance.IntN(len(all))]
	}
	first := pick()
	second := word(first)
	if chance.IntN(4) == 0 {
		second = word(pick())
	}
	from := chance.IntN(len(second))
	return strings.ToUpper(word(first)) + "  " + second[from:from+1+chance.IntN(len(second)-from)]
}

// pages reads a search page by page.
func pages(tx *db.Tx, v plan.View, query string, size int) (all []string, err error) {
	for {
		found, total, err := plan.Search(tx, v, query, size, len(all))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			all = append(all, hit(f.Node, f.Seq))
		}
		if len(all) >= total || len(found) == 0 {
			return all, nil
		}
	}
}

func TestSearchFindsTheCertification(t *testing.T) {
	full(t, func(w *world) {
		w.read(func(tx *db.Tx) error {
			found, total, err := plan.Search(tx, w.view(2024, 0), "  SERTIFIKASI pariwisata ", 10, 0)
			i := slices.IndexFunc(found, func(f plan.Found) bool { return f.Slug == "disporapar" && f.Code == "5.2.1.1" })
			if i < 0 || total < 1 {
				w.Fatalf("%d found: %+v", total, found)
			}
			if f := found[i]; !f.InName || f.Short != "Disporapar" || f.Real.K.Text != "120" || f.Target.K.Text != "150" ||
				f.Real.Rp.Rupiah != 122_514_000 || f.Target.Rp.Rupiah != 300_000_000 || f.View != w.view(2024, 0) {
				w.Errorf("found %+v", f)
			}
			return err
		})
	})
}

func TestSearchTakesWordsAsTheyAre(t *testing.T) {
	f := reports().office("2024", disporapar)
	i := f.find("2024", disporapar, "5.2.1.1")
	f.set(i, "name", "Diskon 50% untuk tas_batik !bagus")
	f.set(i+1, "name", "Diskon 50 untuk tas batik bagus")
	bare(t, db.Options{}, func(w *world) {
		w.take(f.read())
		for _, c := range []struct {
			query string
			want  int
		}{
			{"diskon", 2}, {"DISKON tas", 2}, {"tas diskon", 2}, {"diskon tidakada", 0},
			{"50%", 1}, {"5%k", 0}, {"tas_batik", 1}, {"tas_", 1}, {"d_skon", 0}, {"!bagus", 1}, {"!", 1}, {"%", 2},
			{"", 0}, {" \n ", 0}, {"' or 1=1 --", 0}, {strings.Repeat("diskon ", 50), 2},
		} {
			w.read(func(tx *db.Tx) error {
				found, total, err := plan.Search(tx, w.view(2024, 0), c.query, 10, 0)
				if len(found) != c.want || total < c.want {
					w.Errorf("%q: %d of %d found, not %d", c.query, len(found), total, c.want)
				}
				return err
			})
		}
	})
}
