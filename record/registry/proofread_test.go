package registry

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"alun/ground/date"
)

func someProofs() Proofs {
	day := date.DayOf(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	at := time.Date(2026, 11, 23, 9, 5, 7, 123456000, time.UTC)
	p := Proofs{}
	for i, f := range Facts {
		p[f] = []Proof{
			{Level: 2, By: "profile", Source: "peragaan_loket", At: at},
			{Level: 5, By: "person 7", From: day, Until: day, At: at.Add(-time.Hour), Over: 6},
			{Level: 1, By: "officer <3 & 名", Source: "Daftar \"lama\"", At: at},
		}[i%3]
	}
	return p
}

func TestProofsComeBackAsTheyWereKept(t *testing.T) {
	for name, p := range map[string]Proofs{"none": {}, "many": someProofs(), "one": {Name: {Level: 3, By: "a", At: time.UnixMicro(-5).UTC()}}} {
		if back := readProofs(p.text()); !reflect.DeepEqual(back, p) {
			t.Errorf("%s: %v came back as %v", name, p, back)
		}
	}
}

// Most texts are read without Go's reader of JSON, or this file is for nothing.
func TestUsualProofsAreReadPlainly(t *testing.T) {
	p := someProofs()
	for f, one := range p {
		if one.Level == 1 {
			delete(p, f)
		}
	}
	if _, ok := plainProofs(p.text()); !ok {
		t.Errorf("not read: %s", p.text())
	}
}

// Go's reader of JSON is the referee: what the plain one reads, it reads the same.
func FuzzProofs(f *testing.F) {
	for _, p := range []Proofs{{}, someProofs(), {Name: {Level: 3, By: "a"}}} {
		f.Add(p.text())
	}
	for _, text := range []string{`[{"l":1,"l":2,"of":["name"],"of":[]}]`, `[{"a":007}]`, `[{"a":-0}]`, `[{"L":1}]`, `[] []`, `[{"l":1}`, `[{"l":1},]`, `[{"of":[]}]`, `[{"b":"\u0000"}]`, `[null]`, `{}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := plainProofs(text)
		if !ok || text == "" {
			return
		}
		var want []kept
		if err := json.Unmarshal([]byte(text), &want); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %v, read as %v (%v)", text, want, got, err)
		}
	})
}

func BenchmarkReadProofs(b *testing.B) {
	text := `[{"l":2,"b":"profile","s":"peragaan_loket","a":1795396955249878,"of":["kind","name","legal_form","kelurahan","rt","address","at_home","point","street_vendor","phone","wa","hours","about_id","workers_m","workers_f","sales","started","kbli"]}]`
	b.ReportAllocs()
	for range b.N {
		readProofs(text)
	}
}
