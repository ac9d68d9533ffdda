package main

import (
	"context"
	"flag"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"alun/ground/db"
)

var loaded = flag.String("database", "", "SQLite file that alun demo --load-only has made, key file beside it")

// BenchmarkPage draws the measured pages without a network, for the profiler:
//
//	go test ./bench -run '^$' -bench Page/front -cpuprofile /tmp/cpu -args -database ../var/alun.db
func BenchmarkPage(b *testing.B) {
	if *loaded == "" {
		b.Skip("asked for with -args -database FILE")
	}
	d, err := db.Open(context.Background(), *loaded, db.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	site, err := houseOver(d, (*loaded)[:len(*loaded)-len(filepath.Ext(*loaded))]+".key")
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range pages {
		b.Run(p.name+"/"+p.accept, func(b *testing.B) {
			b.ReportAllocs()
			r := httptest.NewRequest(http.MethodGet, p.path, nil)
			r.Header.Set("Accept-Encoding", p.accept)
			before := used(b)
			for b.Loop() {
				w := httptest.NewRecorder()
				site.Handler().ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", p.path, w.Code)
				}
			}
			b.ReportMetric(float64((used(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

// used is the processor time of this process, collecting garbage included. The
// time of the clock says little on a machine that others use too.
func used(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
