package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan"
)

var (
	roundCity    = []string{"administrator", "planner", "planner without second factor", "inspector"}
	roundPlanner = []string{"planner"}
	roundDesk    = []string{"planner", "planner without second factor"}
	roundStaff   = append([]string{"other operator", "other head"}, sheetSeen...)
	heads        = []string{"head", "acting head"} // of dpu
)

// roundDoors are those of whoever runs a round; the sheet of dpu is a draft.
var roundDoors = []door{
	{method: "GET", route: "/tugas", as: "planner", may: everyone(), examples: []string{"/tugas"}, refused: []refusal{{"/tugas?x=%00", 422}}},
	{method: "GET", route: "/putaran", as: "planner", may: roundStaff, examples: []string{"/putaran"}, refused: []refusal{{"/putaran?x=%ff", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}", as: "planner", may: roundStaff,
		examples: []string{"/putaran/2024/3", "/putaran/2024/3?keadaan=draf&urut=kosong", "/putaran/2024/3?keadaan=terkunci", "/putaran/2024/3?urut=berubah&kabar=ingat&n=0", "/putaran/2024/3?kabar=dibuka"},
		refused: []refusal{{"/putaran/2024/4", 404}, {"/putaran/2024/9", 404}, {"/putaran/x/3", 404}, {"/putaran/2024/3?keadaan=x", 422}, {"/putaran/2024/3?urut=%00", 422},
			{"/putaran/2024/3?format=exe", 422}, {"/putaran/2024/3?n=-1", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/daftar", as: "planner", may: roundDesk, examples: []string{"/putaran/2024/3/daftar", "/putaran/2024/3/daftar?keadaan=terkunci"},
		refused: []refusal{{"/putaran/2024/4/daftar", 404}, {"/putaran/2024/3/daftar?keadaan=x", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/periksa", as: "planner", may: roundCity, examples: []string{sheetPath + "/periksa", sheetPath + "/periksa?kabar=kembali"},
		refused: []refusal{{"/putaran/2024/3/tiada/periksa", 404}, {"/putaran/2024/9/dpu/periksa", 404}, {sheetPath + "/periksa?kabar=x", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/kirim", as: "head", may: sheetSeen, examples: []string{sheetPath + "/kirim"},
		refused: []refusal{{"/putaran/2024/3/disdag/kirim", 403}, {"/putaran/2024/9/dpu/kirim", 404}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/kunci", as: "planner", may: roundDesk, examples: []string{sheetPath + "/kunci"}, refused: []refusal{{"/putaran/2024/3/tiada/kunci", 404}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/buka", as: "planner", may: roundDesk, examples: []string{sheetPath + "/buka"}, refused: []refusal{{"/putaran/2024/3/tiada/buka", 404}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/indikator", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/indikator", sheetPath + "/indikator?semua=1&kabar=simpan"},
		refused: []refusal{{"/putaran/2024/3/disdag/indikator", 403}, {sheetPath + "/indikator?semua=%00", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/anggaran", as: "operator", may: sheetSeen, examples: []string{sheetPath + "/anggaran", sheetPath + "/anggaran?kabar=simpan"},
		refused: []refusal{{"/putaran/2024/3/disdag/anggaran", 403}}},
	{method: "POST", route: "/putaran", as: "planner", may: roundPlanner, forms: []sent{
		{"/putaran", "quarter=2025-2&deadline=2030-01-31&budget_version=murni", 303, 0},
		{"/putaran", "quarter=2025-2&deadline=2030-01-31&budget_version=murni", 409, 0},
		{"/putaran", "", 422, 0}, {"/putaran", "quarter=2025-9&deadline=kapan&budget_version=x", 422, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}", as: "planner", may: roundDesk, forms: []sent{
		{"/putaran/2024/3", "langkah=ingat&siapa=pilihan&opd=disnaker", 303, 0},
		{"/putaran/2024/3", "langkah=ingat&siapa=pilihan", 422, 0}, {"/putaran/2024/3", "langkah=ingat&siapa=pilihan&opd=tiada", 422, 0},
		{"/putaran/2024/3", "", 422, 0}, {"/putaran/2024/9", "langkah=tutup&version=1", 404, 0}, {"/putaran/2024/4", "langkah=tutup&version=1", 404, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/kirim", as: "head", may: heads, forms: []sent{
		{sheetPath + "/kirim", "version=2", 409, 0}, {sheetPath + "/kirim", "", 409, 0}, {"/putaran/2024/3/disdag/kirim", "version=1", 403, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/periksa", as: "planner", may: roundPlanner, forms: []sent{
		{sheetPath + "/periksa", "version=2&langkah=verifikasi", 409, 0}, {sheetPath + "/periksa", "version=2&langkah=verifikasi&sentence=Ada+kalimat+di+sini.", 422, 0},
		{sheetPath + "/periksa", "version=2&langkah=kembalikan", 422, 0}, {sheetPath + "/periksa", "version=2&langkah=kembalikan&row-9.9=Kalimat+yang+cukup+panjang.", 409, 0},
		{"/putaran/2024/3/tiada/periksa", "version=2", 404, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/kunci", as: "planner", may: roundPlanner, forms: []sent{
		{sheetPath + "/kunci", "version=2", 409, 0}, {sheetPath + "/kunci", "", 409, 0}, {"/putaran/2024/3/tiada/kunci", "version=2", 404, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/buka", as: "planner", may: roundPlanner, forms: []sent{
		{sheetPath + "/buka", "version=2&reason=Ada+angka+yang+keliru.", 409, 0}, {sheetPath + "/buka", "version=2&reason=x", 422, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/indikator", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/indikator", "arah-1.1.1.1-0=more&hitung-1.1.1.1-0=sum", 303, 0}, {sheetPath + "/indikator", "arah-1.1.1.1-0=naik&hitung-1.1.1.1-0=sum", 422, 0},
		{"/putaran/2024/3/disdag/indikator", "", 403, 0}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/anggaran", as: "operator", may: sheetWrite, forms: []sent{
		{sheetPath + "/anggaran", "kind=pergeseran&document=DPPA/1&signed=2024-08-01&new-1.1.1.1=7", 303, 0},
		{sheetPath + "/anggaran", "kind=pergeseran&document=DPPA/2&signed=2024-08-01&new-1.1.1.1=tujuh", 422, 0}, {sheetPath + "/anggaran", "", 422, 0}}},
}

// roundActs change a round each time anew: what they move is set back first.
func (w *twoFaces) roundActs() map[string]act {
	const at, path = "POST /putaran/{year}/{quarter}", "/putaran/2023/4"
	move := func(state plan.State, as, below string, body func(n int) string) act {
		return w.alone(func(ctx context.Context, n int) error {
			if err := w.setRound(ctx, state); err != nil {
				return err
			}
			return w.formAs(ctx, as, w.site.Handler(), path+below, body(n), http.StatusSeeOther)
		})
	}
	plain := func(body string) func(int) string { return func(int) string { return body } }
	return map[string]act{
		"POST /putaran": w.alone(func(ctx context.Context, _ int) error {
			if err := w.dropRound(ctx); err != nil {
				return err
			}
			return w.formAs(ctx, "planner", w.site.Handler(), "/putaran", "quarter=2023-4&deadline=2030-01-31&budget_version=murni", http.StatusSeeOther)
		}),
		at:                    move(plan.Draf, "planner", "", func(n int) string { return fmt.Sprintf("langkah=tenggat&version=1&deadline=2030-02-%02d", 1+n%28) }),
		at + "/{opd}/kirim":   move(plan.Draf, "head", "/dpu/kirim", plain("version=5")),
		at + "/{opd}/periksa": move(plan.Terkirim, "planner", "/dpu/periksa", plain("version=5&langkah=kembalikan&row-1=Mohon+angkanya+diperiksa+lagi.")),
		at + "/{opd}/kunci":   move(plan.Terverifikasi, "planner", "/dpu/kunci", plain("version=5")),
		at + "/{opd}/buka":    move(plan.Terkunci, "planner", "/dpu/buka", plain("version=5&reason=Ada+angka+yang+keliru.")),
		at + "/{opd}/anggaran": w.alone(func(ctx context.Context, n int) error {
			return w.formAs(ctx, "operator", w.site.Handler(), sheetPath+"/anggaran", fmt.Sprintf("kind=pergeseran&document=DPPA/u/%d&signed=2024-08-01&new-1.1.1.1=%d", n, n+1000), http.StatusSeeOther)
		}),
	}
}

// dropRound takes the round of these acts away.
func (w *twoFaces) dropRound(ctx context.Context) error {
	const mine = ` where submission in (select s.id from plan_submission s join plan_round r on r.id = s.round where r.year = 2023 and r.quarter = 4)`
	for _, q := range []string{`delete from plan_line_return` + mine, `delete from plan_explanation` + mine, `delete from plan_line_change` + mine, `delete from plan_submission_move` + mine,
		`delete from plan_line` + mine, `delete from plan_reminder where round in (select id from plan_round where year = 2023 and quarter = 4)`,
		`delete from plan_submission where round in (select id from plan_round where year = 2023 and quarter = 4)`,
		`delete from plan_round where year = 2023 and quarter = 4`} {
		if err := w.given(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// setRound makes a round in which dpu has handed in one row and stands so.
func (w *twoFaces) setRound(ctx context.Context, state plan.State) error {
	if err := w.dropRound(ctx); err != nil {
		return err
	}
	head, other := w.people["head"].Person, w.people["inspector"].Person
	sent := !slices.Contains([]plan.State{plan.Belum, plan.Draf}, state)
	verified := state == plan.Terverifikasi || state == plan.Terkunci
	locked := state == plan.Terkunci
	now := time.Now()
	return w.house.db.Write(ctx, func(tx *db.Tx) error {
		round, id, line := tx.NewID(), tx.NewID(), tx.NewID()
		if _, err := tx.Exec(`insert into plan_round (id, year, quarter, deadline, budget_version, state, opened_at, opened_by, closed_at, version)
			values ($1, 2023, 4, '2030-01-31', 'murni', 'open', $2, 1, null, 1)`, round, now); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into plan_submission (id, round, opd, state, version, carried, sent_at, sent_by, verified_at, verified_by, locked_at, locked_by)
			values ($1, $2, $3, $4, 5, 'empty', $5, $6, $7, $8, $9, $10)`, id, round, w.people["head"].Grant.Office, string(state),
			db.Null(now, sent), db.Null(head, sent), db.Null(now, verified), db.Null(other, verified), db.Null(now, locked), db.Null(other, locked)); err != nil {
			return err
		}
		cells := ""
		for range plan.Fields[1:] {
			cells += `, ''`
		}
		columns := ""
		for _, f := range plan.Fields[1:] {
			columns += ", " + f
		}
		_, err := tx.Exec(`insert into plan_line (id, submission, code, code_order, seq, level, form, version, direction, aggregation, `+plan.Fields[0]+columns+`)
			values ($1, $2, '1', 1, 0, 0, '1', 1, 'unknown', 'unknown', $3`+cells+`)`, line, id, fmt.Sprint("Sasaran uji ", now.UnixMicro()))
		return err
	})
}

// remindOffices gives the work a round whose deadline is in three days.
func (w *twoFaces) remindOffices(ctx context.Context, _ int) error {
	if err := w.setRound(ctx, plan.Draf); err != nil {
		return err
	}
	w.house.bell.Days, w.house.bell.From = []int{3}, 0
	var deadline string // by the clock of this house, which is not the machine's
	err := w.house.db.Read(ctx, func(tx *db.Tx) error { deadline = date.DayOf(tx.Now().Add(72 * time.Hour)).String(); return nil })
	if err == nil {
		err = w.given(ctx, `update plan_round set deadline = $1 where year = 2023 and quarter = 4`, deadline)
	}
	if err != nil {
		return err
	}
	return w.runs(ctx, "reminders", func(ctx context.Context) (done bool, err error) {
		err = w.house.db.Read(ctx, func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_reminder m join plan_round r on r.id = m.round where r.year = 2023 and r.quarter = 4`)
			done = n > 0
			return err
		})
		return done, err
	})
}
