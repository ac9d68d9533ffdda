package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/fault"
)

// certificate makes a pair for loopback, puts it down, and gives who trusts it.
func certificate(t *testing.T, folder string, serial int64) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "alun"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(folder, "cert.pem"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}))
	put(t, filepath.Join(folder, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}))
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(made)
	return pool
}

// put replaces a file; its time moves on even when the clock is coarse.
func put(t *testing.T, name string, content []byte) {
	t.Helper()
	later := time.Now()
	if info, err := os.Stat(name); err == nil {
		later = info.ModTime().Add(time.Second)
	}
	if err := errors.Join(os.WriteFile(name, content, 0o600), os.Chtimes(name, later, later)); err != nil {
		t.Fatal(err)
	}
}

// overTLS opens a page over a new connection and gives the certificate's number.
func overTLS(t *testing.T, url string, trust *x509.CertPool) (serial int64, res *http.Response, err error) {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust}, DisableKeepAlives: true, ForceAttemptHTTP2: true}}
	res, err = c.Get(url)
	if err != nil {
		return 0, nil, err
	}
	_, _ = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	return res.TLS.PeerCertificates[0].SerialNumber.Int64(), res, nil
}

func TestServeSpeaksTLSAndTakesARenewedCertificate(t *testing.T) {
	folder := t.TempDir()
	trust := certificate(t, folder, 1)
	cert, key := filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	url := served(t, append(atPlace(t, filepath.Join(t.TempDir(), "a.db")), "--tls-cert", cert, "--tls-key", key)...)
	serial, res, err := overTLS(t, url+"/", trust)
	if err != nil || serial != 1 || res.ProtoMajor != 2 || res.StatusCode != http.StatusOK {
		t.Fatalf("serial %d, %v, %v", serial, res, err)
	}
	if got := res.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=31536000") {
		t.Errorf("HSTS is %q", got)
	}
	renewed := certificate(t, folder, 2)
	if serial, _, err := overTLS(t, url+"/", renewed); err != nil || serial != 2 {
		t.Errorf("after the renewal: %d, %v", serial, err)
	}
	put(t, cert, []byte("half a file")) // a renewal under way
	if serial, _, err := overTLS(t, url+"/", renewed); err != nil || serial != 2 {
		t.Errorf("with a broken file: %d, %v", serial, err)
	}
	if _, _, err := overTLS(t, url+"/", trust); err == nil {
		t.Error("the old certificate is still believed: the test proves nothing")
	}
	old := &tls.Config{RootCAs: renewed, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	if c, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), old); err == nil {
		c.Close()
		t.Error("it speaks TLS 1.1")
	}
}

func TestWithoutTLSThereIsNoHSTS(t *testing.T) {
	res, err := http.Get(served(t, atPlace(t, filepath.Join(t.TempDir(), "a.db"))...) + "/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("HSTS over plain HTTP: %q", got)
	}
}

func TestAWrongChoiceOfTLSIsRefusedWithASentence(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	certificate(t, one, 1)
	certificate(t, two, 2)
	for want, cfg := range map[string]Config{
		"cli.tls_half": {TLSCert: "x"},
		"cli.tls_bad":  {TLSCert: filepath.Join(one, "cert.pem"), TLSKey: filepath.Join(two, "key.pem")},
	} {
		if _, _, err := cfg.tls(slog.New(slog.DiscardHandler)); fault.Of(err) == nil || fault.Of(err).Key != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	both := Config{TLSCert: "x", TLSKey: "y", ACMEDomain: []string{"alun.example"}}
	if _, _, err := both.tls(nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("both ways: %v", err)
	}
}

// What can be shown without an ACME server: only the named site gets a
// certificate asked for, and the challenge is answered over TLS.
func TestACMEAsksOnlyForTheNamedSite(t *testing.T) {
	asked := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case asked <- r.URL.Path:
		default:
		}
		http.Error(w, "no", http.StatusTeapot)
	}))
	defer server.Close()
	cfg := Config{ACMEDomain: []string{"alun.example"}, ACMEFolder: t.TempDir(), ACMEServer: server.URL + "/directory"}
	conf, _, err := cfg.tls(slog.New(slog.DiscardHandler))
	if err != nil || !strings.Contains(strings.Join(conf.NextProtos, " "), "acme-tls/1") {
		t.Fatalf("%v %v", conf, err)
	}
	ask := func(name string) error {
		_, err := conf.GetCertificate(&tls.ClientHelloInfo{ServerName: name, CipherSuites: []uint16{tls.TLS_AES_128_GCM_SHA256}})
		return err
	}
	if err := ask("other.example"); err == nil || len(asked) != 0 {
		t.Errorf("another site: %v, asked %d", err, len(asked))
	}
	if err := ask("alun.example"); err == nil || <-asked != "/directory" {
		t.Errorf("our site: %v", err)
	}
}

func TestPlainHTTPOnlyShowsTheWay(t *testing.T) {
	h := &house{log: slog.New(slog.DiscardHandler)}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if err := h.redirect(ctx, addr, http.HandlerFunc(toHTTPS)); err != nil {
		t.Fatal(err)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get("http://" + addr + "/renja?tahun=2024")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Location"); res.StatusCode != 301 || got != "https://127.0.0.1/renja?tahun=2024" {
		t.Errorf("%d to %q", res.StatusCode, got)
	}
	if h := res.Header; h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("%v", h)
	}
	if res, err = c.Post("http://"+addr+"/", "text/plain", nil); err != nil || res.StatusCode != 400 {
		t.Errorf("a form over plain HTTP: %v %v", res, err)
	}
	res.Body.Close()
	for path, key := range map[string]string{"/api/v1/nodes": "", "/en/api/v1/nodes": "", "/api/v1": "", "/renja": "Bearer alun_x"} {
		r := httptest.NewRequest("GET", "http://alun.example"+path, nil)
		if key != "" {
			r.Header.Set("Authorization", key)
		}
		w := httptest.NewRecorder()
		if toHTTPS(w, r); w.Code != 400 || w.Header().Get("Location") != "" {
			t.Errorf("a program over plain HTTP, %s: %d %v", path, w.Code, w.Header())
		}
	}
}

// Whoever lets others in without TLS is told, unless he says that a proxy in front
// speaks it.
func TestServingOthersInPlainIsTold(t *testing.T) {
	for _, c := range []struct {
		at, scheme  string
		proxy, told bool
	}{
		{"127.0.0.1", "http://", false, false}, {"::1", "http://", false, false},
		{"0.0.0.0", "http://", false, true}, {"::", "http://", false, true}, {"192.0.2.7", "http://", false, true},
		{"0.0.0.0", "http://", true, false}, {"0.0.0.0", "https://", false, false},
	} {
		cfg := Config{Proxy: c.proxy}
		if cfg.plain(&net.TCPAddr{IP: net.ParseIP(c.at), Port: 80}, c.scheme) != c.told {
			t.Errorf("%+v", c)
		}
	}
}

// What is agreed with TLS 1.2 is none of the suites that Go calls insecure, and
// the newest version is agreed with whoever knows it.
func TestOnlySoundCiphersAreAgreed(t *testing.T) {
	folder := t.TempDir()
	trust := certificate(t, folder, 1)
	url := served(t, append(atPlace(t, filepath.Join(t.TempDir(), "a.db")), "--tls-cert", filepath.Join(folder, "cert.pem"), "--tls-key", filepath.Join(folder, "key.pem"))...)
	agree := func(c *tls.Config) (tls.ConnectionState, error) {
		c.RootCAs = trust
		conn, err := tls.Dial("tcp", strings.TrimPrefix(url, "https://"), c)
		if err != nil {
			return tls.ConnectionState{}, err
		}
		defer conn.Close()
		return conn.ConnectionState(), nil
	}
	if got, err := agree(&tls.Config{MinVersion: tls.VersionTLS12}); err != nil || got.Version != tls.VersionTLS13 {
		t.Errorf("with TLS 1.3: %x, %v", got.Version, err)
	}
	if _, err := agree(&tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}); err != nil {
		t.Errorf("a sound suite: %v: the test proves nothing", err)
	}
	for _, s := range tls.InsecureCipherSuites() {
		if _, err := agree(&tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{s.ID}}); err == nil {
			t.Errorf("%s is agreed", s.Name)
		}
	}
}

// An ACME server that sends elsewhere is not followed there.
func TestAnACMEServerChoosesNoOther(t *testing.T) {
	asked := make(chan string, 9)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL+"/directory", http.StatusFound))
	defer server.Close()
	cfg := Config{ACMEDomain: []string{"alun.example"}, ACMEFolder: t.TempDir(), ACMEServer: server.URL + "/directory"}
	conf, _, err := cfg.tls(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, err = conf.GetCertificate(&tls.ClientHelloInfo{ServerName: "alun.example", CipherSuites: []uint16{tls.TLS_AES_128_GCM_SHA256}})
	if !errors.Is(err, errElsewhere) || len(asked) != 0 {
		t.Errorf("%v; the other was asked %d times", err, len(asked))
	}
}
