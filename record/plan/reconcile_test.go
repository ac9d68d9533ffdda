package plan_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
	"alun/record/plan/e81"
	"alun/record/plan/sipd"
)

// cast are people of a world, by role; operators and heads are of two offices.
type cast struct {
	who map[string]account.Who
	ids map[string]db.ID // of offices
}

func (w *world) cast() cast {
	w.Helper()
	s := cast{map[string]account.Who{}, map[string]db.ID{}}
	w.read(func(tx *db.Tx) error {
		all, err := plan.OPDs(tx, 2024)
		for _, o := range all {
			s.ids[o.Slug] = o.ID
		}
		return err
	})
	ring := accounttest.Ring(w)
	sign := func(name string, r accounttest.Role) { s.who[name], _ = accounttest.Sign(w, w.d, ring, r) }
	for _, r := range []account.Role{account.Administrator, account.Privacy, account.Planner, account.Inspector, account.Counter, account.Maker} {
		sign(string(r), accounttest.Role{Role: r, Area: map[bool]string{true: "64.71.05"}[r == account.Counter]})
	}
	sign("operator", accounttest.Role{Role: account.Operator, Office: s.ids["disporapar"]})
	sign("head", accounttest.Role{Role: account.Head, Office: s.ids["disporapar"]})
	sign("other", accounttest.Role{Role: account.Operator, Office: s.ids["dpu"]})
	sign("weak", accounttest.Role{Role: account.Inspector, Weak: true})
	s.who["stranger"] = account.Who{}
	return s
}

func (s cast) session(name string) string { return s.who[name].Session }

// sees is a person as a page sees them.
func (w *world) sees(session string) (v account.Viewer) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { v, err = account.See(tx, session); return err })
	return v
}

// realisation is a file of SIPD for an office, made of the report's own rows.
func realisation(figures []plan.Figure, office db.ID, change func(f plan.Figure, cells []string) []string) string {
	var b strings.Builder
	b.WriteString("\xef\xbb\xbfLAPORAN REALISASI ANGGARAN;;;;\r\nTingkat;Uraian Program/Kegiatan/Sub Kegiatan;Pagu Anggaran (Rp);Realisasi (Rp);Perangkat Daerah\r\n")
	for _, f := range figures {
		if f.Seq != 0 || f.Level == e81.Sasaran || office != 0 && f.Office != office {
			continue
		}
		cells := []string{f.Level.String(), f.Name, rupiahs(f.Target.Rp.Known, int64(f.Target.Rp.Rupiah)), rupiahs(f.Real.Rp.Known, int64(f.Real.Rp.Rupiah)), f.OPD}
		if change != nil {
			cells = change(f, cells)
		}
		if cells != nil {
			for i := range cells {
				cells[i] = `"` + strings.ReplaceAll(cells[i], `"`, `""`) + `"`
			}
			b.WriteString(strings.Join(cells, ";") + "\r\n")
		}
	}
	b.WriteString(";Jumlah;1;1;\r\n;;;;\r\n")
	return b.String()
}

func rupiahs(known bool, n int64) string {
	if !known {
		return ""
	}
	return fmt.Sprintf("Rp%d,00", n)
}

// hold uploads a file as somebody and publishes what was found.
func (w *world) hold(session string, ask plan.ReconcileAsk, text string) (run db.ID, same bool, err error) {
	w.Helper()
	f, err := plan.ReadRealisation("realisasi.csv", bytes.NewReader([]byte(text)), int64(len(text)))
	if err != nil {
		w.Fatal(err)
	}
	id, err := plan.PrepareReconciliation(w.Context(), w.d, session, ask, f)
	if err != nil {
		return 0, false, err
	}
	err = w.d.Write(w.Context(), func(tx *db.Tx) (err error) {
		run, same, err = plan.PublishReconciliation(tx, session, id)
		return err
	})
	return run, same, err
}

func (w *world) result(session string, run db.ID) (c plan.Reconciliation, rows []plan.Reconciled) {
	w.Helper()
	v := w.sees(session)
	w.read(func(tx *db.Tx) (err error) {
		if c, err = plan.ReconciliationAt(tx, v, run); err == nil {
			rows, err = plan.ReconciledRows(tx, v, c, "")
		}
		return err
	})
	return c, rows
}

// everything is a digest of all that the reports say.
func (w *world) everything() string {
	w.Helper()
	h := sha256.New()
	w.read(func(tx *db.Tx) error {
		for _, year := range []int{2023, 2024} {
			v, _, err := plan.Latest(tx, year)
			if err != nil {
				return err
			}
			all, err := plan.Figures(tx, v)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%+v\n%+v\n", v, all)
		}
		return nil
	})
	return fmt.Sprintf("%x", h.Sum(nil))
}

// The report held against itself is the same in every row; each change of the
// file is told as what it is, and of the report nothing changes.
// long: a table of cases.
func TestReconciliationTellsEachDifference(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		before := w.everything()
		figures := w.figures(w.view(2024, 0))
		office := s.ids["disporapar"]
		ask := plan.ReconcileAsk{Quarter: quarter(2024), Office: office}
		run, _, err := w.hold(s.session("operator"), ask, realisation(figures, office, nil))
		if err != nil {
			w.Fatal(err)
		}
		_, rows := w.result(s.session("operator"), run)
		count := plan.TotalOf(rows).Count
		if count[plan.Matched] < 60 || count[plan.Different]+count[plan.OnlyFile]+count[plan.OnlyReport] > 0 {
			w.Fatalf("the report held against itself: %v", count)
		}
		subs := 0
		change := func(f plan.Figure, cells []string) []string {
			if f.Level != e81.Subkegiatan || !f.Real.Rp.Known {
				return cells
			}
			switch subs++; subs {
			case 1:
				cells[3] = rupiahs(true, int64(f.Real.Rp.Rupiah)+2500)
			case 2:
				cells[2] = rupiahs(true, int64(f.Target.Rp.Rupiah)-1)
			case 3:
				return nil
			case 4:
				cells[1] = "Sub yang tidak ada"
			case 5:
				cells[3] = "1,23E+11"
			}
			return cells
		}
		run, same, err := w.hold(s.session("operator"), ask, realisation(figures, office, change))
		if err != nil || same {
			w.Fatal(same, err)
		}
		c, rows := w.result(s.session("operator"), run)
		after := plan.TotalOf(rows)
		for state, more := range map[string]int{plan.Different: 2, plan.OnlyFile: 1, plan.OnlyReport: 2, plan.Blank: 1} {
			if after.Count[state]-count[state] != more {
				w.Errorf("%s: %d more rows, want %d", state, after.Count[state]-count[state], more)
			}
		}
		if after.Above != 1 || c.Skipped != 1 {
			w.Errorf("%d rows of which the file has more, %d skipped", after.Above, c.Skipped)
		}
		for _, r := range rows {
			if r.SpentDifference.Known && r.SpentDifference.Rupiah != 0 && r.SpentDifference.Rupiah != 2500 || r.BudgetDifference.Rupiah != 0 && r.BudgetDifference.Rupiah != -1 {
				w.Errorf("difference of %s: %+v %+v", r.Name, r.SpentDifference, r.BudgetDifference)
			}
		}
		w.onceEach(figures, office, rows)
		if w.everything() != before {
			w.Error("the report changed")
		}
		w.wouldSee(figures, before)
	})
}

// wouldSee holds that a change of the report would be seen.
func (w *world) wouldSee(figures []plan.Figure, before string) {
	w.Helper()
	w.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_figure set real_rp = real_rp + 1 where id = $1`, firstSub(figures))
		return err
	})
	if w.everything() == before {
		w.Error("a change of the report would not be seen")
	}
}

func firstSub(figures []plan.Figure) db.ID {
	for _, f := range figures {
		if f.Level == e81.Subkegiatan && f.Real.Rp.Known {
			return f.ID
		}
	}
	return 0
}

// onceEach holds that every row of the report stands in the result once.
func (w *world) onceEach(figures []plan.Figure, office db.ID, rows []plan.Reconciled) {
	w.Helper()
	seen := map[db.ID]int{}
	for _, r := range rows {
		seen[r.Figure]++
	}
	for _, f := range figures {
		if f.Office == office && f.Seq == 0 && f.Level != e81.Sasaran && seen[f.ID] != 1 {
			w.Errorf("%s %s stands %d times in the result", f.Code, f.Name, seen[f.ID])
		}
	}
}

// Rows that nothing tells apart are never guessed: the whole city has namesakes
// in one office under different programmes.
func TestNamesakesAreNotGuessed(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		figures := w.figures(w.view(2024, 0))
		run, _, err := w.hold(s.session("planner"), plan.ReconcileAsk{Quarter: quarter(2024)}, realisation(figures, 0, nil))
		if err != nil {
			w.Fatal(err)
		}
		_, rows := w.result(s.session("planner"), run)
		count := plan.TotalOf(rows).Count
		if count[plan.Ambiguous] == 0 || count[plan.Matched] < 2000 || count[plan.Different]+count[plan.OnlyFile]+count[plan.OnlyReport] > 0 {
			w.Errorf("the city held against itself: %v", count)
		}
		for _, r := range rows {
			if r.State == plan.Ambiguous && r.Candidates < 2 {
				w.Errorf("%s is ambiguous among %d", r.Name, r.Candidates)
			}
		}
		_, mine := w.result(s.session("operator"), run)
		if len(mine) == 0 || slices.ContainsFunc(mine, func(r plan.Reconciled) bool { return r.Office != s.ids["disporapar"] }) {
			w.Errorf("an office sees %d rows, or another's", len(mine))
		}
	})
}

// The nomenclature's code finds a row whose name differs.
func TestTheCodeOfTheNomenclatureComesFirst(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		var f plan.Figure
		for _, x := range w.figures(w.view(2024, 0)) {
			if x.Office == s.ids["disporapar"] && x.Level == e81.Subkegiatan && x.Real.Rp.Known {
				f = x
				break
			}
		}
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into plan_nomenclature (node, code, basis, valid_from) values ($1, '2.19.03.2.01.0007', 'uji', '2024-01-01')`, f.Node)
			return err
		})
		text := fmt.Sprintf("Kode,Uraian,Realisasi\n2.19.03.2.01.0007,Nama yang lain,%d\n", int64(f.Real.Rp.Rupiah))
		run, _, err := w.hold(s.session("head"), plan.ReconcileAsk{Quarter: quarter(2024), Office: s.ids["disporapar"]}, text)
		if err != nil {
			w.Fatal(err)
		}
		_, rows := w.result(s.session("head"), run)
		i := slices.IndexFunc(rows, func(r plan.Reconciled) bool { return r.Line > 0 })
		if i < 0 || rows[i].State != plan.Matched || rows[i].How != "code" || rows[i].Figure != f.ID {
			w.Errorf("found %+v", rows[max(i, 0)])
		}
	})
}

// The same file against the same revision is the run that is there; a new
// revision, or other columns, make another one.
func TestTheSameFileIsTheSameRun(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		office := s.ids["disporapar"]
		ask := plan.ReconcileAsk{Quarter: quarter(2024), Office: office}
		text := realisation(w.figures(w.view(2024, 0)), office, nil)
		first, _, err := w.hold(s.session("operator"), ask, text)
		if err != nil {
			w.Fatal(err)
		}
		again, same, err := w.hold(s.session("head"), ask, text)
		if err != nil || !same || again != first {
			w.Errorf("again: %v %v, first %v, %v", again, same, first, err)
		}
		if n := w.countOf(`select count(*) from plan_reconciliation_row where run <> $1`, first); n != 0 {
			w.Errorf("%d rows of the second upload are left", n)
		}
		f := reports()
		f.set(f.find("2024", disporapar, "5.2.1.1"), "note", "berubah")
		w.take(f.read())
		later, same, err := w.hold(s.session("operator"), ask, text)
		if err != nil || same || later == first {
			w.Errorf("against a new revision: %v %v, %v", later, same, err)
		}
	})
}

func (w *world) countOf(query string, args ...any) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query, args...); return err })
	return n
}

// A file whose columns nobody can know waits until its sender names them.
func TestColumnsAreNamedByTheSender(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		office := s.ids["disporapar"]
		ask := plan.ReconcileAsk{Quarter: quarter(2024), Office: office}
		text := strings.Replace(realisation(w.figures(w.view(2024, 0)), office, nil), "Realisasi (Rp)", "Kolom rahasia", 1)
		run, _, err := w.hold(s.session("operator"), ask, text)
		if err != nil {
			w.Fatal(err)
		}
		c, _ := w.result(s.session("operator"), run)
		if c.State != "columns" {
			w.Fatalf("state %q", c.State)
		}
		for _, other := range []string{"head", "planner", "other"} {
			v := w.sees(s.session(other))
			w.read(func(tx *db.Tx) error {
				if _, err := plan.ReconciliationAt(tx, v, run); !fault.Is(err, fault.NotFound) {
					w.Errorf("%s sees a file that is not read yet: %v", other, err)
				}
				return nil
			})
		}
		wrong := sipd.Map{sipd.Name: 1, sipd.Spent: 1}
		if err := plan.NameColumns(w.Context(), w.d, s.session("operator"), run, wrong); !fault.Is(err, fault.Invalid) {
			w.Errorf("one column twice: %v", err)
		}
		right := sipd.Map{sipd.Level: 0, sipd.Name: 1, sipd.Budget: 2, sipd.Spent: 3, sipd.Office: 4}
		if err := plan.NameColumns(w.Context(), w.d, s.session("operator"), run, right); err != nil {
			w.Fatal(err)
		}
		w.write(func(tx *db.Tx) error {
			_, _, err := plan.PublishReconciliation(tx, s.session("operator"), run)
			return err
		})
		c, rows := w.result(s.session("operator"), run)
		if c.State != "done" || plan.TotalOf(rows).Count[plan.Matched] < 60 {
			w.Errorf("state %s, %v", c.State, plan.TotalOf(rows).Count)
		}
		if n := w.countOf(`select count(*) from plan_reconciliation_raw`); n != 0 {
			w.Errorf("%d blocks of the file are kept", n)
		}
		if err := plan.NameColumns(w.Context(), w.d, s.session("operator"), run, right); !fault.Is(err, fault.Conflict) {
			w.Errorf("named again: %v", err)
		}
	})
}
