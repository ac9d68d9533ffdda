package operate

import (
	"net"
	"net/http"
	"strings"

	"alun/ground/fault"
)

// Guard lets only those in who ask from this machine for it by its own name, or
// for the one name that the administrator gave. A page of another site can make
// its own name point here (DNS rebinding); then the browser still sends that name.
func Guard(name string, next http.Handler) http.Handler { return guard{name, next} }

type guard struct {
	name string // "": loopback alone
	next http.Handler
}

func (g guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.admits(r) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.WriteHeader(http.StatusMisdirectedRequest)
		_, _ = w.Write([]byte("421\n"))
		return
	}
	g.next.ServeHTTP(w, r)
}

func (g guard) admits(r *http.Request) bool {
	host := strings.ToLower(strings.TrimSuffix(hostOf(r.Host), "."))
	return g.name != "" && host == strings.ToLower(g.name) || here(host) && here(hostOf(r.RemoteAddr))
}

// hostOf is an address without its port.
func hostOf(addr string) string {
	if host, _, err := net.SplitHostPort(addr); err == nil {
		return host
	}
	return strings.Trim(addr, "[]")
}

// here reports whether a host is this machine itself.
func here(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Reachable refuses an address that other machines can reach, unless a name is
// given: behind it stands a proxy that asks who comes.
func Reachable(addr, name string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || name != "" {
		return nil // the listener says what is wrong with an address
	}
	if here(host) {
		return nil
	}
	return fault.New(fault.Denied, "operate.not_loopback", addr)
}
