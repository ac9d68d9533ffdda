package api

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
)

// Paging is part of the input of every list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"api.p_limit"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"api.p_cursor"`
}

// List is one page of a list.
type List[T any] struct {
	Items []T    `json:"items" doc:"api.f_items"`
	Next  string `json:"next,omitempty" doc:"api.f_next"`
}

const (
	cursorKey  = "api cursor"
	keyIDSize  = 8  // hex digits of a key's id
	markerSize = 16 // bytes of a MAC that travel
)

// After is where the list goes on: the place that the last page ended at. given
// is false on the first page. A cursor of another query, of another life of the
// database, or one that was changed, is refused.
func After[K any](tx *db.Tx, r *Request, p Paging) (place K, given bool, err error) {
	if p.Cursor == "" {
		return place, false, nil
	}
	bad := fault.New(fault.Invalid, "api.bad_cursor").At("cursor", "api.bad_cursor")
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || len(raw) < keyIDSize+markerSize {
		return place, false, bad
	}
	key, mark, said := string(raw[:keyIDSize]), raw[keyIDSize:keyIDSize+markerSize], raw[keyIDSize+markerSize:]
	said = r.hide(key, mark, said)
	want, err := r.mark(tx, key, said)
	if err != nil {
		return place, false, err
	}
	if !hmac.Equal(mark, want) || json.Unmarshal(said, &place) != nil {
		return place, false, bad
	}
	return place, true, nil
}

// Cut makes a page of rows that were asked for with one more than the limit: if
// that one is there, the list goes on after the last row shown.
func Cut[T, K any](tx *db.Tx, r *Request, p Paging, rows []T, placeOf func(T) K) (shown []T, next string, err error) {
	if len(rows) <= p.Limit {
		return rows, "", nil
	}
	shown = rows[:p.Limit]
	next, err = Onward(tx, r, p.Limit, placeOf(shown[p.Limit-1]))
	return shown, next, err
}

// Onward is the address where a list goes on behind a place, also where nothing is
// there yet: for a feed, whose readers come back.
func Onward[K any](tx *db.Tx, r *Request, limit int, place K) (next string, err error) {
	said, err := json.Marshal(place)
	if err != nil {
		return "", fmt.Errorf("api: write a cursor: %w", err)
	}
	key := r.api.ring.Current()
	mark, err := r.mark(tx, key, said)
	if err != nil {
		return "", err
	}
	q := r.filters()
	q.Set("limit", strconv.Itoa(limit))
	q.Set("cursor", base64.RawURLEncoding.EncodeToString(slices.Concat([]byte(key), mark, r.hide(key, mark, said))))
	r.next = r.sent() + "?" + q.Encode()
	return r.next, nil
}

// sent is the address as it was asked for, with its language if it had one.
func (r *Request) sent() string {
	if u, err := url.ParseRequestURI(r.RequestURI); err == nil {
		return u.EscapedPath()
	}
	return r.URL.EscapedPath()
}

// hide makes a place unreadable, and readable again: ids in it never leave the
// house as numbers. Its own mark is the start of the key stream, so that the same
// place is always written alike and a page keeps its ETag.
func (r *Request) hide(key string, mark, said []byte) []byte {
	secret, known := r.api.ring.DeriveOf(key, cursorKey+" place")
	block, err := aes.NewCipher(secret[:])
	if !known || err != nil {
		return nil
	}
	out := make([]byte, len(said))
	cipher.NewCTR(block, mark).XORKeyStream(out, said)
	return out
}

// filters is the query without what moves through its answer.
func (r *Request) filters() url.Values {
	q := r.URL.Query()
	q.Del("cursor")
	q.Del("limit")
	return q
}

// mark binds a place to the query and to this life of the database. A key that
// the ring does not have marks nothing.
func (r *Request) mark(tx *db.Tx, key string, said []byte) ([]byte, error) {
	life, err := db.Incarnation(tx)
	if err != nil {
		return nil, err
	}
	secret, known := r.api.ring.DeriveOf(key, cursorKey)
	if !known {
		return nil, nil
	}
	mac := hmac.New(sha256.New, secret[:])
	for _, part := range []string{life, r.URL.EscapedPath(), r.filters().Encode(), string(said)} {
		fmt.Fprintf(mac, "%d:%s", len(part), part)
	}
	return mac.Sum(nil)[:markerSize], nil
}
