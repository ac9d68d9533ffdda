package opendataweb

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
)

// TestWhatIsMadeUpIsNoData: where all is made up every page and file says that it is all of it, and
// gives neither grade nor licence; where all is real, both stand.
func TestWhatIsMadeUpIsNoData(t *testing.T) {
	const only, some, licensed = "Semuanya rekaan", "Di dalamnya ada usaha rekaan", "CC BY 4.0"
	eachTown(t, func(w *town) {
		ids := w.crowd(400)
		w.waiting()
		w.keep()
		has := func(when string, want map[string]bool, paths ...string) {
			t.Helper()
			for _, path := range paths {
				body := w.get(path)
				for text, there := range want {
					if strings.Contains(body, text) != there {
						t.Errorf("%s: %s has %q: %t", when, path, text, !there)
					}
				}
			}
		}
		pages := []string{"/data/usaha", "/data/usaha?format=csv"}
		rows := []string{"/data/usaha/kamus", "/data/usaha/kamus?format=csv", "/data/usaha/terbitan.json"}
		kept := []string{"/data/usaha/bulanan", "/data/usaha/bulanan?format=csv"}
		all := append(append(append([]string{}, pages...), rows...), kept...)
		has("all made up", map[string]bool{only: true, some: false, licensed: false, "Tingkat sumber": false}, all...)
		turn := func(n int) {
			t.Helper()
			w.must(func(tx *db.Tx) error {
				for _, id := range ids[:n] {
					if _, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where id = $2`, false, id); err != nil {
						return err
					}
				}
				return nil
			})
		}
		turn(1)
		has("some", map[string]bool{only: false, some: true, licensed: false}, append(append([]string{}, pages...), kept...)...)
		has("some", map[string]bool{only: false, licensed: true}, rows...)
		turn(len(ids))
		has("all real", map[string]bool{only: false, licensed: true}, rows...)
		has("all real", map[string]bool{licensed: true}, pages...)
	})
}

// TestTheSourceSaysWhatItRestsOn: the shares of the sentence are those of the rows that are given away.
func TestTheSourceSaysWhatItRestsOn(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.crowd(300)
		w.must(func(tx *db.Tx) error {
			for i, id := range ids[:len(ids)/3] {
				text := `[{"l":1,"b":"list \"l\":6 \"of\":[\"name\"","a":5,"of":["name","kelurahan"]},{"l":6,"b":"x","a":6,"of":["address"]}]`
				if i%3 == 0 {
					text = `[{"l":1,"b":"x","a":5,"of":["name"]},{"l":2,"b":"x","a":6,"of":["kelurahan"]}]`
				}
				if _, err := tx.Exec(`update registry_business set proof = $1, version = version + 1 where id = $2`, text, id); err != nil {
					return err
				}
			}
			return nil
		})
		of, all := map[string]int{}, 0
		for _, x := range w.lines("/data/usaha/terbitan.csv") {
			of[x["level"]]++
			all++
		}
		words := map[string]string{"told": "Kata pemilik", "through": "Lewat pendamping atau loket", "document": "Dokumen ditunjukkan"}
		body := w.get("/data/usaha")
		for level, word := range words {
			if want := fmt.Sprintf("%s %d%%", word, (of[level]*200+all)/(2*all)); of[level] == 0 || !strings.Contains(body, want) {
				t.Errorf("the page does not say %q of %d in %d", want, of[level], all)
			}
		}
		if len(of) != len(words) || strings.Contains(body, "sebagian besar perkataan") {
			t.Errorf("%v", of)
		}
	})
}

// TestWhyTheDirectoryCountsFewer: a page that hides says why the filters of the directory do not.
func TestWhyTheDirectoryCountsFewer(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(300)
		for path, want := range map[string]bool{"/data/usaha?baris=subsektor": true, "/data/usaha?baris=kelurahan&kolom=bidang": true, "/data/usaha?ukur=tercatat": false} {
			body := w.get(path)
			if strings.Contains(body, "halaman usaha yang dapat dibuka siapa pun satu per satu") != want {
				t.Errorf("%s says why: %t", path, !want)
			}
			if strings.Contains(body, "“Rahasia” bukan nol") {
				t.Errorf("%s says that what is hidden is not zero", path)
			}
		}
	})
}
