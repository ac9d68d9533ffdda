package operate

import (
	"context"

	"alun/ground/db"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// figure is one name at /metrics with what it says.
type figure struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
}

// described is every figure of this room, so that Describe and the paper know
// them all.
var described []*prometheus.Desc

func describe(kind prometheus.ValueType, name, help string, labels ...string) figure {
	f := figure{prometheus.NewDesc("alun_"+name, help, labels, nil), kind}
	described = append(described, f.desc)
	return f
}

const (
	gauge   = prometheus.GaugeValue
	counter = prometheus.CounterValue
)

var (
	figInfo  = describe(gauge, "info", "Always 1; the labels say which program and database this is.", "version", "engine", "migration", "incarnation", "key")
	figLight = describe(gauge, "light", "A light of the status page: 0 good, 1 look at it, 2 act now.", "name")
	figUp    = describe(gauge, "db_up", "Whether the database answered this question.")

	figActs      = describe(counter, "db_acts_total", "Acts answered: done, refused with a sentence, or failed.", "outcome")
	figRetries   = describe(counter, "db_act_retries_total", "Acts run again after a conflict (PostgreSQL).")
	figSingly    = describe(counter, "db_acts_singly_total", "Acts run again alone after an aborted batch (SQLite).")
	figSlow      = describe(counter, "db_acts_slow_total", "Runs of acts that held their transaction for more than 20 ms.")
	figActTime   = describe(0, "db_act_seconds", "Time that one run of an act held its transaction.")
	figSyncTime  = describe(0, "db_commit_seconds", "Time of one commit with its sync to disk.")
	figBatch     = describe(0, "db_batch_acts", "Acts that one commit carried (SQLite).")
	figQueued    = describe(gauge, "db_acts_waiting", "Acts that wait for the writer now (SQLite).")
	figWaiting   = describe(gauge, "db_reads_waiting", "Reads that wait for a connection now.")
	figReading   = describe(gauge, "db_reads_running", "Reads that run now.")
	figReadWait  = describe(0, "db_read_wait_seconds", "Time that a read waited for a connection.")
	figDatabase  = describe(gauge, "db_bytes", "Bytes that the database takes on its disk, without its log.")
	figSealed    = describe(gauge, "diary_sealed_entries", "Diary entries sealed, ever.")
	figUnsealed  = describe(gauge, "diary_unsealed_entries", "Diary entries that are not sealed yet.")
	figSealLag   = describe(gauge, "diary_seal_lag_seconds", "How long the oldest entry without a seal has waited.")
	figBehind    = describe(gauge, "diary_follower_behind_entries", "Sealed entries that a follower has not followed yet.", "follower")
	figTries     = describe(gauge, "diary_follower_failures", "Failed attempts at the entry that a follower is at.", "follower")
	figDocuments = describe(gauge, "index_businesses", "Businesses in the index of the directory.")
	figUnread    = describe(gauge, "index_behind_entries", "Diary entries that the index of the directory has not read yet.")
	figLate      = describe(gauge, "index_late_seconds", "How long the oldest of these has waited.")
	figJobsWait  = describe(gauge, "jobs_waiting", "Jobs that are not done, by kind.", "kind")
	figJobsDue   = describe(gauge, "jobs_due", "Jobs that could be done now and are not.", "kind")
	figJobsRun   = describe(gauge, "jobs_running", "Jobs being done by any process.", "kind")
	figJobsDead  = describe(gauge, "jobs_dead", "Jobs that were given up.", "kind")
	figJobsOld   = describe(gauge, "jobs_oldest_due_seconds", "How long the oldest due job has been due.", "kind")
	figFiles     = describe(gauge, "blob_files", "Files that were sent and are kept.")
	figFileBytes = describe(gauge, "blob_bytes", "Bytes of these files.")
	figLoose     = describe(gauge, "blob_loose_files", "Files that nothing refers to any more.")
	figLetters   = describe(gauge, "mail_messages", "Messages of the mail outbox, by state.", "state")
	figBox       = describe(gauge, "wa_messages", "Messages of the WhatsApp outbox, by state.", "state")
	figBoxAge    = describe(gauge, "wa_oldest_waiting_seconds", "How long the oldest waiting one has waited for an officer.")
	figDisk      = describe(gauge, "disk_bytes", "Size of the disk that holds database, files or backups.", "volume")
	figFree      = describe(gauge, "disk_free_bytes", "What of it the program may still take.", "volume")
	figExpiry    = describe(gauge, "tls_certificate_expiry_timestamp_seconds", "When the TLS certificate ends.")
)

// Register puts the figures of this room and of the process into d.Figures.
func (d *Desk) Register() error {
	for _, c := range []prometheus.Collector{d, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})} {
		if err := d.Figures.Register(c); err != nil {
			return err
		}
	}
	return nil
}

// Describe names the figures, for Prometheus.
func (d *Desk) Describe(to chan<- *prometheus.Desc) {
	for _, one := range described {
		to <- one
	}
}

// Collect tells them.
func (d *Desk) Collect(to chan<- prometheus.Metric) {
	s := d.look(context.Background())
	put := teller(to)
	for _, l := range s.lights() {
		put.one(figLight, float64(l.level), l.name)
	}
	put.one(figInfo, 1, d.About.Version, d.DB.Engine().String(), s.inside.migration, s.inside.incarnation, d.About.KeyID)
	put.acts(s.stats)
	put.one(figUp, truth(s.up))
	for _, v := range s.volumes {
		if v.err == nil {
			put.one(figDisk, float64(v.all), v.Name)
			put.one(figFree, float64(v.free), v.Name)
		}
	}
	if s.index != nil {
		put.one(figDocuments, float64(s.index.Documents))
		put.one(figUnread, float64(s.index.Behind))
		put.one(figLate, s.index.Late.Seconds())
	}
	if !s.expires.IsZero() {
		put.one(figExpiry, float64(s.expires.Unix()))
	}
	if s.up {
		put.inside(s.inside)
	}
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// teller hands figures over.
type teller chan<- prometheus.Metric

func (to teller) one(f figure, v float64, labels ...string) {
	to <- prometheus.MustNewConstMetric(f.desc, f.kind, v, labels...)
}

// spread hands a histogram over.
func (to teller) spread(f figure, s db.Spread) {
	buckets, below := map[float64]uint64{}, uint64(0)
	for i, bound := range s.Bounds {
		below += uint64(s.Counts[i])
		buckets[bound] = below
	}
	to <- prometheus.MustNewConstHistogram(f.desc, uint64(s.Total()), s.Sum, buckets)
}

func (to teller) acts(s db.Stats) {
	to.one(figActs, float64(s.Acts-s.Failed), "done")
	to.one(figActs, float64(s.Refused), "refused")
	to.one(figActs, float64(s.Failed-s.Refused), "failed")
	to.one(figRetries, float64(s.Retries))
	to.one(figSingly, float64(s.Singly))
	to.one(figSlow, float64(s.Slow))
	to.one(figQueued, float64(s.Queued))
	to.one(figWaiting, float64(s.Waiting))
	to.one(figReading, float64(s.Reading))
	to.spread(figActTime, s.ActTime)
	to.spread(figSyncTime, s.SyncTime)
	to.spread(figBatch, s.BatchSize)
	to.spread(figReadWait, s.ReadWait)
}

func (to teller) inside(in inside) {
	to.one(figDatabase, float64(in.bytes))
	to.one(figSealed, float64(in.lag.Sealed))
	to.one(figUnsealed, float64(in.lag.Unsealed))
	to.one(figSealLag, in.lag.Oldest.Seconds())
	for _, f := range in.followers {
		to.one(figBehind, float64(f.Behind), f.Name)
		to.one(figTries, float64(f.Tries), f.Name)
	}
	for _, j := range in.jobs {
		to.one(figJobsWait, float64(j.Waiting), j.Kind)
		to.one(figJobsDue, float64(j.Due), j.Kind)
		to.one(figJobsRun, float64(j.Running), j.Kind)
		to.one(figJobsDead, float64(j.Dead), j.Kind)
		to.one(figJobsOld, j.Oldest.Seconds(), j.Kind)
	}
	for state, n := range in.letters {
		to.one(figLetters, float64(n), state)
	}
	for state, n := range in.box {
		to.one(figBox, float64(n), state)
	}
	to.one(figBoxAge, in.boxAge.Seconds())
	to.one(figFiles, float64(in.blobs.Files))
	to.one(figFileBytes, float64(in.blobs.Bytes))
	to.one(figLoose, float64(in.blobs.Loose))
}
