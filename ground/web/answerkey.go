package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"alun/ground/fault"
)

// KeyField is the hidden field of every form that a Do route answers; its value
// is FormKey.
const KeyField = "_key"

// FormKey is the key of a form on this page: 130 random bits, so that pressing
// twice is one act. A page with it is made for one reader and is not stored. A
// form that was refused keeps its key; one that was carried out gets a new one.
func (r *Request) FormKey() string {
	r.fresh = true
	if r.key != "" {
		return r.key
	}
	return NewKey()
}

// NewKey makes a key that nobody has used.
func NewKey() string { return strings.ToLower(rand.Text()) }

// GoodKey reports whether a caller's key is one: 16 to 128 letters, digits,
// hyphens, underscores, dots or colons. A UUID is, and so is what FormKey makes.
func GoodKey(key string) bool {
	if len(key) < 16 || len(key) > 128 {
		return false
	}
	return strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:") == ""
}

// once names the act that a form asks for.
func (s *Site) once(r *Request, route string) (Once, error) {
	if r.key == "" {
		return Once{}, fault.New(fault.Invalid, "web.key_missing")
	}
	return Once{Actor: s.actor(r), Route: route, Key: r.key, Sum: r.sum()}, nil
}

// sum is the hash of what was sent: the address and every field but the key,
// each with its length before it, and no secret. The field of a file holds the
// file's hash, see marked.
func (r *Request) sum() string {
	h := sha256.New()
	part(h, r.URL.EscapedPath())
	for _, name := range slices.Sorted(maps.Keys(r.Form)) {
		if name == KeyField || slices.Contains(r.secret, name) {
			continue
		}
		part(h, name)
		count(h, len(r.Form[name]))
		for _, v := range r.Form[name] {
			part(h, v)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func count(h hash.Hash, n int) {
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], uint64(n))
	h.Write(raw[:])
}

func part(h hash.Hash, text string) {
	count(h, len(text))
	io.WriteString(h, text) // a hash never fails
}
