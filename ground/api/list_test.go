package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/web"
)

// pageOf reads one page of the list.
func (h *house) pageOf(at string) (codes []string, next string) {
	h.t.Helper()
	var page api.List[Note]
	a := h.get(at).want(h.t, 200, "items")
	if err := json.Unmarshal([]byte(a.body), &page); err != nil {
		h.t.Fatal(err)
	}
	if link := a.Header.Get("Link"); (page.Next == "") != (link == "") || page.Next != "" && link != "<"+page.Next+`>; rel="next"` {
		h.t.Errorf("next %q, Link %q", page.Next, link)
	}
	for _, n := range page.Items {
		codes = append(codes, n.ID)
	}
	return codes, page.Next
}

func (h *house) fill(n int) (codes []string) {
	h.t.Helper()
	for range n {
		var id db.ID
		err := h.db.Write(h.t.Context(), func(tx *db.Tx) (err error) { id, err = h.put(tx, "nasi"); return err })
		if err != nil {
			h.t.Fatal(err)
		}
		codes = append(codes, h.api.Code(id))
	}
	return codes
}

func TestAListIsWholeWhileItGrows(t *testing.T) {
	each(t, func(h *house) {
		want := h.fill(10)
		var got []string
		codes, next := h.pageOf("/notes?body=nasi&limit=3")
		for got = codes; next != ""; got = append(got, codes...) {
			if len(got) < 9 {
				want = append(want, h.fill(1)...)
			}
			codes, next = h.pageOf(next)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			h.t.Errorf("got %v\nwant %v", got, want)
		}
		codes, _ = h.pageOf("/notes?limit=3")
		if last, next := h.pageOf("/notes?limit=200"); len(codes) != 3 || len(last) != len(want) || next != "" {
			h.t.Errorf("%d, %d, %q", len(codes), len(last), next)
		}
	})
}

func TestACursorIsOfItsListOnly(t *testing.T) {
	each(t, func(h *house) {
		h.fill(3)
		_, next := h.pageOf("/notes?body=nasi&limit=1")
		_, again := h.pageOf("/notes?body=nasi&limit=1")
		_, cursor, _ := strings.Cut(next, "cursor=")
		cursor, _, _ = strings.Cut(cursor, "&")
		raw, err := base64.RawURLEncoding.DecodeString(cursor)
		if err != nil || next != again {
			h.t.Errorf("%v; %s, then %s", err, next, again)
		}
		if id, _ := h.api.ID(h.fill(1)[0]); strings.Contains(string(raw), fmt.Sprint(id)[:8]) {
			h.t.Errorf("the cursor shows numbers: %q", raw)
		}
		h.get("/notes?body=nasi&limit=2&cursor="+cursor).want(h.t, 200, "items") // the size may change
		for what, at := range map[string]string{
			"another query": "/notes?limit=1&cursor=" + cursor, "another filter": "/notes?body=ikan&cursor=" + cursor,
			"cut": "/notes?body=nasi&cursor=" + cursor[:len(cursor)-2], "longer": "/notes?body=nasi&cursor=" + cursor + "AAAA",
			"nonsense": "/notes?body=nasi&cursor=zzz", "no base64": "/notes?body=nasi&cursor=%22%27",
		} {
			if p := h.get(at).want(h.t, 422, "first page").problem(h.t); len(p.Errors) != 1 || p.Errors[0].Name != "cursor" {
				h.t.Errorf("%s: %+v", what, p)
			}
		}
		for i := range raw {
			bent := append([]byte{}, raw...)
			bent[i] ^= 1
			h.get("/notes?body=nasi&cursor="+base64.RawURLEncoding.EncodeToString(bent)).want(h.t, 422, "")
		}
		err = h.db.Write(h.t.Context(), func(tx *db.Tx) error { return db.SetFact(tx, "incarnation", "another life") })
		if err != nil {
			h.t.Fatal(err)
		}
		h.get(next).want(h.t, 422, "restored from a backup")
	})
}

func TestWhoCallsTooOftenWaits(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	h := one(t, func(c *api.Config) { c.Limits = api.Limits{PerAddress: 6, PerKey: 3} })
	h.api.At(func() time.Time { return now })
	bearer := "Authorization: Bearer " + h.key(api.Key{Name: "x", Scopes: []string{scope}})
	for i := range 3 {
		if a := h.get("/notes", bearer).want(t, 200, ""); a.Header.Get("Ratelimit") != fmt.Sprintf(`"key";r=%d;t=%d`, 2-i, 20*(i+1)) {
			t.Errorf("%v", a.Header["Ratelimit"])
		}
	}
	a := h.get("/notes", bearer).want(t, 429, "More than 3 calls a minute")
	if a.Header.Get("Retry-After") != "20" || a.Header.Get("Ratelimit-Policy") != `"key";q=3;w=60` {
		t.Errorf("%v", a.Header)
	}
	for range 5 {
		h.get("/notes").want(t, 200, "")
	}
	h.get("/notes", "Authorization: Bearer wrong").want(t, 401, "") // counts for its address
	h.get("/notes").want(t, 429, "")
	h.get("/notes", "X-Forwarded-For: 192.0.2.7").want(t, 429, "") // anybody can write this
	now = now.Add(10 * time.Second)
	h.get("/notes").want(t, 200, "")
	h.get("/notes", bearer).want(t, 429, "")
	now = now.Add(10 * time.Second)
	h.get("/notes", bearer).want(t, 200, "")
}

func TestBehindAProxyAddressesAreItsClients(t *testing.T) {
	h := one(t, func(c *api.Config) { c.Limits.PerAddress, c.TrustProxy = 1, true })
	now := time.Now()
	h.api.At(func() time.Time { return now })
	ask := func(from string) int {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "http://alun.example/api/v1/notes", nil)
		r.Header.Set("X-Forwarded-For", from)
		w := httptest.NewRecorder()
		h.Config.Handler.ServeHTTP(w, r)
		return w.Code
	}
	for i, c := range []struct {
		from   string
		status int
	}{
		{"192.0.2.7", 200}, {"192.0.2.7", 429}, {"198.51.100.9, 192.0.2.7", 429}, {"192.0.2.7, 192.0.2.8", 200},
		{"2001:db8:1:2::1", 200}, {"2001:db8:1:2::9", 429}, {"2001:db8:1:3::1", 200}, {"::ffff:192.0.2.8", 429}, {"garbage", 200}, {"rubbish", 429},
	} {
		if got := ask(c.from); got != c.status {
			t.Errorf("%d %s: %d", i, c.from, got)
		}
	}
}

func TestAnAnswerInAnyCodingHasItsVersion(t *testing.T) {
	for tag, want := range map[string]string{`"abc-gzip"`: "abc", `W/"abc-br"`: "abc", `"a-b-identity"`: "a-b", `abc`: "", `"abc"`: "", `*`: "", ``: ""} {
		if got := web.VersionOf(tag); got != want {
			t.Errorf("%s: %q", tag, got)
		}
	}
}
