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
