package notice

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	papers "alun/ground/letter"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/record/diary"
	"alun/record/plan"
)

var rooms = []fs.FS{jobs.Files, mail.Files, wa.Files, blob.Files, papers.Files, diary.Files, plan.Files, Files}

// town is a house with one office, one promise, one report, and a clock.
type town struct {
	*testing.T
	d  *db.DB
	k  *Desk
	at *dbtest.Clock
}

// noon is a moment at which people may be told: 12:00 WITA.
var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func inTown(t *testing.T, run func(w *town)) {
	for name, fresh := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			at := dbtest.NewClock(noon)
			d := dbtest.Open(t, fresh(t), db.Options{Rehearse: true, Now: at.Now}, rooms...)
			ring, err := keys.Open(filepath.Join(t.TempDir(), "keys"))
			if err != nil {
				t.Fatal(err)
			}
			words, err := lang.Load(Files)
			if err != nil {
				t.Fatal(err)
			}
			w := &town{t, d, &Desk{Keys: ring, Post: &mail.Post{DB: d, Keys: ring}, Box: wa.Box{Keys: ring}, Words: words,
				House: "Alun Balikpapan", Base: "https://alun.contoh.go.id"}, at}
			w.build()
			run(w)
		})
	}
}

func (w *town) build() {
	for _, q := range []string{
		`insert into plan_opd (id, slug, short, kind, name_en, name_ja, kecamatan_code) values (1, 'dpu', 'DPU', 'dinas', 'Public Works', '公共事業局', ''), (2, 'disdag', 'Disdag', 'dinas', 'Trade', '商業局', '')`,
		`insert into plan_opd_name (opd, name, from_year) values (1, 'Dinas Pekerjaan Umum', 2020), (2, 'Dinas Perdagangan', 2020)`,
		`insert into plan_report (id, year, quarter, budget_version, revision) values (10, 2025, 2, 'murni', 1)`,
		`insert into plan_node (id, year, opd, code, level) values (100, 2025, 1, '1.03', 1)`,
		`insert into plan_indicator (node, seq, direction, aggregation) values (100, 0, 'unknown', 'unknown')`,
		`insert into plan_figure (id, report, since, node, seq, opd, code, code_order, level, line, form, name, indicator, unit,
			plan_target_k, plan_before_k, target_k, q1_k, q2_k, q3_k, q4_k, real_k, ach_k, ach_rp, plan_sofar_k, plan_ach_k, plan_ach_rp,
			note, source, page, unheld, search)
			values (1000, 10, 1, 100, 0, 1, '1.03', 0, 1, 1, 'e81', 'Jalan', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'x', 1, '', '')`,
		`insert into plan_promise (id, theme, theme_en, theme_ja, quote, quote_en, quote_ja, said_by, said_on, source) values (7, 'Jalan mulus', 'Smooth roads', '道路', '', '', '', '', '2024-01-01', ''), (8, 'Lain', 'Other', '他', '', '', '', '', '2024-01-01', '')`,
		`insert into plan_promise_link (promise, node, strength, why, why_en, why_ja, linked_by, linked_on) values (7, 100, 'langsung', '', '', '', '', '2024-01-01')`,
		`insert into plan_erratum (id, node, field, message, at, state) values (50, 100, 'budget', 'Angkanya berbeda.', 1, 'new')`,
	} {
		w.act(func(tx *db.Tx) error { _, err := tx.Exec(q); return err })
	}
}

func (w *town) act(f func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(w.Context(), f); err != nil {
		w.Fatal(err)
	}
}

func (w *town) count(query string) (n int) {
	w.Helper()
	err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query); return err })
	if err != nil {
		w.Fatal(err)
	}
	return n
}

func (w *town) later(d time.Duration) { w.at.MoveOn(d) }

// ask asks and gives the token; address tells the way.
func (w *town) ask(address, topic string) string {
	w.Helper()
	way, a, err := Reach(address)
	if err != nil {
		w.Fatal(err)
	}
	t, err := ParseTopic(topic)
	if err != nil {
		w.Fatal(err)
	}
	token := strings.Repeat("t", 20) + fmt.Sprint(w.at.MoveOn(time.Microsecond).UnixMicro())
	w.act(func(tx *db.Tx) error {
		return w.k.Follow(tx, Ask{Topic: t, Way: way, Address: a, Pace: "day", Lang: lang.EN, Token: token})
	})
	return token
}

func (w *town) follows(address, topic string) {
	w.Helper()
	token := w.ask(address, topic)
	w.act(func(tx *db.Tx) error { return w.k.Confirm(tx, token) })
}

// told seals a fact, as the follower would hand it over.
func (w *town) told(seq int64, fact string, subject db.ID) {
	w.Helper()
	e := diary.Sealed{Seq: seq, Entry: diary.Entry{At: w.at.Now(), Fact: fact, Subject: subject}}
	w.act(func(tx *db.Tx) error { return w.k.Turn(tx, e) })
}

// deliver writes what is due and tells how many digests that were.
func (w *town) deliver() (n int) {
	w.Helper()
	var ids []db.ID
	err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) { ids, err = w.k.due(tx); return err })
	if err != nil {
		w.Fatal(err)
	}
	for _, id := range ids {
		w.act(func(tx *db.Tx) error { return w.k.digest(tx, id) })
	}
	return len(ids)
}
