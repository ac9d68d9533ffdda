package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"alun/ground/api"
	"alun/ground/web"
)

// press sends one call ten times at once and counts the different answers.
func (h *house) press(send func(key string) answer) map[string]int {
	key, answers := web.NewKey(), map[string]int{}
	var all sync.WaitGroup
	var mu sync.Mutex
	for range 10 {
		all.Go(func() {
			a := send(key)
			mu.Lock()
			defer mu.Unlock()
			answers[fmt.Sprint(a.StatusCode, a.body)]++
		})
	}
	all.Wait()
	return answers
}

func TestTenCallsAreOneAct(t *testing.T) {
	each(t, func(h *house) {
		for round := range 3 {
			answers := h.press(func(key string) answer { return h.write(key, "nasi") })
			if n := h.count("tiny_note"); n != round+1 || len(answers) != 1 {
				h.t.Errorf("%d notes, answers %v", n, answers)
			}
		}
		// With different keys they are ten acts: the count above can fail.
		h.press(func(string) answer { return h.write(web.NewKey(), "nasi") })
		if n := h.count("tiny_note"); n != 13 {
			h.t.Errorf("%d notes", n)
		}
	})
}

// What Prepare does lies outside the transaction: it too is done once.
func TestTenFilesAreOneImport(t *testing.T) {
	each(t, func(h *house) {
		bearer := "Authorization: Bearer " + h.key(api.Key{Name: "x", Scopes: []string{scope}})
		answers := h.press(func(key string) answer {
			return h.do("POST", "/files", "a,b", "Content-Type: text/csv; charset=utf-8", "Idempotency-Key: "+key, bearer)
		})
		if h.prepared != 1 || len(answers) != 1 || h.count("tiny_note") != 1 {
			h.t.Errorf("prepared %d times, answers %v", h.prepared, answers)
		}
	})
}

func TestACallMeansOneThing(t *testing.T) {
	each(t, func(h *house) {
		key := web.NewKey()
		h.write(key, "bad").want(h.t, 422, "Not like that")
		first := h.write(key, "nasi").want(h.t, 201, "nasi") // what was refused is mended under its key
		if again := h.write(key, "nasi", "Accept-Language: ja").want(h.t, 201, "nasi"); again.body != first.body {
			h.t.Errorf("%s, then %s", first.body, again.body)
		}
		h.write(key, "ikan").want(h.t, 422, "already sent")
		h.do("POST", "/notes", `{"body":"nasi"}`).want(h.t, 422, "Idempotency-Key")
		h.write("short", "nasi").want(h.t, 422, "Idempotency-Key")
		h.write("sixteen letters!", "nasi").want(h.t, 422, "Idempotency-Key")
		other := h.key(api.Key{Name: "x", Scopes: []string{scope}})
		h.write(key, "nasi", "Authorization: Bearer "+other).want(h.t, 201, "nasi") // another caller's key is another key
		if n := h.count("tiny_note"); n != 2 {
			h.t.Errorf("%d notes", n)
		}
	})
}

// TestALostAnswerIsGivenAgain cuts the connection after the act and before its
// answer.
func TestALostAnswerIsGivenAgain(t *testing.T) {
	each(t, func(h *house) {
		heard := make(chan string, 1)
		lossy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			lost := httptest.NewRecorder()
			h.Config.Handler.ServeHTTP(lost, r)
			heard <- lost.Body.String()
			panic(http.ErrAbortHandler)
		}))
		defer lossy.Close()
		key := web.NewKey()
		req, err := http.NewRequestWithContext(h.t.Context(), "POST", lossy.URL+api.Prefix+"/notes", strings.NewReader(`{"body":"nasi"}`))
		if err != nil {
			h.t.Fatal(err)
		}
		req.GetBody = nil // the client may not send it again by itself
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", key)
		if res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req); err == nil {
			h.t.Fatal(res.Status)
		}
		if first := <-heard; h.write(key, "nasi").body != first || h.count("tiny_note") != 1 {
			h.t.Errorf("first %s; %d notes", first, h.count("tiny_note"))
		}
	})
}
