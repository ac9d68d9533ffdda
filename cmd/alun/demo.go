package main

import (
	"context"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

// demoArea is where the made-up counter is: Balikpapan Barat.
const demoArea = "64.71.02"

// demonstrate makes the made-up people, and lets visitors be any of them.
func (h *house) demonstrate(ctx context.Context) error {
	err := h.db.Write(ctx, func(tx *db.Tx) error {
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
