package web

import (
	"bytes"
	"embed"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

//go:embed static
var own embed.FS

// staticRoot is where static files are.
const staticRoot = "/static/"

// current is the shelf that Asset looks on: that of the site made last, since
// templates know no site. Before there is one, this package's own files.
var current atomic.Pointer[shelf]

var ownShelf = sync.OnceValue(func() *shelf {
	s, err := newShelf()
	if err != nil {
		panic(err) // the files are part of the program, and a test opens them
	}
	return s
})

// Asset is the address of a static file, with a hash of its content in it:
// "/static/alun.1a2b3c4d.css". An unknown name gets its plain address, which
// nobody serves: a test that follows the links of a page finds it.
func Asset(name string) string {
	s := current.Load()
	if s == nil {
		s = ownShelf()
	}
	if a, ok := s.byName[name]; ok {
		return a.address
	}
	return staticRoot + name
}

// asset is one static file in all its forms.
type asset struct {
	name    string
	address string // with the hash
	media   []string
	tag     string                // hash of the content
	size    int                   // of the content
	content func() []byte         // as it is served without an encoding
	packed  [br + 1]func() []byte // made when first asked for, then kept
}

// best are the encodings of static files, smallest first: they are made once.
var best = []encoding{br, zst, gz}

// hardest is the size in bytes up to which brotli tries its best (60 ms for
// 37 KB, 8 % smaller); beyond it, it would keep the first visitor waiting.
const hardest = 64 << 10

func (a *asset) prepare() {
	a.packed[gz] = sync.OnceValue(func() []byte { return packOnce(newGzip(9), a.content()) })
	a.packed[zst] = sync.OnceValue(func() []byte { return newZstd(zstd.SpeedBestCompression).EncodeAll(a.content(), nil) })
	a.packed[br] = sync.OnceValue(func() []byte {
		level := 6
		if a.size <= hardest {
			level = brotli.BestCompression
		}
		return packOnce(brotli.NewWriterLevel(nil, level), a.content())
	})
}

func packOnce(w packer, content []byte) []byte {
	var buf bytes.Buffer
	pack(w, &buf, content)
	return bytes.Clone(buf.Bytes())
}

// static answers for /static/, which has no languages and no rooms.
func (s *Site) static(x *exchange, at string) bool {
	name, ok := strings.CutPrefix(at, staticRoot)
	if !ok {
		return false
	}
	x.route, x.quiet = staticRoot, true
	a, kept := s.shelf.find(name)
	switch r := x.req.Request; {
	case a == nil:
		s.refuse(x, noPage())
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		x.Header().Set("Allow", "GET, HEAD")
		s.plain(x, http.StatusMethodNotAllowed)
	default:
		a.serve(x, kept)
	}
	return true
}

// serve sends a file. Under its hashed address it never changes; under its plain
// one (a module that imports another, a font in a style sheet) it may with the
// next release.
func (a *asset) serve(x *exchange, kept bool) {
	h := x.Header()
	content, enc := a.content, identity
	if a.size >= small && squeezable(a.name) {
		enc = negotiate(x.req.Header["Accept-Encoding"], best)
	}
	h["Content-Type"] = a.media
	h["Vary"] = []string{"Accept-Encoding"}
	h["Cache-Control"] = []string{"public, max-age=300"}
	if kept {
		h["Cache-Control"] = []string{"public, max-age=31536000, immutable"}
	}
	tag := `"` + a.tag + "-" + enc.String() + `"`
	h["Etag"] = []string{tag}
	if has(x.req.Header["If-None-Match"], tag) {
		x.WriteHeader(http.StatusNotModified)
		return
	}
	if enc != identity {
		h["Content-Encoding"] = []string{enc.String()}
		content = a.packed[enc]
	}
	body := content()
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	x.WriteHeader(http.StatusOK)
	_, _ = x.Write(body) // the client may be gone; there is nobody to tell
}

// media are the types that are served, by the ending of the name.
var media = map[string]string{
	".css":         "text/css; charset=utf-8",
	".geojson":     "application/geo+json",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".pbf":         "application/x-protobuf",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
}

// squeezable reports whether compressing a file makes it smaller.
func squeezable(name string) bool {
	switch path.Ext(name) {
	case ".jpg", ".png", ".webp", ".woff2":
		return false
	}
	return true
}
