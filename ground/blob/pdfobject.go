package blob

import (
	"bytes"
	"errors"
)

// object reads one object of a PDF: enough of it to see its names, and the keys
// of its own dictionary with the tokens of their values.
type object struct {
	data  []byte
	at    int
	work  *int64
	names map[string]bool
	keys  map[string][]token
}

// token is a name, a word, or a sign: ( for a text, < and > for a dictionary,
// [ and ] for an array.
type token struct {
	sign byte // '/' and 'w' for names and words
	text string
}

// mostDeep is how deep arrays and dictionaries may nest.
const mostDeep = 64

var (
	errEnd  = errors.New("the file ends within an object")
	errForm = errors.New("an object is not well formed")
	errDeep = errors.New("objects are nested too deep")
)

// read reads the whole object.
func (o *object) read() error {
	o.names, o.keys = map[string]bool{}, map[string][]token{}
	var open []byte // what must be closed, from the outside in
	key, waits := "", false
	for {
		t, err := o.next()
		if err != nil {
			return err
		}
		if t.sign == '/' {
			o.names[t.text] = true
		}
		switch own := len(open) == 1 && open[0] == '>'; {
		case own && t.sign == '/' && !waits:
			key, waits = t.text, true
		case own && t.sign != '>' || len(open) > 1:
			o.keys[key], waits = append(o.keys[key], t), false
		}
		if open, err = closing(open, t.sign); err != nil {
			return err
		}
		if len(open) == 0 {
			return nil
		}
	}
}

// closing keeps count of what is open.
func closing(open []byte, sign byte) ([]byte, error) {
	switch sign {
	case '<', '[':
		open = append(open, map[byte]byte{'<': '>', '[': ']'}[sign])
	case '>', ']':
		if len(open) == 0 || open[len(open)-1] != sign {
			return nil, errForm
		}
		open = open[:len(open)-1]
	}
	if len(open) > mostDeep {
		return nil, errDeep
	}
	return open, nil
}

// next reads one token and pays for it.
func (o *object) next() (t token, err error) {
	from := o.at
	defer func() { *o.work -= int64(o.at - from + 1) }()
	if *o.work < 0 {
		return t, errEnd
	}
	o.skip()
	if o.at >= len(o.data) {
		return t, errEnd
	}
	rest := o.data[o.at:]
	switch c := rest[0]; {
	case c == '/':
		name, n := readName(rest)
		o.at += n
		return token{'/', name}, nil
	case c == '(':
		return token{sign: '('}, o.text()
	case bytes.HasPrefix(rest, []byte("<<")), bytes.HasPrefix(rest, []byte(">>")):
		o.at += 2
		return token{sign: c}, nil
	case c == '[' || c == ']':
		o.at++
		return token{sign: c}, nil
	case c == '<':
		i := bytes.IndexByte(rest, '>')
		if i < 0 {
			o.at = len(o.data)
			return t, errEnd
		}
		o.at += i + 1
		return token{sign: '('}, nil
	case regular(c):
		return token{'w', o.word()}, nil
	}
	return t, errForm
}

// skip passes white space and comments.
func (o *object) skip() {
	for o.at < len(o.data) {
		switch c := o.data[o.at]; {
		case space(c):
			o.at++
		case c == '%':
			i := bytes.IndexAny(o.data[o.at:], "\r\n")
			if i < 0 {
				o.at = len(o.data)
				return
			}
			o.at += i
		default:
			return
		}
	}
}

// text passes a text in round brackets, which may nest and be escaped.
func (o *object) text() error {
	deep := 0
	for ; o.at < len(o.data); o.at++ {
		switch o.data[o.at] {
		case '\\':
			o.at++
		case '(':
			deep++
		case ')':
			if deep--; deep == 0 {
				o.at++
				return nil
			}
		}
	}
	o.at = len(o.data)
	return errEnd
}

// word reads a number or a keyword, at most as many letters as matter.
func (o *object) word() string {
	from := o.at
	for o.at < len(o.data) && regular(o.data[o.at]) {
		o.at++
	}
	return string(o.data[from:min(o.at, from+32)])
}

// stream is the content behind a dictionary, up to the end of the file: the
// length that the dictionary gives may be a lie.
func (o *object) stream() ([]byte, bool) {
	o.skip()
	rest, ok := bytes.CutPrefix(o.data[o.at:], []byte("stream"))
	if !ok {
		return nil, false
	}
	rest = bytes.TrimPrefix(rest, []byte("\r"))
	return bytes.TrimPrefix(rest, []byte("\n")), true
}

// holdsObjects tells whether a reader could take the stream for an object
// stream. A colour profile has /N too; looking into it does no harm.
func (o *object) holdsObjects() bool {
	kind := o.keys["Type"]
	return len(o.keys["First"]) > 0 || len(o.keys["N"]) > 0 ||
		len(kind) > 0 && (kind[0].sign != '/' || kind[0].text == "ObjStm")
}

// filter is how the stream is packed: "" not at all, "?" in a way that cannot be
// told from this object alone or that nobody packs objects in.
func (o *object) filter() string {
	for _, key := range []string{"DecodeParms", "DP"} {
		for i, t := range o.keys[key] {
			if t.text == "R" && t.sign == 'w' || t.text == "Predictor" && (i+1 == len(o.keys[key]) || o.keys[key][i+1].text != "1") {
				return "?"
			}
		}
	}
	f := o.keys["Filter"]
	if len(f) >= 2 && f[0].sign == '[' && f[len(f)-1].sign == ']' {
		f = f[1 : len(f)-1]
	}
	switch {
	case len(f) == 0 || len(f) == 1 && f[0].text == "null":
		return ""
	case len(f) == 1 && f[0].sign == '/':
		return f[0].text
	}
	return "?"
}
