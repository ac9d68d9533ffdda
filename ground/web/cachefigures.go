package web

import "github.com/prometheus/client_golang/prometheus"

// cacheCounters are the cache's figures for Prometheus.
type cacheCounters struct {
	hits, misses, shared, unwanted prometheus.Counter
	outdated, discarded, evicted   prometheus.Counter
	bytes, editions                prometheus.Gauge
}

func newCacheCounters(to prometheus.Registerer) *cacheCounters {
	asked := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "alun_cache_requests_total",
		Help: "Requests for public pages: hit was answered from the cache, miss was drawn and may be kept, shared was drawn for another just now, once was drawn and is not worth keeping yet.",
	}, []string{"answer"})
	gone := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "alun_cache_editions_gone_total",
		Help: "Editions let go: outdated by a change, discarded because a change came while they were drawn, evicted for room.",
	}, []string{"why"})
	c := &cacheCounters{
		hits: asked.WithLabelValues("hit"), misses: asked.WithLabelValues("miss"), shared: asked.WithLabelValues("shared"), unwanted: asked.WithLabelValues("once"),
		outdated: gone.WithLabelValues("outdated"), discarded: gone.WithLabelValues("discarded"), evicted: gone.WithLabelValues("evicted"),
		bytes:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "alun_cache_bytes", Help: "Bytes that kept editions take."}),
		editions: prometheus.NewGauge(prometheus.GaugeOpts{Name: "alun_cache_editions", Help: "Editions that are kept."}),
	}
	to.MustRegister(asked, gone, c.bytes, c.editions)
	return c
}
