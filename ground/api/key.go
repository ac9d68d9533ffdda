package api

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/web"
)

// Caller is who calls: nobody in particular, or a program with a key.
type Caller struct {
	Key    db.ID // 0: nobody in particular
	Prefix string
	Scopes []string
	For    string // the sign-in that the key acts for; "": none
}

// Actor is how the diary and the kept answers name the caller.
func (c Caller) Actor() string {
	if c.Key == 0 {
		return "public"
	}
	return "key:" + c.Prefix
}

// May reports whether a key has a scope.
func (c Caller) May(scope string) bool { return slices.Contains(c.Scopes, scope) }

// Key is a key as an administrator sees it.
type Key struct {
	ID      db.ID
	Prefix  string
	Name    string
	Scopes  []string
	For     string // the sign-in that the key acts for; "": none
	Made    time.Time
	Expires time.Time // zero: never
	Revoked time.Time // zero: not
	UsedOn  string    // the city's day "2026-11-22"; "" before the first time
}

// Hint is a key as lists show it.
func (k Key) Hint() string { return secretHead + k.Prefix + "_…" }

// Good reports whether the key opens anything now.
func (k Key) Good(now time.Time) bool {
	return k.Revoked.IsZero() && (k.Expires.IsZero() || now.Before(k.Expires))
}

// Keys makes, lists and revokes keys.
type Keys struct {
	Scopes []string // those that operations ask for
	// Tell writes in the diary what happened to a key; the ground does not know it.
	Tell func(tx *db.Tx, fact, actor string, key db.ID, data map[string]any) error
}

const (
	secretHead   = "alun_" // what a scanner for leaked secrets looks for
	prefixLength = 8
	tailLength   = 26
	maxName      = 100
)

// Secret makes the text of a new key: alun_<prefix>_<secret>, 8 and 26
// characters. It must be made outside the act that keeps it.
func Secret() string {
	return secretHead + strings.ToLower(rand.Text()[:prefixLength]+"_"+rand.Text())
}

// SecretOf is the text of the key that a form asks for: who presses twice sees
// the key that was kept, and nothing of it stands in a kept answer.
func SecretOf(ring *keys.Ring, form string) string {
	return secretHead + ring.Blind("api key prefix", form)[:prefixLength] + "_" + ring.Blind("api key", form)[:tailLength]
}

// Make keeps a key. The secret is shown to its owner once and not kept.
func (ks Keys) Make(tx *db.Tx, actor, secret string, k Key) (db.ID, error) {
	prefix, ok := prefixOf(secret)
	name := strings.TrimSpace(k.Name)
	switch n := utf8.RuneCountInString(name); {
	case !ok || n == 0 || n > maxName:
		return 0, fault.New(fault.Invalid, "api.key_name", maxName)
	case len(k.Scopes) == 0:
		return 0, fault.New(fault.Invalid, "api.key_scopes", strings.Join(ks.Scopes, ", "))
	case !k.Expires.IsZero() && !k.Expires.After(tx.Now()):
		return 0, fault.New(fault.Invalid, "api.key_past")
	}
	for _, s := range k.Scopes {
		if !slices.Contains(ks.Scopes, s) {
			return 0, fault.New(fault.Invalid, "api.key_scope", s, strings.Join(ks.Scopes, ", "))
		}
	}
	id := tx.NewID()
	_, err := tx.Exec(`insert into api_key (id, prefix, name, hash, scopes, made_at, expires_at, used_on, acts_for)
		values ($1, $2, $3, $4, $5, $6, $7, '', $8)`, id, prefix, name, hashOf(secret), strings.Join(k.Scopes, " "), tx.Now(),
		db.Null(k.Expires, !k.Expires.IsZero()), k.For)
	if err != nil {
		return 0, err
	}
	return id, ks.Tell(tx, "api.key_made", actor, id, map[string]any{"scopes": len(k.Scopes), "expires": !k.Expires.IsZero()})
}

// Revoke ends a key by its prefix, at once and for ever.
func (ks Keys) Revoke(tx *db.Tx, actor, prefix string) error {
	k, found, err := keyOf(tx, prefix)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "api.no_such_key", prefix)
	case !k.Revoked.IsZero():
		return fault.New(fault.Conflict, "api.key_is_revoked", prefix)
	}
	if _, err := tx.Exec(`update api_key set revoked_at = $2 where id = $1`, k.ID, tx.Now()); err != nil {
		return err
	}
	return ks.Tell(tx, "api.key_revoked", actor, k.ID, nil)
}

// Remove takes out the key that acted for a sign-in of somebody made up, as if it had never
// been, and what was answered to it: a key of anybody else is revoked instead.
func (ks Keys) Remove(tx *db.Tx, signIn string) error {
	k, found, err := ks.ActingFor(tx, signIn)
	if err == nil && found {
		err = web.ForgetAnswers(tx, Caller{Key: k.ID, Prefix: k.Prefix}.Actor(), "")
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(`delete from api_key where acts_for = $1 and acts_for <> ''`, signIn)
	return err
}

// List lists all keys, the newest first.
func (Keys) List(tx *db.Tx) ([]Key, error) {
	return db.All(tx, func(r *db.Row) Key { return scanKey(r).Key }, keySelect+` order by made_at desc, id desc`)
}

// ActingFor finds the key that acts for a sign-in.
func (Keys) ActingFor(tx *db.Tx, signIn string) (Key, bool, error) {
	k, found, err := db.One(tx, scanKey, keySelect+` where acts_for = $1 and acts_for <> ''`, signIn)
	return k.Key, found, err
}

// kept is a key with its hash.
type kept struct {
	Key
	hash string
}

const keySelect = `select id, prefix, name, scopes, made_at, expires_at, revoked_at, used_on, acts_for, hash from api_key`

func scanKey(r *db.Row) kept {
	k := Key{ID: r.ID(), Prefix: r.Text(), Name: r.Text(), Scopes: strings.Fields(r.Text()), Made: r.Time(), Expires: r.Time(), Revoked: r.Time(), UsedOn: r.Text(), For: r.Text()}
	return kept{k, r.Text()}
}

func keyOf(tx *db.Tx, prefix string) (kept, bool, error) {
	return db.One(tx, scanKey, keySelect+` where prefix = $1`, prefix)
}

// prefixOf is the part of a key that may be shown.
func prefixOf(secret string) (string, bool) {
	rest, ours := strings.CutPrefix(secret, secretHead)
	prefix, tail, cut := strings.Cut(rest, "_")
	return prefix, ours && cut && len(prefix) == prefixLength && len(tail) == tailLength
}

// hashOf needs no salt and no slowness: a secret has more than a hundred random
// bits.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// caller finds who calls with an Authorization header. A key that is unknown,
// revoked or past its day is refused in one and the same way.
func (a *API) caller(r *Request) (Caller, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return Caller{}, nil
	}
	scheme, secret, _ := strings.Cut(header, " ")
	secret = strings.TrimSpace(secret)
	prefix, ok := prefixOf(secret)
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return Caller{}, errNoKey
	}
	var k kept
	var found bool
	var now time.Time
	err := a.db.Read(r.Context(), func(tx *db.Tx) (err error) {
		now = tx.Now()
		k, found, err = keyOf(tx, prefix)
		return err
	})
	if err != nil {
		return Caller{}, err
	}
	if !found || subtle.ConstantTimeCompare([]byte(k.hash), []byte(hashOf(secret))) != 1 || !k.Good(now) {
		return Caller{}, errNoKey
	}
	return Caller{k.ID, k.Prefix, k.Scopes, k.For}, a.used(r, k.Key, now)
}

// used notes the day, once a day.
func (a *API) used(r *Request, k Key, now time.Time) error {
	today := date.DayOf(now).String()
	if k.UsedOn == today {
		return nil
	}
	return a.db.Write(r.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`update api_key set used_on = $2 where id = $1 and used_on <> $2`, k.ID, today)
		return err
	})
}
