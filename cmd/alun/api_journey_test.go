package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan"
)

// ask sends a call and reads its answer.
func (p *programs) ask(method, path, body string, want int, headers ...string) (v map[string]any, h http.Header) {
	p.Helper()
	c := call{method, api.Prefix + path, []byte(body), map[string]string{"Accept-Language": "en"}}
	if body != "" {
		c.header["Content-Type"] = "application/json"
	}
	if method != http.MethodGet {
		c.header["Idempotency-Key"] = web.NewKey()
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		c.header[name] = value
	}
	w := p.send(c)
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != want {
		p.Errorf("%s %s: %d, want %d: %.400s", method, path, w.Code, want, w.Body)
	}
	return v, w.Header()
}

// TestAnErratumFromTellingToAnswer goes the whole way as two programs do: one
// tells, one looks and answers, and two who answer at once do not both.
func TestAnErratumFromTellingToAnswer(t *testing.T) {
	p := visitPrograms(t)
	bearer, before := "Authorization: Bearer "+p.key, p.facts()
	nodes, _ := p.ask("GET", "/nodes?level=subkegiatan&limit=1", "", 200)
	node := at(list(nodes["items"])[0], "id").(string)
	told, _ := p.ask("POST", "/nodes/"+node+"/errata", `{"field":"output","message":"Di halaman 72 tertulis 121."}`, 201)
	at := "/errata/" + told["id"].(string)
	seen, h := p.ask("GET", at, "", 200)
	if seen["state"] != plan.StateNew || seen["message"] != nil || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%v", seen)
	}
	waiting, _ := p.ask("GET", "/errata?state=new", "", 200, bearer)
	all := list(waiting["items"])
	if last := object(all[len(all)-1]); last["id"] != told["id"] || last["message"] != "Di halaman 72 tertulis 121." {
		t.Errorf("%v", waiting)
	}
	const decline = `{"state":"as_printed","answer":"Halaman 72 memang mencetak 12."}`
	p.ask("PATCH", at, decline, 401)
	p.ask("PATCH", at, decline, 428, bearer)
	p.ask("PATCH", at, decline, 412, bearer, `If-Match: "0123-identity"`)
	p.ask("PATCH", at, decline, 200, bearer, "If-Match: "+h.Get("Etag"))
	p.ask("PATCH", at, decline, 412, bearer, "If-Match: "+h.Get("Etag")) // the second of two who saw the same
	done, h := p.ask("GET", at, "", 200)
	if done["state"] != plan.Declined || done["answer"] != "Halaman 72 memang mencetak 12." || done["answered_at"] == nil {
		t.Errorf("%v", done)
	}
	p.ask("PATCH", at, decline, 409, bearer, "If-Match: "+h.Get("Etag"))
	after := p.facts()
	if after["plan.erratum_told"] != before["plan.erratum_told"]+1 || after["plan.erratum_answered"] != before["plan.erratum_answered"]+1 {
		t.Errorf("%v, then %v", before, after)
	}
}

// TestAProgramBringsAReportIn sends an office's rows with one figure changed: a
// new revision, each row answered for; sent again under its key, the same answer.
func TestAProgramBringsAReportIn(t *testing.T) {
	p := visitPrograms(t)
	c, _ := p.example(p.op("import-report"))
	same := p.send(c)
	if same.Code != 200 || !strings.Contains(same.Body.String(), `"same":true`) {
		t.Fatalf("%d %s", same.Code, same.Body)
	}
	changed := c.with(func(c *call) { c.body = otherFigure(c.body, "999") })
	first := p.send(changed)
	again := p.send(changed)
	if first.Code != 200 || first.Body.String() != again.Body.String() || !strings.Contains(first.Body.String(), `"published":true`) || !strings.Contains(first.Body.String(), `"outcome":"changed"`) {
		t.Fatalf("%d %.900s\nthen %d %.300s", first.Code, first.Body, again.Code, again.Body)
	}
	var done struct{ ID string }
	if err := json.Unmarshal(first.Body.Bytes(), &done); err != nil {
		t.Fatal(err)
	}
	bearer := "Authorization: Bearer " + p.key
	if state, _ := p.ask("GET", "/imports/"+done.ID, "", 200, bearer); state["state"] != "published" {
		t.Errorf("%v", state)
	}
	if rows, _ := p.ask("GET", "/imports/"+done.ID+"/rows", "", 200, bearer); len(list(rows["items"])) == 0 {
		t.Errorf("%v", rows)
	}
	if now, _ := p.ask("GET", "/reports/2024/2", "", 200); now["revision"] != 2.0 {
		t.Errorf("revision %v", now["revision"])
	}
	refused := p.send(c.with(func(c *call) { c.body = []byte("bukan,formulir\n1,2\n") }))
	if refused.Code != 422 || !strings.Contains(refused.Body.String(), "problem") && refused.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %s", refused.Code, refused.Body)
	}
}

func (p *programs) op(id string) *api.Op {
	p.Helper()
	for _, o := range p.api.Ops() {
		if o.ID == id {
			return o
		}
	}
	p.Fatalf("no operation %s", id)
	return nil
}

// TestPagesOfNodesAreOneRevision pages through the plan while a new revision is
// published: the pages are of the first, whole and without repetition.
func TestPagesOfNodesAreOneRevision(t *testing.T) {
	p := visitPrograms(t)
	codes, pages := map[string]int{}, 0
	for next := "/nodes?level=program&limit=40"; next != ""; pages++ {
		page, _ := p.ask("GET", next, "", 200)
		for _, n := range list(page["items"]) {
			codes[at(n, "office").(string)+at(n, "code").(string)]++
			if at(n, "revision") != 1.0 {
				t.Fatalf("%v", n)
			}
		}
		link, _ := page["next"].(string)
		next = strings.TrimPrefix(link, api.Prefix)
		if pages == 1 {
			p.publishAgain()
		}
	}
	var want int
	err := p.house.db.Read(t.Context(), func(tx *db.Tx) error {
		v, _, err := plan.Latest(tx, 2024)
		if err == nil && v.Revision != 2 {
			t.Errorf("revision %d", v.Revision)
		}
		all, err := plan.Programs(tx, v)
		want = len(all)
		return err
	})
	if err != nil || len(codes) != want || pages < 3 {
		t.Errorf("%d of %d programmes on %d pages, %v", len(codes), want, pages, err)
	}
	for code, n := range codes {
		if n != 1 {
			t.Errorf("%s came %d times", code, n)
		}
	}
}

// otherFigure changes three characters of a file's first row.
func otherFigure(file []byte, three string) []byte {
	lines := strings.SplitAfter(string(file), "\n")
	end := strings.LastIndex(lines[1], ",")
	lines[1] = strings.Replace(lines[1], lines[1][end-3:end], three, 1)
	return []byte(strings.Join(lines, ""))
}

func (p *programs) publishAgain() {
	p.Helper()
	c, _ := p.example(p.op("import-report"))
	if w := p.send(c.with(func(c *call) { c.body = otherFigure(c.body, "999") })); !strings.Contains(w.Body.String(), `"published":true`) {
		p.Fatalf("%d %.500s", w.Code, w.Body)
	}
}
