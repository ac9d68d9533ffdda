package showcase_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kurasi"
	"alun/record/registry/madeup"
	"alun/record/registry/product"
)

// eachFair runs in a theatre with the desks of associations and calls.
func eachFair(t *testing.T, run func(w *theatre)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			ring := accounttest.Ring(t)
			d := dbtest.Open(t, at(t), db.Options{}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, letter.Files, registry.Files)
			w := &theatre{T: t, d: d, show: showOf(t, d, ring)}
			w.grounds()
			w.must(func(tx *db.Tx) error { return w.show.People.AddDemo(tx, nil, barat) })
			w.furnish()
			run(w)
		})
	}
}

// furnish gives the show both desks, as the entrance does.
func (w *theatre) furnish() {
	guilds, calls := asosiasi.Desk{Book: w.show.Book}, kurasi.Desk{Book: w.show.Book}
	guilds.Calls = func(tx *db.Tx) (out []asosiasi.Call, err error) {
		all, err := kurasi.Calls(tx, 20)
		for _, c := range all {
			if c.Takes(tx.Now()) {
				out = append(out, asosiasi.Call{Code: "kurasi." + w.show.Book.Ring.Codec().Encode(int64(c.ID)), Name: c.Title})
			}
		}
		return out, err
	}
	calls.NameOf = func(*db.Tx, db.ID) (string, error) { return "-", nil }
	calls.Find = func(tx *db.Tx, name string) (db.ID, error) {
		all, err := w.show.People.DemoPeople(tx)
		i := slices.IndexFunc(all, func(p account.DemoPerson) bool { return p.Name == name })
		if err != nil || i < 0 {
			return 0, errors.Join(err, errors.New("nobody is called "+name))
		}
		return all[i].ID, nil
	}
	calls.Shown = map[string]func(*db.Tx, db.ID) ([]kurasi.Thing, error){kurasi.Product: func(tx *db.Tx, b db.ID) (out []kurasi.Thing, err error) {
		all, err := product.PublicOf(tx, []db.ID{b})
		for _, p := range all[b] {
			out = append(out, kurasi.Thing{ID: p.ID, Name: p.Name})
		}
		return out, err
	}}
	w.show.Asosiasi, w.show.Kurasi = &guilds, &calls
	w.show.With = func(tx *db.Tx, come map[db.ID]madeup.Entry) error {
		goods := map[db.ID][]product.Entry{}
		for id, e := range come {
			for _, p := range e.Products {
				codes, _ := registry.ReadCodes(e.Facts[registry.KBLI]) // in form
				goods[id] = append(goods[id], product.Entry{Name: p.Name, About: p.About, Unit: p.Unit, Kind: product.KindOf(codes), Price: product.Price{Kind: product.Fixed, Low: p.Price}})
			}
		}
		return product.PutDemo(tx, goods)
	}
	w.show.Parts = []func(*db.Tx, []db.ID) error{asosiasi.RemoveDemo, product.RemoveDemo, kurasi.RemoveDemo}
}

// fair is what the pageant left, whatever its ids and moments are.
func (w *theatre) fair() (out []string) {
	for _, query := range []string{`select k.title || ' ' || k.state || ' ' || case when k.demo then 'demo' else '' end from registry_kurasi k order by k.title`,
		`select k.title || ' ' || e.name || ' ' || e.statement from registry_kurasi_entry e join registry_kurasi k on k.id = e.call order by k.title, e.name, e.statement`,
		`select e.name || ' ' || cast(r.points as text) || ' ' || case when r.chosen then 'chosen' else '' end from registry_kurasi_result r join registry_kurasi_entry e on e.id = r.entry order by r.points desc, e.name`,
		`select a.name || ' ' || m.state || ' ' || b.name || ' ' || case when m.shown then 'shown' else '' end from registry_asosiasi_membership m join registry_asosiasi a on a.id = m.asosiasi join registry_business b on b.id = m.business order by a.name, m.state, b.name`,
		`select a.name || ' ' || n.state || ' ' || b.name from registry_asosiasi_nomination n join registry_asosiasi_membership m on m.id = n.membership join registry_asosiasi a on a.id = m.asosiasi join registry_business b on b.id = n.business order by a.name, n.state, b.name`} {
		out = append(out, w.texts(query)...)
	}
	return out
}

// Each page of associations and calls has something to show, in each state; told twice,
// nothing changes; and nobody stays signed in.
func TestThePageantShowsEachState(t *testing.T) {
	eachFair(t, func(w *theatre) {
		w.load(31)
		once, told := w.fair(), w.count("diary_entry")
		for from, least := range map[string]int{"registry_kurasi where state = 'open' and demo": 1, "registry_kurasi where state = 'judging' and demo": 1, "registry_kurasi where state = 'published' and demo and number <> ''": 1,
			"registry_kurasi_result where chosen": 4, "registry_kurasi_result where not chosen": 4, "registry_kurasi_interest where kind = 'competitor'": 1, "registry_kurasi_entry where not consent": 3,
			"registry_asosiasi where state = 'recognised' and demo": 3, "registry_asosiasi_membership where state = 'valid' and shown": 20, "registry_asosiasi_membership where state = 'invited'": 6,
			"registry_asosiasi_membership where state = 'asked'": 6, "registry_asosiasi_nomination where state = 'agreed'": 7, "registry_asosiasi_nomination where state = 'waiting'": 2, "registry_asosiasi_nomination where state = 'refused'": 1} {
			if n := w.count(from); n < least {
				w.Errorf("%s: %d, and at least %d are wanted", from, n, least)
			}
		}
		w.load(31)
		if again := w.fair(); !slices.Equal(once, again) || w.count("diary_entry") != told {
			w.Errorf("told twice: %d rows, not %d, and %d entries more in the diary", len(again), len(once), w.count("diary_entry")-told)
		}
		if n := w.count("account_session where ended_at is null"); n != 0 {
			w.Errorf("%d sessions are left open", n)
		}
		w.souvenirs()
		for person, shown := range map[account.Part]bool{account.Speaker: true, account.Judge: true, account.Fellow: false} {
			w.listed(person, shown)
		}
	})
}

// souvenirs holds the call for the city's icons against what it asks: what is entered can be
// taken home, and nobody reads of one what was written of another.
func (w *theatre) souvenirs() {
	w.Helper()
	icons := `from registry_kurasi_entry e join registry_kurasi k on k.id = e.call and k.state = 'published' join registry_business b on b.id = e.business`
	if n := w.count(`registry_kurasi_entry e join registry_kurasi k on k.id = e.call and k.state = 'published'`); n < 8 {
		w.Errorf("%d entered", n)
	}
	for _, codes := range w.texts(`select b.kbli ` + icons) {
		all, _ := registry.ReadCodes(codes)
		if i := slices.IndexFunc(all, func(c registry.Code) bool { return c.Main }); i < 0 || !slices.Contains([]string{"10", "13", "15", "16", "32"}, all[i].Code[:2]) {
			w.Errorf("%s entered a call for souvenirs", codes)
		}
	}
	for what, query := range map[string]string{"feedback": `select s.feedback || ' ' || cast(e.call as text) from registry_kurasi_sheet s join registry_kurasi_entry e on e.id = s.entry`, "product": `select e.name ` + icons} {
		all := w.texts(query)
		if slices.Sort(all); len(slices.Compact(slices.Clone(all))) != len(all) || len(all) < 8 {
			w.Errorf("the same %s twice: %q", what, all)
		}
	}
	for _, crafted := range w.texts(`select s.feedback ` + icons + ` join registry_kurasi_sheet s on s.entry = e.id where b.kbli like '2020:13%' or b.kbli like '2020:16%' or b.kbli like '2020:32%'`) {
		for _, word := range []string{"Rasa", "Khas pesisir", "aroma", " bungkus", "memasak"} {
			if strings.Contains(crafted, word) {
				w.Errorf("of a craft: %s", crafted)
			}
		}
	}
}

// listed asks whether a visitor can be the people of a part.
func (w *theatre) listed(part account.Part, want bool) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		ids, err := account.DemoOf(tx, part)
		all, wrong := w.show.People.DemoPeople(tx)
		for _, id := range ids {
			if slices.ContainsFunc(all, func(p account.DemoPerson) bool { return p.ID == id && p.Plays == part }) != want {
				w.Errorf("%s is listed: %v", part, !want)
			}
		}
		if len(ids) < 3 {
			w.Errorf("%d play %s", len(ids), part)
		}
		return errors.Join(err, wrong)
	})
}

// errKilled stands for a process that ends between two acts.
var errKilled = errors.New("killed")

// Wherever a load stops, the next one goes on to the same end.
func TestAPageantThatStopsGoesOnToTheSameEnd(t *testing.T) {
	eachFair(t, func(w *theatre) {
		w.load(31)
		whole := w.fair()
		w.goes()
		for _, after := range []int{3, 80, 115, 117, 119, 120, 121, 122} {
			w.show.Hold = func(*db.Tx) error {
				if after--; after < 0 {
					return errKilled
				}
				return nil
			}
			if err := w.show.Load(w.Context(), 31, func(int, int) {}); err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
		}
		w.show.Hold = nil
		w.load(31)
		if got := w.fair(); !slices.Equal(got, whole) {
			t.Errorf("it came to another end: %d rows, not %d\n%q\n%q", len(got), len(whole), got, whole)
		}
		w.goes()
	})
}

// goes takes all of it out.
func (w *theatre) goes() {
	w.Helper()
	if err := w.show.Unload(w.Context(), func(int, int) {}); err != nil {
		w.Fatal(err)
	}
	w.must(asosiasi.RemoveDemoAll)
	w.must(kurasi.RemoveDemoAll)
	for _, table := range []string{"registry_business", "registry_kurasi", "registry_kurasi_criterion", "registry_kurasi_curator", "registry_kurasi_entry", "registry_kurasi_interest", "registry_kurasi_sheet", "registry_kurasi_score",
		"registry_kurasi_result", "registry_asosiasi", "registry_asosiasi_manager", "registry_asosiasi_membership", "registry_asosiasi_step", "registry_asosiasi_nomination"} {
		if n := w.count(table); n != 0 {
			w.Errorf("%s has %d rows", table, n)
		}
	}
}
