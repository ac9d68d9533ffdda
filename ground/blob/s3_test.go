package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/fault"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

const bucket = "arsip"

// A server that sends elsewhere is not followed: the operator named this one.
func TestAStoreChoosesNoOther(t *testing.T) {
	var asked atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer other.Close()
	c := newCloud(t)
	s := c.open(t)
	kept, hash := some(1000)
	if err := put(t.Context(), s, kept); err != nil {
		t.Fatal(err)
	}
	c.away.Store(other.URL)
	fresh, _ := some(500)
	if err := put(t.Context(), s, fresh); err == nil {
		t.Error("it was acknowledged by nobody")
	}
	if got, err := get(t.Context(), s, hash); err == nil {
		t.Errorf("%d bytes of another server", len(got))
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the other server was asked %d times", n)
	}
}

// cloud is an S3 server in this process, with trouble of one kind at a time.
type cloud struct {
	*httptest.Server
	mem     *s3mem.Backend
	trouble atomic.Value // string
	away    atomic.Value // string: where everybody is sent to
	hung    chan struct{}
}

func newCloud(t testing.TB) *cloud {
	t.Helper()
	c := &cloud{mem: s3mem.New(), hung: make(chan struct{})}
	c.trouble.Store("")
	if err := c.mem.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(c.mem).Server()
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { c.serve(fake, w, r) }))
	t.Cleanup(func() { close(c.hung); c.Close() })
	return c
}

func (c *cloud) serve(fake http.Handler, w http.ResponseWriter, r *http.Request) {
	say := func(status int, code string) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>no</Message></Error>")
	}
	if to, ok := c.away.Load().(string); ok {
		http.Redirect(w, r, to+r.URL.Path, http.StatusTemporaryRedirect)
		return
	}
	switch c.trouble.Load() {
	case "error":
		say(http.StatusInternalServerError, "InternalError")
	case "full":
		say(http.StatusInsufficientStorage, "XMinioStorageFull")
	case "denied":
		say(http.StatusForbidden, "AccessDenied")
	case "nonsense":
		_, _ = io.WriteString(w, "<html>login</html>")
	case "half":
		rec := httptest.NewRecorder()
		fake.ServeHTTP(rec, r)
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
		panic(http.ErrAbortHandler)
	case "hang":
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-c.hung:
		case <-r.Context().Done():
		}
	default:
		fake.ServeHTTP(w, r)
	}
}

func (c *cloud) at(prefix string) string {
	return "s3+" + c.URL + "/" + bucket + prefix
}

func s3Shop(t testing.TB) *shop {
	t.Helper()
	c := newCloud(t)
	return &shop{c.open(t), c}
}

func (c *cloud) open(t testing.TB) *blob.S3 {
	t.Helper()
	s, err := blob.OpenS3(c.at("/alun"), blob.Credentials{Key: "k", Secret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (c *cloud) spoil(hash string, change func([]byte) []byte) error {
	name := "alun/" + blob.Place(hash)
	o, err := c.mem.GetObject(bucket, name, nil)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(o.Contents)
	if err != nil {
		return err
	}
	return c.keep(name, change(content))
}

func (c *cloud) keep(name string, content []byte) error {
	_, err := c.mem.PutObject(bucket, name, map[string]string{}, bytes.NewReader(content), int64(len(content)), nil)
	return err
}

func (c *cloud) leave(name string) error {
	return errors.Join(c.keep("alun/"+name, []byte("x")), c.keep("other/"+name, []byte("x")))
}

// limited is how long a request may take in each trouble; only one that hangs
// needs it.
var limited = map[string]time.Duration{"error": time.Minute, "full": time.Minute, "denied": time.Minute, "nonsense": time.Minute, "half": time.Minute, "hang": 2 * time.Second}

// TestAServerInTroubleLosesNothing: nothing is acknowledged, nothing is taken for
// missing, and all is well when it is well again.
func TestAServerInTroubleLosesNothing(t *testing.T) {
	for _, trouble := range []string{"error", "full", "denied", "nonsense", "half", "hang"} {
		t.Run(trouble, func(t *testing.T) {
			c := newCloud(t)
			s := c.open(t)
			kept, hash := some(100_000)
			if err := put(t.Context(), s, kept); err != nil {
				t.Fatal(err)
			}
			c.trouble.Store(trouble)
			ctx, cancel := context.WithTimeout(t.Context(), limited[trouble])
			defer cancel()
			fresh, _ := some(1000)
			err := put(ctx, s, fresh)
			if err == nil && trouble != "nonsense" && trouble != "half" {
				t.Error("it was acknowledged")
			}
			if full := fault.Is(err, fault.Full); full != (trouble == "full") {
				t.Errorf("answered %v", err)
			}
			if got, err := get(ctx, s, hash); err == nil || errors.Is(err, blob.ErrMissing) {
				t.Errorf("%d bytes, %v", len(got), err)
			}
			if _, found, err := s.Stat(ctx, hash); trouble != "nonsense" && trouble != "half" && (err == nil || found) {
				t.Errorf("stat: %v %v", found, err)
			}
			if err := s.List(ctx, func(blob.Info) error { return nil }); err == nil && trouble != "nonsense" {
				t.Error("the list is said to be whole")
			}
			c.trouble.Store("")
			if got, err := get(t.Context(), s, hash); err != nil || !bytes.Equal(got, kept) {
				t.Errorf("afterwards: %d bytes, %v", len(got), err)
			}
			if err := put(t.Context(), s, fresh); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

func TestAnAddressOfABucketIsRead(t *testing.T) {
	c := newCloud(t)
	for at, kind := range map[string]fault.Kind{
		c.at(""): 0, c.at("/"): 0, c.at("/a/b"): 0, c.at("?region=id-jkt-1"): 0,
		"s3+" + c.URL + "/tiada": fault.NotFound, "s3+" + c.URL: fault.Invalid, "s3://": fault.Invalid, "s3://host": fault.Invalid,
		strings.Replace(c.at(""), "://", "://key:secret@", 1): fault.Invalid, "s3://a b/c": fault.Invalid,
	} {
		s, err := blob.OpenS3(at, blob.Credentials{Key: "k", Secret: "s"})
		if err == nil {
			err = s.Ready(t.Context())
		}
		if kind == 0 && err != nil || kind != 0 && !fault.Is(err, kind) {
			t.Errorf("%s: %v", at, err)
		}
		if err != nil && strings.Contains(fault.Of(err).Error(), "secret") {
			t.Errorf("the secret is told: %v", err)
		}
	}
	if !blob.IsS3("s3://h/b") || !blob.IsS3("s3+http://h/b") || blob.IsS3("var/s3") || blob.IsS3("") {
		t.Error("an address is mistaken for a folder, or a folder for an address")
	}
}
