package e2e

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/keys"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
)

// workplace is a house in which a round is open: the second quarter of 2024 with the
// rows of the reports, and the third with five hundred rows of one office.
type workplace struct {
	home                           string
	operator, colleague, elsewhere string // what their browsers' cookies hold
	head                           string
}

const (
	deskPath = "/putaran/2024/2/dpu"
	manyPath = "/putaran/2024/3/bpbd"
	manyRows = 500
)

// openOffice fills a house of its own, because these tests write, and serves it
// until the test ends.
func openOffice(t *testing.T) *workplace {
	t.Helper()
	visitHouse(t)
	if house.dir == "" {
		t.Skip("the house given with -at has people that this test does not know")
	}
	binary, database := filepath.Join(house.dir, "alun"), filepath.Join(t.TempDir(), "office.db")
	if err := copyCity(database); err != nil {
		t.Fatal(err)
	}
	o := &workplace{}
	o.people(t, database)
	server := exec.Command(binary, append(serveArgs, database)...)
	server.Dir, server.Env = house.dir, settings
	var err error
	if o.home, _, err = startServer(server); err != nil {
		t.Fatalf("%v\n%s", err, house.log.String())
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(20*time.Second, func() { server.Process.Kill() })
		defer late.Stop()
		if err := server.Wait(); err != nil || bytes.Contains([]byte(house.log.String()), []byte("panic")) {
			t.Errorf("the office's house: %v\n%s", err, house.log.String())
		}
	})
	return o
}

// people signs in who works in the round, opens it and begins two sheets.
func (o *workplace) people(t *testing.T, database string) {
	t.Helper()
	d, err := db.Open(t.Context(), database, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Join(t.Context()); err != nil {
		t.Fatal(err)
	}
	ring, err := keys.Open(strings.TrimSuffix(database, ".db") + ".key")
	if err != nil {
		t.Fatal(err)
	}
	offices := map[string]plan.OPD{}
	do := func(act func(tx *db.Tx) error) {
		t.Helper()
		if err := d.Write(t.Context(), act); err != nil {
			t.Fatal(err)
		}
	}
	do(func(tx *db.Tx) error {
		all, err := plan.OPDs(tx, 2024)
		for _, x := range all {
			offices[x.Slug] = x
		}
		return err
	})
	planner, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner})
	writer, token := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Operator, Office: offices["dpu"].ID})
	o.operator = token
	_, o.colleague = accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Operator, Office: offices["dpu"].ID})
	_, o.head = accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Head, Office: offices["dpu"].ID})
	other, token := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Operator, Office: offices["bpbd"].ID})
	o.elsewhere = token
	deadline, err := date.ParseDay("2030-01-31")
	if err != nil {
		t.Fatal(err)
	}
	for quarter, who := range map[int]account.Who{2: writer, 3: other} {
		do(func(tx *db.Tx) error {
			round, err := plan.OpenRound(tx, planner.Session, plan.Opening{Quarter: date.Quarter{Year: 2024, N: quarter}, Deadline: deadline, BudgetVersion: "murni"})
			if err != nil {
				return err
			}
			s, err := plan.StartSubmission(tx, who.Session, plan.Start{Round: round, Office: who.Grant.Office, Empty: quarter == 3})
			if err != nil || quarter == 2 {
				return err
			}
			return fill(tx, who.Session, s.ID)
		})
	}
}

// figures are those of a row that the rules find in order.
var figures = map[string]string{"target_k": "40", "budget_rp": "4.000.000.000", "q1_k": "10", "q1_rp": "1.000.000.000", "q2_k": "10", "q2_rp": "1.000.000.000",
	"q3_k": "10", "q3_rp": "1.000.000.000", "real_k": "30", "real_rp": "3.000.000.000", "ach_k_pct": "75", "ach_rp_pct": "75"}

// fill writes five hundred rows with their figures.
func fill(tx *db.Tx, session string, submission db.ID) error {
	var cells []plan.CellChange
	for i := range manyRows {
		code := "1"
		switch {
		case i == 1:
			code = "1.1"
		case i > 1 && (i-2)%50 == 0:
			code = fmt.Sprintf("1.1.%d", 1+(i-2)/50)
		case i > 1:
			code = fmt.Sprintf("1.1.%d.%d", 1+(i-2)/50, (i-2)%50)
		}
		line, err := plan.AddLine(tx, session, plan.NewLine{Submission: submission, Code: code,
			Name: fmt.Sprintf("Penyelenggaraan kegiatan nomor %d yang namanya panjang seperti di formulir", i+1), Indicator: fmt.Sprintf("Jumlah dokumen %d", i+1), Unit: "Dokumen"})
		if err != nil {
			return err
		}
		for field, text := range figures {
			cells = append(cells, plan.CellChange{Line: line, Field: field, Text: text})
		}
	}
	for len(cells) > 0 {
		n := min(5000, len(cells))
		if _, err := plan.SaveCells(tx, session, plan.Saving{Submission: submission, Cells: cells[:n]}); err != nil {
			return err
		}
		cells = cells[n:]
	}
	return nil
}

// as makes the tab somebody's; "" takes the session away.
func (b *tab) as(token string) {
	b.Helper()
	var err error
	if token == "" {
		_, err = chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{})
	} else {
		_, err = chromedp.Call(b.ctx, network.SetCookie, network.SetCookieParams{Name: "alun", Value: token, URL: b.home + "/"})
	}
	b.must(err, "take a session")
}

// line is what the network is like; the command is older than the library.
type line struct {
	Offline bool    `json:"offline"`
	Latency float64 `json:"latency"`
	Down    float64 `json:"downloadThroughput"`
	Up      float64 `json:"uploadThroughput"`
}

var conditions = cdp.Command[line, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// offline takes the network away, or gives it back.
func (b *tab) offline(away bool) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, conditions, line{Offline: away, Down: -1, Up: -1})
	b.must(err, "change the network")
}

// script runs a piece of script in the page and gives what it says.
func script[T any](b *tab, text string) T {
	b.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](text, chromedp.EvalAwaitPromise))
	b.must(err, "run "+text)
	return out
}

// sheet opens a desk and waits until its sheet is there.
func (b *tab) sheet(path string) {
	b.Helper()
	b.open(path)
	b.until("the sheet", func() bool { return script[bool](b, `document.querySelector("[data-siap]") !== null`) })
}

// cell is what a cell of the sheet shows: rows and columns are counted from 0.
func (b *tab) cell(row, col int) string {
	b.Helper()
	return script[string](b, fmt.Sprintf(`(() => { const c = document.querySelector('.isi-kisi[aria-rowindex="%d"] [aria-colindex="%d"]');
		return c ? (c.querySelector("input")?.value ?? c.firstChild?.textContent ?? "") + "|" + (c.dataset.s ?? "") : "gone" })()`, row+3, col+1))
}

// goTo puts the focus on a cell, as a click does.
func (b *tab) goTo(row, col int) {
	b.Helper()
	script[bool](b, fmt.Sprintf(`(() => { const c = document.querySelector('.isi-kisi[aria-rowindex="%d"] [aria-colindex="%d"]');
		c.dispatchEvent(new MouseEvent("mousedown", { bubbles: true })); dispatchEvent(new MouseEvent("mouseup")); return true })()`, row+3, col+1))
}

// chord presses a key together with Ctrl.
func (b *tab) chord(key string) {
	b.Helper()
	script[bool](b, fmt.Sprintf(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: %q, ctrlKey: true, bubbles: true, cancelable: true }))`, key))
}

// paste puts text down as a spreadsheet's clipboard does.
func (b *tab) paste(text string) {
	b.Helper()
	script[bool](b, fmt.Sprintf(`(() => { const d = new DataTransfer(); d.setData("text/plain", %q);
		return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true, cancelable: true })) })()`, text))
}

// column finds a column by its name in the form.
func (b *tab) column(field string) int {
	b.Helper()
	return script[int](b, fmt.Sprintf(`fetch(document.querySelector("[data-putaran]").dataset.isi).then((r) => r.json()).then((d) => d.columns.findIndex((c) => c.key === %q))`, field))
}

// line is what the line of saving says.
func (b *tab) line() string {
	b.Helper()
	return script[string](b, `document.querySelector(".garis-simpan")?.textContent ?? ""`)
}

// saved waits until all is on the house's disk.
func (b *tab) saved() {
	b.Helper()
	b.until("all saved", func() bool { return strings.HasPrefix(b.line(), "Semua tersimpan") })
}
