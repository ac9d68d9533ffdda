package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// fileBuffer is how much of a download is made before the first byte is sent: an
// export that fails at once is still an honest error page.
const fileBuffer = 64 << 10

// file sends a download as it is written. When it breaks off later, so does the
// connection, and the client knows that the file is not whole.
func (s *Site) file(x *exchange, f *File) error {
	out := &flow{x: x, limit: s.limits.Write}
	buffer := bufio.NewWriterSize(out, fileBuffer)
	out.begin = func() { s.fileHead(x, f, out.packed) }
	var target io.Writer = buffer
	var zip packer
	if zipped(f.Type) && negotiate(x.req.Header["Accept-Encoding"], []encoding{gz}) == gz {
		zip = gzips.Get().(packer)
		defer gzips.Put(zip)
		zip.Reset(buffer)
		target, out.packed = zip, true
	}
	err := f.Write(target)
	if err == nil && zip != nil {
		err = zip.Close()
	}
	if err == nil {
		err = buffer.Flush()
	}
	if errors.Is(err, errGone) {
		x.cut = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("web: file %s: %w", f.Name, err)
	}
	out.start() // a file may be empty
	return nil
}

func (s *Site) fileHead(x *exchange, f *File, packed bool) {
	h := x.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Encoding")
	if packed {
		h.Set("Content-Encoding", "gzip")
	}
	x.WriteHeader(http.StatusOK)
}

// zipped reports whether a media type is worth compressing. XLSX and pictures
// are compressed already.
func zipped(media string) bool {
	return strings.HasPrefix(media, "text/") || strings.Contains(media, "json")
}

// errGone says that the client takes no more.
var errGone = errors.New("web: the client has gone")

// flow writes to the client and gives it time for each piece: a slow phone may
// take long for a large file, as long as it takes something.
type flow struct {
	x      *exchange
	limit  time.Duration
	begin  func()
	begun  bool
	packed bool
}

func (f *flow) start() {
	if !f.begun {
		f.begun = true
		f.begin()
	}
}

func (f *flow) Write(b []byte) (int, error) {
	f.start()
	// A recorder in a test has no deadline; a real connection always takes it.
	_ = http.NewResponseController(f.x.ResponseWriter).SetWriteDeadline(time.Now().Add(f.limit))
	n, err := f.x.Write(b)
	if err != nil {
		return n, fmt.Errorf("%w: %w", errGone, err)
	}
	return n, nil
}
