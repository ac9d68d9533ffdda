package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// pair is the house, and beside it a bare server that has the same bytes of some
// pages ready.
type pair struct {
	client
	house, bare *process
	pages       []page
	bodies      []packed // as the house sent them
}

// beside starts the house with these arguments, fetches the pages, and starts
// the bare server with them.
func (b *bench) beside(ctx context.Context, pages []page, more ...string) (_ *pair, err error) {
	p := &pair{client: newClient(pageCallers), pages: pages, bodies: make([]packed, len(pages))}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.stop())
		}
	}()
	if p.house, err = b.serve(ctx, more...); err != nil {
		return nil, err
	}
	for i, page := range pages {
		if p.bodies[i], err = p.get(ctx, p.house.at+page.path, page.accept); err != nil {
			return nil, err
		}
	}
	p.bare, err = startBare(ctx, p.bodies)
	return p, err
}

func (p *pair) stop() (err error) {
	for _, server := range []*process{p.house, p.bare} {
		if server != nil {
			err = errors.Join(err, server.stop())
		}
	}
	return err
}

// cost is what a round of requests took for each of them.
type cost struct{ cpu, wall time.Duration }

// ofHouse asks the house n times for a page.
func (p *pair) ofHouse(ctx context.Context, i, n int) (cost, error) {
	return p.each(ctx, p.house, p.house.at+p.pages[i].path, i, n)
}

// ofBare asks the bare server n times for the same bytes.
func (p *pair) ofBare(ctx context.Context, i, n int) (cost, error) {
	return p.each(ctx, p.bare, p.bare.at+"/"+strconv.Itoa(i), i, n)
}

// each asks a server n times for a page of the size that page i has.
func (p *pair) each(ctx context.Context, server *process, at string, i, n int) (cost, error) {
	before, err := server.cpu()
	if err != nil {
		return cost{}, err
	}
	begin := time.Now()
	err = together(pageCallers, n, func(int) error {
		got, err := p.get(ctx, at, p.pages[i].accept)
		if err == nil && len(got.Body) != len(p.bodies[i].Body) {
			err = fmt.Errorf("GET %s: %d bytes, not %d", at, len(got.Body), len(p.bodies[i].Body))
		}
		return err
	})
	if err != nil {
		return cost{}, err
	}
	took := time.Since(begin)
	after, err := server.cpu()
	return cost{(after - before) / time.Duration(n), took / time.Duration(n)}, err
}

// inTurns runs rounds of a page on both sides, the house n times and the bare
// server more often; the first round warms up.
func (p *pair) inTurns(ctx context.Context, what string, rounds, i, n, bare int) (full, plain []cost, err error) {
	for round := range rounds + 1 {
		tell(fmt.Sprintf("%s, round %d of %d", what, round, rounds))
		f, err := p.ofHouse(ctx, i, n)
		if err != nil {
			return nil, nil, err
		}
		o, err := p.ofBare(ctx, i, bare)
		if err != nil {
			return nil, nil, err
		}
		if round > 0 {
			full, plain = append(full, f), append(plain, o)
		}
	}
	return full, plain, nil
}

// cpuOf and wallOf are one side of all costs.
func cpuOf(all []cost) (out []time.Duration) {
	for _, p := range all {
		out = append(out, p.cpu)
	}
	return out
}

func wallOf(all []cost) (out []time.Duration) {
	for _, p := range all {
		out = append(out, p.wall)
	}
	return out
}

// ratio compares round by round, because both sides of a round had the same
// machine, and gives the median of a over b.
func ratio(a, b []time.Duration) float64 {
	all := make([]float64, len(a))
	for i := range a {
		all[i] = float64(a[i]) / float64(b[i])
	}
	return median(all)
}
