package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
)

// reading is an address of the API and the page that shows people the same.
type reading struct {
	name, path, page string
}

// apiReads measures answers of the API against the pages of the same things, both
// drawn anew, round by round in turns. Calls have a limit for each client's
// address, so each comes from another one, as a proxy would tell.
func (b *bench) apiReads(ctx context.Context) ([]figure, error) {
	house, err := b.serve(ctx, "--cache-mib", "0", "--proxy")
	if err != nil {
		return nil, err
	}
	defer house.stop()
	c := newClient(pageCallers)
	c.far = new(atomic.Uint32)
	row, err := c.rowOf(ctx, house, "disporapar", "5.2.1.1")
	if err != nil {
		return nil, err
	}
	var all []figure
	for _, r := range []reading{
		{"one row of the plan", "/api/v1/nodes/" + row, "/renja/2024/disporapar/5.2.1.1"},
		{"50 rows of the plan", "/api/v1/nodes?year=2024&opd=disporapar&limit=50", "/renja/2024/disporapar"},
		{"50 cases", "/api/v1/cases?limit=50", "/catatan"},
	} {
		f, err := b.apiRead(ctx, c, house, r)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (b *bench) apiRead(ctx context.Context, c client, house *process, r reading) (figure, error) {
	both := &pair{client: c, house: house, pages: []page{{r.name, r.path, browser, nil}, {r.name, r.page, browser, nil}}, bodies: make([]packed, 2)}
	for i, p := range both.pages {
		var err error
		if both.bodies[i], err = c.get(ctx, house.at+p.path, p.accept); err != nil {
			return figure{}, err
		}
	}
	var answers, shown []cost
	for round := range b.rounds + 1 {
		tell(fmt.Sprintf("API, %s, round %d of %d", r.name, round, b.rounds))
		a, err := both.ofHouse(ctx, 0, b.requests)
		if err != nil {
			return figure{}, err
		}
		s, err := both.ofHouse(ctx, 1, b.requests)
		if err != nil {
			return figure{}, err
		}
		if round > 0 {
			answers, shown = append(answers, a), append(shown, s)
		}
	}
	return figure{
		What:     fmt.Sprintf("API, %s, %s", r.name, kb(len(both.bodies[0].Body))),
		Measured: micros(median(cpuOf(answers))) + " CPU",
		Beside:   fmt.Sprintf("the page `%s` %s: %.0f %% of it", r.page, micros(median(cpuOf(shown))), 100*ratio(cpuOf(answers), cpuOf(shown))),
	}, nil
}

// rowOf finds the code of a row of 2024 in the API.
func (c client) rowOf(ctx context.Context, house *process, office, code string) (string, error) {
	p, err := c.get(ctx, house.at+"/api/v1/nodes?year=2024&level=subkegiatan&limit=200&opd="+office, "identity")
	if err != nil {
		return "", err
	}
	var list struct {
		Items []struct{ ID, Code string }
	}
	if err := json.Unmarshal(p.Body, &list); err != nil {
		return "", err
	}
	for _, n := range list.Items {
		if n.Code == code {
			return n.ID, nil
		}
	}
	return "", fmt.Errorf("the API has no row %s of %s", code, office)
}
