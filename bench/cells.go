package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	cellGoal    = 100 * time.Millisecond // for 95 of 100
	cellsAlone  = 100                    // saved by one editor
	cellsOfEach = 5                      // saved by each of many
	// cellPause is how long somebody types before the next cell is saved.
	cellPause = 3 * time.Second
)

// saves measures saving a cell: one editor in a sheet of five hundred rows, and
// fifty editors over all offices, who type as fast as people do.
func (v *evening) saves(ctx context.Context, b *bench, house *process) ([]figure, error) {
	tell("cells saved on " + v.engine.name)
	alone, err := v.alone(ctx, b, house)
	if err != nil {
		return nil, err
	}
	many, err := v.together(ctx, b, house)
	return []figure{
		v.saved(fmt.Sprintf("a cell saved by one editor, without a pause, in a sheet of %d rows, all of them checked anew", len(v.wide.lines)), alone),
		v.saved(fmt.Sprintf("a cell saved by %d editors over %d offices, each every %s", editors, len(v.offices), seconds(cellPause)), many),
	}, err
}

// savings are the answers to what was typed.
type savings struct {
	took []time.Duration
	cpu  time.Duration // of the house, for each
	rate float64       // a second
}

func (v *evening) saved(what string, s savings) figure {
	if len(s.took) == 0 {
		return figure{}
	}
	return figure{
		What:     v.on(what),
		Measured: fmt.Sprintf("95 of 100 within %s", millis(part(s.took, 95))),
		Beside: fmt.Sprintf("half of %d within %s; %s CPU each; %.0f a second", len(s.took),
			millis(part(s.took, 50)), micros(s.cpu), s.rate),
		Goal: "≤ " + millis(cellGoal), Of: goalCell, Met: part(s.took, 95) <= cellGoal,
	}
}

// part is the time within which so many of a hundred were done.
func part(all []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[max(0, (len(sorted)*percent+99)/100-1)]
}

func (v *evening) alone(ctx context.Context, b *bench, house *process) (s savings, err error) {
	c := newClient(1).as(v.wide.token)
	n := b.many(cellsAlone)
	spent, err := house.costs(n, func(i int) error {
		took, err := v.wide.save(ctx, c, house, len(v.wide.lines)-1-i)
		s.took = append(s.took, took)
		return err
	})
	s.cpu, s.rate = spent.cpu, 1/spent.wall.Seconds()
	return s, err
}

// typed counts what was typed, so that no two cells hold the same.
var typed atomic.Int64

// save puts another amount into a cell, as the page's script does, and demands
// that it is kept.
func (d desk) save(ctx context.Context, c client, house *process, line int) (time.Duration, error) {
	text := strconv.FormatInt(1_000_000_000+typed.Add(1), 10)
	raw, err := json.Marshal([][4]string{{d.lines[line], eveningField, d.seen[line], text}})
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	said, err := c.send(ctx, house.at+eveningPath+"/"+d.slug+"/sel", url.Values{"sel": {string(raw)}}, http.StatusOK)
	took := time.Since(begin)
	var answer struct {
		Cells []struct{ State, Say string } `json:"cells"`
	}
	if err == nil {
		err = json.Unmarshal(said, &answer)
	}
	if err == nil && (len(answer.Cells) != 1 || answer.Cells[0].State != "simpan") {
		err = fmt.Errorf("line %d of %s is not saved: %.300s", line, d.slug, said)
	}
	d.seen[line] = text
	return took, err
}

// together lets all typists type: each saves, types on for a while, saves. They
// begin one after the other, as people do.
func (v *evening) together(ctx context.Context, b *bench, house *process) (s savings, err error) {
	before, err := house.cpu()
	if err != nil {
		return s, err
	}
	pause := cellPause
	if b.short {
		pause /= 20
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	took := make([][]time.Duration, len(v.typists))
	errs := make([]error, len(v.typists))
	var all sync.WaitGroup
	begin := time.Now()
	for i, t := range v.typists {
		all.Go(func() {
			first := begin.Add(pause * time.Duration(i) / time.Duration(len(v.typists)))
			if took[i], errs[i] = t.types(ctx, house, first, pause); errs[i] != nil {
				stop() // the others need not go on
			}
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return s, err
	}
	s.took = slices.Concat(took...)
	after, err := house.cpu()
	n := time.Duration(len(s.took))
	s.cpu, s.rate = (after-before)/n, float64(n)/time.Since(begin).Seconds()
	return s, err
}

// types saves some cells of the typist's own, each when it is due: a slow answer
// does not slow the typing down.
func (t typist) types(ctx context.Context, house *process, due time.Time, pause time.Duration) (all []time.Duration, err error) {
	c := newClient(1).as(t.token)
	for i := range cellsOfEach {
		select {
		case <-time.After(time.Until(due.Add(time.Duration(i) * pause))):
		case <-ctx.Done():
			return all, ctx.Err()
		}
		took, err := t.save(ctx, c, house, (t.first+i)%len(t.lines))
		if err != nil {
			return all, err
		}
		all = append(all, took)
	}
	return all, nil
}
