package registryapi

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry/size"
)

// sizeTables is the migration of the size classes alone.
func sizeTables(t testing.TB) fs.FS {
	t.Helper()
	const name = "migrations/20261125-04-registry.sql"
	data, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{name: {Data: data}}
}

// askSizes runs calls over the shipped rules, in English.
func askSizes(t *testing.T, d *db.DB, call func(tx *db.Tx, r *api.Request) error) {
	t.Helper()
	p, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(t.Context(), d, p)
	}
	if err != nil {
		t.Fatal(err)
	}
	words, err := lang.Load(os.DirFS(".."), os.DirFS("../registryweb"))
	if err != nil {
		t.Fatal(err)
	}
	r := &api.Request{Request: &web.Request{Lang: words.In(lang.EN)}}
	if err := d.Read(t.Context(), func(tx *db.Tx) error { return call(tx, r) }); err != nil {
		t.Fatal(err)
	}
}

func TestTellSizeClass(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		askSizes(t, d, func(tx *db.Tx, r *api.Request) error {
			got, err := tellSizeClass(tx, r, &sizeClassIn{Stage: "running", Sales: "2000000001", Workers: "4", On: "2026-11-22"})
			if err != nil {
				return err
			}
			law, makers := got.Items[0], got.Items[1]
			if law.Scheme != "umkm" || law.City || law.Class == nil || law.Class.Code != "kecil" || law.Class.Name != "Small" || law.Basis != "PP 7/2021 Pasal 35" ||
				len(law.Because) != 1 || !strings.Contains(law.Because[0], "IDR 2,000,000,001") || len(law.Next) != 1 || *law.Next[0].Bound.MoreThan != 15_000_000_000 {
				t.Errorf("by the law: %+v", law)
			}
			if makers.Scheme != "industri" || makers.Class != nil || len(makers.Possible) != 2 || strings.Join(makers.Missing, " ") != "investment" {
				t.Errorf("of makers, without the investment: %+v", makers)
			}
			if last := got.Items[len(got.Items)-1]; !last.City {
				t.Errorf("a band of the city looks like a class of law: %+v", last)
			}
			raw, err := json.Marshal(got)
			if strings.Contains(string(raw), "⟦") {
				t.Errorf("a sentence is missing: %s", raw)
			}
			return err
		})
	}, web.Files, sizeTables(t))
}

func TestSizeRulesOfADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		askSizes(t, d, func(tx *db.Tx, r *api.Request) error {
			for on, want := range map[string]int{"": 6, "2000-01-01": 0, "2010-01-01": 1, "2018-01-01": 2, "2021-02-01": 2, "2021-02-02": 4, "2026-11-22": 5} {
				got, err := listSizeRules(tx, r, &sizeRulesIn{On: on})
				if err != nil {
					return err
				}
				if len(got.Items) != want {
					t.Errorf("%d versions on %q, want %d", len(got.Items), on, want)
				}
			}
			old, err := listSizeRules(tx, r, &sizeRulesIn{Scheme: "umkm", On: "2021-02-01"})
			if err == nil && (old.Items[0].From != "2008-07-04" || *old.Items[0].Until != "2021-02-02" || *old.Items[0].Rules[0].Bounds[0].AtMost != 300_000_000) {
				t.Errorf("the older law: %+v", old.Items[0])
			}
			return err
		})
	}, web.Files, sizeTables(t))
}

func TestSizeQuestionsAreRefused(t *testing.T) {
	for field, in := range map[string]*sizeClassIn{
		"sales": {Stage: "running", Sales: "99999999999999999999"}, "workers": {Stage: "running", Workers: "0"}, "on": {Stage: "running", On: "2021-02-30"},
	} {
		_, err := factsIn(in)
		if _, told := fault.Of(err).Field(field); !told {
			t.Errorf("%s: %v", field, err)
		}
	}
}
