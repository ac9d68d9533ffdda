package diary

import (
	"runtime"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
)

// BenchmarkAMillionEntries writes, seals and verifies a million entries once:
//
//	go test -run '^$' -bench AMillion -benchtime 1x ./record/diary
func BenchmarkAMillionEntries(b *testing.B) {
	const entries, act = 1_000_000, 500
	for engine, at := range dbtest.URLs() {
		b.Run(engine, func(b *testing.B) {
			d := dbtest.Open(b, at(b), db.Options{}, Files, jobs.Files)
			sign := signer(b)
			for b.Loop() {
				start := time.Now()
				for range entries / act {
					fill(b, d, act)
				}
				b.ReportMetric(time.Since(start).Seconds(), "s/write")
				start = time.Now()
				sealAll(b, d, sign)
				b.ReportMetric(time.Since(start).Seconds(), "s/seal")
				start = time.Now()
				found, v := checked(b, d, Check{Sign: sign})
				b.ReportMetric(time.Since(start).Seconds(), "s/verify")
				if found != nil || v.Sealed != entries {
					b.Errorf("%q %+v", found, v)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
			}
		})
	}
}

// How long the act of the sealer takes: it must stay under 20 ms.
func BenchmarkSealABatch(b *testing.B) {
	for engine, at := range dbtest.URLs() {
		b.Run(engine, func(b *testing.B) {
			d := dbtest.Open(b, at(b), db.Options{}, Files, jobs.Files)
			s := &Sealer{DB: d, Sign: signer(b)}
			var spent time.Duration
			n := 0
			for b.Loop() {
				b.StopTimer()
				fill(b, d, sealBatch)
				b.StartTimer()
				after := read(b, d, recent)
				start := time.Now()
				if _, _, err := s.step(b.Context(), after); err != nil {
					b.Fatal(err)
				}
				spent, n = spent+time.Since(start), n+1
			}
			b.ReportMetric(float64(spent.Microseconds())/float64(n)/1000, "ms/step")
		})
	}
}
