package seal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Form is the canonical bytes of values; the package's card says how they look.
type Form []byte

// Text adds a text.
func (f Form) Text(s string) Form {
	f = append(f, 't')
	f = binary.BigEndian.AppendUint32(f, uint32(len(s)))
	return append(f, s...)
}

// Whole adds a whole number.
func (f Form) Whole(n int64) Form {
	return binary.BigEndian.AppendUint64(append(f, 'i'), uint64(n))
}

// Maybe adds a whole number that may be unknown.
func (f Form) Maybe(n int64, known bool) Form {
	if !known {
		return append(f, 'n')
	}
	return f.Whole(n)
}

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String writes a hash as 64 hex digits, the form in which it is kept and shown.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads 64 hex digits as String writes them.
func ParseHash(s string) (h Hash, ok bool) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != len(h) {
		return h, false
	}
	copy(h[:], raw)
	return h, h.String() == s
}

// Start is the link before the first one of a chain: the hash of the chain's
// name, as a form.
func Start(chain string) Hash { return sha256.Sum256(Form(nil).Text(chain)) }

// Link is the next link of a chain: SHA-256 over the chain's name as a form, the
// 32 bytes of the link before, and the form of what is linked.
func Link(chain string, before Hash, f Form) Hash {
	all := make(Form, 0, 5+len(chain)+len(before)+len(f))
	all = append(all.Text(chain), before[:]...)
	return sha256.Sum256(append(all, f...))
}
