package web_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
)

// taken is what a room saw of an upload.
type taken struct {
	up      *web.Upload
	content string
	typed   string
}

// uploading is a site whose form takes a file of at most a thousand bytes.
func uploading(t testing.TB, saw *taken, change ...func(*web.Config)) *house {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	f := web.Form[string, int]{
		Files: map[string]int64{"file": 1000},
		Prepare: func(r *web.Request) (string, error) {
			*saw = taken{typed: r.Values().Line("body", 20)}
			if up, ok := r.Upload("file"); ok {
				all, err := io.ReadAll(up.Content())
				if err != nil {
					return "", err
				}
				saw.up, saw.content = up, string(all)
				if up.Bytes > 1000 {
					return "", fault.New(fault.TooLarge, "tiny.taken")
				}
			}
			return saw.typed, nil
		},
		Act: func(*db.Tx, string) (int, error) { return 1, nil },
		Draw: func(_ *db.Tx, r *web.Request, _ string, _ int, f *fault.Fault) (web.Reply, error) {
			if f != nil {
				return page(text("typed=" + saw.typed)), nil
			}
			return web.Reply{To: r.Href("/")}, nil
		},
	}
	return open(t, append(change, func(c *web.Config) { c.Routes = []web.Route{web.Do("/send", f)} })...)
}

const border = "----alun"

// parted makes a body of parts; each is "name" or "name; filename=…" and its content.
func parted(parts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", border, web.KeyField, web.NewKey())
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n", border, parts[i], parts[i+1])
	}
	return b.String() + "--" + border + "--\r\n"
}

const inParts = "Content-Type: multipart/form-data; boundary=" + border

func TestAnUploadArrivesWhole(t *testing.T) {
	var saw taken
	h := uploading(t, &saw)
	for _, c := range []struct {
		name, body string
		status     int
		content    string
		bytes      int64 // -1: no file
	}{
		{"a file", parted(`body`, "kata", `file; filename="a.jpg"`, "isi"), 303, "isi", 3},
		{"exactly as much as it may be", parted(`body`, "kata", `file; filename="a.jpg"`, strings.Repeat("x", 1000)), 303, strings.Repeat("x", 1000), 1000},
		{"one byte more", parted(`body`, "kata", `file; filename="a.jpg"`, strings.Repeat("x", 1001)), 413, strings.Repeat("x", 1001), 1001},
		{"much more, and a field behind it", parted(`file; filename="a.jpg"`, strings.Repeat("x", 1<<20), `body`, "kata"), 413, strings.Repeat("x", 1001), 1001},
		{"none chosen", parted(`body`, "kata", `file; filename=""`, ""), 303, "", -1},
		{"an empty one", parted(`body`, "kata", `file; filename="a.jpg"`, ""), 303, "", 0},
		{"a file in a field that takes none", parted(`body`, "kata", `other; filename="a.jpg"`, "isi"), 303, "", -1},
		{"a field where a file belongs", parted(`body`, "kata", `file`, "isi"), 303, "", -1},
		{"two files", parted(`file; filename="a.jpg"`, "isi", `file; filename="b.jpg"`, "isi"), 422, "", -2},
		{"a part that is no field", strings.Replace(parted(`body`, "x"), "form-data; name=body", "attachment", 1), 422, "", -2},
		{"cut off in the file", strings.TrimSuffix(parted(`file; filename="a.jpg"`, "isi"), "\r\n--"+border+"--\r\n"), 422, "", -2},
		{"too many parts", parted(strings.Split(strings.Repeat("a b ", 201), " ")[:402]...), 422, "", -2},
		{"a megabyte of words", parted(`body`, strings.Repeat("x", 1<<20)), 413, "", -2},
		{"a name of NUL", parted("\"a\x00\"", "x"), 422, "", -2},
	} {
		saw = taken{}
		h.as(t, "POST", "/send", c.body, inParts).want(t, c.status, "")
		switch {
		case c.bytes == -2:
			if saw.up != nil || saw.typed != "" {
				t.Errorf("%s: got as far as Prepare: %+v", c.name, saw)
			}
			continue
		case saw.typed != "kata":
			t.Errorf("%s: typed %q", c.name, saw.typed)
		case c.bytes == -1 && saw.up != nil, c.bytes >= 0 && saw.up == nil:
			t.Errorf("%s: upload %+v", c.name, saw.up)
		case c.bytes >= 0:
			sum := sha256.Sum256([]byte(c.content))
			if saw.content != c.content || saw.up.Bytes != c.bytes || saw.up.Sum != hex.EncodeToString(sum[:]) {
				t.Errorf("%s: %d bytes, %.20q", c.name, saw.up.Bytes, saw.content)
			}
		}
	}
	// A form without parts is read into memory, so it has no more room than any.
	h.as(t, "POST", "/en/send", "_key="+web.NewKey()+"&body="+strings.Repeat("x", 1<<20)).want(t, 413, "the limit of 1,024 KB")
	h.Close()
	if left := leftovers(t); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestAFormWithAnotherFileIsAnotherForm: the key of a form is for these fields
// and these bytes.
func TestAFormWithAnotherFileIsAnotherForm(t *testing.T) {
	var saw taken
	h := uploading(t, &saw)
	body := parted(`body`, "kata", `file; filename="a.jpg"`, "isi satu")
	h.as(t, "POST", "/send", body, inParts).want(t, 303, "")
	h.as(t, "POST", "/send", body, inParts).want(t, 303, "")
	h.as(t, "POST", "/send", strings.Replace(body, "isi satu", "isi dua!", 1), inParts).want(t, 422, "typed=kata")
}

// TestAnEndlessUploadIsCutOff: ten gigabytes are announced, and the house takes
// no more than it must to tell so.
func TestAnEndlessUploadIsCutOff(t *testing.T) {
	var saw taken
	h := uploading(t, &saw)
	conn, err := net.Dial("tcp", h.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	head, _, _ := strings.Cut(parted(`body`, "kata", `file; filename="a.jpg"`, "isi"), "isi\r\n")
	if err := write(conn, "POST /send HTTP/1.1\r\nHost: x\r\n"+inParts+"\r\nContent-Length: 10000000000\r\n\r\n"+head); err != nil {
		t.Fatal(err)
	}
	answer := make(chan string, 1)
	go func() {
		b := make([]byte, 12)
		n, _ := io.ReadFull(conn, b)
		answer <- string(b[:n])
	}()
	sent, chunk := 0, make([]byte, 1<<20)
	for sent < 200 {
		if _, err := conn.Write(chunk); err != nil {
			break
		}
		sent++
	}
	if got := <-answer; got != "HTTP/1.1 413" || saw.typed != "kata" || saw.up.Bytes != 1001 {
		t.Errorf("%q, typed %q, %+v", got, saw.typed, saw.up)
	}
	if sent == 200 {
		t.Error("it took 200 MB")
	}
}

// TestOnlySoManyUploadsAtATime: the seventeenth is asked to come back; pages, and
// forms without a large file, go on.
func TestOnlySoManyUploadsAtATime(t *testing.T) {
	var saw taken
	h := uploading(t, &saw, func(c *web.Config) { c.Limits.Read = time.Minute })
	var open []net.Conn
	begin := func() net.Conn {
		conn, err := net.Dial("tcp", h.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		// The server answers "continue" when it begins to read the body.
		if err := write(conn, "POST /send HTTP/1.1\r\nHost: x\r\n"+inParts+"\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		return conn
	}
	for range 16 {
		conn := begin()
		b := make([]byte, len("HTTP/1.1 100"))
		if _, err := io.ReadFull(conn, b); err != nil || string(b) != "HTTP/1.1 100" {
			t.Fatalf("%q %v", b, err)
		}
		open = append(open, conn)
	}
	late, err := http.ReadResponse(bufio.NewReader(begin()), nil)
	if err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(late.Body)
	if late.StatusCode != http.StatusServiceUnavailable || late.Header.Get("Retry-After") == "" || !strings.Contains(string(said), "Sedang banyak orang mengirim berkas") {
		t.Errorf("%s, come back in %q, %v: %s", late.Status, late.Header.Get("Retry-After"), err, said)
	}
	h.as(t, "POST", "/en/send", parted(`body`, "kata"), inParts).want(t, http.StatusSeeOther, "")
	for _, conn := range open {
		conn.Close()
	}
}

// TestABodyInPartsNeverPanics, whatever is in it.
func FuzzParts(f *testing.F) {
	f.Add(parted(`body`, "kata", `file; filename="a.jpg"`, "isi"))
	f.Add(parted("file; filename*=UTF-8''%e2%80%ae.jpg", "isi"))
	f.Add("--" + border + "\r\n\r\n")
	var saw taken
	h := uploading(f, &saw)
	f.Fuzz(func(t *testing.T, body string) {
		a := h.as(t, "POST", "/send", body, inParts)
		if a.StatusCode >= 500 || a.StatusCode == -1 {
			t.Errorf("%d for %q", a.StatusCode, body)
		}
		if saw.up != nil && saw.up.Bytes > 1001 {
			t.Errorf("%d bytes were kept", saw.up.Bytes)
		}
	})
}
