package web

import (
	"context"
	"net/http"
	"time"
)

// pingTime is how long the database may take to answer that it is there.
const pingTime = 2 * time.Second

// health answers the two questions of a supervisor: does the process live
// (/health/live), and should it be sent visitors (/health/ready). Both stay
// open when the house is full.
func (s *Site) health(x *exchange, at string) bool {
	var err error
	switch at {
	case "/health/live":
	case "/health/ready":
		ctx, cancel := context.WithTimeout(x.req.Context(), pingTime)
		defer cancel()
		err = s.db.Ping(ctx)
	default:
		return false
	}
	x.route, x.quiet = at, true
	status, text := http.StatusOK, "ok\n"
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
