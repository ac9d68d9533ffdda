package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"

	"alun/ground/keys"
)

// Row is one row on its way into a digest: its kind and its columns in a fixed
// order. A kind whose columns change takes a new name ("plan_figure 2"), so that
// digests of the old kind stay true.
type Row struct {
	kind  string
	form  Form
	names []string
	ends  []int // of each column in form
}

// NewRow begins a row of a kind.
func NewRow(kind string) *Row { return &Row{kind: kind, form: Form(nil).Text(kind)} }

// Text adds a column that holds a text.
func (r *Row) Text(name, v string) *Row { return r.end(name, r.form.Text(v)) }

// Whole adds a column that holds a whole number.
func (r *Row) Whole(name string, v int64) *Row { return r.end(name, r.form.Whole(v)) }

// Maybe adds a column that holds a whole number or nothing.
func (r *Row) Maybe(name string, v int64, known bool) *Row {
	return r.end(name, r.form.Maybe(v, known))
}

func (r *Row) end(name string, f Form) *Row {
	r.form, r.names, r.ends = f, append(r.names, name), append(r.ends, len(f))
	return r
}

// Digest is the keyed hash of a row, as it is kept beside it.
type Digest struct {
	Key   string // id of the ring's key that made it
	Sum   string // HMAC-SHA-256 over the row's form, 43 characters
	Marks string // two bytes for each column
}

// Digester makes and checks the digests of one purpose.
type Digester struct {
	ring    *keys.Ring
	purpose string
}

// NewDigester takes a sub-key of the ring for a purpose ("plan digest").
func NewDigester(ring *keys.Ring, purpose string) *Digester { return &Digester{ring, purpose} }

const markBytes = 2

var base = base64.RawURLEncoding

// Of makes the digest of a row with the current key.
func (d *Digester) Of(r *Row) Digest {
	key := d.ring.Derive(d.purpose)
	mac := hmac.New(sha256.New, key[:])
	return Digest{d.ring.Current(), base.EncodeToString(sumOf(mac, r)), base.EncodeToString(marksOf(mac, r))}
}

// Check holds a row against the digest that is kept. When they differ, changed
// names the columns whose marks differ; it may be empty, when the digest itself
// was changed or the row was never of this shape. known is false when the ring
// lacks the key.
func (d *Digester) Check(r *Row, kept Digest) (same bool, changed []string, known bool) {
	key, known := d.ring.DeriveOf(kept.Key, d.purpose)
	if !known {
		return false, nil, false
	}
	mac := hmac.New(sha256.New, key[:])
	if sum, err := base.DecodeString(kept.Sum); err == nil && hmac.Equal(sum, sumOf(mac, r)) {
		return true, nil, true
	}
	return false, differing(r, marksOf(mac, r), kept.Marks), true
}

func sumOf(mac hash.Hash, r *Row) []byte {
	mac.Reset()
	mac.Write(r.form)
	return mac.Sum(nil)
}

// marksOf are the first bytes of a keyed hash of each column's name and value.
func marksOf(mac hash.Hash, r *Row) []byte {
	out := make([]byte, 0, markBytes*len(r.names))
	var sum [sha256.Size]byte
	from := 5 + len(r.kind)
	name := make(Form, 0, 64)
	for i, end := range r.ends {
		name = name[:0].Text(r.names[i])
		mac.Reset()
		mac.Write(name)
		mac.Write(r.form[from:end])
		out = append(out, mac.Sum(sum[:0])[:markBytes]...)
		from = end
	}
	return out
}

func differing(r *Row, now []byte, kept string) (names []string) {
	was, err := base.DecodeString(kept)
	if err != nil || len(was) != len(now) {
		return nil
	}
	for i, name := range r.names {
		at := markBytes * i
		if string(was[at:at+markBytes]) != string(now[at:at+markBytes]) {
			names = append(names, name)
		}
	}
	return names
}
