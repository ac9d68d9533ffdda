package directoryweb

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// BenchmarkBusinessPage draws pages of businesses that nobody keeps: each request has a
// cookie of somebody else, as the cache sees it. The goal is 500 µs of CPU.
func BenchmarkBusinessPage(b *testing.B) {
	w := aTown(b, dbSQLite(b))
	ids := w.crowd(300)
	w.caught()
	measured(b, func(i int) { w.draw(w.href(ids[i%len(ids)]), i) })
}

// BenchmarkDirectoryPage draws the list with its map and filters, a new question each.
func BenchmarkDirectoryPage(b *testing.B) {
	w := aTown(b, dbSQLite(b))
	w.crowd(300)
	w.caught()
	measured(b, func(i int) { w.draw("/usaha?q=nasi", i) })
}

// BenchmarkPicture draws what a preview shows.
func BenchmarkPicture(b *testing.B) {
	for i := range b.N {
		if _, err := drawPicture(caption{Name: "Warung Nasi Kuning Bu Siti " + strconv.Itoa(i), Trade: "Rumah/Warung Makan", Area: "Sepinggan", Foot: "Alun", Cloth: "ikan", Mark: "usaha rekaan"}); err != nil {
			b.Fatal(err)
		}
	}
}

// measured runs it b.N times and tells the CPU that the process took for each.
func measured(b *testing.B, run func(i int)) {
	b.ReportAllocs()
	for i := range 20 {
		run(i)
	}
	b.ResetTimer()
	before := spent(b)
	for i := range b.N {
		run(i)
	}
	b.ReportMetric(float64((spent(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// draw asks without a network; a cookie keeps the page out of the cache.
func (w *town) draw(path string, i int) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "alun", Value: strconv.Itoa(i)})
	r.Header.Set("Accept-Encoding", "gzip, br, zstd")
	out := httptest.NewRecorder()
	w.s.Config.Handler.ServeHTTP(out, r)
	if out.Code != http.StatusOK {
		w.Fatalf("%s: %d", path, out.Code)
	}
}
