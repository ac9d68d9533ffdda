package web_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/klauspost/compress/gzip"

	"alun/ground/db"
	"alun/ground/web"
)

// words are what the page is about; real pages repeat themselves about as much.
var words = strings.Fields(`pelatihan sertifikasi tenaga kerja pemagangan usaha mikro kecil menengah koperasi pasar
	tradisional kelurahan kecamatan jembatan jalan drainase banjir sekolah guru puskesmas stunting gizi pariwisata ekonomi kreatif
	pameran promosi produk unggulan daerah perizinan investasi penataan kawasan pesisir mangrove nelayan budidaya pengolahan hasil`)

// ledger is a page of about 50 KB, written as templ writes: many small pieces,
// each value escaped.
func ledger() templ.Component {
	return html(func(w io.Writer) error {
		seed := uint32(7)
		next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>8) % n }
		name := func() string {
			return templ.EscapeString(words[next(len(words))] + " " + words[next(len(words))] + " & " + words[next(len(words))])
		}
		for i := range 150 {
			sum := strconv.Itoa(next(1_000_000))
			for _, s := range []string{`<tr class="ini"><td><a href="/renja/2024/dinas-`, strconv.Itoa(i % 34), `/`, sum, `">`,
				name(), `</a></td><td data-l="Sasaran" class="utuh">`, name(), ` `, name(), `</td><td class="angka">Rp`, sum,
				`.500.000</td><td class="angka">`, strconv.Itoa(next(100)), `,9%</td><td><svg class="tg" viewBox="0 0 `, strconv.Itoa(next(500)),
				` 12"><path d="M0 1H`, strconv.Itoa(next(500)), `"/></svg></td></tr>`} {
				if err := write(w, s); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// sink takes a reply and forgets it, as a fast network would.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { s.bytes += len(b); return len(b), nil }

// BenchmarkPage is the whole way of an uncached page, without the network: the
// goal is 500 µs of CPU. "bare" is a handler that writes the same bytes ready
// packed.
func BenchmarkPage(b *testing.B) {
	h := open(b, func(c *web.Config) {
		c.Routes = []web.Route{web.Show("/ledger", func(tx *db.Tx, r *web.Request) (web.Reply, error) {
			_, _, err := db.One(tx, (*db.Row).Int, "select count(*) from tiny_note")
			return page(ledger()), err
		})}
	})
	site := h.Server.Config.Handler
	plain := &sink{header: http.Header{}}
	site.ServeHTTP(plain, request())
	for _, enc := range []string{"identity", "zstd", "gzip", "br"} {
		measure(b, fmt.Sprintf("%dKB/%s", plain.bytes>>10, enc), site, "Accept-Encoding", enc)
	}
	measure(b, "304", site, "Accept-Encoding", "zstd", "If-None-Match", "*")
	measure(b, "bare", bare(b), "Accept-Encoding", "gzip")
}

func request() *http.Request { return httptest.NewRequest("GET", "/en/ledger", nil) }

// bare writes the page's bytes as they were packed once.
func bare(b *testing.B) http.Handler {
	b.Helper()
	var body bytes.Buffer
	w, err := gzip.NewWriterLevel(&body, 3)
	if err != nil {
		b.Fatal(err)
	}
	if err := ledger().Render(b.Context(), w); err != nil {
		b.Fatal(err)
	}
	w.Close()
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(body.Bytes())
	})
}

func measure(b *testing.B, name string, h http.Handler, headers ...string) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		w, r := &sink{}, request()
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		before := cpu(b)
		for b.Loop() {
			*w = sink{header: http.Header{}}
			h.ServeHTTP(w, r)
		}
		b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		b.ReportMetric(float64(w.bytes), "sent-bytes")
	})
}

// cpu is the processor time that this process has used, garbage collection and
// all.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkKept is the whole way of a page that lies ready, without the network,
// beside a handler that writes the same bytes: what the cache itself costs.
func BenchmarkKept(b *testing.B) {
	h := open(b, func(c *web.Config) {
		c.Cache = 1 << 20
		c.Routes = []web.Route{web.Show("/ledger", func(tx *db.Tx, r *web.Request) (web.Reply, error) {
			_, _, err := db.One(tx, (*db.Row).Int, "select count(*) from tiny_note")
			return page(ledger()), err
		})}
		c.Log = slog.New(slog.NewJSONHandler(io.Discard, nil))
	})
	measure(b, "gzip", h.Server.Config.Handler, "Accept-Encoding", "gzip")
	measure(b, "304", h.Server.Config.Handler, "Accept-Encoding", "zstd", "If-None-Match", "*")
	measure(b, "bare", bare(b), "Accept-Encoding", "gzip")
}
