package fieldweb

import (
	"bytes"
	"encoding/json"
	"image/jpeg"
	"io"
	"net/http"
	"strings"
	"testing"

	"alun/ground/web/webtest"
	"alun/record/registry"
	"alun/record/registry/field"
)

const queue = "/petugas/lapangan/kirim"

// The point of a device has more digits than anybody knows, and its radius is no whole
// number: six digits are kept, a tenth of a metre, and whole metres.
var stood = []string{"di_sini", "1", "lat", "-1.27012345678", "lng", "116.83500049999", "akurasi", "12.7"}

const kept = "-1.270123 116.835000 gps"

func with(more []string, pairs ...string) []string {
	return append(append([]string{}, pairs...), more...)
}

// asks that a check is kept with its point and its photo, drawn anew.
func (w *town) holds(c field.Past, b registry.Business, sent []byte) {
	w.Helper()
	if !c.Stood || c.Accuracy != 12 || b.Facts[registry.Point] != kept || b.Proofs[registry.Point].Level != registry.Seen {
		w.Errorf("the point: %v, %d m, %q, seen as %s", c.Stood, c.Accuracy, b.Facts[registry.Point], b.Proofs[registry.Point].Level.Code())
	}
	got := w.Get("officer", "/petugas/lapangan/periksa/"+w.code(c.ID)+"/foto")
	raw := got.Body.Bytes()
	img, err := jpeg.Decode(bytes.NewReader(raw))
	if got.Code != http.StatusOK || got.Header().Get("Content-Type") != "image/jpeg" || err != nil || img.Bounds().Dx() != 160 || img.Bounds().Dy() != 90 {
		w.Fatalf("the photo: %d %s, %v", got.Code, got.Header().Get("Content-Type"), err)
	}
	if bytes.Contains(raw, []byte(aside)) || bytes.Equal(raw, sent) || !bytes.Contains(sent, []byte(aside)) {
		w.Error("the photo is kept as it was sent, with where it was taken")
	}
	if in, err := w.store.Get(w.Context(), c.Photo); err != nil {
		w.Errorf("the photo's file: %v", err)
	} else if all, err := io.ReadAll(in); err != nil || bytes.Contains(all, []byte(aside)) {
		w.Errorf("the file holds where the photo was taken, or is not read: %v", err)
	}
	if w.Get("maker", "/petugas/lapangan/periksa/"+w.code(c.ID)+"/foto").Code == http.StatusOK {
		w.Error("a maker sees the photo of a check")
	}
}

// What an officer fills in before a shop is kept with the photo and the place.
func TestAFormIsKeptWithItsPhotoAndItsPoint(t *testing.T) {
	eachTown(t, func(w *town) {
		at, photo := "/petugas/lapangan/usaha/"+w.code(w.shop), aPhoto(7)
		page := w.Reads("officer", at)
		w.Hushed(page, "Titik didapat, ketelitian 0", `value="1" checked`) // nobody stood anywhere yet
		w.Says(page, "data-di-sini hidden", `name="lat" value=""`, `enctype="multipart/form-data"`, `name="foto"`, `name="kunci" value="`)
		sent := with(stood, "kunci", w.First(page, `name="kunci" value="([^"]+)"`), "versi", w.First(page, `name="versi" value="(\d+)"`), "found", "buka", "name", "Anyaman Siti Jaya", "rt", "12", "catatan", "Pintu hijau.")
		for range 2 { // again: the same check
			if to := w.uploads(at, http.StatusSeeOther, photo, sent...); !strings.Contains(to, "ya=periksa") {
				t.Errorf("it leads to %s", to)
			}
		}
		all, b := w.checks()
		if len(all) != 1 || all[0].Found != field.Open || all[0].Note != "Pintu hijau." || b.Facts[registry.Name] != "Anyaman Siti Jaya" {
			t.Fatalf("%+v, %q", all, b.Facts[registry.Name])
		}
		w.holds(all[0], b, photo)
		w.Says(w.Reads("officer", at), "/petugas/lapangan/periksa/"+w.code(all[0].ID)+"/foto", "ketelitian titik 12 m")
	})
}

// What is no picture is refused beside its field: nothing is kept, and what was typed
// stands in the form again.
func TestAFileThatIsNoPictureKeepsWhatWasTyped(t *testing.T) {
	eachTown(t, func(w *town) {
		at := "/petugas/lapangan/usaha/" + w.code(w.shop)
		for what, c := range map[string]struct {
			file []byte
			why  string
		}{"a text": {[]byte("bukan foto"), "JPG"}, "half a picture": {aPhoto(7)[:200], "Gambar ini rusak atau tidak utuh"}, "another kind": {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "JPG"}} {
			page := w.uploads(at, http.StatusUnprocessableEntity, c.file, with(stood, "kunci", "periksa-di-perangkat-1", "versi", "3", "found", "tutup", "name", "Anyaman Siti Jaya", "rt", "", "catatan", "Rolling door terkunci.")...)
			w.Says(page, c.why, `value="periksa-di-perangkat-1"`, `value="Anyaman Siti Jaya"`, "Rolling door terkunci.")
			w.Says(page, `name="lat" value="-1.270123"`, `name="lng" value="116.835000"`, `name="akurasi" value="12"`, `name="di_sini" value="1" checked`, "Titik didapat, ketelitian 12 m.")
			w.Hushed(page, "data-di-sini hidden")
			if field := w.First(page, `(?s)(<input[^>]*name="foto"[^>]*>)`); !strings.Contains(field, `aria-invalid="true"`) {
				t.Errorf("%s: it is not told at the field: %s", what, field)
			}
			if field := w.First(page, `(<input[^>]*name="found"[^>]*value="tutup"[^>]*>)`); !strings.Contains(field, "checked") {
				t.Errorf("%s: what was found is not chosen any more: %s", what, field)
			}
			if all, b := w.checks(); len(all) != 0 || b.Facts[registry.Name] != "Anyaman Siti" {
				t.Errorf("%s: %d checks are kept, and %q", what, len(all), b.Facts[registry.Name])
			}
		}
	})
}

// told is what the script of the page without signal hears.
func (w *town) told(body string) (a answer) {
	w.Helper()
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		w.Fatalf("%v: %s", err, webtest.Text(body))
	}
	return a
}

// What waited in a browser is kept as the form is, with the photo beside it. A file that
// is no picture is refused by name, so that the browser keeps what it has; sent again
// without it, the check is kept, and the photo follows by itself.
func TestWhatWaitedIsKeptWithItsPhotoAndItsPoint(t *testing.T) {
	eachTown(t, func(w *town) {
		photo := aPhoto(9)
		sent := with(stood, "siapa", w.code(w.who["officer"].Person), "jenis", "periksa", "kunci", "periksa-di-perangkat-2", "usaha", w.code(w.shop), "versi", "3", "found", "buka", "name", "Anyaman Siti Jaya")
		a := w.told(w.uploads(queue, http.StatusOK, []byte("bukan foto"), sent...))
		if a.State != "tolak" || len(a.Wrong) != 1 || a.Wrong[0][0] != "foto" || !strings.Contains(a.Wrong[0][1], "JPG") || !strings.Contains(a.Say, a.Wrong[0][1]) {
			t.Errorf("what is no picture is told as %+v", a)
		}
		if all, _ := w.checks(); len(all) != 0 {
			t.Fatalf("a check is kept without the photo that was sent: %+v", all)
		}
		if a := w.told(w.uploads(queue, http.StatusOK, photo, sent...)); a.State != "simpan" {
			t.Fatalf("%+v", a)
		}
		all, b := w.checks()
		if len(all) != 1 || b.Facts[registry.Name] != "Anyaman Siti Jaya" {
			t.Fatalf("%+v", all)
		}
		w.holds(all[0], b, photo)
	})
}

// A photo that follows its check is laid beside it, once; what is no picture and what is
// missing are told, and the check stays without one.
func TestAPhotoFollowsItsCheck(t *testing.T) {
	eachTown(t, func(w *town) {
		photo := aPhoto(11)
		if a := w.told(w.uploads(queue, http.StatusOK, nil, with(stood, "jenis", "periksa", "kunci", "periksa-di-perangkat-3", "usaha", w.code(w.shop), "found", "buka")...)); a.State != "simpan" {
			t.Fatalf("%+v", a)
		}
		all, _ := w.checks()
		if len(all) != 1 || all[0].Photo != "" {
			t.Fatalf("%+v", all)
		}
		follows := []string{"jenis", "foto", "kunci", "foto-di-perangkat-001", "periksa", w.code(all[0].ID)}
		for what, file := range map[string][]byte{"no picture": []byte("bukan foto"), "nothing": nil} {
			if a := w.told(w.uploads(queue, http.StatusOK, file, follows...)); a.State != "tolak" || len(a.Wrong) != 1 || a.Wrong[0][0] != "foto" || a.Wrong[0][1] == "" {
				t.Errorf("%s: %+v", what, a)
			}
			if all, _ := w.checks(); all[0].Photo != "" {
				t.Errorf("%s is laid beside the check", what)
			}
		}
		for range 2 { // the answer to the first one was lost
			if a := w.told(w.uploads(queue, http.StatusOK, photo, follows...)); a.State != "simpan" {
				t.Fatalf("%+v", a)
			}
		}
		all, b := w.checks()
		w.holds(all[0], b, photo)
		if a := w.told(w.uploads(queue, http.StatusOK, aPhoto(12), follows...)); a.State != "tolak" {
			t.Errorf("another photo takes its place: %+v", a)
		}
		if now, _ := w.checks(); now[0].Photo != all[0].Photo {
			t.Error("the photo was changed")
		}
	})
}
