package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"alun/ground/keys"
)

// Signer signs forms with Ed25519 (RFC 8032). Its private key is a sub-key of
// the ring, used for nothing else; a rotation of the ring brings a new one, and
// older signatures are checked with the older key.
type Signer struct {
	ring    *keys.Ring
	purpose string
}

// NewSigner takes a sub-key of the ring for a purpose ("diary head").
func NewSigner(ring *keys.Ring, purpose string) *Signer { return &Signer{ring, purpose} }

// Signature is who signed and what came of it.
type Signature struct {
	Key  string // id of the ring's key
	Text string // 64 bytes as 128 hex digits
}

// Sign signs with the current key.
func (s *Signer) Sign(f Form) Signature {
	seed := s.ring.Derive(s.purpose)
	return Signature{s.ring.Current(), hex.EncodeToString(ed25519.Sign(ed25519.NewKeyFromSeed(seed[:]), f))}
}

// Public is the public key that belongs to a key of the ring.
func (s *Signer) Public(key string) (PublicKey, bool) {
	seed, known := s.ring.DeriveOf(key, s.purpose)
	if !known {
		return nil, false
	}
	return PublicKey(ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)), true
}

// Signed reports whether the ring's key of that id signed the form.
func (s *Signer) Signed(f Form, by Signature) bool {
	pub, known := s.Public(by.Key)
	return known && pub.Signed(f, by.Text)
}

// PublicKey checks signatures: what everybody may have.
type PublicKey ed25519.PublicKey

// String writes the key as 64 hex digits.
func (p PublicKey) String() string { return hex.EncodeToString(p) }

// Fingerprint is half of the key's SHA-256 in groups of four hex digits, short
// enough to be read out or printed on paper.
func (p PublicKey) Fingerprint() string {
	sum := sha256.Sum256(p)
	digits := hex.EncodeToString(sum[:16])
	var groups []string
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, " ")
}

// Signed reports whether this key's owner signed the form.
func (p PublicKey) Signed(f Form, text string) bool {
	sig, err := hex.DecodeString(text)
	return err == nil && len(p) == ed25519.PublicKeySize && ed25519.Verify(ed25519.PublicKey(p), f, sig)
}
