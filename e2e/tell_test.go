package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A reader who sees that we read a figure wrongly can tell us, and an
// incomplete report says what is missing without losing what was typed.
func TestAReaderTellsOfAMisreadFigure(t *testing.T) {
	t.Parallel()
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open(b.nodePath())
			b.click(b.linkTo("report a mistake", isTelling))
			b.at("of the form", isTelling)
			const words = "Di PDF halaman 72 tertulis 121, di sini 120."
			b.click(b.see("textbox", "for the words", anything))
			b.press(words)
			b.sendForm()
			b.keptAndExplained(words)
			if screen.scripts {
				b.noViolations("the form with a mistake")
			}
			b.click(b.see("radio", "of the output", func(x thing) bool { return x.name == "Keluaran" }))
			b.sendForm()
			b.until("thanks", func() bool { return len(b.all("textbox", anything)) == 0 })
			b.linkTo("the row again", isNode)
		})
	}
}

func isTelling(path string) bool { return strings.HasSuffix(path, "/"+nodeCode+"/koreksi") }

func (b *tab) sendForm() {
	b.Helper()
	main, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](
		`document.querySelector("main form[method=post] button[type=submit], main form[method=post] button:not([type])").innerText`))
	b.must(err, "find the button")
	b.click(b.named("button", strings.TrimSpace(main)))
}

// keptAndExplained: the form says that no part was chosen, and still holds the
// words. The browser's log notes the answer 422: that is what it is.
func (b *tab) keptAndExplained(words string) {
	b.Helper()
	b.until("the mistake beside its field", func() bool {
		return len(b.all("radio", func(x thing) bool { return x.invalid })) > 0 || strings.Contains(b.text(), "Pilih")
	})
	b.watch.forgive("422")
	kept, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector("main textarea").value`))
	b.must(err, "read what was kept")
	if kept != words {
		b.Errorf("the form kept %q", kept)
	}
}
