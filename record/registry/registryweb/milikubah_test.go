package registryweb

import (
	"context"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

// stall is all that is needed of a stall at home.
func stall() registry.Values {
	return registry.Values{registry.Kind: registry.Usaha, registry.Name: "Nasi Kuning Bu Sari", registry.AboutID: "jual nasi kuning", registry.LegalForm: "perorangan", registry.KBLI: "2020:56102",
		registry.Kelurahan: damai, registry.RT: "12", registry.AtHome: registry.Yes, registry.StreetVendor: registry.No, registry.Address: "Jalan Melati 5", registry.WA: "081234567890", registry.WorkersM: "2"}
}

// acts does something to the register.
func (w *desk) acts(do func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), do); err != nil {
		w.Fatal(err)
	}
}

// handedIn is a stall that waits for an officer.
func (w *desk) handedIn() (id db.ID, code string) {
	w.Helper()
	w.acts(func(tx *db.Tx) (err error) {
		if id, err = w.book.Register(tx, w.viewers["maker"].Session, registry.Registering{Set: stall()}); err == nil {
			err = w.book.Submit(tx, w.viewers["maker"].Session, registry.Step{Business: id})
		}
		return err
	})
	return id, w.code(id)
}

func (w *desk) tells(who, path string, wants ...string) {
	w.Helper()
	text := webtest.Text(w.Reads(who, path))
	for _, want := range wants {
		if !strings.Contains(text, want) {
			w.Errorf("%s does not say %q: %s", path, want, text)
		}
	}
}

func (w *desk) keepsQuiet(who, path string, never ...string) {
	w.Helper()
	text := webtest.Text(w.Reads(who, path))
	for _, word := range never {
		if strings.Contains(text, word) {
			w.Errorf("%s says %q", path, word)
		}
	}
}

// What an officer asks for stands where it is mended and handed in again, and nothing there
// says that all is well.
func TestWhatTheOfficerAsksStandsOnEachStep(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, code := w.handedIn()
		w.acts(func(tx *db.Tx) error {
			return w.book.Return(tx, w.viewers["counter"].Session, registry.Step{Business: id, Sentence: "Nomor rumahnya kurang."})
		})
		for _, step := range draftSteps {
			w.tells("maker", "/usaha/daftar/"+code+"/"+string(step), "Petugas meminta", "Nomor rumahnya kurang.")
		}
		w.tells("maker", "/usaha/daftar/"+code+"/periksa", "Petugas meminta: Nomor rumahnya kurang.", "Ajukan")
		w.keepsQuiet("maker", "/usaha/daftar/"+code+"/periksa", "Sudah lengkap")
		w.tells("maker", "/usaha/daftar", "Nasi Kuning Bu Sari Dikembalikan", "Usaha baru")
	})
}

// A published business is changed on a page of its own name, and registers nothing.
func TestAPublishedBusinessIsChanged(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, code := w.handedIn()
		w.acts(func(tx *db.Tx) error {
			return w.book.Publish(tx, w.viewers["counter"].Session, registry.Step{Business: id})
		})
		for step, part := range map[draftStep]string{stepWhat: "Usahanya", stepCode: "Jenis resminya", stepPlace: "Tempatnya", stepContact: "Kontaknya"} {
			path := "/usaha/daftar/" + code + "/" + string(step)
			w.tells("maker", path, "Ubah: "+part+" – Nasi Kuning Bu Sari", "Usaha saya")
			w.keepsQuiet("maker", path, "Daftarkan usaha Anda", "tiga menit", "dilanjutkan kapan saja")
			if !strings.Contains(w.Reads("maker", path), `href="/usaha-saya/`+code+`"`) {
				w.Errorf("%s does not lead back", path)
			}
		}
	})
}

// Nobody is told that a home's address is hidden while its owner shows it.
func TestAnAddressThatIsShownIsSaidToBe(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, code := w.handedIn()
		path := "/usaha/daftar/" + code + "/tempat"
		w.tells("maker", path, "kelurahannya")
		w.keepsQuiet("maker", path, "karena Anda mengizinkan")
		w.acts(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.viewers["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.AddressPublic: registry.Yes}})
			return err
		})
		w.tells("maker", path, "tampil kepada umum begitu usaha terbit, karena Anda mengizinkan")
		w.tells("maker", "/usaha/daftar/"+code+"/periksa", "Alamat rumah tampil karena Anda mengizinkan")
		w.acts(func(tx *db.Tx) error {
			return w.book.Publish(tx, w.viewers["counter"].Session, registry.Step{Business: id})
		})
		w.tells("maker", path, "Alamat ini sekarang tampil kepada umum karena Anda mengizinkan")
		w.keepsQuiet("maker", path, "Umum hanya melihat", "hanya tampil kelurahannya")
		if !strings.Contains(w.Reads("maker", path), `href="/usaha-saya/`+code+`#alamat"`) || !strings.Contains(w.Reads("maker", "/usaha-saya/"+code), `id="alamat"`) {
			w.Error("no way to the switch")
		}
	})
}

// What waits for an answer stands on the line and the page of the business, with the way to
// where it is answered; what associations ask is the owner's alone.
func TestWhatWaitsLeadsToWhereItIsAnswered(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, code := w.handedIn()
		w.acts(func(tx *db.Tx) error {
			return w.book.Publish(tx, w.viewers["counter"].Session, registry.Step{Business: id})
		})
		own := "/usaha-saya/" + code
		w.tells("maker", "/usaha-saya", "Pembeli bisa menemukan")
		w.keepsQuiet("maker", own, "Perlu Anda lihat")
		w.acts(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.viewers["counter"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Web: "https://a.example"}, Level: registry.Document})
			if err == nil {
				_, err = w.book.Change(tx, w.viewers["helper"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Web: "https://b.example"}})
			}
			return err
		})
		w.asks = map[db.ID]Asks{id: {Invitations: 1, Nominations: 2}}
		for _, path := range []string{"/usaha-saya", own} {
			w.tells("maker", path, "1 usulan perubahan belum diputuskan", "1 undangan asosiasi", "2 nominasi asosiasi")
			page := w.Reads("maker", path)
			for _, end := range []string{"/usulan", "/asosiasi"} {
				if !strings.Contains(page, `href="`+own+end+`"`) {
					w.Errorf("%s does not lead to %s", path, end)
				}
			}
			w.tells("helper", path, "1 usulan perubahan belum diputuskan")
			w.keepsQuiet("helper", path, "undangan", "nominasi")
		}
		w.tells("maker", own, "Tidak tampil kepada umum") // the contact
		if page := w.Reads("maker", own); !strings.Contains(page, `aria-label="Ubah: Pekerja laki-laki"`) || !strings.Contains(page, `aria-label="Isi: Mulai usaha"`) {
			w.Error("a further fact has no button with its name")
		}
	})
}

// A permit that an officer saw has no button that the house would refuse: it says who takes it
// out.
func TestWhatAnOfficerSawHasNoButton(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, code := w.handedIn()
		at := "/usaha-saya/" + code + "/riwayat"
		permit := func(who, kind, number string, level registry.Level) {
			w.acts(func(tx *db.Tx) error {
				_, err := w.book.AddPermit(tx, w.viewers[who].Session, registry.Permit{Business: id, Kind: kind, Number: number, Level: level})
				return err
			})
		}
		permit("maker", "sni", "SNI 7", 0)
		w.keepsQuiet("maker", at, "perubahan lewat loket")
		before := strings.Count(w.Reads("maker", at), `/riwayat/`)
		permit("counter", "halal", "ID64-1", registry.Document)
		w.tells("maker", at, "Sudah dicocokkan petugas; perubahan lewat loket.")
		if after := strings.Count(w.Reads("maker", at), `/riwayat/`); after != before {
			w.Errorf("%d changes can be taken back, then %d", before, after)
		}
		w.keepsQuiet("counter", at, "perubahan lewat loket")
	})
}
