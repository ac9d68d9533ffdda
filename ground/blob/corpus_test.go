package blob_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"strings"
	"sync"
	"testing"

	"alun/ground/blob"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// hostile is a file that must not come in.
type hostile struct {
	what    string
	sent    blob.Sent
	content func() io.Reader
}

func bad(what, name, kind string, content []byte) hostile {
	return hostile{what, blob.Sent{Name: name, Type: kind}, func() io.Reader { return bytes.NewReader(content) }}
}

const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`

// corpus is what is thrown at a form that takes a photograph or a PDF.
//
// long: a table of cases.
func corpus() []hostile {
	picture, archive := jpegOf(photo(200, 100)), zipped(map[string]string{"index.html": "<script>alert(1)</script>"})
	all := []hostile{
		bad("a picture that is a script", "a.gif", "image/gif", []byte("GIF89a/*\x00\x00*/=1;alert(1)")),
		bad("the same, renamed", "a.jpg", "image/jpeg", []byte("GIF89a/*\x00\x00*/=1;alert(1)")),
		bad("a picture that is an archive", "a.jpg", "image/jpeg", append(bytes.Clone(picture), archive...)),
		bad("a picture in which an archive hides", "a.jpg", "image/jpeg", append(bytes.Clone(picture[:len(picture)-2]), append(archive, 0xff, 0xd9)...)),
		bad("a PNG that is an archive", "a.png", "image/png", append(pngOf(photo(9, 9)), archive...)),
		bad("a picture that is a PDF", "a.jpg", "image/jpeg", after(picture, segment(0xfe, page("")))),
		bad("a PDF that is a web page", "a.pdf", "application/pdf", page("", "<< /A (<html><script>alert\\(1\\)</script>) >>")),
		bad("a PDF that is an archive", "a.pdf", "application/pdf", append(page(""), zipped(map[string]string{"a": "%%EOF"})...)),
		bad("a web page", "a.html", "text/html", []byte("<!doctype html><script>alert(1)</script>")),
		bad("a web page, renamed", "a.jpg", "image/jpeg", []byte("<!doctype html><script>alert(1)</script>")),
		bad("a web page behind the mark of a picture", "a.jpg", "image/jpeg", []byte("\xff\xd8\xff<html><script>alert(1)</script>")),
		bad("a drawing with a script", "a.svg", "image/svg+xml", []byte(svg)),
		bad("a drawing, renamed", "a.png", "image/png", []byte(svg)),
		bad("a picture cut in half", "a.jpg", "image/jpeg", picture[:len(picture)/2]),
		bad("the head of a picture", "a.jpg", "image/jpeg", picture[:4]),
		bad("a PNG cut in half", "a.png", "image/png", pngOf(photo(99, 99))[:200]),
		bad("a picture with changed sums", "a.png", "image/png", bytes.Replace(pngOf(photo(9, 9)), []byte("IDAT"), []byte("IDAt"), 1)),
		bad("a picture of 4 gigapixels", "a.png", "image/png", hugePNG(65_000, 65_000)),
		bad("a picture wider than numbers", "a.png", "image/png", hugePNG(1<<31-1, 1<<31-1)),
		bad("a picture of no height", "a.png", "image/png", hugePNG(10, 0)),
		bad("just too many pixels", "a.png", "image/png", hugePNG(8000, 5001)),
		bad("a photograph of 4 gigapixels", "a.jpg", "image/jpeg", frame(0xc0, 65_000, 65_000, 0x11)),
		bad("40 megapixels in passes", "a.jpg", "image/jpeg", progressive(8000, 5000, 3, 1)),
		bad("a thousand passes", "a.jpg", "image/jpeg", progressive(64, 64, 3, 1000)),
		bad("two sizes in one photograph", "a.jpg", "image/jpeg", after(picture, segment(0xc0, []byte{8, 0, 1, 0, 1, 1, 1, 0x11, 0}))),
		bad("a WebP larger than its canvas", "a.webp", "image/webp", riff(riffChunk("VP8X", make([]byte, 10)), riffChunk("VP8L", []byte{0x2f, 0xff, 0xff, 0xff, 0x0f}))),
		bad("a WebP of 268 megapixels", "a.webp", "image/webp", riff(riffChunk("VP8L", []byte{0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0}))),
		bad("a moving WebP", "a.webp", "image/webp", riff(riffChunk("VP8X", make([]byte, 10)), riffChunk("ANIM", make([]byte, 6)))),
		bad("a path for a name", "../../../etc/passwd.jpg", "image/jpeg", picture),
		bad("a path of Windows", `C:\Users\a.jpg`, "image/jpeg", picture),
		bad("a name with NUL", "a.php\x00.jpg", "image/jpeg", picture),
		bad("a name with a line end", "a\r\nX: y.jpg", "image/jpeg", picture),
		bad("a name that reads backwards", "a\u202egpj.exe", "image/jpeg", picture),
		bad("a name that reads backwards, rightly ended", "exe\u202e.jpg", "image/jpeg", picture),
		bad("a very long name", strings.Repeat("a", 300)+".jpg", "image/jpeg", picture),
		bad("a name that is no text", "\xff.jpg", "image/jpeg", picture),
		bad("no name", "", "image/jpeg", picture),
		bad("a name of an ending alone, another", ".htaccess", "image/jpeg", picture),
		bad("a program's name", "a.jpg.exe", "image/jpeg", picture),
		bad("another picture's name", "a.png", "image/png", picture),
		bad("a document's name", "a.pdf", "application/pdf", picture),
		bad("another type", "a.jpg", "text/html", picture),
		bad("a type that is none", "a.jpg", "; ;", picture),
		bad("the test virus", "a.jpg", "image/jpeg", []byte(eicar)),
		bad("the test virus as a document", "a.pdf", "application/pdf", []byte(eicar)),
		bad("nothing", "a.jpg", "image/jpeg", nil),
		bad("an archive", "a.zip", "application/zip", archive),
		bad("an archive, renamed", "a.pdf", "application/pdf", archive),
		bad("a zip bomb", "a.xlsx", forms, zipped(map[string]string{"xl/workbook.xml": strings.Repeat("\x00", 60<<20)})),
		bad("a program", "a.png", "image/png", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00")),
		bad("noise", "a.jpg", "image/jpeg", noise(100_000)),
		bad("noise behind the mark of a picture", "a.jpg", "image/jpeg", append([]byte("\xff\xd8\xff\xe0"), noise(100_000)...)),
		bad("just too many bytes", "a.jpg", "image/jpeg", append(bytes.Clone(picture), make([]byte, 8<<20)...)),
		{"ten gigabytes of nothing", blob.Sent{Name: "a.pdf"}, func() io.Reader {
			return io.MultiReader(strings.NewReader("%PDF-1.7\n"), io.LimitReader(zeros{}, 10<<30))
		}},
		{"a connection that breaks", blob.Sent{Name: "a.jpg"}, func() io.Reader { return io.MultiReader(bytes.NewReader(picture), broken{}) }},
	}
	for _, c := range unsound {
		all = append(all, bad("a PDF: "+c.name, "a.pdf", "application/pdf", c.doc))
	}
	return all
}

const forms = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func noise(n int) []byte { b, _ := some(n); return b }

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

var errBroken = errors.New("the connection broke")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

// TestNothingHostileComesIn: no blob, no row, no file left behind, and an answer
// that a person can act on.
func TestNothingHostileComesIn(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := newDesk(t, dbtest.SQLite(t))
	for _, c := range corpus() {
		s := c.sent
		s.Content = c.content()
		f, err := d.Receive(t.Context(), s, blob.Printed)
		refused := fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge)
		if !refused && !errors.Is(err, errBroken) {
			t.Errorf("%s: %+v, %v", c.what, f, err)
		}
		if n := d.blobs(); n != 0 {
			t.Fatalf("%s: %d blobs are kept", c.what, n)
		}
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	t.Logf("%d hostile files", len(corpus()))
}

// TestTheCorpusWouldComeIn if it were not hostile: the same names and types with
// sound content are taken, so the test above refuses for its reasons.
func TestTheCorpusWouldComeIn(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	for _, c := range []hostile{
		bad("a picture", "IMG 2041 (1).JPG", "image/jpeg", jpegOf(photo(200, 100))),
		bad("a picture with its film", "PXL.MP.jpg", "", append(jpegOf(photo(201, 100)), noise(50_000)...)),
		bad("a screenshot", "Tangkapan Layar\u202f2024.png", "image/png; charset=binary", pngOf(photo(9, 9))),
		bad("a document", "Renja \u2013 hal. 72.pdf", "application/octet-stream", page("")),
	} {
		s := c.sent
		s.Content = c.content()
		if _, err := d.Receive(t.Context(), s, blob.Printed); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// dearest are the files that cost the most of those that come in.
func dearest() map[string][]byte {
	wide := image.NewYCbCr(image.Rect(0, 0, 8000, 5000), image.YCbCrSubsampleRatio420)
	return map[string][]byte{
		"lying.jpg":  withEXIF(jpegOf(wide), 6),
		"passes.jpg": progressive(4000, 2800, 3, 90),
		"large.png":  pngOf(image.NewNRGBA(image.Rect(0, 0, 8000, 5000))),
		"large.pdf":  page("", bomb(40<<20), fmt.Sprintf("<< /Length 9 >>\nstream\n%s\nendstream", noise(9<<20))),
	}
}

// mostMemory is what one process may take with everything that is in it.
const mostMemory = 256 << 20

// TestMemoryIsBounded runs the dearest files and the whole corpus, sixteen at a
// time, in a process of its own, and asks the kernel what that took at its peak.
func TestMemoryIsBounded(t *testing.T) {
	if raced {
		t.Skip("the race detector's own memory would be measured")
	}
	if at := os.Getenv("BLOB_TEST_CORPUS"); at != "" {
		flood(t, at)
		return
	}
	at := t.TempDir()
	files := dearest()
	for i, c := range corpus() {
		if !strings.ContainsAny(c.sent.Name, "/\x00") && len(c.sent.Name) < 200 && c.what != "ten gigabytes of nothing" {
			content, _ := io.ReadAll(c.content()) // one breaks off, and is kept as far as it goes
			files[fmt.Sprintf("%03d %s", i, c.sent.Name)] = content
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(at, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMemoryIsBounded$", "-test.v")
	child.Env = append(os.Environ(), "BLOB_TEST_CORPUS="+at, "TMPDIR="+t.TempDir())
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func flood(t *testing.T, at string) {
	d := newDesk(t, dbtest.SQLite(t))
	files, err := os.ReadDir(at)
	if err != nil || len(files) < 80 {
		t.Fatal(files, err)
	}
	var all sync.WaitGroup
	turn := make(chan struct{}, 16)
	send := func(name string, content io.ReadCloser) {
		turn <- struct{}{}
		all.Go(func() {
			defer func() { content.Close(); <-turn }()
			_, err := d.Receive(t.Context(), blob.Sent{Name: name, Content: content}, blob.Printed)
			if err != nil && fault.Of(err) == nil {
				t.Errorf("%s: %v", name, err)
			}
			if sound := name[0] >= 'a'; sound && err != nil && !fault.Is(err, fault.Busy) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	for range 2 {
		for _, e := range files {
			f, err := os.Open(filepath.Join(at, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			send(e.Name(), f)
		}
		send("0 endless.pdf", io.NopCloser(io.LimitReader(zeros{}, 10<<30)))
	}
	all.Wait()
	peak := peakMemory(t)
	t.Logf("peak %d MiB", peak>>20)
	if peak > mostMemory {
		t.Errorf("it took %d MiB, the limit is %d", peak>>20, mostMemory>>20)
	}
}

// peakMemory is the most that the kernel ever gave this process, in bytes.
func peakMemory(t *testing.T) int64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("this kernel does not tell:", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kb int64
	if _, err := fmt.Sscanf(rest, "%d kB", &kb); err != nil {
		t.Fatal(err)
	}
	return kb << 10
}
