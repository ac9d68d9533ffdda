package e2e

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// visit goes to an address of the house and gives the status of its answer.
func (b *tab) visit(path string) int64 {
	b.Helper()
	answer, err := chromedp.Run(b.ctx, chromedp.NavigateResponse(b.home+path))
	b.must(err, "visit "+path)
	if answer == nil {
		b.Fatalf("visit %s: no answer", path)
	}
	return answer.Status
}

// open visits a page that must be there.
func (b *tab) open(path string) {
	b.Helper()
	if status := b.visit(path); status != 200 {
		b.Fatalf("%s answered %d", path, status)
	}
}

// width sets the screen: a phone with touch, or a desk.
func (b *tab) width(pixels int64) {
	b.Helper()
	opts := []chromedp.EmulateViewportOption{chromedp.EmulateScale(1)}
	height := int64(900)
	if pixels < 600 {
		height = 780
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	b.must(chromedp.Do(b.ctx, chromedp.EmulateViewport(pixels, height, opts...)), "set the width")
}

// colours asks for the light or the dark page, and for no movement: a fading
// colour has no contrast to measure.
func (b *tab) colours(scheme string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	})
	b.must(err, "set the colours")
}

// noScripts turns scripts off, for the pages that follow.
func (b *tab) noScripts() {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
	b.must(err, "turn scripts off")
	b.watch.scriptless()
}

// coldCache makes every request go to the house, as on a first visit.
func (b *tab) coldCache() {
	b.Helper()
	_, err := chromedp.Call(b.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	b.must(err, "turn the cache off")
}

// path is the address of the page without the house's own part.
func (b *tab) path() string {
	b.Helper()
	address, err := chromedp.Run(b.ctx, chromedp.Location())
	b.must(err, "read the address")
	u, err := url.Parse(address)
	b.must(err, "read the address")
	return u.RequestURI()
}

// text is what a reader can see in the main part of the page, spaces made
// plain; "" while the page is being replaced.
func (b *tab) text() string {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](
		`(document.querySelector("main") ?? document.body)?.innerText ?? ""`))
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(text), " ")
}

// language is what the page says its language is.
func (b *tab) language() string {
	b.Helper()
	lang, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.documentElement.lang`))
	b.must(err, "read the language")
	return lang
}

// overflow is how many pixels the page is wider than the screen.
func (b *tab) overflow() int {
	b.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](
		`Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)`))
	b.must(err, "measure the page")
	return n
}

// until waits for a condition of the page. While a page is being replaced the
// browser answers with errors: they count as "not yet".
func (b *tab) until(what string, met func() bool) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 15*time.Second)
	defer cancel()
	tick := time.NewTicker(40 * time.Millisecond)
	defer tick.Stop()
	for !met() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			b.Fatalf("waited in vain for %s\nat %s\n%.1500s", what, b.path(), b.text())
		}
	}
}

// at waits until the address is as wanted.
func (b *tab) at(what string, right func(path string) bool) {
	b.Helper()
	b.until("the address "+what, func() bool {
		address, err := chromedp.Run(b.ctx, chromedp.Location())
		u, bad := url.Parse(address)
		return err == nil && bad == nil && right(u.RequestURI())
	})
}

// says waits until the page shows all pieces of text.
func (b *tab) says(pieces ...string) {
	b.Helper()
	for _, piece := range pieces {
		b.until("the words “"+piece+"”", func() bool { return strings.Contains(b.text(), piece) })
	}
}

// arrive loads a page and waits until nothing more comes.
func (b *tab) arrive(path string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, page.SetLifecycleEventsEnabled, page.SetLifecycleEventsEnabledParams{Enabled: true})
	b.must(err, "follow the loading")
	idle := func(ev page.EventLifecycleEvent) bool { return ev.Name == "networkIdle" }
	_, err = chromedp.Run(b.ctx, chromedp.WaitEvent(page.LifecycleEvent, idle, chromedp.Navigate(b.home+path)))
	b.must(err, "arrive at "+path)
}
