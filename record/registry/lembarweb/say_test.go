package lembarweb

import (
	"strings"
	"testing"

	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// The owner reads what is said, not that the head of their RT said it: they are neighbours.
func TestNoDraftNamesWhoSaidIt(t *testing.T) {
	words, err := lang.Load(Files, lembar.Files, registry.Files, parts.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range lang.All {
		p := waitPage{tongue: words.In(tag), Lang: words.In(lang.ID)}
		for _, tick := range []lembar.Tick{lembar.Moved, lembar.Shut, lembar.Unknown} {
			text := p.sentence(lembar.Waiting{Tick: tick}).Value
			for _, named := range []string{"RT", "Ketua", "head", "長"} {
				if strings.Contains(text, named) {
					t.Errorf("%s: an owner reads %q", tag, text)
				}
			}
			if !strings.ContainsAny(text, ".。") || len([]rune(text)) < 20 {
				t.Errorf("%s: the draft is %q", tag, text)
			}
		}
	}
}

// What nobody has made yet is not counted as if it had come back.
func TestProgressSaysWhatIsToMake(t *testing.T) {
	words, err := lang.Load(Files, lembar.Files, registry.Files, parts.Files)
	if err != nil {
		t.Fatal(err)
	}
	p := deskPage{Lang: words.In(lang.ID), r: &web.Request{Lang: words.In(lang.ID)}, lines: []progressLine{{lembar.Progress{Kelurahan: "1", Businesses: 499, RTs: 33}, "Damai"}, {lembar.Progress{Kelurahan: "2", Businesses: 9, RTs: 3, Printed: 1, Entered: 3}, "Baru"}}}
	table := p.progress()
	if got := table.Columns[3].Label; got != "Belum disiapkan" {
		t.Fatalf("the column is called %q", got)
	}
	for i, want := range []string{"33", "0"} {
		if got := table.Rows[i].Cells[3].Text; got != want {
			t.Errorf("row %d: %s to make, want %s", i, got, want)
		}
	}
	if got := table.Foot[3].Text; got != "33" {
		t.Errorf("%s to make in all", got)
	}
}
