package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// TestTheDemonstrationComesAndGoes: made-up businesses come when they are asked for,
// once, and go by one command with all that any part of the register keeps of them.
// Beside a real one they do not come.
func TestTheDemonstrationComesAndGoes(t *testing.T) {
	t.Parallel()
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			at := fresh(t)
			where := atPlace(t, at)
			demo := append([]string{"demo", "--load-only"}, where...)
			must(t, demo...)
			if n := counted(t, at, "registry_business"); n != 0 {
				t.Fatalf("%d businesses, and nobody asked for them", n)
			}
			must(t, append(demo, "--businesses", "120")...)
			all := counted(t, at, "registry_business where demo")
			goods, signs, told := counted(t, at, "registry_product"), counted(t, at, "registry_signal"), counted(t, at, "diary_entry")
			if all < 120+40 || goods < all || signs == 0 {
				t.Errorf("%d businesses, %d products, %d signals", all, goods, signs)
			}
			if out := must(t, append([]string{"find", "warung"}, where...)...); out == "" || strings.Count(out, " [made up] (") != strings.Count(out, "\n") {
				t.Errorf("made-up businesses are found without a mark:\n%s", out)
			}
			if held, proven := counted(t, at, "registry_permit"), counted(t, at, "registry_permit where kind = 'halal' and level = 6"); held < 3 || proven == 0 {
				t.Errorf("%d permits, %d halal ones are proven", held, proven)
			}
			if open, told, groups := counted(t, at, "registry_kurasi where state = 'open'"), counted(t, at, "registry_kurasi where state = 'published'"), counted(t, at, "registry_asosiasi where state = 'recognised'"); open != 1 || told != 1 || groups != 3 {
				t.Errorf("%d calls are open, %d told; %d associations", open, told, groups)
			}
			must(t, append(demo, "--businesses", "120")...)
			if n := counted(t, at, "diary_entry"); n != told || counted(t, at, "registry_business") != all {
				t.Errorf("a second time wrote %d entries", n-told)
			}
			if _, _, errs := alun(t, append([]string{"demo", "--remove"}, where...)...); !strings.Contains(errs, fmt.Sprint(all)) {
				t.Errorf("removing said %q", errs)
			}
			for _, table := range append(hangsOnBusinesses(t), "registry_business", "registry_kurasi", "registry_kurasi_criterion", "registry_asosiasi", "registry_asosiasi_manager") {
				if n := counted(t, at, table); n != 0 {
					t.Errorf("%s has %d rows", table, n)
				}
			}
			real := filepath.Join(t.TempDir(), "daftar.csv")
			if err := os.WriteFile(real, []byte("Nama Usaha;NIB;Kelurahan\nToko Berkah;1206220012345;Damai\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			must(t, append([]string{"import", "businesses", real}, where...)...)
			if code, _, errs := alun(t, append(demo, "--businesses", "120")...); code != exitRefused || !strings.Contains(errs, "real businesses") {
				t.Errorf("beside a real business: exit %d, %q", code, errs)
			}
		})
	}
}

func counted(t *testing.T, at, from string) (n int) {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{ReadOnly: true})
	if err == nil {
		defer d.Close()
		err = d.Read(context.Background(), func(tx *db.Tx) (err error) {
			n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from `+from)
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// hanging lists the columns that name a business, and those that name what goes with it.
func hanging(t *testing.T, of ...string) (out [][2]string) {
	t.Helper()
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, withTables[1:]...) // dbtest has the first
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		for _, table := range of {
			all, err := db.All(tx, func(r *db.Row) [2]string { return [2]string{r.Text(), r.Text()} },
				`select m.name, f."from" from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table' and f."table" = $1 and f.seq = 0 order by 1, 2`, table)
			if err != nil {
				return err
			}
			out = append(out, all...)
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	return out
}

func hangsOnBusinesses(t *testing.T) (out []string) {
	for _, h := range hanging(t, "registry_business") {
		if !slices.Contains(out, h[0]) && h[0] != "registry_business" {
			out = append(out, h[0])
		}
	}
	return out
}

// TestWhatGoesIsFoundByAnIndex: without one, each business that goes is looked for in
// the whole table, and 93,000 take hours. An index of some of the rows finds only those.
func TestWhatGoesIsFoundByAnIndex(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, withTables[1:]...) // dbtest has the first
	for _, h := range hanging(t, "registry_business", "registry_change", "registry_proposal") {
		var first []string
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			first, err = db.All(tx, (*db.Row).Text, `select i.name from pragma_index_list($1) l, pragma_index_info(l.name) i where i.seqno = 0
					and (l.partial = 0 or exists (select 1 from sqlite_master m where m.name = l.name and m.sql like '%where ' || i.name || ' is not null'))
				union select name from pragma_table_info($1) where pk = 1`, h[0]) // a whole number that is the key has no index of its own
			return err
		})
		if err != nil || !slices.Contains(first, h[1]) {
			t.Errorf("%s.%s has no index: %q %v", h[0], h[1], first, err)
		}
	}
}
