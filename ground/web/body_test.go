package web_test

import (
	"bytes"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"alun/ground/web"
)

func TestPagesComeBackFromEveryEncoding(t *testing.T) {
	h := open(t)
	plain := h.get(t, "/long")
	plain.want(t, 200, "a long page of figures")
	if plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("nobody asked for %q", plain.Header.Get("Content-Encoding"))
	}
	for _, path := range []string{"/long", web.Asset(web.Script)} {
		want := h.get(t, path).body
		for _, enc := range []string{"br", "gzip", "zstd"} {
			a := h.get(t, path, "Accept-Encoding: "+enc)
			if a.Header.Get("Content-Encoding") != enc || unpack(t, a) != want {
				t.Errorf("%s by %s: %q, %d bytes", path, enc, a.Header.Get("Content-Encoding"), len(a.body))
			}
			if a.Header.Get("Content-Length") != strconv.Itoa(len(a.body)) || !strings.Contains(a.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s by %s: %v", path, enc, a.Header)
			}
		}
	}
}

func unpack(t *testing.T, a answer) string {
	t.Helper()
	var r io.Reader = strings.NewReader(a.body)
	var err error
	switch a.Header.Get("Content-Encoding") {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	if _, err := all.ReadFrom(r); err != nil {
		t.Error(err)
	}
	return all.String()
}

func TestTheEncodingIsOneTheClientTakes(t *testing.T) {
	h := open(t)
	for accept, want := range map[string]string{
		"gzip, deflate, br, zstd":         "zstd",
		"gzip, deflate, br":               "gzip",
		"br;q=1.0, gzip;q=0":              "br",
		"*":                               "zstd",
		"*, zstd;q=0":                     "gzip",
		"*;q=0":                           "",
		"identity":                        "",
		"GZIP ; Q=0.5":                    "gzip",
		"deflate, zstd;q=nonsense":        "",
		"gzip;q=0.000, br; q=0, zstd;q=0": "",
	} {
		if got := h.get(t, "/long", "Accept-Encoding: "+accept).Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q gets %q, want %q", accept, got, want)
		}
	}
	if got := h.get(t, "/", "Accept-Encoding: gzip").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("a page of one packet was packed by %s", got)
	}
}

func TestAnUnchangedPageCosts304(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/long", "/", web.Asset(web.Script)} {
		for _, accept := range []string{"gzip", "br", "zstd", "identity"} {
			first := h.get(t, path, "Accept-Encoding: "+accept)
			tag := first.Header.Get("Etag")
			if !strings.HasPrefix(tag, `"`) {
				t.Fatalf("%s has the tag %q", path, tag)
			}
			for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				again := h.get(t, path, "Accept-Encoding: "+accept, "If-None-Match: "+sent)
				again.want(t, 304, "")
				if again.body != "" || again.Header.Get("Etag") != tag || again.Header.Get("Cache-Control") != first.Header.Get("Cache-Control") {
					t.Errorf("%s: %v", path, again.Header)
				}
			}
			h.get(t, path, "Accept-Encoding: "+accept, `If-None-Match: "other"`).want(t, 200, "")
		}
	}
	a, b := h.get(t, "/", "Accept-Encoding: identity"), h.get(t, "/en", "Accept-Encoding: identity")
	if a.Header.Get("Etag") == b.Header.Get("Etag") {
		t.Error("two pages have one tag")
	}
	a, b = h.get(t, "/long", "Accept-Encoding: gzip"), h.get(t, "/long", "Accept-Encoding: br")
	if a.Header.Get("Etag") == b.Header.Get("Etag") {
		t.Error("two encodings of a page have one strong tag")
	}
}

func TestOnlyPagesForEverybodyAreStored(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		header, control string
	}{
		{"Accept: */*", "public, max-age=0, must-revalidate"},
		{"Cookie: alun=1", "no-store"},
		{"Authorization: Bearer x", "no-store"},
	} {
		a := h.get(t, "/long", c.header)
		if got := a.Header.Get("Cache-Control"); got != c.control || (a.Header.Get("Etag") != "") != (c.control != "no-store") {
			t.Errorf("%s: %q, tag %q", c.header, got, a.Header.Get("Etag"))
		}
	}
	if got := h.do(t, "POST", "/notes", "body=x").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the answer to a form: %q", got)
	}
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/", "/long", "/nowhere", "/break/error", web.Asset(web.Script)} {
		get, head := h.get(t, path, "Accept-Encoding: gzip"), h.do(t, "HEAD", path, "", "Accept-Encoding: gzip")
		for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Cache-Control", "Vary", "Content-Encoding"} {
			if get.Header.Get(name) != head.Header.Get(name) {
				t.Errorf("%s: %s is %q by GET and %q by HEAD", path, name, get.Header.Get(name), head.Header.Get(name))
			}
		}
		if head.StatusCode != get.StatusCode || head.body != "" {
			t.Errorf("%s: HEAD %d %q", path, head.StatusCode, head.body)
		}
	}
}

func TestFilesAreSentWholeOrCut(t *testing.T) {
	h := open(t)
	good := h.get(t, "/file/good", "Accept-Encoding: gzip")
	if unpack(t, good) != strings.Repeat("a,b\n", 100_000) {
		t.Errorf("%d bytes of a file", len(good.body))
	}
	if got := good.Header.Get("Content-Disposition"); got != `attachment; filename="laporan tahun.csv"` {
		t.Errorf("saved as %q", got)
	}
	if got := h.get(t, "/file/good").body; len(got) != 400_000 {
		t.Errorf("unpacked: %d bytes", len(got))
	}
	if empty := h.get(t, "/file/empty"); empty.StatusCode != 200 || empty.body != "" || empty.Header.Get("Content-Disposition") == "" {
		t.Errorf("an empty file: %d %q %v", empty.StatusCode, empty.body, empty.Header)
	}
	first := h.get(t, "/file/fails-first")
	first.want(t, 500, "gagal dibuat")
	if first.Header.Get("Content-Disposition") != "" || first.Header.Get("Content-Encoding") != "" {
		t.Errorf("the error page is dressed as a file: %v", first.Header)
	}
	if a := h.get(t, "/file/fails-later"); a.StatusCode != -1 {
		t.Errorf("half a file looks whole: %d, %d bytes", a.StatusCode, len(a.body))
	}
}

func TestAClientThatLeavesIsNoError(t *testing.T) {
	h := open(t)
	conn, err := net.Dial("tcp", h.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := write(conn, "GET /file/endless HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	h.Close() // waits for the request to end
	if text := h.log.text(); strings.Contains(text, "broken") || !strings.Contains(text, `"cut":true`) {
		t.Errorf("%s", text)
	}
}
