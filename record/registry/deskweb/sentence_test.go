package deskweb

import (
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

// typed is what the field of the sentence holds on a page.
func typed(page string) string {
	x := regexp.MustCompile(`(?s)<textarea[^>]*>(.*?)</textarea>`).FindStringSubmatch(page)
	if x == nil {
		return "(no field)"
	}
	return x[1]
}

// A ready sentence comes to what was typed and chosen, and takes nothing of it away.
func TestAReadySentenceKeepsWhatWasTyped(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id) + "/langkah/"
		send := func(move string, pairs ...string) string {
			w.Helper()
			out := w.Post("officer", at+move, webtest.Form(pairs...))
			if out.Code != 200 {
				t.Fatalf("%s %v: %d", move, pairs, out.Code)
			}
			return out.Body.String()
		}
		const doubt, complaint = "Ada keterangan yang perlu dipastikan. Mohon hubungi loket kecamatan.", "Ada aduan tentang keterangan usaha ini. Kami sedang memeriksanya."
		w.Sends("officer", at+"publish", 303)
		page := send("suspend", "kalimat", "2", "reason", "aduan", "sentence", "Bu Siti yang baik,")
		if got := typed(page); got != "Bu Siti yang baik,\n"+complaint {
			t.Errorf("the field holds %q", got)
		}
		if !regexp.MustCompile(`<input[^>]*value="aduan"[^>]*checked`).MatchString(page) {
			t.Error("the reason is not chosen any more")
		}
		w.Hushed(page, "galat")
		if got := typed(send("suspend", "kalimat", "1", "sentence", complaint)); got != doubt {
			t.Errorf("another ready sentence gives %q", got)
		}
		if got := typed(send("suspend", "kalimat", "1", "sentence", "A\n"+doubt)); got != "A\n"+doubt {
			t.Errorf("a sentence comes twice: %q", got)
		}
		if got := typed(send("suspend", "kalimat", "9", "sentence", "Tetap.")); got != "Tetap." {
			t.Errorf("a sentence that is none gives %q", got)
		}
		if w.state(id) != registry.Published {
			t.Error("asking for a sentence did it")
		}
		w.Sends("far", at+"suspend", 403, "kalimat", "1")
		if page := w.Get("officer", at+"suspend").Body.String(); strings.Contains(page, "?kalimat=") || !strings.Contains(page, `name="kalimat" value="1"`) {
			t.Error("the sentences are no buttons of the form")
		}
	})
}

// The owner reads their own language, whatever the officer reads.
func TestTheSentenceIsInTheOwnersLanguage(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id) + "/langkah/return"
		page := w.Get("officer", "/en"+at).Body.String()
		if got := typed(page); !strings.HasPrefix(got, "Mohon lengkapi") {
			t.Errorf("an owner who reads Indonesian gets %q", got)
		}
		w.Says(webtest.Text(page), "The sentences are in Indonesian", "Mohon tulis nama usaha", "Please write the name")
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set lang = 'ja', version = version + 1 where id = $1`, w.who["maker"].Person)
			return err
		})
		page = w.Get("officer", at).Body.String()
		if got := typed(page); strings.Contains(got, "Mohon") || got == "" {
			t.Errorf("an owner who reads Japanese gets %q", got)
		}
		w.Says(webtest.Text(page), "bahasa Jepang")
		w.Hushed(webtest.Text(w.Get("officer", "/ja"+at).Body.String()), "Mohon tulis nama usaha")
	})
}

// What is said of the place of a business that is published is what is shown of it.
func TestPublishingSaysWhatIsShown(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, x := range []struct {
			more       registry.Values
			said, hush string
		}{
			{nil, "hanya kelurahannya", "bersama alamat"},
			{registry.Values{registry.AddressPublic: registry.Yes}, "bersama alamat dan titiknya", "hanya kelurahannya"},
			{registry.Values{registry.AtHome: registry.No}, "bersama alamat dan titiknya", "hanya kelurahannya"},
			{registry.Values{registry.AtHome: registry.No, registry.Point: ""}, "bersama alamatnya", "titiknya"},
			{registry.Values{registry.AtHome: registry.No, registry.StreetVendor: registry.Yes}, "hanya kelurahannya", "bersama alamat"},
		} {
			page := w.opens("officer", "/petugas/usaha/"+w.code(w.waits(x.more))+"/langkah/publish", 200)
			w.Says(page, x.said)
			w.Hushed(page, x.hush)
		}
	})
}

// Why something waits is said as it is: nobody is told that the owner's word is proven better
// than a list of the state.
func TestAProposalSaysWhyItWaits(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id)
		put := func(level registry.Level, name string) {
			w.Helper()
			w.must(func(tx *db.Tx) error {
				_, err := w.book.Put(tx, w.who["planner"].Session, registry.List{Source: "oss-2026", Level: level}, []registry.Incoming{{Key: w.code(id) + name, Business: id, Set: registry.Values{registry.Name: name}}})
				return err
			})
		}
		put(registry.Register, "Sanggar Sari")
		page := w.opens("officer", at, 200)
		w.Says(page, "Kata pemilik", "adalah kata pemilik, atau dikatakan untuknya")
		w.Hushed(page, "punya dasar lebih kuat")
		w.Sends("officer", at+"/periksa", 303, "fakta", "name", "dasar", "seen")
		page = w.opens("officer", at, 200)
		w.Says(page, "Sebuah daftar tidak menggantikan")
		w.Hushed(page, "punya dasar lebih kuat", "adalah kata pemilik")
		id, _ = w.proposed()
		page = w.opens("officer", "/petugas/usaha/"+w.code(id), 200)
		w.Says(page, "punya dasar lebih kuat")
		w.Hushed(page, "adalah kata pemilik", "Sebuah daftar")
	})
}
