package deskweb

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
)

func TestTheQueue(t *testing.T) {
	eachTown(t, func(w *town) {
		first := w.waits(nil)
		w.clock.MoveOn(72 * time.Hour)
		w.signAll()
		w.waits(registry.Values{registry.Name: "Batik Damai", registry.Kelurahan: damai, registry.Point: "-1.250000 116.830456 gps", registry.RT: "3"})
		w.made(registry.Values{registry.Name: "Belum Diajukan"})
		page := w.opens("officer", "/petugas/usaha", 200)
		w.Says(page, "Periksa usaha, Balikpapan Kota", "2 usaha menunggu", "3 hari", "Sanggar Siti", "Batik Damai", "Menunggu pemeriksaan 2", "Draf 1")
		w.Hushed(page, "Belum Diajukan", "6281234567890", "0812", "Sudirman")
		if strings.Index(page, "Sanggar Siti") > strings.Index(page, "Batik Damai") {
			t.Error("who waits longest does not come first")
		}
		w.Hushed(w.opens("officer", "/petugas/usaha?wilayah="+damai, 200), "Sanggar Siti")
		w.Hushed(w.opens("officer", "/petugas/usaha?rt=12", 200), "Batik Damai")
		w.Says(w.opens("officer", "/petugas/usaha?q=diajukan", 200), "Belum Diajukan")
		w.Says(w.opens("officer", "/petugas/usaha?q=%25", 200), "Tidak ada yang cocok")
		w.Says(w.opens("officer", "/petugas/usaha?rt=x", 200), "RT berupa angka")
		w.opens("officer", "/petugas/usaha?keadaan=lupa", 422)
		w.opens("officer", "/petugas/usaha?wilayah=64.71.03", 403)
		w.Says(w.opens("far", "/petugas/usaha", 200), "Tidak ada yang menunggu")
		w.Says(w.opens("planner", "/petugas/usaha", 200), "2 usaha menunggu")
		w.opens("maker", "/petugas/usaha", 403)
		w.opens("", "/petugas/usaha", 303)
		file := w.Get("officer", "/petugas/usaha?format=csv").Body.String()
		w.Says(file, w.code(first)+",Sanggar Siti", "missing", ",fictional", ",no")
		w.Hushed(file, ",yes")
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where id = $2`, true, first)
			return err
		})
		if marked := w.Get("officer", "/petugas/usaha?format=csv").Body.String(); strings.Count(marked, ",yes") != 1 || !strings.Contains(marked, ",no") {
			t.Errorf("a made-up business bears no mark: %s", marked)
		}
		w.Hushed(file, "0812", "62812", "0812-", "Sudirman", "-1.2")
		if head, _, _ := strings.Cut(file, "\n"); strings.Contains(head, "rt") || strings.Contains(head, "address") || strings.Contains(head, "lat") {
			t.Errorf("the file says where businesses are: %s", head)
		}
		if out := w.Get("officer", "/petugas/usaha?format=xlsx"); out.Code != 200 || !strings.HasPrefix(out.Body.String(), "PK") {
			t.Errorf("XLSX: %d", out.Code)
		}
	})
}

func TestTheQueueContinues(t *testing.T) {
	eachTown(t, func(w *town) {
		for i := range mostRows + 3 {
			w.waits(registry.Values{registry.Name: "Usaha nomor " + string(rune('A'+i/26)) + string(rune('a'+i%26))})
		}
		link := regexp.MustCompile(`href="([^"]*sesudah=[^"]*)"`).FindStringSubmatch(w.Get("officer", "/petugas/usaha").Body.String())
		if link == nil {
			t.Fatal("nothing leads on")
		}
		page := w.opens("officer", strings.ReplaceAll(link[1], "&amp;", "&"), 200)
		w.Says(page, "Usaha nomor Be", "Usaha nomor Bg")
		w.Hushed(page, "Usaha nomor Bd")
	})
}

// TestTheFileHoldsTheWholeList, of however many rows, in the order of the page.
func TestTheFileHoldsTheWholeList(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		w.clock.MoveOn(time.Hour)
		w.signAll()
		const many = 5_003 // more than what one query reads, many times
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
				insert into registry_business (id, version, state, subject, sealed, proof, demo, made_at, made_by, submitted_by, published_by, merged_into, merged_state, forgotten_at,
					kind, name, other_names, nib, legal_form, kelurahan, rt, address, at_home, address_public, lat, lon, point_source, street_vendor, phone_public, wa_public, mail_public, web, hours,
					about_id, about_en, about_ja, workers_m, workers_f, capacity, started, kbli, subsectors)
				select b.id + n.i, version, state, subject, sealed, proof, demo, made_at, made_by, submitted_by, published_by, merged_into, merged_state, forgotten_at,
					kind, 'Salinan ' || cast(n.i as text), other_names, nib, legal_form, kelurahan, rt, address, at_home, address_public, lat, lon, point_source, street_vendor, phone_public, wa_public, mail_public, web, hours,
					about_id, about_en, about_ja, workers_m, workers_f, capacity, started, kbli, subsectors from registry_business b, n where b.id = $1`, id, many)
			if err == nil { // the last of them waits for the longest
				_, err = tx.Exec(`insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at)
					select id, 2, 'submit', 'draft', 'submitted', '', '', 1, 'person:1', $2 - id from registry_business where id <> $1`, id, tx.Now().UnixMicro()+int64(id))
			}
			return err
		})
		lines := strings.Split(strings.TrimSpace(w.Get("officer", "/petugas/usaha?format=csv").Body.String()), "\n")
		if len(lines) != 1+1+many {
			t.Fatalf("%d lines for %d businesses", len(lines), 1+many)
		}
		if !strings.Contains(lines[1], ",Sanggar Siti,") || !strings.Contains(lines[2], ",Salinan 5003,") || !strings.Contains(lines[many+1], ",Salinan 1,") {
			t.Errorf("another order than that of the page: %s | %s | %s", lines[1], lines[2], lines[many+1])
		}
		w.Hushed(w.Get("far", "/petugas/usaha?format=csv").Body.String(), "Salinan", "Sanggar")
	})
}

// Who mends what was suspended is seen by the officers, and by those of the area alone.
func TestWhatAnOwnerMendedStandsInTheQueue(t *testing.T) {
	eachTown(t, func(w *town) {
		id, other := w.waits(nil), w.waits(registry.Values{registry.Name: "Batik Damai", registry.Phone: "0812-9999-1111"})
		for _, b := range []db.ID{id, other} {
			at := "/petugas/usaha/" + w.code(b) + "/langkah/"
			w.Sends("officer", at+"publish", 303)
			w.Sends("officer", at+"suspend", 303, "reason", "data_diragukan", "sentence", "Mohon perbaiki nomornya.")
		}
		at := "/petugas/usaha/" + w.code(id)
		w.Hushed(w.opens("officer", "/petugas/usaha", 200), "sudah diperbaiki pemiliknya")
		w.Hushed(w.opens("officer", at, 200), "Pemilik sudah memperbaiki")
		w.Says(w.opens("officer", "/petugas/usaha?perbaikan=1", 200), "Tidak ada yang menunggu setelah diperbaiki")
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Phone: "0811 222 3333"}})
			return err
		})
		w.Says(w.opens("officer", "/petugas/usaha", 200), "1 usaha yang ditangguhkan sudah diperbaiki pemiliknya")
		w.Hushed(w.opens("far", "/petugas/usaha", 200), "sudah diperbaiki pemiliknya")
		page := w.opens("officer", "/petugas/usaha?perbaikan=1", 200)
		w.Says(page, "Sanggar Siti", "pemilik sudah memperbaiki")
		w.Hushed(page, "Batik Damai", "0811", "62811")
		page = w.opens("officer", "/petugas/usaha?keadaan=suspended", 200)
		w.Says(page, "Sanggar Siti", "Batik Damai", "pemilik sudah memperbaiki")
		if strings.Count(page, "pemilik sudah memperbaiki") != 1 {
			t.Error("one that nobody mended is said to be mended")
		}
		w.Says(w.opens("officer", at, 200), "Pemilik sudah memperbaiki", "Lihat yang diubah", "Tampilkan lagi")
		w.Says(w.Get("officer", "/petugas/usaha?perbaikan=1&format=csv").Body.String(), "Sanggar Siti")
		w.Sends("officer", at+"/langkah/resume", 303, "sentence", "Sudah diperiksa, keterangannya benar.")
		w.Hushed(w.opens("officer", "/petugas/usaha", 200), "sudah diperbaiki pemiliknya")
	})
}

// TestTheQueueSaysWhyATextIsMarked, and the page of the business too.
func TestTheQueueSaysWhyATextIsMarked(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(registry.Values{registry.AboutID: "Bisa untuk bayar pinjol."})
		w.Says(w.opens("officer", "/petugas/usaha", 200), "sering dipakai penawaran pinjaman cepat")
		w.Says(w.opens("officer", "/petugas/usaha/"+w.code(id), 200), "Teks perlu dilihat", "sering dipakai penawaran pinjaman cepat", "Ke teks bertanda")
		w.Hushed(w.opens("planner", "/petugas/usaha/"+w.code(id), 200), "Ke teks bertanda")
	})
}
