package registryapi

import (
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry/opendata"
)

// months keeps two months of a demonstration, and begins a third that tells nothing yet.
func (f *feed) months() {
	f.Helper()
	f.must(func(tx *db.Tx) error {
		for _, month := range []string{"2026-10", "2026-11", "2026-12"} {
			if _, err := tx.Exec(`insert into registry_opendata_month (month, at, rule, k, percent, round, demo) values ($1, $2, 2, 10, 20, 5, true)`, month, tx.Now()); err != nil {
				return err
			}
		}
		for _, c := range []struct {
			month, series, row, col string
			n                       int
			men, women              any
			since                   string
		}{
			{"2026-10", "ukuran", "64.71.05", "1-4", 12, nil, nil, "2026-10"}, {"2026-11", "ukuran", "64.71.05", "1-4", 25, nil, nil, "2026-11"}, {"2026-11", "ukuran", "", "1-4", 25, nil, nil, "2026-11"},
			{"2026-11", "ukuran", "", "", 25, nil, nil, "2026-11"}, {"2026-11", "pekerja", "64.71.05", "kuliner", 14, 0, 45, "2026-10"}, {"2026-11", "belum_tampil", "64.71.05", "belum", 11, nil, nil, "2026-11"},
			{"2026-11", "belum_tampil", "64.71.05", "", 11, nil, nil, "2026-11"}, {"2026-12", "ukuran", "", "", 31, nil, nil, "2026-12"},
		} {
			if _, err := tx.Exec(`insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values ($1, $2, $3, $4, $5, $6, $7, $8)`, c.month, c.series, c.row, c.col, c.n, c.men, c.women, c.since); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`insert into registry_opendata_whole (month) values ('2026-10'), ('2026-11')`)
		return err
	})
}

// keptOf asks for a series of a month, in English.
func (f *feed) keptOf(series opendata.Series, month string) (out KeptNumbers, err error) {
	f.Helper()
	words, failed := lang.Load(Files)
	if failed == nil {
		failed = f.d.Read(f.Context(), func(tx *db.Tx) error {
			out, err = Numbers{}.kept(tx, &api.Request{Request: &web.Request{Lang: words.In(lang.EN)}}, &keptIn{Series: string(series), Month: month})
			return nil
		})
	}
	if failed != nil {
		f.Fatal(failed)
	}
	return out, err
}

// at finds a number; where there is none, the test ends.
func (k KeptNumbers) at(f *feed, row, col string) KeptNumber {
	f.Helper()
	for _, n := range k.Items {
		if n.Row == row && n.Col == col {
			return n
		}
	}
	f.Fatalf("%s has no %q %q", k.Series, row, col)
	return KeptNumber{}
}

// TestKeptNumbersAreToldAsOnThePage: each place of a month, told or hidden; what is hidden is
// null and never 0, with the reason, the rule and whether made-up businesses are counted. A
// month that is still being written is not there.
func TestKeptNumbersAreToldAsOnThePage(t *testing.T) {
	eachFeed(t, func(f *feed) {
		if _, err := f.keptOf(opendata.Sizes, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("of a house that kept nothing: %v", err)
		}
		f.months()
		err := f.d.Read(t.Context(), func(tx *db.Tx) error {
			all, err := Numbers{}.months(tx, nil, nil)
			if len(all.Items) != 2 || all.Items[0].Month != "2026-11" || all.Items[1].Month != "2026-10" || all.Items[0].Counted == "" {
				t.Errorf("%+v", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		sizes, err := f.keptOf(opendata.Sizes, "")
		if err != nil || len(sizes.Items) != 7*5 || sizes.Month != "2026-11" || sizes.Rule != 2 || sizes.K != 10 || sizes.Percent != 20 || sizes.Round != 5 || !sizes.Demo ||
			!strings.Contains(sizes.Hidden, "10") || !strings.Contains(sizes.Hidden, "20%") {
			t.Fatalf("%v %+v", err, sizes)
		}
		if n := sizes.at(f, "64.71.05", "1-4"); !n.Told || *n.Businesses != 25 || n.Men != nil || *n.Since != "2026-11" {
			t.Errorf("%+v", n)
		}
		if n := sizes.at(f, "", ""); !n.Told || *n.Businesses != 25 {
			t.Errorf("the sum: %+v", n)
		}
		if n := sizes.at(f, "64.71.05", "5-19"); n.Told || n.Businesses != nil || n.Since != nil {
			t.Errorf("what is hidden: %+v", n)
		}
		if old, err := f.keptOf(opendata.Sizes, "2026-10"); err != nil || *old.at(f, "64.71.05", "1-4").Businesses != 12 || old.at(f, "", "").Told {
			t.Errorf("%v %+v", err, old)
		}
		for _, month := range []string{"2026-12", "2026-09"} {
			if _, err := f.keptOf(opendata.Sizes, month); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", month, err)
			}
		}
		f.keptBeside()
	})
}

// keptBeside looks at the other series: of workers nobody learns of how many businesses.
func (f *feed) keptBeside() {
	f.Helper()
	workers, err := f.keptOf(opendata.Workers, "")
	if n := workers.at(f, "64.71.05", "kuliner"); err != nil || !n.Told || n.Businesses != nil || *n.Men != 0 || *n.Women != 45 || *n.Since != "2026-10" {
		f.Errorf("%v %+v", err, n)
	}
	if n := workers.at(f, "64.71.05", opendata.Mixed); n.Told || n.Men != nil || n.Women != nil {
		f.Errorf("%+v", n)
	}
	if shut, err := f.keptOf(opendata.Unshown, ""); err != nil || len(shut.Items) != 7 || *shut.at(f, "64.71.05", "").Businesses != 11 {
		f.Errorf("%v %+v", err, shut)
	}
}
