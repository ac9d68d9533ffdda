package soak

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// answers notes what the program answered: how often each status, and every
// answer that no visitor should ever see.
type answers struct {
	mu     sync.Mutex
	status map[int]int
	bad    []string // 500, a 503 without Retry-After, a refusal without a sentence
	said   []string // of commands that failed
}

// note reads one answer to a form.
func (a *answers) note(res *http.Response, text string) outcome {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.status == nil {
		a.status = map[int]int{}
	}
	a.status[res.StatusCode]++
	if why := improper(res.StatusCode, res.Header, text); why != "" {
		a.bad = append(a.bad, why)
	}
	switch res.StatusCode {
	case http.StatusSeeOther:
		return acknowledged
	case http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInsufficientStorage:
		return refused
	}
	return unknown
}

// sentences of refusals, as the program has them in Indonesian. That they say
// so is part of what is promised: the tests do not ask the program for them.
var (
	sentenceFull = regexp.MustCompile("(?i)tidak ada yang (?:di|ter)simpan")
	sentenceBusy = regexp.MustCompile("Tunggu|[Cc]oba lagi")
)

// improper says what is wrong with an answer, or "".
func improper(status int, head http.Header, text string) string {
	switch {
	case status < 500:
		return ""
	case status == http.StatusServiceUnavailable && head.Get("Retry-After") == "":
		return "503 without Retry-After"
	case status == http.StatusServiceUnavailable && !sentenceBusy.MatchString(text):
		return "503 without its sentence: " + brief(text)
	case status == http.StatusInsufficientStorage && !sentenceFull.MatchString(text):
		return "507 without its sentence: " + brief(text)
	case status == http.StatusServiceUnavailable, status == http.StatusInsufficientStorage:
		return ""
	}
	return fmt.Sprintf("%d: %s", status, brief(text))
}

// brief is the part of a page that says what it is about.
func brief(text string) string {
	if _, main, ok := strings.Cut(text, "<main"); ok {
		text = main
	}
	return strings.Join(strings.Fields(text[:min(len(text), 600)]), " ")
}

func (a *answers) say(text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.said = append(a.said, strings.TrimSpace(text))
}

// wrong tells the first improper answers, or "".
func (a *answers) wrong() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.bad) == 0 {
		return ""
	}
	return fmt.Sprintf("%d improper answers: %s", len(a.bad), strings.Join(a.bad[:min(len(a.bad), 3)], "\n"))
}

func (a *answers) String() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for _, status := range slices.Sorted(maps.Keys(a.status)) {
		all = append(all, fmt.Sprintf("%d of %d", a.status[status], status))
	}
	return strings.Join(all, ", ")
}
