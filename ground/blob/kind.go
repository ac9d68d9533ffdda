package blob

import (
	"bytes"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"alun/ground/fault"
)

// Kind is what a file is, by its content.
type Kind string

// The kinds. A WebP may come in; it is kept as JPEG or PNG.
const (
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	WebP Kind = "webp"
	PDF  Kind = "pdf"
	CSV  Kind = "csv"
	XLSX Kind = "xlsx"
)

// octets is the media type of what has none.
const octets = "application/octet-stream"

// form is how a kind is known and how large it may be.
type form struct {
	name  string   // on screen
	bytes int64    // most that one file of it may hold
	ends  []string // endings of its names; the first is written
	types []string // media types that senders give it; the first is ours
}

var forms = map[Kind]form{
	JPEG: {"JPG", 8 << 20, []string{".jpg", ".jpeg", ".jpe", ".jfif"}, []string{"image/jpeg", "image/jpg", "image/pjpeg"}},
	PNG:  {"PNG", 8 << 20, []string{".png"}, []string{"image/png", "image/x-png"}},
	WebP: {"WebP", 8 << 20, []string{".webp"}, []string{"image/webp"}},
	PDF:  {"PDF", 10 << 20, []string{".pdf"}, []string{"application/pdf", "application/x-pdf"}},
	CSV:  {"CSV", 20 << 20, []string{".csv"}, []string{"text/csv", "application/csv", "text/plain", "application/vnd.ms-excel"}},
	XLSX: {"XLSX", 20 << 20, []string{".xlsx"}, []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel"}},
}

// Picture reports whether the kind is decoded and written anew.
func (k Kind) Picture() bool { return k == JPEG || k == PNG || k == WebP }

// Type is the media type under which a kind is served.
func (k Kind) Type() string {
	if f, ok := forms[k]; ok {
		return f.types[0]
	}
	return octets
}

// End is the ending of a name of this kind: ".jpg".
func (k Kind) End() string {
	if f, ok := forms[k]; ok {
		return f.ends[0]
	}
	return ""
}

// Bytes is the most that one file of this kind may hold.
func (k Kind) Bytes() int64 { return forms[k].bytes }

// Policy says what may come in.
type Policy struct {
	Kinds []Kind
	// Pixels is the most that a picture may have; 0 means 40 million.
	Pixels int64
}

// Printed is for a picture of a page, or the page as a PDF.
var Printed = Policy{Kinds: []Kind{JPEG, PNG, WebP, PDF}}

const defaultPixels = 40_000_000

func (p Policy) pixels() int64 {
	if p.Pixels == 0 {
		return defaultPixels
	}
	return p.Pixels
}

// Bytes is the most that any file under the policy may hold.
func (p Policy) Bytes() (most int64) {
	for _, k := range p.Kinds {
		most = max(most, k.Bytes())
	}
	return most
}

// Accept is the accept attribute of a form's control: media types, for which a
// phone offers its camera, and endings, which a desk's file window knows better.
func (p Policy) Accept() string {
	var all []string
	for _, k := range p.Kinds {
		all = append(all, forms[k].types[0])
		all = append(all, forms[k].ends...)
	}
	return strings.Join(all, ",")
}

// Names lists the kinds as people say them: "JPG, PNG, PDF".
func (p Policy) Names() string {
	var all []string
	for _, k := range p.Kinds {
		all = append(all, forms[k].name)
	}
	return strings.Join(all, ", ")
}

// recognise tells by the first bytes what a file is. CSV has no mark: what has
// none of the others' may be one, and ground/sheet decides.
func recognise(file io.ReaderAt, size int64) (Kind, bool) {
	head := make([]byte, min(size, 16))
	if n, err := file.ReadAt(head, 0); err != nil && n < len(head) {
		return "", false
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, true
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, true
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return WebP, true
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF, true
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return XLSX, true
	}
	return CSV, len(head) > 0
}

// agrees refuses a file whose name or media type says something else than its
// content: either somebody is mistaken, or somebody hopes that we are.
func (k Kind) agrees(s Sent) error {
	f := forms[k]
	if end := strings.ToLower(path.Ext(s.Name)); !slices.Contains(f.ends, end) {
		return fault.New(fault.Invalid, "blob.name_disagrees", f.name, f.ends[0])
	}
	said, _, err := mime.ParseMediaType(s.Type)
	if s.Type == "" || err == nil && (said == octets || slices.Contains(f.types, said)) {
		return nil
	}
	return fault.New(fault.Invalid, "blob.type_disagrees", f.name)
}

// longName is the most bytes that a file's name may have, as on every disk.
const longName = 255

// checkName refuses names that no phone and no office gives a file: with folders
// in them, with controls, or with marks that turn the writing direction so that
// "gpj.exe" reads as "exe.jpg".
func checkName(name string) error {
	odd := len(name) > longName || !utf8.ValidString(name) || strings.ContainsAny(name, `/\:`) ||
		strings.ContainsFunc(name, func(c rune) bool {
			return unicode.IsControl(c) || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
		})
	if odd {
		return fault.New(fault.Invalid, "blob.odd_name")
	}
	return nil
}
