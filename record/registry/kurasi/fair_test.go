package kurasi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// Two ways to undo that all sheets are in, and neither shows anybody what the others gave
// while there is still something to change.
func TestNobodyScoresAnewAfterReadingTheOthers(t *testing.T) {
	others := func(w *town, who account.Who, entry db.ID) int {
		var j Judgement
		w.read(func(tx *db.Tx) (err error) { j, err = w.desk.Judgement(tx, who.Session, entry); return err })
		return len(j.Others)
	}
	for name, undo := range map[string]func(w *town, call, entry db.ID){
		"by an interest": func(w *town, _, entry db.ID) {
			for _, kind := range []string{Family, NoInterest} {
				if err := w.declares(w.judges[0], entry, kind); err != nil {
					w.Fatal(err)
				}
			}
		},
		"by a fourth curator": func(w *town, call, _ db.ID) { w.name(call, "kurator3") },
	} {
		t.Run(name, func(t *testing.T) {
			eachTown(t, func(w *town) {
				call, e := w.judged("Sari")
				for _, who := range w.judges[:3] {
					w.sheet(who, e[0], "80", "80", "80")
				}
				for range 2 {
					for _, who := range w.judges[:3] {
						if n := others(w, who, e[0]); n > 0 {
							t.Errorf("%d sheets of others are read while it is judged", n)
						}
					}
					undo(w, call, e[0])
					undo = func(*town, db.ID, db.ID) {}
				}
			})
		})
	}
}

// Who came to stand in the business after scoring has a sheet that does not count: with
// three there are too few then.
func TestASheetOfWhoJoinedDoesNotCount(t *testing.T) {
	eachTown(t, func(w *town) {
		call, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		w.joins(e[0], 1)
		if err := w.step(w.desk.Decide, call); !fault.Is(err, fault.Conflict) {
			t.Fatalf("decided with the sheet of a worker: %v", err)
		}
		w.name(call, "kurator3")
		w.sheet(w.judges[3], e[0], "60", "60", "60")
		w.steps(call, w.desk.Decide)
		w.read(func(tx *db.Tx) error {
			same, err := Recount(tx, w.callIn(tx, call))
			if !same {
				t.Error("counted again it is otherwise")
			}
			return err
		})
	})
}

// Who is an officer of the area too stands aside for whom they help, though they see the
// business as an officer.
func TestAnOfficerWhoHelpsTheOwnerStandsAside(t *testing.T) {
	eachTown(t, func(w *town) {
		_, e := w.judged("Sari")
		if err := w.declares(w.judges[1], e[0], NoInterest); err != nil {
			t.Fatal(err)
		}
		w.helps(1)
		if err := w.scores(w.judges[1], e[0], 0, "1", "2", "3"); !fault.Is(err, fault.Denied) {
			t.Errorf("scores: %v", err)
		}
	})
}

// The copy of a person holds what is theirs: not what a later owner entered, and the
// points that they gave.
func TestACopyHoldsWhatIsTheirs(t *testing.T) {
	eachTown(t, func(w *town) {
		call := w.opened()
		business, product := w.stall(w.owner, "Sari")
		w.things[business] = append(w.things[business], Thing{product + 1, "Milik baru"})
		if _, err := w.enters(w.owner, call, business, product); err != nil {
			t.Fatal(err)
		}
		w.must(func(tx *db.Tx) error {
			if _, err := tx.Exec(`update registry_business_person set until = '2026-03-01', ended_by = 'command' where business = $1`, business); err != nil {
				return err
			}
			_, err := tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, made_at, made_by, ended_by) values ($1, $2, $3, 'owner', '', '2026-03-01', '', $4, 'command', '')`,
				tx.NewID(), business, w.other.Person, tx.Now())
			return err
		})
		if _, err := w.enters(w.other, call, business, product+1); err != nil {
			t.Fatal(err)
		}
		w.holds(w.owner, "Ulap doyo Sari")
		w.holds(w.other, "Ulap doyo Sari", "Milik baru")
		w.at("2026-03-01T09:20")
		w.steps(call, w.desk.Judge)
		var e db.ID
		for _, one := range w.entriesIn(call) {
			e = one.ID
		}
		w.sheet(w.judges[0], e, "80", "70", "60")
		w.holds(w.judges[0], "Mutu 80", "Keunikan 70", "Kesiapan pasar 60")
	})
}

// holds checks the entries and points of a person's copy.
func (w *town) holds(who account.Who, want ...string) {
	w.Helper()
	var got []string
	w.read(func(tx *db.Tx) error {
		for _, h := range Held() {
			all, err := h.Read(tx, who.Person)
			if err != nil {
				return err
			}
			for _, x := range all {
				switch h.Table {
				case "registry_kurasi_entry":
					got = append(got, x.Note)
				case "registry_kurasi_score":
					got = append(got, x.Note+" "+x.Value)
				}
			}
		}
		return nil
	})
	if !slices.Equal(got, want) {
		w.Errorf("held of %s: %s", who.Actor(), strings.Join(got, ", "))
	}
}

// Tasks come in pages, each entry once, and the count of what waits is of all.
func TestTasksComeInPages(t *testing.T) {
	eachTown(t, func(w *town) {
		call := w.opened()
		for i := range 18 {
			owner := []account.Who{w.owner, w.other}[i%2]
			business, product := w.stall(owner, fmt.Sprint("Sari ", i))
			for n := range MostOfOne {
				w.things[business] = append(w.things[business], Thing{product + db.ID(n), "Lagi"})
				if _, err := w.enters(owner, call, business, product+db.ID(n)); err != nil {
					t.Fatal(err)
				}
			}
		}
		later := w.make(icon())
		w.name(later, "kurator0")
		w.at("2026-03-01T09:20")
		w.steps(call, w.desk.Judge)
		seen, waits, pages, after := map[db.ID]bool{}, 0, 0, db.ID(0)
		for {
			w.read(func(tx *db.Tx) error {
				all, next, err := Tasks(tx, w.judges[0].Session, after)
				after = next
				for _, task := range all {
					if pages++; task.Call.ID == later {
						pages--
						continue
					}
					waits = task.Open
					for _, e := range task.Entries {
						if seen[e.ID] {
							t.Errorf("%d stands twice", e.ID)
						}
						seen[e.ID] = true
					}
				}
				return err
			})
			if after == 0 {
				break
			}
		}
		if len(seen) != 54 || waits != 54 || pages != 2 {
			t.Errorf("%d entries on %d pages, %d wait", len(seen), pages, waits)
		}
	})
}
