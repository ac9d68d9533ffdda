package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"

	"alun/ground/fault"
	"alun/record/plan"

	"github.com/schollz/progressbar/v3"
)

// serveCmd answers requests.
type serveCmd struct{}

// Run opens the house and serves it until the process is told to stop.
func (c *serveCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	h, err := open(ctx, cfg, d)
	if err != nil {
		return err
	}
	defer h.db.Close()
	return h.serve(ctx, cfg, d)
}

func loaded(d *desk, r plan.Result) string {
	if r.Same {
		return d.T("cli.already", r.Unchanged)
	}
	return d.T("cli.loaded", r.Accepted+r.Changed, r.Flags)
}

// say prints a line for the operator.
func (d *desk) say(text string) { fmt.Fprintln(d.err, text) }

// bar shows progress: a bar on a terminal, a line now and then elsewhere.
func bar(d *desk) func(stage string, done, total int) {
	if f, ok := d.err.(*os.File); !ok || !terminal(f) {
		return d.every(milestone)
	}
	var b *progressbar.ProgressBar
	now := ""
	return func(stage string, done, total int) {
		if stage != now {
			b = progressbar.NewOptions(total, progressbar.OptionSetWriter(d.err),
				progressbar.OptionSetDescription(d.T("cli.stage_"+stage)), progressbar.OptionShowCount(),
				progressbar.OptionOnCompletion(func() { fmt.Fprintln(d.err) }))
			now = stage
		}
		_ = b.Set(done) // a bar that cannot be drawn stops nothing
	}
}

// milestone is how many rows pass between two lines of progress.
const milestone = 1000

func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (h *house) serve(ctx context.Context, cfg *Config, d *desk) error {
	collectLater()
	shareProcessors()
	h.log = slog.New(slog.NewJSONHandler(d.out, nil))
	if err := h.openDirectory(cfg.directoryPath()); err != nil { // once more: now there is a log
		return err
	}
	if err := h.openTraces(ctx, cfg); err != nil {
		return err
	}
	defer h.traces.Close()
	if err := h.closeDemo(ctx); err != nil {
		return err
	}
	l, err := listen(cfg.Listen)
	if err != nil {
		return err
	}
	cfg.bound(l) // before pages are made: they say where the house is
	site, err := h.site(ctx, cfg)
	if err != nil {
		return err
	}
	if err := h.takeErrands(ctx, socketOf(cfg.Database)); err != nil {
		return err
	}
	if h.backups, err = h.schedule(cfg); err != nil {
		return err
	}
	h.greetFiles(ctx)
	h.tellSlow()
	office, err := h.openOffice(cfg, site)
	if err != nil {
		return err
	}
	stop := startWorks(ctx, h.log, append(h.works(cfg), office.works(h)...))
	defer stop()
	l, scheme, err := h.secured(ctx, cfg, l)
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // the start leaves more garbage than serving keeps: 9 MB go back
	d.say(d.T("cli.listening", scheme+l.Addr().String()))
	if cfg.plain(l.Addr(), scheme) {
		d.say(d.T("cli.tls_plain", l.Addr().String()))
	}
	if cfg.unnamed(l.Addr()) {
		d.say(d.T("cli.public_none", cfg.publicURL()))
	}
	if h.demo != demoOpen { // no real person enters a house that is shown around
		if err := h.offerSetUp(ctx, d, cfg.publicURL(), false); err != nil {
			return err
		}
	}
	if office != nil {
		d.say(d.T("cli.operating", "http://"+office.at.Addr().String()))
	}
	return site.Serve(ctx, l)
}

// listen opens an address; an empty one opens nothing.
func listen(addr string) (net.Listener, error) {
	if addr == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Conflict, "cli.cannot_listen", addr).Because(err)
	}
	return l, nil
}
