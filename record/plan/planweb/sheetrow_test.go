package planweb

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/record/account"
)

// rowPath is the page of a row.
func (v visitor) rowPath(d sheetData, line int) string { return dpuDesk + "/baris/" + d.Lines[line].ID }

// coded finds a row by its code.
func (d sheetData) coded(code string) int {
	return slices.IndexFunc(d.Lines, func(l lineData) bool { return l.Code == code })
}

// TestARowComesAndGoes: added below the row that its code names, recoded, taken
// out with a sentence and put back, each told on the page that follows.
//
// long: one row from its coming to its return.
func TestARowComesAndGoes(t *testing.T) {
	eachTown(t, func(w *town) {
		o, planner := w.begun(), w.signIn(account.Planner, "")
		d := o.rowsOf()
		under := d.coded("1.1.1")
		if under < 0 {
			t.Fatal("no row 1.1.1")
		}
		s := o.get(dpuDesk + "/baris?di=" + d.Lines[under].ID).is(200)
		code := regexp.MustCompile(`name="code"[^>]* value="(1\.1\.1\.\d+)"|value="(1\.1\.1\.\d+)"`).FindString(s.raw)
		if code == "" {
			t.Errorf("no free code below 1.1.1 is offered")
		}
		bad := o.post(dpuDesk+"/baris", "code", "1.1.1.1", "name", "Baris baru").is(409)
		if !strings.Contains(bad.body, "Sudah ada baris dengan kode 1.1.1.1.") || !strings.Contains(bad.raw, `value="Baris baru"`) {
			t.Errorf("a code that stands: %.300s", bad.body)
		}
		o.post(dpuDesk+"/baris", "code", "1..1", "name", "Baris baru").is(422)
		s = o.follow(o.post(dpuDesk+"/baris", "code", "1.1.1.99", "name", "Baris baru", "indicator", "Jumlah", "unit", "buah")).is(200)
		if !strings.Contains(s.body, "Baris 1.1.1.99 ditambahkan") || !strings.Contains(s.body, "Berada di bawah 1.1.1") {
			t.Errorf("nothing is said of the new row")
		}
		d = o.rowsOf()
		at := d.coded("1.1.1.99")
		if at < 0 || d.Lines[at].Cells[0] != "Baris baru" || !strings.Contains(s.raw, d.Lines[at].ID) {
			t.Fatalf("the row is not in the sheet")
		}
		path := o.rowPath(d, at)
		s = o.follow(o.post(path, "langkah", "kode", "code", "1.1.1.98")).is(200)
		if !strings.Contains(s.body, "Kode menjadi 1.1.1.98") || !strings.Contains(s.body, "Kode 1.1.1.99 menjadi 1.1.1.98") {
			t.Errorf("the new code is not told")
		}
		o.post(path, "langkah", "kode", "code", "1.1").is(422)
		if s := o.post(path, "langkah", "keluar", "why", "pendek").is(422); !strings.Contains(s.body, "Tulis kalimat 10 sampai 500 karakter") || !strings.Contains(s.raw, ">pendek<") {
			t.Errorf("a short reason: %.300s", s.body)
		}
		s = o.follow(o.post(path, "langkah", "keluar", "why", "Pekerjaan ini tidak jadi.")).is(200)
		if !strings.Contains(s.body, "Baris 1.1.1.98 dikeluarkan") || o.rowsOf().coded("1.1.1.98") >= 0 {
			t.Errorf("the row still stands")
		}
		for _, who := range []visitor{o, planner} { // who watches sees it too
			s = who.get(path).is(200)
			if !strings.Contains(s.body, "“Pekerjaan ini tidak jadi.”") || !strings.Contains(s.body, "Baris 1.1.1.99 ditambahkan") {
				t.Errorf("the history of the row is not told")
			}
		}
		if strings.Contains(s.raw, `value="pulih"`) {
			t.Error("a planner is offered to put it back")
		}
		planner.post(path, "langkah", "pulih").is(403)
		if s := o.get(dpuDesk + "/baris").is(200); !strings.Contains(s.body, "1 baris dikeluarkan") || !strings.Contains(s.raw, `value="pulih"`) {
			t.Error("the row is not among those that are out")
		}
		s = o.follow(o.post(path, "langkah", "pulih")).is(200)
		if !strings.Contains(s.body, "Baris 1.1.1.98 dimasukkan kembali") || o.rowsOf().coded("1.1.1.98") < 0 {
			t.Errorf("the row did not come back")
		}
	})
}

// TestARowOfAnotherSheetIsNotThere: the address of one office never moves a row of
// another, and a branch is not taken out.
func TestARowOfAnotherSheetIsNotThere(t *testing.T) {
	eachTown(t, func(w *town) {
		o, other := w.begun(), w.signIn(account.Operator, "disdag")
		other.follow(other.post(tw2+"/disdag/mulai", "isi", "lanjut")).is(200)
		d := o.rowsOf()
		other.post(tw2+"/disdag/baris/"+d.Lines[3].ID, "langkah", "keluar", "why", "Bukan baris kami.").is(404)
		other.post(o.rowPath(d, 3), "langkah", "keluar", "why", "Bukan baris kami.").is(403)
		other.get(tw2 + "/disdag/baris/" + d.Lines[3].ID).is(404)
		o.get(dpuDesk + "/baris/tiada").is(404)
		if s := o.post(o.rowPath(d, d.coded("1.1.1")), "langkah", "keluar", "why", "Cabang ini tidak jadi.").is(409); !strings.Contains(s.body, "Keluarkan dulu baris-baris itu") {
			t.Errorf("%.300s", s.body)
		}
	})
}

// TestAnEmptySheetBeginsWithARow: what was begun without rows is not asked again
// how to begin.
func TestAnEmptySheetBeginsWithARow(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		o := w.signIn(account.Operator, "dpu")
		s := o.follow(o.post(dpuDesk+"/mulai", "isi", "kosong")).is(200)
		if !strings.Contains(s.body, "Lembar ini belum punya baris") || strings.Contains(s.raw, "/mulai") {
			t.Errorf("an empty sheet: %.300s", s.body)
		}
		s = o.follow(o.post(dpuDesk+"/baris", "code", "1.1", "name", "Program")).is(200)
		if !strings.Contains(s.body, "Belum ada baris 1 yang menaunginya") {
			t.Error("nobody says that the row above is missing")
		}
		o.follow(o.post(dpuDesk+"/baris", "code", "1", "name", "Sasaran")).is(200)
		if d := o.rowsOf(); len(d.Lines) != 2 || d.Lines[0].Code != "1" {
			t.Errorf("%+v", d.Lines)
		}
	})
}
