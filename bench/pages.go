package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// page is an address that is measured.
type page struct {
	name   string
	path   string
	accept string
	goal   time.Duration // 0: none was set
}

// browser is what today's browsers accept.
const browser = "gzip, deflate, br, zstd"

const pageGoal = 500 * time.Microsecond

var pages = []page{
	{"front page", "/", browser, pageGoal},
	{"node page", "/renja/2024/disporapar/5.2.1.1", browser, pageGoal},
	{"front page", "/", "gzip", pageGoal},
	{"node page", "/renja/2024/disporapar/5.2.1.1", "gzip", pageGoal},
	{"office page", "/renja/2024/disporapar", browser, 0},
	{"year page", "/renja/2024", browser, 0},
	{"search", "/cari?q=" + url.QueryEscape("sertifikasi"), browser, 0},
	{"case list", "/catatan", browser, 0},
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
	house, err := b.serve(ctx, "--cache-mib", "0")
	if err != nil {
		return nil, err
	}
	defer house.stop()
	c := newClient(pageCallers)
	bodies := make([]packed, len(pages))
	for i, p := range pages {
		if bodies[i], err = c.get(ctx, house.at+p.path, p.accept); err != nil {
			return nil, err
		}
	}
	bare, err := startBare(ctx, bodies)
	if err != nil {
		return nil, err
	}
	defer bare.stop()
	full, plain, err := b.inTurns(ctx, c, house, bare, bodies)
	if err != nil {
		return nil, err
	}
	var all []figure
	for i, p := range pages {
		all = append(all, p.figure(bodies[i], median(full[i]), median(plain[i])))
	}
	after, err := memoryFigure("memory after these rounds", house, 0)
	return append(all, after), err
}

func (p page) figure(body packed, full, bare time.Duration) figure {
	return figure{
		What:     fmt.Sprintf("%s `%s`, %s, %s", p.name, p.path, body.Encoding, kb(len(body.Body))),
		Measured: micros(full) + " CPU",
		Beside:   fmt.Sprintf("bare handler %s: %.0f times", micros(bare), float64(full)/float64(bare)),
		Goal:     under(p.goal, micros(p.goal)), Met: full <= p.goal,
	}
}

// inTurns gives, for each page, the processor time of a request in each round.
func (b *bench) inTurns(ctx context.Context, c client, house, bare *process, bodies []packed) (full, plain [][]time.Duration, err error) {
	full, plain = make([][]time.Duration, len(pages)), make([][]time.Duration, len(pages))
	for round := range b.rounds + 1 {
		tell(fmt.Sprintf("pages, round %d of %d", round, b.rounds))
		for i, p := range pages {
			f, err := each(ctx, c, house, house.at+p.path, p.accept, b.requests, len(bodies[i].Body))
			if err != nil {
				return nil, nil, err
			}
			n, err := each(ctx, c, bare, bare.at+"/"+strconv.Itoa(i), p.accept, b.requests*barePerHouse, len(bodies[i].Body))
			if err != nil {
				return nil, nil, err
			}
			if round > 0 { // the first one warms up
				full[i], plain[i] = append(full[i], f), append(plain[i], n)
			}
		}
	}
	return full, plain, nil
}

// each asks a server n times for a page of that size and gives the processor
// time of one request.
func each(ctx context.Context, c client, p *process, at, accept string, n, size int) (time.Duration, error) {
	before, err := p.cpu()
	if err != nil {
		return 0, err
	}
	err = together(pageCallers, n, func(int) error {
		got, err := c.get(ctx, at, accept)
		if err == nil && len(got.Body) != size {
			err = fmt.Errorf("GET %s: %d bytes, not %d", at, len(got.Body), size)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	after, err := p.cpu()
	return (after - before) / time.Duration(n), err
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
		"--key", filepath.Join(b.dir, keyFile)}, more...)...)
	if err == nil {
		err = p.heard(ctx)
	}
	return p, err
}
