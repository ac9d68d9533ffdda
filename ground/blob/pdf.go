package blob

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"

	"alun/ground/fault"

	"github.com/klauspost/compress/zlib"
)

// A PDF is looked at, not rewritten. What is looked for are names (ISO 32000-1
// 7.3.5), because everything that a PDF can do is switched on by one:
//
//   - in all bytes of the file, streams included, wherever an object may hide;
//     a name is read with its escapes, so /J#61vaScript is /JavaScript;
//   - in every object stream (7.5.7), where the compressed objects of newer files
//     are, after inflating it. A stream counts as one by its keys /N and /First
//     or its type, and not by what points to it. One that is packed in another
//     way than plain Flate is refused, because it could not be looked into.
//
// Objects are found by the word "obj" and not by the file's own table, which may
// lie. What this does not see: faults of a reader in fonts, pictures or colours,
// what a link leads to, and the author's name in the metadata. Therefore a PDF is
// never served inline, and a scanner may look too.

// dangerous names, wherever they stand. Each has enough letters not to turn up
// in ten megabytes of noise.
var dangerous = map[string]string{
	"JavaScript":    "blob.pdf_script",
	"Rendition":     "blob.pdf_script", // its action may carry a script too
	"XFA":           "blob.pdf_script",
	"RichMedia":     "blob.pdf_script",
	"Launch":        "blob.pdf_launch",
	"ImportData":    "blob.pdf_launch",
	"SubmitForm":    "blob.pdf_launch",
	"GoToE":         "blob.pdf_attached",
	"EmbeddedFile":  "blob.pdf_attached",
	"EmbeddedFiles": "blob.pdf_attached",
	"Collection":    "blob.pdf_attached",
	"Encrypt":       "blob.pdf_locked",
}

// short names are dangerous too, but turn up in noise: they count in objects.
var short = map[string]string{"JS": "blob.pdf_script", "EF": "blob.pdf_attached"}

// markup in a PDF makes it a web page for a browser that guesses.
var markup = regexp.MustCompile(`(?i)<(?:script|html|!doctype\s+html|svg|iframe)[\s>/]`)

const (
	// pdfUnpacked bounds what all object streams unpack to, and pdfWork all bytes
	// that are looked at, some of them more than once.
	pdfUnpacked = 64 << 20
	pdfWork     = 256 << 20
	// pdfTail is where the last mark of a whole file stands.
	pdfTail = 2048
)

// inspectPDF refuses a document that is more than a document.
func inspectPDF(ctx context.Context, file io.ReaderAt, size int64) error {
	if err := refuseArchive(file, size); err != nil {
		return err
	}
	data := make([]byte, size)
	if n, err := file.ReadAt(data, 0); err != nil && n < len(data) {
		return err
	}
	return checkPDF(ctx, data)
}

func brokenPDF(why string) error {
	return fault.New(fault.Invalid, "blob.pdf_broken").Because(fmt.Errorf("blob: pdf: %s", why))
}

func checkPDF(ctx context.Context, data []byte) error {
	if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.Contains(data[max(0, len(data)-pdfTail):], []byte("%%EOF")) {
		return brokenPDF("no beginning or no end")
	}
	if markup.Match(data) {
		return fault.New(fault.Invalid, "blob.two_things")
	}
	if err := refuseNames(data, dangerous); err != nil {
		return err
	}
	l := &looker{ctx: ctx, data: data, work: pdfWork, unpack: pdfUnpacked}
	return l.objects()
}

// refuseNames looks for names in bytes, whatever these are.
func refuseNames(data []byte, bad ...map[string]string) error {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], '/')
		if i < 0 {
			return nil
		}
		name, n := readName(data[at+i:])
		for _, names := range bad {
			if key := names[name]; key != "" {
				return fault.New(fault.Invalid, key)
			}
		}
		at += i + n
	}
}

// longestName is more than PDF allows (127) and less than a flood.
const longestName = 200

// readName reads a name with its escapes, and tells how many bytes it took: at
// least one.
func readName(data []byte) (string, int) {
	var name []byte
	at := 1
	for at < len(data) && len(name) < longestName && regular(data[at]) {
		c := data[at]
		if c == '#' && at+2 < len(data) {
			if high, low := digit(data[at+1]), digit(data[at+2]); high >= 0 && low >= 0 {
				c, at = byte(high<<4|low), at+2
			}
		}
		name = append(name, c)
		at++
	}
	return string(name), at
}

// regular tells what may stand in a name, a number or a word (7.2.2).
func regular(c byte) bool { return !space(c) && !bytes.ContainsRune([]byte("()<>[]{}/%"), rune(c)) }

func space(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// looker goes through the objects of a document.
type looker struct {
	ctx    context.Context
	data   []byte
	work   int64 // bytes that may still be read
	unpack int64 // bytes that may still be unpacked
}

// numbered is the head of an object: "12 0 obj".
var numbered = regexp.MustCompile(`\d[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+obj\z`)

// objects reads every object that "obj" announces.
func (l *looker) objects() error {
	for at := 0; ; {
		i := bytes.Index(l.data[at:], []byte("obj"))
		if i < 0 {
			return nil
		}
		word := at + i
		at = word + 3
		if bytes.HasSuffix(l.data[:word], []byte("end")) {
			continue
		}
		if err := l.ctx.Err(); err != nil {
			return err
		}
		o := &object{data: l.data, at: at, work: &l.work}
		err := o.read()
		if l.work < 0 {
			return brokenPDF("it is too tangled")
		}
		if err != nil && !numbered.Match(l.data[max(0, word-24):at]) {
			continue // three letters in a picture
		}
		if err != nil {
			return brokenPDF(err.Error())
		}
		if err := l.look(o); err != nil {
			return err
		}
	}
}

// look judges one object, and the stream behind it.
func (l *looker) look(o *object) error {
	for name := range o.names {
		if key := short[name]; key != "" {
			return fault.New(fault.Invalid, key)
		}
	}
	body, ok := o.stream()
	if !ok {
		return nil
	}
	if o.keys["F"] != nil || o.keys["FFilter"] != nil {
		return fault.New(fault.Invalid, "blob.pdf_attached") // its content is in another file
	}
	if !o.holdsObjects() {
		return nil
	}
	return l.unpacked(o, body)
}

// unpacked looks into an object stream. A damaged end is forgiven, as readers do:
// what comes out before it is looked at.
func (l *looker) unpacked(o *object, body []byte) error {
	switch o.filter() {
	case "":
		end := bytes.Index(body, []byte("endstream"))
		if end < 0 {
			end = len(body)
		}
		return refuseNames(body[:end], dangerous, short)
	case "FlateDecode", "Fl":
	default:
		return fault.New(fault.Invalid, "blob.pdf_hidden")
	}
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return fault.New(fault.Invalid, "blob.pdf_hidden").Because(err)
	}
	defer z.Close()
	return l.inflated(patient{l.ctx, z})
}

// window is how much of an object stream is in memory, and overlap how much of
// it is looked at again with what follows: more than the longest name, escaped.
const (
	window  = 256 << 10
	overlap = 4 * longestName
)

// inflated reads what an object stream unpacks to, a window at a time.
func (l *looker) inflated(from io.Reader) error {
	view, held, seen := make([]byte, window), 0, int64(0)
	for {
		n, err := io.ReadFull(from, view[held:])
		if l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		seen += int64(n)
		if l.unpack -= int64(n); l.unpack < 0 {
			return fault.New(fault.TooLarge, "blob.pdf_bomb")
		}
		if bad := refuseNames(view[:held+n], dangerous, short); bad != nil {
			return bad
		}
		if err == nil {
			held = copy(view, view[held+n-overlap:held+n])
			continue
		}
		if seen == 0 && err != io.EOF {
			return fault.New(fault.Invalid, "blob.pdf_hidden").Because(err)
		}
		return nil
	}
}
