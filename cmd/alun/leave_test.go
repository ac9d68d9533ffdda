package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alun/ground/web"
)

// TestEveryPageOfAPersonLeadsOut: whoever is signed in can sign out from wherever
// they are, and no page of theirs is kept anywhere.
func TestEveryPageOfAPersonLeadsOut(t *testing.T) {
	v, pages := visitHouse(t), 0
	for _, d := range doors {
		if d.method != http.MethodGet || d.as == stranger || len(d.examples) == 0 {
			continue
		}
		a := v.askAs(d.as, d.method, v.path(d.examples[0]), "")
		if a.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", d.examples[0], a.Header().Get("Cache-Control"))
		}
		if a.Code != http.StatusOK || !strings.HasPrefix(a.Header().Get("Content-Type"), "text/html") || !bodyHas(a.Body.String(), "<main") {
			continue
		}
		pages++
		if !bodyHas(a.Body.String(), `action="/keluar"`) {
			t.Errorf("%s leads nowhere out", d.examples[0])
		}
		for _, want := range []string{`data-keluar="`, web.Asset("daftar/keluar.js"), web.Asset("lapangan/keluar.js")} {
			if !bodyHas(a.Body.String(), want) {
				t.Errorf("%s leads out and leaves what was typed, or an officer's day, in that browser: no %s", d.examples[0], want)
			}
		}
	}
	if pages < 20 {
		t.Errorf("the proof is broken: %d pages were looked at", pages)
	}
}

// notInScripts is what no script of ours does: put text in as HTML, build scripts,
// read cookies, talk to other pages or hosts.
var notInScripts = []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "document.cookie", "postMessage",
	"__proto__", "indexedDB", "http:", "https:", "//www", "Storage"}

// mayAlso are the scripts that keep something in the browser: cells of a plan that
// could not be sent yet; the way of an officer without signal, and what was found on
// it, with the worker that keeps its pages, to which they talk; the drawer of all of them,
// and the sign-out, which tells the other tabs of this browser.
var mayAlso = map[string][]string{
	"record/plan/planweb/static/putaran/putaran.js":     {"Storage"},
	"record/registry/fieldweb/penjaga.js":               {"postMessage"},
	"record/registry/fieldweb/static/lapangan/jalan.js": {"postMessage"},
	"ground/web/static/laci.js":                         {"indexedDB"},
	"ground/web/static/keluar.js":                       {"postMessage"},
}

// svg is the name of a language, and no address that is asked.
const svg = "http://www.w3.org/2000/svg"

func amissInScript(name, code string) (bad []string) {
	for i, line := range strings.Split(strings.ReplaceAll(code, svg, ""), "\n") {
		for _, no := range notInScripts {
			if strings.Contains(line, no) && !slices.Contains(mayAlso[name], no) {
				bad = append(bad, fmt.Sprintf("%s:%d: %s", name, i+1, strings.TrimSpace(line)))
			}
		}
	}
	return bad
}

func TestNoScriptOfARoomIsDangerous(t *testing.T) {
	seen := 0
	for _, top := range []string{"record", "outlook", "ground"} {
		err := fs.WalkDir(os.DirFS("../.."), top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".js" || strings.HasPrefix(d.Name(), "htmx-") || strings.Contains(name, "testdata") {
				return err
			}
			raw, err := os.ReadFile(filepath.Join("../..", name))
			for _, bad := range amissInScript(name, string(raw)) {
				t.Error(bad)
			}
			seen++
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 10 {
		t.Errorf("the proof is broken: %d scripts were read", seen)
	}
	for name, may := range mayAlso {
		if raw, err := os.ReadFile(filepath.Join("../..", name)); err != nil || !strings.Contains(string(raw), may[0]) {
			t.Errorf("%s needs no exception: %v", name, err)
		}
	}
	for _, no := range notInScripts {
		if len(amissInScript("record/plan/new.js", "let a = 1\nb = "+no)) != 1 {
			t.Errorf("%s is not seen", no)
		}
	}
}
