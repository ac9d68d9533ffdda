package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"alun/city"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	letters "alun/ground/letter"
	"alun/record/plan"
	"alun/record/plan/form"
)

// How many files of form E.81 are made at once, how many wait, and how long. The
// whole city as PDF takes half a second and 80 MB of memory while it is made.
const (
	formsAtOnce  = 1
	formsWaiting = 8
	formWait     = 10 * time.Second
)

// formOf is the frame of form E.81: from the city's profile, or the regulation's.
func formOf(profile fs.FS, c cityFile) (*form.Frame, error) {
	raw, err := fs.ReadFile(profile, "form_e81.json")
	if errors.Is(err, fs.ErrNotExist) {
		return form.Default(c.Name)
	}
	if err != nil {
		return nil, err
	}
	return form.Load(c.Name, raw)
}

// cityWithForms reads the city with the frame of its forms.
func cityWithForms(profile fs.FS) (cityFile, *form.Frame, error) {
	c, err := readCity(profile)
	if err != nil {
		return c, nil, err
	}
	frame, err := formOf(profile, c)
	return c, frame, err
}

func newPress() *form.Press { return letters.NewPress(formsAtOnce, formsWaiting, formWait) }

// exportE81 writes form E.81 as it was published.
type exportE81 struct {
	Year    int    `help:"${cli_year}" required:""`
	Quarter int    `help:"${cli_form_quarter}" default:"0"`
	OPD     string `name:"opd" help:"${cli_form_opd}" default:""`
	Format  string `help:"${cli_form_format}" enum:"xlsx,a3,f4,pdf" default:"xlsx"`
	Output  string `help:"${cli_output}" short:"o" default:"-"`
}

// Run writes the file; "pdf" is PDF on A3.
func (c *exportE81) Run(ctx context.Context, cfg *Config, d *desk) error {
	profile, err := city.Profile(cfg.City)
	if err != nil {
		return fault.New(fault.NotFound, "cli.no_city", cfg.City).Because(err)
	}
	_, frame, err := cityWithForms(profile)
	if err != nil {
		return err
	}
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var f form.Form
	err = store.Read(ctx, func(tx *db.Tx) error {
		f, err = c.form(tx, frame)
		return err
	})
	if err != nil {
		return err
	}
	if c.Format == "pdf" {
		c.Format = "a3"
	}
	return (&exportRenja{Output: c.Output}).write(d, func(w io.Writer) error { return f.Write(w, c.Format) })
}

func (c *exportE81) form(tx *db.Tx, frame *form.Frame) (form.Form, error) {
	v, found, err := plan.Latest(tx, c.Year)
	if err == nil && found && c.Quarter > 0 {
		v, found, err = plan.At(tx, date.Quarter{Year: c.Year, N: c.Quarter}, 0)
	}
	if err == nil && !found {
		err = fault.New(fault.NotFound, "cli.no_report", c.Year)
	}
	if err != nil || c.OPD == "" {
		if err != nil {
			return form.Form{}, err
		}
		return frame.Whole(tx, v)
	}
	o, err := plan.FindOPD(tx, c.Year, c.OPD)
	if err != nil {
		return form.Form{}, err
	}
	return frame.Of(tx, v, o)
}
