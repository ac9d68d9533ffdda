package main

import (
	"context"
	"fmt"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/size"
)

// sizeCmd tells the size class of a business from its figures. It keeps nothing.
type sizeCmd struct {
	Sales      string `help:"${cli_size_sales}"`
	Capital    string `help:"${cli_size_capital}"`
	Workers    string `help:"${cli_size_workers}"`
	Investment string `help:"${cli_size_investment}"`
	Starting   bool   `help:"${cli_size_starting}"`
	On         string `help:"${cli_size_on}" placeholder:"2021-02-02"`
	JSON       bool   `help:"${cli_json}"`
}

// Run prints a line, or with --json an object, for each scheme.
func (c *sizeCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	f, err := c.facts(d)
	if err != nil {
		return err
	}
	var rules *size.Rules
	err = store.Read(ctx, func(tx *db.Tx) (err error) {
		if f.On.IsZero() {
			f.On = date.DayOf(tx.Now())
		}
		rules, err = size.Read(tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range size.Schemes {
		if err := c.print(d, rules.Of(s, f)); err != nil {
			return err
		}
	}
	return nil
}

// facts reads the figures as people type them.
func (c *sizeCmd) facts(d *desk) (f size.Facts, err error) {
	f.Running = !c.Starting
	bad := fault.New(fault.Invalid, "size.bad_question")
	for fact, text := range map[size.Fact]string{size.Sales: c.Sales, size.Capital: c.Capital, size.Investment: c.Investment} {
		if text == "" {
			continue
		}
		n, why := size.Typed(text, d.Tag())
		if why != "" {
			bad.At(string(fact), string(why))
		}
		f = f.With(fact, size.Rupiah(n))
	}
	if c.Workers != "" {
		n, why := size.TypedPeople(c.Workers, d.Tag())
		if why != "" {
			bad.At("workers", string(why))
		}
		f.Workers = size.People(n)
	}
	if c.On != "" {
		if f.On, err = date.ParseDay(c.On); err != nil {
			bad.At("on", "size.bad_day")
		}
	}
	if len(bad.Fields) > 0 {
		return f, bad
	}
	return f, nil
}

func (c *sizeCmd) print(d *desk, r size.Result) error {
	may, because, missing := []string{}, []string{}, []string{} // never null in JSON
	for _, p := range r.Possible {
		may = append(may, d.Show(p.Name))
	}
	for _, b := range r.Because {
		because = append(because, b.Say(d.Lang))
	}
	for _, f := range r.Missing {
		missing = append(missing, string(f))
	}
	if c.JSON {
		out := map[string]any{"scheme": r.Scheme, "known": r.Known, "possible": may, "because": because, "missing": missing, "legal_basis": r.Rule.Basis}
		if r.Known {
			out["class"] = r.Class.Code
		}
		return writeJSON(d.out, out)
	}
	if !r.Known {
		may = []string{"?", strings.Join(may, " / ")}
	}
	_, err := fmt.Fprintf(d.out, "%-14s %s · %s · %s\n", r.Scheme, strings.Join(may, " "), strings.Join(because, "; "), r.Rule.Basis)
	return err
}
