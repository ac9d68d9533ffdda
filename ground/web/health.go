package web

import (
	"context"
	"net/http"
	"time"

	"alun/ground/fault"
)

// pingTime is how long the database may take to answer that it is there.
const pingTime = 2 * time.Second

// roomlessTime is for how many seconds a refusal for want of room is told: a small
// form may still find its place where a photograph does not.
const roomlessTime = 3

// heard notes that a form was refused for want of room.
func (s *Site) heard(err error) {
	if fault.Is(err, fault.Full) {
		s.roomless.Store(time.Now().Unix())
	}
}

// health answers the two questions of a supervisor: does the process live
// (/health/live), and should it be sent visitors (/health/ready). Both stay
// open when the house is full. A full disk takes no visitor away, because pages
// can still be read; the text says that nothing can be kept.
func (s *Site) health(x *exchange, at string) bool {
	var err error
	text := "ok\n"
	switch at {
	case "/health/live":
	case "/health/ready":
		ctx, cancel := context.WithTimeout(x.req.Context(), pingTime)
		defer cancel()
		if err = s.db.Ping(ctx); err == nil && (s.db.Roomless(ctx) || time.Now().Unix()-s.roomless.Load() < roomlessTime) {
			s.log.Error("no room on the disk: nothing can be kept")
			text = "readable; nothing can be kept: no room on the disk\n"
		}
	default:
		return false
	}
	x.route, x.quiet = at, true
	status := http.StatusOK
	if err != nil {
		s.log.Warn("not ready", "err", err.Error())
		status, text = http.StatusServiceUnavailable, "not ready\n"
	}
	h := x.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	x.WriteHeader(status)
	_, _ = x.Write([]byte(text)) // the supervisor may have hung up
	return true
}
