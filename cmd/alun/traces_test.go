package main

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"alun/ground/trace/otlp"
	"alun/ground/web"

	"github.com/prometheus/client_golang/prometheus"
)

// receiver takes traces over OTLP/HTTP and keeps what came, unpacked.
type receiver struct {
	mu   sync.Mutex
	got  bytes.Buffer
	path string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	zip, err := gzip.NewReader(hr.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.path = hr.URL.Path
	_, _ = io.Copy(&r.got, zip)
}

// traced is a house whose traces go to a receiver; trust believes a traceparent.
func traced(t *testing.T, at string, trust bool, log *slog.Logger) (*visit, http.Handler) {
	v := visitHouse(t)
	h := v.house
	h.log, h.figures = log, prometheus.NewRegistry()
	var err error
	if h.traces, err = otlp.Open(t.Context(), at, "9.9", trust, log); err != nil {
		t.Fatal(err)
	}
	site, err := h.site(t.Context(), &Config{Database: v.at, CacheMiB: 1})
	if err != nil {
		t.Fatal(err)
	}
	return v, site.Handler()
}

const traceparent = "0af7651916cd43dd8448eb211c80319c"

func TestTracesTellTheWorkAndNoValue(t *testing.T) {
	for _, trust := range []bool{false, true} {
		into := &receiver{}
		server := httptest.NewServer(into)
		v, site := traced(t, server.URL, trust, slog.New(slog.DiscardHandler))
		send := func(r *http.Request) {
			r.Header.Set("Traceparent", "00-"+traceparent+"-b7ad6b7169203331-01")
			r.Header.Set("User-Agent", "rahasia-agen")
			w := httptest.NewRecorder()
			if site.ServeHTTP(w, r); w.Code >= 422 {
				t.Errorf("%s: %d %s", r.URL, w.Code, w.Body)
			}
		}
		send(httptest.NewRequest("GET", "/cari?q=rahasia-kata", nil))
		form := httptest.NewRequest("POST", certified+"/koreksi", strings.NewReader("field=output&message=rahasia+pesan+panjang&"+web.KeyField+"="+web.NewKey()))
		form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		send(form)
		send(httptest.NewRequest("GET", "/rahasia-alamat", nil))
		v.house.traces.Close()
		server.Close()
		text := into.got.String()
		for _, want := range []string{"GET /cari", "POST /renja/{year}/{opd}/{code}/koreksi", "db read", "db act", "alun.statements", "http.response.status_code", "service.version", "9.9"} {
			if !strings.Contains(text, want) {
				t.Errorf("no span tells %q", want)
			}
		}
		for _, private := range []string{"rahasia", "192.0.2.1", "example.com", "disporapar", "5.2.1.1"} {
			if strings.Contains(text, private) {
				t.Errorf("a span holds %q", private)
			}
		}
		if id, _ := hex.DecodeString(traceparent); strings.Contains(text, string(id)) != trust {
			t.Errorf("a traceparent from outside is believed: %v, trusted: %v", !trust, trust)
		}
		if into.path != "/v1/traces" {
			t.Errorf("sent to %s", into.path)
		}
	}
}

// A receiver that takes the first parcel and never answers, one that fails and
// one that is not there hold nobody up, and are told once.
func TestAReceiverThatHangsHoldsNothing(t *testing.T) {
	leave := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-leave }))
	defer hangs.Close()
	defer close(leave)
	fails := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", 500) }))
	defer fails.Close()
	away := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
	}))
	defer away.Close()
	for name, at := range map[string]string{"hangs": hangs.URL, "fails": fails.URL, "sends away": away.URL, "is gone": "http://127.0.0.1:1"} {
		var log bytes.Buffer
		v, site := traced(t, at, false, slog.New(slog.NewTextHandler(&log, nil)))
		for range 3000 { // more than the queue holds
			w := httptest.NewRecorder()
			if site.ServeHTTP(w, httptest.NewRequest("GET", "/tentang", nil)); w.Code != 200 {
				t.Fatalf("%s: %d", name, w.Code)
			}
		}
		v.house.traces.Close()
		if n := strings.Count(log.String(), "traces cannot be sent"); n > 3 || n == 0 && name != "hangs" {
			t.Errorf("%s: told %d times", name, n)
		}
	}
}

func TestAnAddressThatIsNoReceiverIsRefused(t *testing.T) {
	for _, at := range []string{"localhost:4318", "ftp://x", "http://", "unix:/x", "http://%zz"} {
		code, _, said := alun(t, append([]string{"serve", "--listen", "localhost:0", "--otlp", at}, atPlace(t, t.TempDir()+"/a.db")...)...)
		if code != exitRefused || !strings.Contains(said, "must be http") {
			t.Errorf("%s: %d %q", at, code, said)
		}
	}
}
