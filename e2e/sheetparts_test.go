package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheSheetsParts runs, in the browser, the tests of the desk's modules that
// need no page.
func TestTheSheetsParts(t *testing.T) {
	t.Parallel()
	ran := runParts(t, nil)
	for _, one := range ran {
		t.Run(one[0], func(t *testing.T) {
			if one[1] != "" {
				t.Error(one[1])
			}
		})
	}
	if len(ran) < 15 {
		t.Errorf("%d tests ran", len(ran))
	}
}

// A draft that overwrites, a table that loses a cell, a line that says saved too
// early: the tests above see each.
func TestTheSheetsPartsSeePlantedFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, from, to, seen string }{
		"conflicts are overrun":        {"draft.js", "if (a.state === CONFLICT) this.meet(k, c, a.text);", "if (false) ;", "a conflict keeps both"},
		"quotes are left":              {"tsv.js", `.replaceAll('""', '"')`, "", "a table of Excel"},
		"a batch gets a new key":       {"draft.js", "if (this.flight) return this.flight;", "if (this.flight) this.drop();", "the sender tries again"},
		"undo overruns others":         {"draft.js", "this.text(c.line, c.col) === c[is]", "true", "undo leaves alone"},
		"a gone row's text is dropped": {"draft.js", "this.lost.push([code, col, text]);", ";", "what was typed into a row that is gone"},
		"codes stay old":               {"book.js", "{ data, lines, notes", "{ data, notes", "newer data of the same rows"},
		"no answer counts as yes":      {"sender.js", "if (status === 200 && data?.cells) {", "data ??= { cells: this.draft.flight.cells.map((c) => ({ ...c, state: 'simpan' })) }; status = 200; if (true) {", "the sender tries again"},
	} {
		t.Run(name, func(t *testing.T) {
			ran := runParts(t, func(file, text string) string {
				if file != c.file {
					return text
				}
				planted := strings.Replace(text, c.from, c.to, 1)
				if planted == text {
					t.Fatal("the fault was not planted")
				}
				return planted
			})
			for _, one := range ran {
				if strings.HasPrefix(one[0], c.seen) && one[1] != "" {
					return
				}
			}
			t.Errorf("nobody saw it: %v", ran)
		})
	}
}

func runParts(t *testing.T, change func(file, text string) string) [][2]string {
	t.Helper()
	at := map[string]string{"/": `<!doctype html><html lang="id"><title>x</title><p>x</p></html>`}
	modules, err := filepath.Glob("../record/plan/planweb/static/putaran/*.js")
	if err != nil || len(modules) < 5 {
		t.Fatalf("%v %v", modules, err)
	}
	for _, m := range append(modules, "testdata/putaran.test.mjs") {
		text, err := os.ReadFile(m)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Base(m)
		out := string(text)
		if change != nil {
			out = change(file, out)
		}
		at["/static/putaran/"+strings.TrimSuffix(strings.TrimSuffix(file, ".mjs"), ".js")+".js"] = out
	}
	b := watchedTab(t, pages(t, at))
	b.open("/")
	raw, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](
		`import("/static/putaran/putaran.test.js").then((m) => m.run()).then(JSON.stringify)`, chromedp.EvalAwaitPromise))
	b.must(err, "run the tests")
	var ran [][2]string
	if err := json.Unmarshal([]byte(raw), &ran); err != nil {
		t.Fatal(err)
	}
	return ran
}
