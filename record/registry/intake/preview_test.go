package intake_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/intake"
)

// told is what is said of a line, as tests compare it.
type told struct {
	Line      int
	Fate      intake.Fate
	Outcome   string
	Proposed  string
	Why, Keys string
}

func tell(all *[]told) func(intake.Kept) error {
	return func(k intake.Kept) error {
		keys := ""
		for _, i := range k.Issues {
			keys += fmt.Sprint(i.Field, " ", i.Why.Key, " ", i.Column, ";")
		}
		*all = append(*all, told{k.Line, k.Fate, k.Outcome, fmt.Sprint(k.Proposed), k.Why.Key, keys})
		return nil
	}
}

// chanceList is a list such as offices send: rows that are new, known, the same, doubled,
// doubtful, refused by the reader or by the register.
func chanceList(r *rand.Rand, rows int) string {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	seldom := func(all ...string) string {
		if r.IntN(12) > 0 {
			return ""
		}
		return pick(all...)
	}
	var b strings.Builder
	b.WriteString("Nama Usaha;NIB;Kelurahan;No HP;Badan Usaha;Rumah;Website;KBLI;Tenaga Kerja (L)\n")
	line := ""
	for range rows {
		if r.IntN(12) == 0 {
			b.WriteString(line)
		}
		n := r.IntN(150)
		nib := fmt.Sprintf("12062200%05d", n)
		if r.IntN(4) == 0 {
			nib = ""
		}
		name := fmt.Sprintf("Toko %s %d", pick("Berkah", "Berkah", "Maju"), n)
		if r.IntN(25) == 0 {
			name = pick("Toko A / Toko B", "", "Hubungi 081234567890")
		}
		line = fmt.Sprintf("%s;%s;%s;%s;%s;%s;%s;%s;%s%s\n", name, nib, pick("Damai", "Damai", "Damai", "Manggar")+seldom("x"), pick("", fmt.Sprintf("0812345%05d", n)),
			pick("PT", "PT", "CV", "UD"), pick("", "ya", "tidak")+seldom("mungkin"), pick("", "", "toko.example")+seldom("/08123456789"),
			pick("", "2020:56102", "2020:47111")+seldom("9"), pick("", "2", "3"), seldom(";", ";;lebih"))
		b.WriteString(line)
	}
	return b.String()
}

// What a preview tells of a list by chance is what the import then brings, line by line
// and in sum, whatever the register holds; and it keeps nothing.
func TestThePreviewIsTheRun(t *testing.T) {
	each(t, func(o *office) {
		r := rand.New(rand.NewPCG(7, 2026))
		lists := []registry.List{{Source: "rt", Level: registry.Through}, {Source: "oss", Level: registry.Register, Publish: true}, {Source: "dinas", Level: registry.Document}}
		var all intake.Sum
		for range 14 {
			o.list = lists[r.IntN(len(lists))]
			raw := []byte(chanceList(r, 40+r.IntN(120)))
			f, err := intake.Open(o.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{Mapping: mapped(o, raw)})
			o.must(err)
			looked, err := f.Look(o.Context(), o.city, func(int, int) {})
			o.must(err)
			before := o.all()
			var seen, came []told
			would, err := f.Preview(o.Context(), o.d, o.city, o.desk, o.list, looked, tell(&seen), func(int, int) {})
			o.must(err)
			if after := o.all(); after != before {
				o.Fatalf("the preview kept something: %s, then %s", before, after)
			}
			sum, err := f.Import(o.Context(), o.d, o.city, o.desk, o.list, looked, tell(&came), func(int, int) {})
			o.must(err)
			o.must(f.Close())
			for i := range came {
				if i >= len(seen) || !reflect.DeepEqual(seen[i], came[i]) {
					o.Fatalf("%s: the preview said\n%+v\nand the run\n%+v", o.list.Source, seen[i], came[i])
				}
			}
			if would != sum || len(seen) != len(came) {
				o.Fatalf("%s: would be %+v, was %+v", o.list.Source, would, sum)
			}
			o.clock.MoveOn(time.Second)
			all = added(all, sum)
		}
		for name, n := range map[string]int{"new": all.New, "changed": all.Changed, "same": all.Same, "proposed": all.Proposed, "refused": all.Refused, "doubtful": all.Doubtful, "skipped": all.Skipped} {
			if n == 0 {
				o.Errorf("nothing was ever %s: %+v", name, all)
			}
		}
	})
}

func added(a, b intake.Sum) intake.Sum {
	return intake.Sum{Lines: a.Lines + b.Lines, Taken: a.Taken + b.Taken, Refused: a.Refused + b.Refused, Doubtful: a.Doubtful + b.Doubtful, Skipped: a.Skipped + b.Skipped,
		New: a.New + b.New, Changed: a.Changed + b.Changed, Same: a.Same + b.Same, Proposed: a.Proposed + b.Proposed}
}

// mapped answers what the lists by chance leave open.
func mapped(o *office, raw []byte) *intake.Mapping {
	f, err := intake.Open(o.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
	o.must(err)
	defer f.Close()
	m := f.Mapping
	for i, c := range m.Columns {
		if c.Title == "Rumah" {
			m.Columns[i].Is = "at_home"
		}
	}
	m.All = map[intake.Field]string{"kind": "usaha"}
	m, err = intake.ReadMapping(m.JSON())
	o.must(err)
	return &m
}

// all counts what a list may leave behind.
func (o *office) all() string {
	out := ""
	for _, table := range []string{"registry_business", "registry_change", "registry_proposal", "registry_source_row", "registry_move", "registry_mark", "diary_entry"} {
		out += fmt.Sprint(table, " ", o.count(table), " ")
	}
	return out
}

// What the register refuses stands in the preview with its reason.
func TestThePreviewAsksTheRegister(t *testing.T) {
	each(t, func(o *office) {
		_, _, err := o.bring(o.Context(), "a.csv", many(3), nil)
		o.must(err)
		o.book.Where = nil
		put := o.desk.Trial
		o.desk.Trial = func() intake.Desk {
			d := put()
			inner := d.Put
			d.Put = func(tx *db.Tx, l registry.List, rows []registry.Incoming) ([]registry.RowDone, error) {
				rows[0].Set[registry.KBLI] = "2020:99999"
				return inner(tx, l, rows)
			}
			return d
		}
		raw := []byte(many(4))
		f, err := intake.Open(o.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
		o.must(err)
		defer f.Close()
		looked, err := f.Look(o.Context(), o.city, func(int, int) {})
		o.must(err)
		var rows []told
		sum, err := f.Preview(o.Context(), o.d, o.city, o.desk, o.list, looked, tell(&rows), func(int, int) {})
		o.must(err)
		if sum.Refused != 1 || sum.Same != 2 || sum.New != 1 || !strings.Contains(rows[0].Keys, "registry.kbli_unknown") {
			o.Errorf("%+v %+v", sum, rows)
		}
	})
}

// A preview is for waiting in front of it: a thousand rows, of which half are known and say
// something new, take a fraction of a second.
func TestAPreviewIsQuick(t *testing.T) {
	each(t, func(o *office) {
		_, _, err := o.bring(o.Context(), "a.csv", many(500), nil)
		o.must(err)
		raw := []byte(strings.ReplaceAll(many(1000), ";PT", ";CV"))
		f, err := intake.Open(o.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
		o.must(err)
		defer f.Close()
		quickest := time.Hour
		for range 3 {
			start := time.Now()
			looked, err := f.Look(o.Context(), o.city, func(int, int) {})
			o.must(err)
			sum, err := f.Preview(o.Context(), o.d, o.city, o.desk, o.list, looked, func(intake.Kept) error { return nil }, func(int, int) {})
			o.must(err)
			if sum.Changed != 500 || sum.New != 500 {
				o.Fatalf("%+v", sum)
			}
			quickest = min(quickest, time.Since(start))
		}
		o.Logf("1,000 rows, 500 of them known: %v", quickest)
		if quickest > 2*time.Second {
			o.Errorf("1,000 rows take %v", quickest)
		}
	})
}
