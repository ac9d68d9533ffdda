package e2e

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// One browser serves the whole run; every tab has its own cookies and cache.
var browser struct {
	once sync.Once
	ctx  context.Context
	err  error
	stop []func()
}

var errNoBrowser = errors.New("no Chromium: set ALUN_TEST_CHROMIUM to one")

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	for _, stop := range browser.stop {
		stop()
	}
	if err := errors.Join(leaveDemo(), leaveHouse()); err != nil {
		fmt.Fprintln(os.Stderr, "the house did not close well:", err)
		code = 1
	}
	os.Exit(code)
}

func chromium(t *testing.T) context.Context {
	t.Helper()
	browser.once.Do(func() { browser.ctx, browser.err = startChromium() })
	if errors.Is(browser.err, errNoBrowser) {
		t.Skip(browser.err)
	}
	if browser.err != nil {
		t.Fatal(browser.err)
	}
	return browser.ctx
}

func startChromium() (context.Context, error) {
	path, err := chromiumPath()
	if err != nil {
		return nil, err
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// A scroll bar takes width on a desk screen and none on a phone: the
		// tests want the same width everywhere.
		chromedp.Flag("hide-scrollbars", true),
	)
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, stopBrowser := chromedp.NewContext(alloc)
	browser.stop = []func(){stopBrowser, stopAlloc}
	return ctx, chromedp.Do(ctx)
}

func chromiumPath() (string, error) {
	if path := os.Getenv("ALUN_TEST_CHROMIUM"); path != "" {
		return exec.LookPath(path)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// Widths of the two screens that every page is looked at on.
const (
	phone = 360
	desk  = 1280
)

// tab is one page of the browser with what was seen in it.
type tab struct {
	*testing.T
	ctx   context.Context
	home  string // scheme, host and port, no slash
	watch *watch
	said  map[string]bool // faults of axe that were reported
}

// newTab opens a tab that fails the test at its end for anything the watch saw.
func newTab(t *testing.T, home string) *tab {
	t.Helper()
	b := watchedTab(t, home)
	t.Cleanup(func() {
		for _, c := range b.watch.complaints() {
			t.Error(c)
		}
	})
	return b
}

// watchedTab opens a tab whose watch is left to the caller to judge.
func watchedTab(t *testing.T, home string) *tab {
	t.Helper()
	parent := chromium(t)
	w := newWatch(home)
	ctx, stop := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.see))
	t.Cleanup(stop)
	b := &tab{T: t, ctx: ctx, home: home, watch: w, said: map[string]bool{}}
	b.must(chromedp.Do(ctx), "open a tab")
	limited, cancel := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	b.ctx = limited
	b.width(desk)
	b.colours("light")
	return b
}

func (b *tab) must(err error, doing string) {
	b.Helper()
	if err != nil {
		b.Fatalf("%s: %v", doing, err)
	}
}
