package diary

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/sheet"
)

// What the page gives is what the command takes.
func TestAHeadFileComesBack(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := &Sealer{DB: d, Sign: signer(t)}
		fill(t, d, 3)
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock.MoveOn(24 * time.Hour)
		fill(t, d, 2)
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		heads := read(t, d, func(tx *db.Tx) ([]Head, error) {
			tip, _, err := Newest(tx)
			if err != nil {
				return nil, err
			}
			days, err := Heads(tx, 9)
			return append([]Head{tip}, days...), err
		})
		var file bytes.Buffer
		if err := sheet.WriteJSON(&file, HeadTable(heads, s.Sign)); err != nil {
			t.Fatal(err)
		}
		back, err := ReadHeads("buku.json", &file)
		if err != nil || len(back) != 2 || back[0] != heads[0] || back[1] != heads[1] {
			t.Fatalf("%v came back as %v, %v", heads, back, err)
		}
		if found, v := checked(t, d, Check{Sign: s.Sign, Saved: back}); found != nil || v.Heads != 4 {
			t.Errorf("against its own heads: %q %+v", found, v)
		}
		back[1].Hash = heads[0].Hash
		if found, _ := checked(t, d, Check{Sign: s.Sign, Saved: back}); len(found) != 1 || found[0] != "diary 2026-11-22 diary.found_saved" {
			t.Errorf("against another head: %q", found)
		}
	})
}

func TestAFileWithoutHeadsIsRefused(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	for name, c := range map[string][2]string{
		"nothing":        {``, "diary.no_heads"},
		"no JSON":        {`buku`, "diary.no_heads"},
		"an empty list":  {`[]`, "diary.no_heads"},
		"another object": {`{"a":1}`, "diary.no_heads"},
		"too large":      {`[` + strings.Repeat(" ", maxHeadFile) + `]`, "diary.no_heads"},
		"no hash":        {`[{"day":"2026-11-21","seq":1,"hash":"x"}]`, "diary.bad_head"},
		"no number":      {`[{"day":"2026-11-21","hash":"` + hash + `"}]`, "diary.bad_head"},
		"no such day":    {`[{"day":"2026-11-31","seq":1,"hash":"` + hash + `"}]`, "diary.bad_head"},
		"no such time":   {`[{"day":null,"seq":1,"hash":"` + hash + `","sealed_at":"yesterday"}]`, "diary.bad_head"},
		"capitals":       {`[{"day":null,"seq":1,"hash":"` + strings.ToUpper(hash) + `"}]`, "diary.bad_head"},
	} {
		if heads, err := ReadHeads("x.json", strings.NewReader(c[0])); fault.Of(err) == nil || fault.Of(err).Key != c[1] {
			t.Errorf("%s: %v %v", name, heads, err)
		}
	}
	if heads, err := ReadHeads("x.json", strings.NewReader(`[{"seq":7,"hash":"`+hash+`"}]`)); err != nil || heads[0].Seq != 7 {
		t.Errorf("a hash alone: %v %v", heads, err)
	}
}

func FuzzReadHeads(f *testing.F) {
	f.Add(`[{"day":"2026-11-21","seq":1,"hash":"` + strings.Repeat("ab", 32) + `","sealed_at":"2026-11-22T01:57:54.220760Z"}]`)
	f.Add(`[{"day":null}]`)
	f.Fuzz(func(t *testing.T, text string) {
		heads, err := ReadHeads("x", strings.NewReader(text))
		if (err == nil) != (len(heads) > 0) || err != nil && fault.Of(err) == nil {
			t.Fatalf("%v %v", heads, err)
		}
	})
}
