package main

import (
	"context"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/registry/madeup"
	"alun/record/registry/showcase"
)

// demoArea is where the made-up counter is: Balikpapan Barat.
const demoArea = "64.71.02"

// demoCmd loads the profile's real reports and made-up businesses, and serves them.
type demoCmd struct {
	LoadOnly   bool  `help:"${cli_load_only}"`
	Businesses int64 `help:"${cli_demo_businesses}" default:"-1" env:"ALUN_DEMO_BUSINESSES" placeholder:"N"`
	Remove     bool  `help:"${cli_demo_remove}"`
}

// Run loads what is not loaded yet, with visible progress, then serves. Businesses are
// many: a house that serves does so at once, and loads them meanwhile. With LoadOnly
// none are loaded unless they are asked for: so an operator brings the real reports
// into a house for real use.
func (c *demoCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	h, err := open(ctx, cfg, d)
	if err != nil {
		return err
	}
	defer h.db.Close()
	if c.Remove {
		return h.unload(ctx, d)
	}
	if c.shows() { // before anything is loaded: what is refused changes nothing
		if err := h.db.Read(ctx, refuseDemo); err != nil {
			return err
		}
	}
	results, err := h.importProfile(ctx, bar(d))
	if err != nil {
		return err
	}
	for _, r := range results {
		d.say(loaded(d, r))
	}
	if !c.shows() {
		return h.sealDiary(ctx)
	}
	if err := h.demonstrate(ctx); err != nil {
		return err
	}
	if c.LoadOnly {
		return h.loadShow(ctx, d, c.Businesses)
	}
	n := c.Businesses
	if n < 0 {
		n = madeup.Businesses
	}
	if n > 0 {
		h.showing = &showing{house: h, of: n, say: d.every(10_000)}
	}
	return h.serve(ctx, cfg, d)
}

// shows tells whether anything made up is asked for: with LoadOnly alone only the real
// reports are.
func (c *demoCmd) shows() bool { return !c.LoadOnly || c.Businesses > 0 }

// refuseDemo refuses a demonstration beside a real business or a real person.
func refuseDemo(tx *db.Tx) error {
	if err := showcase.Refuse(tx); err != nil {
		return err
	}
	return account.RefuseDemo(tx)
}

// demonstrate makes the made-up people, and lets visitors be any of them.
func (h *house) demonstrate(ctx context.Context) error {
	err := h.db.Write(ctx, func(tx *db.Tx) error {
		if err := refuseDemo(tx); err != nil { // again: one may have come meanwhile
			return err
		}
		offices, err := demoOffices(tx)
		if err != nil {
			return err
		}
		return h.people.AddDemo(tx, offices, demoArea)
	})
	if err == nil {
		h.demo, h.people.Demo = demoOpen, true
	}
	return err
}

// demoOffices are the offices of the newest report's year.
func demoOffices(tx *db.Tx) ([]account.DemoOffice, error) {
	reports, err := plan.Reports(tx)
	if err != nil || len(reports) == 0 {
		return nil, err
	}
	offices, err := plan.OPDs(tx, reports[0].Quarter.Year)
	var out []account.DemoOffice
	for _, o := range offices {
		out = append(out, account.DemoOffice{ID: o.ID, Short: o.Short})
	}
	return out, err
}

// How a house stands to made-up people.
type demoState int

const (
	demoNone   demoState = iota // there are none
	demoClosed                  // there are, from an earlier demonstration: pages say so, nobody is let in as one
	demoOpen                    // visitors may be any of them
)

// closeDemo ends what a demonstration left open, when the house is served for
// real use.
func (h *house) closeDemo(ctx context.Context) error {
	if h.demo == demoOpen {
		return nil
	}
	has := false
	err := h.db.Read(ctx, func(tx *db.Tx) (err error) { has, err = account.HasDemo(tx); return err })
	if err != nil || !has {
		return err
	}
	h.demo = demoClosed
	return h.db.Write(ctx, account.EndDemo)
}
