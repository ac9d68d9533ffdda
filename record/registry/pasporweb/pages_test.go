package pasporweb

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

// private is what no link shows unless it is ticked.
var private = []string{"0812-3456-7890", "Jl. Sudirman", "Rp60", "Omzet setahun"}

// The owner sees everything with what it rests on, a helper all but the money, and the
// file is the same for the same moment.
func TestThePassportOfAnOwner(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.sanggar()
		page := w.gets("maker", "GET", at, 200)
		w.Says(page, "Sanggar Siti", "Kata pemilik", "Omzet setahun", "Jl. Sudirman 7", "IDM000123456, DJKI", "Mei 2019", "Kelas usaha", "Karena hasil penjualan setahun", "Bagikan lewat tautan", "Tenaga kerja", "Pekerja laki-laki")
		for _, tongue := range []string{"/en", "/ja"} {
			w.gets("maker", "GET", tongue+at, 200)
			w.gets("maker", "GET", tongue+at+"/tautan", 200)
		}
		page = w.gets("helper", "GET", at, 200)
		w.Says(page, "Sanggar Siti", "Jl. Sudirman 7")
		w.Hushed(page, "Omzet setahun", "Kelas usaha", "Bagikan lewat tautan")
		w.Hushed(w.gets("counter", "GET", at, 200), private...)
		w.gets("other", "GET", at, 403)
		w.gets("", "GET", at, 303)
		w.gets("maker", "GET", at+"?format=exe", 422)
		for _, tongue := range []string{"", "/en", "/ja"} {
			got := w.Get("maker", tongue+at+"?format=pdf")
			if got.Code != 200 || got.Header().Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(got.Body.Bytes(), []byte("%PDF")) {
				t.Errorf("%s %d", got.Header().Get("Content-Type"), got.Code)
			}
		}
	})
}

// The same sheet is the same file, and another moment another one.
func TestTheSamePassportIsTheSameFile(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, _ := w.sanggar()
		var one, two, three bytes.Buffer
		var s sheet
		w.must(func(tx *db.Tx) error {
			v, err := w.book.See(tx, w.who["maker"].Session, id)
			if err != nil {
				return err
			}
			own, err := w.desk.Paspor.Own(tx, v)
			if err == nil {
				s, err = w.desk.sheet(tx, w.desk.Words.In("id"), own)
			}
			return err
		})
		for _, to := range []*bytes.Buffer{&one, &two} {
			if err := s.pdf(to, "Kota Balikpapan"); err != nil {
				t.Fatal(err)
			}
		}
		s.At = s.At.Add(time.Hour)
		if err := s.pdf(&three, "Kota Balikpapan"); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) || bytes.Equal(one.Bytes(), three.Bytes()) {
			t.Error("a file is not what its sheet and moment are")
		}
	})
}

// A link is made, opened by whoever has it, listed with its openings, and revoked.
func TestALinkFromItsMakingToItsEnd(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.sanggar()
		page := w.gets("maker", "GET", at+"/tautan", 200)
		w.Says(page, "Untuk siapa tautan ini?", "0812-3456-7890", "Kelas usaha")
		w.Hushed(page, "checked", `value="point"`)
		page = w.gets("maker", "POST", at+"/tautan", 422, web.KeyField, web.NewKey(), "untuk", "pajak", "sampai", w.day(200), "buka", "point", "buka", "phone")
		w.Says(page, "Pilih untuk siapa", "Paling lama sampai", "Pilih hanya dari data", `value="phone" checked`)
		key := web.NewKey()
		pairs := []string{web.KeyField, key, "untuk", "bank", "sampai", w.day(10), "buka", "phone", "buka", "class"}
		page = w.gets("maker", "POST", at+"/tautan", 200, pairs...)
		link := w.address(page)
		w.Says(page, "hanya ditampilkan sekali", "Yang dilihat umum, ditambah: Telepon, Kelas usaha")
		if again := w.address(w.gets("maker", "POST", at+"/tautan", 200, pairs...)); again != link {
			t.Errorf("pressed twice: %s and %s", link, again)
		}
		knock := w.gets("", "GET", link, 200)
		w.Says(knock, "Sanggar Siti", "Dibagikan oleh Siti Aminah. Keperluan: Bank", "Buka paspor")
		w.Hushed(knock, append([]string{"IDM000123456", "Anyaman"}, private...)...)
		for _, tongue := range []string{"", "/en", "/ja"} {
			w.gets("", "GET", tongue+link, 200)
			page = w.gets("", "POST", tongue+link, 200)
			w.Says(page, "0812-3456-7890", "IDM000123456", "Siti Aminah")
			w.Hushed(page, "Jl. Sudirman", "Omzet setahun", "Rp60")
		}
		w.Says(w.gets("maker", "GET", at+"/tautan", 200), "Untuk Bank", "3 kali dibuka")
		one := at + "/tautan/" + w.code(w.gets("maker", "GET", at+"/tautan", 200), at)
		w.Says(w.gets("maker", "GET", one, 200), "3 kali dibuka", "WITA", "Cabut tautan")
		for who, want := range map[string]int{"other": 403, "helper": 403, "counter": 403, "far": 403, "": 401} {
			w.gets(who, "POST", one, want)
			w.gets(who, "POST", at+"/tautan", want, web.KeyField, web.NewKey(), "untuk", "bank", "sampai", w.day(1))
		}
		w.Says(w.gets("maker", "GET", w.gets("maker", "POST", one, 303), 200), "Tautan dicabut")
		for _, method := range []string{"GET", "POST"} {
			page = w.gets("", method, link, 410)
			w.Says(page, "Pemilik sudah mencabut tautan ini.")
			w.Hushed(page, "Sanggar", "Siti")
		}
		w.gets("maker", "POST", one, 303) // changes nothing
	})
}

// code finds the link of a list.
func (w *house) code(page, at string) string {
	w.Helper()
	_, rest, found := strings.Cut(page, `href="`+at+`/tautan/`)
	if !found {
		w.Fatal("no link is listed")
	}
	return rest[:13]
}

// What an address with a token answers is told to nobody, and what is none tells nothing.
func TestAnAddressWithATokenIsASecret(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.sanggar()
		link := w.shares(at)
		quiet := func(method, path string, want int) {
			t.Helper()
			got := w.Send("", method, path, "", http.NoBody)
			h := got.Header()
			if got.Code != want || h.Get("Cache-Control") != "no-store" || h.Get("Etag") != "" {
				t.Errorf("%s %s: %d %v", method, path, got.Code, h)
			}
			if want != 404 && (h.Get("Referrer-Policy") != "same-origin" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") || !strings.Contains(got.Body.String(), `name="referrer" content="same-origin"`)) {
				t.Errorf("%s %s tells where it is: %v", method, path, h)
			}
		}
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			quiet(method, link, 200)
			none := w.Send("", method, "/paspor/"+strings.Repeat("a", 26), "", http.NoBody).Body.String()
			for _, other := range []string{"/paspor/x", "/paspor/" + strings.Repeat("7", 26), "/paspor/%27%22"} {
				quiet(method, other, 404)
				if got := w.Send("", method, other, "", http.NoBody).Body.String(); got != none {
					t.Errorf("%s says something else: %s", other, webtest.Text(got))
				}
			}
		}
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.who["counter"].Session, registry.Step{Business: id, Reason: registry.SuspendReasons[0], Sentence: "Untuk uji."})
		})
		quiet("GET", link, 410)
		page := w.gets("", "POST", link, 410)
		w.Says(page, "sedang ditangguhkan")
		w.Hushed(page, "Sanggar", "Siti")
	})
}

// Whoever tries many addresses has to wait, also when one of them is right.
func TestGuessingIsLimited(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.sanggar()
		link := w.shares(at)
		for range trying.Many {
			if got := w.Get("", "/paspor/"+strings.Repeat("b", 26)).Code; got != 404 {
				t.Fatalf("%d", got)
			}
		}
		for _, method := range []string{"GET", "POST"} {
			w.gets("", method, link, 429)
		}
	})
}
