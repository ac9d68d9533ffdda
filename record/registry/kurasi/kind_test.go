package kurasi

import (
	"bytes"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry"
)

// itself is the door of businesses: one that is public shows itself.
func (w *town) itself(tx *db.Tx, business db.ID) ([]Thing, error) {
	b, public, err := w.book.Shown(tx, business)
	if err != nil || !public {
		return nil, err
	}
	return []Thing{{business, b.Facts[registry.Name]}}, nil
}

// tenants is a call for who gets one of two places in a sentra.
func tenants() Typed {
	return Typed{Year: "2026", Title: "Tenan sentra kuliner 2026", Purpose: "Memilih tenan untuk dua lapak sentra.", Entrants: "Usaha yang sudah terbit di direktori.",
		Opens: "2026-03-01T09:10", Closes: "2026-03-01T09:20", Quota: "1", Curators: "3", Criteria: []TypedCriterion{{"Kesiapan berjualan", "", "60"}, {"Ragam barang", "", "40"}}}
}

// tenantCall is such a call that is judged now by four curators, with two businesses.
func (w *town) tenantCall() (call db.ID, e []db.ID) {
	w.Helper()
	w.desk.Shown[Business] = w.itself
	w.must(func(tx *db.Tx) (err error) {
		call, err = w.desk.Make(tx, w.planner.Session, Business, tenants())
		return err
	})
	w.name(call, "kurator0", "kurator1", "kurator2", "kurator3")
	w.steps(call, w.desk.Open)
	w.at("2026-03-01T09:10")
	for _, name := range []string{"Warung Sari", "Dapur Rotan"} {
		business, product := w.stall(w.owner, name)
		if _, err := w.enters(w.owner, call, business, product); !said1(err, "kurasi.not_shown_business") {
			w.Errorf("a product is entered where businesses are judged: %v", err)
		}
		id, err := w.enters(w.owner, call, business, business)
		if err != nil {
			w.Fatal(err)
		}
		if _, err := w.enters(w.owner, call, business, business); !said1(err, "kurasi.entered_already_business") {
			w.Errorf("entered twice: %v", err)
		}
		e = append(e, id)
	}
	w.at("2026-03-01T09:20")
	w.steps(call, w.desk.Judge)
	return call, e
}

// said1 tells whether an error says a sentence at the field of what is entered.
func said1(err error, key string) bool {
	x, told := fault.Of(err).Field(FieldSubject)
	return told && x.Key == key
}

// TestAnotherKindGoesTheSameWay: a call for businesses, not products, goes the whole way, with
// a curator who has an interest and stands aside.
func TestAnotherKindGoesTheSameWay(t *testing.T) {
	eachTown(t, func(w *town) {
		call, e := w.tenantCall()
		aside := w.judges[3]
		if err := w.declares(aside, e[0], Family); err != nil {
			t.Fatal(err)
		}
		if err := w.scores(aside, e[0], 0, "100", "100"); !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Denied) {
			t.Errorf("a curator scores who is their family: %v", err)
		}
		for i, who := range w.judges[:3] {
			w.sheet(who, e[0], "60", []string{"50", "60", "70"}[i])
			w.sheet(who, e[1], "90", "80")
		}
		w.sheet(aside, e[1], "90", "80")
		w.steps(call, w.desk.Decide)
		w.minutesSay(call, "Usaha", "Dapur Rotan")
		w.steps(call, w.desk.Publish)
		chosen := w.told(call, 1, 0)
		if len(chosen) != 1 || chosen[0].Name != "Dapur Rotan" || chosen[0].Subject != chosen[0].Business || chosen[0].Points != 8600 || chosen[0].Sheets != 4 || len(chosen[0].Feedback) != 4 {
			t.Fatalf("%+v", chosen)
		}
		w.read(func(tx *db.Tx) error {
			badges, err := BadgesOf(tx, chosen[0].Business)
			if len(badges) != 1 || badges[0].Kind != Business || badges[0].Name != "Dapur Rotan" {
				t.Errorf("%+v", badges)
			}
			mine, wrong := MyOutcomes(tx, w.owner.Session, w.callIn(tx, call))
			if o := mine[e[0]]; o.Chosen || o.Sheets != 3 || o.Points != 6000 || len(o.Feedback) != 3 {
				t.Errorf("its owner reads %+v", o)
			}
			if err == nil {
				err = wrong
			}
			return err
		})
	})
}

// minutesSay draws the minutes of a call, and looks at what they are made of.
func (w *town) minutesSay(call db.ID, column, name string) {
	w.Helper()
	words, err := lang.Load(Files)
	if err != nil {
		w.Fatal(err)
	}
	var b Board
	w.read(func(tx *db.Tx) (err error) { b, err = w.desk.Minutes(tx, w.planner.Session, call); return err })
	var out bytes.Buffer
	if err := (Paper{City: "Kota Balikpapan", Short: "Balikpapan", Words: words}).Write(&out, b); err != nil || out.Len() < 5000 {
		w.Errorf("%d bytes: %v", out.Len(), err)
	}
	if got := words.In(lang.ID).T("kurasi.paper_col_entry_" + b.Kind); got != column || b.Outcomes[0].Name != name {
		w.Errorf("%q, %+v", got, b.Outcomes[0])
	}
}

// TestEveryKindHasItsWords: whoever opens a door for a kind gives it words in each language.
func TestEveryKindHasItsWords(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []lang.Tag{lang.ID, lang.EN, lang.JA} {
		for _, kind := range []string{Product, Business} {
			for _, key := range []string{KindWord(kind), "kurasi.not_shown_" + kind, "kurasi.entered_already_" + kind, "kurasi.paper_col_entry_" + kind, "kurasi.badge_" + kind} {
				if text := words.In(tag).T(key, "x", "x", "x"); text == "" || strings.Contains(text, "⟦") {
					t.Errorf("%s has no %s", tag, key)
				}
			}
		}
	}
}

// TestACallIsOfAKindThatHasADoor: nobody makes one of another, and all that is wrong with it
// is told at once.
func TestACallIsOfAKindThatHasADoor(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, kind := range []string{"", "lapak", Business} {
			in := tenants()
			in.Title = "x"
			err := w.write(func(tx *db.Tx) error { _, err := w.desk.Make(tx, w.planner.Session, kind, in); return err })
			_, unknown := fault.Of(err).Field(FieldKind)
			_, short := fault.Of(err).Field(FieldTitle)
			if !unknown || !short {
				t.Errorf("%q: %v", kind, err)
			}
		}
	})
}

// TestWhatWasPutForwardIsSuggested: the first that its owner may enter and has not entered.
func TestWhatWasPutForwardIsSuggested(t *testing.T) {
	eachTown(t, func(w *town) {
		call := w.opened()
		sari, ulap := w.stall(w.owner, "Sari")
		_, foreign := w.stall(w.other, "Lain")
		var all []Nominee
		w.desk.Nominees = func(_ *db.Tx, _, business db.ID) (out []Nominee, err error) {
			for _, n := range all {
				if business == 0 || n.Business == business {
					out = append(out, n)
				}
			}
			return out, nil
		}
		suggested := func(want db.ID, found bool) {
			t.Helper()
			w.read(func(tx *db.Tx) error {
				c := w.callIn(tx, call)
				own, err := w.desk.Holdings(tx, w.owner.Session, c)
				if err != nil {
					return err
				}
				n, got, err := w.desk.Suggested(tx, c, own)
				if got != found || n.Subject != want || found && n.Sentence != "Yang terbaik." {
					t.Errorf("%v %+v, want %v", got, n, want)
				}
				return err
			})
		}
		suggested(0, false)
		all = []Nominee{{Business: sari, Subject: foreign, Sentence: "Yang terbaik."}}
		suggested(0, false) // not shown by it
		all = []Nominee{{Business: sari, Sentence: "Yang terbaik."}}
		suggested(ulap, true) // all it shows
		second := w.d.NewID()
		w.things[sari] = append(w.things[sari], Thing{second, "Kedua"})
		suggested(0, true) // one of two: which, its owner says
		all = append([]Nominee{{Business: sari, Subject: ulap, Sentence: "Yang terbaik."}}, all...)
		suggested(ulap, true)
		if _, err := w.enters(w.owner, call, sari, ulap); err != nil {
			t.Fatal(err)
		}
		suggested(0, false)
	})
}

// The minutes of a made-up call are numbered beside those of the city, which have no gap.
func TestMadeUpMinutesHaveNumbersOfTheirOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, demo := range []bool{true, false} {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update account_person set demo = $1 where id = $2`, demo, w.planner.Person)
				return err
			})
			call, e := w.judged("Sari")
			for _, who := range w.judges[:3] {
				w.sheet(who, e[0], "80", "80", "80")
			}
			w.steps(call, w.desk.Decide)
			want := map[bool]string{true: "1/BA-KURASI/PERAGAAN/2026", false: "1/BA-KURASI/2026"}[demo]
			if c := w.call(call); c.Number != want || c.Demo != demo {
				t.Errorf("made up %v: %s", demo, c.Number)
			}
			w.at("2026-03-01T09:05")
		}
	})
}
