package plan_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// draw is an ask that is good today.
func draw(rule, seed string, size int) plan.SampleAsk {
	today := date.DayOf(time.Now())
	return plan.SampleAsk{Assignment: "700/12/ST/Itko/2026", From: date.DayOf(time.Now().AddDate(0, 0, -3)), Until: date.DayOf(today.Start().AddDate(0, 0, 9)),
		Quarter: quarter(2024), Rule: rule, Seed: seed, Level: e81.Subkegiatan, Size: size}
}

func (w *world) draw(session string, ask plan.SampleAsk) (id db.ID, err error) {
	err = w.d.Write(w.Context(), func(tx *db.Tx) (err error) { id, err = plan.DrawSample(tx, session, ask); return err })
	return id, err
}

func (w *world) sampled(session string, id db.ID) (s plan.Sample, rows []plan.Sampled) {
	w.Helper()
	v := w.sees(session)
	w.read(func(tx *db.Tx) (err error) {
		if s, err = plan.SampleAt(tx, v, id); err == nil {
			rows, err = plan.SampledRows(tx, v, s)
		}
		return err
	})
	return s, rows
}

func (w *world) drawn(session string, ask plan.SampleAsk) (id db.ID, rows []plan.Sampled) {
	w.Helper()
	id, err := w.draw(session, ask)
	if err != nil {
		w.Fatal(err)
	}
	_, rows = w.sampled(session, id)
	return id, rows
}

func placesOf(rows []plan.Sampled) (out []string) {
	for _, r := range rows {
		out = append(out, r.Slug+" "+r.Code)
	}
	return out
}

// The seed decides alone: both engines draw the same rows, and so does anybody
// who ranks SHA-256("seed|office|code"), as here without the room's code.
func TestTheSameSeedDrawsTheSameSample(t *testing.T) {
	var mu sync.Mutex
	engines := map[string]string{}
	t.Run("engines", func(t *testing.T) {
		full(t, func(w *world) {
			s := w.cast()
			_, rows := w.drawn(s.session("inspector"), draw(plan.ByChance, "Balikpapan-2024", 12))
			_, again := w.drawn(s.session("inspector"), draw(plan.ByChance, "Balikpapan-2024", 12))
			_, other := w.drawn(s.session("inspector"), draw(plan.ByChance, "Balikpapan-2025", 12))
			got := placesOf(rows)
			if !slices.Equal(got, placesOf(again)) || slices.Equal(got, placesOf(other)) {
				w.Errorf("%v, again %v, with another seed %v", got, placesOf(again), placesOf(other))
			}
			if want := w.byHand("Balikpapan-2024", 12); !slices.Equal(got, want) {
				w.Errorf("drawn %v, by hand %v", got, want)
			}
			mu.Lock()
			engines[w.Name()] = strings.Join(got, ", ")
			mu.Unlock()
		})
	})
	const known = "bkad 1.1.1.2, bkad 1.1.2.4, dp3akb 3.3.1.1, "
	for name, got := range engines {
		if !strings.HasPrefix(got, known) {
			t.Errorf("%s drew %s, want first %s", name, got, known)
		}
	}
}

func (w *world) byHand(seed string, n int) (out []string) {
	slugs := map[db.ID]string{}
	w.read(func(tx *db.Tx) error {
		all, err := plan.OPDs(tx, 2024)
		for _, o := range all {
			slugs[o.ID] = o.Slug
		}
		return err
	})
	var ranked []string
	for _, f := range w.figures(w.view(2024, 0)) {
		if f.Seq == 0 && f.Level == e81.Subkegiatan {
			sum := sha256.Sum256([]byte(seed + "|" + slugs[f.Office] + "|" + f.Code))
			ranked = append(ranked, hex.EncodeToString(sum[:])+" "+slugs[f.Office]+" "+f.Code)
		}
	}
	slices.Sort(ranked)
	for _, r := range ranked[:n] {
		_, place, _ := strings.Cut(r, " ")
		out = append(out, place)
	}
	return out
}

func TestRulesOfSamples(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		for rule, holds := range map[string]func(a, b plan.Sampled) bool{
			plan.Largest:       func(a, b plan.Sampled) bool { return a.Target.Rp.Rupiah >= b.Target.Rp.Rupiah },
			plan.WithQuestions: func(a, b plan.Sampled) bool { return b.Questions > 0 && a.Questions >= b.Questions },
			plan.Overspent: func(a, b plan.Sampled) bool {
				return b.Real.Rp.Rupiah > b.Target.Rp.Rupiah && a.Real.Rp.Rupiah-a.Target.Rp.Rupiah >= b.Real.Rp.Rupiah-b.Target.Rp.Rupiah
			},
			plan.NoOutput: func(a, b plan.Sampled) bool { return b.Real.K.Known && b.Real.K.Micro == 0 && b.Real.Rp.Rupiah > 0 },
		} {
			_, rows := w.drawn(s.session("inspector"), draw(rule, "", 20))
			if len(rows) != 20 {
				w.Errorf("%s: %d rows", rule, len(rows))
			}
			for i := range rows {
				if !holds(rows[max(0, i-1)], rows[i]) {
					w.Errorf("%s: row %d does not hold: %s", rule, i+1, rows[i].Name)
				}
			}
		}
		ask := draw(plan.ByChance, "undian-terbuka", 2)
		ask.EachOffice, ask.Offices = true, []string{"disporapar", "dpu", "dlh"}
		_, rows := w.drawn(s.session("inspector"), ask)
		each := map[string]int{}
		for _, r := range rows {
			each[r.Slug]++
		}
		if len(each) != 3 || each["dpu"] != 2 || len(rows) != 6 {
			w.Errorf("two of each of three offices: %v", each)
		}
	})
}

func TestAnAskThatIsRefused(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		for field, spoil := range map[string]func(*plan.SampleAsk){
			"assignment": func(a *plan.SampleAsk) { a.Assignment = " " },
			"from":       func(a *plan.SampleAsk) { a.From = date.Day{} },
			"until":      func(a *plan.SampleAsk) { a.Until = date.DayOf(time.Now().AddDate(0, 0, -2)) },
			"seed":       func(a *plan.SampleAsk) { a.Seed = "a|b|c|d|e" },
			"rule":       func(a *plan.SampleAsk) { a.Rule = "semua" },
			"level":      func(a *plan.SampleAsk) { a.Level = e81.Sasaran },
			"size":       func(a *plan.SampleAsk) { a.Size = plan.MostSampled + 1 },
		} {
			ask := draw(plan.ByChance, "undian-terbuka", 5)
			spoil(&ask)
			_, err := w.draw(s.session("inspector"), ask)
			if _, told := fault.Of(err).Field(field); !told {
				w.Errorf("%s: %v", field, err)
			}
		}
		if n := w.countOf(`select count(*) from plan_sample`); n != 0 {
			w.Errorf("%d samples were kept", n)
		}
	})
}

// The figures of a sample stay those of the day when it was drawn.
func TestASampleStaysAsItWasDrawn(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		ask := draw(plan.Largest, "", 200)
		ask.Offices = []string{"disporapar"}
		id, before := w.drawn(s.session("inspector"), ask)
		f := reports()
		f.set(f.find("2024", disporapar, "5.2.1.1"), "real_rp", "123")
		w.take(f.read())
		sample, after := w.sampled(s.session("inspector"), id)
		if fmt.Sprint(before) != fmt.Sprint(after) || sample.View.Current() {
			w.Errorf("the sample moved with the report: revision %d of %d", sample.View.Revision, sample.View.Report.Revision)
		}
		_, fresh := w.drawn(s.session("inspector"), ask)
		if fmt.Sprint(fresh) == fmt.Sprint(before) {
			w.Error("a new revision would not be seen")
		}
	})
}

// paper is a working paper as it comes back, and the columns that it may have.
func paper(t testing.TB, code string, lines ...string) []plan.Paper {
	t.Helper()
	papers, err := readPaper(code, lines...)
	if err != nil {
		t.Fatal(err)
	}
	return papers
}

func readPaper(code string, lines ...string) ([]plan.Paper, error) {
	text := strings.Join(plan.PaperColumns, ",") + "\n" + strings.Join(lines, "\n") + "\n"
	book, err := sheet.Open("kertas.csv", bytes.NewReader([]byte(text)), int64(len(text)), sheet.Default)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	head := make([]sheet.Column, len(plan.PaperColumns))
	for i, name := range plan.PaperColumns {
		head[i].Name = name
	}
	return plan.ReadPaper(book, [][]sheet.Column{head}, code, func(word string) (string, bool) {
		return word, word == "" || slices.Contains(plan.Conclusions, word)
	})
}

func TestAPaperThatIsRefused(t *testing.T) {
	for line, key := range map[string]string{
		"KODE,x,,,,,":                                  "plan.paper_number_bad",
		"LAIN,1,,,,,":                                  "plan.paper_other_sample",
		"KODE,1,,rusak,,,":                             "plan.paper_conclusion_bad",
		"KODE,1,,,,Lengkapi kuitansi,besok":            "plan.paper_due_bad",
		"KODE,1,,,,pendek,2026-12-01":                  "plan.paper_followup_short",
		"KODE,1," + strings.Repeat("a", 1001) + ",,,,": "plan.paper_too_long",
		",,catatan sendiri,,,,":                        "plan.paper_empty",
	} {
		if _, err := readPaper("KODE", line); fault.Of(err) == nil || fault.Of(err).Key != key {
			t.Errorf("%.40q: %v, want %s", line, err, key)
		}
	}
	for text, want := range map[string]string{"2026-12-01": "2026-12-01", "1/12/2026": "2026-12-01", "46357": "2026-12-01"} {
		if got := paper(t, "KODE", "KODE,1,,,,Lengkapi kuitansi,"+text); got[0].Due.String() != want {
			t.Errorf("%q is %s", text, got[0].Due)
		}
	}
}

// A follow-up goes from Inspektorat to the office and back; every step stays, the
// same paper again asks nothing twice, and of two at once one is refused.
func TestFollowUps(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		ask := draw(plan.Largest, "", 5)
		ask.Offices = []string{"disporapar"}
		id, _ := w.drawn(s.session("inspector"), ask)
		papers := paper(w, "KODE", "KODE,1,Kuitansi dan foto,sesuai,,,", "KODE,2,Berita acara,temuan,kurang bukti,Lengkapi kuitansi hotel,2026-12-01")
		take := func(p []plan.Paper) (out plan.PaperTaken) {
			w.write(func(tx *db.Tx) (err error) {
				out, err = plan.TakePaper(tx, s.session("inspector"), id, p)
				return err
			})
			return out
		}
		if got := take(papers); got != (plan.PaperTaken{Rows: 2, FollowUps: 1}) {
			w.Errorf("taken %+v", got)
		}
		if got := take(papers); got != (plan.PaperTaken{}) {
			w.Errorf("taken again %+v", got)
		}
		err := w.d.Write(w.Context(), func(tx *db.Tx) error {
			_, err := plan.TakePaper(tx, s.session("inspector"), id, paper(w, "KODE", "KODE,6,,,,,"))
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			w.Errorf("a row that the sample does not have: %v", err)
		}
		list := w.followUps(s.session("operator"), id)
		if len(list) != 1 || list[0].State != plan.FollowUpOpen || len(w.followUps(s.session("other"), 0)) != 0 {
			w.Fatalf("follow-ups %+v", list)
		}
		move := func(who, act string, version int64) error {
			return w.d.Write(w.Context(), func(tx *db.Tx) error {
				_, err := plan.MoveFollowUp(tx, s.session(who), list[0].ID, plan.FollowUpMove{Act: act, Sentence: "Kuitansi hotel terlampir di berkas.", Version: version})
				return err
			})
		}
		for i, x := range []struct {
			who, act string
			version  int64
			kind     fault.Kind
		}{{"operator", "answered", 1, 0}, {"head", "answered", 1, fault.Conflict}, {"operator", "answered", 2, fault.Conflict}, {"operator", "closed", 2, fault.Denied},
			{"inspector", "returned", 2, 0}, {"head", "answered", 3, 0}, {"inspector", "closed", 4, 0}, {"inspector", "answered", 5, fault.Denied},
			{"inspector", "deleted", 5, fault.Conflict}, {"inspector", "reopened", 5, 0}} {
			if err := move(x.who, x.act, x.version); x.kind == 0 && err != nil || x.kind != 0 && !fault.Is(err, x.kind) {
				w.Errorf("step %d, %s by %s: %v", i+1, x.act, x.who, err)
			}
		}
		var acts []string
		for _, word := range w.followUps(s.session("planner"), id)[0].Words {
			acts = append(acts, word.Act)
		}
		if got := strings.Join(acts, " "); got != "opened answered returned answered closed reopened" {
			w.Errorf("history %s", got)
		}
	})
}

func (w *world) followUps(session string, sample db.ID) (list []plan.FollowUp) {
	w.Helper()
	v := w.sees(session)
	w.read(func(tx *db.Tx) (err error) { list, err = plan.FollowUps(tx, v, sample); return err })
	return list
}

func TestRightsOfSamples(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		ask := draw(plan.Largest, "", 5)
		ask.Offices = []string{"disporapar"}
		id, _ := w.drawn(s.session("inspector"), ask)
		see := func(session string, read func(tx *db.Tx, v account.Viewer) error) error {
			return w.d.Read(w.Context(), func(tx *db.Tx) error {
				v, err := account.See(tx, session)
				if err == nil {
					err = read(tx, v)
				}
				return err
			})
		}
		n := 0
		w.matrix(s, map[string]func(string) error{
			"draw": func(session string) error { _, err := w.draw(session, ask); return err },
			"look": func(session string) error {
				return see(session, func(tx *db.Tx, v account.Viewer) error { _, err := plan.SampleAt(tx, v, id); return err })
			},
			"rows": func(session string) error {
				return see(session, func(tx *db.Tx, v account.Viewer) error {
					_, err := plan.SampledRows(tx, v, plan.Sample{ID: id})
					return err
				})
			},
			"paper": func(session string) error {
				n++
				return w.d.Write(w.Context(), func(tx *db.Tx) error {
					_, err := plan.TakePaper(tx, session, id, paper(w, "K", fmt.Sprintf("K,1,dilihat %d,,,,", n)))
					return err
				})
			},
		}, map[string]string{"draw": "inspector", "look": "inspector weak planner", "rows": "inspector weak planner", "paper": "inspector"})
	})
}
