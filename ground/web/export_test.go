package web

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Plant switches a guard off, so that a test can show that it notices.
func Plant(c *Config, guard string) { c.planted = guard }

// Figures is the handler of the figures.
func (s *Site) Figures() http.Handler {
	return promhttp.HandlerFor(s.count.registry, promhttp.HandlerOpts{})
}
