package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/intake"
	"alun/record/registry/kbli"
)

var profile = os.DirFS("../../../city/balikpapan")

// office is a small house with the city's areas and codes, and a register.
type office struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	book  *registry.Book
	city  intake.Reader
	desk  intake.Desk
	list  registry.List
}

const actor = "command"

func each(t *testing.T, run func(o *office)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(open(t, at(t))) })
	}
}

func open(t *testing.T, at string) *office {
	clock := dbtest.NewClock(time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC))
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	o := &office{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, list: registry.List{Source: "uji", Level: registry.Through}}
	areas, err := place.ReadProfile(profile)
	o.must(err)
	_, err = place.Load(t.Context(), d, areas)
	o.must(err)
	codes, err := kbli.ReadProfile(profile)
	o.must(err)
	_, err = kbli.Load(t.Context(), d, codes)
	o.must(err)
	o.must(d.Read(t.Context(), func(tx *db.Tx) (err error) { o.city, err = intake.City(tx, kbli.NewShelf(), ring); return err }))
	o.desk = intake.As(o.book, actor)
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// bring imports a table with answers, and gives what became of each line.
func (o *office) bring(ctx context.Context, name, text string, m func(*intake.Mapping)) (intake.Sum, []intake.Kept, error) {
	o.Helper()
	raw := []byte(text)
	f, err := intake.Open(ctx, name, bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
	o.must(err)
	if m != nil {
		m(&f.Mapping)
		again, err := intake.ReadMapping(f.Mapping.JSON())
		o.must(err)
		f, err = intake.Open(ctx, name, bytes.NewReader(raw), int64(len(raw)), intake.Choosing{Mapping: &again})
		o.must(err)
	}
	defer f.Close()
	looked, err := f.Look(context.Background(), o.city, func(int, int) {})
	o.must(err)
	var all []intake.Kept
	sum, err := f.Import(ctx, o.d, o.city, o.desk, o.list, looked, func(k intake.Kept) error { all = append(all, k); return nil }, func(int, int) {})
	o.clock.MoveOn(time.Second)
	return sum, all, err
}

// count counts the rows of a table.
func (o *office) count(table string) (n int64) {
	o.Helper()
	o.must(o.d.Read(o.Context(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int64, `select count(*) from `+table)
		return err
	}))
	return n
}

// many is a table of so many businesses.
func many(n int) string {
	var b strings.Builder
	b.WriteString("Nama Usaha;NIB;Kelurahan;No HP;Tgl Berdiri;Badan Usaha\n")
	for i := range n {
		fmt.Fprintf(&b, "Toko %d;12062200%05d;Damai;0812345%05d;13/02/2020;PT\n", i+1, i+1, i+1)
	}
	return b.String()
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	each(t, func(o *office) {
		table := many(60) + "Warung Tanpa NIB;;Manggar;081234599999;2019;UD\nWarung Tanpa Apa;;Manggar;;2019;UD\n"
		first, _, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if first.New != 62 || first.Taken != 62 {
			o.Fatalf("%+v", first)
		}
		businesses, changes := o.count("registry_business"), o.count("registry_change")
		again, _, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if again.Same != 62 || again.New+again.Changed != 0 || o.count("registry_business") != businesses || o.count("registry_change") != changes {
			o.Errorf("again: %+v", again)
		}
		o.list.Source = "nama_lain"
		other, rows, err := o.bring(o.Context(), "b.csv", table, nil)
		o.must(err)
		if other.New != 0 || other.Doubtful != 1 || o.count("registry_business") != businesses {
			o.Errorf("under another name: %+v", other)
		}
		if last := rows[len(rows)-1]; last.Fate != intake.Doubtful || last.Issues[0].Why.Key != "intake.row_known" {
			o.Errorf("a name alone is no proof: %+v", last)
		}
		defer intake.LeaveOut("loose")()
		if sum, _, err := o.bring(o.Context(), "b.csv", table, nil); err == nil && sum.Doubtful > 0 {
			o.Errorf("a name that is taken for proof is not noticed: %+v", sum)
		}
	})
}

func TestAnImportThatWasKilledGoesOn(t *testing.T) {
	each(t, func(o *office) {
		ctx, kill := context.WithCancel(o.Context())
		put, acts := o.desk.Put, 0
		o.desk.Put = func(tx *db.Tx, l registry.List, rows []registry.Incoming) ([]registry.RowDone, error) {
			if acts++; acts > 4 { // each act is rehearsed: this is the third
				kill()
				return nil, errors.New("killed")
			}
			return put(tx, l, rows)
		}
		if _, _, err := o.bring(ctx, "a.csv", many(120), nil); err == nil {
			o.Fatal("it was not killed")
		}
		kept := o.count("registry_business")
		if kept == 0 || kept >= 120 {
			o.Fatalf("%d businesses after it was killed", kept)
		}
		o.desk.Put = put
		sum, _, err := o.bring(o.Context(), "a.csv", many(120), nil)
		o.must(err)
		if int64(sum.Same) != kept || int64(sum.New) != 120-kept || o.count("registry_business") != 120 {
			o.Errorf("started again: %+v after %d", sum, kept)
		}
	})
}

func TestWhatIsKnownBetterBecomesAProposal(t *testing.T) {
	each(t, func(o *office) {
		o.list = registry.List{Source: "oss", Level: registry.Register, Publish: true}
		_, _, err := o.bring(o.Context(), "oss.csv", "Nama Usaha;NIB;Kelurahan;Badan Usaha\nPT LAUT BIRU;1206220012503;Damai;PT\n", nil)
		o.must(err)
		o.list = registry.List{Source: "asosiasi", Level: registry.Through}
		sum, rows, err := o.bring(o.Context(), "b.csv", "Nama Usaha;NIB;Kelurahan;No HP\nLaut Biru Kafe;1206220012503;Manggar;081234567890\n", nil)
		o.must(err)
		if sum.Proposed != 1 || sum.New != 0 || o.count("registry_proposal") != 2 {
			o.Fatalf("%+v, %d proposals", sum, o.count("registry_proposal"))
		}
		o.must(o.d.Read(o.Context(), func(tx *db.Tx) error {
			b, err := registry.ByID(tx, rows[0].Business)
			if err == nil && (b.Facts[registry.Name] != "PT LAUT BIRU" || b.Facts[registry.Kelurahan] != "64.71.06.1005") {
				o.Errorf("written over: %v", b.Facts)
			}
			return err
		}))
	})
}

func TestTheRegistersRefusalIsTold(t *testing.T) {
	each(t, func(o *office) {
		put := o.desk.Put
		o.desk.Put = func(tx *db.Tx, l registry.List, rows []registry.Incoming) ([]registry.RowDone, error) {
			for i := range rows {
				rows[i].Set[registry.KBLI] = "2020:99999"
			}
			return put(tx, l, rows)
		}
		sum, rows, err := o.bring(o.Context(), "a.csv", many(1), nil)
		o.must(err)
		if sum.Refused != 1 || sum.Taken != 0 || rows[0].Issues[0].Why.Key != "registry.kbli_unknown" || o.count("registry_business") != 0 {
			o.Errorf("%+v %+v", sum, rows)
		}
	})
}

// Two lines of one NIB that say different things stay out both, also the first.
func TestLinesOfOneBusinessThatDifferStayOut(t *testing.T) {
	const table = "Nama Usaha;NIB;Kelurahan;Badan Usaha\nToko A;1206220012345;Damai;PT\nToko B;1206220012345;Damai;PT\nToko A;1206220012345;Damai;PT\nToko C;1206220012346;Damai;PT\nToko C;1206220012346;Damai;PT\n"
	each(t, func(o *office) {
		sum, _, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if sum.Doubtful != 3 || sum.New != 1 || sum.Skipped != 1 {
			o.Errorf("%+v", sum)
		}
		o.list.Source = "lain"
		defer intake.LeaveOut("twins")()
		if sum, _, err = o.bring(o.Context(), "b.csv", table, nil); err == nil && sum.New == 0 {
			o.Errorf("a first line that goes by is not noticed: %+v", sum)
		}
	})
}

// Lines of one NIB and several codes are one business, where somebody said so.
func TestCodesOfOneBusinessAreGathered(t *testing.T) {
	const table = "Nama Usaha;NIB;Kelurahan;Badan Usaha;KBLI 2020\nToko A;1206220012345;Damai;PT;56102\nToko A;1206220012345;Damai;PT;47111\nToko A;1206220012345;Damai;PT;10710\n"
	each(t, func(o *office) {
		for range 2 {
			sum, rows, err := o.bring(o.Context(), "a.csv", table, func(m *intake.Mapping) { m.Settings.Codes = "gather" })
			o.must(err)
			if sum.Taken != 1 || sum.Skipped != 2 || o.count("registry_business_kbli") != 3 || rows[0].Set[registry.KBLI] != "2020:56102* 2020:10710 2020:47111" && rows[0].Set[registry.KBLI] != "2020:56102* 2020:47111 2020:10710" {
				o.Errorf("%+v %v", sum, rows[0].Set)
			}
		}
	})
}

// What goes wrong on the way is told without a word of the file.
func TestErrorsHoldNothingOfTheFile(t *testing.T) {
	each(t, func(o *office) {
		o.desk.Put = func(*db.Tx, registry.List, []registry.Incoming) ([]registry.RowDone, error) {
			return nil, errors.New("broken")
		}
		_, _, err := o.bring(o.Context(), "a.csv", "Nama Usaha;NIB;Kelurahan;No HP;Badan Usaha\nToko Rahasia;1206220012345;Damai;081234567890;PT\n", nil)
		if err == nil {
			o.Fatal("nothing went wrong")
		}
		for _, secret := range []string{"Rahasia", "1206220012345", "81234567890"} {
			if strings.Contains(err.Error(), secret) {
				o.Errorf("%v", err)
			}
		}
	})
}
