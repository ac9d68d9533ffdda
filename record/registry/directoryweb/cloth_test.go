package directoryweb

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// A courier and a weaver do not wear the crab of a cook, and those who stand beside each
// other in a list differ.
func TestEachKindOfTradeWearsItsCloth(t *testing.T) {
	wears := func(codes string) string {
		return clothOf(registry.Business{ID: db.ID(7), Facts: registry.Values{registry.KBLI: codes}})
	}
	for code, want := range map[string]string{"56102": "kepiting", "10211": "ikan", "03221": "ikan", "16291": "anyam", "32120": "sisik", "13134": "anyam", "53201": "ombak", "50216": "ombak", "47215": "ikan"} {
		if got := wears("2020:" + code + "*"); got != want {
			t.Errorf("%s wears %s, not %s", code, got, want)
		}
	}
	for _, row := range [][]string{{"25920", "77291"}, {"77291", "47711"}, {"45407", "25920"}, {"45407", "14120"}, {"56102", "56304"}, {"96112", "96200"}} {
		if one, two := wears("2020:"+row[0]+"*"), wears("2020:"+row[1]+"*"); one == two {
			t.Errorf("%s and %s both wear %s", row[0], row[1], one)
		}
	}
	seen := map[string]int{}
	for code, name := range cloths {
		if len(code) == 2 {
			seen[name]++
		}
	}
	for _, name := range clothNames {
		if seen[name] == 0 {
			t.Errorf("no division wears %s", name)
		}
	}
	if wears("2020:99000*") != clothNames[2] || wears("2020:56102 2020:53201*") != "ombak" {
		t.Error("who has no known code, or another main one, wears something else")
	}
}
