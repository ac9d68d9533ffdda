package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"path/filepath"
	"sync"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/trace/otlp"
	"alun/ground/web"
	"alun/outlook/operate"
)

// office is the administrator's listener with what answers on it.
type office struct {
	desk *operate.Desk
	site *web.Site
	at   net.Listener
	name string // the one host name beside loopback; may be empty
}

// openOffice opens the administrator's listener; nil when none is asked for.
// site is the public site, whose requests are counted.
func (h *house) openOffice(cfg *Config, site *web.Site) (*office, error) {
	if cfg.Operate == "" {
		return nil, nil
	}
	if err := operate.Reachable(cfg.Operate, cfg.OperateName); err != nil {
		return nil, err
	}
	d, err := h.operateDesk(cfg, site)
	if err != nil {
		return nil, err
	}
	if err := d.Register(); err != nil {
		return nil, err
	}
	static, err := statics()
	if err != nil {
		return nil, err
	}
	own, err := web.New(web.Config{DB: h.db, Words: h.words, Routes: d.Routes(), Layout: d.Layout, Fault: d.Fault,
		Actor: operate.Actor, Static: static, Log: h.log.With("site", "operator"), TrustProxy: cfg.Proxy})
	if err != nil {
		return nil, err
	}
	l, err := listen(cfg.Operate)
	return &office{d, own, l, cfg.OperateName}, err
}

// operateDesk is what the administrator looks at.
func (h *house) operateDesk(cfg *Config, site *web.Site) (*operate.Desk, error) {
	c, err := readCity(h.profile)
	codec := h.keys.Codec()
	return &operate.Desk{DB: h.db, Figures: h.figures, Backups: h.backups, Volumes: cfg.volumes(), Requests: site.Answered, Post: h.notice.Post, Box: h.notice.Box,
		About:       operate.About{Version: version, KeyID: h.keys.Current(), Started: time.Now()},
		City:        map[lang.Tag]string{lang.ID: c.Name, lang.EN: c.NameEN, lang.JA: c.NameJA},
		Public:      cfg.publicURL(),
		Nowhere:     !cfg.reached(),
		Index:       h.indexState,
		Certificate: cfg.certificate(),
		Now:         time.Now,
		Code:        func(id db.ID) string { return codec.Encode(int64(id)) },
		ID:          func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
	}, err
}

// indexState is how far the directory is.
func (h *house) indexState() operate.Index {
	s := h.directory.State()
	return operate.Index{Ready: s.Ready, Documents: s.Documents, Behind: s.Behind, Late: s.Late}
}

// volumes are the places whose disks may fill up.
func (c *Config) volumes() []operate.Volume {
	var all []operate.Volume
	if !db.IsPostgres(c.Database) {
		all = append(all, operate.Volume{Name: "database", Path: filepath.Dir(c.Database)})
	}
	if at := c.filesPath(); !blob.IsS3(at) {
		all = append(all, operate.Volume{Name: "files", Path: at})
	}
	if c.BackupTo != "" {
		all = append(all, operate.Volume{Name: "backup", Path: c.BackupTo})
	}
	return all
}

// certificate tells when the operator's own certificate ends; that of an ACME
// server is renewed by the program.
func (c *Config) certificate() func() time.Time {
	if c.TLSCert == "" {
		return nil
	}
	return func() time.Time {
		pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return time.Time{}
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			return time.Time{}
		}
		return leaf.NotAfter
	}
}

// works are what the office does beside the rest of serve.
func (o *office) works(h *house) []work {
	if o == nil {
		return nil
	}
	return []work{
		{"figures", o.desk.Work},
		{"operator", func(ctx context.Context) {
			if err := o.site.ServeAs(ctx, o.at, operate.Guard(o.name, o.site.Handler())); err != nil {
				h.log.Error("operator", "err", err.Error())
			}
			<-ctx.Done()
		}},
	}
}

// tellSlow logs each act that holds its transaction too long once, by name; the
// figures count all of them.
func (h *house) tellSlow() {
	var told sync.Map
	h.db.OnSlow(func(name string, took time.Duration) {
		if _, known := told.LoadOrStore(name, true); !known {
			h.log.Warn("slow act", "act", name, "us", took.Microseconds(), "limit_us", db.SlowAct.Microseconds())
		}
	})
}

// openTraces opens the sender of traces, when the operator names a receiver.
func (h *house) openTraces(ctx context.Context, cfg *Config) (err error) {
	h.traces, err = otlp.Open(ctx, cfg.OTLP, version, cfg.Proxy, h.log)
	if errors.Is(err, otlp.ErrAddress) {
		return fault.New(fault.Invalid, "cli.bad_otlp").Because(err)
	}
	return err
}
