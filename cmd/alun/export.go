package main

import (
	"bufio"
	"context"
	"io"
	"os"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// exportCmd takes data out.
type exportCmd struct {
	Renja exportRenja `cmd:"" help:"${cli_export_renja}"`
	E81   exportE81   `cmd:"" name:"e81" help:"${cli_export_e81}"`
}

// exportRenja writes the rows of a year's newest report.
type exportRenja struct {
	Year   int    `help:"${cli_year}" default:"0"`
	Format string `help:"${cli_format}" enum:"csv,xlsx,json" default:"csv"`
	Output string `help:"${cli_output}" short:"o" default:"-"`
}

// Run writes the file; CSV and JSON have the columns of the import.
func (c *exportRenja) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var rows []plan.Figure
	err = store.Read(ctx, func(tx *db.Tx) error {
		rows, err = c.rows(tx)
		return err
	})
	if err != nil {
		return err
	}
	return c.write(d, func(w io.Writer) error { return plan.WriteFigures(w, c.Format, d.Lang, rows) })
}

func (c *exportRenja) rows(tx *db.Tx) ([]plan.Figure, error) {
	reports, err := plan.Reports(tx)
	if err != nil {
		return nil, err
	}
	var out []plan.Figure
	for _, r := range reports {
		if c.Year != 0 && r.Quarter.Year != c.Year {
			continue
		}
		rows, err := plan.Figures(tx, plan.View{Report: r, Revision: r.Revision})
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	if out == nil {
		return nil, fault.New(fault.NotFound, "cli.no_report", c.Year)
	}
	return out, nil
}

func (c *exportRenja) write(d *desk, to func(io.Writer) error) error {
	if c.Output == "-" {
		w := bufio.NewWriter(d.out)
		if err := to(w); err != nil {
			return err
		}
		return w.Flush()
	}
	f, err := os.Create(c.Output)
	if err != nil {
		return fault.New(fault.Denied, "cli.cannot_write", c.Output).Because(err)
	}
	if err := to(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
