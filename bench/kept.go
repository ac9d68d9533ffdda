package main

import (
	"context"
	"fmt"
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
	{"front page", "/", "gzip", nil},
	{"front page", "/", browser, nil},
	{"node page", "/renja/2024/disporapar/5.2.1.1", "gzip", nil},
	{"node page", "/renja/2024/disporapar/5.2.1.1", browser, nil},
}

// kept measures pages that the house has ready against the same bytes from a
// bare server, round by round in turns.
func (b *bench) kept(ctx context.Context) ([]figure, error) {
	both, err := b.beside(ctx, keptPages)
	if err != nil {
		return nil, err
	}
	defer both.stop()
	var all []figure
	for i, p := range keptPages {
		n := b.many(keptRequests)
		full, plain, err := both.inTurns(ctx, "kept "+p.name, b.rounds, i, n, n)
		if err != nil {
			return nil, err
		}
		all = append(all, p.keptFigure(both.bodies[i], full, plain))
	}
	return all, nil
}

// keptFigure compares round by round: both sides of a round had the same machine.
func (p page) keptFigure(body packed, full, plain []cost) figure {
	byCPU, byWall := ratio(cpuOf(plain), cpuOf(full)), ratio(wallOf(plain), wallOf(full))
	return figure{
		What:     fmt.Sprintf("kept %s, %s, %s, logged and counted", p.name, body.Encoding, kb(len(body.Body))),
		Measured: fmt.Sprintf("%s CPU", micros(median(cpuOf(full)))),
		Beside: fmt.Sprintf("bare handler %s: %.0f %% of it by CPU, %.0f %% by requests a second (%d callers on the same cores)",
			micros(median(cpuOf(plain))), 100*byCPU, 100*byWall, pageCallers),
		Goal: fmt.Sprintf("≥ %.0f %%", 100*keptGoal), Of: goalKept, Met: max(byCPU, byWall) >= keptGoal,
	}
}
