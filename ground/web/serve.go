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
	pages := s.server(s.Handler())
	done := make(chan error, 2)
	servers := []*http.Server{pages}
	go func() { done <- pages.Serve(l) }()
	if s.metrics != nil {
		figures := s.server(s.metricsHandler())
		servers = append(servers, figures)
		go func() { done <- figures.Serve(s.metrics) }()
	}
	var err error
	select {
	case err = <-done: // a listener broke
	case <-ctx.Done():
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, s.drain(servers))
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
func (s *Site) drain(servers []*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.limits.Drain)
	defer cancel()
	var all error
	for _, server := range servers {
		if err := server.Shutdown(ctx); err != nil {
			all = errors.Join(all, fmt.Errorf("web: requests were cut off after %v: %w", s.limits.Drain, err), server.Close())
		}
	}
	return all
}
