package main

import (
	"context"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
)

// jobsCmd shows the work behind the pages and sends dead jobs again.
type jobsCmd struct {
	List  jobsList  `cmd:"" help:"${cli_jobs_list}"`
	Retry jobsRetry `cmd:"" help:"${cli_jobs_retry}"`
}

// jobsList lists jobs, the newest first.
type jobsList struct {
	Dead bool `help:"${cli_jobs_dead}"`
	JSON bool `help:"${cli_json}"`
}

// shownJobs is how many jobs a list shows.
const shownJobs = 200

// Run prints the jobs that wait, or with --dead those that were given up.
func (c *jobsList) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, codec, err := openToShow(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	state := jobs.Waiting
	if c.Dead {
		state = jobs.Dead
	}
	var all []jobs.Record
	err = store.Read(ctx, func(tx *db.Tx) (err error) { all, err = jobs.List(tx, state, shownJobs); return err })
	if err != nil {
		return err
	}
	for _, j := range all {
		if err := c.print(d, codec.Encode(int64(j.ID)), j); err != nil {
			return err
		}
	}
	d.say(d.T("cli.jobs_"+state, len(all)))
	return nil
}

func (c *jobsList) print(d *desk, code string, j jobs.Record) error {
	if c.JSON {
		return writeJSON(d.out, map[string]any{"id": code, "kind": j.Kind, "key": j.Key, "state": j.State, "running": j.Running,
			"attempts": j.Attempts, "next": j.RunAt.Format(time.RFC3339), "put": j.PutAt.Format(time.RFC3339), "error": j.Error})
	}
	_, err := fmt.Fprintf(d.out, "%s  %-14s %-28s %3d  %s  %s\n", code, j.Kind, j.Key, j.Attempts, j.RunAt.Format(shownTime), j.Error)
	return err
}

// jobsRetry sends jobs that were given up again.
type jobsRetry struct {
	ID  string `arg:"" optional:"" help:"${cli_jobs_id}"`
	All bool   `help:"${cli_jobs_all}"`
}

// Run sends one dead job again, or all; the process that serves the same file
// does it when there is one.
func (c *jobsRetry) Run(ctx context.Context, cfg *Config, d *desk) error {
	if (c.ID == "") == !c.All {
		return fault.New(fault.Invalid, "cli.jobs_which")
	}
	return carryOut(ctx, cfg, d, "jobs retry", c)
}

func (c *jobsRetry) do(ctx context.Context, h *house, d *desk) error {
	id, ok := h.keys.Codec().Decode(c.ID)
	if !ok && !c.All {
		return fault.New(fault.NotFound, "jobs.not_dead")
	}
	n := int64(1)
	err := h.db.Write(ctx, func(tx *db.Tx) (err error) {
		if c.All {
			n, err = jobs.RetryAll(tx)
			return err
		}
		return jobs.Retry(tx, db.ID(id))
	})
	if err == nil {
		d.say(d.T("cli.jobs_retried", n))
	}
	return err
}
