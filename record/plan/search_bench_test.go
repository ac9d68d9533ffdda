package plan_test

import (
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/plan"
)

// BenchmarkSearch is what the search page reads: the counts of all reports, and
// the first page of the newest.
func BenchmarkSearch(b *testing.B) {
	for engine := range dbtest.URLs() {
		d := open(b.Context(), templates[engine](), db.Options{})
		b.Cleanup(func() { d.Close() })
		v, finder := newest(b, d), plan.NewFinder()
		for name, q := range map[string]plan.Query{
			"few": {Words: "sertifikasi"}, "many": {Words: "usaha"}, "most": {Words: "dan a"}, "none": {Words: "zzqqxx"},
			"office": {Words: "usaha", Slug: "disporapar"}, "rows": {Slug: "disporapar", Level: "program"},
		} {
			b.Run(engine+"/"+name+"/count", func(b *testing.B) {
				measure(b, d, func(tx *db.Tx) error { _, err := finder.Ask(tx, q.Words); return err })
			})
			b.Run(engine+"/"+name+"/page", func(b *testing.B) {
				measure(b, d, func(tx *db.Tx) error {
					a, err := finder.Ask(tx, q.Words)
					if err == nil {
						_, _, err = a.Lines(tx, v, q, 25, 0)
					}
					return err
				})
			})
		}
	}
}

func measure(b *testing.B, d *db.DB, read func(*db.Tx) error) {
	for b.Loop() {
		if err := d.Read(b.Context(), read); err != nil {
			b.Fatal(err)
		}
	}
}

func newest(b *testing.B, d *db.DB) (v plan.View) {
	b.Helper()
	if err := d.Read(b.Context(), func(tx *db.Tx) (err error) { v, _, err = plan.Latest(tx, 2024); return err }); err != nil {
		b.Fatal(err)
	}
	return v
}
