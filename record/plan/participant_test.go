package plan_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/record/plan"
)

// list stages lines as the operator.
func (p *proof) list(day date.Day, lines ...string) db.ID {
	p.Helper()
	ask := plan.ListAsk{Node: p.node, Until: p.round.Quarter, Kind: "orang", Happened: day, Title: "Pelatihan"}
	id, err := p.roll.StageList(p.Context(), p.d, p.operator.Session, ask, plan.ReadNames(plan.PastedRows(strings.Join(lines, "\n"))))
	p.must(err)
	return id
}

func (p *proof) count(list db.ID) error {
	return p.do(func(tx *db.Tx) error { _, err := plan.AttachList(tx, p.operator.Session, list); return err })
}

func (p *proof) rows(list db.ID) (all []plan.ListRow, t plan.ListTotals) {
	p.Helper()
	p.read(func(tx *db.Tx) (err error) {
		if t, err = plan.TotalsOf(tx, list); err != nil {
			return err
		}
		all, err = p.roll.RowsOf(tx, list, 0, 3000)
		return err
	})
	return all, t
}

const siti, budi = "6471024505900001", "6471020505900002"

// TestAListCountsEachPersonOnce: the report says which row was counted already,
// and in which quarter; withdrawn, its people may be counted by another.
func TestAListCountsEachPersonOnce(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		february := date.Day{Year: 2024, Month: time.February, Date: 5}
		first := p.list(february, "No\tNama\tNIK\tWilayah", "1\tSiti Aminah\t"+siti+"\t64.71.02", "2\tBudi\t"+budi+"\tJl. Mawar 3", "3\t\t"+budi, "4\tTanpa NIK", "5\tSiti A\t"+siti, "6\tSalah\t123")
		p.counts(0, 0, 0) // looking counts nothing
		rows, total := p.rows(first)
		if total.Good != 3 || total.All != 6 || total.Left[plan.WhyNoName] != 1 || total.Left[plan.WhyInList] != 1 || total.Left[plan.WhyNIK] != 1 {
			t.Errorf("%+v", total)
		}
		if rows[0].Number != 4 || rows[3].Masked != "S… A…" {
			t.Errorf("%+v", rows)
		}
		p.must(p.count(first))
		p.answered(p.count(first), fault.Conflict, "plan.names_counted")
		p.counts(3, 0, 1)

		second := p.list(may2024, "Siti Aminah;"+siti, "Orang Baru;6471020505900009")
		rows, total = p.rows(second)
		if total.Good != 1 || rows[0].Why != plan.WhyCounted || rows[0].Before != (date.Quarter{Year: 2024, N: 1}) {
			t.Errorf("before: %+v %+v", total, rows)
		}
		p.must(p.count(second))
		p.counts(4, 0, 2)
		rows, _ = p.rows(second)
		if rows[0].Why != plan.WhyCounted || rows[0].Before != (date.Quarter{Year: 2024, N: 1}) || rows[0].Masked != "" {
			t.Errorf("after: %+v", rows)
		}
		p.answered(p.count(p.list(may2024, "Siti;"+siti)), fault.Conflict, "plan.names_nothing")

		var all []plan.Evidence
		p.read(func(tx *db.Tx) (err error) { all, err = plan.EvidenceOf(tx, p.node, 0, p.round.Quarter); return err })
		p.must(p.withdraw(all[1].ID)) // the first
		p.must(p.count(p.list(may2024, "Siti;"+siti)))
		p.counts(2, 0, 2)
		kept := 0
		p.read(func(tx *db.Tx) (err error) {
			kept, _, err = db.One(tx, (*db.Row).Int, `select count(*) from plan_participant where list = $1 and (name <> '' or blind <> '')`, first)
			return err
		})
		if kept != 0 {
			t.Errorf("%d names of a withdrawn list are kept", kept)
		}
	})
}

// TestTwoListsAtOnceCountAPersonOnce, whoever comes first.
func TestTwoListsAtOnceCountAPersonOnce(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		var lists []db.ID
		for i := range 4 {
			lists = append(lists, p.list(may2024, "Siti\t"+siti, fmt.Sprintf("Lain %d\t647102050590%04d", i, i+10)))
		}
		var wait sync.WaitGroup
		errs := make([]error, len(lists))
		for i, l := range lists {
			wait.Go(func() { errs[i] = p.count(l) })
		}
		wait.Wait()
		good := 0
		for _, err := range errs {
			if err == nil {
				good++
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		if p.now().Counted() != int64(good+1)*quantity.One || good == 0 {
			t.Errorf("%d lists count %d people", good, p.now().Counted()/quantity.One)
		}
	})
}

// TestAForgottenParticipantHasNoName: the key is destroyed, the count stays.
func TestAForgottenParticipantHasNoName(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		list := p.list(may2024, "Siti Aminah\t"+siti, "Budi\t"+budi)
		p.must(p.count(list))
		sealed := func() (name string) {
			p.read(func(tx *db.Tx) (err error) {
				name, _, err = db.One(tx, (*db.Row).Text, `select name from plan_participant where list = $1 and number = 1`, list)
				return err
			})
			return name
		}
		was := sealed()
		if was == "" || strings.Contains(was, "Siti") {
			t.Fatalf("kept as %q", was)
		}
		p.must(p.do(func(tx *db.Tx) error {
			n, err := p.roll.Forget(tx, "command", siti)
			if err == nil && n != 1 {
				err = fmt.Errorf("%d forgotten", n)
			}
			return err
		}))
		rows, _ := p.rows(list)
		if rows[0].Masked != "" || rows[1].Masked != "B…" || sealed() != "" {
			t.Errorf("%+v", rows)
		}
		p.counts(2, 0, 1)
		// An old copy of the table opens no more either.
		p.must(p.do(func(tx *db.Tx) error {
			_, err := tx.Exec(`update plan_participant set name = $2 where list = $1 and number = 1`, list, was)
			return err
		}))
		if rows, _ = p.rows(list); rows[0].Masked != "" {
			t.Errorf("an old copy opens: %+v", rows[0])
		}
	})
}

// TestTwoThousandNamesAreOneList, and one more is refused; what nobody finishes
// goes after a day.
func TestTwoThousandNamesAreOneList(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		many := make([]plan.Named, plan.MostNames)
		for i := range many {
			many[i] = plan.Named{Number: i + 1, Name: fmt.Sprint("Orang ", i), NIK: fmt.Sprintf("647102050590%04d", i+1)}
		}
		ask := plan.ListAsk{Node: p.node, Until: p.round.Quarter, Kind: "orang", Happened: may2024, Title: "Pelatihan"}
		id, err := p.roll.StageList(p.Context(), p.d, p.operator.Session, ask, many)
		p.must(err)
		start := time.Now()
		p.must(p.count(id))
		t.Logf("counting %d names: %v", len(many), time.Since(start))
		p.counts(plan.MostNames, 0, 1)
		_, err = p.roll.StageList(p.Context(), p.d, p.operator.Session, ask, append(many, many[0]))
		p.answered(err, fault.Invalid, "plan.evidence_invalid")
		_, err = p.roll.StageList(p.Context(), p.d, p.operator.Session, ask, nil)
		p.answered(err, fault.Invalid, "plan.evidence_invalid")
	})
}

func TestNamesAreFoundInRows(t *testing.T) {
	for text, want := range map[string]string{
		"Siti Aminah":                        "1 Siti Aminah||",
		"Siti;" + siti:                       "1 Siti|" + siti + "|",
		"1\tSiti\t" + siti + "\t64.71.02":    "1 Siti|" + siti + "|64.71.02",
		"NIK\tNama Lengkap\n" + siti + "\tA": "2 A|" + siti + "|",
		"\n\n  \nSiti":                       "4 Siti||",
		"Siti\t6471 0245-0590.0001":          "1 Siti|" + siti + "|",
		"Siti\t647102450590000":              "1 nik_form",
		"Siti\t6471029905900001":             "1 nik_form",
		";" + siti:                           "1 no_name",
		"12345":                              "1 name_form",
		"Siti, S.E.":                         "1 Siti, S.E.||",
	} {
		var got []string
		for _, n := range plan.ReadNames(plan.PastedRows(text)) {
			if n.Why != "" {
				got = append(got, fmt.Sprint(n.Number, " ", n.Why))
			} else {
				got = append(got, fmt.Sprintf("%d %s|%s|%s", n.Number, n.Name, n.NIK, n.Area))
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzReadNames(f *testing.F) {
	for _, seed := range []string{"Siti\t" + siti, "Nama;NIK\nA;" + siti, "\x00\xff;\t", "1;2;3\n\n\nNama", "ＳＩＴＩ；１", strings.Repeat("a", 200)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, n := range plan.ReadNames(plan.PastedRows(text)) {
			switch {
			case n.Number <= last:
				t.Errorf("row %d comes after %d", n.Number, last)
			case n.Why != "" && (n.Name != "" || n.NIK != ""):
				t.Errorf("of a row that is left out %q and %q are kept", n.Name, n.NIK)
			case n.Why == "" && (strings.TrimSpace(n.Name) == "" || !utf8.ValidString(n.Name) || strings.ContainsAny(n.Name, "\n\x00") || n.NIK != "" && len(n.NIK) != 16):
				t.Errorf("%+v", n)
			}
			last = n.Number
		}
	})
}
