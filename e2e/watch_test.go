package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// watch keeps what a tab asked for and complained about. The browser's reader
// calls see, tests read from elsewhere: hence the lock.
type watch struct {
	mu     sync.Mutex
	home   string
	faults []string
	bytes  float64                      // received on the wire, heads included
	under  map[network.RequestID]string // on the way: address by request
	status map[string]int64             // answer by address
	plain  bool                         // scripts are off
}

func newWatch(home string) *watch {
	return &watch{home: home, under: map[network.RequestID]string{}, status: map[string]int64{}}
}

func (w *watch) see(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		w.asked(ev.RequestID, ev.Request.URL)
	case *network.EventResponseReceived:
		w.status[ev.Response.URL] = ev.Response.Status
	case *network.EventLoadingFinished:
		w.bytes += ev.EncodedDataLength
		delete(w.under, ev.RequestID)
	case *network.EventLoadingFailed:
		w.failed(ev)
	case *log.EventEntryAdded:
		w.logged(ev.Entry)
	case *runtime.EventExceptionThrown:
		w.fault("a script threw: %s", ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			w.fault("a script wrote an error to the console")
		}
	}
}

func (w *watch) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *watch) asked(id network.RequestID, address string) {
	w.under[id] = address
	u, err := url.Parse(address)
	if err != nil || u.Host == "" { // data:, blob: and about: leave the machine alone
		return
	}
	if u.Scheme+"://"+u.Host != w.home {
		w.fault("a request to another host: %s", address)
	}
}

// failed notes a request that got no answer. A request that the page itself
// gave up, as search does at the next letter, is no fault.
func (w *watch) failed(ev *network.EventLoadingFailed) {
	address := w.under[ev.RequestID]
	delete(w.under, ev.RequestID)
	if w.plain && ev.BlockedReason == network.BlockedReasonCsp && strings.HasSuffix(address, ".js") {
		return // a browser without scripts fetches none
	}
	if !ev.Canceled {
		w.fault("a request failed: %s: %s %s", address, ev.ErrorText, ev.BlockedReason)
	}
}

// logged notes errors of the browser's own log: broken content policy, answers
// of 400 and above. The page a test went to on purpose may be one of those.
func (w *watch) logged(e *log.Entry) {
	if e.Level != log.EntryLevelError {
		return
	}
	w.fault("the browser says (%s): %s %s", e.Source, e.Text, e.URL)
}

// complaints lists what was seen, each once, without those that contain one of
// the expected pieces.
func (w *watch) complaints(expected ...string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for _, f := range w.faults {
		known := slices.ContainsFunc(expected, func(x string) bool { return strings.Contains(f, x) })
		if !known && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// forgive forgets complaints that contain one of the pieces: for a page that is
// wrong on purpose, such as one that does not exist.
func (w *watch) forgive(pieces ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = slices.DeleteFunc(w.faults, func(f string) bool {
		return slices.ContainsFunc(pieces, func(piece string) bool { return strings.Contains(f, piece) })
	})
}

// scriptless tells that scripts are off from here on.
func (w *watch) scriptless() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plain = true
}

// quiet tells whether nothing is on the way.
func (w *watch) quiet() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.under) == 0
}

func (w *watch) received() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.bytes
}
