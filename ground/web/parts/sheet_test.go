package parts

import (
	"compress/gzip"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/lang"
	"golang.org/x/net/html"
)

// sheet is the house's one style sheet, beside this package.
const sheet = "../static/alun.css"

// most a style sheet may weigh when compressed: it is in the way of the first
// picture on a slow phone.
const mostSheet = 9 * 1024

func TestTheSheetIsLight(t *testing.T) {
	raw, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var n counter
	z := gzip.NewWriter(&n)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, %d compressed", len(raw), n)
	if n > mostSheet {
		t.Errorf("%s weighs %d bytes compressed, at most %d", sheet, n, mostSheet)
	}
	if strings.Contains(string(raw), "//") && regexp.MustCompile(`url\(["']?https?:`).Match(raw) {
		t.Error("the sheet asks another host")
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

var _ io.Writer = (*counter)(nil)

// forPages are classes that only pages use: the list in doc.go.
var forPages = strings.Fields("tumpuk s1 s2 s3 s5 s6 s7 deret kisi tiga dua kiri separuh atas4 atas5 atas6 atas7 papan redup kecil num lebar sempit terang gelap t1 t3 rapat naskah bagian ringkas qr kunci-ketik tautan-serah kode-cadangan urut kartu-orang layar bila bila-isi bila-tujuan")

var classInSheet = regexp.MustCompile(`\.(-?[a-zA-Z][\w-]*)`)

// TestSheetAndPartsAgree holds the classes that parts draw against those the
// sheet knows, both ways: no part without its look, no look without a part.
func TestSheetAndPartsAgree(t *testing.T) {
	raw, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range classInSheet.FindAllStringSubmatch(withoutNoise(string(raw)), -1) {
		known[m[1]] = true
	}
	used := map[string]bool{}
	l := words(t).In(lang.ID)
	for _, tone := range []Tone{Money, Output, Proof, Finding} {
		used[string(tone)], used[tone.text()], used[tone.deck()] = true, true, true
	}
	collect(t, draw(t, Layout(l, sampleFrame(l, "terang"))), used)
	for class := range used {
		if !known[class] {
			t.Errorf("class %q is drawn, but the sheet does not know it", class)
		}
	}
	for class := range known {
		if !used[class] && !slices.Contains(forPages, class) {
			t.Errorf("class %q has a look, but no part draws it", class)
		}
	}
}

// withoutNoise leaves selectors: comments, addresses, strings and numbers would
// look like classes.
func withoutNoise(css string) string {
	for _, noise := range []string{`/\*[\s\S]*?\*/`, `url\([^)]*\)`, `"[^"]*"`, `\d*\.\d+[a-z%]*`, `@layer [^{;]*[{;]`} {
		css = regexp.MustCompile(noise).ReplaceAllString(css, " ")
	}
	return css
}

func collect(t *testing.T, page string, used map[string]bool) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	walk(root, func(n *html.Node) {
		val, _ := attr(n, "class")
		for _, class := range strings.Fields(val) {
			used[class] = true
		}
	})
}
