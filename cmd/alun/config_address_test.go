package main

import (
	"net"
	"strings"
	"testing"
)

// TestALinkLeadsToThePortThatIsOpen: also where the system chose it, and where the
// house listens on every address.
func TestALinkLeadsToThePortThatIsOpen(t *testing.T) {
	for listen, want := range map[string]string{"127.0.0.1:8080": "http://127.0.0.1:8080", ":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80",
		"[::]:80": "http://localhost:80", "[::1]:80": "http://[::1]:80", "alun.local:80": "http://alun.local:80", "": "http://"} {
		if got := (&Config{Listen: listen}).publicURL(); got != want {
			t.Errorf("%q: %q, want %q", listen, got, want)
		}
	}
	for _, host := range []string{"127.0.0.1", ""} {
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			t.Fatal(err)
		}
		cfg := &Config{Listen: host + ":0"}
		if got := cfg.publicURL(); !strings.HasSuffix(got, ":0") {
			t.Errorf("the proof is broken: %q", got)
		}
		cfg.bound(l)
		_, port, _ := net.SplitHostPort(l.Addr().String())
		if got := cfg.publicURL(); !strings.HasSuffix(got, ":"+port) || strings.Contains(got, "[::]") {
			t.Errorf("%q leads to %q, want port %s", host, got, port)
		}
		_ = l.Close()
	}
	cfg := &Config{Listen: "127.0.0.1:0", Public: "https://alun.contoh.id/"}
	cfg.bound(nil)
	if got := cfg.publicURL(); got != "https://alun.contoh.id" || cfg.Listen != "127.0.0.1:0" {
		t.Errorf("%q, %q", got, cfg.Listen)
	}
}

// TestOnlyAnAddressThatOthersOpenIsOne: what goes on paper rests on it, and so do the note at
// the start and the light of the operator.
func TestOnlyAnAddressThatOthersOpenIsOne(t *testing.T) {
	for public, want := range map[string]bool{"": false, "https://alun.contoh.go.id": true, "http://10.1.2.3:8080/": true, "alun.contoh.go.id": false,
		"http://localhost:8080": false, "http://LOCALHOST": false, "http://alun.localhost": false, "http://127.0.0.1:18765": false, "http://127.9.9.9": false,
		"http://[::1]:80": false, "http://0.0.0.0": false, "://": false} {
		if got := (&Config{Listen: "10.1.2.3:8080", Public: public}).reached(); got != want {
			t.Errorf("%q: %v", public, got)
		}
	}
	inside, outside := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, &net.TCPAddr{IP: net.IPv4zero}
	for _, c := range []struct {
		cfg  Config
		at   net.Addr
		want bool
	}{{Config{}, inside, false}, {Config{}, outside, true}, {Config{Proxy: true}, inside, true}, {Config{Public: "https://alun.contoh.go.id", Proxy: true}, outside, false},
		{Config{Public: "http://localhost"}, outside, true}} {
		if got := c.cfg.unnamed(c.at); got != c.want {
			t.Errorf("%q, proxy %v, at %s: %v", c.cfg.Public, c.cfg.Proxy, c.at, got)
		}
	}
}
