package paspor

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/date"
	"alun/record/registry"
)

// The city's file says who asks what, each line with its source; nothing of ours passes for
// a rule.
func TestTheCityTellsWhoAsks(t *testing.T) {
	all, err := ReadAskers(os.DirFS("../../../city/balikpapan"))
	if err != nil {
		t.Fatal(err)
	}
	on, _ := date.ParseDay("2026-11-23")
	now := AskersOn(all, on)
	if len(now) != 4 {
		t.Errorf("%d ask", len(now))
	}
	for _, a := range now {
		for _, n := range a.Needs {
			if ours := strings.HasPrefix(n.Basis, "Usulan"); ours != (n.Grade == "D") {
				t.Errorf("%s: grade %s with the basis %q", a.Code, n.Grade, n.Basis)
			}
		}
	}
	before, _ := date.ParseDay("2022-01-01")
	if old := AskersOn(all, before); len(old) != 1 || old[0].Code != "pirt" {
		t.Errorf("in 2022 asked %+v", old)
	}
	if none, err := ReadAskers(fstest.MapFS{}); err != nil || none != nil {
		t.Errorf("a profile without the file: %v, %v", none, err)
	}
}

// A line that cannot be used stops the file, with its number.
func TestALineOfAskersIsRefused(t *testing.T) {
	const head = "asker,valid_from,name_id,name_en,name_ja,need,note_id,note_en,note_ja,basis,source,source_day,grade\n"
	const good = "bank,2026-01-01,Bank,Bank,銀行,fact:nib,a,b,c,Dasar,sumber,2026-01-01,D\n"
	for _, wrong := range []string{"fact:nik", "permit:surat", "product:x", "outside:", "apa"} {
		line := strings.Replace(good, "fact:nib", wrong, 1)
		if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + good + line)}}); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
	for _, wrong := range []string{strings.Replace(good, ",D\n", ",Z\n", 1), strings.Replace(good, "2026-01-01,Bank", "kemarin,Bank", 1), strings.Replace(good, "銀行", "", 1), strings.Replace(good, "sumber", "", 1)} {
		if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + wrong)}}); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}

// What is there counts with its proof, and what is not shown to who looks is not missing.
func TestWhatIsThereIsCounted(t *testing.T) {
	on, _ := date.ParseDay("2026-11-23")
	past, _ := date.ParseDay("2026-01-01")
	s := Sheet{Business: registry.Business{Facts: registry.Values{registry.NIB: "1234567890123"}, Proofs: registry.Proofs{registry.NIB: {Level: registry.Document}, registry.Sales: {Level: registry.Told}}},
		Products: 1, Permits: []registry.Permit{{Kind: "halal", Level: registry.Seen}, {Kind: "pirt", Level: registry.Seen, Until: past}}}
	for _, x := range []struct {
		need        Need
		level       registry.Level
		has, hidden bool
	}{
		{Need{Fact: registry.NIB}, registry.Document, true, false},
		{Need{Fact: registry.Sales}, registry.Told, false, true},
		{Need{Fact: registry.Capacity}, 0, false, false},
		{Need{Product: true}, registry.Told, true, false},
		{Need{Permit: "halal"}, registry.Seen, true, false},
		{Need{Permit: "pirt"}, 0, false, false},
	} {
		if level, has, hidden := s.Has(x.need, on); level != x.level || has != x.has || hidden != x.hidden {
			t.Errorf("%+v: %v %v %v", x.need, level, has, hidden)
		}
	}
}
