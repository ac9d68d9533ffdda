package lembar_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// guards are what keeps a promise of the sheets, each with a proof that it does.
var guards = map[string]func(w *town) error{
	"right": func(w *town) error {
		w.named("Bakso Joko")
		s := w.make()
		if _, err := w.tick(w.stranger, s.ID, lembar.Said{N: 1, Tick: lembar.Shut}); !fault.Is(err, fault.Denied) || w.whole(s.ID).Rows[0].Tick != lembar.None {
			return fmt.Errorf("an officer of another kecamatan ticks: %w", err)
		}
		return nil
	},
	"home": func(w *town) error {
		// A stall has an address in the open, and no place where it always is.
		w.draft(w.officer, registry.Values{registry.Name: "Gerobak", registry.Address: "Jl. Mawar 2", registry.AtHome: "tidak", registry.StreetVendor: "ya"})
		if r := w.whole(w.make().ID).Rows[0]; r.Street != "" {
			return fmt.Errorf("printed: %q", r.Street)
		}
		return nil
	},
	// A trade on the street has no place on paper either, where nobody said that it is fixed.
	"street": func(w *town) error {
		id := w.draft(w.officer, registry.Values{registry.Name: "Es Keliling", registry.Address: "Jl. Mawar 3", registry.AtHome: "tidak"})
		code := func(code string) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update registry_business set kbli = $2, version = version + 1 where id = $1`, id, code)
				return err
			})
		}
		s := w.make()
		if r := w.whole(s.ID).Rows[0]; r.Street != "Jl. Mawar 3" {
			return fmt.Errorf("of a shop is printed %q", r.Street)
		}
		if code("2020:47826*"); w.whole(s.ID).Rows[0].Street != "" {
			return errors.New("a sheet that was printed shows where a vendor stands")
		}
		if r := w.whole(w.make().ID).Rows[0]; r.Street != "" {
			return fmt.Errorf("printed: %q", r.Street)
		}
		return nil
	},
	"numbers": func(w *town) error {
		w.listed(registry.Values{registry.Name: "Pulsa Ana"}, "Pulsa Ana", "WA 0812-3456-7890")
		if r := w.whole(w.make().ID).Rows[0]; strings.Contains(r.Trade, "3456") {
			return fmt.Errorf("printed: %q", r.Trade)
		}
		return nil
	},
	"compare": func(w *town) error {
		w.named("Bakso Joko")
		s := w.make()
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Moved}); err != nil {
			return err
		}
		if _, err := w.tick(w.second, s.ID, lembar.Said{N: 1, Tick: lembar.Still}); err != nil {
			return err
		}
		if got := w.whole(s.ID).Rows[0].Tick; got != lembar.Moved {
			return errors.New("a tick of somebody else was written over unseen")
		}
		return nil
	},
	"own": func(w *town) error {
		s := w.own(w.named("Bakso Joko")[0])
		_, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still})
		if f := fault.Of(err); f == nil || f.Key != "registry.not_your_own" {
			return fmt.Errorf("ticks their own: %w", err)
		}
		return nil
	},
	"twice": func(w *town) error {
		ids := w.named("Bakso Joko")
		s := w.make()
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Shut}); err != nil {
			return err
		}
		w.finish(s.ID)
		_, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Saw: lembar.Shut, Tick: lembar.Moved}, lembar.Said{N: 1, Saw: lembar.Shut, Tick: lembar.Moved})
		if !fault.Is(err, fault.Invalid) || len(w.told(ids[0])) != 1 {
			return fmt.Errorf("one row twice: %w, %v", err, w.told(ids[0]))
		}
		return nil
	},
	"rest": func(w *town) error {
		w.draft(w.officer, registry.Values{registry.Name: "Toko Besi", registry.Address: "Jl. Sudirman 7", registry.AtHome: "tidak"})
		old := w.make()
		if n := w.streets(); n != 1 {
			return fmt.Errorf("the proof is broken: %d", n)
		}
		var s lembar.Sheet
		w.must(func(tx *db.Tx) (err error) {
			s, err = w.desk.Make(tx, w.officer.Session, lembar.Making{Kelurahan: klandasan, RT: 12, Instead: old.ID})
			return err
		})
		if n := w.streets(); n != 1 { // of the new one
			return fmt.Errorf("void: %d streets are kept", n)
		}
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}); err != nil {
			return err
		}
		w.finish(s.ID)
		if n := w.streets(); n != 0 {
			return fmt.Errorf("entered: %d streets are kept", n)
		}
		return nil
	},
	"once": func(w *town) error {
		ids := w.named("Bakso Joko")
		s := w.make()
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Shut}); err != nil {
			return err
		}
		w.finish(s.ID)
		w.must(func(tx *db.Tx) error { return w.desk.Recount(tx, w.officer.Session, s.ID) })
		if got := w.told(ids[0]); len(got) != 1 {
			return fmt.Errorf("one tick counts as %v", got)
		}
		return nil
	},
	"hand": func(w *town) error {
		s := w.make()
		var ids [2]db.ID
		for i := range ids {
			err := w.write(func(tx *db.Tx) (err error) {
				ids[i], err = w.desk.Write(tx, []account.Who{w.officer, w.second}[i].Session, s.ID, lembar.Written{Line: 1, Name: "Mbok Yem"})
				return err
			})
			if err != nil {
				return err
			}
		}
		if ids[0] != ids[1] {
			return errors.New("one row became two drafts")
		}
		return nil
	},
	"forget": func(w *town) error {
		id := w.draft(w.owner, registry.Values{registry.Name: "Warung Siti", registry.LegalForm: "perorangan", registry.AboutID: "pecel", registry.AtHome: "ya", registry.Address: "Jl. A 1",
			registry.Phone: "0812 3456 7890", registry.Subsectors: "", registry.StreetVendor: "tidak"})
		w.must(func(tx *db.Tx) error { // as handed in: kbli is not this test's matter
			_, err := tx.Exec(`update registry_business set state = 'submitted', submitted_by = 'person:1', version = version + 1 where id = $1`, id)
			return err
		})
		s := w.make()
		if r := w.whole(s.ID).Rows; len(r) != 1 || r[0].Name != "Warung Siti" {
			return fmt.Errorf("the proof is broken: %+v", r)
		}
		for _, h := range append(w.book.Holdings(), w.desk.Holdings()...) {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		if r := w.whole(s.ID).Rows[0]; r.Name != "" || r.Trade != "" {
			return fmt.Errorf("still readable: %+v", r)
		}
		return nil
	},
}

// TestTheGuardsHold, and without each of them its proof fails.
func TestTheGuardsHold(t *testing.T) {
	for guard, proof := range guards {
		eachTown(t, func(w *town) {
			if err := proof(w); err != nil {
				w.Errorf("%s: %v", guard, err)
			}
		})
	}
}

// TestEachGuardIsNeeded runs alone: a guard is left out for all.
func TestEachGuardIsNeeded(t *testing.T) {
	for guard, proof := range guards {
		undo := lembar.LeaveOut(guard)
		t.Run(guard, func(t *testing.T) {
			eachTown(t, func(w *town) {
				if proof(w) == nil {
					w.Errorf("nothing notices that the guard is left out")
				}
			})
		})
		undo()
	}
}

// long: one crowd at each step of a sheet. Many print one RT, tick one row and write one line at once: one sheet, one winner,
// one draft; the others are told.
func TestManyAtOnce(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		ids := w.named("Bakso Joko", "Cuci Motor")
		const many = 8
		var sheets [many]db.ID
		crowd(many, func(i int) {
			if err := w.d.Write(t.Context(), func(tx *db.Tx) error {
				s, err := w.desk.Make(tx, w.officer.Session, lembar.Making{Kelurahan: klandasan, RT: 12})
				sheets[i] = s.ID
				return err
			}); err != nil {
				w.Error(err)
			}
		})
		for _, id := range sheets {
			if id != sheets[0] {
				w.Fatalf("several sheets: %v", sheets)
			}
		}
		var won, met, drafts [many]int
		crowd(many, func(i int) {
			who := []account.Who{w.officer, w.second}[i%2]
			err := w.d.Write(t.Context(), func(tx *db.Tx) error {
				k, err := w.desk.Tick(tx, who.Session, sheets[0], []lembar.Said{{N: 1, Tick: lembar.Tick(1 + i%2)}})
				won[i], met[i] = k.Rows, len(k.Met)
				return err
			})
			if err == nil {
				err = w.d.Write(t.Context(), func(tx *db.Tx) error {
					id, err := w.desk.Write(tx, who.Session, sheets[0], lembar.Written{Line: 1, Name: "Mbok Yem"})
					drafts[i] = int(id)
					return err
				})
			}
			if err != nil {
				w.Error(err)
			}
		})
		rows, told := 0, 0
		for i := range many {
			rows, told = rows+won[i], told+met[i]
			if drafts[i] != drafts[0] {
				w.Errorf("several drafts: %v", drafts)
			}
		}
		if rows != 1 || told != many/2 {
			w.Errorf("%d were kept and %d told", rows, told)
		}
		crowd(many, func(int) {
			if err := w.desk.Finish(t.Context(), w.d, w.officer.Session, sheets[0]); err != nil {
				w.Error(err)
			}
		})
		if got := w.told(ids[0]); len(got) != 1 {
			w.Errorf("one tick counts as %v", got)
		}
		w.read(func(tx *db.Tx) error {
			all, err := diary.About(tx, "registry_lembar", sheets[0], 10)
			if len(all) != 2 {
				w.Errorf("%d entries about the sheet", len(all))
			}
			return err
		})
	})
}

func crowd(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_lembar_rt_is_counted":           `update registry_lembar set rt = 0`,
	"registry_lembar_is_numbered":             `update registry_lembar set number = ''`,
	"registry_lembar_state_is_known":          `update registry_lembar set state = 'lupa'`,
	"registry_lembar_entered_is_told":         `update registry_lembar set state = 'entered'`,
	"registry_lembar_void_is_told":            `update registry_lembar set state = 'void'`,
	"registry_lembar_number_is_one":           `insert into registry_lembar (id, kelurahan, rt, number, state, made_at, made_by, entered_by, voided_by) select 1, kelurahan, 99, number, state, made_at, made_by, '', '' from registry_lembar`,
	"registry_lembar_one_is_out":              `insert into registry_lembar (id, kelurahan, rt, number, state, made_at, made_by, entered_by, voided_by) select 1, kelurahan, rt, 'x', state, made_at, made_by, '', '' from registry_lembar`,
	"registry_lembar_row_is_one":              `update registry_lembar_row set n = 1`,
	"registry_lembar_row_has_an_order":        `update registry_lembar_row set n = 0 where n = 1`,
	"registry_lembar_row_tick_is_known":       `update registry_lembar_row set tick = 5, tick_by = 'x', tick_at = 1`,
	"registry_lembar_row_counted_is_known":    `update registry_lembar_row set counted = 5, counted_at = 1`,
	"registry_lembar_row_tick_is_told":        `update registry_lembar_row set tick = 1`,
	"registry_lembar_row_counted_is_told":     `update registry_lembar_row set counted = 1`,
	"registry_lembar_row_decision_is_known":   `update registry_lembar_row set decided = 'lupa', decided_at = 1, decided_by = 'x', counted = 2, counted_at = 1`,
	"registry_lembar_row_decision_is_told":    `update registry_lembar_row set decided = 'kept', counted = 2, counted_at = 1`,
	"registry_lembar_row_decision_has_a_tick": `update registry_lembar_row set decided = 'kept', decided_at = 1, decided_by = 'x'`,
	"registry_lembar_row_business_is_one":     `update registry_lembar_row set business = (select min(business) from registry_lembar_row)`,
	"registry_lembar_hand_is_one":             `insert into registry_lembar_hand (sheet, line, business, made_at, made_by) select r.sheet, 1, r.business, 1, 'x' from registry_lembar_row r where n = 1`,
	"registry_lembar_hand_line_is_counted":    `insert into registry_lembar_hand (sheet, line, business, made_at, made_by) select r.sheet, 0, r.business, 1, 'x' from registry_lembar_row r where n = 1`,
	"registry_lembar_hand_business_is_one":    `insert into registry_lembar_hand (sheet, line, business, made_at, made_by) select sheet, 2, business, 1, 'x' from registry_lembar_hand`,
}

func TestThePromisesOfTheTablesHold(t *testing.T) {
	undo := errors.New("undo")
	eachTownWith(t, db.Options{}, func(w *town) {
		w.named("Bakso Joko", "Cuci Motor")
		s := w.make()
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Write(tx, w.officer.Session, s.ID, lembar.Written{Line: 1, Name: "Mbok Yem"})
			return err
		})
		for name, statement := range broken {
			err := w.write(func(tx *db.Tx) error {
				if _, err := tx.Exec(statement); err != nil {
					return err
				}
				return undo
			})
			check, isCheck := db.Checked(err)
			if errors.Is(err, undo) || isCheck && check != name || !isCheck && !db.Unique(err) {
				w.Errorf("%s: %v", name, err)
			}
		}
	})
}
