package field_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/geo"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/seal"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/field"
)

// The areas of the tests: two kelurahan of one kecamatan, one of another.
const (
	klandasan = "64.71.05.1003"
	damai     = "64.71.05.1002"
	baruIlir  = "64.71.03.1001"
	kota      = "64.71.05"
	barat     = "64.71.03"
)

var profile fs.FS = os.DirFS("../../../city/balikpapan")

// town is a small house with a register and officers.
type town struct {
	*testing.T
	d     *db.DB
	ring  *keys.Ring
	clock *dbtest.Clock
	book  *registry.Book
	desk  *field.Desk
	sign  *seal.Signer
	seq   int64

	owner, officer, second, elsewhere, planner, inspector account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), db.Options{Rehearse: true}, dbtest.Morning())) })
	}
}

func aTown(t *testing.T, at string, o db.Options, now time.Time) *town {
	clock := dbtest.NewClock(now)
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, blob.Files, diary.Files, account.Files, place.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, ring: ring, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}}
	var err error
	if w.desk, err = field.New(d, w.book, profile); err != nil {
		t.Fatal(err)
	}
	w.sign = seal.NewSigner(ring, diary.SealPurpose)
	w.must(grounds)
	be := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner = be(accounttest.Role{Role: account.Maker, Weak: true})
	w.officer, w.second = be(accounttest.Role{Role: account.Counter, Area: kota}), be(accounttest.Role{Role: account.Counter, Area: kota})
	w.elsewhere = be(accounttest.Role{Role: account.Counter, Area: barat})
	w.planner, w.inspector = be(accounttest.Role{Role: account.Planner}), be(accounttest.Role{Role: account.Inspector})
	clock.MoveOn(time.Second)
	return w
}

// where puts everything north of 1.24° south into klandasan, the rest into damai, and
// what is far away outside.
func where(p geo.Point) (string, bool) {
	switch {
	case p.Lat < -2*geo.Degree || p.Lat > 0:
		return "", false
	case p.Lat > -1_240_000:
		return klandasan, true
	}
	return damai, true
}

func grounds(tx *db.Tx) error {
	for _, a := range []struct {
		code, level, name, parent string
		lat, lng                  int64
	}{{"64", "province", "Kalimantan Timur", "", 0, 0}, {"64.71", "city", "Balikpapan", "64", 0, 0}, {kota, "kecamatan", "Balikpapan Kota", "64.71", 0, 0}, {barat, "kecamatan", "Balikpapan Barat", "64.71", 0, 0},
		{klandasan, "kelurahan", "Klandasan Ulu", kota, -1_235_000, 116_830_000}, {damai, "kelurahan", "Damai", kota, -1_246_000, 116_835_000}, {baruIlir, "kelurahan", "Baru Ilir", barat, -1_240_000, 116_810_000}} {
		if _, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
			values ($1, $2, $3, '', $4, '', '', '', null, '', null, $5, $6, 'uji', $7)`, a.code, a.level, a.name, db.Null(a.parent, a.parent != ""), db.Null(a.lat, a.lat != 0), db.Null(a.lng, a.lng != 0), tx.Now()); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
		values ('2020', 'uji', 'berlaku', 3, 'uji', '', 'A', '', '', $1)`, tx.Now())
	for _, c := range [][3]string{{"I", "1", ""}, {"56", "2", "I"}, {"561", "3", "56"}, {"5610", "4", "561"}, {"56102", "5", "5610"}} {
		if err == nil {
			_, err = tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'I', 'X', 'X', '', $4)`,
				c[0], int(c[1][0]-'0'), db.Null(c[2], c[2] != ""), tx.Now())
		}
	}
	return err
}

func (w *town) write(act func(tx *db.Tx) error) error {
	err := w.d.Write(context.Background(), act)
	w.clock.MoveOn(time.Second)
	return err
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.write(act); err != nil {
		w.Fatal(err)
	}
}

func (w *town) read(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// stall is a stall at home.
func stall() registry.Values {
	return registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan", registry.Kelurahan: klandasan, registry.RT: "12",
		registry.Address: "Jl. Melati 5", registry.AtHome: "ya", registry.StreetVendor: "tidak", registry.Point: "-1.230123, 116.830456 gps", registry.Phone: "0812-3456-7890",
		registry.AboutID: "Nasi kuning dan lauk.", registry.KBLI: "2020:56102", registry.Opens: "Sen-Sab 06.00-11.00"}
}

func with(v registry.Values, more registry.Values) registry.Values {
	for f, text := range more {
		v[f] = text
	}
	return v
}

// opens brings a business of the owner's to its publication.
func (w *town) opens(set registry.Values) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		if id, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: set}); err != nil {
			return err
		}
		if err = w.book.Submit(tx, w.owner.Session, registry.Step{Business: id}); err != nil {
			return err
		}
		return w.book.Publish(tx, w.second.Session, registry.Step{Business: id})
	})
	return id
}

// follow seals the diary and follows what is new.
func (w *town) follow() {
	w.Helper()
	if _, err := diary.Seal(context.Background(), w.d, w.sign); err != nil {
		w.Fatal(err)
	}
	for {
		var batch []diary.Sealed
		w.read(func(tx *db.Tx) (err error) { batch, err = diary.After(tx, w.seq, 200); return err })
		if len(batch) == 0 {
			return
		}
		w.must(func(tx *db.Tx) error {
			for _, e := range batch {
				if err := w.desk.Turn(tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		w.seq = batch[len(batch)-1].Seq
	}
}

func (w *town) pass() {
	w.Helper()
	if err := w.desk.Pass(context.Background(), func(*db.Tx) error { return nil }); err != nil {
		w.Fatal(err)
	}
}

// count counts the city, as the work does.
func (w *town) count() {
	w.Helper()
	if err := w.desk.Count(context.Background(), func(*db.Tx) error { return nil }); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
}

func (w *town) check(who account.Who, in field.Checking) (out field.Done, err error) {
	err = w.write(func(tx *db.Tx) (err error) { out, err = w.desk.Check(tx, who.Session, in); return err })
	return out, err
}

// signals are the kinds of signals of a business, the oldest first.
func (w *town) signals(id db.ID) (kinds []string) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		kinds, err = db.All(tx, (*db.Row).Text, `select kind from registry_signal where business = $1 order by at, entry`, id)
		return err
	})
	return kinds
}

const aKey = "periksa-di-perangkat-1"
