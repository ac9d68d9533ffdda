package placeweb

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The map engine must be the files that its makers sent out.
func TestTheMapEngineIsTheFilesWeKnow(t *testing.T) {
	const dir = "../../../ground/web/static/maplibre"
	sources, err := os.ReadFile(filepath.Join(dir, "SOURCES.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css", "LICENSE.txt"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		if !strings.Contains(string(sources), "| "+name+" |") || !strings.Contains(string(sources), hex.EncodeToString(sum[:])) {
			t.Errorf("SOURCES.md does not know %s with sha256 %x", name, sum)
		}
	}
}

// No word that a person reads may stand in the script, and no address of another
// host: words and addresses come with the page, in its language. Nothing is put
// into a page as HTML, built as a script, or kept in the browser.
func TestTheScriptHasNoWordsAndNoHosts(t *testing.T) {
	scripts, err := filepath.Glob("../../../ground/web/static/*.js")
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, name := range scripts {
		if strings.HasPrefix(filepath.Base(name), "htmx-") {
			continue // not ours: pinned, and held down by the content policy
		}
		own++
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range badInScript(filepath.Base(name), string(data)) {
			t.Errorf("%s: %s", filepath.Base(name), bad)
		}
	}
	if own == 0 {
		t.Error("there is no script of ours: the test sees nothing")
	}
	for _, planted := range []string{"a.innerHTML = b", "x = localStorage.y", "fetch('https://evil.example')", "new Function(a)"} {
		if len(badInScript("map.js", "let a = 1\n"+planted)) != 1 {
			t.Errorf("%s is not seen", planted)
		}
	}
}

// keptByName are the scripts that may do one thing which no other may: the drawer keeps
// what could not be sent yet, and the sign-out tells the other tabs of this browser.
var keptByName = map[string]string{"laci.js": "indexedDB", "keluar.js": "postMessage"}

// Each of the two may do its own thing alone, and nobody else either of them.
func TestTwoScriptsMayDoOneThingEach(t *testing.T) {
	for owner, word := range keptByName {
		for _, name := range []string{"laci.js", "keluar.js", "unsur.js", "map.js", "daftar/" + owner, "new.js"} {
			want := 1
			if name == owner {
				want = 0
			}
			if got := badInScript(name, "let a = 1\na = b."+word+"(c)"); len(got) != want {
				t.Errorf("%s in %s: %q", word, name, got)
			}
		}
		if script, err := os.ReadFile(filepath.Join("../../../ground/web/static", owner)); err != nil || !strings.Contains(string(script), word) {
			t.Errorf("%s has no %s: nothing is to be excepted (%v)", owner, word, err)
		}
	}
}

func badInScript(name, code string) (lines []string) {
	for line := range strings.SplitSeq(code, "\n") {
		for _, bad := range []string{"http:", "https:", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", ".style", "eval(", "new Function",
			"localStorage", "sessionStorage", "indexedDB", "document.cookie", "postMessage", "__proto__"} {
			if strings.Contains(line, bad) && keptByName[name] != bad {
				lines = append(lines, bad+" in "+line)
			}
		}
	}
	return lines
}
