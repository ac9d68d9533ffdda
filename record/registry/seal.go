package registry

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
)

// What is personal is sealed in one piece a row: one key to fetch, one to destroy.

func (k *Book) seal(tx *db.Tx, subject db.ID, place string, v Values) (string, error) {
	if len(v) == 0 {
		return "", nil
	}
	return k.Box.Hide(tx, subject, place, v.json())
}

// json is how values are sealed.
func (v Values) json() string {
	if len(v) == 0 {
		return ""
	}
	raw, _ := json.Marshal(v) // texts; in the order of their names
	return string(raw)
}

// unseal opens a piece; gone says that its key was destroyed.
func (k *Book) unseal(tx *db.Tx, subject db.ID, place, sealed string) (v Values, gone bool, err error) {
	if sealed == "" {
		return nil, false, nil
	}
	text, gone, err := k.Box.Reveal(tx, subject, place, sealed)
	if err != nil || gone {
		return nil, gone, err
	}
	err = json.Unmarshal([]byte(text), &v)
	return v, false, err
}

// hush seals a sentence, which may name somebody.
func (k *Book) hush(tx *db.Tx, subject db.ID, place, sentence string) (string, error) {
	if sentence == "" {
		return "", nil
	}
	return k.Box.Hide(tx, subject, place, sentence)
}

// heard opens a sentence; one that was forgotten is "".
func (k *Book) heard(tx *db.Tx, subject db.ID, place, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	text, _, err := k.Box.Reveal(tx, subject, place, sealed)
	return text, err
}

// Pair is a fact before and after a change.
type Pair [2]string

// both are the values of a change, of which the personal ones are sealed.
type both map[Fact]Pair

// split parts what may stand open in the history from what may not.
func (p both) split(personal bool) (plain, sealed both) {
	plain, sealed = both{}, both{}
	for f, pair := range p {
		switch g := defOf[f].guard; {
		case g == always || g == natural && personal:
			sealed[f] = pair
		default:
			plain[f] = pair
		}
	}
	return plain, sealed
}

func (p both) text() string {
	if len(p) == 0 {
		return ""
	}
	raw, _ := json.Marshal(p) // texts
	return string(raw)
}

func readBoth(text string) (out both, err error) {
	if text == "" {
		return both{}, nil
	}
	err = json.Unmarshal([]byte(text), &out)
	return out, err
}

// told is the sealed piece of a change: values and the reason.
type told struct {
	Why   string `json:"why,omitempty"`
	Facts both   `json:"facts,omitempty"`
}

func changePlace(id db.ID) string { return fmt.Sprint("registry_change.sealed ", int64(id)) }

func (k *Book) sealTold(tx *db.Tx, subject, change db.ID, t told) (string, error) {
	return k.hush(tx, subject, changePlace(change), t.json())
}

func (t told) json() string {
	if t.Why == "" && len(t.Facts) == 0 {
		return ""
	}
	raw, _ := json.Marshal(t) // texts
	return string(raw)
}

func (k *Book) readTold(tx *db.Tx, subject, change db.ID, sealed string) (t told, gone bool, err error) {
	if sealed == "" {
		return t, false, nil
	}
	text, gone, err := k.Box.Reveal(tx, subject, changePlace(change), sealed)
	if err != nil || gone {
		return t, gone, err
	}
	return t, false, json.Unmarshal([]byte(text), &t)
}

// contacts are the blind stand-ins of the numbers and the address of a business.
func (k *Book) contacts(v Values) (out [][2]string) {
	for _, c := range []struct {
		way  string
		fact Fact
	}{{"number", Phone}, {"number", WA}, {"mail", Mail}} {
		if v[c.fact] == "" {
			continue
		}
		one := [2]string{c.way, k.blind(c.way, v[c.fact])}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// blind is a stand-in of 128 bits: enough that two never meet by chance.
func (k *Book) blind(way, value string) string {
	return k.Ring.Blind("registry contact "+way, value)[:32]
}

// fields are the words of a list that is kept as one text.
func fields(text string) []string { return strings.Fields(text) }
