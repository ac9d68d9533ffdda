package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// effort counts what a person does on a phone: an estimate is made of it, for nobody was
// timed.
type effort struct {
	*tab
	pages  int // waited for
	taps   int // on a field, a box, a line of a list, a button
	swipes int // through a list that opens
	keys   int // characters typed
	fields int // seen, filled or not
	words  int // of the forms and their headings
}

// The times of the estimate in seconds. A tap is pointing and pressing as with a mouse, and
// before each comes a mental preparation: Card, Moran, Newell, The Psychology of Human-Computer
// Interaction (1983), P 1.1, K 0.2, M 1.35. On a phone a tap takes no longer than with a mouse
// (Findlater et al., CHI 2017). A swipe counts as a tap. The answer of the house is ours:
// a page of less than 60 KB over a poor mobile network.
const (
	tapping   = 1.1 + 0.2
	preparing = 1.35
	answering = 2.0
)

// hand is how fast somebody types and reads, in words a minute; a word is five characters
// where it is typed. Typing: Palin et al., How do People Type on Mobile Devices?, MobileHCI
// 2019 (36.2 in the mean of 37,370 people; 29 with one finger, 26 from fifty years on, as
// reported of it). Reading: Brysbaert, Journal of Memory and Language 109, 2019 (238 in
// English; most between 175 and 300).
type hand struct {
	name         string
	types, reads float64
}

var hands = []hand{{"a usual hand", 36.2, 238}, {"a slow hand", 26, 175}}

// takes is the estimate for a hand that reads every word of the forms.
func (e *effort) takes(h hand) time.Duration {
	done := e.taps + e.swipes
	seconds := float64(done)*tapping + float64(e.taps)*preparing + float64(e.keys)*60/(5*h.types) + float64(e.words)*60/h.reads + float64(e.pages)*answering
	return time.Duration(seconds * float64(time.Second))
}

// inForm are the words that are read and the fields that are seen on a page: what a list
// holds before it opens, and what stands there for readers of the screen alone, is not read.
const inForm = `(() => {
	const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".sr, select, datalist, script, style, svg");
	let words = 0;
	for (const at of document.querySelectorAll("main h1, main form")) {
		const walk = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) if (seen(walk.currentNode.parentElement)) words += walk.currentNode.data.split(/\s+/).filter(Boolean).length;
	}
	const fields = new Set();
	for (const f of document.querySelectorAll("main form :is(input, select, textarea)")) if (f.type !== "hidden" && (f.checkVisibility() || f.type === "radio" || f.type === "checkbox") && f.parentElement.checkVisibility()) fields.add(f.name);
	return [words, fields.size];
})()`

// comes waits for a page and reads its forms.
func (e *effort) comes(end string) {
	e.Helper()
	e.at("of the next step", func(p string) bool { return strings.HasSuffix(p, end) })
	e.until("the page", func() bool { return script[string](e.tab, `document.readyState`) == "complete" })
	n := script[[]int](e.tab, inForm)
	e.pages, e.words, e.fields = e.pages+1, e.words+n[0], e.fields+n[1]
	e.Logf("%s: %d words, %d fields; %d taps and %d characters before it", end, n[0], n[1], e.taps, e.keys)
}

func (e *effort) writes(label, text string) {
	e.Helper()
	e.types(label, text)
	e.taps, e.keys = e.taps+1, e.keys+len([]rune(text))
}

// presses finds a thing by the beginning of its name and taps it.
func (e *effort) presses(role, beginning string) {
	e.Helper()
	e.click(e.see(role, beginning, func(x thing) bool { return strings.HasPrefix(x.name, beginning) }))
	e.taps++
}

// picks chooses a line of a list: a tap opens it, one chooses, and a screen shows ten lines.
func (e *effort) picks(name, value string) {
	e.Helper()
	at := script[int](e.tab, fmt.Sprintf(`[...document.querySelector("select[name=%s]").options].findIndex(o => o.value === %q)`, name, value))
	if at < 0 {
		e.Fatalf("%s has no line %s", name, value)
	}
	e.set(name, value)
	e.taps, e.swipes = e.taps+2, e.swipes+at/10
}

// How long a registration takes on a phone: the steps are held, and the estimate that comes
// of them is told. A maker who is signed in writes everything that the last page asks for,
// and errs nowhere.
func TestARegistrationIsShort(t *testing.T) {
	t.Parallel()
	e := &effort{tab: visitDemo(t).phoneTab(t, maker)}
	e.open("/usaha/daftar")
	e.comes("/usaha/daftar")
	e.presses("radio", "Usaha")
	e.writes("Nama usaha", "Nasi Kuning Bu Rina")
	e.writes("Apa yang Anda jual", "jual nasi kuning")
	e.presses("button", "Simpan dan lanjut")
	e.comes("/kode")
	e.presses("checkbox", "Rumah/Warung Makan")
	e.presses("button", "Simpan dan lanjut")
	e.comes("/tempat")
	e.picks("kelurahan", "64.71.02.1001")
	e.writes("RT", "12")
	e.presses("radio", "Rumah")
	e.writes("Alamat", "Jalan Melati 5")
	e.presses("button", "Simpan dan lanjut")
	e.comes("/kontak")
	e.writes("Nomor WhatsApp", "081234567890")
	e.presses("button", "Simpan dan lanjut")
	e.comes("/periksa")
	e.says("Sudah lengkap")
	e.presses("button", "Ajukan")
	e.says("Sudah diajukan")
	e.pages++
	e.Logf("%d pages, %d taps, %d swipes, %d characters, %d fields, %d words", e.pages, e.taps, e.swipes, e.keys, e.fields, e.words)
	for what, n := range map[string][2]int{"pages": {e.pages, 6}, "taps": {e.taps, 16}, "swipes": {e.swipes, 2}, "fields": {e.fields, 20}, "words": {e.words, 430}} {
		if n[0] > n[1] || n[0] == 0 && what != "swipes" {
			e.Errorf("%d %s, at most %d", n[0], what, n[1])
		}
	}
	for _, h := range hands {
		e.Logf("%s: about %v (an estimate, nobody was timed)", h.name, e.takes(h).Round(time.Second))
	}
}
