package keys

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// Files holds the sentences of this package's faults, for lang.Load.
//
//go:embed words
var Files embed.FS

// Ring is every key of one file, the oldest first. It is safe for concurrent use.
type Ring struct{ keys []key }

// key is one secret with its fingerprint and its day of birth.
type key struct {
	id     string
	secret [32]byte
	made   time.Time // UTC, whole seconds
	subs   *sync.Map // purpose → sub-key: deriving one takes longer than using it
}

func newKey(made time.Time) key {
	k := key{made: made.UTC().Truncate(time.Second), subs: new(sync.Map)}
	rand.Read(k.secret[:]) // never fails: the program ends instead
	k.id = k.fingerprint()
	return k
}

// fingerprint is 32 bits that name a key and tell nothing about it.
func (k key) fingerprint() string {
	sub := k.derive("id")
	return hex.EncodeToString(sub[:4])
}

// derive makes the sub-key of a purpose, and remembers it: purposes are names that stand
// in the code, a few dozen. The "1" is the version of the file: another version may
// derive otherwise.
func (k key) derive(purpose string) (sub [32]byte) {
	if known, ok := k.subs.Load(purpose); ok {
		return known.([32]byte)
	}
	out, err := hkdf.Key(sha256.New, k.secret[:], nil, "alun 1 "+purpose, len(sub))
	if err != nil {
		panic("keys: HKDF refuses 32 bytes: " + err.Error()) // only lengths can be wrong
	}
	copy(sub[:], out)
	k.subs.Store(purpose, sub)
	return sub
}

func (r *Ring) current() key { return r.keys[len(r.keys)-1] }

// Current is the id of the current key (8 hex digits), to be written beside
// each value that its sub-keys seal.
func (r *Ring) Current() string { return r.current().id }

// Derive makes the current sub-key of a purpose ("session", "nik"): 32 bytes,
// the same at every start until Rotate.
func (r *Ring) Derive(purpose string) [32]byte { return r.current().derive(purpose) }

// DeriveOf makes the sub-key of a purpose from the key of an id, for reading
// what an older key sealed. It is false when the ring lacks that key.
func (r *Ring) DeriveOf(id, purpose string) ([32]byte, bool) {
	for _, k := range r.keys {
		if k.id == id {
			return k.derive(purpose), true
		}
	}
	return [32]byte{}, false
}

// Check is what a database keeps (64 hex digits) so that a program with another
// key file refuses to start on it. After Fits has said yes, the database keeps
// the newest Check, so that an old copy of the file is noticed too.
func (r *Ring) Check() string { return check(r.keys) }

// Fits reports whether the ring belongs to a database that keeps this check: it
// has all keys that it had then, and perhaps newer ones. It does not when the
// file is foreign, or an old copy from before a rotation.
func (r *Ring) Fits(value string) bool {
	for n := range r.keys {
		if hmac.Equal([]byte(value), []byte(check(r.keys[:n+1]))) {
			return true
		}
	}
	return false
}

// check binds all keys, in their order, under the last of them.
func check(keys []key) string {
	last := keys[len(keys)-1].derive("check")
	mac := hmac.New(sha256.New, last[:])
	for _, k := range keys {
		sub := k.derive("check")
		mac.Write(sub[:])
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// Format keeps the secrets out of every log and error, whatever the verb.
func (r Ring) Format(f fmt.State, _ rune) {
	if len(r.keys) == 0 {
		fmt.Fprint(f, "empty ring")
		return
	}
	fmt.Fprintf(f, "ring of %d, current %s", len(r.keys), r.Current())
}
