package operate

import (
	"net"
	"net/http"
	"strings"

	"alun/ground/fault"
)

// Guard lets only those in who ask for this machine by its own name, or by the
// one name that the administrator gave. A page of another site can make its own
// name point here (DNS rebinding); then the browser still sends that name.
func Guard(name string, next http.Handler) http.Handler { return guard{name, next} }

type guard struct {
	name string // "": loopback alone
	next http.Handler
}

func (g guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.knows(r.Host) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.WriteHeader(http.StatusMisdirectedRequest)
		_, _ = w.Write([]byte("421\n"))
		return
	}
	g.next.ServeHTTP(w, r)
}

func (g guard) knows(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if host == "localhost" || g.name != "" && host == strings.ToLower(g.name) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Reachable refuses an address that other machines can reach, unless a name is
// given: behind it stands a proxy that asks who comes.
func Reachable(addr, name string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || name != "" {
		return nil // the listener says what is wrong with an address
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fault.New(fault.Denied, "operate.not_loopback", addr)
}
