package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
)

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// What may be withdrawn is asked for each time; what was not withdrawn is not sent again.
func TestWhatMayBeWithdrawnIsAskedForEachTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		kinds := map[string]web.Content{"ever": {}, "fleeting": {Fleeting: true}, "private": {Private: true, Fleeting: true}}
		h := serve(t, d, func(o *web.Config) {
			o.Routes = []web.Route{web.Show("/content/{kind}", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
				c := kinds[r.PathValue("kind")]
				c.Name, c.Type, c.Tag = "a.png", "image/png", "t1"
				c.Open = func(context.Context) (io.ReadSeekCloser, error) {
					return inMemory{bytes.NewReader([]byte("picture"))}, nil
				}
				return web.Reply{Content: &c}, nil
			})}
		})
		for kind, want := range map[string]string{"ever": "public, max-age=31536000, immutable", "fleeting": "public, no-cache", "private": "no-store"} {
			for tag, status := range map[string]int{"": 200, `"t1"`: 304, `"t0"`: 200} {
				r, w := httptest.NewRequestWithContext(t.Context(), "GET", "/content/"+kind, nil), httptest.NewRecorder()
				r.Header.Set("If-None-Match", tag)
				h.site.Handler().ServeHTTP(w, r)
				if got := w.Header().Get("Cache-Control"); got != want || w.Code != status || w.Header().Get("Etag") != `"t1"` {
					t.Errorf("%s %s: %d %q", kind, tag, w.Code, got)
				}
			}
		}
	})
}

// A page is drawn for all who wait for it; a file is its own client's, and ends with it.
func TestAFileEndsWhenItsClientLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, leave := context.WithCancel(t.Context())
		var ended error
		h := serve(t, d, func(o *web.Config) {
			o.Cache = 1 << 20
			o.Routes = []web.Route{web.Show("/file", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
				return web.Reply{File: &web.File{Name: "a.csv", Type: "text/csv", Write: func(io.Writer) error {
					leave()
					select {
					case <-r.Context().Done():
						ended = r.Context().Err()
					case <-time.After(5 * time.Second):
					}
					return ended
				}}}, nil
			})}
		})
		h.site.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/file", nil))
		if !errors.Is(ended, context.Canceled) {
			t.Errorf("it goes on: %v", ended)
		}
	})
}
