package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan"
	"alun/record/plan/check"
)

const (
	deskRounds = 3
	checkTimes = 5 // in a round
)

// sight is a page of the round, with what it costs.
type sight struct {
	name  string
	path  string
	token string // of who looks at it
	times int    // in a round
	body  packed
	costs []cost
}

// drawn measures the pages of those who work in the round, and the forms that the
// public can fetch, all drawn anew, in turns.
func (v *evening) drawn(ctx context.Context, b *bench, house *process) ([]figure, error) {
	n := len(v.wide.lines)
	all := []*sight{
		{name: fmt.Sprintf("sheet of %d rows: the page, which works without scripts", n), path: eveningPath + "/" + v.wide.slug, token: v.wide.token, times: 20},
		{name: fmt.Sprintf("sheet of %d rows: all cells and notes, for the page's script", n), path: eveningPath + "/" + v.wide.slug + "/isi", token: v.wide.token, times: 20},
		{name: fmt.Sprintf("screen of all %d offices with what each lacks", len(v.offices)), path: eveningPath, token: v.planner, times: 5},
		{name: "form E.81 of the city as XLSX", path: "/renja/2024/e81?bentuk=xlsx", times: 2},
		{name: "form E.81 of the city as PDF, A3", path: "/renja/2024/e81?bentuk=a3", times: 2},
	}
	if err := b.inTurns(ctx, house, v.engine.name, all); err != nil {
		return nil, err
	}
	var out []figure
	for _, s := range all {
		f, err := v.sight(s)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (v *evening) sight(s *sight) (figure, error) {
	plain, err := s.body.plain()
	size := kb(len(s.body.Body))
	if s.body.Encoding != "" {
		size = fmt.Sprintf("%s, %s of %s", s.body.Encoding, size, kb(plain))
	}
	return figure{
		What:     v.on(s.name + ", " + size),
		Measured: micros(median(cpuOf(s.costs))) + " CPU",
		Beside:   "by the clock " + micros(median(wallOf(s.costs))),
	}, err
}

// plain is how many bytes a page has when it is not compressed.
func (p packed) plain() (int, error) {
	if p.Encoding != "gzip" {
		return len(p.Body), nil
	}
	r, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(io.Discard, r)
	return int(n), err
}

// inTurns looks at each page in each round; the first round warms up.
func (b *bench) inTurns(ctx context.Context, house *process, engine string, all []*sight) error {
	for round := range min(b.rounds, deskRounds) + 1 {
		tell(fmt.Sprintf("pages of the round on %s, round %d of %d", engine, round, min(b.rounds, deskRounds)))
		for _, s := range all {
			c := newClient(1).as(s.token)
			spent, err := house.costs(s.times, func(int) (err error) {
				s.body, err = c.get(ctx, house.at+s.path, "gzip")
				return err
			})
			if err != nil {
				return err
			}
			if round > 0 {
				s.costs = append(s.costs, spent)
			}
		}
	}
	return nil
}

// checks measures all checks of a whole sheet against reading it, in this process.
func (v *evening) checks(ctx context.Context, b *bench, _ *process) ([]figure, error) {
	d, err := db.Open(ctx, v.at, db.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	var read, checked []cost
	findings := 0
	for round := range min(b.rounds, deskRounds) + 1 {
		r, err := own(func() error { return v.sheets(ctx, d, nil) })
		if err != nil {
			return nil, err
		}
		c, err := own(func() error { return v.sheets(ctx, d, &findings) })
		if err != nil {
			return nil, err
		}
		if round > 0 {
			read = append(read, cost{r.cpu / checkTimes, r.wall / checkTimes})
			checked = append(checked, cost{c.cpu / checkTimes, c.wall / checkTimes})
		}
	}
	return []figure{{
		What:     v.on(fmt.Sprintf("sheet of %d rows: read and wholly checked, %d findings", len(v.wide.lines), findings)),
		Measured: micros(median(cpuOf(checked))) + " CPU",
		Beside:   fmt.Sprintf("only read %s: %.2f times; by the clock %s against %s", micros(median(cpuOf(read))), ratio(cpuOf(checked), cpuOf(read)), micros(median(wallOf(checked))), micros(median(wallOf(read)))),
	}}, nil
}

// sheets reads the largest sheet some times, and checks it when findings are asked for.
func (v *evening) sheets(ctx context.Context, d *db.DB, findings *int) error {
	for range checkTimes {
		err := d.Read(ctx, func(tx *db.Tx) error {
			o, found, err := plan.OPDBySlug(tx, eveningQuarter.Year, v.wide.slug)
			if err != nil || !found {
				return fmt.Errorf("office %s: %v, %w", v.wide.slug, found, err)
			}
			s, err := plan.SheetOf(tx, web.SessionHash(v.planner), eveningQuarter, o)
			if err != nil || findings == nil {
				return err
			}
			c, err := s.Check(tx, check.Default())
			*findings = len(c.Findings)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// beside measures a page for somebody who is signed in, drawn for them alone,
// against the same page that lies ready for the public.
func (v *evening) beside(ctx context.Context, b *bench, house *process) ([]figure, error) {
	const path = "/renja/2024/disporapar/5.2.1.1"
	private := &sight{path: path, token: v.planner, times: b.many(200)}
	public := &sight{path: path, times: b.many(4000)}
	if err := b.inTurns(ctx, house, v.engine.name, []*sight{private, public}); err != nil {
		return nil, err
	}
	return []figure{{
		What:     v.on(fmt.Sprintf("page `%s` for somebody who is signed in, drawn for them, %s", path, kb(len(private.body.Body)))),
		Measured: micros(median(cpuOf(private.costs))) + " CPU",
		Beside: fmt.Sprintf("kept for the public %s: %.0f times (one caller)", micros(median(cpuOf(public.costs))),
			ratio(cpuOf(private.costs), cpuOf(public.costs))),
	}}, nil
}

// locks locks all sheets, one after the other, as the planner does: each makes its
// rows public as a new revision of the quarter's report.
func (v *evening) locks(ctx context.Context, _ *bench, house *process) ([]figure, error) {
	tell("locking on " + v.engine.name)
	c := newClient(1).as(v.planner)
	var took []time.Duration
	spent, err := house.costs(len(v.offices), func(i int) error {
		o := v.offices[i]
		begin := time.Now()
		err := c.post(ctx, house.at+eveningPath+"/"+o.slug+"/kunci", url.Values{"version": {strconv.FormatInt(o.version, 10)}})
		took = append(took, time.Since(begin))
		return err
	})
	if err != nil || len(took) == 0 {
		return nil, err
	}
	n := time.Duration(len(took))
	return []figure{{
		What:     v.on(fmt.Sprintf("a quarter with %d offices and %d rows locked and made public, office by office", len(v.offices), v.rows())),
		Measured: millis(spent.wall*n) + " in all",
		Beside: fmt.Sprintf("%s CPU; an office takes %s, the slowest %s", millis(spent.cpu*n),
			millis(part(took, 50)), millis(part(took, 100))),
	}}, nil
}
