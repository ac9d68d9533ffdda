package pace

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Unknown is the sender of a request that has no readable address.
const Unknown = "unknown"

// Sender is where a request comes from: one IPv4 address, or one network of IPv6
// (a /64), which a household has for itself. Behind a proxy that writes the
// header itself, it is the last address in X-Forwarded-For; all before it anybody
// can write.
func Sender(r *http.Request, proxied bool) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if all := r.Header.Values("X-Forwarded-For"); proxied && len(all) > 0 {
		last := all[len(all)-1]
		host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return Unknown
	}
	if at = at.Unmap().WithZone(""); at.Is6() && !at.IsLoopback() {
		if net, err := at.Prefix(64); err == nil {
			return net.String()
		}
	}
	return at.String()
}

// Here reports whether a sender is this machine itself, or a proxy on it that
// does not say whom it speaks for.
func Here(sender string) bool {
	at, err := netip.ParseAddr(sender)
	return err == nil && at.IsLoopback()
}
