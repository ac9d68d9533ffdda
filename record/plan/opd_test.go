package plan_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// profileWith is the city's profile with one file changed.
func profileWith(name string, change func(f *table)) (plan.Profile, error) {
	return profileAs(map[string]func(f *table){name: change})
}

// profileAs is the city's profile with some files changed.
func profileAs(changes map[string]func(f *table)) (plan.Profile, error) {
	files := fstest.MapFS{}
	for _, file := range []string{"opd.csv", "opd_alias.csv", "sources.csv", "promises.csv", "promise_links.csv"} {
		raw, err := fs.ReadFile(cityFiles(), file)
		orPanic(err)
		files[file] = &fstest.MapFile{Data: raw}
	}
	for name, change := range changes {
		f := tableOf(name)
		change(&f)
		files[name] = &fstest.MapFile{Data: f.bytes(',')}
	}
	return plan.ReadProfile(files)
}

func must(p plan.Profile, err error) plan.Profile {
	orPanic(err)
	return p
}

const renamed = "Dinas Pariwisata, Pemuda dan Olahraga"

// withRename gives Disporapar another name from 2025 on.
func withRename(f *table) {
	i := slices.IndexFunc(f.rows, func(r []string) bool { return r[0] == "disporapar" })
	f.set(i, "to_year", "2024")
	f.rows = append(f.rows, []string{"disporapar", renamed, "2025", ""})
}

func TestAnOfficeKeepsItsIdentityUnderANewName(t *testing.T) {
	full(t, func(w *world) {
		next := reports().office("2024", disporapar)
		for i := range next.rows {
			next.set(i, "year", "2025")
		}
		before := w.seen()
		w.write(must(profileWith("opd_alias.csv", withRename)).Load)
		if w.seen() != before {
			w.Error("the reports of the years before have changed")
		}
		res := w.take(next.read())
		if res.Published || len(outcomes(res.Outcomes, "refused")) != len(next.rows) {
			w.Errorf("under its old name: %+v", brief(res))
		}
		for i := range next.rows {
			next.set(i, "department", renamed)
		}
		if res := w.take(next.read()); res.Accepted != len(next.rows) {
			w.Errorf("under its new name: %+v", brief(res))
		}
		w.read(func(tx *db.Tx) error {
			old, _, err := plan.OPDBySlug(tx, 2024, "disporapar")
			if err != nil {
				return err
			}
			now, found, err := plan.OPDBySlug(tx, 2025, "disporapar")
			if !found || old.ID != now.ID || old.Name != disporapar || now.Name != renamed {
				w.Errorf("%+v became %+v", old, now)
			}
			return err
		})
		w.otherYears()
	})
}

// otherYears: a row finds itself in the other reports, whatever the office was
// called then.
func (w *world) otherYears() {
	w.Helper()
	for _, f := range w.figures(w.view(2025, 0)) {
		if f.OPD != renamed {
			w.Fatalf("printed name %q", f.OPD)
		}
		if f.Code != "5.2.1.1" {
			continue
		}
		w.read(func(tx *db.Tx) error {
			others, err := plan.OtherYears(tx, w.view(2025, 0), f)
			if len(others) != 2 || others[0].Year != 2024 || !others[0].SameName || others[0].OPD != disporapar || others[1].SameName {
				w.Errorf("others: %+v", others)
			}
			return err
		})
	}
}

func TestTheProfileTwiceChangesNothing(t *testing.T) {
	full(t, func(w *world) {
		before := w.dump()
		w.write(profile().Load)
		w.write(profile().Link)
		sameDump(w.T, before, w.dump())
	})
}

// TestACorrectedNameReplacesTheOldOne: two names for one year would show every
// line of the office twice.
func TestACorrectedNameReplacesTheOldOne(t *testing.T) {
	corrected := must(profileWith("opd_alias.csv", func(f *table) {
		f.set(slices.IndexFunc(f.rows, func(r []string) bool { return r[0] == "dinkes" }), "name", "Dinas Kesehatan Kota")
	}))
	full(t, func(w *world) {
		lines := len(w.figures(w.view(2024, 0)))
		w.write(corrected.Load)
		if now := len(w.figures(w.view(2024, 0))); now != lines {
			w.Errorf("%d lines became %d", lines, now)
		}
		w.read(func(tx *db.Tx) error {
			o, _, err := plan.OPDBySlug(tx, 2024, "dinkes")
			if o.Name != "Dinas Kesehatan Kota" {
				w.Errorf("name: %q", o.Name)
			}
			return err
		})
	})
}

// TestNoPlanLosesItsName: lines are read with the office's name of their year,
// so a profile that has none for it is refused, and nothing of it is kept.
func TestNoPlanLosesItsName(t *testing.T) {
	late := must(profileWith("opd_alias.csv", func(f *table) {
		f.set(slices.IndexFunc(f.rows, func(r []string) bool { return r[0] == "dinkes" }), "from_year", "2024")
	}))
	full(t, func(w *world) {
		before := w.dump()
		err := w.d.Write(w.Context(), late.Load)
		if f := fault.Of(err); f == nil || f.Key != "plan.opd_without_name" || f.Args[0] != "dinkes" || f.Args[1] != "2023" {
			w.Errorf("answered with %v", err)
		}
		sameDump(w.T, before, w.dump())
	})
}

func TestAWrongProfileNamesTheCell(t *testing.T) {
	add := func(rows ...string) func(*table) { return func(f *table) { f.rows = append(f.rows, rows) } }
	set := func(column, text string) func(*table) { return func(f *table) { f.set(0, column, text) } }
	for _, c := range []struct {
		file, column string
		change       func(*table)
	}{
		{"opd_alias.csv", "slug", add("sihir", "Dinas Sihir", "2023", "")},
		{"opd_alias.csv", "to_year", add("dinsos", "Dinas Sosial Lama", "2023", "2022")},
		{"opd_alias.csv", "from_year", add("dinkes", "Dinas Kesehatan Kota", "2024", "")},
		{"opd_alias.csv", "from_year", add("dinkes", "Dinas Kesehatan Kota", "2020", "2023")},
		{"opd_alias.csv", "from_year", add("dinkes", " dinas  pekerjaan umum", "2022", "2023")},
		{"opd_alias.csv", "from_year", set("from_year", "baru")},
		{"sources.csv", "pages", set("pages", "banyak")},
		{"promises.csv", "id", set("id", "satu")},
		{"promises.csv", "said_on", set("said_on", "5 Maret")},
		{"promise_links.csv", "promise_id", set("promise_id", "99")},
		{"promise_links.csv", "year", set("year", "dua")},
		{"promise_links.csv", "strength", set("strength", "kuat")},
		{"promise_links.csv", "linked_on", set("linked_on", "kemarin")},
	} {
		_, err := profileWith(c.file, c.change)
		if f := fault.Of(err); f == nil || f.Key != "sheet.record_cell" || f.Args[0] != c.file || f.Args[2] != c.column {
			t.Errorf("%s, %s: %v", c.file, c.column, err)
		}
	}
	if _, err := profileWith("opd_alias.csv", add("dinsos", "Dinas Sosial Lama", "2020", "2023")); err != nil {
		t.Errorf("an older name was refused: %v", err)
	}
}
