package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// errSealed says nothing about why: whoever tampers learns nothing.
var errSealed = errors.New("keys: a sealed value cannot be opened: another key, another place, or damaged")

// Seal hides a personal value (AES-256-GCM under the current key's sub-key of
// the purpose). place says where the value stands ("notice_follow.address 42"):
// moved to another row, it does not open. The text is the key's id, a dot, and
// the nonce, the cipher text and its tag in base64; sealing the same value twice
// gives two texts. Up to 2^32 values may be sealed under one key.
func (r *Ring) Seal(purpose, place, value string) string {
	var nonce [12]byte
	rand.Read(nonce[:]) // never fails: the program ends instead
	return r.sealWith(nonce, purpose, place, value)
}

func (r *Ring) sealWith(nonce [12]byte, purpose, place, value string) string {
	sub := r.Derive("seal " + purpose)
	sealed := gcm(sub).Seal(nonce[:], nonce[:], []byte(value), []byte(place))
	return r.Current() + "." + base64.RawURLEncoding.EncodeToString(sealed)
}

// Unseal opens what Seal made, also under an older key of the ring.
func (r *Ring) Unseal(purpose, place, sealed string) (string, error) {
	id, text, _ := strings.Cut(sealed, ".")
	sub, ok := r.DeriveOf(id, "seal "+purpose)
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if !ok || err != nil || len(raw) < 12 {
		return "", errSealed
	}
	value, err := gcm(sub).Open(nil, raw[:12], raw[12:], []byte(place))
	if err != nil {
		return "", errSealed
	}
	return string(value), nil
}

// Blind is a stand-in (64 hex digits) by which equal values are found and held
// unique without being readable: HMAC-SHA-256 under a sub-key of the purpose. It
// uses the oldest key and always will, as codes do: under a new key no old value
// would be found. Bring the value into one form first.
func (r *Ring) Blind(purpose, value string) string {
	sub := r.keys[0].derive("blind " + purpose)
	mac := hmac.New(sha256.New, sub[:])
	mac.Write([]byte(value))
	return hex.EncodeToString(mac.Sum(nil))
}

func gcm(key [32]byte) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("keys: AES refuses 32 bytes: " + err.Error()) // only lengths can be wrong
	}
	a, err := cipher.NewGCM(block)
	if err != nil {
		panic("keys: GCM refuses AES: " + err.Error()) // only block sizes can be wrong
	}
	return a
}
