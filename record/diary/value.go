package diary

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
)

// boxPurpose names the sub-key that wraps the keys of persons.
const boxPurpose = "diary person"

const (
	keyBytes  = 32
	saltBytes = 16
)

// Box writes entries that speak of a person's values, and forgets persons.
//
// The entry itself holds only a commitment: SHA-256 of 16 random bytes and the
// value, which tells nothing to whoever lacks those bytes. They stand beside the
// entry, sealed with a key of the person alone. When that key is destroyed the
// value is gone for ever and the chain is as true as before. Backups hold older
// keys until they are thrown away: how long they are kept is how long forgetting
// takes.
type Box struct{ ring *keys.Ring }

// NewBox makes the box of a key ring.
func NewBox(ring *keys.Ring) *Box { return &Box{ring} }

// Value is one value of a person in an entry.
type Value struct {
	Name   string // as in Entry.Data: "name", "phone"
	Person db.ID
	Text   string
	Gone   bool // its person was forgotten: Text is ""
}

// Write adds an entry with values of persons, in the transaction of the change.
func (b *Box) Write(tx *db.Tx, e Entry, values ...Value) (err error) {
	defer fault.Op(&err, "diary: write with values")
	e.Data = maps.Clone(e.Data)
	if e.Data == nil {
		e.Data = map[string]any{}
	}
	salted := make([][]byte, len(values))
	for i, v := range values {
		if _, twice := e.Data[v.Name]; twice {
			return fmt.Errorf("diary: %s: %q twice", e.Fact, v.Name)
		}
		salted[i] = salt(v.Text)
		e.Data[v.Name] = commitment(salted[i])
	}
	id, err := write(tx, e)
	if err != nil {
		return err
	}
	for i, v := range values {
		if err := b.put(tx, id, v, salted[i]); err != nil {
			return err
		}
	}
	return nil
}

// salt puts random bytes before a value.
func salt(text string) []byte {
	out := make([]byte, saltBytes, saltBytes+len(text))
	rand.Read(out) // never fails: the program ends instead
	return append(out, text...)
}

func commitment(salted []byte) string {
	sum := sha256.Sum256(salted)
	return hex.EncodeToString(sum[:])
}

func (b *Box) put(tx *db.Tx, entry db.ID, v Value, salted []byte) error {
	key, err := b.keyOf(tx, v.Person)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into diary_value (entry, name, person, sealed) values ($1, $2, $3, $4)`,
		entry, v.Name, v.Person, lock(key, salted, place(entry, v.Name)))
	return err
}

// place binds what is sealed to where it stands, so that nothing can be moved.
func place(id db.ID, name string) []byte {
	return strconv.AppendInt([]byte(name+" "), int64(id), 10)
}

// errForgotten says that a person was forgotten and gets no new values.
var errForgotten = errors.New("diary: this person was forgotten")

// keyOf finds a person's key, made when there is none.
func (b *Box) keyOf(tx *db.Tx, person db.ID) ([]byte, error) {
	key, known, err := b.find(tx, person)
	if err != nil || known {
		return key, err
	}
	return b.makeKey(tx, person)
}

// makeKey makes the key of a person who has none.
func (b *Box) makeKey(tx *db.Tx, person db.ID) ([]byte, error) {
	key, row := b.newKey(person)
	_, err := tx.Exec(`insert into diary_person (person, key, wrapped) values ($1, $2, $3)`, row...)
	return key, err
}

// newKey makes a key and the row that keeps it.
func (b *Box) newKey(person db.ID) (key []byte, row []any) {
	key = make([]byte, keyBytes)
	rand.Read(key)
	wrap := b.ring.Derive(boxPurpose)
	return key, []any{person, b.ring.Current(), lock(wrap[:], key, place(person, "person"))}
}

// find opens a person's key.
func (b *Box) find(tx *db.Tx, person db.ID) (key []byte, known bool, err error) {
	kept, known, err := db.One(tx, func(r *db.Row) [2]string { return [2]string{r.Text(), r.Text()} },
		`select key, wrapped from diary_person where person = $1`, person)
	if err != nil || !known {
		return nil, false, err
	}
	if kept[1] == "" {
		return nil, true, errForgotten
	}
	wrap, ours := b.ring.DeriveOf(kept[0], boxPurpose)
	if !ours {
		return nil, true, fmt.Errorf("diary: the key file lacks the key %s", kept[0])
	}
	key, err = unlock(wrap[:], kept[1], place(person, "person"))
	return key, true, err
}

// Forget destroys a person's key: no value of theirs in the diary can be read
// any more, by nobody.
func (b *Box) Forget(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`insert into diary_person (person, key, wrapped) values ($1, '', '')
		on conflict (person) do update set key = '', wrapped = ''`, person)
	return err
}

// Values reads the values of an entry, by name. Showing them is for those who
// may, and is itself written down by the room that shows them. A value that does
// not fit the entry's commitment is an error.
func (b *Box) Values(tx *db.Tx, e Entry) (out []Value, err error) {
	defer fault.Op(&err, "diary: values of %d", e.ID)
	type kept struct {
		Value
		sealed string
	}
	all, err := db.All(tx, func(r *db.Row) kept { return kept{Value{Name: r.Text(), Person: r.ID()}, r.Text()} },
		`select name, person, sealed from diary_value where entry = $1 order by name`, e.ID)
	for _, k := range all {
		key, _, err := b.find(tx, k.Person)
		if errors.Is(err, errForgotten) {
			k.Gone = true
			out = append(out, k.Value)
			continue
		}
		if err != nil {
			return nil, err
		}
		salted, err := unlock(key, k.sealed, place(e.ID, k.Name))
		if err != nil || len(salted) < saltBytes || e.Data[k.Name] != commitment(salted) {
			return nil, fmt.Errorf("diary: the value %q is not what was written: %w", k.Name, err)
		}
		k.Text = string(salted[saltBytes:])
		out = append(out, k.Value)
	}
	return out, err
}

// lock seals with AES-256-GCM under a random nonce, which stands before it. A
// key seals few values, so that two nonces never meet by chance.
func lock(key, plain, at []byte) string {
	aead := cipherOf(key)
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(aead.Seal(nonce, nonce, plain, at))
}

func unlock(key []byte, sealed string, at []byte) ([]byte, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	aead := cipherOf(key)
	if err != nil || len(raw) < aead.NonceSize() {
		return nil, errors.New("diary: a sealed value is cut off")
	}
	return aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], at)
}

// cipherOf takes keys of keyBytes only; every caller has one.
func cipherOf(key []byte) cipher.AEAD {
	var full [keyBytes]byte
	copy(full[:], key)
	block, _ := aes.NewCipher(full[:]) // 32 bytes are always taken
	aead, _ := cipher.NewGCM(block)    // and blocks of 16 bytes
	return aead
}
