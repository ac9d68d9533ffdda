package main

import (
	"context"
	"fmt"

	"alun/ground/db"
	"alun/record/plan"
)

// checkCmd holds data against rules.
type checkCmd struct {
	Plan checkPlan `cmd:"" help:"${cli_check_plan}"`
}

// checkPlan lists the notes on the published plan.
type checkPlan struct {
	JSON bool `help:"${cli_json}"`
}

// checkLine is one note for programs. Names, codes and rule ids are exactly as
// in the report's file.
type checkLine struct {
	Year      int    `json:"year"`
	Quarter   int    `json:"quarter"`
	OPD       string `json:"opd"`
	Code      string `json:"code"`
	Level     string `json:"level"`
	Extra     int    `json:"extra_indicator"`
	Name      string `json:"name"`
	Rule      string `json:"rule"`
	Kind      string `json:"kind"`
	Field     string `json:"field"`
	Published string `json:"published"`
	Expected  string `json:"expected"`
	Case      string `json:"case"`
	State     string `json:"state"`
}

// Run prints one line a note.
func (c *checkPlan) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var notes []plan.Note
	if err := store.Read(ctx, func(tx *db.Tx) error { notes, err = plan.AllNotes(tx); return err }); err != nil {
		return err
	}
	for _, n := range notes {
		if err := c.print(d, n); err != nil {
			return err
		}
	}
	if !c.JSON {
		d.say(d.T("cli.notes", len(notes)))
	}
	return nil
}

func (c *checkPlan) print(d *desk, n plan.Note) error {
	if !c.JSON {
		_, err := fmt.Fprintf(d.out, "%d/%d  %s  %s  %s: %s → %s\n", n.Year, n.Quarter, n.OPD, n.Code,
			d.T(n.NameKey()), n.Published, n.Expected)
		return err
	}
	return writeJSON(d.out, checkLine{n.Year, n.Quarter, n.OPD, n.Code, n.Level.String(), n.Seq, n.Name,
		n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.Case, n.State})
}
