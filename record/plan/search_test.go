package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// shelf is the referee of Search and Count: it looks at every line in turn.
type shelf struct {
	lines        []plan.Figure
	slugs        map[db.ID]string
	names, texts []string // of the lines, in small letters
}

func shelve(w *world, v plan.View) (s shelf) {
	w.Helper()
	s.lines, s.slugs = w.figures(v), map[db.ID]string{}
	w.read(func(tx *db.Tx) error {
		offices, err := plan.OPDs(tx, v.Quarter.Year)
		for _, o := range offices {
			s.slugs[o.ID] = o.Slug
		}
		return err
	})
	for _, f := range s.lines {
		s.names = append(s.names, strings.ToLower(f.Name))
		s.texts = append(s.texts, strings.ToLower(strings.Join(strings.Fields(f.Name+" "+f.Indicator+" "+f.Note+" "+f.OPD), " ")))
	}
	return s
}

func (s shelf) scan(q plan.Query) (found []string) {
	words := strings.Fields(strings.ToLower(q.Words))
	all := func(text string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	var ranks [14][]string // lines whose name has all words first, then from the lowest level up
	for i, f := range s.lines {
		if !all(s.texts[i]) || q.Slug != "" && s.slugs[f.Office] != q.Slug || q.Level != "" && f.Level.String() != q.Level {
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
// parts of words that occur in the reports, for an office, for a level, and for
// any of them together; one page or many; counted as often as found.
func TestSearchAgainstTheReferee(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		referee := shelve(w, v)
		chance := rand.New(rand.NewPCG(2024, 2))
		hits := map[bool]int{} // by whether more than one part narrowed
		w.read(func(tx *db.Tx) error {
			for n := range 400 {
				q := referee.ask(chance, 1+n%7)
				want := referee.scan(q)
				size := len(referee.lines)
				if n%10 == 0 {
					size = 1 + len(want)/4
				}
				got, err := pages(tx, v, q, size)
				if err != nil {
					return err
				}
				counted, err := plan.Count(tx, q.Words)
				if !slices.Equal(got, want) || counted.Of(v.ID, q) != len(want) {
					w.Errorf("%+v: %d found, %d counted, the referee has %d", q, len(got), counted.Of(v.ID, q), len(want))
				}
				hits[n%7 == 6] += len(want)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if hits[false] < 1000 || hits[true] < 100 {
			w.Errorf("only %v hits: the queries prove nothing", hits)
		}
	})
}

// ask makes a query of what a line of the report holds. Each bit of parts asks
// for one of words, office and level; the parts mostly fit one line.
func (s shelf) ask(chance *rand.Rand, parts int) (q plan.Query) {
	pick := func() plan.Figure { return s.lines[chance.IntN(len(s.lines))] }
	f := pick()
	if parts&1 > 0 {
		q.Words = s.someWords(chance, f)
	}
	if chance.IntN(6) == 0 {
		f = pick()
	}
	if parts&2 > 0 {
		q.Slug = s.slugs[f.Office]
	}
	if parts&4 > 0 {
		q.Level = f.Level.String()
	}
	return q
}

// someWords are a word of a line and a part of another word of that line or of
// any other.
func (s shelf) someWords(chance *rand.Rand, f plan.Figure) string {
	word := func(f plan.Figure) string {
		all := strings.Fields(f.Name + " " + f.Indicator + " " + f.Note + " " + f.OPD)
		return all[chance.IntN(len(all))]
	}
	second := word(f)
	if chance.IntN(4) == 0 {
		second = word(s.lines[chance.IntN(len(s.lines))])
	}
	from := chance.IntN(len(second))
	return strings.ToUpper(word(f)) + "  " + second[from:from+1+chance.IntN(len(second)-from)]
}

// pages reads a search page by page.
func pages(tx *db.Tx, v plan.View, q plan.Query, size int) (all []string, err error) {
	for {
		found, err := plan.Search(tx, v, q, size, len(all))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			all = append(all, hit(f.Node, f.Seq))
		}
		if len(found) < size {
			return all, nil
		}
	}
}

// TestCountKnowsEveryPlace: the tally has every office that a report has lines
// of, at each level, with the lines that the referee counts, and nothing else.
func TestCountKnowsEveryPlace(t *testing.T) {
	full(t, func(w *world) {
		for _, words := range []string{"", "  ", "usaha", "PASAR rakyat", "zzqqxx"} {
			want := map[plan.Place]bool{}
			for _, year := range []int{2023, 2024} {
				v := w.view(year, 0)
				s := shelve(w, v)
				offices := map[db.ID]bool{}
				for _, f := range s.lines {
					offices[f.Office] = true
				}
				for o := range offices {
					for level := e81.Sasaran; level <= e81.Subkegiatan; level++ {
						q := plan.Query{Words: words, Slug: s.slugs[o], Level: level.String()}
						want[plan.Place{Report: v.ID, Slug: q.Slug, Level: level, Lines: len(s.scan(q))}] = true
					}
				}
			}
			w.read(func(tx *db.Tx) error {
				got, err := plan.Count(tx, words)
				for _, p := range got {
					if p.Short == "" {
						w.Errorf("%q: no name in %+v", words, p)
					}
					if p.Short = ""; !want[p] {
						w.Errorf("%q: %+v is not in the reports", words, p)
					}
				}
				if len(got) != len(want) || len(got) < 100 {
					w.Errorf("%q: %d places, the referee has %d", words, len(got), len(want))
				}
				return err
			})
		}
	})
}

// TestCountSeesTheNewestRevisionOnly: what a correction took away is no choice.
func TestCountSeesTheNewestRevisionOnly(t *testing.T) {
	bare(t, db.Options{}, func(w *world) {
		count := func(q plan.Query) (lines, places int) {
			w.read(func(tx *db.Tx) error {
				got, err := plan.Count(tx, q.Words)
				if len(got) > 0 {
					lines, places = got.Of(got[0].Report, q), len(got)
				}
				return err
			})
			return lines, places
		}
		if lines, places := count(plan.Query{Slug: "disporapar"}); lines+places != 0 {
			w.Errorf("before the first report: %d lines in %d places", lines, places)
		}
		f := reports().office("2024", disporapar)
		w.take(f.read())
		i := f.find("2024", disporapar, "5.2.1.1")
		was, places := count(plan.Query{Words: "sertifikasi", Level: "subkegiatan"})
		all, _ := count(plan.Query{})
		f.set(i, "name", "Nama yang lain")
		f.set(i, "indicator", "Ukuran yang lain")
		f.set(i, "note", "")
		w.take(f.read())
		now, after := count(plan.Query{Words: "sertifikasi", Level: "subkegiatan"})
		if same, _ := count(plan.Query{}); same != all || now != was-1 || after != places || places != 4 {
			w.Errorf("%d of %d lines in %d places, then %d of %d in %d", was, all, places, now, same, after)
		}
	})
}

func TestSearchFindsTheCertification(t *testing.T) {
	full(t, func(w *world) {
		w.read(func(tx *db.Tx) error {
			found, err := plan.Search(tx, w.view(2024, 0), plan.Query{Words: "  SERTIFIKASI pariwisata "}, 10, 0)
			i := slices.IndexFunc(found, func(f plan.Found) bool { return f.Slug == "disporapar" && f.Code == "5.2.1.1" })
			if i < 0 {
				w.Fatalf("found %+v", found)
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
				found, err := plan.Search(tx, w.view(2024, 0), plan.Query{Words: c.query}, 10, 0)
				if len(found) != c.want {
					w.Errorf("%q: %d found, not %d", c.query, len(found), c.want)
				}
				return err
			})
		}
	})
}

func TestSearchForWhatIsNotThere(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		for _, q := range []plan.Query{{}, {Words: " "}, {Slug: "tiada"}, {Level: "tiada"}, {Words: "usaha", Slug: "' or 1=1 --"},
			{Words: "usaha", Level: "Program"}, {Slug: "disporapar", Level: "-1"}} {
			w.read(func(tx *db.Tx) error {
				found, err := plan.Search(tx, v, q, 10, 0)
				if len(found) > 0 {
					w.Errorf("%+v: found %+v", q, found[0].Line)
				}
				return err
			})
		}
	})
}
