package mail

import (
	"regexp"
	"strings"

	"alun/ground/fault"
)

// plain is an address as nearly everybody has one: no quotes, no comments, no
// spaces, ASCII.
var plain = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`)

// Address brings an address into the one form in which it is kept and compared:
// lower case, without spaces around it. What is no address is refused.
func Address(typed string) (string, error) {
	a := strings.ToLower(strings.TrimSpace(typed))
	if a == "" {
		return "", fault.New(fault.Invalid, "mail.empty")
	}
	if at := strings.LastIndexByte(a, '@'); at > 64 || len(a) > 254 || !plain.MatchString(a) {
		return "", fault.New(fault.Invalid, "mail.no_address")
	}
	return a, nil
}

// Hint is an address as lists show it: "s•••@c•••.id".
func Hint(address string) string {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" || host == "" {
		return "•••"
	}
	return name[:1] + "•••@" + host[:1] + "•••" + host[strings.LastIndexByte(host, '.'):]
}
