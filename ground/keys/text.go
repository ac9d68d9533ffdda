package keys

import (
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"alun/ground/fault"
)

const (
	name    = "alun-keys"
	version = "1"
)

// text writes the ring as its file has it.
func (r *Ring) text() string {
	var b strings.Builder
	fmt.Fprintln(&b, name, version)
	for _, k := range r.keys {
		fmt.Fprintf(&b, "%s  %x  %s\n", k.id, k.secret, k.made.Format(time.RFC3339))
	}
	return b.String()
}

// parse reads the text of the file at path.
func parse(path, text string) (*Ring, error) {
	lines := strings.Split(text, "\n")
	head := strings.Fields(lines[0])
	if len(head) != 2 || head[0] != name {
		return nil, damaged(path, 1)
	}
	if head[1] != version {
		return nil, fault.New(fault.Conflict, "keys.version", path, head[1])
	}
	end := len(lines) - 1
	if end < 2 || lines[end] != "" { // no key, or the last line was cut off
		return nil, damaged(path, len(lines))
	}
	r := &Ring{}
	for i, line := range lines[1:end] {
		k, ok := parseKey(line)
		if !ok || !r.takes(k) {
			return nil, damaged(path, i+2)
		}
		r.keys = append(r.keys, k)
	}
	return r, nil
}

// takes reports whether a key may follow: a new one, and not older than the
// last, because the order decides which key is current.
func (r *Ring) takes(k key) bool {
	for _, have := range r.keys {
		if have.id == k.id || k.made.Before(have.made) {
			return false
		}
	}
	return true
}

func parseKey(line string) (key, bool) {
	parts := strings.Fields(line)
	if len(parts) != 3 {
		return key{}, false
	}
	secret, err := hex.DecodeString(parts[1])
	if err != nil || len(secret) != 32 {
		return key{}, false
	}
	made, err := time.Parse(time.RFC3339, parts[2])
	if err != nil {
		return key{}, false
	}
	k := key{id: parts[0], secret: [32]byte(secret), made: made.UTC(), subs: new(sync.Map)}
	return k, k.id == k.fingerprint()
}

func damaged(path string, line int) *fault.Fault {
	return fault.New(fault.Invalid, "keys.damaged", path, line)
}
