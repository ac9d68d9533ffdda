package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/web"
)

// assets makes a room's static files from names and contents in turn.
func assets(pairs ...string) fs.FS {
	all := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return all
}

var sheet = assets(
	"tiny/a.css", `@font-face{src:url("../tiny/f.woff2")} .x{background:url(/static/tiny/p.svg)} .y{background:url(data:image/png;base64,AA)}`,
	"tiny/f.woff2", "font", "tiny/p.svg", "<svg/>",
	"tiny/m.mjs", `import "/static/tiny/n.mjs"; import "./n.mjs"; const gone = "/static/tiny/gone.mjs"`,
	"tiny/n.mjs", `import "/static/tiny/m.mjs"`,
)

var hashed = regexp.MustCompile(`^/static/(.+)\.[0-9a-f]{8}(\.[a-z0-9]+)$`)

func TestAssetsHaveTheHashOfTheirContent(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Static = append(c.Static, sheet) })
	for name, media := range map[string]string{
		"tiny/a.css": "text/css; charset=utf-8", "tiny/m.mjs": "text/javascript; charset=utf-8", web.Script: "text/javascript; charset=utf-8",
		"tiny/f.woff2": "font/woff2", "tiny/p.svg": "image/svg+xml",
	} {
		at := web.Asset(name)
		if !hashed.MatchString(at) {
			t.Errorf("%s is at %s", name, at)
		}
		kept, plain := h.get(t, at), h.get(t, "/static/"+name)
		if kept.StatusCode != 200 || kept.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || kept.Header.Get("Content-Type") != media {
			t.Errorf("%s: %d %v", at, kept.StatusCode, kept.Header)
		}
		if plain.StatusCode != 200 || plain.body != kept.body || plain.Header.Get("Cache-Control") != "public, max-age=300" {
			t.Errorf("%s: %d %v", name, plain.StatusCode, plain.Header)
		}
	}
	old := web.Asset("tiny/p.svg")
	open(t, func(c *web.Config) { c.Static = append(c.Static, assets("tiny/p.svg", "<svg></svg>")) })
	if web.Asset("tiny/p.svg") == old {
		t.Error("another content has the same address")
	}
}

func TestAssetsPointToEachOtherByHash(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Static = append(c.Static, sheet) })
	css := h.get(t, web.Asset("tiny/a.css")).body
	for _, name := range []string{"tiny/f.woff2", "tiny/p.svg"} {
		if !strings.Contains(css, web.Asset(name)) {
			t.Errorf("the sheet does not point to %s: %s", web.Asset(name), css)
		}
	}
	for _, left := range []string{`url(data:image/png;base64,AA)`} {
		if !strings.Contains(css, left) {
			t.Errorf("%s was changed: %s", left, css)
		}
	}
	// m and n name each other: one of the two keeps the plain address.
	m, n := h.get(t, web.Asset("tiny/m.mjs")).body, h.get(t, web.Asset("tiny/n.mjs")).body
	if strings.Contains(m, web.Asset("tiny/n.mjs")) == strings.Contains(n, web.Asset("tiny/m.mjs")) {
		t.Errorf("a circle: %s | %s", m, n)
	}
	if !strings.Contains(m, `"./n.mjs"`) || !strings.Contains(m, `"/static/tiny/gone.mjs"`) {
		t.Errorf("changed what was not its own: %s", m)
	}
}

func TestAnUnknownAssetIsFoundByFollowingIt(t *testing.T) {
	h := open(t)
	if got := web.Asset("gone.css"); got != "/static/gone.css" {
		t.Errorf("Asset = %s", got)
	}
	for _, path := range []string{"/static/gone.css", "/static/", "/static/../site.go", "/static/htmx-4.0.1.min.00000000.js", "/en" + web.Asset(web.Script)} {
		if a := h.get(t, path); a.StatusCode == 200 {
			t.Errorf("%s is served", path)
		}
	}
}

// TestVendoredFilesAreWhatTheyClaim checks the list of other people's files.
func TestVendoredFilesAreWhatTheyClaim(t *testing.T) {
	list, err := os.ReadFile("static/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| ([^ |]+) \|.*\| ([0-9a-f]{64}) \|`).FindAllStringSubmatch(string(list), -1)
	if len(rows) == 0 {
		t.Fatal("the list is empty")
	}
	for _, row := range rows {
		content, err := os.ReadFile("static/" + row[1])
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != row[2] {
			t.Errorf("%s is not the file of the list: %x", row[1], sum)
		}
	}
}
