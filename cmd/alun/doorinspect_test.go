package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/e81"
	"alun/record/plan/sipd"
)

// Words that stand for what inspectSome makes: a reconciliation of dpu with one of
// its rows, a file whose columns nobody has named, and a sample with what dpu is
// asked to do about it.
const (
	reconciled   = "REKON"
	reconcileRow = "BEDA"
	nameless     = "KOLOM"
	drawnSample  = "CONTOH"
	followUp     = "TINDAK"
)

var (
	ofDPU       = []string{"operator", "head", "acting head"}
	watchers    = []string{"planner", "planner without second factor", "inspector"}
	seeDPU      = append(append([]string{}, watchers...), ofDPU...)
	seeAny      = append(append([]string{}, seeDPU...), "other operator", "other head")
	uploaders   = append([]string{"planner", "planner without second factor"}, ofDPU...)
	reconcileAt = "/rekonsiliasi/" + reconciled
	rowAt       = reconcileAt + "/" + reconcileRow
	sampleAt    = "/inspeksi/" + drawnSample
	followUpAt  = sampleAt + "/" + followUp
	assigned    = "assignment=700%2F12%2FST&from=2020-01-01&until=2150-01-01&laporan=2024-2&level=subkegiatan&size=3"
)

// inspectDoors are those of reconciliation with SIPD and of Inspektorat.
var inspectDoors = []door{
	{method: "GET", route: "/rekonsiliasi", as: "planner", may: seeAny, examples: []string{"/rekonsiliasi", "/rekonsiliasi?dari=9999"}, refused: []refusal{{"/rekonsiliasi?dari=-1", 422}}},
	{method: "POST", route: "/rekonsiliasi", as: "operator", may: uploaders, forms: []sent{ // files: record/plan/planweb
		{"/rekonsiliasi", "laporan=2024-2&opd=dpu", 422, 0},
		{"/rekonsiliasi", "laporan=2024-2", 403, 0},
		{"/rekonsiliasi", "laporan=2024-2&opd=disdag", 403, 0},
		{"/rekonsiliasi", "laporan=2024-2&opd=%27%00", 422, 0},
		{"/rekonsiliasi", "laporan=1900-1&opd=dpu", 422, 0}}},
	{method: "GET", route: "/rekonsiliasi/{id}", as: "operator", may: seeDPU, examples: []string{reconcileAt, reconcileAt + "?keadaan=different", reconcileAt + "?dari=9999&kabar=sama", "/rekonsiliasi/" + nameless},
		refused: []refusal{{reconcileAt + "?keadaan=x", 422}, {reconcileAt + "?format=xml", 422}, {reconcileAt + "?dari=-1", 422}, {"/rekonsiliasi/x", 404}, {"/rekonsiliasi/%00", 404}, {"/rekonsiliasi/" + long, 404}}},
	{method: "POST", route: "/rekonsiliasi/{id}", as: "operator", may: []string{"operator"}, forms: []sent{
		{"/rekonsiliasi/" + nameless, "name=0&spent=0", 422, 0},
		{"/rekonsiliasi/" + nameless, "name=0&spent=99", 422, 0},
		{"/rekonsiliasi/" + nameless, "name=0", 422, 0},
		{"/rekonsiliasi/x", "name=0&spent=1", 404, 0},
		{"/rekonsiliasi/" + nameless, "name=0&spent=1", 303, 0},
		{"/rekonsiliasi/" + nameless, "name=0&spent=1", 409, 0}}},
	{method: "GET", route: "/rekonsiliasi/{id}/{row}", as: "operator", may: seeDPU, examples: []string{rowAt, rowAt + "?kabar=tersimpan"},
		refused: []refusal{{reconcileAt + "/x", 404}, {reconcileAt + "/%00", 404}, {"/rekonsiliasi/x/" + reconcileRow, 404}, {rowAt + "?kabar=x", 422}}},
	{method: "POST", route: "/rekonsiliasi/{id}/{row}", as: "operator", may: ofDPU, forms: []sent{
		{rowAt, "sentence=SP2D+akhir+Juni+belum+tercatat.", 303, 0},
		{rowAt, "sentence=pendek", 422, 0},
		{rowAt, "", 422, 0},
		{reconcileAt + "/x", "sentence=SP2D+akhir+Juni+belum+tercatat.", 403, 0}}},
	{method: "GET", route: "/inspeksi", as: "inspector", may: seeAny, examples: []string{"/inspeksi"}, refused: []refusal{{"/inspeksi?x=%00", 422}}},
	{method: "GET", route: "/inspeksi/baru", as: "inspector", may: []string{"inspector"}, examples: []string{"/inspeksi/baru"}},
	{method: "POST", route: "/inspeksi/baru", as: "inspector", may: []string{"inspector"}, forms: []sent{
		{"/inspeksi/baru", assigned + "&rule=chance", 303, 0},
		{"/inspeksi/baru", assigned + "&rule=largest&opd=dpu&opd=dlh&each=1", 303, 0},
		{"/inspeksi/baru", assigned + "&rule=semua", 422, 0},
		{"/inspeksi/baru", assigned + "&rule=chance&seed=a%7Cb", 422, 0},
		{"/inspeksi/baru", assigned + "&rule=largest&opd=%27", 422, 0},
		{"/inspeksi/baru", "", 422, 0}}},
	{method: "GET", route: "/inspeksi/{id}", as: "inspector", may: seeDPU, examples: []string{sampleAt, sampleAt + "?kabar=kertas&baris=2&tindak=1", sampleAt + "?kabar=ditarik"},
		refused: []refusal{{"/inspeksi/x", 404}, {"/inspeksi/%00", 404}, {sampleAt + "?kabar=x", 422}, {sampleAt + "?format=xml", 422}, {sampleAt + "?baris=-1", 422}}},
	{method: "POST", route: "/inspeksi/{id}", as: "inspector", may: []string{"inspector"}, forms: []sent{ // files: record/plan/planweb
		{sampleAt, "", 422, 0}, {sampleAt, "berkas=x", 422, 0}}},
	{method: "GET", route: "/inspeksi/{id}/{followup}", as: "operator", may: seeDPU, examples: []string{followUpAt, followUpAt + "?kabar=tersimpan"},
		refused: []refusal{{sampleAt + "/x", 404}, {sampleAt + "/%00", 404}, {"/inspeksi/x/" + followUp, 404}, {followUpAt + "?kabar=x", 422}}},
	{method: "POST", route: "/inspeksi/{id}/{followup}", as: "operator", may: ofDPU, forms: []sent{
		{followUpAt, "act=answered&version=1&sentence=Kuitansi+hotel+terlampir.", 303, 0},
		{followUpAt, "act=answered&version=1&sentence=Kuitansi+hotel+terlampir.", 409, 0},
		{followUpAt, "act=closed&version=2&sentence=Kuitansi+hotel+terlampir.", 403, 0},
		{followUpAt, "act=answered&version=2&sentence=ya", 422, 0},
		{followUpAt, "act=hapus&version=2&sentence=Kuitansi+hotel+terlampir.", 409, 0}}},
}

// inspectSome makes what the doors need.
func (v *visit) inspectSome() {
	v.Helper()
	run, err := v.holdFile("realisasi.csv", "Uraian,Realisasi\n%s,12345\nTidak ada di laporan,7\n")
	if err != nil {
		v.Fatal(err)
	}
	unnamed, err := v.holdFile("kolom.csv", "a,b\n%s,12345\n")
	if err != nil {
		v.Fatal(err)
	}
	codec := v.house.keys.Codec()
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		row, _, err := db.One(tx, (*db.Row).ID, `select id from plan_reconciliation_row where run = $1 and state = 'different'`, run)
		if err != nil {
			return err
		}
		ask := plan.SampleAsk{Assignment: "700/1/ST", From: date.Day{Year: 2020, Month: time.January, Date: 1}, Until: date.Day{Year: 2150, Month: time.January, Date: 1},
			Quarter: date.Quarter{Year: 2024, N: 2}, Rule: plan.ByChance, Seed: "Balikpapan-2024", Level: e81.Subkegiatan, Size: 3, Offices: []string{"dpu"}}
		sample, err := plan.DrawSample(tx, v.people["inspector"].Session, ask)
		if err != nil {
			return err
		}
		paper := plan.Paper{Number: 1, Seen: "Dokumen dan lokasi", Conclusion: "klarifikasi", FollowUp: "Lengkapi kuitansi hotel", Due: date.Day{Year: 2150, Month: time.January, Date: 1}}
		if _, err := plan.TakePaper(tx, v.people["inspector"].Session, sample, []plan.Paper{paper}); err != nil {
			return err
		}
		todo, _, err := db.One(tx, (*db.Row).ID, `select id from plan_followup where sample = $1`, sample)
		for word, id := range map[string]db.ID{reconciled: run, reconcileRow: row, nameless: unnamed, drawnSample: sample, followUp: todo} {
			v.codes[word] = codec.Encode(int64(id))
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

// holdFile uploads a file of dpu as its operator; %s is the name of one of its
// rows.
func (v *visit) holdFile(name, text string) (run db.ID, err error) {
	session, ask := v.people["operator"].Session, plan.ReconcileAsk{Quarter: date.Quarter{Year: 2024, N: 2}, Office: v.office("dpu")}
	ctx := v.Context()
	err = v.house.db.Read(ctx, func(tx *db.Tx) error {
		row, _, err := db.One(tx, (*db.Row).Text, `select min(name) from plan_figure f join plan_report p on p.id = f.report where p.year = 2024 and f.opd = $1 and f.level = 3
			and f.seq = 0 and f.until is null and f.real_rp is not null and f.name not like '%,%'
			and not exists (select 1 from plan_figure g where g.report = f.report and g.opd = f.opd and g.id <> f.id and g.seq = 0 and g.until is null and lower(g.name) = lower(f.name))`, ask.Office)
		text = fmt.Sprintf(text, row)
		return err
	})
	if err != nil {
		return 0, err
	}
	f, err := plan.ReadRealisation(name, bytes.NewReader([]byte(text)), int64(len(text)))
	if err != nil {
		return 0, err
	}
	id, err := plan.PrepareReconciliation(ctx, v.house.db, session, ask, f)
	if err != nil {
		return 0, err
	}
	err = v.house.db.Write(ctx, func(tx *db.Tx) (err error) { run, _, err = plan.PublishReconciliation(tx, session, id); return err })
	return run, err
}

// inspectActs are what officers do with files and samples, each time anew.
func (w *twoFaces) inspectActs() map[string]act {
	id := func(word string) db.ID { n, _ := w.house.keys.Codec().Decode(w.codes[word]); return db.ID(n) }
	return map[string]act{
		"POST /rekonsiliasi": w.alone(func(_ context.Context, n int) error {
			_, err := w.holdFile("realisasi.csv", fmt.Sprintf("Uraian,Realisasi\n%%s,%d\n", n))
			return err
		}),
		"POST /rekonsiliasi/{id}": w.alone(func(ctx context.Context, n int) error {
			run, err := w.holdFile("kolom.csv", fmt.Sprintf("a,b\n%%s,%d\n", n))
			if err != nil {
				return err
			}
			return w.formAs(ctx, "operator", w.site.Handler(), "/rekonsiliasi/"+w.code(run), string(sipd.Name)+"=0&"+string(sipd.Spent)+"=1", http.StatusSeeOther)
		}),
		"POST /inspeksi/{id}": w.alone(func(ctx context.Context, n int) error {
			return w.house.db.Write(ctx, func(tx *db.Tx) error {
				_, err := plan.TakePaper(tx, w.people["inspector"].Session, id(drawnSample), []plan.Paper{{Number: 1, Seen: fmt.Sprint("Dilihat ", n)}})
				return err
			})
		}),
		"POST /inspeksi/{id}/{followup}": w.alone(func(ctx context.Context, _ int) error {
			if err := w.given(ctx, `update plan_followup set state = 'open', version = 1 where id = $1`, id(followUp)); err != nil {
				return err
			}
			return w.formAs(ctx, "operator", w.site.Handler(), w.path(followUpAt), "act=answered&version=1&sentence=Kuitansi+hotel+terlampir.", http.StatusSeeOther)
		}),
	}
}
