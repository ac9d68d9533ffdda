package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// data sends what a page's own script asked for. Programs of others speak to the
// API, which promises its form; this is between one page and its script, so it is
// made for one reader and kept by nobody.
func (s *Site) data(x *exchange, a Reply) error {
	body, err := json.Marshal(a.Data)
	if err != nil {
		return fmt.Errorf("web: data: %w", err)
	}
	h := x.Header()
	h["Content-Type"] = jsonType
	h["Cache-Control"] = forNone
	h["Vary"] = []string{"Accept-Encoding"}
	if enc := choose(x.req.Header, len(body)); enc != identity {
		h["Content-Encoding"] = []string{enc.String()}
		packed := takeBuffer()
		defer giveBuffer(packed)
		body = compress(enc, packed, body)
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	status := cmp.Or(a.Status, http.StatusOK)
	x.later(status)
	x.WriteHeader(status)
	_, _ = x.Write(body) // the client may be gone; there is nobody to tell
	return nil
}

var jsonType = []string{"application/json; charset=utf-8"}
