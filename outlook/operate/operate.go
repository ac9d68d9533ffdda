package operate

import (
	"context"
	"embed"
	"time"

	"alun/ground/backup"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Files holds this room's sentences.
//
//go:embed words
var Files embed.FS

// Desk is the room: what the administrator looks at. DB, Figures, Requests,
// Now, Code and ID must be set.
type Desk struct {
	DB      *db.DB
	Figures *prometheus.Registry
	Backups *backup.Schedule // nil: none are made by the program
	Post    *mail.Post       // the mail outbox
	Box     wa.Box           // the WhatsApp outbox
	Volumes []Volume
	// Requests tells how many requests the site has answered, and how many of
	// them with a status of 500 or more.
	Requests func() (all, broken int64)
	About    About
	City     map[lang.Tag]string
	Public   string // where links of the site lead: "https://alun.balikpapan.go.id"
	Nowhere  bool   // nobody said that others can open Public
	// Index is how far the index is by which businesses are found; nil: there is none.
	Index func() Index
	// Certificate is when the TLS certificate ends; nil: the program has none.
	Certificate func() time.Time

	Now  func() time.Time           // the clock: these pages stand without a transaction
	Code func(db.ID) string         // a public code for an id
	ID   func(string) (db.ID, bool) // and back

	past past
}

// Index is how far an index over the records is.
type Index struct {
	Ready     bool
	Documents int
	Behind    int64         // entries of the diary that it has not read
	Late      time.Duration // how long the oldest of them has waited
}

// Volume is a place on a disk whose room matters.
type Volume struct {
	Name string // "database", "files" or "backup"
	Path string
}

// About is what does not change while the program runs.
type About struct {
	Version string
	KeyID   string // of the current key; never the key
	Started time.Time
}

// Routes lists the room's addresses.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		web.Tell("/", d.status),
		web.Show("/pekerjaan", d.jobs, "keadaan", "diulang"),
		web.Do("/pekerjaan/{id}/ulang", d.retryOne()),
		web.Do("/pekerjaan/ulang", d.retryAll()),
		web.Show("/wa", d.box, "tercatat"),
		web.Do("/wa/{id}/buka", d.openLetter()),
		web.Do("/wa/{id}/lembar", d.printLetter()),
		web.Do("/wa/{id}/terkirim", d.markLetter(d.sent)),
		web.Do("/wa/{id}/tidak", d.markLetter(d.notSent)),
		web.Show("/surat", d.letters),
		web.Tell("/cadangan", d.backups),
		web.Raw("/metrics", promhttp.HandlerFor(d.Figures, promhttp.HandlerOpts{})),
	}
}

// Actor is who acts here, until people have accounts.
func Actor(*web.Request) string { return "operator" }

// Work looks at the figures once a minute, so that the lights know what happened
// in the last hour. It ends with ctx.
func (d *Desk) Work(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		d.past.note(d.counted())
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
