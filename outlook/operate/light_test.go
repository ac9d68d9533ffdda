package operate

import (
	"errors"
	"testing"
	"time"

	"alun/ground/backup"
	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/record/diary"
)

var now = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)

// calm is a state in which all is well.
func calm() *state {
	return &state{at: now, up: true, server: true, backup: &backup.Status{Every: 24 * time.Hour, Last: backup.Kept{At: now.Add(-time.Hour), Size: 1e9}},
		index: &Index{Ready: true, Documents: 93_000}, inside: inside{letters: map[string]int64{}, box: map[string]int64{}}, expires: now.Add(90 * 24 * time.Hour),
		volumes: []volume{{Volume: Volume{"database", "/"}, all: 100 << 30, free: 50 << 30}}}
}

// troubles each change one thing.
var troubles = []struct {
	name   string
	change func(s *state)
	key    string // "" when all stays well
	level  level
}{
	{"nothing", func(*state) {}, "", good},
	{"no database", func(s *state) { s.up = false }, "database_bad", bad},
	{"readers wait", func(s *state) { s.stats = db.Stats{Waiting: 8} }, "database_watch", watch},
	{"disk filling", func(s *state) { s.volumes[0].free = 14 << 30 }, "disk_database_watch", watch},
	{"disk full", func(s *state) { s.volumes[0].free = 4 << 30 }, "disk_database_bad", bad},
	{"little left of a small disk", func(s *state) { s.volumes[0].all, s.volumes[0].free = 2<<30, 1<<30-1 }, "disk_database_bad", bad},
	{"no disk", func(s *state) { s.volumes[0].err = errors.New("gone") }, "disk_database_unknown", watch},
	{"no backups", func(s *state) { s.backup = nil }, "backup_none", watch},
	{"no backup yet", func(s *state) { s.backup.Last = backup.Kept{} }, "backup_first", watch},
	{"never a backup", func(s *state) { s.backup.Last = backup.Kept{}; s.backup.Failed = 1 }, "backup_never", bad},
	{"one backup missed", func(s *state) { s.backup.Last.At = now.Add(-47 * time.Hour) }, "", good},
	{"late backup", func(s *state) { s.backup.Last.At = now.Add(-49 * time.Hour) }, "backup_bad", bad},
	{"backup failed", func(s *state) { s.backup.Failed = 1 }, "backup_watch", watch},
	{"backup fails", func(s *state) { s.backup.Failed = 3 }, "backup_bad", bad},
	{"files damaged", func(s *state) { s.backup.Lost = 2 }, "backup_lost", bad},
	{"seal late", func(s *state) { s.inside.lag = diary.Lag{Unsealed: 3, Oldest: 61 * time.Second} }, "seal_watch", watch},
	{"seal stands", func(s *state) { s.inside.lag = diary.Lag{Unsealed: 3, Oldest: 11 * time.Minute} }, "seal_bad", bad},
	{"follower behind", func(s *state) { s.inside.followers = []diary.Follower{{Name: "notice", Behind: 1001}} }, "followers_watch", watch},
	{"follower stuck", func(s *state) { s.inside.followers = []diary.Follower{{Name: "a"}, {Name: "notice", Tries: 1}} }, "followers_bad", bad},
	{"index being made", func(s *state) { s.index.Ready = false }, "index_making", watch},
	{"index behind for a moment", func(s *state) { s.index.Behind, s.index.Late = 5000, time.Minute }, "", good},
	{"index behind", func(s *state) { s.index.Behind, s.index.Late = 5000, 61*time.Second }, "index_watch", watch},
	{"index far behind", func(s *state) { s.index.Behind, s.index.Late = 5000, 11*time.Minute }, "index_bad", bad},
	{"no index", func(s *state) { s.index = nil }, "", good},
	{"job dead", func(s *state) { s.inside.jobs = []jobs.Stats{{Kind: "a", Dead: 1}} }, "jobs_dead", watch},
	{"job late", func(s *state) { s.inside.jobs = []jobs.Stats{{Kind: "a", Due: 1, Oldest: 16 * time.Minute}} }, "jobs_watch", watch},
	{"mail refused", func(s *state) { s.inside.letters["failed"] = 1 }, "mail_failed", watch},
	{"mail without a server", func(s *state) { s.inside.letters["waiting"] = 1; s.server = false }, "mail_noserver", watch},
	{"no mail and no server", func(s *state) { s.server = false }, "", good},
	{"messages wait long", func(s *state) { s.inside.box["waiting"] = 1; s.inside.boxAge = 25 * time.Hour }, "wa_watch", watch},
	{"a broken page", func(s *state) { s.hour = counts{requests: 1000, broken: 1} }, "errors_watch", watch},
	{"broken pages", func(s *state) { s.hour = counts{requests: 1000, broken: 10} }, "errors_bad", bad},
	{"few slow acts", func(s *state) { s.hour = counts{acts: 20, slow: 19} }, "", good},
	{"slow acts", func(s *state) { s.hour = counts{acts: 1000, slow: 20} }, "slow_watch", watch},
	{"certificate", func(s *state) { s.expires = now.Add(20 * 24 * time.Hour) }, "certificate_watch", watch},
	{"certificate soon", func(s *state) { s.expires = now.Add(24 * time.Hour) }, "certificate_bad", bad},
	{"no address of the site", func(s *state) { s.nowhere = true }, "address_watch", watch},
	{"certificate over", func(s *state) { s.expires = now.Add(-time.Hour) }, "certificate_over", bad},
}

// Each case changes one thing, and exactly one light must answer.
func TestEachLightSeesItsTrouble(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range troubles {
		s := calm()
		c.change(s)
		lit := ""
		for _, l := range s.lights() {
			for _, tag := range lang.All {
				say := words.In(tag)
				for _, key := range []string{"operate.is_" + l.key(), "operate.light_" + l.name} {
					if text := say.T(key, said(say, l.args)...); len(text) == 0 || text[0] == "⟦"[0] && text[1] == "⟦"[1] {
						t.Errorf("%s: %s has no sentence in %s: %s", c.name, key, tag, text)
					}
				}
				if l.level != good && !say.Has("operate.is_"+l.key()+"_next") {
					t.Errorf("%s: %s does not say what to do", c.name, l.key())
				}
			}
			if l.level != good {
				lit += l.key()
				if l.level != c.level {
					t.Errorf("%s: %s is %s", c.name, l.key(), l.level.word())
				}
			}
		}
		if lit != c.key {
			t.Errorf("%s: %q is lit, want %q", c.name, lit, c.key)
		}
	}
}

func TestAnHourIsRemembered(t *testing.T) {
	var p past
	for n := range int64(100) {
		if got := p.hour(counts{acts: n}); got.acts != min(n, 60) && n > 0 && n <= 60 {
			t.Errorf("minute %d: %d", n, got.acts)
		}
		p.note(counts{acts: n})
	}
	if got := p.hour(counts{acts: 100}); got.acts != 61 {
		t.Errorf("the last hour has %d, want 61", got.acts)
	}
}

func TestSizesAndSpansAsPeopleReadThem(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 kB", 817292: "817,3 kB", 5_656_576: "5,7 MB", 60_248_535_040: "60,2 GB", 5_000_000_000_000_000: "5.000 TB"} {
		if got := size(n).In(lang.ID); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[time.Duration]string{-time.Second: "0 seconds", time.Second: "1 second", 119 * time.Second: "119 seconds", 26 * time.Hour: "26 hours", 49 * time.Hour: "2 days"} {
		if got := span(d).say(words.In(lang.EN)); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
