package paspor

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/registry"
	"alun/record/registry/size"
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
	const head = "asker,valid_from,name_id,name_en,name_ja,need,note_id,note_en,note_ja,basis,source,source_day,grade,condition,meant_id,meant_en,meant_ja\n"
	const good = "bank,2026-01-01,Bank,Bank,銀行,fact:nib,a,b,c,Dasar,sumber,2026-01-01,D,,,,\n"
	for _, wrong := range []string{"fact:nik", "permit:surat", "product:x", "outside:", "apa"} {
		line := strings.Replace(good, "fact:nib", wrong, 1)
		if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + good + line)}}); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
	for _, wrong := range []string{strings.Replace(good, ",D,", ",Z,", 1), strings.Replace(good, "2026-01-01,Bank", "kemarin,Bank", 1), strings.Replace(good, "銀行", "", 1), strings.Replace(good, "sumber", "", 1)} {
		if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + wrong)}}); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
	for _, wrong := range []string{"kbli:,a,b,c", "kbli:1,a,b,c", "kbli:roti,a,b,c", "kbli:10,a,b,", "class:Mikro,a,b,c", "class:,a,b,c", "self:x,,,", "self,a,b,c", "umur:2,a,b,c", ",a,,"} {
		if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + strings.Replace(good, ",,,,\n", ","+wrong+"\n", 1))}}); err == nil {
			t.Errorf("the condition %q is taken", wrong)
		}
	}
	if _, err := ReadAskers(fstest.MapFS{AskersFile: {Data: []byte(head + strings.Replace(strings.Replace(good, ",,,,\n", ",self,,,\n", 1), "fact:nib", "outside:ktp", 1))}}); err == nil {
		t.Error("a condition of what Alun does not keep is taken")
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

// What is there is not yet what is meant: a welding shop has no code of food, a medium
// business is not of small scale, and where nothing can be computed nothing is promised.
func TestAConditionIsComputedOrLeftOpen(t *testing.T) {
	food := Need{Fact: registry.KBLI, When: Condition{Codes: []string{"107", "2020:1104"}}}
	small := Need{Fact: registry.NIB, When: Condition{Classes: []string{"mikro", "kecil"}}}
	micro, middle := size.Class{Code: "mikro", Name: size.Name{ID: "Usaha Mikro", EN: "Micro", JA: "零細企業"}}, size.Class{Code: "menengah", Name: size.Name{ID: "Usaha Menengah", EN: "Medium", JA: "中企業"}}
	for _, x := range []struct {
		need    Need
		codes   string
		classes []size.Class
		fit     Fit
		instead string
	}{
		{food, "2020:10710", nil, Fits, ""},
		{food, "2020:25111* 2020:10710", nil, Fits, ""},
		{food, "2020:25111", nil, Unfit, "25111"},
		{food, "2020:25111 2025:25111", nil, Unfit, "25111"},
		{food, "2020:11040", nil, Fits, ""},
		{food, "2025:11040", nil, Unfit, "11040"}, // malt, in that version
		{food, "", nil, Unsure, ""},
		{small, "", []size.Class{micro}, Fits, ""},
		{small, "", []size.Class{middle}, Unfit, "Medium"},
		{small, "", []size.Class{micro, middle}, Unsure, ""},
		{small, "", nil, Unsure, ""},
		{Need{Product: true, When: Condition{Self: true}}, "", nil, Unsure, ""},
		{Need{Product: true}, "", nil, Fits, ""},
	} {
		s := Sheet{Business: registry.Business{Facts: registry.Values{registry.KBLI: x.codes}}, Class: ClassOf{Classes: x.classes}}
		if fit, instead := s.FitOf(x.need, lang.EN); fit != x.fit || strings.Join(instead, " ") != x.instead {
			t.Errorf("%+v with %q, %v: %v %q", x.need.When, x.codes, x.classes, fit, instead)
		}
	}
}

// Where the city's file says in words what a thing must be, a condition stands beside them:
// which needs are met by being there alone is written down here.
func TestEachNeedOfTheCityHasItsCondition(t *testing.T) {
	files := os.DirFS("../../../city/balikpapan")
	all, err := ReadAskers(files)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	if err := sheet.EachRecord(files, size.ClassesFile, []string{"scheme", "class"}, func(r sheet.Record) error {
		known[r.Text("class")] = known[r.Text("class")] || r.Text("scheme") == string(size.UMKM)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	alone := "kur:nib kur:started kur:sales kur:kelurahan ekatalog:nib ekatalog:capacity ekatalog:wa"
	var without []string
	for _, a := range all {
		for _, n := range a.Needs {
			for _, c := range n.When.Classes {
				if !known[c] {
					t.Errorf("%s: the law has no class %q", a.Code, c)
				}
			}
			if n.Kept() && len(n.When.Classes) == 0 && len(n.When.Codes) == 0 && !n.When.Self {
				without = append(without, a.Code+":"+string(n.Fact))
			}
		}
	}
	if got := strings.Join(without, " "); got != alone {
		t.Errorf("met by being there alone: %s", got)
	}
}

// The codes that P-IRT means are those of food and of drinks, in both versions as the city
// holds them: no alcohol, no malt, no feed, nothing else.
func TestTheCodesOfFoodAreOfFood(t *testing.T) {
	all, err := ReadAskers(os.DirFS("../../../city/balikpapan"))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(a Asker) bool { return a.Code == "pirt" })
	need := all[i].Needs[1]
	for code, want := range map[string]Fit{
		"2020:10710": Fits, "2020:10799": Fits, "2020:11040": Fits, "2020:11052": Fits, "2020:11090": Fits, "2025:11053": Fits, "2025:11059": Fits, "2025:10307": Fits,
		"2020:25111": Unfit, "2020:10801": Unfit, "2020:11010": Unfit, "2020:11032": Unfit, "2025:11040": Unfit, "2020:01111": Unfit, "2020:56102": Unfit, "2020:47111": Unfit, "2020:12011": Unfit,
	} {
		s := Sheet{Business: registry.Business{Facts: registry.Values{registry.KBLI: code}}}
		if fit, _ := s.FitOf(need, lang.ID); fit != want {
			t.Errorf("%s: %v", code, fit)
		}
	}
}
