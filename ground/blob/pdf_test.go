package blob_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/fault"
)

const action = "<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"

// sound are documents that offices and phones make.
var sound = map[string][]byte{
	"a page":                   page(""),
	"opened at a place":        page("/OpenAction [3 0 R /Fit] /PageMode /UseOutlines"),
	"with a link":              page("", "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>"),
	"with an object stream":    page("", packed("", "<< /Type /Annot /Contents (JavaScript in words) >>")),
	"with an abbreviation":     page("", strings.Replace(packed("", "<< /A 1 >>"), "/FlateDecode", "[ /Fl ]", 1)),
	"with a picture":           page("", "<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\n\xff\xd8 obj JS \nendstream"),
	"a profile packed twice":   page("", "<< /Length 3 /Filter [/ASCII85Decode /FlateDecode] >>\nstream\n<~~>\nendstream"),
	"with metadata":            page("/Metadata 6 0 R", "<< /Type /Metadata /Subtype /XML /Length 60 >>\nstream\n<?xpacket begin='' id='x'?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>\nendstream"),
	"words about scripts":      page("", "<< /Title (JavaScript, Launch \\) \\\\ EmbeddedFile) /Author <feff004a> >>"),
	"with a comment":           page("", "<< % obj >> /A\n /B /C >>"),
	"saved twice":              append(page(""), "\n7 0 obj\n<< /A /B >>\nendobj\ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n"...),
	"names that look like bad": page("/JavaScripts 1 /Launched 2 /JSX 3 /EFG 4 /Encrypted 5"),
}

func TestOrdinaryDocumentsComeIn(t *testing.T) {
	for name, doc := range sound {
		if err := blob.CheckPDF(t.Context(), doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// unsound are documents that are more than that, with what they are told.
var unsound = []struct {
	name string
	doc  []byte
	key  string
}{
	{"a script", page("/OpenAction " + action), "blob.pdf_script"},
	{"its name escaped", page("/OpenAction << /S /J#61vaScript /J#53 (x) >>"), "blob.pdf_script"},
	{"all of it escaped", page("/OpenAction << /S /#4A#61#76#61#53#63#72#69#70#74 >>"), "blob.pdf_script"},
	{"a key alone", page("", "<< /JS 4 0 R >>"), "blob.pdf_script"},
	{"a key alone, escaped", page("", "<< /#4a#53 4 0 R >>"), "blob.pdf_script"},
	{"in an object stream", page("", packed("", action)), "blob.pdf_script"},
	{"escaped in an object stream", page("", packed("", "<< /S /JavaS#63ript >>")), "blob.pdf_script"},
	{"a key in an object stream", page("", packed("", "<< /J#53 4 0 R >>")), "blob.pdf_script"},
	{"an object stream that is called a picture", page("", packed("/Subtype /Image /Width 1", action)), "blob.pdf_script"},
	{"an object stream without its type", page("", strings.Replace(packed("", action), "/Type /ObjStm", "", 1)), "blob.pdf_script"},
	{"an object stream without type and first", page("", strings.NewReplacer("/Type /ObjStm", "", "/First 4", "").Replace(packed("", action))), "blob.pdf_script"},
	{"an object stream with escaped keys", page("", strings.NewReplacer("/ObjStm", "/#4fbjStm", "/First", "/F#69rst", "/Filter", "/F#69lter").Replace(packed("", action))), "blob.pdf_script"},
	{"an object stream with a cut end", page("", strings.Replace(packed("", action), "\nendstream", "", 1)), "blob.pdf_script"},
	{"an object stream behind a comment", page("", strings.Replace(packed("", action), "/N 1", "% endobj >> \n/N 1", 1)), "blob.pdf_script"},
	{"an object stream that is not packed", page("", "<< /Type /ObjStm /N 1 /First 4 /Length 60 >>\nstream\n9 0 << /JS (x) >>\nendstream"), "blob.pdf_script"},
	{"an object stream packed twice", page("", strings.Replace(packed("", action), "/FlateDecode", "[/ASCIIHexDecode /FlateDecode]", 1)), "blob.pdf_hidden"},
	{"an object stream packed otherwise", page("", strings.Replace(packed("", action), "/FlateDecode", "/LZWDecode", 1)), "blob.pdf_hidden"},
	{"an object stream with two packings", page("", packed("/Filter /LZWDecode", action)), "blob.pdf_hidden"},
	{"an object stream whose packing is elsewhere", page("", strings.Replace(packed("", action), "/Filter /FlateDecode", "/Filter 12 0 R", 1)), "blob.pdf_hidden"},
	{"an object stream with a predictor", page("", packed("/DecodeParms << /Predictor 12 >>", action)), "blob.pdf_hidden"},
	{"an object stream with parameters elsewhere", page("", packed("/DecodeParms 12 0 R", action)), "blob.pdf_hidden"},
	{"an object stream that is no zlib", page("", "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 4 >>\nstream\nabcd\nendstream"), "blob.pdf_hidden"},
	{"a bomb", page("", bomb(65<<20)), "blob.pdf_bomb"},
	{"objects inside a stream", page("", "<< /Length 99 >>\nstream\n88 0 obj\n"+action+"\nendobj\nendstream"), "blob.pdf_script"},
	{"an object stream inside a stream", page("", "<< /Length 999 >>\nstream\n88 0 obj\n"+packed("", action)+"\nendobj\nendstream"), "blob.pdf_script"},
	{"behind the end", append(page(""), "9 0 obj\n"+action+"\nendobj\n%%EOF\n"...), "blob.pdf_script"},
	{"starts a program", page("/OpenAction << /S /Launch /F (cmd.exe) >>"), "blob.pdf_launch"},
	{"starts a program, packed", page("", packed("", "<< /S /L#61unch >>")), "blob.pdf_launch"},
	{"sends what is typed", page("", "<< /S /SubmitForm /F (https://example.org) >>"), "blob.pdf_launch"},
	{"a file attached", page("/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>", "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream"), "blob.pdf_attached"},
	{"a file attached, packed", page("", packed("", "<< /Type /Filespec /E#46 << /F 6 0 R >> >>")), "blob.pdf_attached"},
	{"a portfolio", page("/Collection << /View /D >>"), "blob.pdf_attached"},
	{"a stream in another file", page("", "<< /Length 0 /F (http://example.org/x) >>\nstream\n\nendstream"), "blob.pdf_attached"},
	{"a form with scripts", page("/AcroForm << /XFA 6 0 R >>"), "blob.pdf_script"},
	{"rich media", page("", "<< /Subtype /RichMedia >>"), "blob.pdf_script"},
	{"a password", bytes.Replace(page(""), []byte("/Root"), []byte("/Encrypt 6 0 R /Root"), 1), "blob.pdf_locked"},
	{"a password, escaped", bytes.Replace(page(""), []byte("/Root"), []byte("/#45ncrypt 6 0 R /Root"), 1), "blob.pdf_locked"},
	{"a web page inside", page("", "<< /A (<ScRipt>alert\\(1\\)</script>) >>"), "blob.two_things"},
	{"a web page behind", append(page(""), "<html><body onload=alert(1)>%%EOF"...), "blob.two_things"},
	{"cut off", page("")[:200], "blob.pdf_broken"},
	{"something before it", append([]byte("GIF89a"), page("")...), "blob.pdf_broken"},
	{"an open dictionary", page("", "<< /A << /B 1 >> "), "blob.pdf_broken"},
	{"nested without end", page("", strings.Repeat("[", 70)+strings.Repeat("]", 70)), "blob.pdf_broken"},
	{"tangled", page("", strings.Repeat("1 0 obj (", 30_000)), "blob.pdf_broken"},
}

// bomb is an object stream of so many zeros.
func bomb(n int) string {
	body := deflated(make([]byte, n))
	return fmt.Sprintf("<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", len(body), body)
}

func TestDocumentsThatDoMoreAreRefused(t *testing.T) {
	for _, c := range unsound {
		if f := fault.Of(blob.CheckPDF(t.Context(), c.doc)); f == nil || f.Key != c.key {
			t.Errorf("%s: %v, want %s", c.name, f, c.key)
		}
	}
}

// TestEveryEscapeOfABadNameIsRead: each letter of it in its two spellings.
func TestEveryEscapeOfABadNameIsRead(t *testing.T) {
	const name = "Launch"
	for mask := range 1 << len(name) {
		var b strings.Builder
		for i, c := range []byte(name) {
			if mask>>i&1 == 1 {
				fmt.Fprintf(&b, "#%02x", c)
			} else {
				b.WriteByte(c)
			}
		}
		for _, end := range []string{" ", ">>", "/X", "(x)", "\x00", "%\n"} {
			doc := page("", "<< /S /"+b.String()+end+" >>")
			if f := fault.Of(blob.CheckPDF(t.Context(), doc)); f == nil || f.Key != "blob.pdf_launch" {
				t.Fatalf("/%s%s: %v", b.String(), end, f)
			}
		}
	}
}

func FuzzPDF(f *testing.F) {
	for _, doc := range sound {
		f.Add(doc)
	}
	for _, c := range unsound {
		if len(c.doc) < 10_000 {
			f.Add(c.doc)
		}
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		err := blob.CheckPDF(t.Context(), doc)
		if err != nil && fault.Of(err) == nil {
			t.Error(err)
		}
		// A document that comes in does not come in with a script added to it.
		if err == nil {
			worse := append(bytes.Clone(doc), "\n99 0 obj\n"+packed("", action)+"\nendobj\n%%EOF\n"...)
			if fault.Of(blob.CheckPDF(t.Context(), worse)) == nil {
				t.Errorf("a script was added and came in: %q", worse)
			}
		}
	})
}
