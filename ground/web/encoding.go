package web

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// encoding is a content coding.
type encoding int

const (
	identity encoding = iota
	zst
	gz
	br
)

func (e encoding) String() string { return [...]string{"identity", "zstd", "gzip", "br"}[e] }

// small is the size in bytes under which compressing costs more than it saves:
// it all fits in one packet.
const small = 1024

// The levels for pages that are drawn on demand, chosen by measuring a page of
// 50 KB: zstd 180 µs, 11.7 KB · gzip 210 µs, 12.3 KB · brotli 290 µs, 12.2 KB.
// So the server prefers them in this order.
var quick = []encoding{zst, gz, br}

// choose picks the first encoding that the client takes.
func choose(h http.Header, size int) encoding {
	if size < small {
		return identity
	}
	return negotiate(h["Accept-Encoding"], quick)
}

// negotiate finds the first of the wished encodings that Accept-Encoding allows.
// The client's weights only say yes or no: all of these are good to read.
func negotiate(header []string, wish []encoding) encoding {
	var yes, no [br + 1]bool
	rest := false // what "*" says about the encodings that are not named
	for _, line := range header {
		for one := range strings.SplitSeq(line, ",") {
			name, weight, _ := strings.Cut(one, ";")
			name = strings.ToLower(strings.TrimSpace(name))
			good := allowed(weight)
			if name == "*" {
				rest = good
			}
			for _, e := range wish {
				if name == e.String() {
					yes[e], no[e] = good, !good
				}
			}
		}
	}
	for _, e := range wish {
		if yes[e] || rest && !no[e] {
			return e
		}
	}
	return identity
}

// allowed reads "q=0.5"; only a weight of zero forbids.
func allowed(weight string) bool {
	q, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(weight)), "q=")
	if !ok {
		return true
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(q), 32)
	return err == nil && value > 0
}

// packer is a compressor that can be used again.
type packer interface {
	io.WriteCloser
	Reset(io.Writer)
}

var (
	gzips   = sync.Pool{New: func() any { return newGzip(3) }}
	brotlis = sync.Pool{New: func() any { return packer(brotli.NewWriterV2(nil, 1)) }}
	zstds   = sync.Pool{New: func() any { return newZstd(zstd.SpeedDefault) }}
)

func newGzip(level int) packer {
	w, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the levels are constants
	}
	return w
}

// newZstd makes an encoder for one EncodeAll at a time; otherwise it would take
// its tables, over a megabyte, once for each processor. The connection already
// guards against bit errors, so it writes no checksum.
func newZstd(level zstd.EncoderLevel) *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
}

// compress packs a page into buf and returns what it became.
func compress(enc encoding, buf *bytes.Buffer, body []byte) []byte {
	if enc == zst {
		buf.Grow(len(body)/2 + small)
		z := zstds.Get().(*zstd.Encoder)
		defer zstds.Put(z)
		return z.EncodeAll(body, buf.AvailableBuffer())
	}
	pool := &gzips
	if enc == br {
		pool = &brotlis
	}
	w := pool.Get().(packer)
	defer pool.Put(w)
	pack(w, buf, body)
	return buf.Bytes()
}

// pack runs one body through a compressor. Writing to memory cannot fail.
func pack(w packer, buf *bytes.Buffer, body []byte) {
	w.Reset(buf)
	_, _ = w.Write(body)
	_ = w.Close()
}
