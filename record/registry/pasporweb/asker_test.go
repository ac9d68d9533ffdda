package pasporweb

import (
	"os"
	"strings"
	"testing"

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
		for _, piece := range []string{"Kredit Usaha Rakyat (KUR) di bank: 3 dari 4 sudah ada", "Permenko 1/2023", "belum aturan, usulan kami", "Siapkan sendiri",
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
