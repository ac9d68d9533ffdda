package e2e

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheQueueOfTheField runs, in the browser, the tests of the queue that need no page.
func TestTheQueueOfTheField(t *testing.T) {
	t.Parallel()
	ran := runQueue(t, "", "")
	for _, one := range ran {
		if one[1] != "" {
			t.Error(one)
		}
	}
	if len(ran) < 7 {
		t.Errorf("%d tests ran", len(ran))
	}
}

func TestTheQueueOfTheFieldSeesPlantedFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, seen string }{
		"what has no answer goes":    {`status === 200 && data?.state === "simpan"`, "true", "without an answer"},
		"signed out counts as no":    {"![401, 408, 429]", "![408, 429]", "signed out"},
		"refused is tried for ever":  {"x.state === WAITS", "true", "what is refused"},
		"a choice forgets the book":  {`isi["pilih_" + fakta] = "buku";`, "", "a conflict"},
		"all officers' things go":    {"this.box.waiting(this.who)", "this.box.waiting()", "nobody else's"},
		"two at once send both":      {"if (this.running) {", "if (false) {", "two who ask"},
		"a conflict overruns others": {"versi: data.versi, ", "", "a conflict"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, one := range runQueue(t, c.from, c.to) {
				if strings.HasPrefix(one[0], c.seen) && one[1] != "" {
					return
				}
			}
			t.Error("nobody saw it")
		})
	}
}

func runQueue(t *testing.T, from, to string) [][2]string {
	t.Helper()
	at := map[string]string{"/": `<!doctype html><html lang="id"><title>x</title><p>x</p></html>`}
	for address, file := range map[string]string{"/static/lapangan/antre.js": "../record/registry/fieldweb/static/lapangan/antre.js", "/static/lapangan/antre.test.js": "testdata/lapangan.test.mjs"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		at[address] = string(text)
	}
	if from != "" {
		planted := strings.Replace(at["/static/lapangan/antre.js"], from, to, 1)
		if planted == at["/static/lapangan/antre.js"] {
			t.Fatal("the fault was not planted")
		}
		at["/static/lapangan/antre.js"] = planted
	}
	b := watchedTab(t, pages(t, at))
	b.open("/")
	raw, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](
		`import("/static/lapangan/antre.test.js").then((m) => Promise.race([m.run(), new Promise((y) => setTimeout(() => y([["a conflict, what is refused, without an answer, nobody else's, two who ask, signed out", "it never ends"]]), 4000))])).then(JSON.stringify)`, chromedp.EvalAwaitPromise))
	b.must(err, "run the tests")
	var ran [][2]string
	if err := json.Unmarshal([]byte(raw), &ran); err != nil {
		t.Fatal(err)
	}
	return ran
}
