package size

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// later is a profile with one more version of the steps, which begins on a day.
func later(p Profile, from date.Day) Profile {
	at := slices.IndexFunc(p.versions, func(v Version) bool { return v.Scheme == Steps })
	v := p.versions[at]
	v.From = from
	return Profile{append(slices.Clone(p.versions), v)}
}

// What the city published stays when a profile is loaded again, which knows nothing of
// it; without its guard it would be ended.
func TestADecreeOutlivesAProfile(t *testing.T) {
	const name = "migrations/20261125-04-registry.sql"
	data, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		load := func() Counts {
			c, err := Load(t.Context(), d, p)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		load()
		from := date.Day{Year: 2099, Month: 1, Date: 1}
		publish := func(seen db.ID) (id db.ID, err error) {
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				rules, err := Read(tx)
				if err != nil {
					return err
				}
				m, found := rules.InMicro(from)
				if !found {
					t.Error("no steps inside micro")
				}
				if seen == 0 {
					seen = rules.Newest(Steps).ID
				}
				id, err = Publish(tx, m.Cut([]int64{100_000_000, 300_000_000, 1_000_000_000}, Decree{from, "Keputusan Uji", "Uji."}), seen)
				return err
			})
			return id, err
		}
		id, err := publish(0)
		if err != nil {
			t.Fatal(err)
		}
		for what, seen := range map[string]db.ID{"a version that is not the newest": id - 1, "the same day": id} {
			if _, err := publish(seen); !fault.Is(err, fault.Conflict) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if c := load(); c.Ended+c.Changed+c.New != 0 {
			t.Errorf("loading again: %+v", c)
		}
		if newer, err := Load(t.Context(), d, later(p, date.Day{Year: 2099, Month: 6, Date: 1})); err != nil || newer.New+newer.Changed+newer.Ended != 0 {
			t.Errorf("a profile that begins after the decree: %+v %v", newer, err)
		}
		omitted = "decree"
		defer func() { omitted = "" }()
		if c := load(); c.Ended != 1 {
			t.Errorf("without the guard nothing is ended, so this test cannot fail: %+v", c)
		}
	}, fstest.MapFS{name: {Data: data}})
}

// A version is checked before it is published: steps that cross, or leave a gap.
func TestAPublishedVersionIsChecked(t *testing.T) {
	p, err := ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err != nil {
		t.Fatal(err)
	}
	rules := Rules(p)
	m, _ := rules.InMicro(date.Day{Year: 2027, Month: 1, Date: 1})
	if got := m.Ends(); len(got) != 3 || got[0] != 60_000_000 || got[2] != 1_000_000_000 || m.Law.Class.Code != "mikro" {
		t.Fatalf("%v %+v", got, m.Law)
	}
	day := Decree{From: date.Day{Year: 2027, Month: 1, Date: 1}, Number: "Uji 1", Why: "Uji."}
	if w := m.Cut(m.Ends(), day).Check(); w != nil {
		t.Errorf("what holds is wrong: %+v", w)
	}
	for what, ends := range map[string][]int64{"crossed": {400_000_000, 300_000_000, 1_000_000_000}, "behind the law's": {60_000_000, 300_000_000, 2_500_000_000}, "equal": {60_000_000, 60_000_000, 1_000_000_000}} {
		if m.Cut(ends, day).Check() == nil {
			t.Errorf("%s: nothing wrong", what)
		}
	}
	gap := m.Cut(m.Ends(), day)
	gap.Rules[1].Bounds = []Bound{{Fact: Sales, Low: End{At: 70_000_000, Set: true}, High: gap.Rules[1].Bounds[0].High}}
	if w := gap.Check(); w == nil || w.Why != "size.why_gap" {
		t.Errorf("a gap: %+v", w)
	}
	if _, found := (&rules).InMicro(date.Day{Year: 2000, Month: 1, Date: 1}); found {
		t.Error("steps before any rule")
	}
}
