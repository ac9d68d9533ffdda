package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/web"
)

func TestAnOperationMustBeWhole(t *testing.T) {
	for what, declare := range map[string]func(a *api.API){
		"no example": func(a *api.API) {
			api.Get(a, api.Op{ID: "x", Path: "/x", Say: "tiny.say"}, func(*db.Tx, *api.Request, *struct{}) (Note, error) { return Note{}, nil })
		},
		"no key": func(a *api.API) {
			api.Post(a, op("x", "/x"), api.Act[struct{}, string, Note]{})
		},
		"an answer that JSON loses": func(a *api.API) { api.Post(a, op("x", "/x"), api.Act[writeIn, any, Note]{}) },
		"a type it cannot describe": func(a *api.API) {
			api.Get(a, op("x", "/x"), func(*db.Tx, *api.Request, *string) (Note, error) { return Note{}, nil })
		},
		"a read with a body": func(a *api.API) {
			api.Get(a, op("x", "/x"), func(*db.Tx, *api.Request, *struct{ Body string }) (Note, error) { return Note{}, nil })
		},
		"twice": func(a *api.API) {
			for range 2 {
				api.Get(a, op("x", "/x"), func(*db.Tx, *api.Request, *struct{}) (Note, error) { return Note{}, nil })
			}
		},
	} {
		h := one(t)
		declare(h.api)
		if _, err := h.api.Mount(); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestABrokenAnswerIsACodeAndNothingElse(t *testing.T) {
	h := one(t)
	for _, how := range []string{"error", "panic"} {
		p := h.get("/break/"+how).want(t, 500, "Request code").problem(t)
		if h.mu.Lock(); !strings.Contains(h.log.String(), p.RequestID) || !strings.Contains(h.log.String(), secret) {
			t.Errorf("%s: the log does not have it: %s", how, h.log)
		}
		h.mu.Unlock()
	}
}

func TestFaultsSpeakTheReadersLanguage(t *testing.T) {
	h := one(t)
	for language, says := range map[string]string{"id": "Paling banyak 200", "en": "At most 200", "ja": "200以下", "fr": "Paling banyak 200"} {
		h.get("/notes?limit=201", "Accept-Language: "+language).want(t, 422, says)
	}
	p := h.get("/notes?limit=201&limt=3").problem(t)
	if len(p.Errors) != 1 || p.Errors[0].In != "query" || p.Errors[0].Name != "limt" {
		t.Errorf("%+v", p)
	}
	p = h.do("POST", "/notes", `{"body":"x","tags":["a",7]}`, "Idempotency-Key: "+web.NewKey()).problem(t)
	at := map[string]string{}
	for _, e := range p.Errors {
		at[e.In+e.Pointer] = e.Detail
	}
	if at["body/body"] != "At least 2 characters." || at["body/tags/1"] != "This must be text." {
		t.Errorf("%+v", at)
	}
	p = h.write(web.NewKey(), "bad").want(t, 422, "Not like that").problem(t)
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "/body" {
		t.Errorf("a room's fault: %+v", p)
	}
}

func TestWhatIsNotTextIsRefused(t *testing.T) {
	h := one(t)
	for _, body := range []string{"a\\u0000b", "a\xffb"} {
		h.write(web.NewKey(), body).want(t, 422, "UTF-8")
	}
	h.get("/notes?body=%ff").want(t, 422, "UTF-8")
	h.get("/notes?body=%00").want(t, 422, "UTF-8")
	h.get("/notes?body=%zz").want(t, 422, "cannot be read")
	h.get("/notes?body=a&body=b").want(t, 422, "only once")
	h.get("/notes/%00").want(t, 404, "")
	if n := h.count("tiny_note"); n != 0 {
		t.Errorf("%d notes", n)
	}
	h.write(web.NewKey(), "cafe\u0301").want(t, 201, "caf\u00e9")
}

func TestMethodsAndAddresses(t *testing.T) {
	h := one(t)
	if allow := h.do("DELETE", "/notes", "").want(t, 405, "does not serve").Header.Get("Allow"); allow != "GET, HEAD, POST" {
		t.Errorf("allows %q", allow)
	}
	h.do("OPTIONS", "/notes", "", "Origin: https://other.example", "Access-Control-Request-Method: POST").want(t, 405, "")
	h.get("/none").want(t, 404, "listed at /api")
	h.get("/").want(t, 308, "")
	h.do("HEAD", "/notes", "").want(t, 200, "")
	h.do("POST", "/notes", "body=x", "Content-Type: application/x-www-form-urlencoded", "Idempotency-Key: "+web.NewKey()).want(t, 415, "application/json")
	h.do("POST", "/notes", `{"body":`, "Idempotency-Key: "+web.NewKey()).want(t, 400, "")
	h.do("POST", "/notes", `{"body":"`+strings.Repeat("x", api.MaxBody)+`"}`, "Idempotency-Key: "+web.NewKey()).want(t, 413, "64 KB")
}

func TestPublicReadsMayBeKeptAndShared(t *testing.T) {
	h := one(t)
	a := h.get("/notes").want(t, 200, "items")
	tag := a.Header.Get("Etag")
	if a.Header.Get("Cache-Control") != "public, max-age=0, must-revalidate" || a.Header.Get("Access-Control-Allow-Origin") != "*" || tag == "" {
		t.Errorf("%v", a.Header)
	}
	h.get("/notes", "If-None-Match: "+tag).want(t, 304, "")
	h.write(web.NewKey(), "nasi")
	h.get("/notes", "If-None-Match: "+tag).want(t, 200, "items")
	own := h.get("/notes", "Authorization: Bearer "+h.key(api.Key{Name: "x", Scopes: []string{scope}})).want(t, 200, "items")
	if own.Header.Get("Cache-Control") != "no-store" || own.Header.Get("Access-Control-Allow-Origin") != "" || own.Header.Get("Etag") != "" {
		t.Errorf("a reply to a key: %v", own.Header)
	}
	posted := h.write(web.NewKey(), "nasi", "Origin: https://other.example")
	if posted.Header.Get("Access-Control-Allow-Origin") != "" || posted.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a reply to a change: %v", posted.Header)
	}
	if posted.Header.Get("X-Content-Type-Options") != "nosniff" || posted.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("security headers: %v", posted.Header)
	}
}

func TestWhoChangesSaysWhat(t *testing.T) {
	each(t, func(h *house) {
		made := h.write(web.NewKey(), "nasi")
		var n Note
		if err := json.Unmarshal([]byte(made.body), &n); err != nil {
			h.t.Fatal(err)
		}
		change := func(body string, headers ...string) answer {
			return h.do("PATCH", "/notes/"+n.ID, `{"body":"`+body+`"}`, append(headers, "Idempotency-Key: "+web.NewKey())...)
		}
		tag := h.get("/notes/"+n.ID, "Accept-Encoding: gzip").Header.Get("Etag")
		change("ikan").want(h.t, 428, "If-Match")
		change("ikan", "If-Match: *").want(h.t, 412, "")
		change("ikan", `If-Match: "other-gzip"`).want(h.t, 412, "Read it again")
		next := change("ikan", "If-Match: "+tag).want(h.t, 200, "ikan").Header.Get("Etag")
		change("sayur", "If-Match: "+tag).want(h.t, 412, "")
		change("sayur", "If-Match: "+next).want(h.t, 200, "sayur")
	})
}
