package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"time"
)

// page is an address that is measured.
type page struct {
	name   string
	path   string
	accept string
	of     *goal // nil: none was set
}

// browser is what today's browsers accept.
const browser = "gzip, deflate, br, zstd"

const pageGoal = 500 * time.Microsecond

var pages = []page{
	{"front page", "/", browser, goalPage},
	{"node page", "/renja/2024/disporapar/5.2.1.1", browser, goalPage},
	{"front page", "/", "gzip", goalPage},
	{"node page", "/renja/2024/disporapar/5.2.1.1", "gzip", goalPage},
	{"office page", "/renja/2024/disporapar", browser, nil},
	{"year page", "/renja/2024", browser, nil},
	{"search", "/cari?q=" + url.QueryEscape("sertifikasi"), browser, nil},
	{"case list", "/catatan", browser, nil},
}

const (
	// pageCallers ask at the same time, so that the server is not measured
	// while it falls asleep and wakes up.
	pageCallers = 4
	// barePerHouse is how many more requests the bare server gets: its work is
	// so small that the clock in /proc would not see it.
	barePerHouse = 20
)

// pages measures the processor time of a page in the house against that of the
// same bytes from a bare server, round by round in turns.
func (b *bench) pages(ctx context.Context) ([]figure, error) {
	both, err := b.beside(ctx, pages, "--cache-mib", "0")
	if err != nil {
		return nil, err
	}
	defer both.stop()
	var all []figure
	for i, p := range pages {
		full, plain, err := both.inTurns(ctx, "drawn "+p.name, b.rounds, i, b.requests, b.requests*barePerHouse)
		if err != nil {
			return nil, err
		}
		all = append(all, p.figure(both.bodies[i], median(cpuOf(full)), median(cpuOf(plain))))
	}
	after, err := memoryFigure("memory after these rounds", both.house, nil)
	return append(all, after), err
}

func (p page) figure(body packed, full, bare time.Duration) figure {
	f := figure{
		What:     fmt.Sprintf("%s `%s`, %s, %s", p.name, p.path, body.Encoding, kb(len(body.Body))),
		Measured: micros(full) + " CPU",
		Beside:   fmt.Sprintf("bare handler %s: %.0f times", micros(bare), float64(full)/float64(bare)),
		Of:       p.of, Met: full <= pageGoal,
	}
	if p.of != nil {
		f.Goal = "≤ " + micros(pageGoal)
	}
	return f
}

// startBare starts this program as the bare server and hands it the pages.
func startBare(ctx context.Context, bodies []packed) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p, err := start(ctx, "", self, bareMode)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(p.stdin).Encode(bodies); err != nil {
		return nil, err
	}
	return p, p.heard(ctx)
}

// serve starts the built program over the loaded database.
func (b *bench) serve(ctx context.Context, more ...string) (*process, error) {
	p, err := start(ctx, b.dir, b.alun, append([]string{"serve", "--listen", listen, "--database", b.database,
		"--key", b.at(keyFile)}, more...)...)
	if err == nil {
		err = p.heard(ctx)
	}
	return p, err
}
