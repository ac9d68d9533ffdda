package notice

import (
	"crypto/hmac"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
)

// Files holds this room's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// Desk is what telling people needs.
type Desk struct {
	Keys  *keys.Ring
	Post  *mail.Post
	Box   wa.Box
	Words *lang.Catalogue
	House string // the house's name in subjects: "Alun Balikpapan"
	Base  string // where the house is reached: "https://alun.contoh.go.id", without a slash

	fault string // a guard to switch off, for tests
}

const (
	linkTime  = 48 * time.Hour     // a link that says yes
	askedKeep = 7 * 24 * time.Hour // a follow that nobody confirmed
	// askedMost is how many first messages an address gets in a day, whoever asks.
	askedMost = 3
	// askedInAll bounds the first messages of an hour, to all addresses together.
	askedInAll = 300
)

// Ask is somebody's wish to follow, as a form brings it.
type Ask struct {
	Topic   Topic
	Way     string // mail or wa
	Address string // in the form of mail.Address or wa.Number
	Pace    string // hour or day
	Lang    lang.Tag
	Token   string // made before the act, which may run twice: crypto/rand
}

// Reach reads what somebody typed: an e-mail address, or else a WhatsApp number.
func Reach(typed string) (way, address string, err error) {
	if strings.ContainsAny(typed, "@＠") {
		address, err = mail.Address(strings.ReplaceAll(typed, "＠", "@"))
		return "mail", address, err
	}
	if strings.TrimSpace(typed) == "" {
		return "", "", fault.New(fault.Invalid, "notice.no_address")
	}
	if strings.ContainsFunc(typed, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }) {
		_, err = mail.Address(typed) // meant as one: say what is missing
		return "mail", "", err
	}
	address, err = wa.Number(typed)
	return "wa", address, err
}

func (k *Desk) blind(way, address string) string { return k.Keys.Blind("notice "+way, address) }

func place(id db.ID) string { return fmt.Sprint("notice_reader.sealed ", int64(id)) }

// hashed is what is kept of a token: it has 130 random bits, so a plain hash
// tells nothing.
func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// endToken ends all that a reader follows. It is made from his id and the key
// ring, so that every message can carry it and nothing of it is kept.
func (k *Desk) endToken(reader db.ID) string {
	code := k.Keys.Codec().Encode(int64(reader))
	return code + k.Keys.Blind("notice end", code)[:32]
}

// readerOf reads an end token.
func (k *Desk) readerOf(token string) (db.ID, bool) {
	if len(token) != keys.CodeLength+32 {
		return 0, false
	}
	id, ok := k.Keys.Codec().Decode(token[:keys.CodeLength])
	if !ok || !hmac.Equal([]byte(k.endToken(db.ID(id))), []byte(token)) {
		return 0, false
	}
	return db.ID(id), true
}

// link is an address of the house in a language, for a message.
func (k *Desk) link(tag lang.Tag, path string) string {
	if tag != lang.ID {
		path = "/" + string(tag) + path
	}
	return k.Base + path
}
