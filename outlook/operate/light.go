package operate

import (
	"slices"
	"time"

	"alun/ground/jobs"
	"alun/ground/web/parts"
	"alun/record/diary"
)

// level is how well something is.
type level int

const (
	good level = iota
	watch
	bad
)

// word names a level in keys of sentences.
func (l level) word() string { return [...]string{"good", "watch", "bad"}[l] }

// kind is the stamp of a level: its shape and colour.
func (l level) kind() parts.Kind {
	return [...]parts.Kind{parts.Done, parts.Waiting, parts.Refused}[l]
}

// light is one answer. Its sentences are operate.is_<name>_<say> and, when it is
// not good, operate.is_<name>_<say>_next.
type light struct {
	name  string
	level level
	say   string // "" is the level's word
	args  []any
	href  string // where to look further; may be empty
}

func (l light) key() string {
	if l.say != "" {
		return l.name + "_" + l.say
	}
	return l.name + "_" + l.level.word()
}

// The bounds of the lights. doc/operate.md names them.
const (
	diskWatch, diskBad         = 15, 5 // percent free
	diskLeast                  = 1 << 30
	sealWatch, sealBad         = time.Minute, 10 * time.Minute
	behindWatch                = 1000 // entries
	indexWatch, indexBad       = time.Minute, 10 * time.Minute
	dueWatch                   = 15 * time.Minute
	slowWatch                  = 1  // percent of the acts of the last hour, once there are
	slowFrom                   = 20 // so many slow ones
	brokenBad                  = 10 // answers in the last hour
	certWatch, certBad         = 21 * 24 * time.Hour, 7 * 24 * time.Hour
	readersWatch               = 8 // reads that wait
	failuresBad                = 3 // attempts at a backup in a row
	lettersWatch         int64 = 1
	boxWatch                   = 24 * time.Hour
)

// lights judges a state. Those that need the database are missing without it.
func (s *state) lights() []light {
	all := []light{s.database()}
	for _, v := range s.volumes {
		all = append(all, v.light())
	}
	all = append(all, s.backups())
	if s.up {
		all = append(all, s.seal(), s.followers(), s.work(), s.mail(), s.box())
	}
	if s.index != nil {
		all = append(all, s.index.light())
	}
	all = append(all, s.errors(), s.slow())
	all = append(all, s.address())
	if !s.expires.IsZero() {
		all = append(all, s.certificate())
	}
	return all
}

// worst is the level of the whole house.
func worst(all []light) level {
	w := good
	for _, l := range all {
		w = max(w, l.level)
	}
	return w
}

func (s *state) database() light {
	switch {
	case !s.up:
		return light{name: "database", level: bad}
	case s.stats.Waiting >= readersWatch:
		return light{name: "database", level: watch, args: []any{s.stats.Waiting}}
	}
	return light{name: "database"}
}

func (v volume) light() light {
	l := light{name: "disk_" + v.Name}
	if v.err != nil || v.all == 0 {
		return light{name: l.name, level: watch, say: "unknown", args: []any{v.Path}}
	}
	share := v.free * 100 / v.all
	l.args = []any{size(v.free), share}
	switch {
	case share < diskBad || v.free < diskLeast:
		l.level = bad
	case share < diskWatch:
		l.level = watch
	}
	return l
}

func (s *state) backups() light {
	l := light{name: "backup", href: "/cadangan"}
	b := s.backup
	switch {
	case b == nil:
		l.level, l.say = watch, "none"
		return l
	case b.Last.At.IsZero() && b.Failed == 0:
		l.level, l.say = watch, "first"
		return l
	case b.Last.At.IsZero():
		l.level, l.say = bad, "never"
		return l
	}
	l.args = []any{span(s.at.Sub(b.Last.At)), size(b.Last.Size)}
	switch {
	case b.Lost > 0:
		l.level, l.say, l.args = bad, "lost", []any{b.Lost}
	case b.Late(s.at) || b.Failed >= failuresBad:
		l.level = bad
	case b.Failed > 0:
		l.level = watch
	}
	return l
}

func (s *state) seal() light {
	l := light{name: "seal", args: []any{s.inside.lag.Sealed}}
	if wait := s.inside.lag.Oldest; wait > sealWatch {
		l.level, l.args = watch, []any{s.inside.lag.Unsealed, span(wait)}
		if wait > sealBad {
			l.level = bad
		}
	}
	return l
}

func (s *state) followers() light {
	all := s.inside.followers
	stuck := slices.IndexFunc(all, func(f diary.Follower) bool { return f.Tries > 0 })
	slow := slices.IndexFunc(all, func(f diary.Follower) bool { return f.Behind > behindWatch })
	switch {
	case stuck >= 0:
		return light{name: "followers", level: bad, args: []any{all[stuck].Name, all[stuck].Seq + 1, all[stuck].Tries}}
	case slow >= 0:
		return light{name: "followers", level: watch, args: []any{all[slow].Name, all[slow].Behind}}
	}
	return light{name: "followers", args: []any{len(all)}}
}

// light is about the index of the directory: a large import is in it a minute after its
// end (issue 5).
func (x Index) light() light {
	l := light{name: "index", args: []any{x.Documents}}
	switch {
	case !x.Ready:
		l.level, l.say, l.args = watch, "making", nil
	case x.Late > indexBad:
		l.level, l.args = bad, []any{x.Behind, span(x.Late)}
	case x.Late > indexWatch:
		l.level, l.args = watch, []any{x.Behind, span(x.Late)}
	}
	return l
}

// work is about jobs: given up, or due for long.
func (s *state) work() light {
	t := total(s.inside.jobs)
	l := light{name: "jobs", href: "/pekerjaan", args: []any{t.Waiting}}
	switch {
	case t.Dead > 0:
		l.level, l.say, l.args, l.href = watch, "dead", []any{t.Dead}, "/pekerjaan?keadaan=mati"
	case t.Oldest > dueWatch:
		l.level, l.args = watch, []any{t.Due, span(t.Oldest)}
	}
	return l
}

func total(all []jobs.Stats) (t jobs.Stats) {
	for _, j := range all {
		t.Waiting += j.Waiting
		t.Due += j.Due
		t.Running += j.Running
		t.Dead += j.Dead
		t.Oldest = max(t.Oldest, j.Oldest)
	}
	return t
}

func (s *state) mail() light {
	l := light{name: "mail", href: "/surat", args: []any{s.inside.letters["waiting"]}}
	switch n := s.inside.letters; {
	case n["failed"] >= lettersWatch:
		l.level, l.say, l.args = watch, "failed", []any{n["failed"]}
	case !s.server && n["waiting"] >= lettersWatch:
		l.level, l.say = watch, "noserver"
	}
	return l
}

// box is the WhatsApp outbox: people wait for what waits there.
func (s *state) box() light {
	l := light{name: "wa", href: "/wa", args: []any{s.inside.box["waiting"]}}
	if s.inside.boxAge > boxWatch {
		l.level, l.args = watch, []any{s.inside.box["waiting"], span(s.inside.boxAge)}
	}
	return l
}

func (s *state) errors() light {
	l := light{name: "errors", args: []any{s.hour.broken, s.hour.requests}}
	switch {
	case s.hour.broken >= brokenBad:
		l.level = bad
	case s.hour.broken > 0:
		l.level = watch
	default:
		l.args = l.args[1:]
	}
	return l
}

func (s *state) slow() light {
	l := light{name: "slow", args: []any{s.hour.acts, s.hour.slow}}
	if s.hour.slow >= slowFrom && s.hour.slow*100 > s.hour.acts*slowWatch {
		l.level = watch
	}
	return l
}

// address is about where links, previews and codes on paper lead.
func (s *state) address() light {
	l := light{name: "address", args: []any{s.public}}
	if s.nowhere {
		l.level = watch
	}
	return l
}

func (s *state) certificate() light {
	left := s.expires.Sub(s.at)
	l := light{name: "certificate", args: []any{span(left)}}
	switch {
	case left <= 0:
		l.level, l.say, l.args = bad, "over", nil
	case left < certBad:
		l.level = bad
	case left < certWatch:
		l.level = watch
	}
	return l
}
