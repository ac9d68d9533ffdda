package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"sync"
)

// CodeLength is how many characters a code has.
const CodeLength = 13

// alphabet is base 32 without i, l, o (read as 1, 1, 0) and u, in lower case.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// rounds of the Feistel network. Four suffice in theory for few known codes;
// ten leave a margin at a cost that nobody notices.
const rounds = 10

// Codec turns ids into codes and back. A code hides how many things there are,
// in which order and when they came; it gives no right to see them. The zero
// Codec is of no use: Ring.Codec makes one.
type Codec struct{ block cipher.Block }

// Codec makes the ring's codec. It uses the oldest key and always will: codes
// are printed on paper and live in other people's bookmarks.
func (r *Ring) Codec() Codec {
	sub := r.keys[0].derive("codes")
	block, err := aes.NewCipher(sub[:])
	if err != nil {
		panic("keys: AES refuses 32 bytes: " + err.Error()) // only lengths can be wrong
	}
	return Codec{block}
}

// Encode writes an id (0 to 2^63-1) as its code. A negative number is no id:
// its code is refused by Decode.
func (c Codec) Encode(id int64) string {
	v := c.mix(uint64(id))
	var code [CodeLength]byte
	for i := range code {
		code[CodeLength-1-i] = alphabet[v&31]
		v >>= 5
	}
	return string(code[:])
}

// Decode finds the id of a code. It forgives capitals, i and l for 1, o for 0,
// and refuses everything else that Encode does not write. Thirteen characters
// hold 65 bits and an id 63, so three of four invented codes are refused here;
// the others are ids that the database does not know.
func (c Codec) Decode(code string) (int64, bool) {
	if len(code) != CodeLength {
		return 0, false
	}
	var v uint64
	for i := range len(code) {
		d := digits[code[i]]
		if d == noDigit || v>>59 != 0 { // at the last character: bit 65 is set
			return 0, false
		}
		v = v<<5 | uint64(d)
	}
	id := c.unmix(v)
	if id>>63 != 0 {
		return 0, false
	}
	return int64(id), true
}

const noDigit = 0xff

// digits is the value of each character, or noDigit.
var digits = func() (d [256]byte) {
	for i := range d {
		d[i] = noDigit
	}
	for i := range len(alphabet) {
		d[alphabet[i]] = byte(i)
	}
	d['i'], d['l'], d['o'] = 1, 1, 0
	for c := 'a'; c <= 'z'; c++ {
		d[c-'a'+'A'] = d[c]
	}
	return d
}()

// mix is a keyed permutation of 64-bit numbers: a balanced Feistel network over
// two halves, so that it can be undone whatever the round function is.
func (c Codec) mix(v uint64) uint64 {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	left, right := uint32(v>>32), uint32(v)
	for i := range uint64(rounds) {
		left, right = right, left^c.round(s, i, right)
	}
	return uint64(left)<<32 | uint64(right)
}

// unmix undoes mix.
func (c Codec) unmix(v uint64) uint64 {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	left, right := uint32(v>>32), uint32(v)
	for i := uint64(rounds); i > 0; i-- {
		left, right = right^c.round(s, i-1, left), left
	}
	return uint64(left)<<32 | uint64(right)
}

// round is the first 32 bits of AES over the round's number and half a block.
func (c Codec) round(s *scratch, number uint64, half uint32) uint32 {
	binary.BigEndian.PutUint64(s[:8], number)
	binary.BigEndian.PutUint64(s[8:], uint64(half))
	c.block.Encrypt(s[:], s[:])
	return binary.BigEndian.Uint32(s[:4])
}

// scratch is the block that AES works on. It is kept in a pool because what is
// handed through the interface of a cipher leaves the stack, and a page encodes
// many ids.
type scratch [aes.BlockSize]byte

var scratches = sync.Pool{New: func() any { return new(scratch) }}
