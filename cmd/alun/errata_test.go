package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan"
)

// aPhoto is a picture of a page, taken by a phone that notes where it was.
func aPhoto(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(i * i)
	}
	m.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	note := []byte("Exif\x00\x00GPS di rumah saya")
	return bytes.Join([][]byte{b.Bytes()[:2], {0xff, 0xe1, 0, byte(len(note) + 2)}, note, b.Bytes()[2:]}, nil)
}

const aDocument = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

// answeredWithPage makes the examples of a row with answers: one accepted, with
// a picture that everybody may see, and one declined. It gives the picture's hash.
func answeredWithPage(t *testing.T, h *house) string {
	t.Helper()
	f, err := h.files.Receive(t.Context(), blob.Sent{Name: "hal72.jpg", Content: bytes.NewReader(aPhoto(t, 60, 80))}, blob.Printed)
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		node, err := plan.NodeID(tx, 2024, "disporapar", "5.2.1.1")
		if err != nil {
			return err
		}
		for _, x := range []struct{ state, page, why string }{
			{plan.Accepted, f.Hash, "Di halaman 72 memang tercetak 121; sudah dibetulkan."}, {plan.Declined, "", "Di halaman 72 tercetak 120, sama dengan di sini."},
		} {
			id, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "output", Message: "Di halaman 72 tertulis 121.", Page: x.page})
			if err == nil {
				err = plan.Decide(tx, id, plan.Decision{State: x.state, Sentence: x.why, By: byCommand})
			}
			if err == nil && x.page != "" {
				err = plan.Release(tx, id, byCommand, 0)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return f.Hash
}

// letter is a form with a file.
type letter struct {
	key, field, message string
	name, kind          string
	content             []byte
}

// body writes the form as a browser does.
func (l letter) body(t testing.TB) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = new(bytes.Buffer)
	w := multipart.NewWriter(body)
	for _, f := range [][2]string{{web.KeyField, l.key}, {"field", l.field}, {"message", l.message}} {
		if err := w.WriteField(f[0], f[1]); err != nil {
			t.Fatal(err)
		}
	}
	if l.name != "" {
		head := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="page"; filename="%s"`, l.name)}, "Content-Type": {l.kind}}
		part, err := w.CreatePart(head)
		if err == nil {
			_, err = part.Write(l.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

func (v *visit) send(prefix string, l letter) *httptest.ResponseRecorder {
	v.Helper()
	body, kind := l.body(v)
	r := httptest.NewRequestWithContext(v.Context(), http.MethodPost, "http://alun.example"+prefix+certified+"/koreksi", body)
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	v.site.Handler().ServeHTTP(w, r)
	return w
}

func (v *visit) errata(state string) (all []plan.Told) {
	v.Helper()
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) (err error) { all, err = plan.Errata(tx, state, 99); return err })
	if err != nil {
		v.Fatal(err)
	}
	return all
}

func (v *visit) blobs() (n int) {
	v.Helper()
	if err := v.house.files.Store.List(v.Context(), func(blob.Info) error { n++; return nil }); err != nil {
		v.Fatal(err)
	}
	return n
}

// TestAnErratumWithItsPage is the whole way: sent, private, answered, released,
// served.
func TestAnErratumWithItsPage(t *testing.T) {
	v := visitHouse(t)
	before := v.blobs()
	l := letter{web.NewKey(), "output", "Di halaman 72 tertulis 121.", "IMG_2041.jpg", "image/jpeg", aPhoto(t, 300, 200)}
	for range 3 {
		if w := v.send("", l); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	fresh := v.errata(plan.StateNew)
	if len(fresh) != 1 || fresh[0].Scan.Hash == "" || v.blobs() != before+1 {
		t.Fatalf("kept %+v, %d blobs", fresh, v.blobs())
	}
	e := fresh[0]
	address := "/berkas/" + e.Scan.Hash
	if w := v.ask("GET", address, ""); w.Code != http.StatusNotFound {
		t.Errorf("a private page is answered %d", w.Code)
	}
	v.write(func(tx *db.Tx) error {
		return plan.Decide(tx, e.ID, plan.Decision{State: plan.Accepted, Sentence: "Benar, tercetak 121.", By: byCommand})
	})
	if w := v.ask("GET", address, ""); w.Code != http.StatusNotFound {
		t.Errorf("an answered page is answered %d", w.Code)
	}
	v.write(func(tx *db.Tx) error { return plan.Release(tx, e.ID, byCommand, 2) })
	w := v.ask("GET", address, "")
	if img, err := jpeg.Decode(bytes.NewReader(w.Body.Bytes())); err != nil || img.Bounds().Dx() != 300 || bytes.Contains(w.Body.Bytes(), []byte("rumah")) {
		t.Errorf("served %d, %v", w.Code, err)
	}
	if page := v.ask("GET", certified, "").Body.String(); !strings.Contains(page, "Benar, tercetak 121.") || !strings.Contains(page, address) || strings.Contains(page, "Di halaman 72 tertulis 121.") {
		t.Error("the row does not show the answer, or shows what the reader wrote")
	}
}

func (v *visit) write(act func(tx *db.Tx) error) {
	v.Helper()
	if err := v.house.db.Write(v.Context(), act); err != nil {
		v.Fatal(err)
	}
}

// TestAPublicPageIsServedHarmless: no browser can be made to run it, to guess
// another type, or to ask again.
func TestAPublicPageIsServedHarmless(t *testing.T) {
	v := visitHouse(t)
	address := v.path("/berkas/" + publicPage)
	whole := v.ask("GET", address, "").Body.Bytes()
	for _, c := range []struct {
		header, value string
		status        int
		body          []byte
	}{
		{"Accept", "*/*", 200, whole},
		{"Range", "bytes=0-9", 206, whole[:10]},
		{"Range", "bytes=-5", 206, whole[len(whole)-5:]},
		{"Range", "bytes=999999-", 416, nil},
		{"If-None-Match", `"` + v.codes[publicPage] + `"`, 304, []byte{}},
		{"Cookie", "a=b", 200, whole},
	} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "http://alun.example"+address, nil)
		r.Header.Set(c.header, c.value)
		w := httptest.NewRecorder()
		v.site.Handler().ServeHTTP(w, r)
		h := w.Header()
		if w.Code != c.status || c.body != nil && !bytes.Equal(w.Body.Bytes(), c.body) {
			t.Errorf("%s %s: %d, %d bytes", c.header, c.value, w.Code, w.Body.Len())
		}
		if h.Get("Content-Security-Policy") != "sandbox; default-src 'none'" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", c.header, h)
		}
		if c.status == 200 && (h.Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(h.Get("Content-Disposition"), "inline; filename=alun-") ||
			h.Get("Cache-Control") != "public, no-cache" || h.Get("Etag") != `"`+v.codes[publicPage]+`"`) {
			t.Errorf("%s: %v", c.header, h)
		}
	}
	for _, path := range []string{"/berkas", "/berkas/"} {
		if w := v.ask("GET", path, ""); w.Code != 404 && w.Code != 308 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if raw, err := os.ReadDir(t.TempDir()); err != nil || len(raw) != 0 {
		t.Error(raw, err)
	}
}

// TestADocumentIsSavedNeverShown.
func TestADocumentIsSavedNeverShown(t *testing.T) {
	v := visitHouse(t)
	if w := v.send("", letter{web.NewKey(), "output", "Di halaman 72 tertulis 121.", "hal 72.pdf", "application/pdf", []byte(aDocument)}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	e := v.errata(plan.StateNew)[0]
	v.write(func(tx *db.Tx) error {
		if err := plan.Decide(tx, e.ID, plan.Decision{State: plan.Accepted, Sentence: "Benar, tercetak 121.", By: byCommand}); err != nil {
			return err
		}
		return plan.Release(tx, e.ID, byCommand, 0)
	})
	w := v.ask("GET", "/berkas/"+e.Scan.Hash, "")
	if w.Body.String() != aDocument || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment; ") || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// TestAFormWithABadFileKeepsWhatWasTyped, says what is wrong beside the field,
// and that the file must be chosen again; nothing is kept.
func TestAFormWithABadFileKeepsWhatWasTyped(t *testing.T) {
	v := visitHouse(t)
	before := v.blobs()
	const words = "Di halaman 72 tertulis 121, bukan 120."
	for _, c := range []struct {
		what   string
		l      letter
		status int
		says   string
	}{
		{"a web page", letter{field: "output", name: "a.jpg", kind: "image/jpeg", content: []byte("<script>alert(1)</script>")}, 422, "Files of this kind are not accepted"},
		{"too large", letter{field: "output", name: "a.pdf", kind: "application/pdf", content: append([]byte("%PDF-1.4"), make([]byte, 11<<20)...)}, 413, "The limit is 10 MB"},
		{"a photo too large", letter{field: "output", name: "a.jpg", kind: "image/jpeg", content: append(aPhoto(t, 9, 9), make([]byte, 9<<20)...)}, 413, "The limit is 8 MB"},
		{"a script in a document", letter{field: "output", name: "a.pdf", kind: "application/pdf", content: []byte(strings.Replace(aDocument, "/Catalog", "/Catalog /OpenAction << /S /JavaScript >>", 1))}, 422, "holds a script"},
		{"a sound file and no field", letter{field: "", name: "a.jpg", kind: "image/jpeg", content: aPhoto(t, 9, 9)}, 422, "Choose which part"},
	} {
		c.l.key, c.l.message = web.NewKey(), words
		w := v.send("/en", c.l)
		page := w.Body.String()
		if w.Code != c.status || !strings.Contains(page, words) || !strings.Contains(page, c.says) || !strings.Contains(page, "choose it once more") {
			t.Errorf("%s: %d\n%s", c.what, w.Code, page)
		}
		if c.l.field != "" && !strings.Contains(page, `id="f-page-g"`) {
			t.Errorf("%s: it is not said beside the field", c.what)
		}
		if n := len(v.errata(plan.StateNew)); n != 0 || v.blobs() != before {
			t.Errorf("%s: %d errata, %d blobs", c.what, n, v.blobs())
		}
	}
}

// TestErrataOnTheCommandLine: an operator lists, looks, answers and releases,
// also beside a program that serves the same file.
func TestErrataOnTheCommandLine(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			where := atPlace(t, fresh(t))
			must(t, append([]string{"demo", "--load-only"}, where...)...)
			words, err := sentences()
			if err != nil {
				t.Fatal(err)
			}
			cfg := &Config{Database: where[1], Key: where[3], Files: where[5], City: "balikpapan"}
			h, err := open(t.Context(), cfg, &desk{words.In("en"), words, streams{io.Discard, io.Discard}})
			if err != nil {
				t.Fatal(err)
			}
			defer h.db.Close()
			answeredWithPage(t, h)
			tellOne(t, h)
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if err := h.takeErrands(ctx, socketOf(where[1])); err != nil {
				t.Fatal(err)
			}
			atTheDesk(t, where)
		})
	}
}

func tellOne(t *testing.T, h *house) {
	t.Helper()
	f, err := h.files.Receive(t.Context(), blob.Sent{Name: "a.pdf", Content: strings.NewReader(aDocument)}, blob.Printed)
	if err == nil {
		err = h.db.Write(t.Context(), func(tx *db.Tx) error {
			node, err := plan.NodeID(tx, 2024, "disporapar", "5.2.1.1")
			if err == nil {
				_, err = plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 210, bukan 150.", Page: f.Hash})
			}
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func atTheDesk(t *testing.T, where []string) {
	t.Helper()
	at := func(args ...string) []string { return append(args, where...) }
	var e struct {
		ID, Row, Message, State string
		Version                 int64
		Page, Public            bool
	}
	if err := json.Unmarshal([]byte(must(t, at("errata", "list", "--json")...)), &e); err != nil {
		t.Fatal(err)
	}
	if e.Row != certified || e.Message != "Tercetak 210, bukan 150." || e.State != "new" || e.Version != 1 || !e.Page || e.Public {
		t.Errorf("listed %+v", e)
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	must(t, at("errata", "page", e.ID, "-o", file)...)
	if got, err := os.ReadFile(file); err != nil || string(got) != aDocument {
		t.Errorf("%q, %v", got, err)
	}
	const why = "Halaman 72 memang mencetak 210."
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"errata", "page", e.ID, "-o", file}, "cannot be written"},
		{[]string{"errata", "page", "0000000000000", "-o", file + "x"}, "no report of a misreading"},
		{[]string{"errata", "release", e.ID}, "only after the report was accepted"},
		{[]string{"errata", "answer", e.ID, "--as", "accepted", "--sentence", "ya"}, "mend this"},
		{[]string{"errata", "answer", e.ID, "--as", "accepted", "--sentence", why, "--version", "7"}, "has just changed"},
		{[]string{"errata", "answer", "x", "--as", "accepted", "--sentence", why}, "no report of a misreading"},
	} {
		if n, _, errs := alun(t, at(c.args...)...); n != exitRefused || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %q", c.args, n, errs)
		}
	}
	must(t, at("errata", "answer", e.ID, "--as", "accepted", "--sentence", why, "--version", "1")...)
	must(t, at("errata", "release", e.ID, "--version", "2")...)
	if n, _, errs := alun(t, at("errata", "answer", e.ID, "--as", "declined", "--sentence", why)...); n != exitRefused || !strings.Contains(errs, "answered already") {
		t.Errorf("answered again: %d %q", n, errs)
	}
	if out := must(t, at("errata", "list", "--state", "accepted")...); !strings.Contains(out, e.ID) || strings.Count(out, "\n") != 2 {
		t.Errorf("accepted: %q", out)
	}
	if out := must(t, at("errata", "list")...); out != "" {
		t.Errorf("still new: %q", out)
	}
}
