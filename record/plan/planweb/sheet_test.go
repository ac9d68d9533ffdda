package planweb

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

const dpuDesk = tw2 + "/dpu"

// begun is an operator whose sheet has its rows.
func (w *town) begun() visitor {
	w.Helper()
	w.openedRound()
	o := w.signIn(account.Operator, "dpu")
	o.follow(o.post(dpuDesk+"/mulai", "isi", "lanjut")).is(200)
	return o
}

// rowsOf are the operator's lines as the script sees them.
func (v visitor) rowsOf() (out sheetData) {
	v.Helper()
	must(v.T, json.Unmarshal([]byte(v.get(dpuDesk+"/isi").is(200).raw), &out))
	return out
}

// put sends cells as the script does and reads the answer.
func (v visitor) put(cells ...[4]string) (status int, out struct {
	cellsData
	Say string `json:"say"`
}) {
	v.Helper()
	raw, err := json.Marshal(cells)
	must(v.T, err)
	s := v.post(dpuDesk+"/sel", "sel", string(raw))
	must(v.T, json.Unmarshal([]byte(s.raw), &out))
	return s.status, out
}

func (d sheetData) cell(line int, field string) [4]string {
	return [4]string{d.Lines[line].ID, field, d.Lines[line].Cells[slices.Index(d.Fields, field)], ""}
}

func with(c [4]string, text string) [4]string { c[3] = text; return c }

func TestCellsAreSavedAndAnswered(t *testing.T) {
	eachTown(t, func(w *town) {
		o, other := w.begun(), w.signIn(account.Operator, "dpu")
		d := o.rowsOf()
		if !d.Edit || len(d.Lines) < 100 || d.Columns[0].Key != "code" || len(d.Columns) != len(plan.Fields)+1 {
			t.Fatalf("edit %v, %d lines, %d columns", d.Edit, len(d.Lines), len(d.Columns))
		}
		k, rp := d.cell(3, "q2_k"), d.cell(3, "budget_rp")
		status, a := o.put(with(k, "77"), with(rp, "113.792.470.000.000"), with(d.cell(4, "q2_k"), "dua"), with(d.cell(4, "q3_k"), "1"))
		states := ""
		for _, c := range a.Cells {
			states += c.State + " "
		}
		if status != 200 || states != "simpan simpan simpan tolak " {
			t.Fatalf("%d %s", status, states)
		}
		asked := slices.ContainsFunc(a.Notes[d.Lines[3].ID], func(n sheetNote) bool {
			return slices.Equal(n.Take, []string{"113.792.470.000"}) && strings.Contains(n.Would, "Apakah satuannya ribu?")
		})
		bad := slices.ContainsFunc(a.Notes[d.Lines[4].ID], func(n sheetNote) bool { return n.Kind == "unread" && n.Field == "q2_k" && n.Must })
		if !asked || !bad || len(a.Count) == 0 {
			t.Errorf("asked %v, unread %v, count %v", asked, bad, a.Count)
		}
		// Another who saw the old text is told, and nothing of theirs is kept.
		if _, a = other.put(with(k, "88")); a.Cells[0].State != "beda" || a.Cells[0].Text != "77" {
			t.Errorf("conflict %+v", a.Cells[0])
		}
		// Sent again, as after an answer that was lost: saved.
		if _, a = o.put(with(k, "77")); a.Cells[0].State != "simpan" {
			t.Errorf("again %+v", a.Cells[0])
		}
	})
}

// Who may not, is told in the form that the script reads; nothing is saved under
// another's name.
func TestCellsOfOthersAreRefused(t *testing.T) {
	eachTown(t, func(w *town) {
		o := w.begun()
		d := o.rowsOf()
		cell := with(d.cell(3, "q2_k"), "77")
		for _, c := range []struct {
			who    visitor
			status int
		}{{visitor{town: w}, 401}, {w.signIn(account.Operator, "disdag"), 403}, {w.signIn(account.Planner, ""), 403}} {
			if status, a := c.who.put(cell); status != c.status || a.Say == "" || len(a.Cells) > 0 {
				t.Errorf("status %d, want %d: %+v", status, c.status, a)
			}
		}
		colleague := w.signIn(account.Operator, "dpu")
		raw, err := json.Marshal([][4]string{cell})
		must(t, err)
		colleague.post(dpuDesk+"/sel", "siapa", d.Who, "sel", string(raw)).is(403)
		colleague.post(dpuDesk+"/sel", "sel", "[[1]]").is(422)
		colleague.post(dpuDesk+"/sel", "sel", "[]").is(422)
		if s := colleague.post(dpuDesk+"/sel", "sel", `[["x","q2_k","","1"]]`).is(200); !strings.Contains(s.raw, `"state":"tolak"`) {
			t.Errorf("no such line: %.200s", s.raw)
		}
		if now := o.rowsOf(); now.cell(3, "q2_k") != d.cell(3, "q2_k") {
			t.Error("something was kept")
		}
	})
}

// The same batch under the same key is done once and answered alike.
func TestABatchIsDoneOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		o := w.begun()
		d := o.rowsOf()
		raw, err := json.Marshal([][4]string{with(d.cell(3, "q2_k"), "77")})
		must(t, err)
		form := url.Values{web.KeyField: {web.NewKey()}, "siapa": {d.Who}, "sel": {string(raw)}}
		for range 3 {
			s := o.ask(http.MethodPost, dpuDesk+"/sel", form).is(200)
			if !strings.Contains(s.raw, `"state":"simpan"`) {
				t.Errorf("%.200s", s.raw)
			}
		}
		if n := w.changeSets(); n != 1 {
			t.Errorf("%d change sets", n)
		}
	})
}

func (w *town) changeSets() (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from plan_line_change where kind = 'cells'`)
		return err
	})
	return n
}

// file sends a table as a browser does.
func (v visitor) file(name, content string) seen {
	v.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	must(v.T, m.WriteField(web.KeyField, web.NewKey()))
	part, err := m.CreateFormFile(fileField, name)
	must(v.T, err)
	_, err = part.Write([]byte(content))
	must(v.T, err)
	must(v.T, m.Close())
	r := httptest.NewRequestWithContext(v.Context(), http.MethodPost, "http://alun.example"+dpuDesk+"/unggah", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "alun", Value: v.token})
	w := httptest.NewRecorder()
	v.site.ServeHTTP(w, r)
	return seen{v.T, w.Code, w.Body.String(), html.UnescapeString(w.Body.String())}
}

func TestAFileIsShownBeforeItIsPutIn(t *testing.T) {
	eachTown(t, func(w *town) {
		o := w.begun()
		before := o.rowsOf()
		s := o.file("tw2.csv", "DINAS PEKERJAAN UMUM\n;;Triwulan II;\nNo;Uraian;K;Rp\n1.1.1.1;x;71;Rp 1.000.000,00\n1.1.1.2;x;1.234;\n9.9;y;1;1\n1.1.1.1;lagi;2;2\n;Jumlah;9;9\n").is(200)
		for _, want := range []string{"Kode 9.9 tidak ada di lembar ini", "Kode 1.1.1.1 sudah ada di baris lain", "→ 71", "→ 1.000.000", "Kinerja triwulan II: "} {
			if !strings.Contains(s.body, want) {
				t.Errorf("no %q", want)
			}
		}
		if now := o.rowsOf(); now.cell(3, "q2_k") != before.cell(3, "q2_k") {
			t.Error("it was put in without being asked")
		}
		for name, content := range map[string]string{"a.csv": "Uraian;Satuan\nx;y\n", "b.xlsx": "PK\x03\x04 bukan", "c.csv": "kode;q2_k\n;\nJumlah;3\n"} {
			if s := o.file(name, content); s.status != 200 && s.status != 422 || !strings.Contains(s.raw, `role="alert"`) {
				t.Errorf("%s: %d", name, s.status)
			}
		}
		w.signIn(account.Operator, "disdag").file("tw2.csv", "kode;q2_k\n1.1;2\n").is(403)
	})
}

// What is downloaded changes nothing when it is uploaded again.
func TestADownloadIsTheUploadThatChangesNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		o := w.begun()
		o.put(with(o.rowsOf().cell(3, "q2_k"), "0,125"), with(o.rowsOf().cell(4, "q2_k"), "12 buah"))
		for _, format := range []string{"csv", "xlsx"} {
			raw := o.get(dpuDesk + "?format=" + format).is(200).raw
			if s := o.file("draf."+format, raw).is(200); !strings.Contains(s.body, "0 sel pada 0 baris berubah") {
				t.Errorf("%s: %.600s", format, s.body[max(0, strings.Index(s.body, "pratinjau")):])
			}
		}
	})
}

func TestHeadsOfEverydaySheets(t *testing.T) {
	words, err := lang.Load(plan.Files, Files, check.Files)
	must(t, err)
	for _, tag := range lang.All {
		for name, c := range map[string]struct {
			table [][]string
			head  int
			want  string
		}{
			"the form's own":   {[][]string{{"code", "q2_k", "budget_rp"}}, 0, "code q2_k budget_rp"},
			"two lines":        {[][]string{{"LAPORAN"}, {"No", "Uraian", "Triwulan II", "", "Realisasi", ""}, {"", "", "K", "Rp", "K", "Rp"}, {"1", "x"}}, 2, "code name q2_k q2_rp real_k real_rp"},
			"in capitals":      {[][]string{{"KODE", "TW II KINERJA", "TW II KEUANGAN", "KET."}}, 0, "code q2_k q2_rp note"},
			"twice the same":   {[][]string{{"Kode", "Kode", "Satuan"}}, 0, "code  unit"},
			"nothing is known": {[][]string{{"a", "b"}, {"c", "d"}}, 0, ""},
		} {
			head, _, fields := guess(words.In(tag), c.table)
			if got := strings.TrimSpace(strings.Join(fields, " ")); head != c.head || got != c.want {
				t.Errorf("%s, %s: line %d, %q", tag, name, head, got)
			}
		}
	}
}

// FuzzATableOfAFile holds any table against a sheet: no panic, and every change
// is of a cell that the file names.
func FuzzATableOfAFile(f *testing.F) {
	for _, s := range []string{"code\tq2_k\n1.1\t5", "Kode\tTriwulan II\n\tK\n1.1.1\t1.234", "no\turaian\n\n", "code\textra_indicator\tbudget_rp\n1\t1\tRp5"} {
		f.Add(s)
	}
	words, err := lang.Load(plan.Files, Files, check.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var table [][]string
		for line := range strings.SplitSeq(text, "\n") {
			table = append(table, strings.Split(line, "\t"))
		}
		l := words.In(lang.ID)
		s := sheetAt{Lang: l}
		s.sheet.Round.Quarter.Year, s.sheet.Round.Quarter.N = 2024, 2
		for i, code := range []string{"1", "1.1", "1.1"} {
			x := plan.SheetLine{}
			x.ID, x.Code, x.Cells = db.ID(i+1), code, make([]string, len(plan.Fields))
			x.Seq = i / 2
			s.sheet.Lines = append(s.sheet.Lines, x)
		}
		head, names, fields := guess(l, table)
		if len(names) != len(fields) {
			t.Fatalf("%d names, %d fields", len(names), len(fields))
		}
		u, err := s.compare(table, head, fields)
		if err != nil && fault.Of(err) == nil {
			t.Fatal(err)
		}
		for _, c := range u.changes() {
			if !slices.Contains(fields, c.Field) {
				t.Errorf("%s was not in the file", c.Field)
			}
		}
	})
}

// Saving one cell alone, with fifty editors at once, and saving thousands, with the
// checks of the answer: told, not held.
func TestHowLongSavingTakes(t *testing.T) {
	eachTown(t, func(w *town) {
		o := w.begun()
		d := o.rowsOf()
		var alone []time.Duration
		for i := range 60 {
			alone = append(alone, o.timed(with(d.cell(i%len(d.Lines), "q2_k"), fmt.Sprint(i+500)), &d))
		}
		w.tell(fmt.Sprintf("one cell of %d rows, one editor", len(d.Lines)), alone)
		var mu sync.Mutex
		var crowd []time.Duration
		missed, last := map[int]int{}, make([]string, 50)
		var done sync.WaitGroup
		for e := range 50 {
			mine := d.cell(e, "q2_rp")
			done.Go(func() {
				for i := range 8 {
					began := time.Now()
					status, a := o.put(with(mine, fmt.Sprint(e*1000+i)))
					took := time.Since(began)
					mu.Lock()
					crowd = append(crowd, took)
					if status == 200 && a.Cells[0].State == "simpan" {
						mine[2] = a.Cells[0].Text
					} else {
						missed[status]++
					}
					mu.Unlock()
					time.Sleep(time.Duration(200+e*7) * time.Millisecond) // as people type
				}
				last[e] = mine[2]
			})
		}
		done.Wait()
		w.tell("one cell, fifty editors", crowd)
		t.Logf("not saved, by status: %v", missed)
		now := o.rowsOf()
		for e := range 50 {
			if got := now.cell(e, "q2_rp")[2]; got != last[e] {
				t.Errorf("editor %d was told %q, and the cell holds %q", e, last[e], got)
			}
		}
		var cells [][4]string
		for i := range now.Lines {
			for _, c := range now.Columns {
				if c.Edit && c.Kind != "text" {
					cells = append(cells, with(now.cell(i, c.Key), "3"))
				}
			}
		}
		began := time.Now()
		_, a := o.put(cells...)
		t.Logf("%d cells %v", len(a.Cells), time.Since(began))
	})
}

// timed saves a cell and keeps in mind what it holds then.
func (v visitor) timed(cell [4]string, d *sheetData) time.Duration {
	v.Helper()
	began := time.Now()
	status, a := v.put(cell)
	took := time.Since(began)
	if status != 200 || a.Cells[0].State != "simpan" {
		v.Fatalf("%d %+v", status, a.Cells)
	}
	line := slices.IndexFunc(d.Lines, func(l lineData) bool { return l.ID == cell[0] })
	d.Lines[line].Cells[slices.Index(d.Fields, cell[1])] = a.Cells[0].Text
	return took
}

func (w *town) tell(what string, took []time.Duration) {
	w.Helper()
	slices.Sort(took)
	w.Logf("%s: %s: median %v, p95 %v", w.Name(), what, took[len(took)/2].Round(time.Millisecond/10), took[len(took)*95/100].Round(time.Millisecond/10))
}
