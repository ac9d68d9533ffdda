package pasporweb

import (
	"os"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/paspor"
)

// The owner sees who asks what: what is there with its proof, what is missing with the page
// on which it is given, and what Alun does not keep. A counter is not told that sales are
// missing where they are only not shown.
func TestTheOwnerSeesWhatIsAsked(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.sanggar()
		var err error
		if w.desk.Askers, err = paspor.ReadAskers(os.DirFS("../../../city/balikpapan")); err != nil {
			t.Fatal(err)
		}
		code := strings.Split(at, "/")[2]
		raw := w.Get("maker", at).Body.String()
		for _, piece := range []string{"Kredit Usaha Rakyat (KUR) di bank: 3 dari 4 sudah ada", "Permenko 1/2023", "Baris tanpa dasar: usulan proyek Alun, bukan aturan.", "Siapkan sendiri",
			`href="/usaha/daftar/` + code + `/apa"`, `href="/usaha-saya/` + code + `/angka#f-capacity"`, `href="/usaha/daftar/` + code + `/kode"`} {
			if !strings.Contains(raw, piece) {
				w.Errorf("the page does not say %q", piece)
			}
		}
		if strings.Contains(raw, "⟦") {
			w.Error("a sentence is missing")
		}
		if page := w.Get("counter", at).Body.String(); !strings.Contains(page, "Kredit Usaha Rakyat (KUR) di bank: 3 dari 4 sudah ada") || strings.Contains(page, "angka#f-sales") {
			w.Error("what a counter does not see counts as missing")
		}
	})
}

// A welding shop of medium size with a NIB reads nowhere that it has what a programme for
// small makers of food asks for, and why; where it cannot be computed the owner is told to
// look. Whoever does not see the sales gets no class out of it.
func TestWhatIsThereIsNotYetWhatIsMeant(t *testing.T) {
	eachHouse(t, func(w *house) {
		var err error
		if w.desk.Askers, err = paspor.ReadAskers(os.DirFS("../../../city/balikpapan")); err != nil {
			t.Fatal(err)
		}
		at := w.welding()
		page := w.gets("maker", "GET", at, 200)
		w.Says(page, "SPP-IRT (nomor P-IRT): 1 dari 3 sudah ada", "Ada, tetapi tidak sesuai: kode 25111 bukan industri pangan menurut daftar kode yang kami baca", "Sertifikat halal gratis (SEHATI): 1 dari 3 sudah ada",
			"Ada, tetapi tidak sesuai: Usaha Menengah, bukan mikro atau kecil", "Ada, periksa sendiri syaratnya")
		w.Hushed(page, "Ada dan memenuhi", "⟦")
		w.Says(w.gets("maker", "GET", "/en"+at, 200), "There, but not what is meant: code 25111 is not food manufacturing", "There, but not what is meant: Medium, not micro or small", "There; check yourself")
		w.Says(w.gets("maker", "GET", "/ja"+at, 200), "コード25111は", "零細か小規模ではなく中企業です", "条件はご自身で")
		w.Hushed(w.gets("helper", "GET", at, 200), "Usaha Menengah", "Ada dan memenuhi")
		w.must(func(tx *db.Tx) error {
			id, _ := w.desk.ID(strings.Split(at, "/")[2])
			_, err := w.book.Change(tx, w.who["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Sales: "omzet_300jt"}})
			return err
		})
		w.Says(w.gets("maker", "GET", at, 200), "Ada dan memenuhi: mikro atau kecil", "Sertifikat halal gratis (SEHATI): 3 dari 3 sudah ada")
	})
}

// welding is a business of the maker that builds of metal, with a NIB and large sales.
func (w *house) welding() (at string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
			values ('2020', 'uji', 'lama', 3, 'uji', '', 'A', '', '', $1)`, tx.Now()); err != nil {
			return err
		}
		for i, code := range []string{"C", "25", "251", "2511", "25111"} {
			parent := []string{"", "C", "25", "251", "2511"}[i]
			if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'C', 'X', 'X', '', $4)`,
				code, i+1, db.Null(parent, parent != ""), tx.Now()); err != nil {
				return err
			}
		}
		id, err := w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Las Jaya", registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Sudirman 9", registry.AtHome: "tidak", registry.NIB: "9120001234567", registry.KBLI: "2020:25111*", registry.Sales: "omzet_50m"}})
		at = "/usaha-saya/" + w.desk.Code(id) + "/paspor"
		return err
	})
	return at
}
