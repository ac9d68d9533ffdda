package main

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

const (
	// keptGoal is how much of a bare handler's speed a page must reach that the
	// house has kept, with its log and its figures on.
	keptGoal = 0.65
	// keptRequests are asked for in a round, of each side.
	keptRequests = 8000
)

// keptPages are measured in the encodings that they are kept in.
var keptPages = []page{
	{"front page", "/", "gzip", 0},
	{"front page", "/", browser, 0},
	{"node page", "/renja/2024/disporapar/5.2.1.1", "gzip", 0},
	{"node page", "/renja/2024/disporapar/5.2.1.1", browser, 0},
}

// pace is what a round of requests took for each of them.
type pace struct{ cpu, wall time.Duration }

// kept measures pages that the house has ready against the same bytes from a
// bare server, round by round in turns.
func (b *bench) kept(ctx context.Context) ([]figure, error) {
	house, err := b.serve(ctx)
	if err != nil {
		return nil, err
	}
	defer house.stop()
	c := newClient(pageCallers)
	bodies := make([]packed, len(keptPages))
	for i, p := range keptPages {
		if bodies[i], err = c.get(ctx, house.at+p.path, p.accept); err != nil {
			return nil, err
		}
	}
	bare, err := startBare(ctx, bodies)
	if err != nil {
		return nil, err
	}
	defer bare.stop()
	var all []figure
	for i, p := range keptPages {
		var full, plain []pace
		for round := range b.rounds + 1 {
			tell(fmt.Sprintf("kept %s, round %d of %d", p.name, round, b.rounds))
			f, err := paceOf(ctx, c, house, house.at+p.path, p.accept, len(bodies[i].Body))
			if err != nil {
				return nil, err
			}
			n, err := paceOf(ctx, c, bare, bare.at+"/"+strconv.Itoa(i), p.accept, len(bodies[i].Body))
			if err != nil {
				return nil, err
			}
			if round > 0 { // the first one warms up
				full, plain = append(full, f), append(plain, n)
			}
		}
		all = append(all, p.keptFigure(bodies[i], full, plain))
	}
	return all, nil
}

func paceOf(ctx context.Context, c client, p *process, at, accept string, size int) (pace, error) {
	begin := time.Now()
	cpu, err := each(ctx, c, p, at, accept, keptRequests, size)
	return pace{cpu, time.Since(begin) / keptRequests}, err
}

// keptFigure compares round by round: both sides of a round had the same machine.
func (p page) keptFigure(body packed, full, plain []pace) figure {
	byCPU, byWall := make([]float64, len(full)), make([]float64, len(full))
	cpu, bare := make([]time.Duration, len(full)), make([]time.Duration, len(full))
	for i := range full {
		byCPU[i] = float64(plain[i].cpu) / float64(full[i].cpu)
		byWall[i] = float64(plain[i].wall) / float64(full[i].wall)
		cpu[i], bare[i] = full[i].cpu, plain[i].cpu
	}
	best := max(median(byCPU), median(byWall))
	return figure{
		What:     fmt.Sprintf("kept %s, %s, %s, logged and counted", p.name, body.Encoding, kb(len(body.Body))),
		Measured: fmt.Sprintf("%s CPU", micros(median(cpu))),
		Beside: fmt.Sprintf("bare handler %s: %.0f %% of it by CPU, %.0f %% by requests a second (%d callers on the same two cores)",
			micros(median(bare)), 100*median(byCPU), 100*median(byWall), pageCallers),
		Goal: fmt.Sprintf("≥ %.0f %%", 100*keptGoal), Met: best >= keptGoal,
	}
}
