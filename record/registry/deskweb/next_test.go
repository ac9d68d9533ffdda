package deskweb

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/web/webtest"
	"alun/record/registry"
)

// After a decision the next one is offered, of the list from which the officer came; one
// that was passed over does not come back at once.
func TestAfterADecisionTheNextOne(t *testing.T) {
	eachTown(t, func(w *town) {
		names := []string{"Satu", "Dua", "Tiga", "Empat"}
		var at []string
		for i, name := range names {
			rt := "12"
			if i == 2 {
				rt = "3"
			}
			at = append(at, "/petugas/usaha/"+w.code(w.waits(registry.Values{registry.Name: "Usaha " + name, registry.RT: rt})))
			w.clock.MoveOn(time.Minute)
		}
		w.signAll()
		decide := func(one, move, from string, form ...string) string {
			w.Helper()
			out := w.Post("officer", one+"/langkah/"+move, webtest.Form(append(form, "dari", from)...))
			if out.Code != 303 {
				t.Fatal(out.Code, out.Body.String())
			}
			return w.Get("officer", out.Header().Get("Location")).Body.String()
		}
		page := decide(at[1], "publish", "")
		w.Says(page, "Berikutnya: Usaha Tiga (3 lagi)", "Kembali ke daftar")
		page = decide(at[2], "return", "rt=12&format=csv", "sentence", "Mohon lengkapi alamatnya.")
		w.Says(page, "Berikutnya: Usaha Empat (2 lagi)", at[3]+"?dari=rt%3D12\"", "/petugas/usaha?rt=12\"")
		w.Hushed(page, "csv")
		if list := w.Get("officer", "/petugas/usaha?rt=12").Body.String(); !strings.Contains(list, at[3]+"?dari=rt%3D12\"") {
			t.Error("the list does not go along")
		}
		for _, path := range []string{at[3] + "?dari=rt%3D12", at[3] + "/langkah/publish?dari=rt%3D12", at[3] + "/riwayat?dari=rt%3D12"} {
			if page := w.Get("officer", path).Body.String(); !strings.Contains(page, "/petugas/usaha?rt=12\"") || strings.HasSuffix(path, "publish?dari=rt%3D12") && !strings.Contains(page, `name="dari" value="rt=12"`) {
				t.Errorf("%s forgets the list", path)
			}
		}
		w.Says(decide(at[3], "publish", "rt=12"), "Berikutnya: Usaha Satu (1 lagi)") // behind the last comes the first
		w.Says(decide(at[0], "publish", "wilayah=64.71.03"), "Tidak ada lagi di daftar ini")
		w.Hushed(w.opens("officer", at[0], 200), "Berikutnya", "Tidak ada lagi")
		w.Hushed(w.opens("officer", at[0]+"?ya=sama", 200), "Berikutnya", "Tidak ada lagi")
	})
}

// The list says which of its rows a page shows, and leads back as well as on.
func TestTheQueueSaysWhereItStands(t *testing.T) {
	eachTown(t, func(w *town) {
		for i := range 2*mostRows + 3 {
			w.waits(registry.Values{registry.Name: fmt.Sprintf("Usaha nomor %02d", i)})
		}
		w.signAll()
		read := func(path string) (text string, links []string) {
			w.Helper()
			page := w.Get("officer", path).Body.String()
			nav := regexp.MustCompile(`(?s)<nav class="pager.*?</nav>`).FindString(page)
			for _, x := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(nav, -1) {
				links = append(links, html.UnescapeString(x[1]))
			}
			return page, links
		}
		page, links := read("/petugas/usaha")
		w.Says(page, "1–30 dari 63")
		if len(links) != 1 {
			t.Fatalf("the first page leads to %v", links)
		}
		second := links[0]
		page, links = read(second)
		w.Says(page, "31–60 dari 63", "Usaha nomor 30")
		if len(links) != 2 || links[0] != "/petugas/usaha" {
			t.Fatalf("the second page leads to %v", links)
		}
		page, links = read(links[1])
		w.Says(page, "61–63 dari 63", "Usaha nomor 62")
		if len(links) != 1 || links[0] != second {
			t.Errorf("the last page leads to %v, want %s", links, second)
		}
		if page, _ = read("/petugas/usaha?q=nomor+05"); strings.Contains(page, "pager") {
			t.Error("one page says where it stands")
		}
	})
}

// Who came from the field work is led back there, also from what they opened at the desk.
func TestTheDeskLeadsBackOutdoors(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.code(w.waits(nil))
		at, back := "/petugas/usaha/"+code, `href="/petugas/lapangan/usaha/`+code+`"`
		if page := w.Get("officer", at+"?dari=lapangan%3D1").Body.String(); !strings.Contains(page, back) || !strings.Contains(page, `href="/petugas/usaha"`) {
			t.Error("nothing leads back outdoors")
		}
		out := w.Post("officer", at+"/pribadi", webtest.Form("keperluan", "layanan", "dari", "lapangan=1"))
		if page := w.Get("officer", out.Header().Get("Location")).Body.String(); !strings.Contains(page, back) {
			t.Errorf("%s: what was opened leads nowhere", out.Header().Get("Location"))
		}
		if page := w.Get("officer", at).Body.String(); strings.Contains(page, "/petugas/lapangan") {
			t.Error("who came otherwise is led outdoors")
		}
	})
}
