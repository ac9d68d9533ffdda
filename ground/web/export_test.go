package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Plant switches a guard off, so that a test can show that it notices.
func Plant(c *Config, guard string) { c.planted = guard }

// At sets the clock of the gate of forms.
func (s *Site) At(now func() time.Time) { s.gate.Now = now }

// Figures is the handler of the figures.
func (s *Site) Figures() http.Handler {
	return promhttp.HandlerFor(s.count.registry, promhttp.HandlerOpts{})
}
