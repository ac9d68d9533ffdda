package plan_test

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/plan"
)

// Who may do what, by role; the wrong answer of any of them shows.
func TestRightsOfReconciliation(t *testing.T) {
	full(t, func(w *world) {
		s := w.cast()
		office := s.ids["disporapar"]
		figures := w.figures(w.view(2024, 0))
		text := realisation(figures, office, func(f plan.Figure, cells []string) []string {
			cells[3] = rupiahs(f.Real.Rp.Known, int64(f.Real.Rp.Rupiah)+7)
			return cells
		})
		run, _, err := w.hold(s.session("operator"), plan.ReconcileAsk{Quarter: quarter(2024), Office: office}, text)
		if err != nil {
			w.Fatal(err)
		}
		_, rows := w.result(s.session("operator"), run)
		acts := map[string]func(session string) error{
			"own office": func(session string) error {
				_, _, err := w.hold(session, plan.ReconcileAsk{Quarter: quarter(2024), Office: office}, text)
				return err
			},
			"city": func(session string) error {
				_, _, err := w.hold(session, plan.ReconcileAsk{Quarter: quarter(2024)}, text)
				return err
			},
			"look": func(session string) error {
				return w.d.Read(w.Context(), func(tx *db.Tx) error {
					v, err := account.See(tx, session)
					if err == nil {
						_, err = plan.ReconciliationAt(tx, v, run)
					}
					return err
				})
			},
			"say": func(session string) error {
				return w.d.Write(w.Context(), func(tx *db.Tx) error {
					_, err := plan.SayOf(tx, session, rows[0].ID, "SP2D akhir bulan belum masuk laporan.")
					return err
				})
			},
		}
		may := map[string]string{"own office": "operator head planner", "city": "planner", "look": "operator head planner inspector weak", "say": "operator head"}
		w.matrix(s, acts, may)
		if n := w.countOf(`select count(*) from plan_reconciliation_word`); n != 2 {
			w.Errorf("%d words were kept", n)
		}
		err = w.d.Write(w.Context(), func(tx *db.Tx) error {
			_, err := plan.SayOf(tx, s.session("operator"), rows[0].ID, "pendek")
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			w.Errorf("a word alone: %v", err)
		}
	})
}

// matrix tries every act as everybody: strangers are told to sign in, others are
// refused, and those who may are let in.
func (w *world) matrix(s cast, acts map[string]func(session string) error, may map[string]string) {
	w.Helper()
	for name, act := range acts {
		let := strings.Fields(may[name])
		if len(let) == 0 {
			w.Errorf("%s: nobody may", name)
		}
		for who := range s.who {
			err := act(s.session(who))
			switch {
			case who == "stranger" && !fault.Is(err, fault.Stranger):
				w.Errorf("%s by a stranger: %v", name, err)
			case slices.Contains(let, who) && err != nil:
				w.Errorf("%s by %s: %v", name, who, err)
			case who != "stranger" && !slices.Contains(let, who) && !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound):
				w.Errorf("%s by %s is not refused: %v", name, who, err)
			}
		}
	}
}
