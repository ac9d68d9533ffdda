package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/outlook/front"
	"alun/record/place"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/planweb"
)

// houseMode starts this program as a house of the plan's pages that also tells
// what its writer has done: alun itself does not show that.
const houseMode = "house"

const statsPath = "/bench/stats"

// serveHouse serves the plan's pages over a database, in layout and words as
// alun does, until in ends.
func serveHouse(ctx context.Context, database string, in io.Reader, out io.Writer) error {
	d, err := db.Open(ctx, database, db.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Join(ctx); err != nil {
		return err
	}
	site, err := houseOver(d, filepath.Join(filepath.Dir(database), keyFile))
	if err != nil {
		return err
	}
	return serveUntil(in, out, site.Handler())
}

func houseOver(d *db.DB, key string) (*web.Site, error) {
	words, err := lang.Load(db.Files, keys.Files, web.Files, api.Files, parts.Files, sheet.Files, place.Files, plan.Files, check.Files, front.Files)
	if err != nil {
		return nil, err
	}
	ring, err := keys.Open(key)
	if err != nil {
		return nil, err
	}
	codec := ring.Codec()
	face := &front.Front{Code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	desk := planweb.Desk{Rules: check.Default(), Weigher: plan.NewWeigher(check.Default()), Finder: plan.NewFinder(), Code: face.Code,
		ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	stats := web.Raw(statsPath, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(d.Stats()) // the measuring process notices what is missing
	}))
	return web.New(web.Config{DB: d, Words: words, Routes: append(append(face.Routes(), desk.Routes()...), stats), Layout: face.Layout, Fault: face.Fault})
}

// forms measures the correction form of the plan's rows as visitors send it.
func (b *bench) forms(ctx context.Context) ([]figure, error) {
	at, err := b.addresses(ctx)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	house, err := start(ctx, b.dir, self, houseMode, b.database)
	if err != nil {
		return nil, err
	}
	defer house.stop()
	if err := house.heard(ctx); err != nil {
		return nil, err
	}
	c := newClient(writeCallers)
	stats := func() (s db.Stats, err error) {
		p, err := c.get(ctx, house.at+statsPath, "identity")
		if err != nil {
			return s, err
		}
		return s, json.Unmarshal(p.Body, &s)
	}
	var sent atomic.Int64
	form := url.Values{"field": {"budget"}, "message": {"On paper I read another figure in this row."}}
	write := func(int) error { return c.post(ctx, house.at+at[int(sent.Add(1))%len(at)], form) }
	alone, many, err := b.aloneAndMany("forms", stats, b.many(formsAlone), b.many(formsTogether), write)
	return batching("corrections sent through the form (HTTP, diary entry and all)", alone, many), err
}

// addresses lists the correction forms of all rows: one row takes at most 50
// unanswered corrections, so they are spread.
func (b *bench) addresses(ctx context.Context) (at []string, err error) {
	d, err := db.Open(ctx, b.database, db.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	err = d.Read(ctx, func(tx *db.Tx) error {
		at, err = db.All(tx, func(r *db.Row) string {
			return fmt.Sprintf("/renja/2024/%s/%s/koreksi", r.Text(), r.Text())
		}, `select o.slug, n.code from plan_node n join plan_opd o on o.id = n.opd where n.year = 2024 order by n.id`)
		return err
	})
	return at, err
}
