package lembar_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// long: one way of a sheet, from the printer to the decision.
func TestASheetGoesItsWay(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.named("Bakso Joko", "Cuci Motor", "Depot Ana", "Elok Salon")
		s := w.make()
		if again := w.make(); again.ID != s.ID || s.Number != "1/LRT-64.71.05.1003/"+s.Made.Format("2006") {
			w.Fatalf("printed again: %+v after %+v", again, s)
		}
		if all := w.whole(s.ID); len(all.Rows) != 4 || all.Rows[0].Name != "Bakso Joko" || all.State != lembar.Printed {
			w.Fatalf("%+v", all)
		}
		if k, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}, lembar.Said{N: 2, Tick: lembar.Moved}, lembar.Said{N: 3, Tick: lembar.Shut}); err != nil || k.Rows != 3 {
			w.Fatalf("%+v %v", k, err)
		}
		if k, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}); err != nil || k.Rows != 0 || len(k.Met) != 0 {
			w.Errorf("sent again: %+v %v", k, err)
		}
		// Another who saw an empty row is told both sides; nothing of theirs is kept.
		k, err := w.tick(w.second, s.ID, lembar.Said{N: 2, Tick: lembar.Still}, lembar.Said{N: 4, Tick: lembar.Still})
		if err != nil || len(k.Met) != 1 || k.Met[0].Said != lembar.Moved || k.Met[0].Yours != lembar.Still || k.Met[0].By != w.officer.Actor() || w.whole(s.ID).Rows[3].Tick != lembar.None {
			w.Errorf("%+v %v", k, err)
		}
		if len(w.told(ids[0])) != 0 || w.business(ids[0]).Proofs[registry.Name].Level != registry.Through {
			w.Error("a tick counts before the sheet is finished")
		}
		w.finish(s.ID)
		w.finish(s.ID) // again: nothing
		if b := w.business(ids[0]); b.Proofs[registry.Name].Level != registry.Sheet || b.Proofs[registry.RT].Level != registry.Sheet || b.Version != 2 {
			w.Errorf("%+v", b.Proofs)
		}
		if b := w.business(ids[2]); b.State != registry.Draft || b.Version != 1 {
			w.Errorf("a sheet closed a business: %+v", b)
		}
		if got := w.told(ids[1]); !slices.Equal(got, []string{"registry.ticked pindah"}) {
			w.Errorf("%v", got)
		}
		// What is corrected takes back what counted.
		if _, err := w.tick(w.second, s.ID, lembar.Said{N: 1, Saw: lembar.Still, Tick: lembar.Unknown}); err != nil {
			t.Fatal(err)
		}
		if b := w.business(ids[0]); b.Proofs[registry.Name].Level != registry.Through {
			w.Errorf("the confirmation stays: %+v", b.Proofs[registry.Name])
		}
		if got := w.told(ids[0]); !slices.Equal(got, []string{"registry.ticked masih", "registry.unticked masih", "registry.ticked tidak_kenal"}) {
			w.Errorf("%v", got)
		}
		w.decides(s, ids)
	})
}

// decides goes on with what waits: rows 1, 2 and 3.
func (w *town) decides(s lembar.Sheet, ids []db.ID) {
	waits := func(who account.Who) (all []lembar.Waiting) {
		w.read(func(tx *db.Tx) (err error) { all, err = w.desk.Waits(tx, who.Session, selatan, 10); return err })
		return all
	}
	if all := waits(w.second); len(all) != 3 {
		w.Fatalf("%+v", all)
	}
	decide := func(who account.Who, in lembar.Decision) error {
		in.Sheet = s.ID
		return w.write(func(tx *db.Tx) error { return w.desk.Decide(tx, who.Session, in) })
	}
	w.refused("without a sentence", decide(w.second, lembar.Decision{N: 3, Close: true, Reason: "tutup"}), fault.Invalid, "registry.sentence_needed")
	w.refused("another area", decide(w.stranger, lembar.Decision{N: 3}), fault.Denied, "")
	w.refused("the planner", decide(w.planner, lembar.Decision{N: 3}), fault.Denied, "")
	if err := decide(w.second, lembar.Decision{N: 3, Close: true, Reason: "tutup", Sentence: "Menurut Ketua RT sudah tutup."}); err != nil {
		w.Fatal(err)
	}
	w.refused("twice", decide(w.officer, lembar.Decision{N: 3}), fault.Conflict, "lembar.is_decided")
	if err := decide(w.second, lembar.Decision{N: 2}); err != nil {
		w.Fatal(err)
	}
	w.refused("what does not wait", decide(w.second, lembar.Decision{N: 4}), fault.NotFound, "lembar.nothing_waits")
	if b := w.business(ids[2]); b.State != registry.Closed {
		w.Errorf("%v", b.State)
	}
	if got := w.told(ids[2]); !slices.Equal(got, []string{"registry.ticked tutup", "registry.tick_decided tutup"}) {
		w.Errorf("%v", got)
	}
	if all := waits(w.officer); len(all) != 1 || all[0].Business != ids[0] {
		w.Errorf("%+v", all)
	}
}

// What stands on paper: no number, no address of a home, nothing that a maker only began.
func TestWhatStandsOnPaper(t *testing.T) {
	eachTown(t, func(w *town) {
		w.listed(registry.Values{registry.Name: "Kios Ana", registry.Address: "Jl. Melati 5", registry.AtHome: "ya"}, "Kios 0812-3456-7890 Ana", "Jual pulsa, WA 0812 3456 7890\nbaris dua")
		w.draft(w.officer, registry.Values{registry.Name: "Toko Besi", registry.Address: "Jl. Sudirman 7", registry.AtHome: "tidak", registry.NIB: "9120001234567", registry.Phone: "0812 1111 2222", registry.Sales: "omzet_300jt"})
		w.draft(w.owner, registry.Values{registry.Name: "Baru Dimulai"})
		w.draft(w.officer, registry.Values{registry.Name: "RT Lain", registry.RT: "13"})
		all := w.whole(w.make().ID).Rows
		if len(all) != 2 || all[0].Name != "Kios Ana" || all[0].Trade != "Jual pulsa, WA" || all[0].Street != "" || all[1].Street != "Jl. Sudirman 7" {
			w.Errorf("%+v", all)
		}
	})
}

// What an owner calls a home, or a stall in the street, is read on no sheet any more.
func TestAHomeIsReadNoMore(t *testing.T) {
	eachTown(t, func(w *town) {
		home := w.draft(w.officer, registry.Values{registry.Name: "Bakso Joko", registry.Address: "Jl. Sudirman 7", registry.AtHome: "tidak"})
		stall := w.draft(w.officer, registry.Values{registry.Name: "Cuci Motor", registry.Address: "Jl. Sudirman 8", registry.AtHome: "tidak"})
		w.draft(w.officer, registry.Values{registry.Name: "Depot Ana", registry.Address: "Jl. Sudirman 9", registry.AtHome: "tidak"})
		s := w.make()
		for id, set := range map[db.ID]registry.Values{home: {registry.AtHome: "ya"}, stall: {registry.StreetVendor: "ya"}} {
			w.must(func(tx *db.Tx) error {
				_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: id, Set: set})
				return err
			})
		}
		var out []lembar.Whole
		w.read(func(tx *db.Tx) (err error) { out, err = w.desk.OutOf(tx, w.officer.Session, klandasan); return err })
		for _, all := range [][]lembar.Row{w.whole(s.ID).Rows, out[0].Rows} {
			if len(all) != 3 || all[0].Street != "" || all[1].Street != "" || all[2].Street != "Jl. Sudirman 9" {
				t.Errorf("%+v", all)
			}
		}
	})
}

// What is no mark is said to be none, and is not taken for a row that is not there.
func TestANumberThatIsNoMark(t *testing.T) {
	eachTown(t, func(w *town) {
		w.named("Bakso Joko")
		s := w.make()
		for _, no := range []lembar.Tick{9, 5, -1} {
			_, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: no})
			w.refused("no mark", err, fault.Invalid, "lembar.no_tick")
			if f := fault.Of(err); f != nil && (len(f.Args) != 2 || f.Args[0] != 1 || f.Args[1] != strconv.Itoa(int(no))) {
				w.Errorf("%v", f.Args)
			}
		}
		_, err := w.tick(w.officer, s.ID, lembar.Said{N: 2, Tick: lembar.Still})
		w.refused("no row", err, fault.Invalid, "lembar.no_row")
	})
}

// Who stands in a business leaves its row to another, at each step.
func TestNobodyTicksTheirOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.named("Bakso Joko")[0]
		s := w.own(id)
		_, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still})
		w.refused("ticks", err, fault.Denied, "registry.not_your_own")
		if _, err := w.tick(w.second, s.ID, lembar.Said{N: 1, Tick: lembar.Shut}); err != nil {
			t.Fatal(err)
		}
		w.refused("counts", w.desk.Finish(t.Context(), w.d, w.officer.Session, s.ID), fault.Denied, "registry.not_your_own")
		if err := w.desk.Finish(t.Context(), w.d, w.second.Session, s.ID); err != nil {
			t.Fatal(err)
		}
		_, err = w.tick(w.officer, s.ID, lembar.Said{N: 1, Saw: lembar.Shut, Tick: lembar.None})
		w.refused("takes a tick back", err, fault.Denied, "registry.not_your_own")
		decide := func(session string) error {
			return w.write(func(tx *db.Tx) error { return w.desk.Decide(tx, session, lembar.Decision{Sheet: s.ID, N: 1}) })
		}
		w.refused("decides", decide(w.officer.Session), fault.Denied, "registry.not_your_own")
		if got := w.told(id); !slices.Equal(got, []string{"registry.ticked tutup"}) {
			t.Errorf("%v", got)
		}
		if err := decide(w.second.Session); err != nil {
			t.Error(err)
		}
	})
}

func TestARowWrittenByHandIsOneDraft(t *testing.T) {
	eachTown(t, func(w *town) {
		w.named("Bakso Joko")
		s := w.make()
		write := func(who account.Who, in lembar.Written) (id db.ID, err error) {
			err = w.write(func(tx *db.Tx) (err error) { id, err = w.desk.Write(tx, who.Session, s.ID, in); return err })
			return id, err
		}
		one, err := write(w.officer, lembar.Written{Line: 1, Name: "Warung  Mbok Yem", What: "pecel", Where: "dekat pos ronda"})
		if err != nil {
			t.Fatal(err)
		}
		if two, err := write(w.second, lembar.Written{Line: 1, Name: "warung mbok yem", What: "Pecel", Where: "dekat pos"}); err != nil || two != one {
			w.Errorf("%v %v", two, err)
		}
		_, err = write(w.second, lembar.Written{Line: 1, Name: "Bengkel Udin"})
		w.refused("another text", err, fault.Conflict, "lembar.hand_invalid")
		_, err = write(w.second, lembar.Written{Line: 2, Name: "Warung Mbok Yem", What: "pecel"})
		w.refused("another row", err, fault.Conflict, "lembar.hand_invalid")
		_, err = write(w.officer, lembar.Written{Line: 3, Name: ""})
		w.refused("no name", err, fault.Invalid, "")
		if _, told := fault.Of(err).Field("name"); !told {
			w.Errorf("the name is not asked for: %v", err)
		}
		b := w.business(one)
		if b.State != registry.Draft || b.Facts[registry.RT] != "12" || b.Facts[registry.Kelurahan] != klandasan || b.Facts[registry.Address] != "" || b.Proofs[registry.Name].Level != registry.Sheet {
			w.Errorf("%+v %+v", b.Facts, b.Proofs)
		}
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}); err != nil {
			t.Fatal(err)
		}
		w.finish(s.ID)
		if all := w.whole(s.ID); len(all.Hands) != 1 || all.State != lembar.Entered {
			w.Errorf("%+v", all)
		}
	})
}

func TestANewSheetTakesThePlaceOfAnOld(t *testing.T) {
	eachTown(t, func(w *town) {
		w.named("Bakso Joko")
		old := w.make()
		w.named("Cuci Motor")
		instead := func() (s lembar.Sheet, err error) {
			err = w.write(func(tx *db.Tx) (err error) {
				s, err = w.desk.Make(tx, w.officer.Session, lembar.Making{Kelurahan: klandasan, RT: 12, Instead: old.ID})
				return err
			})
			return s, err
		}
		s, err := instead()
		if again, err2 := instead(); err != nil || err2 != nil || again.ID != s.ID || s.ID == old.ID || len(w.whole(s.ID).Rows) != 2 || !strings.HasPrefix(s.Number, "2/") {
			w.Fatalf("%+v %v, again %+v %v", s, err, again, err2)
		}
		_, err = w.tick(w.officer, old.ID, lembar.Said{N: 1, Tick: lembar.Still})
		w.refused("the old one", err, fault.Conflict, "lembar.is_void")
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}); err != nil {
			t.Fatal(err)
		}
		old = s
		_, err = instead()
		w.refused("one with ticks", err, fault.Conflict, "lembar.has_ticks")
		w.refused("nothing ticked", w.desk.Finish(t.Context(), w.d, w.stranger.Session, s.ID), fault.Denied, "")
	})
}

// What an officer saw is better than a sheet, and what changed since is not confirmed.
func TestASheetNeverLowersAProof(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.named("Bakso Joko", "Cuci Motor")
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: ids[0], Confirm: []registry.Fact{registry.Name}, Level: registry.Document})
			return err
		})
		s := w.make()
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.second.Session, registry.Changing{Business: ids[1], Set: registry.Values{registry.Name: "Cuci Mobil"}})
			return err
		})
		if _, err := w.tick(w.officer, s.ID, lembar.Said{N: 1, Tick: lembar.Still}, lembar.Said{N: 2, Tick: lembar.Still}); err != nil {
			t.Fatal(err)
		}
		w.finish(s.ID)
		if a, b := w.business(ids[0]), w.business(ids[1]); a.Proofs[registry.Name].Level != registry.Document || a.Proofs[registry.RT].Level != registry.Sheet || b.Proofs[registry.Name].Level != registry.Through || b.Proofs[registry.RT].Level != registry.Sheet {
			w.Errorf("%+v\n%+v", a.Proofs, b.Proofs)
		}
		w.clock.MoveOn(time.Second)
		all := lembar.Overview{}
		w.read(func(tx *db.Tx) (err error) { all, err = w.desk.Overview(tx, w.planner.Session, klandasan); return err })
		if len(all.RTs) != 1 || all.RTs[0].Businesses != 2 || all.RTs[0].Sheet.State != lembar.Entered || all.RTs[0].Ticked != 2 {
			w.Errorf("%+v", all)
		}
	})
}

// The sheets of a made-up officer have numbers of their own, and go with the officer; those
// of a real one stay, and their numbers have no gap.
func TestTheSheetsOfMadeUpOfficersGo(t *testing.T) {
	eachTown(t, func(w *town) {
		w.named("Bakso Joko")
		demo := func(yes bool) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update account_person set demo = $1 where id = $2`, yes, w.officer.Person)
				return err
			})
		}
		demo(true)
		s := w.make()
		if !strings.HasPrefix(s.Number, "1/LRT-64.71.05.1003/PERAGAAN/") {
			t.Errorf("a made-up sheet has the number %s", s.Number)
		}
		w.must(func(tx *db.Tx) error { return lembar.RemoveDemoOf(tx, []db.ID{w.officer.Person + 1}) })
		if all := w.whole(s.ID); len(all.Rows) != 1 {
			t.Error("somebody else's sheet went")
		}
		w.must(func(tx *db.Tx) error { return lembar.RemoveDemoOf(tx, []db.ID{w.officer.Person}) })
		demo(false)
		if real := w.make(); real.ID == s.ID || !strings.HasPrefix(real.Number, "1/LRT-64.71.05.1003/2") {
			t.Errorf("the first real sheet has the number %s", real.Number)
		}
	})
}

// A made-up business leaves its sheets with all else of it.
func TestMadeUpBusinessesLeaveTheirSheets(t *testing.T) {
	eachTown(t, func(w *town) {
		w.named("Bakso Joko", "Cuci Motor")
		s := w.make()
		w.must(func(tx *db.Tx) error {
			if _, err := w.desk.Write(tx, w.officer.Session, s.ID, lembar.Written{Line: 1, Name: "Mbok Yem"}); err != nil {
				return err
			}
			_, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where demo <> $1`, true)
			return err
		})
		w.must(func(tx *db.Tx) error { _, err := registry.RemoveDemo(tx, 10, lembar.RemoveDemo); return err })
		if all := w.whole(s.ID); len(all.Rows)+len(all.Hands) != 0 || all.Number == "" {
			w.Errorf("%+v", all)
		}
	})
}
