package web_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
)

func TestARefusalKeepsNothingButTheRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d)
		for _, c := range []struct {
			how    string
			status int
		}{
			{"kind1", 422}, {"kind2", 404}, {"kind3", 403}, {"kind4", 409}, {"kind5", 413},
			{"kind6", 429}, {"kind7", 503}, {"kind8", 507}, {"panic", 500}, {"error", 500}, {"kind1-general", 422},
		} {
			tries := h.count(t, "tiny_try")
			h.do(t, "POST", "/notes", "body=ghost&how="+c.how).want(t, c.status, "")
			if n := h.count(t, "tiny_note"); n != 0 {
				t.Errorf("%s: %d ghosts", c.how, n)
			}
			if n := h.count(t, "tiny_try"); n != tries+1 {
				t.Errorf("%s: the attempt was recorded %d times", c.how, n-tries)
			}
		}
	}, tiny, web.Files)
}

func TestAnActIsKeptOnceAndLeadsOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d)
		a := h.do(t, "POST", "/ja/notes", "body=ada")
		a.want(t, 303, "")
		if to := a.Header.Get("Location"); to != "/ja" {
			t.Errorf("leads to %q", to)
		}
		if n := h.count(t, "tiny_note"); n != 1 {
			t.Errorf("%d notes, want 1", n)
		}
	}, tiny, web.Files)
}

func TestWhatWasTypedIsKept(t *testing.T) {
	h := open(t)
	h.do(t, "POST", "/notes", "body=nasi+kuning&how=kind1").want(t, 422, "Sudah ada typed=nasi kuning")
	h.do(t, "POST", "/en/notes", "body="+strings.Repeat("x", 21)).want(t, 422, "typed="+strings.Repeat("x", 21))
	h.do(t, "POST", "/en/notes", "body=%20").want(t, 422, "typed=")
	if n := h.count(t, "tiny_note"); n != 0 {
		t.Errorf("%d notes were kept", n)
	}
}

func TestAGeneralFaultPageCanBeAskedFor(t *testing.T) {
	open(t).do(t, "POST", "/notes", "body=x&how=kind1-general").want(t, 422, "Ada yang perlu diperbaiki")
}

// TestASavedChangeIsNeverCalledRefused: after the commit no status below 500 may
// say that nothing was kept.
func TestASavedChangeIsNeverCalledRefused(t *testing.T) {
	h := open(t)
	for i, how := range []string{"draw-error", "draw-404", "draw-status"} {
		h.do(t, "POST", "/en/notes", "body=x&how="+how).want(t, 500, "Your change has been saved")
		if n := h.count(t, "tiny_note"); n != i+1 {
			t.Errorf("%s: %d notes", how, n)
		}
	}
}

func TestFaultsOfPagesHaveTheirStatus(t *testing.T) {
	h := open(t)
	for kind, status := range map[int]int{1: 422, 2: 404, 3: 403, 4: 409, 5: 413, 6: 429, 7: 503, 8: 507} {
		a := h.get(t, fmt.Sprint("/en/fault/", kind))
		a.want(t, status, "Taken")
		if wait := a.Header.Get("Retry-After") != ""; wait != (status == 429 || status == 503) {
			t.Errorf("status %d says when to come back: %v", status, wait)
		}
		if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Etag") != "" {
			t.Errorf("a refusal may be stored: %v", a.Header)
		}
	}
}

func TestABodyTooLargeIsASentence(t *testing.T) {
	h := open(t)
	h.do(t, "POST", "/en/notes", "body="+strings.Repeat("x", 1<<20)).want(t, 413, "larger than the limit of 1,024 KB")
	body, kind := upload(t, strings.Repeat("x", 1<<20))
	h.do(t, "POST", "/en/notes", body, "Content-Type: "+kind).want(t, 413, "larger than the limit")
	if n := h.count(t, "tiny_try"); n != 0 {
		t.Errorf("it was prepared all the same: %d", n)
	}
}

func TestAMultipartFormIsRead(t *testing.T) {
	body, kind := upload(t, "kecil")
	open(t).do(t, "POST", "/notes", body, "Content-Type: "+kind).want(t, 303, "")
}

func TestAnUploadLeavesNoFilesBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	f, during := notes(), 0
	prepare := f.Prepare
	f.Files = map[string]int64{"file": 8 << 20}
	f.Prepare = func(r *web.Request) (note, error) {
		during = len(leftovers(t))
		return prepare(r)
	}
	h := open(t, func(c *web.Config) { c.Routes = []web.Route{web.Do("/notes", f)} })
	body, kind := upload(t, strings.Repeat("x", 4<<20))
	h.do(t, "POST", "/notes", body, "Content-Type: "+kind).want(t, 303, "")
	h.Close()
	if left := leftovers(t); during != 1 || len(left) != 0 {
		t.Errorf("%d files while it ran, and afterwards %v", during, left)
	}
}

func leftovers(t *testing.T) []os.DirEntry {
	t.Helper()
	all, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Error(err)
	}
	return all
}

func upload(t *testing.T, content string) (body, kind string) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for name, value := range map[string]string{"body": "berkas", web.KeyField: web.NewKey()} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", "a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := write(part, content); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return buf.String(), w.FormDataContentType()
}

func TestAFormThatIsNotTextIsRefused(t *testing.T) {
	h := open(t)
	for _, body := range []string{"body=%ff", "body=a%00b", "%ff=a"} {
		h.do(t, "POST", "/en/notes", body).want(t, 422, "not readable text")
	}
	h.do(t, "POST", "/en/notes", "body=%zz").want(t, 422, "did not arrive whole")
	h.do(t, "POST", "/en/notes", "x", "Content-Type: multipart/form-data").want(t, 422, "did not arrive whole")
	if n := h.count(t, "tiny_try"); n != 0 {
		t.Errorf("%d got as far as Prepare", n)
	}
}

func TestARecordOutlivesItsClient(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	f := notes()
	prepare := f.Prepare
	f.Prepare = func(r *web.Request) (note, error) {
		leave()
		return prepare(r)
	}
	h := open(t, func(c *web.Config) { c.Routes = []web.Route{web.Do("/notes", f)} })
	r := httptest.NewRequestWithContext(ctx, "POST", "/notes", strings.NewReader("body=x&"+web.KeyField+"="+web.NewKey()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.Config.Handler.ServeHTTP(w, r)
	if tries, kept := h.count(t, "tiny_try"), h.count(t, "tiny_note"); tries != 1 || kept != 0 {
		t.Errorf("%d attempts and %d notes", tries, kept)
	}
	if text := h.log.text(); !strings.Contains(text, `"status":499`) || strings.Contains(text, "broken") || w.Body.Len() != 0 {
		t.Errorf("somebody who left is answered %q or logged as broken: %s", w.Body, text)
	}
}

func TestTextArrivesComposed(t *testing.T) {
	h := open(t)
	h.do(t, "POST", "/notes", "body=cafe%CC%81&how=kind1").want(t, 422, "typed=caf\u00e9")
}
