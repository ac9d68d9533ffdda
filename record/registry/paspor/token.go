package paspor

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"alun/ground/keys"
)

// tokenLong is how many characters of base32 a token has: five bits each, 130 in all.
const tokenLong = 26

// TokenOfForm is the token of the link that a form asks for. The form's key has 130
// random bits, and without the house's own key it tells nothing: who presses twice sees
// the same link, and nothing of it stands in a kept answer. session is who sends it, so
// that nobody makes the link of another by using the same key.
func TokenOfForm(ring *keys.Ring, session, key string) string {
	sum := sha256.Sum256([]byte(ring.Blind("registry passport made", session+" "+key)))
	var out [tokenLong]byte
	for i := range out {
		bit := i * 5
		two := uint16(sum[bit/8])<<8 | uint16(sum[bit/8+1])
		out[i] = alphabet[two>>(11-bit%8)&31]
	}
	return string(out[:])
}

// alphabet is that of base32 (RFC 4648), in small letters.
const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

// ReadToken reads what stands in an address. Capitals are small letters: some programs
// write addresses so. false: it is no token.
func ReadToken(text string) (token string, ok bool) {
	if len(text) != tokenLong {
		return "", false
	}
	token = strings.ToLower(text)
	for i := range len(token) {
		if strings.IndexByte(alphabet, token[i]) < 0 {
			return "", false
		}
	}
	return token, len(token) == tokenLong
}

// hashOf is all that is kept of a token. It has random bits enough for a fast hash.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte("registry passport " + token))
	return hex.EncodeToString(sum[:])
}
