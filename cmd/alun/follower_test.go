package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/diary"
	"alun/record/plan"
)

// patient bounds every wait for what another goroutine does.
const patient = 2 * time.Minute

// until waits for something that must come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(patient); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// town is the whole house in service, with a clock that stands still until it is
// moved on, and a mail server of its own.
type town struct {
	*testing.T
	cfg   *Config
	clock *dbtest.Clock
	box   *postbox

	house *house
	base  string // where it listens
	stop  func()
}

// noon is 12 o'clock in the city: people may be told.
var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

const public = "https://alun.contoh.go.id"

func inTown(t *testing.T, run func(w *town)) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			box := &postbox{}
			w := &town{T: t, clock: dbtest.NewClock(noon), box: box, stop: func() {}, cfg: &Config{Database: fresh(t), City: "balikpapan",
				Key: filepath.Join(t.TempDir(), "alun.key"), Files: filepath.Join(t.TempDir(), "files"), Listen: "127.0.0.1:0",
				Public: public, MailURL: box.opensAt(t), MailFrom: "Alun <alun@contoh.go.id>", CacheMiB: 4}}
			w.start()
			defer func() { w.stop() }()
			run(w)
		})
	}
}

// start opens the house and serves it, as the command does.
func (w *town) start() {
	w.Helper()
	words, err := sentences()
	if err != nil {
		w.Fatal(err)
	}
	var out, errs lines
	d := &desk{words.In(lang.EN), words, streams{&out, &errs}}
	if w.house, err = openWith(w.Context(), w.cfg, d, db.Options{Now: w.clock.Now}); err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.house.serve(ctx, w.cfg, d) }()
	w.stop = func() {
		cancel()
		if err := errors.Join(<-ended, w.house.db.Close()); err != nil {
			w.Error(err)
		}
		w.stop = func() {}
	}
	until(w.T, "it listens", func() bool {
		m := regexp.MustCompile(`listening on (http://\S+)`).FindStringSubmatch(errs.text())
		if m != nil {
			w.base = m[1]
		}
		return m != nil
	})
}

// later lets time pass while nobody serves: what is due then is done at the start.
func (w *town) later(by time.Duration) {
	w.Helper()
	w.stop()
	w.clock.MoveOn(by)
	w.start()
}

// opens follows a link of a message to where the house is in this test.
func (w *town) opens(link string) string {
	w.Helper()
	path, ok := strings.CutPrefix(link, public)
	if !ok {
		w.Fatalf("the message leads to %q", link)
	}
	res, err := http.Get(w.base + path)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		w.Fatalf("%s: %d %v", link, res.StatusCode, err)
	}
	return string(page)
}

// posts sends a form.
func (w *town) posts(path, body string) {
	w.Helper()
	res, err := http.Post(w.base+path, "application/x-www-form-urlencoded", strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK { // after the redirect
		w.Fatalf("POST %s: %d", path, res.StatusCode)
	}
}

// follows goes a reader's way: the form, the message, its link, the button.
func (w *town) follows(form, address, topic string) {
	w.Helper()
	w.posts(form, web.KeyField+"="+web.NewKey()+"&kerap=day&apa="+topic+"&alamat="+address)
	until(w.T, "the message with the link that says yes", func() bool { return len(w.box.of(address)) == 1 })
	link := linkTo("/setuju/", w.box.of(address)[0].text)
	w.opens(link)
	w.posts(strings.TrimPrefix(link, public), web.KeyField+"="+web.NewKey())
}

// linkTo finds the link of a message whose address holds a part.
func linkTo(part, text string) string {
	for _, word := range strings.Fields(text) {
		if strings.HasPrefix(word, "http") && strings.Contains(word, part) {
			return word
		}
	}
	return ""
}

// publishes brings a file in, and waits until it has been sealed and followed.
func (w *town) publishes(file string) {
	w.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		w.Fatal(err)
	}
	in, err := plan.ReadFile(file, bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		w.Fatal(err)
	}
	if res, err := w.house.bringIn(w.Context(), in, plan.ImportOptions{Actor: byCommand}); err != nil || !res.Published {
		w.Fatalf("%+v, %v", res, err)
	}
	until(w.T, "the diary's follower has come to the end", func() bool {
		var lag diary.Lag
		var all []diary.Follower
		err := w.house.db.Read(w.Context(), func(tx *db.Tx) (err error) {
			if lag, err = diary.Lagging(tx); err != nil {
				return err
			}
			all, err = diary.Followers(tx)
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		return lag.Unsealed == 0 && len(all) == 4 && !slices.ContainsFunc(all, func(f diary.Follower) bool { return f.Seq == 0 || f.Behind > 0 })
	})
}

// settled waits until no message is on its way.
func (w *town) settled() {
	w.Helper()
	until(w.T, "no message is on its way", func() bool {
		var all []jobs.Record
		err := w.house.db.Read(w.Context(), func(tx *db.Tx) (err error) { all, err = jobs.List(tx, jobs.Waiting, 1); return err })
		if err != nil {
			w.Fatal(err)
		}
		return len(all) == 0
	})
}

// gets holds the messages that somebody has, after the one that asked, against
// the facts that each must tell.
func (w *town) gets(address string, facts ...[]string) {
	w.Helper()
	all := w.box.of(address)[1:]
	if len(all) != len(facts) {
		w.Fatalf("%s has %d messages, want %d: %q", address, len(all), len(facts), all)
	}
	for i, want := range facts {
		for _, part := range want {
			if !strings.Contains(all[i].subject+"\n"+all[i].text, part) {
				w.Errorf("%s, message %d: %q is missing in\n%s\n%s", address, i+1, part, all[i].subject, all[i].text)
			}
		}
	}
}

// TestAPublishedReportReachesItsFollowers goes the whole way: a report is
// published, sealed, followed, told in a digest and handed to a mail server, once
// to each; whoever then presses the link that ends it is told no more.
func TestAPublishedReportReachesItsFollowers(t *testing.T) {
	t.Parallel()
	const siti, budi, tono = "siti@contoh.id", "budi@contoh.id", "tono@contoh.id"
	inTown(t, func(w *town) {
		w.publishes(shipped) // before they follow: nobody is told
		w.follows("/en/ikuti", siti, "plan")
		w.follows("/ikuti", budi, "office:disdikbud")
		w.follows("/ikuti", tono, "office:disporapar") // whose rows stay as they are
		w.clock.MoveOn(time.Second)
		w.publishes(corrupted(t, 102, "real_k", "999"))
		w.publishes(corrupted(t, 102, "real_k", "998"))
		w.later(6 * time.Minute)
		until(t, "both have their digest", func() bool { return len(w.box.of(siti)) > 1 && len(w.box.of(budi)) > 1 })
		w.later(time.Minute) // a restart tells nothing twice
		w.settled()
		w.gets(tono)
		w.gets(siti, []string{"Alun Balikpapan: 2 new items", "The report for Quarter 2, 2023 was published or updated.", public + "/en/renja/2023?tw=2", public + "/en/ikuti/berhenti/"})
		w.gets(budi, []string{"Alun Balikpapan: 2 kabar baru", "Laporan Triwulan II 2023 terbit atau diperbarui.", public + "/renja/2023?tw=2", public + "/ikuti/berhenti/"})

		told := w.box.of(siti)[1]
		if page := w.opens(linkTo("/renja/", told.text)); !strings.Contains(page, "2023") {
			t.Error("the link does not lead to the report")
		}
		if told.end == "" || told.end != linkTo("/berhenti/", told.text) {
			t.Errorf("the header ends it at %q, the text at %q", told.end, linkTo("/berhenti/", told.text))
		}
		w.opens(told.end)
		w.posts(strings.TrimPrefix(told.end, public), "List-Unsubscribe=One-Click") // as a mail program does: RFC 8058

		w.publishes(corrupted(t, 102, "real_k", "997"))
		w.later(25 * time.Hour)
		until(t, "who still follows has the next digest", func() bool { return len(w.box.of(budi)) > 2 })
		w.settled()
		if n := len(w.box.of(siti)); n != 2 {
			t.Errorf("who has ended it has %d messages, want the question and one digest", n)
		}
		w.gets(budi, nil, []string{"Alun Balikpapan: 1 kabar baru", public + "/renja/2023?tw=2"})
	})
}
