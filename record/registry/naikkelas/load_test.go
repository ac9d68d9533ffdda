package naikkelas

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

var files = []string{AxesFile, QuestionsFile, KindsFile, TradesFile, StepsFile}

// changed is the shipped files with replacements, everywhere.
func changed(t testing.TB, pairs ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range files {
		data, err := fs.ReadFile(balikpapan, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(pairs...).Replace(string(data)))}
	}
	return out
}

func (w *town) loads(files fs.FS) Counts {
	w.Helper()
	p, err := ReadProfile(files)
	if err != nil {
		w.Fatal(err)
	}
	sum, err := Load(context.Background(), w.d, p)
	if err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
	return sum
}

func (w *town) rules(read func(tx *db.Tx) (*Rules, error)) (out *Rules) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) { out, err = read(tx); return err }); err != nil {
		w.Fatal(err)
	}
	return out
}

// Loading again changes nothing; a newer profile is a dated revision, and what stood
// before can be read.
func TestANewerProfileIsARevision(t *testing.T) {
	eachTown(t, func(w *town) {
		if got := w.loads(balikpapan); got != (Counts{Same: 8}) {
			t.Fatalf("again: %+v", got)
		}
		before := w.clock.Now()
		w.clock.MoveOn(time.Second)
		if got := w.loads(changed(t, "legalitas,16", "legalitas,20", "paling lama 10 hari kerja", "paling lama 12 hari kerja")); got != (Counts{Changed: 2, Same: 6}) {
			t.Fatalf("changed: %+v", got)
		}
		on := date.DayOf(before)
		now, then := w.rules(Read), w.rules(func(tx *db.Tx) (*Rules, error) { return ReadAt(tx, before) })
		a, _ := now.Wheel(on)
		b, _ := then.Wheel(on)
		if a.Axes[0].Weight != 20 || b.Axes[0].Weight != 16 || a.Axes[0].Code != "legalitas" {
			t.Errorf("weights %d, then %d", a.Axes[0].Weight, b.Axes[0].Weight)
		}
		var gone []Version
		w.must(func(tx *db.Tx) (err error) { gone, err = Replaced(tx); return err })
		if len(gone) != 2 {
			t.Errorf("%d versions are replaced", len(gone))
		}
		// A version from a later day ends the one before on that day.
		later := changed(t)
		for _, name := range []string{AxesFile, QuestionsFile} {
			text := string(later[name].Data)
			_, lines, _ := strings.Cut(text, "\n")
			later[name] = &fstest.MapFile{Data: []byte(text + strings.ReplaceAll(lines, "2026-01-01", "2030-01-01"))}
		}
		if got := w.loads(later); got.New != 1 {
			t.Fatalf("later: %+v", got)
		}
		all := w.rules(Read).Wheels()
		if len(all) != 2 || all[1].Until != all[0].From || !all[0].Until.IsZero() {
			t.Errorf("versions: %v", all)
		}
		if got := w.loads(balikpapan); got.Ended != 1 {
			t.Errorf("back: %+v", got)
		}
	})
}

// The wheel of the city: seven axes, weights of 100 in all, everything a proposal.
func TestTheCitysRules(t *testing.T) {
	w := wheel(t)
	var sum int64
	for _, a := range w.Axes {
		sum += a.Weight
		if !a.Basis.Proposed() {
			t.Errorf("%s is no proposal", a.Code)
		}
	}
	if len(w.Axes) != 7 || sum != 100 {
		t.Errorf("%d axes that weigh %d", len(w.Axes), sum)
	}
	p, err := ReadProfile(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	all := p.Rules().Permits(date.Day{Year: 2026, Month: 11, Date: 22})
	if len(all) != len(PermitKinds) {
		t.Errorf("%d permits", len(all))
	}
	for _, x := range all {
		for _, s := range x.Steps {
			if s.Basis.Proposed() && strings.Contains(s.Basis.Law, "Pasal") {
				t.Errorf("%s: a proposal names an article: %s", x.Subject, s.Basis.Law)
			}
		}
	}
}

// What cannot be is refused with file, line and reason, and nothing of it is used.
func TestABrokenProfileIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		pairs []string
		why   lang.Key
	}{
		"a day":                     {[]string{"2026-01-01,mutu,15", "kemarin,mutu,15"}, "naikkelas.why_day"},
		"a weight":                  {[]string{"legalitas,16", "legalitas,0"}, "naikkelas.why_number"},
		"a grade":                   {[]string{`menunggu persetujuan kota",D`, `menunggu",Z`}, "naikkelas.why_grade"},
		"an axis twice":             {[]string{"2026-01-01,mutu,15", "2026-01-01,legalitas,15"}, "naikkelas.why_code"},
		"an axis that is not":       {[]string{"2026-01-01,mutu,takaran", "2026-01-01,pajak,takaran"}, "naikkelas.why_axis"},
		"a question twice":          {[]string{"mutu,periksa", "mutu,takaran"}, "naikkelas.why_code"},
		"choices":                   {[]string{"keuangan,pisah,3,1,,ya,ya:100", "keuangan,pisah,3,1,,ya,ya:500"}, "naikkelas.why_options"},
		"sales as an answer":        {[]string{"fact:capacity", "fact:sales"}, "naikkelas.why_from"},
		"a kind":                    {[]string{"permit:lingkungan,ya,ya:100 proses:50 belum:0 tak_perlu:-,,usaha", "permit:lingkungan,ya,ya:100 proses:50 belum:0 tak_perlu:-,,pt"}, "naikkelas.why_kind"},
		"a permit":                  {[]string{"sni,2021-02-02,SNI dan", "pajak,2021-02-02,SNI dan"}, "naikkelas.why_permit"},
		"a site that is not safe":   {[]string{"https://binaumk.bsn.go.id", "http://binaumk.bsn.go.id"}, "naikkelas.why_site"},
		"a duty":                    {[]string{"dianjurkan,Pembuat", "disuruh,Pembuat"}, "naikkelas.why_duty"},
		"a proposal that is a duty": {[]string{"dianjurkan,Pembuat", "wajib,Pembuat"}, "naikkelas.why_proposed_duty"},
		"figures of a proposal":     {[]string{"同じか似た名前を探します。,,", "同じか似た名前を探します。,5000,"}, "naikkelas.why_proposed_figure"},
		"no days":                   {[]string{"10営業日以内に終わります。SEHATIの枠があるうちは無料です。今年の枠は確かめてください。,,10", "x,,0"}, "naikkelas.why_number"},
	} {
		_, err := ReadProfile(changed(t, c.pairs...))
		if f := fault.Of(err); f == nil || f.Kind != fault.Invalid || len(f.Args) == 0 || f.Args[len(f.Args)-1] != c.why {
			t.Errorf("%s: %v, want %s", name, err, c.why)
		}
	}
	six := changed(t)
	var kept []string
	for _, line := range strings.SplitAfter(string(six[AxesFile].Data), "\n") {
		if !strings.Contains(line, ",tenaga,") {
			kept = append(kept, line)
		}
	}
	six[AxesFile] = &fstest.MapFile{Data: []byte(strings.Join(kept, ""))}
	if _, err := ReadProfile(six); err == nil {
		t.Error("six axes are a wheel")
	}
}

// Whatever stands in the files, they are read or refused with a fault; never a panic.
func FuzzReadProfile(f *testing.F) {
	shipped := changed(f)
	for i, name := range files {
		f.Add(i, string(shipped[name].Data))
		f.Add(i, "valid_from\n")
		f.Add(i, "")
	}
	f.Add(1, strings.ReplaceAll(string(shipped[QuestionsFile].Data), "ya:100", "ya:"))
	f.Fuzz(func(t *testing.T, at int, text string) {
		all := fstest.MapFS{}
		for name, file := range shipped {
			all[name] = file
		}
		all[files[((at%len(files))+len(files))%len(files)]] = &fstest.MapFile{Data: []byte(text)}
		p, err := ReadProfile(all)
		if err != nil {
			if fault.Of(err) == nil {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		for _, w := range p.Rules().Wheels() {
			if s := w.Score(Facts{}); s.Ready != 0 || s.Proven != 0 {
				t.Fatalf("nobody scores %d/%d", s.Ready, s.Proven)
			}
		}
	})
}
