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
// host: words and addresses come with the page, in its language.
func TestTheScriptHasNoWordsAndNoHosts(t *testing.T) {
	data, err := os.ReadFile("../../../ground/web/static/map.js")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		for _, bad := range []string{"http:", "https:", "innerHTML", ".style", "eval(", "localStorage"} {
			if strings.Contains(line, bad) {
				t.Errorf("map.js: %q in %s", bad, line)
			}
		}
	}
}
