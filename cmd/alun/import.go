package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/plan"
)

// importCmd brings files in.
type importCmd struct {
	Renja      importRenja      `cmd:"" help:"${cli_import_renja}"`
	Businesses importBusinesses `cmd:"" help:"${cli_import_businesses}"`
}

// importRenja brings a report of form E.81 in.
type importRenja struct {
	File    string `arg:"" help:"${cli_file}"`
	Partial bool   `help:"${cli_partial}"`
	JSON    bool   `help:"${cli_json}"`
	Content []byte `kong:"-"` // of the file
}

// Run prints what became of every row that is not simply as before. When another
// process serves the same file, that process does the import.
func (c *importRenja) Run(ctx context.Context, cfg *Config, d *desk) (err error) {
	if c.Content, err = readLimited(c.File); err != nil {
		return err
	}
	return carryOut(ctx, cfg, d, "import renja", c)
}

// readLimited reads a file that may be imported: not larger than the limit, so
// that a wrong name cannot fill the memory.
func readLimited(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "cli.no_file", name).Because(err)
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, sheet.Default.Bytes+1))
	if err != nil {
		return nil, fault.New(fault.NotFound, "cli.no_file", name).Because(err)
	}
	return content, nil
}

// do imports and answers for every row.
func (c *importRenja) do(ctx context.Context, h *house, d *desk) error {
	in, err := plan.ReadFile(c.File, bytes.NewReader(c.Content), int64(len(c.Content)))
	if err != nil {
		return err
	}
	res, err := h.bringIn(ctx, in, plan.ImportOptions{Actor: byCommand, Partial: c.Partial, Progress: bar(d)})
	if err != nil {
		return err
	}
	return c.report(d, res)
}

// bringIn imports under the city's rules, and ties the promises to rows that have
// come in.
func (h *house) bringIn(ctx context.Context, in plan.Incoming, o plan.ImportOptions) (plan.Result, error) {
	o.Rules, o.Digest = h.rules, h.planDigests()
	res, err := plan.Import(ctx, h.db, in, o)
	if err != nil {
		return res, err
	}
	return res, h.linkPromises(ctx)
}

func (c *importRenja) report(d *desk, res plan.Result) error {
	for _, o := range res.Outcomes {
		if err := c.row(d, o); err != nil {
			return err
		}
	}
	switch {
	case res.Same:
		d.say(d.T("cli.already", res.Unchanged))
	case res.Published:
		d.say(d.T("cli.published", res.Accepted, res.Changed, res.Unchanged, res.Removed, res.Refused, res.Flags))
	default:
		return fault.New(fault.Invalid, "cli.refused", res.Refused)
	}
	return nil
}

// row prints one row's answer: always for programs; for people, all but rows
// that were simply accepted.
func (c *importRenja) row(d *desk, o plan.Outcome) error {
	if c.JSON {
		return writeJSON(d.out, map[string]any{"line": o.Line, "row": o.Place, "outcome": o.Kind, "reasons": reasons(d, o)})
	}
	if o.Kind == "accepted" && len(o.Details) == 0 {
		return nil
	}
	fmt.Fprintf(d.out, "%s: %s\n", d.T("cli.row_"+o.Kind, max(o.Line, -o.Line)), o.Place)
	for _, r := range reasons(d, o) {
		fmt.Fprintf(d.out, "    %s\n", r)
	}
	return nil
}

func reasons(d *desk, o plan.Outcome) []string {
	out := []string{}
	for _, x := range o.Details {
		text := d.T(x.Key, x.Values()...)
		if x.Column != "" {
			text = x.Column + ": " + text
		}
		out = append(out, text)
	}
	return out
}
