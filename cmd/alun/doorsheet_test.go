package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan"
)

// Words that stand for what is in the sheet of dpu, in the third quarter of 2024.
const (
	sheetLine    = "KISIBARIS" // a row
	sheetFinding = "KISITANYA" // a question about it
	sheetPath    = "/putaran/2024/3/dpu"
)

var (
	sheetSeen  = []string{"administrator", "planner", "planner without second factor", "inspector", "operator", "head", "acting head"}
	sheetWrite = []string{"operator", "head", "acting head"}
	sheetCell  = "sel=" + url.QueryEscape(`[["`) + sheetLine + url.QueryEscape(`","q3_k","","7"]]`)
)

// sheetDoors are those of an office's desk in a round.
var sheetDoors = []door{
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}", as: "operator", may: sheetSeen,
		examples: []string{sheetPath, sheetPath + "?dari=10", sheetPath + "?dari=99999", sheetPath + "?baris=" + sheetLine, sheetPath + "?kabar=tambah&pada=" + sheetLine, sheetPath + "?format=csv", sheetPath + "?format=xlsx"},
		refused: []refusal{{"/putaran/2024/3/tiada", 404}, {"/putaran/2024/4/dpu", 404}, {"/putaran/2024/9/dpu", 404}, {"/putaran/x/3/dpu", 404}, {"/putaran/2024/3/disdag", 403},
			{sheetPath + "?dari=-1", 422}, {sheetPath + "?baris=x", 404}, {sheetPath + "?kabar=tambah&pada=x", 404}, {sheetPath + "?kabar=x", 422}, {sheetPath + "?format=json", 422}, {sheetPath + "?baris=%00", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/isi", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/isi"},
		refused: []refusal{{"/putaran/2024/3/tiada/isi", 404}, {"/putaran/2024/3/disdag/isi", 403}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/baris", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/baris", sheetPath + "/baris?di=" + sheetLine, sheetPath + "/baris?kabar=kode"},
		refused: []refusal{{"/putaran/2024/3/disdag/baris", 403}, {"/putaran/2024/9/dpu/baris", 404}, {sheetPath + "/baris?di=x", 404}, {sheetPath + "/baris?sebelum=x", 404}, {sheetPath + "/baris?kabar=x", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/baris/{baris}", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/baris/" + sheetLine, sheetPath + "/baris/" + sheetLine + "?kabar=kode"},
		refused: []refusal{{sheetPath + "/baris/x", 404}, {"/putaran/2024/3/disdag/baris/" + sheetLine, 403}, {sheetPath + "/baris/" + sheetLine + "?sebelum=%00", 422}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/baris", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/baris", "code=97&name=Sasaran+baru", 303, 0}, {sheetPath + "/baris", "code=97&name=Sasaran+baru", 409, 0}, {sheetPath + "/baris", "code=9..7", 422, 0}, {sheetPath + "/baris", "", 422, 0},
		{"/putaran/2024/9/dpu/baris", "code=97", 404, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/baris/{baris}", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/baris/" + sheetLine, "langkah=pulih", 303, 0}, {sheetPath + "/baris/" + sheetLine, "langkah=keluar&why=pendek", 422, 0}, {sheetPath + "/baris/" + sheetLine, "langkah=kode&code=1", 422, 0},
		{sheetPath + "/baris/" + sheetLine, "langkah=x", 422, 0}, {sheetPath + "/baris/x", "langkah=pulih", 404, 0}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/unggah", as: "head", may: sheetWrite, examples: []string{sheetPath + "/unggah"},
		refused: []refusal{{"/putaran/2024/3/disdag/unggah", 403}, {"/putaran/2024/9/dpu/unggah", 404}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath, "s." + sheetLine + ".q3_k=&t." + sheetLine + ".q3_k=5", 303, 0},
		{sheetPath, "s.x.q3_k=&t.x.q3_k=5", 200, 0},
		{"/putaran/2024/3/disdag", "s." + sheetLine + ".q3_k=&t." + sheetLine + ".q3_k=5", 403, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/sel", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/sel", sheetCell, 200, 0}, {sheetPath + "/sel", "", 422, 0}, {sheetPath + "/sel", "sel=%5B%5B1", 422, 0}, {sheetPath + "/sel", "siapa=x&" + sheetCell, 403, 0},
		{"/putaran/2024/9/dpu/sel", sheetCell, 404, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/jelas", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/jelas", "temuan=" + sheetFinding + "&kalimat=Pekerjaan+bergeser+ke+triwulan+berikutnya.", 303, 0},
		{sheetPath + "/jelas", "temuan=" + sheetFinding + "&kalimat=pendek", 422, 0},
		{sheetPath + "/jelas", "data=1&temuan=tiada&kalimat=Pekerjaan+bergeser+ke+triwulan+berikutnya.", 409, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/mulai", as: "other operator", may: []string{"other operator", "other head"}, forms: []sent{
		{"/putaran/2024/3/disdag/mulai", "isi=kosong", 303, 0}, {"/putaran/2024/3/disdag/mulai", "isi=kosong", 409, 0}, {"/putaran/2024/3/disdag/mulai", "isi=x", 422, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/unggah", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/unggah", "nama=a.csv&tabel=" + url.QueryEscape(`[["kode","tw iii k"],["1.1.1.1","8"]]`) + "&kolom.0=code&kolom.1=q3_k", 200, 0},
		{sheetPath + "/unggah", "", 422, 0}, {sheetPath + "/unggah", "tabel=x", 422, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/unggah/masuk", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/unggah/masuk", sheetCell, 200, 0}, {sheetPath + "/unggah/masuk", "sel=x", 422, 0}}},
}

// uploadDoor is the door through which a file comes.
func uploadDoor() door {
	return sheetDoors[slices.IndexFunc(sheetDoors, func(d door) bool { return d.method == "POST" && strings.HasSuffix(d.route, "/unggah") })]
}

// openSheets opens a round in which dpu has begun.
func (v *visit) openSheets() {
	v.Helper()
	deadline, err := date.ParseDay("2030-01-31")
	if err != nil {
		v.Fatal(err)
	}
	q := date.Quarter{Year: 2024, N: 3}
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		round, err := plan.OpenRound(tx, v.people["planner"].Session, plan.Opening{Quarter: q, Deadline: deadline, BudgetVersion: "murni"})
		if err != nil {
			return err
		}
		who := v.people["operator"]
		s, err := plan.StartSubmission(tx, who.Session, plan.Start{Round: round, Office: who.Grant.Office})
		if err != nil {
			return err
		}
		office, _, err := plan.OPDBySlug(tx, q.Year, "dpu")
		if err != nil {
			return err
		}
		sheet, err := plan.SheetOf(tx, who.Session, q, office)
		if err != nil {
			return err
		}
		c, err := sheet.Check(tx, v.house.rules)
		if err != nil || len(c.Findings) == 0 {
			return fmt.Errorf("%d findings: %w", len(c.Findings), err)
		}
		lines, err := plan.Drafts(tx, s.ID)
		i := slices.IndexFunc(lines, func(l plan.DraftLine) bool { return l.Code == "1.1.1.1" })
		v.codes[sheetFinding] = c.Findings[0].Key
		v.codes[sheetLine] = v.house.keys.Codec().Encode(int64(lines[i].ID))
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

// sheetActs change a cell each time anew.
func (w *twoFaces) sheetActs() map[string]act {
	put := func(path string, body func(n int) string, status int) act {
		return w.alone(func(ctx context.Context, n int) error {
			return w.formAs(ctx, "operator", w.site.Handler(), sheetPath+path, w.path(body(n)), status)
		})
	}
	// any text is put in over whatever stands there: seen is read first
	cell := func(n int) string {
		now := ""
		id, _ := w.house.keys.Codec().Decode(w.codes[sheetLine])
		_ = w.house.db.Read(context.Background(), func(tx *db.Tx) (err error) {
			now, _, err = db.One(tx, (*db.Row).Text, `select q3_k from plan_line where id = $1`, id)
			return err
		})
		return strings.Replace(strings.Replace(sheetCell, url.QueryEscape(`"","7"`), url.QueryEscape(fmt.Sprintf(`"%s","%d"`, now, n+100)), 1), "%s", "", 1)
	}
	const at = "POST /putaran/{year}/{quarter}/{opd}"
	return map[string]act{
		at + "/sel":          put("/sel", cell, http.StatusOK),
		at + "/unggah/masuk": put("/unggah/masuk", cell, http.StatusOK),
		at + "/unggah":       put("/unggah", func(int) string { return uploadDoor().forms[0].body }, http.StatusOK),
		at + "/baris":        put("/baris", func(n int) string { return fmt.Sprintf("code=%d&name=Sasaran+%d", 100+n%9000, n) }, http.StatusSeeOther),
		at + "/baris/{baris}": w.alone(func(ctx context.Context, n int) error { // out and back in turn
			steps := []string{"langkah=keluar&why=Tidak+jadi+dilaksanakan.", "langkah=pulih"}
			return w.formAs(ctx, "operator", w.site.Handler(), w.path(sheetPath+"/baris/"+sheetLine), steps[n%2], http.StatusSeeOther)
		}),
		at: put("", func(n int) string {
			return "s." + sheetLine + ".note=Catatan&t." + sheetLine + fmt.Sprintf(".note=Catatan+%d", n)
		}, http.StatusOK), // another text stands there: answered with both
		at + "/jelas": put("/jelas", func(n int) string {
			return "temuan=" + sheetFinding + fmt.Sprintf("&kalimat=Pekerjaan+bergeser+ke+triwulan+berikutnya,+%d.", n)
		}, http.StatusSeeOther),
		at + "/mulai": w.alone(func(ctx context.Context, _ int) error {
			if err := w.unbegun(ctx); err != nil {
				return err
			}
			return w.formAs(ctx, "other operator", w.site.Handler(), "/putaran/2024/3/disdag/mulai", "isi=kosong", http.StatusSeeOther)
		}),
	}
}

// unbegun takes back that disdag has begun.
func (w *twoFaces) unbegun(ctx context.Context) error {
	office := w.people["other operator"].Grant.Office
	for _, q := range []string{`delete from plan_line_change where submission in (select id from plan_submission where opd = $1)`,
		`delete from plan_submission_move where submission in (select id from plan_submission where opd = $1)`,
		`update plan_submission set state = 'belum', version = 1 where opd = $1`} {
		if err := w.given(ctx, q, office); err != nil {
			return err
		}
	}
	return nil
}
