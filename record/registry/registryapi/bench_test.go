package registryapi_test

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
)

// BenchmarkCreates lets 64 callers write businesses down, each durable, with the facts of
// the first page of the form: as an officer, whose writing down nobody limits.
func BenchmarkCreates(b *testing.B) {
	d := dbtest.Open(b, dbtest.SQLite(b), db.Options{}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files, api.Files, letter.Files)
	w := aTown(b, d)
	var n atomic.Int64
	b.SetParallelism(64 / runtime.GOMAXPROCS(0))
	before := d.Stats()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			h := w.send("counter", "POST", "/businesses", map[string]any{"kind": "usaha", "kelurahan": damai, "name": fmt.Sprint("Warung Contoh ", n.Add(1)), "about_id": "Nasi kuning dan lauk untuk sarapan.", "legal_form": "perorangan"})
			if h.status != 201 {
				b.Error(h.body)
			}
		}
	})
	now := d.Stats()
	commits := float64(now.Batches - before.Batches)
	b.ReportMetric(float64(now.Batched-before.Batched)/commits, "acts/commit")
	b.ReportMetric(float64((now.Sync-before.Sync).Microseconds())/commits, "us/commit")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "creates/s")
}
