package web

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// counters are the figures for Prometheus, in a registry of this site.
type counters struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	running  prometheus.Gauge
}

func newCounters() *counters {
	c := &counters{
		registry: prometheus.NewRegistry(),
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
	c.registry.MustRegister(c.requests, c.seconds, c.bytes, c.running,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return c
}

// metricsHandler answers /metrics on its own listener.
func (s *Site) metricsHandler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.count.registry, promhttp.HandlerOpts{}))
	return mux
}

// note counts and logs a request that is over. It names the route and never the
// address: names, numbers and searches stand in addresses. Nor whom it came from.
func (s *Site) note(x *exchange) {
	took := time.Since(x.start)
	s.count.requests.WithLabelValues(x.route, strconv.Itoa(x.status/100)+"xx").Inc()
	s.count.seconds.WithLabelValues(x.route).Observe(took.Seconds())
	s.count.bytes.WithLabelValues(x.route).Add(float64(x.bytes))
	if x.quiet && x.status < http.StatusInternalServerError {
		return
	}
	s.log.LogAttrs(context.Background(), slog.LevelInfo, "request",
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

// method keeps a made-up method out of the log.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}
