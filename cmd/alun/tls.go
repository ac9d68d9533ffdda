package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"alun/ground/api"
	"alun/ground/fault"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// secured puts TLS on a listener when the operator has chosen it, and gives the
// beginning of the site's address. Without a choice, TLS is the proxy's work.
func (h *house) secured(ctx context.Context, cfg *Config, l net.Listener) (net.Listener, string, error) {
	conf, answer, err := cfg.tls(h.log)
	if err != nil {
		l.Close()
		return nil, "", err
	}
	if conf == nil {
		return l, "http://", nil
	}
	// HTTP/2 is spoken to those who ask for it. Older versions of TLS than 1.2
	// have known breaks.
	conf.MinVersion = tls.VersionTLS12
	if err := h.redirect(ctx, cfg.Redirect, answer(http.HandlerFunc(toHTTPS))); err != nil {
		l.Close()
		return nil, "", err
	}
	return tls.NewListener(l, conf), "https://", nil
}

// plain reports whether other machines can reach an address without TLS, and no
// proxy in front was named that speaks it. An office network may want that; the
// operator is told.
func (c *Config) plain(at net.Addr, scheme string) bool {
	tcp, ok := at.(*net.TCPAddr)
	return scheme == "http://" && !c.Proxy && ok && !tcp.IP.IsLoopback()
}

// unnamed reports whether others are served, by this address or by a proxy in front, while
// nobody said under which name they come.
func (c *Config) unnamed(at net.Addr) bool {
	tcp, ok := at.(*net.TCPAddr)
	return !c.reached() && (c.Proxy || ok && !tcp.IP.IsLoopback())
}

// tls is the operator's choice: nil for none. answer wraps the plain listener,
// over which an ACME server may ask too.
func (c *Config) tls(log *slog.Logger) (conf *tls.Config, answer func(http.Handler) http.Handler, err error) {
	own := c.TLSCert != "" && c.TLSKey != ""
	switch {
	case (c.TLSCert != "") != (c.TLSKey != "") || own && len(c.ACMEDomain) > 0:
		return nil, nil, fault.New(fault.Invalid, "cli.tls_half")
	case own:
		p := &pair{cert: c.TLSCert, key: c.TLSKey, log: log}
		if _, err := p.get(nil); err != nil {
			return nil, nil, fault.New(fault.Invalid, "cli.tls_bad", c.TLSCert, c.TLSKey).Because(err)
		}
		return &tls.Config{GetCertificate: p.get, NextProtos: []string{"h2", "http/1.1"}},
			func(h http.Handler) http.Handler { return h }, nil
	case len(c.ACMEDomain) > 0:
		m := &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(c.ACMEFolder),
			HostPolicy: autocert.HostWhitelist(c.ACMEDomain...)}
		m.Client = &acme.Client{DirectoryURL: c.ACMEServer, HTTPClient: &http.Client{Timeout: acmeTime, CheckRedirect: stay}}
		return m.TLSConfig(), m.HTTPHandler, nil
	}
	return nil, nil, nil
}

// acmeTime is how long one question to an ACME server may take.
const acmeTime = 30 * time.Second

// stay follows no redirect: a server that the operator named does not choose
// another. It is an error and no answer, which would be asked for again for minutes.
func stay(*http.Request, []*http.Request) error { return errElsewhere }

var errElsewhere = errors.New("tls: the ACME server sends elsewhere")

// redirect serves plain HTTP for nothing but the way to HTTPS.
func (h *house) redirect(ctx context.Context, addr string, handler http.Handler) error {
	l, err := listen(addr)
	if l == nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 10 * time.Second, MaxHeaderBytes: 8 << 10, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug)}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			h.log.Error("redirect", "err", err)
		}
	}()
	context.AfterFunc(ctx, func() { server.Close() })
	return nil
}

// toHTTPS sends a reader to the same page over TLS, on the usual port. A program
// is sent nowhere: it must learn that it speaks in plain, before it sends its key
// once more.
func toHTTPS(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	program := strings.Contains(r.URL.Path+"/", api.Prefix+"/") || r.Header.Get("Authorization") != ""
	if program || r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "HTTPS", http.StatusBadRequest)
		return
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusMovedPermanently)
}

// pair is a certificate with its key, read again when one of the files changes,
// so that a renewal needs no restart.
type pair struct {
	cert, key string
	log       *slog.Logger

	mu     sync.Mutex
	stamps [2]stamp
	now    *tls.Certificate
	failed string // what the last attempt said, so that it is logged once
}

// stamp tells whether a file has changed.
type stamp struct {
	at   time.Time
	size int64
}

// get gives the newest pair that could be read. A renewal that is half done, or
// wrong, leaves the one in use.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	stamps := [2]stamp{stampOf(p.cert), stampOf(p.key)}
	if p.now != nil && stamps == p.stamps {
		return p.now, nil
	}
	fresh, err := tls.LoadX509KeyPair(p.cert, p.key)
	switch {
	case err == nil:
		p.now, p.stamps, p.failed = &fresh, stamps, ""
	case p.now == nil:
		return nil, err
	case err.Error() != p.failed:
		p.failed = err.Error()
		p.log.Error("certificate", "err", p.failed)
	}
	return p.now, nil
}

func stampOf(name string) stamp {
	info, err := os.Stat(name) // follows a link, as renewers use them
	if err != nil {
		return stamp{}
	}
	return stamp{info.ModTime(), info.Size()}
}
