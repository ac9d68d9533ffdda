package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/find/word"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// search asks the finder of this world: copies of a database have equal ids.
func (w *world) search(tx *db.Tx, v plan.View, q plan.Query, limit, offset int) ([]plan.Found, error) {
	a, err := w.finder().Ask(tx, q.Words)
	if err != nil {
		return nil, err
	}
	found, _, err := a.Lines(tx, v, q, limit, offset)
	return found, err
}

func (w *world) finder() *plan.Finder {
	if w.finds == nil {
		w.finds = plan.NewFinder()
	}
	return w.finds
}

// shelf is the referee of Search and Count: it looks at every line in turn. Which
// words are the same is not its question but that of package word.
type shelf struct {
	lines []plan.Figure
	slugs map[db.ID]string
	terms []map[string]bool // of the lines
	raw   []map[string]bool // their words as they are
	words *word.Analyzer
}

func shelve(w *world, v plan.View) (s shelf) {
	w.Helper()
	s.lines, s.slugs = w.figures(v), map[db.ID]string{}
	s.words = &word.Analyzer{Tables: word.Default(), Stem: true, Same: true}
	names := map[db.ID]string{}
	w.read(func(tx *db.Tx) error {
		offices, err := plan.OPDs(tx, v.Quarter.Year)
		for _, o := range offices {
			s.slugs[o.ID], names[o.ID] = o.Slug, o.Short+" "+o.Name
		}
		return err
	})
	for _, f := range s.lines {
		all, raw := map[string]bool{}, map[string]bool{}
		for _, text := range []string{f.Name, f.Indicator, f.Note, names[f.Office]} {
			s.words.Index(text, func(term, _ string) { all[term] = true })
			for _, t := range word.Split(text) {
				raw[t.Text] = true
			}
		}
		s.terms, s.raw = append(s.terms, all), append(s.raw, raw)
	}
	return s
}

// scan finds the lines that a query asks for: each word of it stands somewhere.
// Words like "dan" say nothing beside others, and alone are taken as they are.
func (s shelf) scan(q plan.Query) (found []string) {
	var asked []word.Token
	typed := word.Split(q.Words)
	for _, t := range typed {
		if len(s.words.Query(t.Text)) > 0 {
			asked = append(asked, t)
		}
	}
	for i, f := range s.lines {
		missing := func(t word.Token) bool {
			return !slices.ContainsFunc(s.words.Query(t.Text), func(a word.Alt) bool { return s.terms[i][a.Term] })
		}
		all := !slices.ContainsFunc(asked, missing)
		if len(asked) == 0 {
			all = !slices.ContainsFunc(typed, func(t word.Token) bool { return !s.raw[i][t.Text] })
		}
		if all && (q.Slug == "" || s.slugs[f.Office] == q.Slug) && (q.Level == "" || f.Level.String() == q.Level) {
			found = append(found, hit(f.Node, f.Seq))
		}
	}
	return found
}

func hit(node db.ID, seq int) string { return fmt.Sprint(node, " ", seq) }

// TestSearchAgainstTheReferee: the same lines, for words that occur in the
// reports, for an office, for a level, and for any of them together; one page or
// many; counted as often as found.
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
				got, err := w.pages(tx, v, q, size)
				if err != nil {
					return err
				}
				counted, err := w.finder().Ask(tx, q.Words)
				slices.Sort(got) // the order is that of ground/find, which has its own referee
				slices.Sort(want)
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

// someWords are a word of a line and another of that line or of any other.
func (s shelf) someWords(chance *rand.Rand, f plan.Figure) string {
	pick := func(f plan.Figure) string {
		all := word.Split(f.Name + " " + f.Indicator + " " + f.Note)
		return all[chance.IntN(len(all))].Text
	}
	second := pick(f)
	if chance.IntN(4) == 0 {
		second = pick(s.lines[chance.IntN(len(s.lines))])
	}
	first := pick(f)
	if first == second { // a word said twice is another word: orang-orang
		return first
	}
	return strings.ToUpper(first) + "  " + second
}

// pages reads a search page by page.
func (w *world) pages(tx *db.Tx, v plan.View, q plan.Query, size int) (all []string, err error) {
	for {
		found, err := w.search(tx, v, q, size, len(all))
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
				got, err := w.finder().Ask(tx, words)
				for _, p := range got.Tally {
					if p.Short == "" {
						w.Errorf("%q: no name in %+v", words, p)
					}
					if p.Short = ""; !want[p] {
						w.Errorf("%q: %+v is not in the reports", words, p)
					}
				}
				if len(got.Tally) != len(want) || len(got.Tally) < 100 {
					w.Errorf("%q: %d places, the referee has %d", words, len(got.Tally), len(want))
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
				got, err := w.finder().Ask(tx, q.Words)
				if len(got.Tally) > 0 {
					lines, places = got.Of(got.Tally[0].Report, q), len(got.Tally)
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
			found, err := w.search(tx, w.view(2024, 0), plan.Query{Words: "  SERTIFIKASI pariwisata "}, 10, 0)
			i := slices.IndexFunc(found, func(f plan.Found) bool { return f.Slug == "disporapar" && f.Code == "5.2.1.1" })
			if i < 0 {
				w.Fatalf("found %+v", found)
			}
			if f := found[i]; f.Short != "Disporapar" || f.Real.K.Text != "120" || f.Target.K.Text != "150" ||
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
			{"50%", 2}, {"5%k", 0}, {"tas_batik", 2}, {"tas_", 2}, {"d_skon", 0}, {"!bagus", 2}, {"!", 0}, {"%", 0}, {"disk", 2}, {"diskn", 2}, {"\"tas batik\"", 2},
			{"", 0}, {" \n ", 0}, {"' or 1=1 --", 0}, {strings.Repeat("diskon ", 50), 2},
		} {
			w.read(func(tx *db.Tx) error {
				found, err := w.search(tx, w.view(2024, 0), plan.Query{Words: c.query}, 10, 0)
				if len(found) != c.want {
					w.Errorf("%q: %d found, not %d", c.query, len(found), c.want)
				}
				return err
			})
		}
	})
}

// Lines with the word itself stand before those with one of the same meaning, on every
// page, and Own tells where they end; Said names the words that stand there for it.
func TestSearchShowsTheWordItselfFirst(t *testing.T) {
	full(t, func(w *world) {
		v, mixed := w.view(2024, 0), 0
		named := 0
		for _, words := range []string{"pasar", "usaha", "sampah", "toko", "warung", "makan", "kopi", "wisata halal"} {
			q := plan.Query{Words: words}
			w.read(func(tx *db.Tx) error {
				a, err := w.finder().Ask(tx, words)
				if err != nil {
					return err
				}
				own, err := a.Own(tx, v, q)
				if err != nil {
					return err
				}
				all := &word.Analyzer{Tables: word.Default(), Stem: true, Same: true}
				offices, names := []plan.OPD(nil), map[string]string{}
				if offices, err = plan.OPDs(tx, 2024); err != nil {
					return err
				}
				for _, o := range offices {
					names[o.Slug] = o.Short + " " + o.Name
				}
				for from := 0; from < a.Of(v.ID, q); from += 7 {
					lines, used, err := a.Lines(tx, v, q, 7, from)
					if err != nil {
						return err
					}
					for i, f := range lines {
						if has := holdsAll(all, words, names[f.Slug], f); has != (from+i < own) {
							w.Errorf("%q: line %d of %d own holds the word: %v: %s", words, from+i, own, has, f.Name)
						}
						said := w.finder().Said([]string{f.Name, f.Indicator, f.Note, f.Short}, used, 9)
						if len(said) > 0 { // not where it stands in the office's whole name
							named++
						}
					}
				}
				if own > 0 && own < a.Of(v.ID, q) {
					mixed++
				}
				return nil
			})
		}
		if mixed == 0 || named < 50 {
			t.Errorf("%d questions had lines of both kinds, %d lines said a word of the same meaning", mixed, named)
		}
	})
}

// holdsAll tells whether a line has each word in some form of it or another spelling.
func holdsAll(all *word.Analyzer, words, office string, f plan.Found) bool {
	has := map[string]bool{}
	all.Index(strings.Join([]string{f.Name, f.Indicator, f.Note, office}, "\n"), func(term, _ string) { has[term] = true })
	for _, t := range word.Split(words) {
		if !slices.ContainsFunc(all.Query(t.Text), func(a word.Alt) bool { return a.Weight >= 0.8 && has[a.Term] }) {
			return false
		}
	}
	return true
}

func TestSearchForWhatIsNotThere(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		for _, q := range []plan.Query{{}, {Words: " "}, {Slug: "tiada"}, {Level: "tiada"}, {Words: "usaha", Slug: "' or 1=1 --"},
			{Words: "usaha", Level: "Program"}, {Slug: "disporapar", Level: "-1"}} {
			w.read(func(tx *db.Tx) error {
				found, err := w.search(tx, v, q, 10, 0)
				if len(found) > 0 {
					w.Errorf("%+v: found %+v", q, found[0].Line)
				}
				return err
			})
		}
	})
}
