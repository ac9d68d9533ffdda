package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/web"
)

// kept is what the tiny room's second form gives: which note it made.
type kept struct{ Note db.ID }

// once is a form whose answer names what it made, so that two effects cannot
// give one answer.
func once() web.Form[note, kept] {
	return web.Form[note, kept]{
		Files: map[string]int64{"file": 1 << 20},
		Prepare: func(r *web.Request) (note, error) {
			v := r.Values()
			return note{v.Line("body", 20), v.Line("how", 20)}, v.Err()
		},
		Act: func(tx *db.Tx, n note) (kept, error) {
			if n.Body == "bad" {
				return kept{}, fault.New(fault.Invalid, "tiny.empty")
			}
			id := tx.NewID()
			_, err := tx.Exec("insert into tiny_note (id, body) values ($1, $2)", id, n.Body)
			return kept{id}, err
		},
		Draw: func(_ *db.Tx, r *web.Request, n note, out kept, f *fault.Fault) (web.Reply, error) {
			if f != nil {
				return page(text(r.Lang.T(f.Key) + " typed=" + n.Body + " key=" + r.FormKey())), nil
			}
			return page(text("made " + strconv.FormatInt(int64(out.Note), 10) + " next=" + r.FormKey()[:4])), nil
		},
	}
}

func onceRoutes(c *web.Config) {
	c.Routes = []web.Route{web.Do("/once/{name}", once()),
		web.Show("/once/{name}", func(_ *db.Tx, r *web.Request) (web.Reply, error) { return page(text(r.FormKey())), nil })}
}

// send posts the form and gives status and what it says before the next key.
func (h *house) send(t testing.TB, path, key, body string) (int, string) {
	t.Helper()
	a := h.as(t, "POST", path, web.KeyField+"="+key+"&body="+body)
	said, _, _ := strings.Cut(a.body, " next=")
	return a.StatusCode, said
}

// press sends one form ten times at once and tells how many different answers came.
func press(t testing.TB, h *house) (answers map[string]int) {
	t.Helper()
	key, answers := web.NewKey(), map[string]int{}
	var all sync.WaitGroup
	var mu sync.Mutex
	for range 10 {
		all.Go(func() {
			status, said := h.send(t, "/once/a", key, "rini")
			mu.Lock()
			defer mu.Unlock()
			answers[fmt.Sprint(status, said)]++
		})
	}
	all.Wait()
	return answers
}

func TestTenPressesAreOneAct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes)
		for round := range 5 {
			answers := press(t, h)
			if n := h.count(t, "tiny_note"); n != round+1 || len(answers) != 1 {
				t.Fatalf("round %d: %d notes, answers %v", round, n, answers)
			}
			for said := range answers {
				if !strings.HasPrefix(said, "200") {
					t.Errorf("answered %s", said)
				}
			}
		}
	}, tiny, web.Files)
}

// Without the kept answer the same ten presses are ten acts: the test above can fail.
func TestTenPressesWithoutTheKeptAnswerAreSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes, func(c *web.Config) { web.Plant(c, "keep no answer") })
		if answers := press(t, h); h.count(t, "tiny_note") != 10 || len(answers) != 10 {
			t.Errorf("the planted fault was not seen: %d notes, answers %v", h.count(t, "tiny_note"), answers)
		}
	}, tiny, web.Files)
}

// TestAnAnswerThatIsLostIsGivenAgain cuts the connection after the act and
// before its answer.
func TestAnAnswerThatIsLostIsGivenAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes)
		site, heard := h.Config.Handler, make(chan string, 1)
		lossy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			lost := httptest.NewRecorder()
			site.ServeHTTP(lost, r)
			said, _, _ := strings.Cut(lost.Body.String(), " next=")
			heard <- said
			panic(http.ErrAbortHandler)
		}))
		defer lossy.Close()
		key := web.NewKey()
		body := web.KeyField + "=" + key + "&body=rini"
		if res, err := http.Post(lossy.URL+"/once/a", "application/x-www-form-urlencoded", strings.NewReader(body)); err == nil {
			t.Fatalf("the connection was not cut: %v", res.Status)
		}
		first := <-heard
		if _, said := h.send(t, "/once/a", key, "rini"); said != first || first == "" {
			t.Errorf("first %q, then %q", first, said)
		}
		if n := h.count(t, "tiny_note"); n != 1 {
			t.Errorf("%d notes", n)
		}
	}, tiny, web.Files)
}

// TestACallerWhoHangsUpAtOnce sends whole requests and does not wait: whether
// they were carried out or not, sending again makes it exactly one.
func TestACallerWhoHangsUpAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes)
		const callers = 20
		for range callers {
			key := web.NewKey()
			body := web.KeyField + "=" + key + "&body=rini"
			c, err := net.Dial("tcp", h.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(c, "POST /once/a HTTP/1.1\r\nHost: alun.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
			c.Close()
			if status, said := h.send(t, "/once/a", key, "rini"); status != 200 {
				t.Errorf("sent again: %d %s", status, said)
			}
		}
		h.Close() // waits for those that are still under way
		if n := h.count(t, "tiny_note"); n != callers {
			t.Errorf("%d notes of %d forms", n, callers)
		}
	}, tiny, web.Files)
}

func TestAKeyIsForOneThing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes, func(c *web.Config) {
			c.Actor = func(r *web.Request) string { return "who-" + r.Header.Get("X-Who") }
		})
		key := web.NewKey()
		_, first := h.send(t, "/once/a", key, "rini")
		for what, said := range map[string]answer{
			"another body":    h.as(t, "POST", "/en/once/a", "_key="+key+"&body=sari"),
			"another address": h.as(t, "POST", "/en/once/b", "_key="+key+"&body=rini"),
			"one field more":  h.as(t, "POST", "/en/once/a", "_key="+key+"&body=rini&how=x"),
			"a field twice":   h.as(t, "POST", "/en/once/a", "_key="+key+"&body=rini&body=rini"),
			"another filter":  h.as(t, "POST", "/en/once/a?x=1", "_key="+key+"&body=rini"),
		} {
			if said.want(t, 422, "already sent with other contents"); strings.Contains(said.body, key) {
				t.Errorf("%s: the spent key is offered again", what)
			}
		}
		h.as(t, "POST", "/en/once/a", "_key="+key+"&body=sari").want(t, 422, "typed=sari")
		if _, again := h.send(t, "/ja/once/a", key, "rini"); again != strings.ReplaceAll(first, `lang="id"`, `lang="ja"`) {
			t.Errorf("the same form in another language: %q, then %q", first, again)
		}
		h.as(t, "POST", "/once/a", "_key="+key+"&body=rini", "X-Who: somebody else").want(t, 200, "made")
		if n := h.count(t, "tiny_note"); n != 2 {
			t.Errorf("%d notes of two people", n)
		}
	}, tiny, web.Files)
}

func TestAFormWithoutAKeyIsNotCarriedOut(t *testing.T) {
	h := open(t, onceRoutes)
	for _, key := range []string{"", "short", strings.Repeat("x", 129), "abcdefghijklmnop%20", "abcdefghijklmnop%00"[:16] + "%3C"} {
		h.as(t, "POST", "/en/once/a", "_key="+key+"&body=rini").want(t, 422, "without its key")
	}
	a := h.as(t, "POST", "/en/once/a?_key="+web.NewKey(), "body=rini") // a key in the address is none
	a.want(t, 422, "typed=rini")
	if n := h.count(t, "tiny_note") + h.count(t, "web_answer"); n != 0 {
		t.Errorf("%d rows were kept", n)
	}
	_, fresh, _ := strings.Cut(a.body, "key=")
	fresh, _, _ = strings.Cut(fresh, "<")
	h.as(t, "POST", "/en/once/a", "_key="+fresh+"&body=rini").want(t, 200, "made")
}

func TestARefusedFormKeepsItsKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes)
		key := web.NewKey()
		h.as(t, "POST", "/once/a", "_key="+key+"&body=bad").want(t, 422, "key="+key)
		h.as(t, "POST", "/once/a", "_key="+key+"&body=rini").want(t, 200, "made")
		if n := h.count(t, "tiny_note"); n != 1 {
			t.Errorf("%d notes", n)
		}
	}, tiny, web.Files)
}

func TestAPageWithAKeyIsForOneReader(t *testing.T) {
	h := open(t, onceRoutes)
	one, two := h.get(t, "/once/a"), h.get(t, "/once/a")
	if one.body == two.body || one.Header.Get("Cache-Control") != "no-store" || one.Header.Get("Etag") != "" {
		t.Errorf("two readers share a key, or the page may be stored: %v", one.Header)
	}
}

func TestAnUploadIsPartOfWhatWasSent(t *testing.T) {
	h := open(t, onceRoutes)
	body, kind := upload(t, "a,b")
	h.as(t, "POST", "/en/once/a", body, "Content-Type: "+kind).want(t, 200, "made")
	h.as(t, "POST", "/en/once/a", body, "Content-Type: "+kind).want(t, 200, "made")
	h.as(t, "POST", "/en/once/a", strings.Replace(body, "a,b", "a,c", 1), "Content-Type: "+kind).want(t, 422, "other contents")
	if n := h.count(t, "tiny_note"); n != 1 {
		t.Errorf("%d notes", n)
	}
}

func TestOldAnswersAreTakenAway(t *testing.T) {
	clock := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	o := db.Options{Rehearse: true, Now: func() time.Time { return clock }}
	dbtest.EachWith(t, o, func(t *testing.T, d *db.DB) {
		h := serve(t, d, onceRoutes)
		clock = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		for range 3 {
			h.send(t, "/once/a", web.NewKey(), "rini")
		}
		clock = clock.Add(web.AnswerTime)
		h.send(t, "/once/a", web.NewKey(), "rini")
		left := func() int {
			if err := web.PruneAnswers(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			return h.count(t, "web_answer")
		}
		if n := left(); n != 4 {
			t.Errorf("after a day to the microsecond %d answers are left", n)
		}
		clock = clock.Add(time.Microsecond)
		if n := left(); n != 1 {
			t.Errorf("after a day and a bit %d answers are left", n)
		}
	}, tiny, web.Files)
}

func TestAFormMustGiveWhatJSONKeeps(t *testing.T) {
	none := func(r web.Route) error {
		_, err := web.New(func() web.Config {
			c := config(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}), io.Discard)
			c.Routes = []web.Route{r}
			return c
		}())
		return err
	}
	for what, r := range map[string]web.Route{
		"a hidden field": gives[struct{ id int }](),
		"a field left out": gives[struct {
			ID int `json:"-"`
		}](),
		"two of one name": gives[struct {
			A int `json:"B"`
			B int
		}](),
		"anything":            gives[any](),
		"anything inside":     gives[map[string]any](),
		"a function":          gives[[]func()](),
		"an embedded type":    gives[struct{ kept }](),
		"an error":            gives[struct{ Err error }](),
		"one that only tells": gives[tells](),
	} {
		if none(r) == nil {
			t.Errorf("%s is taken", what)
		}
	}
	for what, r := range map[string]web.Route{
		"an id": gives[db.ID](), "text": gives[string](), "nothing": gives[struct{}](), "kept": gives[*kept](),
		"time": gives[time.Time](), "a tree": gives[tree](), "a map": gives[map[int64][]string](), "raw": gives[json.RawMessage](),
	} {
		if err := none(r); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

type tree struct {
	Name string
	Of   []tree
}

// tells writes itself and cannot read what it wrote.
type tells struct{}

func (tells) MarshalText() ([]byte, error) { return nil, nil }

func gives[Out any]() web.Route {
	return web.Do("/x", web.Form[int, Out]{
		Prepare: func(*web.Request) (int, error) { return 0, nil },
		Act:     func(*db.Tx, int) (out Out, err error) { return out, nil },
		Draw: func(*db.Tx, *web.Request, int, Out, *fault.Fault) (web.Reply, error) {
			return web.Reply{To: "/"}, nil
		},
	})
}
