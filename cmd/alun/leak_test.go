package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/plan"

	"golang.org/x/net/html"
)

// TestHiddenNotesAreNowhere walks every public address, also as officers of
// another office, for the text of notes that are not public yet. Then it plants
// the fault: it opens the notes behind the house's back, and each of those places
// must show them, so that the walk is known to look where they would be.
func TestHiddenNotesAreNowhere(t *testing.T) {
	t.Parallel()
	v := visitHouse(t)
	notes := v.lockWithFault()
	addresses := v.walk(notes)
	inOne := slices.DeleteFunc(slices.Clone(addresses), func(at string) bool {
		return !near(at) || strings.HasPrefix(at, "/en/") || strings.HasPrefix(at, "/ja/")
	})
	for who, all := range map[string][]string{stranger: addresses, "other operator": inOne, "maker": inOne} {
		for at, found := range v.tell(who, all, notes) {
			t.Errorf("%s shows as %q: %.200q", at, who, found)
		}
	}
	err := v.house.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_flag set hidden = $1`, false)
		if err == nil {
			_, err = tx.Exec(`update plan_case set hidden = $1, closed = 0`, false)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shown := v.tell(stranger, addresses, notes)
	for _, place := range []string{"/renja/2024/" + leakOffice + "/" + leakCode, "/en/renja/2024/" + leakOffice + "/" + leakCode, "/ja/renja/2024/" + leakOffice + "/" + leakCode,
		"/catatan?opd=" + leakOffice, "/catatan?format=csv", "/catatan?format=json", "/catatan?format=xlsx", "/catatan?aturan=", "/catatan/", api.Prefix + "/nodes/", api.Prefix + "/cases/", api.Prefix + "/cases?"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(shown)), func(at string) bool { return strings.HasPrefix(at, place) }) {
			t.Errorf("the opened notes were not found at %s: the walk is blind there", place)
		}
	}
	t.Logf("%d addresses, %d of them show the opened notes", len(addresses), len(shown))
}

const (
	leakName   = "Dinas Pemuda, Olah Raga dan Pariwisata"
	leakOffice = "disporapar"
	leakCode   = "5.2.1.3"
)

// lockWithFault publishes an office's rows as the lock of a round does, with an
// output that its quarters do not add up to, and gives the notes that it made.
func (v *visit) lockWithFault() (hidden []plan.Note) {
	v.Helper()
	raw, err := fs.ReadFile(v.house.profile, "programmes.csv")
	if err != nil {
		v.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
	if err != nil {
		v.Fatal(err)
	}
	column := func(name string) int { return slices.Index(all[0], name) }
	rows := [][]string{all[0]}
	for _, r := range all[1:] {
		if r[column("year")] == "2024" && r[column("department")] == leakName {
			if r[column("code")] == leakCode && r[column("extra_indicator")] == "0" {
				r[column("real_k")], r[column("budget_rp")] = "7654321", "987654321000"
			}
			rows = append(rows, r)
		}
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		v.Fatal(err)
	}
	in, err := plan.ReadFile("kunci.csv", bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err == nil {
		_, err = plan.Import(v.Context(), v.house.db, in, plan.ImportOptions{Actor: byCommand, Rules: v.house.rules, Digest: v.house.planDigests(), Fair: true})
	}
	if err == nil {
		err = v.house.db.Read(v.Context(), func(tx *db.Tx) (err error) { hidden, err = plan.HiddenNotes(tx); return err })
	}
	if err != nil || len(hidden) < 2 {
		v.Fatalf("%d hidden notes, %v", len(hidden), err)
	}
	return hidden
}

// walk lists every address that the public can read: the examples of all doors
// in every language, what the notes could stand on, the API, and one step of
// links from all of them.
func (v *visit) walk(notes []plan.Note) []string {
	v.Helper()
	set := map[string]bool{}
	add := func(path string) {
		for _, tag := range lang.All {
			set[inLanguage(tag, path)] = true
		}
	}
	for _, d := range doors {
		for _, path := range d.examples {
			if d.method == http.MethodGet && d.as == stranger {
				add(v.path(path))
			}
		}
	}
	codec := v.house.keys.Codec()
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) error {
		for _, n := range notes {
			add(fmt.Sprintf("/renja/%d/%s/%s", n.Year, n.Slug, n.Code))
			add(fmt.Sprintf("/renja/%d/%s/%s?tw=%d&revisi=2", n.Year, n.Slug, n.Code, n.Quarter))
			add(fmt.Sprintf("/renja/%d/%s", n.Year, n.Slug))
			add("/catatan?opd=" + n.Slug)
			add("/catatan?aturan=" + n.Rule)
			set[api.Prefix+"/nodes/"+codec.Encode(int64(n.Node))] = true
			set[api.Prefix+"/cases?opd="+n.Slug+"&limit=100"] = true
			id, found, err := db.One(tx, (*db.Row).ID, `select id from plan_case where report = $1 and case_key = $2 order by since desc limit 1`, n.Report, n.Case)
			if err != nil {
				return err
			}
			if found {
				add("/catatan/" + codec.Encode(int64(id)))
				set[api.Prefix+"/cases/"+codec.Encode(int64(id))] = true
			}
		}
		return nil
	})
	if err != nil {
		v.Fatal(err)
	}
	for _, p := range []string{"/cases?limit=100", "/reports/2024/2", "/errata", "/nodes?opd=" + leakOffice, "/promises", "/openapi.json"} {
		set[api.Prefix+p] = true
	}
	for _, at := range slices.Collect(maps.Keys(set)) {
		if strings.HasPrefix(at, api.Prefix) {
			continue
		}
		w := v.ask(http.MethodGet, at, "")
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, to := range read(w.Body.String()).links {
			if path, _, _ := strings.Cut(to, "#"); near(path) {
				set[path] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// near tells whether an address could lead to the notes of the office.
func near(path string) bool {
	return strings.Contains(path, leakOffice) || strings.Contains(path, "/catatan") && !strings.Contains(path, "/tugas/")
}

// tell lists the addresses whose answer has something of the notes in it.
func (v *visit) tell(who string, addresses []string, notes []plan.Note) map[string]string {
	v.Helper()
	needles := v.needles(notes)
	out := map[string]string{}
	for _, at := range addresses {
		if u, err := url.Parse(at); err != nil || u.Path == "" {
			continue
		}
		text := readable(v.askAs(who, http.MethodGet, at, "").Body.Bytes())
		for _, n := range needles {
			if strings.Contains(text, n) {
				out[at] = n
			}
		}
	}
	return out
}

// needles are what a page, a file or an answer would say of the notes.
func (v *visit) needles(notes []plan.Note) (out []string) {
	codec := v.house.keys.Codec()
	for _, n := range notes {
		key, args := n.Say()
		for _, tag := range lang.All {
			out = append(out, plainly(v.house.words.In(tag).T(key, args...)))
		}
		cells := strings.Join([]string{n.Code, n.Level.String(), n.Rule, n.Kind, n.Field, n.Published}, ",")
		out = append(out, codec.Encode(int64(n.ID)), plainly(n.Name+","+cells), plainly(n.Name+`",`+cells), // CSV
			plainly(n.Name+" "+strings.ReplaceAll(cells, ",", " ")), // XLSX
			plainly(fmt.Sprintf(`"name":%q,"code":%q,"level":%q,"rule":%q,"kind":%q,"field":%q`, n.Name, n.Code, n.Level.String(), n.Rule, n.Kind, n.Field)))
	}
	return out
}

// readable is what a reader gets of an answer: the words of a page, a whole text, the
// cells of a workbook.
func readable(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("PK")):
		book, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		if err != nil {
			return ""
		}
		var b strings.Builder
		for _, f := range book.File {
			if r, err := f.Open(); err == nil {
				raw, _ := io.ReadAll(r)
				b.WriteString(textsOf(raw))
				r.Close()
			}
		}
		return plainly(b.String())
	case bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		return plainly(textsOf(body))
	}
	return plainly(string(body))
}

// textsOf are the texts of a document, each behind a space.
func textsOf(raw []byte) string {
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "title" || a.Key == "aria-label" {
				b.WriteString(a.Val + " ")
			}
		}
	}
	return b.String()
}

// plainly leaves out what depends on how a text is written down.
func plainly(text string) string {
	text = strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\"`, `"`, `": `, `":`, `, "`, `,"`).Replace(text)
	return strings.Join(strings.Fields(text), " ")
}
