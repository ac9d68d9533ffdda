package main

import (
	"context"
	"sync/atomic"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/record/registry"
	"alun/record/registry/alive"
	"alun/record/registry/field"
	"alun/record/registry/madeup"
	"alun/record/registry/opendata"
	"alun/record/registry/product"
	"alun/record/registry/showcase"
)

// demoSeed is the seed of the demonstration city: fixed, so that everybody sees the
// same one.
const demoSeed = 1

// show is the demonstration city and where it goes.
func (h *house) show(ctx context.Context) (showcase.Show, error) {
	city, err := madeup.Open(h.profile, demoSeed)
	if err != nil {
		return showcase.Show{}, err
	}
	book, err := h.register(ctx)
	s := showcase.Show{DB: h.db, Book: book, City: city, People: h.people, Area: demoArea, Parts: demoParts}
	guilds, calls := h.asosiasiDesk(), h.kurasiDesk()
	s.Asosiasi, s.Kurasi = &guilds, &calls
	s.With = func(tx *db.Tx, come map[db.ID]madeup.Entry) error { return withShow(tx, s, come) }
	return s, err
}

// withShow gives businesses that came in what other parts keep of them.
func withShow(tx *db.Tx, s showcase.Show, come map[db.ID]madeup.Entry) error {
	goods, signs := map[db.ID][]product.Entry{}, map[db.ID][]alive.Signal{}
	for id, e := range come {
		for _, p := range e.Products {
			goods[id] = append(goods[id], goodOf(e, p))
		}
		signs[id] = s.Signs(e)
	}
	if err := product.PutDemo(tx, goods); err != nil {
		return err
	}
	return field.PutDemo(tx, signs)
}

// goodOf is a made-up product as the register keeps it.
func goodOf(e madeup.Entry, p madeup.Product) product.Entry {
	codes, _ := registry.ReadCodes(e.Facts[registry.KBLI]) // in form
	out := product.Entry{Name: p.Name, About: p.About, Unit: p.Unit, Kind: product.KindOf(codes), Price: product.Price{Kind: product.Fixed, Low: p.Price}}
	if p.Most > 0 {
		out.Price = product.Price{Kind: product.Range, Low: p.Price, High: p.Most}
	}
	if p.ToOrder {
		out.Stock, out.Days = product.Pesan, 3
	}
	return out
}

// loadShow loads made-up businesses and ends.
func (h *house) loadShow(ctx context.Context, d *desk, n int64) error {
	s, err := h.show(ctx)
	if err != nil {
		return err
	}
	progress := bar(d)
	if err := s.Load(ctx, n, func(done, total int) { progress("showcase", done, total) }); err != nil {
		return err
	}
	if err := opendata.KeepMonth(ctx, h.db, nil); err != nil {
		return err
	}
	return h.sealDiary(ctx)
}

// showing is the loading of a house that serves meanwhile.
type showing struct {
	house *house
	of    int64
	done  atomic.Int64
	full  atomic.Bool
	say   func(stage string, done, total int)
}

// far tells how far it is; done is total when there is nothing left.
func (s *showing) far() (done, total int) {
	if s == nil || s.full.Load() {
		return 0, 0
	}
	return int(s.done.Load()), int(s.of)
}

// run loads once; one process at a time does.
func (s *showing) run(ctx context.Context) {
	jobs.Lead(ctx, s.house.db, s.house.log, "showcase", time.Hour, func(ctx context.Context) error {
		if s.full.Load() {
			return nil
		}
		show, err := s.house.show(ctx)
		if err != nil {
			return err
		}
		lease := jobs.Held(ctx)
		show.Hold = lease.Hold
		start := time.Now()
		if err := show.Load(ctx, s.of, s.tell); err != nil {
			return err
		}
		s.full.Store(true)
		s.house.log.Info("demonstration is loaded", "businesses", s.of, "took", time.Since(start).String())
		return nil
	})
}

func (s *showing) tell(done, total int) {
	s.done.Store(int64(done))
	s.say("showcase", done, total)
}

// every tells of progress in lines, one for each so many.
func (d *desk) every(many int) func(stage string, done, total int) {
	now, last := "", 0
	return func(stage string, done, total int) {
		if stage != now || done < last {
			now, last = stage, 0
		}
		if done/many > last/many || done == total {
			d.say(d.T("cli.stage_"+stage) + ": " + d.T("cli.stage_of", done, total))
		}
		last = done
	}
}
