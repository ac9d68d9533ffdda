package kbli_test

import (
	"context"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry/kbli"
)

var batik = kbli.Key{Version: "2020", Code: "13134"}

const because = "Rapat Bappeda 3 November memutuskan begitu."

func do(t testing.TB, d *db.DB, act func(tx *db.Tx) error) error {
	t.Helper()
	return d.Write(context.Background(), act)
}

func standing(t testing.TB, d *db.DB, k kbli.Key) string {
	t.Helper()
	return read(t, d, func(tx *db.Tx) (string, error) {
		m, _, err := kbli.MappingOf(tx, k)
		return m.Slug, err
	})
}

// A code moves, goes and comes back: every row stays with its dates, its reason
// and who decided, and the diary hears of each.
func TestMappingsAreDatedRows(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
		who, _ := accounttest.Sign(t, d, accounttest.Ring(t), accounttest.Role{Role: account.Planner})
		for _, step := range []struct {
			act  func(tx *db.Tx) error
			then string
		}{
			{func(tx *db.Tx) error { return kbli.Map(tx, who.Session, "fesyen", batik, because) }, "fesyen"},
			{func(tx *db.Tx) error { return kbli.Unmap(tx, who.Session, "fesyen", batik, because) }, ""},
			{func(tx *db.Tx) error { return kbli.Map(tx, who.Session, "kriya", batik, because) }, "kriya"},
		} {
			if err := do(t, d, step.act); err != nil {
				t.Fatal(err)
			}
			if now := standing(t, d, batik); now != step.then {
				t.Errorf("batik is in %q, not %q", now, step.then)
			}
		}
		all := read(t, d, func(tx *db.Tx) ([]kbli.Mapping, error) { return kbli.MappingsOf(tx, "kriya") })
		var ended []kbli.Mapping
		for _, m := range all {
			if !m.Holds() {
				ended = append(ended, m)
			} else if m.Key == batik && (m.Proposed() || m.By != who.Actor() || m.Basis != because) {
				t.Errorf("what holds: %+v", m)
			}
		}
		if len(ended) != 1 || !ended[0].Proposed() || ended[0].EndBy != who.Actor() || ended[0].EndWhy != because || ended[0].Until.Before(ended[0].From) {
			t.Errorf("what has ended: %+v", ended)
		}
		if n := count(t, d, `select count(*) from diary_entry where fact in ('registry.kbli_mapped', 'registry.kbli_unmapped')`); n != 3 {
			t.Errorf("%d entries in the diary", n)
		}
	})
}

// What the city decided, no profile undoes; what a profile proposed, it may take
// back.
func TestTheCityOutranksTheProfile(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
		who, _ := accounttest.Sign(t, d, accounttest.Ring(t), accounttest.Role{Role: account.Planner})
		gone := kbli.Key{Version: "2020", Code: "62012"}
		err := do(t, d, func(tx *db.Tx) error { return kbli.Map(tx, who.Session, "fesyen", batik, because) })
		if err == nil {
			err = do(t, d, func(tx *db.Tx) error { return kbli.Unmap(tx, who.Session, "aplikasi", gone, because) })
		}
		if err != nil {
			t.Fatal(err)
		}
		if c := load(t, d, shipped(t)); c.New+c.Changed+c.Ended != 0 {
			t.Errorf("the profile again: %+v", c)
		}
		if a, b := standing(t, d, batik), standing(t, d, gone); a != "fesyen" || b != "" {
			t.Errorf("the profile undid what was decided: %q %q", a, b)
		}
		less := profileOf(t, edited(t, "ekraf_kbli_proposed.csv", "aplikasi,62013,Aktivitas Pemrograman dan Produksi Konten Media Imersif,proposed by this project from the code titles; NOT official\n", ""))
		if c := load(t, d, less); c.Ended != 1 {
			t.Errorf("a proposal taken back: %+v", c)
		}
		if now := standing(t, d, kbli.Key{Version: "2020", Code: "62013"}); now != "" {
			t.Errorf("62013 is still in %q", now)
		}
	})
}

func TestWhatAMappingRefuses(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
		ring := accounttest.Ring(t)
		planner, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner})
		weak, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner, Weak: true})
		inspector, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Inspector})
		for _, c := range []struct {
			name, session, slug string
			k                   kbli.Key
			why, key, field     string
			out                 bool
		}{
			{"nobody", "", "fesyen", batik, because, "account.signed_out", "", false},
			{"an inspector", inspector.Session, "fesyen", batik, because, "account.not_yours", "", false},
			{"a planner without second factor", weak.Session, "fesyen", batik, because, "account.second_needed", "", false},
			{"a subsector nobody knows", planner.Session, "kue", batik, because, "kbli.no_subsector", "", false},
			{"a code nobody knows", planner.Session, "fesyen", kbli.Key{Version: "2020", Code: "99999"}, because, "kbli.map_refused", "code", false},
			{"a code of another version", planner.Session, "fesyen", kbli.Key{Version: "2021", Code: "13134"}, because, "kbli.map_refused", "code", false},
			{"a group", planner.Session, "fesyen", kbli.Key{Version: "2020", Code: "1313"}, because, "kbli.map_refused", "code", false},
			{"no reason", planner.Session, "fesyen", batik, " ok ", "kbli.map_refused", "why", false},
			{"a reason without end", planner.Session, "fesyen", batik, strings.Repeat("a", 501), "kbli.map_refused", "why", false},
			{"there already", planner.Session, "kriya", batik, because, "kbli.map_refused", "code", false},
			{"not there", planner.Session, "fesyen", batik, because, "kbli.map_refused", "code", true},
			{"no reason to take out", planner.Session, "kriya", batik, "", "kbli.map_refused", "why", true},
			{"an inspector takes out", inspector.Session, "kriya", batik, because, "account.not_yours", "", true},
		} {
			act := kbli.Map
			if c.out {
				act = kbli.Unmap
			}
			err := do(t, d, func(tx *db.Tx) error { return act(tx, c.session, c.slug, c.k, c.why) })
			f := fault.Of(err)
			if c.session == "" {
				if !fault.Is(err, fault.Stranger) {
					t.Errorf("%s: %v", c.name, err)
				}
				continue
			}
			if f == nil || f.Key != c.key {
				t.Errorf("%s: %v", c.name, err)
			} else if _, told := f.Field(c.field); c.field != "" && !told {
				t.Errorf("%s: says nothing of %s: %v", c.name, c.field, err)
			}
		}
		if now := standing(t, d, batik); now != "kriya" {
			t.Errorf("batik moved to %q", now)
		}
	})
}

// Two planners at once: the database itself keeps a code in one subsector.
func TestTwoPlannersAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
		ring := accounttest.Ring(t)
		free := kbli.Key{Version: "2020", Code: "56104"}
		first, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner})
		second, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner})
		if had := standing(t, d, free); had != "" {
			if err := do(t, d, func(tx *db.Tx) error { return kbli.Unmap(tx, first.Session, had, free, because) }); err != nil {
				t.Fatal(err)
			}
		}
		done := make(chan error, 2)
		for _, by := range []struct{ session, slug string }{{first.Session, "kuliner"}, {second.Session, "kriya"}} {
			go func() {
				done <- d.Write(context.Background(), func(tx *db.Tx) error { return kbli.Map(tx, by.session, by.slug, free, because) })
			}()
		}
		for range 2 {
			if err := <-done; err != nil && fault.Of(err) == nil {
				t.Errorf("a refusal without a sentence: %v", err)
			}
		}
		if n := count(t, d, `select count(*) from registry_kbli_mapping where code = '56104' and valid_to is null`); n != 1 {
			t.Errorf("the code stands in %d subsectors", n)
		}
	})
}
