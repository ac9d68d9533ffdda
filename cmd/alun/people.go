package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

// openPeople opens the room of people with the house's keys and its door to the
// offices.
func (h *house) openPeople() {
	h.people = account.NewPeople(h.keys)
	h.people.Office = plan.IsOPD
	h.used = &used{house: h, at: map[string]time.Time{}}
}

// used gathers which sessions are in use, so that a page that is only read costs
// no write of its own. What a stop loses ends a session earlier, never later.
type used struct {
	house *house
	mu    sync.Mutex
	at    map[string]time.Time
}

const (
	usedEvery = 20 * time.Second
	mostUsed  = 10_000 // bounds the memory
)

// tell notes that a session is in use now: one that is live, so that nobody fills
// the list with cookies that they made up.
func (u *used) tell(session string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.at) < mostUsed {
		u.at[session] = time.Now()
	}
}

// run writes down now and then what was gathered, and the rest when it ends.
func (u *used) run(ctx context.Context) {
	for ctx.Err() == nil {
		pause(ctx, usedEvery)
		u.keep(context.WithoutCancel(ctx))
	}
}

func (u *used) keep(ctx context.Context) {
	u.mu.Lock()
	all := u.at
	u.at = map[string]time.Time{}
	u.mu.Unlock()
	if len(all) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, usedEvery)
	defer cancel()
	if err := u.house.db.Write(ctx, func(tx *db.Tx) error { return account.Seen(tx, all) }); err != nil {
		u.house.log.Warn("sessions in use could not be noted", slog.Any("err", err))
	}
}
