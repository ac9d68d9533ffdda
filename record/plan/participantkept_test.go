package plan_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
)

// TestWhoAnswersForPeopleReachesTheLists: a copy has what each list holds under a
// number, opened, and nothing of others; forgotten, there is nothing.
func TestWhoAnswersForPeopleReachesTheLists(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		p.must(p.count(p.list(date.Day{Year: 2024, Month: time.February, Date: 5}, "Nama\tNIK\tWilayah", "Siti Aminah\t"+siti+"\t64.71.02", "Budi\t"+budi+"\t")))
		p.list(may2024, "Siti A.\t"+siti) // looked at, and not counted
		k := p.roll.Keeper()
		read := func(nik string) (held []account.Held) {
			p.read(func(tx *db.Tx) (err error) { held, err = k.Read(tx, nik); return err })
			return held
		}
		held := read(siti)
		if len(held) != 2 || held[0].Value != "Siti Aminah" || held[1].Value != "Siti A." || !strings.Contains(held[0].Note, "Pelatihan · 2024-02-05 · ") || !strings.HasSuffix(held[0].Note, "64.71.02") {
			t.Errorf("%+v", held)
		}
		if none := read("6471020505900009"); len(none) != 0 || len(read("")) != 0 {
			t.Errorf("of somebody who is in no list: %+v", none)
		}
		p.must(p.do(func(tx *db.Tx) error {
			n, err := k.Forget(tx, "command", siti)
			if n != 2 {
				t.Errorf("%d forgotten", n)
			}
			return err
		}))
		if left := read(siti); len(left) != 0 {
			t.Errorf("after forgetting: %+v", left)
		}
		if others := read(budi); len(others) != 1 || others[0].Value != "Budi" {
			t.Errorf("of another: %+v", others)
		}
		p.counts(2, 0, 1)
	})
}
