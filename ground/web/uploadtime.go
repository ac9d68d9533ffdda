package web

import (
	"io"
	"net/http"
	"os"
	"time"

	"alun/ground/fault"
)

// A photograph over a slow phone takes minutes, and a page's limits would cut it
// off. An upload has its own: it may take as long as it keeps coming.
const (
	uploadTime  = 10 * time.Minute
	uploadGrace = 30 * time.Second
	uploadRate  = 4 << 10 // bytes a second on average, after the grace
	mostUploads = 16      // at the same time; a page takes a moment, an upload its time
)

// arriving is the body of a form with files, as it comes in.
type arriving struct {
	io.ReadCloser
	control *http.ResponseController
	limits  Limits
	start   time.Time
	bytes   int64
}

// inItsTime gives the body of a form with files its own time.
func (t Route) inItsTime(x *exchange, body io.ReadCloser) io.ReadCloser {
	if len(t.files) == 0 {
		return body
	}
	return &arriving{ReadCloser: body, control: http.NewResponseController(x.ResponseWriter), limits: x.req.site.limits, start: time.Now()}
}

// Read sets the deadlines anew: for the next bytes, and for the answer after
// them. A recorder in a test has none.
func (a *arriving) Read(b []byte) (int, error) {
	since := time.Since(a.start)
	if since > uploadTime || since > uploadGrace && a.bytes < int64((since-uploadGrace)/time.Second)*uploadRate {
		return 0, os.ErrDeadlineExceeded
	}
	_ = a.control.SetReadDeadline(time.Now().Add(a.limits.Read))
	_ = a.control.SetWriteDeadline(time.Now().Add(a.limits.Read + a.limits.Write))
	n, err := a.ReadCloser.Read(b)
	a.bytes += int64(n)
	return n, err
}

// takeTurn lets only so many uploads in at a time. A form that takes a file and
// comes without one, or with a small one, is a form like any other: it shall not
// be refused because others send photographs.
func (s *Site) takeTurn(r *Request, files map[string]int64) (leave func(), err error) {
	if len(files) == 0 || r.ContentLength >= 0 && r.ContentLength <= s.limits.Body {
		return func() {}, nil
	}
	select {
	case s.uploads <- struct{}{}:
		return func() { <-s.uploads }, nil
	default:
		return nil, fault.New(fault.Busy, "web.uploads_full")
	}
}
