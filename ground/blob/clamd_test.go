package blob_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// eicar is the test file that every scanner finds (eicar.org), in two pieces so
// that none finds this one.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

// daemon speaks clamd's protocol on a socket, well or badly.
func daemon(t testing.TB, answer func(conn net.Conn, content []byte)) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "clamd")
	l, err := net.Listen("unix", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if content, err := instream(conn); err == nil {
					answer(conn, content)
				}
			}()
		}
	}()
	return "unix:" + at
}

// instream reads what the daemon is asked, as man clamd describes it.
func instream(conn net.Conn) ([]byte, error) {
	head := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, head); err != nil || string(head) != "zINSTREAM\x00" {
		return nil, errors.Join(errors.New("not asked"), err)
	}
	var all bytes.Buffer
	for {
		var n uint32
		if err := binary.Read(conn, binary.BigEndian, &n); err != nil || n == 0 {
			return all.Bytes(), err
		}
		if _, err := io.CopyN(&all, conn, int64(n)); err != nil {
			return nil, err
		}
	}
}

func say(text string) func(net.Conn, []byte) {
	return func(conn net.Conn, _ []byte) { _, _ = io.WriteString(conn, text) }
}

// finder is a scanner that knows one signature.
func finder(conn net.Conn, content []byte) {
	if bytes.Contains(content, []byte(eicar)) {
		say("stream: Eicar-Signature FOUND\x00")(conn, nil)
	} else {
		say("stream: OK\x00")(conn, nil)
	}
}

func TestAScannerIsAskedAndBelieved(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	for name, c := range map[string]struct {
		answer func(net.Conn, []byte)
		key    string
	}{
		"clean":             {say("stream: OK\x00"), ""},
		"found":             {say("stream: Win.Test.EICAR_HDB-1 FOUND\x00"), "blob.infected"},
		"too large for it":  {say("INSTREAM size limit exceeded. ERROR\x00"), "blob.no_scanner"},
		"an error":          {say("stream: Can't allocate memory ERROR\x00"), "blob.no_scanner"},
		"nonsense":          {say("HTTP/1.1 200 OK\r\n\r\n\x00"), "blob.no_scanner"},
		"OK of another":     {say("stream2: OK\x00"), "blob.no_scanner"},
		"OK with more":      {say("stream: OK, but FOUND nothing\x00"), "blob.no_scanner"},
		"an empty answer":   {say("\x00"), "blob.no_scanner"},
		"half an answer":    {say("stream: O"), "blob.no_scanner"},
		"no answer":         {func(net.Conn, []byte) {}, "blob.no_scanner"},
		"an endless answer": {func(conn net.Conn, _ []byte) { _, _ = io.Copy(conn, endless{}) }, "blob.no_scanner"},
		"in pieces": {func(conn net.Conn, _ []byte) {
			for _, b := range []byte("stream: OK\x00") {
				_, _ = conn.Write([]byte{b})
			}
		}, ""},
		"silence": {func(net.Conn, []byte) { <-hang }, "blob.no_scanner"},
	} {
		scan, err := blob.Clamd(daemon(t, c.answer))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if name == "silence" {
			cancel()
			ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
		}
		content, _ := some(200_000)
		err = scan(ctx, bytes.NewReader(content))
		cancel()
		if f := fault.Of(err); c.key == "" && err != nil || c.key != "" && (f == nil || f.Key != c.key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, at := range []string{"unix:" + filepath.Join(t.TempDir(), "none"), "tcp:127.0.0.1:1"} {
		scan, err := blob.Clamd(at)
		if err != nil {
			t.Fatal(err)
		}
		if err := scan(t.Context(), strings.NewReader("x")); !fault.Is(err, fault.Busy) {
			t.Errorf("nobody at %s: %v", at, err)
		}
	}
	for _, at := range []string{"", "unix", "unix:", "/run/clamd", "http:host", "tcp:"} {
		if _, err := blob.Clamd(at); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is an address: %v", at, err)
		}
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

// TestTheScannerSeesTheFileAsItCame, before a picture is written anew; and while
// it does not work nothing comes in.
func TestTheScannerSeesTheFileAsItCame(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	var err error
	if d.Scan, err = blob.Clamd(daemon(t, finder)); err != nil {
		t.Fatal(err)
	}
	picture := jpegOf(photo(20, 20))
	if _, _, err := d.receive("a.jpg", picture, blob.Printed); err != nil {
		t.Error(err)
	}
	for name, content := range map[string][]byte{
		"a.jpg": after(picture, segment(0xfe, []byte(eicar))),
		"a.pdf": page("", "<< /A ("+eicar+") >>"),
		"a.csv": []byte(eicar),
	} {
		all := blob.Policy{Kinds: []blob.Kind{blob.JPEG, blob.PDF, blob.CSV}}
		if _, _, err := d.receive(name, content, all); fault.Of(err) == nil || fault.Of(err).Key != "blob.infected" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d.Scan, err = blob.Clamd("unix:/nonexistent/clamd"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.receive("b.jpg", jpegOf(photo(21, 21)), blob.Printed); !fault.Is(err, fault.Busy) {
		t.Errorf("without its scanner: %v", err)
	}
	if n := d.blobs(); n != 1 {
		t.Errorf("%d blobs are kept", n)
	}
}

// blobs counts what is in the store and in the table, which must agree.
func (d *desk) blobs() (n int) {
	d.Helper()
	d.must(d.Store.List(d.Context(), func(blob.Info) error { n++; return nil }))
	return n
}
