package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// headTime is how long the head of a request may take to arrive.
const headTime = 10 * time.Second

// Serve answers on a listener until ctx ends. Then it takes no new connection,
// lets running requests finish within Limits.Drain, and closes what is left.
func (s *Site) Serve(ctx context.Context, l net.Listener) error {
	return s.ServeAs(ctx, l, s.Handler())
}

// ServeAs is Serve with a handler that stands before the site's own.
func (s *Site) ServeAs(ctx context.Context, l net.Listener, h http.Handler) error {
	pages := s.server(h)
	done := make(chan error, 1)
	go func() { done <- pages.Serve(l) }()
	var err error
	select {
	case err = <-done: // a listener broke
	case <-ctx.Done():
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, s.drain(pages))
}

func (s *Site) server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headTime,
		ReadTimeout:       s.limits.Read,
		WriteTimeout:      s.limits.Write,
		IdleTimeout:       s.limits.Idle,
		MaxHeaderBytes:    s.limits.Header,
		// What net/http says by itself names addresses of clients.
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// drain waits for what is running. Its context is its own: that of Serve has
// ended.
func (s *Site) drain(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.limits.Drain)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("web: requests were cut off after %v: %w", s.limits.Drain, err), server.Close())
	}
	return nil
}
