package main

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// moreQueries are addresses beside the examples of doors, so that each parameter
// that a page declares has an edition in the cache's test.
var moreQueries = map[string][]string{
	"/renja/{year}/revisi/{number}":      {"/renja/2024/revisi/1?tw=2&revisi=1", "/renja/2024/revisi/2"},
	"/renja/{year}/{opd}":                {"/renja/2024/disporapar?tw=2&revisi=1"},
	"/data/usaha/bulanan":                {"/data/usaha/bulanan?bulan=2026-10&baris=semua&kolom=semua"},
	"/renja/{year}/{opd}/{code}/koreksi": {certified + "/koreksi?tw=2&revisi=1"},
}

// declared is a page as its room declares it, with the parameters that it reads.
type declared struct {
	route string
	query []string
}

var (
	showCall  = regexp.MustCompile(`web\.Show\("([^"]+)", [^,()]+(?:\([^()]*\))?((?:, "[^"]+")+)\)`)
	showQuery = regexp.MustCompile(`"([^"]+)"`)
)

// declaredIn finds the pages of a source that declare parameters. Files are never
// kept, so the one that asks for a file is left out.
func declaredIn(source string) (all []declared) {
	for _, m := range showCall.FindAllStringSubmatch(source, -1) {
		d := declared{route: m[1]}
		for _, q := range showQuery.FindAllStringSubmatch(m[2], -1) {
			if q[1] != "format" {
				d.query = append(d.query, q[1])
			}
		}
		all = append(all, d)
	}
	return all
}

// untried lists the parameters that no address of a page has. The routes are
// those of the public site: nothing else is kept.
func untried(all []declared, doors []door) (missing []string) {
	for _, d := range all {
		i := slices.IndexFunc(doors, func(o door) bool { return o.method == http.MethodGet && o.route == d.route })
		if i < 0 || doors[i].as != stranger {
			continue // the administrator's, or for people who are signed in: never kept
		}
		tried := url.Values{}
		for _, path := range slices.Concat(doors[i].examples, moreQueries[d.route]) {
			_, query, _ := strings.Cut(path, "?")
			values, _ := url.ParseQuery(query)
			for name := range values {
				tried.Set(name, "")
			}
		}
		for _, name := range d.query {
			if !tried.Has(name) {
				missing = append(missing, d.route+" "+name)
			}
		}
	}
	return missing
}

func TestEveryDeclaredQueryHasAnEdition(t *testing.T) {
	var all []declared
	for _, floor := range []string{"ground", "record", "programme", "outlook"} {
		err := filepath.WalkDir(filepath.Join("..", "..", floor), func(at string, e fs.DirEntry, err error) error {
			if os.IsNotExist(err) || err == nil && (e.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go")) {
				return nil
			}
			if err != nil {
				return err
			}
			source, err := os.ReadFile(at)
			all = append(all, declaredIn(string(source))...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 15 {
		t.Errorf("only %d pages declare parameters: they are not found", len(all))
	}
	for _, wrong := range untried(all, doors) {
		t.Errorf("%s: no address of the cache's test has it", wrong)
	}
	planted := declaredIn(`web.Show("/renja", d.reports, "baru", "format"), web.Show("/cari", d.search("x"), "q")`)
	if got := untried(planted, doors); !slices.Equal(got, []string{"/renja baru"}) {
		t.Errorf("a new parameter would not be seen: %q", got)
	}
}
