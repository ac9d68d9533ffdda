package web

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// counters are the figures for Prometheus.
type counters struct {
	registry *prometheus.Registry
	answers  *prometheus.Registry // requests alone, for Answered
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	running  prometheus.Gauge
	routes   sync.Map // of *routeCounters, by route: finding them by label costs ten times as much
}

// routeCounters are the figures of one route.
type routeCounters struct {
	classes [6]atomic.Pointer[prometheus.Counter] // by the status's first digit
	seconds prometheus.Observer
	bytes   prometheus.Counter
}

func newCounters(registry *prometheus.Registry) *counters {
	if registry == nil {
		registry = prometheus.NewRegistry()
	}
	c := &counters{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "alun_http_requests_total", Help: "Requests answered, by route and class of status.",
		}, []string{"route", "class"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "alun_http_request_seconds", Help: "Time from the head of a request to the end of its reply.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "alun_http_response_bytes_total", Help: "Bytes of reply bodies as sent.",
		}, []string{"route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "alun_http_requests_running", Help: "Requests being answered now.",
		}),
	}
	c.registry.MustRegister(c.requests, c.seconds, c.bytes, c.running)
	c.answers = prometheus.NewRegistry()
	c.answers.MustRegister(c.requests)
	return c
}

// of finds the figures of a route.
func (c *counters) of(route string) *routeCounters {
	if r, ok := c.routes.Load(route); ok {
		return r.(*routeCounters)
	}
	r, _ := c.routes.LoadOrStore(route, &routeCounters{seconds: c.seconds.WithLabelValues(route), bytes: c.bytes.WithLabelValues(route)})
	return r.(*routeCounters)
}

// answered counts one reply.
func (c *counters) answered(route string, status int, bytes int64, took time.Duration) {
	r, class := c.of(route), min(max(status/100, 0), len(routeCounters{}.classes)-1)
	n := r.classes[class].Load()
	if n == nil { // two that come at once find the same counter
		fresh := c.requests.WithLabelValues(route, strconv.Itoa(class)+"xx")
		n = &fresh
		r.classes[class].Store(n)
	}
	(*n).Inc()
	r.seconds.Observe(took.Seconds())
	r.bytes.Add(float64(bytes))
}

// note counts and logs a request that is over. It names the route and never the
// address: names, numbers and searches stand in addresses. Nor whom it came from.
func (s *Site) note(x *exchange) {
	took := time.Since(x.start)
	s.count.answered(x.route, x.status, x.bytes, took)
	if x.quiet && x.status < http.StatusInternalServerError {
		return
	}
	s.line(x.start.Add(took), "request",
		slog.String("id", x.req.ID),
		slog.String("method", method(x.req.Method)),
		slog.String("route", x.route),
		slog.Int("status", x.status),
		slog.Int64("bytes", x.bytes),
		slog.Int64("us", took.Microseconds()),
		slog.String("lang", string(x.req.Lang.Tag())),
		slog.Bool("cut", x.cut),
	)
}

// line logs without asking who called: that would cost more than the line.
func (s *Site) line(at time.Time, message string, attrs ...slog.Attr) {
	h, ctx := s.log.Handler(), context.Background()
	if !h.Enabled(ctx, slog.LevelInfo) {
		return
	}
	record := slog.NewRecord(at, slog.LevelInfo, message, 0)
	record.AddAttrs(attrs...)
	_ = h.Handle(ctx, record) // where the log cannot be written, nothing can be told
}

// method keeps a made-up method out of the log.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// Answered tells how many requests the site has answered, and how many of them
// with a status of 500 or more.
func (s *Site) Answered() (all, broken int64) {
	families, err := s.count.answers.Gather()
	if err != nil {
		return 0, 0 // a counter cannot fail
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			n := int64(m.GetCounter().GetValue())
			all += n
			for _, l := range m.GetLabel() {
				if l.GetName() == "class" && l.GetValue() == "5xx" {
					broken += n
				}
			}
		}
	}
	return all, broken
}
