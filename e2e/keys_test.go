package e2e

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// Without a mouse: into the house, through the menu, into the sheet and out again.
func TestAnOfficerNeedsNoMouse(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	s.makeBusy(t)
	b := newTab(t, s.home)
	b.open("/masuk")
	b.tabTo("field of the name", func(x thing) bool { return x.role == "textbox" })
	b.press("tiada@contoh.id")
	b.tabTo("field of the password", func(x thing) bool { return x.role == "textbox" })
	b.press("bukan sandinya" + kb.Enter)
	b.until("the refusal", func() bool {
		return len(b.all("textbox", func(x thing) bool { return x.invalid })) > 0 || strings.Contains(b.text(), "tidak cocok")
	})
	b.watch.forgive("422")

	b.open("/peragaan")
	b.tabTo("planner", func(x thing) bool { return x.role == "button" && x.name == planner })
	b.press(kb.Enter)
	b.at("inside", func(p string) bool { return p != "/peragaan" })
	b.as(s.be(t, operatorOf("DPU")).token())
	b.sheet(busyPath + "/dpu")
	b.tabTo("sheet", func(thing) bool { return script[bool](b, `document.activeElement.closest("[role=grid]") !== null`) })
	b.press(kb.ArrowDown + kb.ArrowRight + kb.Escape + kb.Tab)
	if script[bool](b, `document.activeElement.closest("[role=grid]") !== null`) {
		t.Error("the sheet keeps the focus")
	}

	b.width(phone)
	b.open("/tugas")
	b.tabTo("menu", func(x thing) bool { return x.role == "DisclosureTriangle" })
	b.press(kb.Enter)
	b.tabTo("language", func(x thing) bool { return x.role == "link" && x.to == "/en/tugas" })
	b.press(kb.Enter)
	b.at("in English", func(p string) bool { return p == "/en/tugas" })
}

// How long the house takes to keep a cell, as its writer waits for it: told, not
// held, for the machine of a test is busy with other things.
func TestACellIsKeptSoon(t *testing.T) {
	s := visitDemo(t)
	s.makeBusy(t)
	v := s.be(t, operatorOf("DPU"))
	path := busyPath + "/dpu"
	sheet := v.sheet(path)
	at := slices.Index(sheet.Fields, "note")
	var took []time.Duration
	for i := range 100 {
		l := &sheet.Lines[i%len(sheet.Lines)]
		text := "Catatan nomor " + grouped(i+1000)
		sel, _ := json.Marshal([][4]string{{l.ID, "note", l.Cells[at], text}})
		began := time.Now()
		answer := v.send(path+"/sel", url.Values{"sel": {string(sel)}}, http.StatusOK)
		took = append(took, time.Since(began))
		if !strings.Contains(answer, `"state":"simpan"`) {
			t.Fatalf("%.300s", answer)
		}
		l.Cells[at] = text
	}
	if again := v.sheet(path); again.Lines[0].Cells[at] != sheet.Lines[0].Cells[at] {
		t.Errorf("the first row holds %q", again.Lines[0].Cells[at])
	}
	slices.Sort(took)
	t.Logf("a cell of a sheet of %d rows is kept in %v (p50) and %v (p95)", len(sheet.Lines), took[50].Round(time.Millisecond/10), took[95].Round(time.Millisecond/10))
}
