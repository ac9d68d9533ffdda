package opendataweb

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry/opendata"
)

// keep runs the work of a month.
func (w *town) keep() {
	w.Helper()
	if err := opendata.KeepMonth(context.Background(), w.d, nil); err != nil {
		w.Fatal(err)
	}
}

// kept are the numbers of a month by series, row and column.
func (w *town) kept(month string) map[[3]string]opendata.Number {
	w.Helper()
	out := map[[3]string]opendata.Number{}
	err := w.d.Read(context.Background(), func(tx *db.Tx) error {
		for _, s := range opendata.AllSeries {
			all, err := opendata.Numbers(tx, month, s)
			if err != nil {
				return err
			}
			for _, n := range all {
				out[[3]string{string(s), n.Row, n.Col}] = n
			}
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

func (w *town) count(query string, args ...any) (n int64) {
	w.Helper()
	err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int64, query, args...)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// waiting hands in what are drafts.
func (w *town) waiting() {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set state = 'submitted', submitted_by = 'x', version = version + 1 where state = 'draft' and name <> '' and kelurahan is not null`)
		return err
	})
}

// TestAMonthIsKeptOnce: nothing is kept of a town of few; then one census a month of the
// calendar in the city, and what it tells is what stands in the register: of each place that is
// told, all businesses that were counted; what changes by fewer than ten is told as it was, with
// its month.
func TestAMonthIsKeptOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		w.put(true, secret()...)
		if w.keep(); w.count(`select count(*) from registry_opendata_month`)+w.count(`select count(*) from registry_opendata_cohort`) != 0 {
			t.Fatal("two businesses were kept")
		}
		w.crowd(900)
		w.waiting()
		w.keep()
		first := w.kept("2026-11")
		all := first[[3]string{"ukuran", "", ""}]
		if n := w.count(`select count(*) from registry_opendata_member where series = 'ukuran'`); all.Businesses != n || n < 500 || all.Since != "2026-11" {
			t.Errorf("%d members, told %+v", n, all)
		}
		for _, n := range first {
			if few := n.Businesses < opendata.K; few != (n.Series == opendata.Workers) || n.Men%5 != 0 || n.Women%5 != 0 {
				t.Errorf("told: %+v", n) // of workers it is never told how many businesses they have
			}
		}
		work := first[[3]string{"pekerja", "", ""}]
		if n := w.count(`select sum(men) from registry_opendata_cohort`); work.Men < n-2 || work.Men > n+2 || work.Women == 0 {
			t.Errorf("%d men, told %+v", n, work)
		}
		if first[[3]string{"belum_tampil", "", ""}].Businesses < opendata.K {
			t.Error("nobody waits")
		}
		w.put(true, drafts(5)...)
		if w.keep(); w.count(`select count(*) from registry_opendata_month`) != 1 {
			t.Error("a month is kept twice")
		}
		w.clock.MoveOn(6 * 24 * time.Hour) // the first of December in the city
		if w.keep(); w.count(`select count(*) from registry_opendata_month`) != 2 {
			t.Fatal("the next month is not kept")
		}
		// Who was too few to be told in November comes with those of December, ten at least.
		still := 0
		for at, n := range w.kept("2026-12") {
			switch old := first[at]; {
			case n.Since == "2026-11" && n.Businesses == old.Businesses && n.Men == old.Men:
				still++
			case n.Since != "2026-12" || n.Series != opendata.Workers && n.Businesses-old.Businesses < opendata.K:
				t.Errorf("%v is %+v, and was %+v: fewer than ten had come", at, n, old)
			}
		}
		if n := w.count(`select min(businesses) from registry_opendata_cohort`); n < opendata.K {
			t.Errorf("a cohort of %d", n)
		}
		if still < 10 {
			t.Errorf("only %d numbers are told as they were", still)
		}
	})
}

// TestTenWhoComeAreTold: twenty-five who come together are told. The sums outlive who is
// forgotten.
func TestTenWhoComeAreTold(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(700)
		w.waiting()
		w.keep()
		whole := [3]string{"belum_tampil", "", ""}
		before := w.kept("2026-11")[whole]
		w.put(false, drafts(25)...)
		w.waiting()
		w.clock.MoveOn(6 * 24 * time.Hour)
		w.keep()
		after := w.kept("2026-12")[whole]
		if after.Businesses < before.Businesses+25 || after.Since != "2026-12" {
			t.Errorf("25 came: %+v, before %+v", after, before)
		}
		w.must(func(tx *db.Tx) error {
			some, err := db.All(tx, (*db.Row).ID, `select business from registry_opendata_member where series = 'belum_tampil' order by business limit 5`)
			for _, id := range some {
				if err == nil {
					_, err = tx.Exec(`delete from registry_opendata_member where business = $1`, id)
				}
				if err == nil {
					_, err = tx.Exec(`update registry_business set state = 'closed', version = version + 1 where id = $1`, id)
				}
			}
			return err
		})
		w.clock.MoveOn(31 * 24 * time.Hour)
		w.keep()
		if n := w.kept("2027-01")[whole]; n.Businesses != after.Businesses || n.Since != after.Since {
			t.Errorf("five were forgotten: %+v, before %+v", n, after)
		}
	})
}

// TestWhatWasKeptStays: the database takes no other number for a month, and lets none go but
// what was made up; nor does it take a number of fewer than ten.
func TestWhatWasKeptStays(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.crowd(700)
		w.keep()
		refused := func(query string, args ...any) {
			t.Helper()
			if err := w.d.Write(context.Background(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }); err == nil {
				t.Errorf("taken: %s", query)
			}
		}
		refused(`update registry_opendata_cell set businesses = 11`)
		refused(`update registry_opendata_month set rule = 2`)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_opendata_month (month, at, rule, k, percent, round, demo) values ('2020-01', 0, 1, 10, 20, 5, $1)`, false)
			if err == nil {
				_, err = tx.Exec(`insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values ('2020-01', 'ukuran', '', '', 10, null, null, '2020-01')`)
			}
			if err == nil {
				_, err = tx.Exec(`insert into registry_opendata_whole (month) values ('2020-01')`)
			}
			return err
		})
		refused(`delete from registry_opendata_cell where month = '2020-01'`)
		refused(`insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values ('2020-01', 'ukuran', 'x', '', 10, null, null, '2020-01')`)
		refused(`delete from registry_opendata_whole where month = '2020-01'`)
		refused(`update registry_opendata_whole set month = '2020-02' where month = '2020-01'`)
		refused(`delete from registry_opendata_month where month = '2020-01'`)
		refused(`insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values ('2020-01', 'ukuran', 'x', '', 9, null, null, '2020-01')`)
		refused(`insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values ('2020-01', 'pekerja', 'x', '', 10, 12, 5, '2020-01')`)
		refused(`insert into registry_opendata_month (month, at, rule, k, percent, round, demo) values ('2020-02', 0, 1, 9, 20, 5, $1)`, false)
		refused(`update registry_opendata_cohort set businesses = 9`)
		member, last := w.count(`select min(business) from registry_opendata_member where series = 'ukuran'`), w.count(`select max(cohort) from registry_opendata_member where series = 'ukuran'
			and cohort not in (select m.cohort from registry_opendata_member m where m.business = (select min(o.business) from registry_opendata_member o where o.series = 'ukuran'))`)
		refused(`insert into registry_opendata_member (cohort, business, series, fact, fresh, until) values ($1, $2, 'ukuran', '1-4', $3, null)`, last, member, true)
		w.must(func(tx *db.Tx) error {
			all, err := db.All(tx, (*db.Row).ID, `select id from registry_business`)
			if err == nil && len(all) < len(ids) {
				t.Error("some are gone")
			}
			for len(all) > 0 && err == nil {
				n := min(200, len(all))
				err, all = opendata.RemoveDemo(tx, all[:n]), all[n:]
			}
			return err
		})
		for _, table := range []string{"registry_opendata_member", "registry_opendata_cohort"} {
			if n := w.count(`select count(*) from ` + table); n != 0 {
				t.Errorf("%s has %d rows", table, n)
			}
		}
		if n := w.count(`select count(*) from registry_opendata_month`); n != 1 {
			t.Errorf("%d months: only the real one stays", n)
		}
	})
}

// TestPagesOfKeptMonths: in three languages, with what is hidden, how each number was made and
// its course; as files; and what there is not is refused.
func TestPagesOfKeptMonths(t *testing.T) {
	eachTown(t, func(w *town) {
		const at = "/data/usaha/bulanan"
		if body := w.get(at); !strings.Contains(body, "Belum ada bulan yang disimpan") {
			t.Error("an empty town is not said to be empty")
		}
		w.crowd(700)
		w.keep()
		for _, path := range []string{at, at + "?seri=ukuran", at + "?seri=belum_tampil", at + "?seri=pekerja&wilayah=64.71.05", at + "?seri=ukuran&bulan=2026-11&baris=semua&kolom=1-4", "/data/usaha"} {
			for _, tongue := range []string{"", "/en", "/ja"} {
				if body := w.get(tongue + path); strings.Contains(body, "opendataweb.") {
					t.Errorf("%s%s shows a key", tongue, path)
				}
			}
		}
		body := w.get(at + "?seri=ukuran")
		for _, want := range []string{"rahasia", "kurang dari 10", "rekaan", "25 November 2026", "#angka-ini", "Versi aturan"} {
			if !strings.Contains(body, want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if one := w.get(at + "?seri=ukuran&bulan=2026-11&baris=semua&kolom=1-4"); !strings.Contains(one, `id="angka-ini"`) || !strings.Contains(one, "k = 10") {
			t.Error("a number does not say how it was made")
		}
		hidden, told := 0, 0
		for _, x := range w.lines(at + "?seri=ukuran&format=csv") {
			if x["told"] == "yes" {
				told++
			} else if hidden++; x["businesses"] != "" || x["since"] != "" {
				t.Errorf("a hidden number tells: %v", x)
			}
			if x["as_of"] != "2026-11-25" || x["k"] != "10" || x["rule"] != "3" || x["fictional"] != "yes" {
				t.Errorf("%v", x)
			}
		}
		if told < 10 || hidden < 3 {
			t.Errorf("%d told, %d hidden", told, hidden)
		}
		var rows any
		if err := json.Unmarshal([]byte(w.get(at+"?format=json")), &rows); err != nil {
			t.Error(err)
		}
		for _, q := range []string{"?seri=pajak", "?bulan=2020-01", "?seri=ukuran&wilayah=64.71.05", "?wilayah=x", "?seri=ukuran&baris=x&kolom=1-4", "?format=exe", "?seri=%ff"} {
			if res, _ := w.ask(at + q); res.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", q, res.StatusCode)
			}
		}
	})
}
