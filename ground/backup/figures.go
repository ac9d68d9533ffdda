package backup

import "github.com/prometheus/client_golang/prometheus"

var (
	figureLast   = prometheus.NewDesc("alun_backup_last_timestamp_seconds", "When the newest scheduled backup was made; 0: there is none.", nil, nil)
	figureBytes  = prometheus.NewDesc("alun_backup_last_bytes", "Size of the newest scheduled backup.", nil, nil)
	figureEvery  = prometheus.NewDesc("alun_backup_every_seconds", "Time between two scheduled backups.", nil, nil)
	figureTook   = prometheus.NewDesc("alun_backup_duration_seconds", "How long this process took for the last one, with its check.", nil, nil)
	figureFailed = prometheus.NewDesc("alun_backup_failures", "Attempts that failed since the last one that worked.", nil, nil)
	figureLost   = prometheus.NewDesc("alun_backup_lost_files", "Stored files that were damaged at the last backup.", nil, nil)
)

// Describe names the figures of a schedule, for Prometheus.
func (s *Schedule) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{figureLast, figureBytes, figureEvery, figureTook, figureFailed, figureLost} {
		to <- d
	}
}

// Collect tells them.
func (s *Schedule) Collect(to chan<- prometheus.Metric) {
	now := s.Status()
	last := 0.0
	if !now.Last.At.IsZero() {
		last = float64(now.Last.At.Unix())
	}
	for d, v := range map[*prometheus.Desc]float64{figureLast: last, figureBytes: float64(now.Last.Size), figureEvery: now.Every.Seconds(),
		figureTook: now.Took.Seconds(), figureFailed: float64(now.Failed), figureLost: float64(now.Lost)} {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v)
	}
}
