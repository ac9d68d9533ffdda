package registry

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
)

// readProofs reads what text wrote. Every business that is read brings its proofs along,
// a list of the directory those of twenty: with Go's reader of JSON they took five
// sixths of what a row costs, without the database. What is not exactly as text writes
// it, an escaped character above all, goes to that reader.
func readProofs(text string) Proofs {
	all, ok := plainProofs(text)
	if !ok {
		all = nil
		if json.NewDecoder(strings.NewReader(text)).Decode(&all) != nil {
			return Proofs{}
		}
	}
	n := 0
	for _, k := range all {
		n += len(k.Facts)
	}
	out := make(Proofs, n)
	for _, k := range all {
		from, _ := date.ParseDay(k.From)
		until, _ := date.ParseDay(k.Until)
		proof := Proof{k.Level, k.By, k.Source, from, until, time.UnixMicro(k.At).UTC(), k.Over}
		for _, f := range k.Facts {
			out[f] = proof
		}
	}
	return out
}

// plainProofs reads the form that text writes. ok is false for any other, and then
// nothing is said about it.
func plainProofs(text string) (all []kept, ok bool) {
	if text == "" {
		return nil, true
	}
	r := proofReader{rest: text}
	r.expect('[')
	for !r.not {
		all = append(all, r.one())
		if !r.more(']') {
			return all, !r.not && r.rest == ""
		}
	}
	return nil, false
}

// proofReader walks over a text; not says that it is of another form.
type proofReader struct {
	rest string
	not  bool
}

func (r *proofReader) expect(c byte) {
	if r.rest == "" || r.rest[0] != c {
		r.not, r.rest = true, ""
		return
	}
	r.rest = r.rest[1:]
}

// more passes a comma, or the end of a list or an object.
func (r *proofReader) more(end byte) bool {
	if r.rest != "" && r.rest[0] == ',' {
		r.rest = r.rest[1:]
		return true
	}
	r.expect(end)
	return false
}

func (r *proofReader) one() (k kept) {
	r.expect('{')
	for !r.not {
		name := r.text()
		r.expect(':')
		switch name {
		case "l":
			k.Level = Level(r.number())
		case "b":
			k.By = r.text()
		case "s":
			k.Source = r.text()
		case "f":
			k.From = r.text()
		case "u":
			k.Until = r.text()
		case "a":
			k.At = r.number()
		case "o":
			k.Over = Level(r.number())
		case "of":
			k.Facts = r.facts()
		default:
			r.not = true
		}
		if !r.more('}') {
			return k
		}
	}
	return k
}

func (r *proofReader) facts() []Fact {
	r.expect('[')
	all := make([]Fact, 0, len(Facts))
	for !r.not {
		all = append(all, Fact(r.text()))
		if !r.more(']') {
			return all
		}
	}
	return nil
}

// text is a string of plain ASCII without escapes.
func (r *proofReader) text() string {
	r.expect('"')
	for i := range len(r.rest) {
		switch c := r.rest[i]; {
		case c == '"':
			text := r.rest[:i]
			r.rest = r.rest[i+1:]
			return text
		case c < ' ', c >= 0x7f, c == '\\':
			r.not = true
			return ""
		}
	}
	r.not = true
	return ""
}

func (r *proofReader) number() int64 {
	i := 0
	for i < len(r.rest) && (r.rest[i] >= '0' && r.rest[i] <= '9' || i == 0 && r.rest[i] == '-') {
		i++
	}
	text := r.rest[:i]
	r.rest = r.rest[i:]
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text { // JSON knows no 007 and no -0
		r.not = true
	}
	return n
}
