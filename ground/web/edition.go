package web

import (
	"bytes"
	"container/list"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"alun/ground/db"
	"alun/ground/lang"
)

// edition is one page as it was drawn, ready to be sent in every encoding that
// was asked for.
type edition struct {
	key    key
	route  string
	tag    lang.Tag
	seen   db.Seen
	lang   []string // Content-Language
	swap   bool     // htmx asked for a part and there is only a whole
	length int      // of the page as it was drawn
	sum    string   // its hash, hex: the ETag without the encoding
	forms  [br + 1]atomic.Pointer[form]
	size   atomic.Int64 // bytes that it takes
	used   atomic.Int32 // hits since it was last looked over, at most 3

	at    *list.Element // in the cache's queue; the cache's lock guards it
	large bool          // which queue
}

// form is an edition in one encoding, with the headers that go with it. The
// slices are shared by all replies: net/http only reads them.
type form struct {
	body                   []byte
	encoding, etag, length []string // encoding is nil for the identity
}

// editionCost is about what an edition takes beside its bodies.
const editionCost = 1 << 10

// newEdition makes an edition of a drawn page in the encoding that x takes.
func newEdition(k key, x *exchange, body []byte, seen db.Seen) *edition {
	e := &edition{key: k, route: x.route, tag: x.req.Lang.Tag(), seen: seen, lang: x.Header()["Content-Language"],
		swap: x.Header().Get("HX-Retarget") != "", length: len(body), sum: sumOf(body)}
	f := e.put(choose(x.req.Header, len(body)), body)
	e.size.Store(editionCost + int64(len(k.path)+len(k.query)+len(f.body)))
	return e
}

// sumOf is the hash of a page in hex.
func sumOf(body []byte) string {
	sum := xxhash.Sum64(body)
	var raw [8]byte
	for i := range raw {
		raw[i] = byte(sum >> (8 * i))
	}
	return hex.EncodeToString(raw[:])
}

// put makes the form of an encoding out of the page as it was drawn.
func (e *edition) put(enc encoding, plain []byte) *form {
	body := plain
	f := &form{etag: []string{`"` + e.sum + "-" + enc.String() + `"`}}
	if enc != identity {
		f.encoding = []string{enc.String()}
		buf := takeBuffer()
		defer giveBuffer(buf)
		body = compress(enc, buf, plain)
	}
	f.body = bytes.Clone(body)
	f.length = []string{strconv.Itoa(len(body))}
	e.forms[enc].Store(f)
	return f
}

// in gives the form of an encoding. One that nobody has asked for yet is made
// out of another, and more tells how many bytes it took. Two at once make it
// twice, which is counted twice and harms nobody.
func (e *edition) in(enc encoding) (f *form, more int64) {
	if f := e.forms[enc].Load(); f != nil {
		return f, 0
	}
	f = e.put(enc, e.plain())
	return f, int64(len(f.body))
}

// plain unpacks the page. What this program packed a moment ago, it can unpack:
// an error would be a broken memory, and the reader sees a page that is cut.
func (e *edition) plain() []byte {
	out := bytes.NewBuffer(make([]byte, 0, e.length+bytes.MinRead))
	for enc := range e.forms {
		f := e.forms[enc].Load()
		if f == nil {
			continue
		}
		switch encoding(enc) {
		case identity:
			return f.body
		case zst:
			all, _ := unzstd().DecodeAll(f.body, out.AvailableBuffer())
			return all
		case gz:
			if r, err := gzip.NewReader(bytes.NewReader(f.body)); err == nil {
				_, _ = out.ReadFrom(r)
			}
			return out.Bytes()
		case br:
			_, _ = out.ReadFrom(brotli.NewReader(bytes.NewReader(f.body)))
			return out.Bytes()
		}
	}
	return nil
}

// unzstd unpacks for all: DecodeAll may be called by many at once.
var unzstd = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(err) // the options are constants
	}
	return d
})

// send answers with the edition, or that the browser has it already. It tells
// how many bytes the edition has grown.
func (e *edition) send(x *exchange) (more int64) {
	r, h := x.req.Request, x.Header()
	h["Content-Type"] = html
	h["Content-Language"] = e.lang
	h["Vary"] = vary
	h["Cache-Control"] = forAll
	if e.swap {
		h["Hx-Retarget"], h["Hx-Reswap"] = swapTarget, swapHow
	}
	f, more := e.in(choose(r.Header, e.length))
	h["Etag"] = f.etag
	if tags := r.Header["If-None-Match"]; tags != nil && has(tags, f.etag[0]) {
		x.WriteHeader(http.StatusNotModified)
		return more
	}
	if f.encoding != nil {
		h["Content-Encoding"] = f.encoding
	}
	h["Content-Length"] = f.length
	x.WriteHeader(http.StatusOK)
	_, _ = x.Write(f.body) // the client may be gone; there is nobody to tell
	return more
}

// Where htmx puts a whole page that came instead of a part.
var (
	swapTarget = []string{"body"}
	swapHow    = []string{"innerHTML"}
)
