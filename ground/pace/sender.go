package pace

import (
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
//
// here says that it is this machine itself, or a proxy on it that does not say
// whom it speaks for. A header never says so: it holds what a client calls
// itself.
func Sender(r *http.Request, proxied bool) (who string, here bool) {
	if all := r.Header.Values("X-Forwarded-For"); proxied && len(all) > 0 {
		last := all[len(all)-1]
		at, ok := address(strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:]))
		return network(at, ok), false
	}
	at, ok := address(r.RemoteAddr)
	return network(at, ok), ok && at.IsLoopback()
}

// address reads an address with or without a port: some proxies write it.
func address(text string) (netip.Addr, bool) {
	at, err := netip.ParseAddr(text)
	if err != nil {
		var both netip.AddrPort
		both, err = netip.ParseAddrPort(text)
		at = both.Addr()
	}
	return at.Unmap().WithZone(""), err == nil
}

// network is the name of who has an address.
func network(at netip.Addr, ok bool) string {
	switch {
	case !ok:
		return Unknown
	case at.Is4() || at.IsLoopback():
		return at.String()
	}
	return netip.PrefixFrom(at, 64).Masked().String()
}
