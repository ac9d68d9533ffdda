package intake

import (
	"bytes"
	"encoding/json"
	"testing"
)

// The names of columns are sound: each means one field, and is written as it is looked
// for.
func TestTheVocabularyIsSound(t *testing.T) {
	var v vocabulary
	d := json.NewDecoder(bytes.NewReader(columnsJSON))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	seen := map[string]Field{}
	name := func(f Field, n string) {
		if fold(n) != n {
			t.Errorf("%q of %s is looked for as %q", n, f, fold(n))
		}
		if before, twice := seen[n]; twice {
			t.Errorf("%q is %s and %s", n, before, f)
		}
		seen[n] = f
	}
	for f, names := range v.Fields {
		if !f.Known() {
			t.Errorf("there is no field %s", f)
		}
		for _, n := range names {
			name(f, n)
		}
	}
	for _, n := range v.Never {
		name(Never, n)
	}
	for _, n := range v.Other {
		name("other", n)
	}
	for n, f := range v.Unsure {
		name(f, n)
	}
	for _, f := range Fields {
		if f != "kind" && len(v.Fields[f]) < 2 {
			t.Errorf("no names for %s", f)
		}
	}
	for _, all := range [][]string{v.Totals, v.Empty, v.Yes, v.No, v.Filler, v.Callings, v.Personal, v.Common} {
		for _, w := range all {
			if fold(w) != w {
				t.Errorf("%q is looked for as %q", w, fold(w))
			}
		}
	}
}
