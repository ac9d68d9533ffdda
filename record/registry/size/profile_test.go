package size

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/fault"
	"alun/ground/lang"
)

// edited is the shipped profile with one replacement in one file.
func edited(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{ClassesFile, StepsFile} {
		data, err := fs.ReadFile(balikpapan, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if name == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q to replace", name, old)
			}
			text = strings.Replace(text, old, new, 1)
		}
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestPlantedFaultsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		line                 int
		value                string
		why                  lang.Key
	}{
		{"a gap of one rupiah", ClassesFile, "1000000000,5000000000,2000000000,15000000000", "1000000000,5000000000,2000000001,15000000000", 6, "sales=2000000001", "size.why_gap"},
		{"a gap of workers", ClassesFile, ",5,19,", ",6,19,", 14, "sales=0 workers=5 investment=0", "size.why_gap"},
		{"a class that ends too late", ClassesFile, "0,1000000000,0,2000000000", "0,1000000000,0,2000000001", 7, "sales=2000000001", "size.why_overlap"},
		{"no class for the largest", ClassesFile, "besar,besar,Usaha Besar,Large,大企業,10000000000,,50000000000,,", "besar,besar,Usaha Besar,Large,大企業,10000000000,,50000000000,60000000000,", 9, "sales=60000000001", "size.why_gap"},
		{"a gap within the older law", ClassesFile, "2500000000,50000000000", "2500000001,50000000000", 3, "sales=2500000001", "size.why_gap"},
		{"two ways that both hold", ClassesFile, "1,19,,1000000000,,,all", "1,20,,1000000000,,,all", 12, "workers=20 investment=1000000000", "size.why_overlap"},
		{"a step too many", StepsFile, ",,,1000000000,2000000000,", ",,,1000000001,2000000000,", 4, "sales=1000000001", "size.why_gap"},
		{"a scheme nobody knows", ClassesFile, "industri,ik,", "pajak,ik,", 10, "pajak", "size.why_scheme"},
		{"a class of law among the steps", StepsFile, "langkah,M1,", "umkm,M1,", 2, "umkm", "size.why_scheme"},
		{"a day that is none", ClassesFile, "2008-07-04", "2008-02-30", 2, "2008-02-30", "size.why_day"},
		{"a class twice", ClassesFile, "industri,im-b,", "industri,im-a,", 12, "im-a", "size.why_twice"},
		{"no name", ClassesFile, "Usaha Mikro,Micro,零細企業", "Usaha Mikro,Micro,", 2, "mikro", "size.why_name"},
		{"another way to combine", ClassesFile, ",stage,2021", ",both,2021", 6, "both", "size.why_combine"},
		{"no legal basis", ClassesFile, "PP 7/2021 Pasal 35,bunyi", ",bunyi", 6, "", "size.why_basis"},
		{"a grade nobody knows", ClassesFile, "thecircle.id,A\n", "thecircle.id,Z\n", 6, "Z", "size.why_grade"},
		{"a bound in words", ClassesFile, ",0,300000000,", ",0,300 juta,", 2, "revenue_le_idr 300 juta", "size.why_bound"},
		{"a bound below zero", ClassesFile, ",0,300000000,", ",-1,300000000,", 2, "revenue_gt_idr -1", "size.why_bound"},
		{"more than and at least", ClassesFile, ",20,,,,15000000000,,all", ",20,,,1,15000000000,,all", 13, "invest_ge_idr 1", "size.why_bound"},
		{"from below to", ClassesFile, ",5,19,", ",19,5,", 15, "workers_max", "size.why_crossed"},
		{"no bound at all", ClassesFile, ",1,4,,,,,all", ",,,,,,,all", 14, "imk-mikro", "size.why_no_bound"},
	} {
		_, err := ReadProfile(edited(t, c.file, c.old, c.new))
		f := fault.Of(err)
		if f == nil || f.Key != "size.line_refused" || f.Args[0] != c.file || f.Args[1] != c.line || f.Args[2] != c.value || f.Args[3] != c.why {
			t.Errorf("%s: %v, want line %d, %q, %s", c.name, err, c.line, c.value, c.why)
		}
	}
	if _, err := ReadProfile(fstest.MapFS{}); fault.Of(err) == nil || fault.Of(err).Key != "sheet.record_file" {
		t.Errorf("a profile without the files: %v", err)
	}
}

// Two steps in the wrong order: who sells more would fall.
func TestWhoGrowsMayNotFall(t *testing.T) {
	data, err := fs.ReadFile(balikpapan, StepsFile)
	if err != nil {
		t.Fatal(err)
	}
	files := edited(t, ClassesFile, "scheme", "scheme").(fstest.MapFS)
	files[StepsFile].Data = []byte(strings.NewReplacer(",60000000,300000000,", ",300000000,1000000000,", ",300000000,1000000000,", ",60000000,300000000,").Replace(string(data)))
	_, err = ReadProfile(files)
	if f := fault.Of(err); f == nil || f.Args[1] != 3 || f.Args[2] != "sales=300000001" || f.Args[3] != lang.Key("size.why_falls") {
		t.Errorf("taken: %v", err)
	}
}
