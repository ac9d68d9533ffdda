package placeweb

import (
	"net/http"
	"strings"
	"sync/atomic"

	"alun/ground/db"
	"alun/ground/web"
)

// Pages are this room's pages over one database.
type Pages struct {
	db   *db.DB
	kept atomic.Pointer[atlas]
}

// New makes the pages of a database that holds the room's tables.
func New(d *db.DB) *Pages { return &Pages{db: d} }

// Routes lists the room's addresses. Everybody may read them.
func (p *Pages) Routes() []web.Route {
	return []web.Route{
		web.Show("/wilayah", p.city, "format"),
		web.Show("/wilayah/di", p.find, "lat", "lng", "format"),
		web.Raw("/wilayah/peta.geojson", http.HandlerFunc(p.sendShapes)),
		web.Show("/wilayah/{code}", p.area, "format"),
		web.Show("/peta", p.moving),
	}
}

// sendShapes answers the moving map. It is no page and no file to keep, so it
// does its own caching: the same words in every language, one tag an edition.
func (p *Pages) sendShapes(w http.ResponseWriter, r *http.Request) {
	var a *atlas
	err := p.db.Read(r.Context(), func(tx *db.Tx) (err error) {
		a, err = p.atlas(tx)
		return err
	})
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	h, body, tag := w.Header(), a.shapes.plain, `"`+a.shapes.tag+`"`
	h.Set("Content-Type", "application/geo+json")
	h.Set("Cache-Control", "public, max-age=0, must-revalidate")
	h.Set("Vary", "Accept-Encoding")
	if takesGzip(r) {
		body, tag = a.shapes.packed, `"`+a.shapes.tag+`-gzip"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body) // the browser may be gone; there is nobody to tell
}

func takesGzip(r *http.Request) bool {
	for one := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
		if name == "gzip" && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}
