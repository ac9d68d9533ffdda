package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// saidOf is what is said of a row, without the id of a business that is only tried.
func saidOf(d registry.RowDone) string {
	key := ""
	if f := fault.Of(d.Why); f != nil {
		key = fmt.Sprint(f.Key, f.Fields)
	}
	return fmt.Sprint(d.Outcome, " ", d.Changed, " ", d.Proposed, " ", key)
}

// rowsByChance are rows of which many meet: in their keys, numbers and businesses, also
// within one act.
func rowsByChance(r *rand.Rand, known []db.ID) (out []registry.Incoming) {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	for range 1 + r.IntN(12) {
		in := registry.Incoming{Key: fmt.Sprint(r.IntN(14)), Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko " + pick("Satu", "Dua", "Tiga"), registry.Kelurahan: pick(klandasan, damai, "64.71.99.9999")}}
		in.Set[registry.NIB] = pick("", "", fmt.Sprintf("91200012345%02d", r.IntN(9)))
		in.Set[registry.KBLI] = pick("", "2020:56102", "2020:56103", "2020:99999")
		in.Set[registry.AtHome] = pick("", "ya", "tidak")
		in.Set[registry.Point] = pick("", "", "-1.230123 116.830456 import", "-3.0 100.0 import")
		if r.IntN(30) == 0 {
			in.Set[registry.PhonePublic] = "ya"
		}
		if len(known) > 0 && r.IntN(3) == 0 {
			in.Business = known[r.IntN(len(known))]
		}
		out = append(out, in)
	}
	return out
}

// unsettle moves a business as an officer would between two lists.
func (w *town) unsettle(r *rand.Rand, known []db.ID) {
	if len(known) < 2 {
		return
	}
	one, other := known[r.IntN(len(known))], known[r.IntN(len(known))]
	_ = w.write(func(tx *db.Tx) error { // what may not be is refused, which is as good here
		switch r.IntN(4) {
		case 0:
			return w.book.Merge(tx, w.officer.Session, registry.Step{Business: one}, other)
		case 1:
			return w.book.Close(tx, w.officer.Session, registry.Step{Business: one, Reason: "tutup", Sentence: "Usaha ini sudah tutup sejak bulan lalu."})
		default:
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: one, Set: registry.Values{registry.NIB: fmt.Sprintf("91200012345%02d", r.IntN(9))}, Level: registry.Document})
			return err
		}
	})
	w.clock.MoveOn(time.Second)
}

// A list on trial is told what it is told when it is put, act by act, whatever the rows
// before have done; and nothing is kept.
func TestATrialTellsWhatPutWillSay(t *testing.T) {
	eachTown(t, func(w *town) {
		r := rand.New(rand.NewPCG(3, 2026))
		lists := []registry.List{oss, {Source: "dinas", Level: registry.Document}, {Source: "rt", Level: registry.Through}}
		met, known := map[string]int{}, []db.ID(nil)
		for range 40 {
			w.unsettle(r, known)
			l, tried := lists[r.IntN(len(lists))], w.book.Trial()
			acts := [][]registry.Incoming{rowsByChance(r, known), rowsByChance(r, known), rowsByChance(r, known)}
			before, would := w.count(`select count(*) from registry_change`), [][]registry.RowDone{}
			for _, rows := range acts {
				w.read(func(tx *db.Tx) error {
					out, err := tried.PutAs(tx, w.planner.Actor(), l, rows)
					would = append(would, out)
					return err
				})
			}
			if n := w.count(`select count(*) from registry_change`); n != before {
				w.Fatalf("%d changes were kept", n-before)
			}
			for i, rows := range acts {
				for j, done := range w.put(l, rows...) {
					if saidOf(would[i][j]) != saidOf(done) {
						w.Fatalf("act %d, row %d of %s, %+v: on trial %s, then %s", i, j, l.Source, rows[j], saidOf(would[i][j]), saidOf(done))
					}
					met[done.Outcome]++
					if f := fault.Of(done.Why); f != nil {
						met[f.Key]++
					}
					if done.Outcome == registry.RowNew {
						known = append(known, done.Business)
					}
				}
			}
		}
		for _, key := range []string{registry.RowNew, registry.RowChanged, registry.RowSame, registry.RowRefused, "registry.nib_taken", "registry.is_closed", "registry.facts_invalid"} {
			if met[key] == 0 {
				w.Errorf("%s never came: %v", key, met)
			}
		}
	})
}
