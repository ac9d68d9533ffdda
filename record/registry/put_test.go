package registry_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
)

func (w *town) put(l registry.List, rows ...registry.Incoming) (out []registry.RowDone) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) { out, err = w.book.Put(tx, w.planner.Session, l, rows); return err })
	w.clock.MoveOn(time.Second)
	return out
}

var oss = registry.List{Source: "oss-2026", Level: registry.Register, Publish: true}

func TestAListComesOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		row := registry.Incoming{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Makmur", registry.NIB: "9120001234567", registry.Kelurahan: klandasan, registry.KBLI: "2020:56102", registry.Phone: "081234567890"}}
		bad := registry.Incoming{Key: "b", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Ilmiah", registry.NIB: "9.12E+12"}}
		twin := registry.Incoming{Key: "c", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Kembar", registry.NIB: "9120001234567", registry.Kelurahan: damai}}
		far := registry.Incoming{Key: "d", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Jauh", registry.Kelurahan: damai, registry.Point: "-3 100"}}
		poor := registry.Incoming{Key: "e", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Tanpa Alamat"}}
		shows := registry.Incoming{Key: "f", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Terbuka", registry.PhonePublic: "ya"}}
		out := w.put(oss, row, bad, twin, far, poor, shows)
		for i, want := range []string{"", "registry.nib_scientific", "registry.nib_taken", "registry.point_outside", "", "registry.owner_opens"} {
			got := ""
			if f := fault.Of(out[i].Why); f != nil {
				got = f.Fields[0].Key
			}
			if got != want || (out[i].Outcome == registry.RowNew) != (want == "") {
				w.Errorf("row %d: %+v", i, out[i])
			}
		}
		id := out[0].Business
		if b := w.whole(id); b.State != registry.Published || b.Proofs[registry.NIB].Level != registry.Register || b.Proofs[registry.NIB].Source != "oss-2026" || b.Facts[registry.Phone] == "" {
			w.Errorf("%+v", b)
		}
		if b := w.whole(out[4].Business); b.State != registry.Draft {
			w.Errorf("what says too little is %s", b.State)
		}
		if again := w.put(oss, row, poor); again[0].Outcome != registry.RowSame || again[0].Business != id || again[1].Outcome != registry.RowSame {
			w.Errorf("%+v", again)
		}
		if n := w.count(`select count(*) from registry_business`); n != 2 {
			w.Errorf("%d businesses", n)
		}
		if n := w.count(`select count(*) from registry_business_kbli`); n != 1 {
			w.Errorf("%d codes", n)
		}
	})
}

func (w *town) count(query string) (n int) {
	w.read(func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query); return err })
	return n
}

// TestAListSaysSinceWhen: of each row of a list stays since when it is known, and what somebody
// writes down is of no list.
func TestAListSaysSinceWhen(t *testing.T) {
	eachTown(t, func(w *town) {
		of := func(key, listed, started string) registry.Incoming {
			return registry.Incoming{Key: key, Listed: listed, Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko " + key, registry.Kelurahan: klandasan, registry.Started: started}}
		}
		w.put(oss, of("a", "2021", "2009"), of("b", "", "05-2019"), of("c", "", "17/5/2019"), of("d", "", ""))
		w.put(oss, of("a", "2025", "2010")) // known already: the list had it before
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Register(tx, w.owner.Session, registry.Registering{Source: "ponsel", Key: "1", Set: stall()})
			return err
		})
		for query, want := range map[string]int{
			`key = 'a' and since = '2021-07-01'`: 1, `key = 'b' and since = '2019-05-15'`: 1, `key = 'c' and since = '2019-05-17'`: 1, `key = 'd' and since = ''`: 1,
			`since is null`: 1, `since is not null`: 4,
		} {
			if n := w.count(`select count(*) from registry_source_row where ` + query); n != want {
				w.Errorf("%s: %d rows", query, n)
			}
		}
	})
}

func TestAListWritesOverNothingButItsOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		row := registry.Incoming{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Makmur", registry.Kelurahan: klandasan, registry.Web: "makmur.example"}}
		id := w.put(oss, row)[0].Business
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Toko Makmur Jaya"}, Level: registry.Register})
		row.Set = registry.Values{registry.Name: "Toko Makmur Abadi", registry.Web: "abadi.example", registry.WorkersM: "4"}
		done := w.put(oss, row)[0]
		if !slices.Equal(done.Changed, []registry.Fact{registry.Web, registry.WorkersM}) || !slices.Equal(done.Proposed, []registry.Fact{registry.Name}) {
			w.Fatalf("%+v", done)
		}
		other := registry.List{Source: "dinas-2026", Level: registry.Register}
		done = w.put(other, registry.Incoming{Key: "1", Business: id, Set: registry.Values{registry.Web: "dinas.example", registry.AboutEN: "A shop."}})[0]
		if !slices.Equal(done.Changed, []registry.Fact{registry.AboutEN}) || !slices.Equal(done.Proposed, []registry.Fact{registry.Web}) {
			w.Fatalf("%+v", done)
		}
		b := w.whole(id)
		if b.Facts[registry.Name] != "Toko Makmur Jaya" || b.Facts[registry.Web] != "https://abadi.example" {
			w.Errorf("%v", b.Facts)
		}
		// What was loaded can be taken back; what was said to be none is not filled again.
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.WorkersM: ""}, Level: registry.Register})
		done = w.put(other, registry.Incoming{Key: "1", Business: id, Set: registry.Values{registry.WorkersM: "9"}})[0]
		if len(done.Changed) != 0 || !slices.Equal(done.Proposed, []registry.Fact{registry.WorkersM}) {
			w.Errorf("%+v", done)
		}
	})
}

func TestADeviceSendsTwice(t *testing.T) {
	eachTown(t, func(w *town) {
		var ids []db.ID
		for range 2 {
			w.must(func(tx *db.Tx) error {
				id, err := w.book.Register(tx, w.officer.Session, registry.Registering{Set: stall(), Source: "luring", Key: "k1"})
				ids = append(ids[:len(ids):len(ids)], id)
				return err
			})
		}
		if slices.Sort(ids); ids[len(ids)-1] != w.onlyOne() {
			w.Errorf("%v", ids)
		}
	})
}

func (w *town) onlyOne() (id db.ID) {
	w.read(func(tx *db.Tx) error {
		all, err := db.All(tx, (*db.Row).ID, `select id from registry_business`)
		if len(all) != 1 {
			w.Errorf("%d businesses", len(all))
		}
		id = all[0]
		return err
	})
	return id
}

func benchTown(b *testing.B, at string) *town {
	d := dbtest.Open(b, at, db.Options{}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(b)
	w := &town{d: d, ring: ring, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}}
	if err := d.Write(b.Context(), grounds); err != nil {
		b.Fatal(err)
	}
	return w
}

// BenchmarkPut loads a list in acts of 25 rows.
func BenchmarkPut(b *testing.B) {
	for engine, at := range dbtest.URLs() {
		b.Run(engine, func(b *testing.B) {
			w := benchTown(b, at(b))
			n := 0
			for b.Loop() {
				rows := make([]registry.Incoming, 25)
				for i := range rows {
					n++
					rows[i] = registry.Incoming{Key: fmt.Sprint(n), Set: registry.Values{registry.Kind: "usaha", registry.Name: fmt.Sprint("Toko ", n), registry.NIB: fmt.Sprintf("%013d", n),
						registry.LegalForm: "perorangan", registry.Kelurahan: klandasan, registry.RT: "12", registry.Address: "Jl. Jenderal Sudirman No. 7", registry.Point: "-1.230123, 116.830456 import",
						registry.Phone: fmt.Sprintf("0812%08d", n), registry.KBLI: "2020:56102* 2020:56103", registry.AboutID: "Nasi kuning dan lauk.", registry.WorkersM: "1", registry.WorkersF: "2"}}
				}
				err := w.d.Write(b.Context(), func(tx *db.Tx) error {
					out, err := w.book.PutAs(tx, "command", oss, rows)
					for _, r := range out {
						if r.Why != nil {
							return r.Why
						}
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/business")
		})
	}
}
