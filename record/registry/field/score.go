package field

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/alive"
)

// Desk is what the field work needs beside the transaction.
type Desk struct {
	DB      *db.DB
	Book    *registry.Book
	Rules   alive.Rules
	Version string // of the rules: other numbers have another one
}

// New makes a desk with the rules of a profile.
func New(d *db.DB, book *registry.Book, profile fs.FS) (_ *Desk, err error) {
	defer fault.Op(&err, "field: new")
	rules, err := alive.ReadRules(profile)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(profile, "alive_*.csv")
	sum := sha256.New()
	for _, name := range names {
		if err != nil {
			return nil, err
		}
		var raw []byte
		if raw, err = fs.ReadFile(profile, name); err == nil {
			sum.Write(raw)
		}
	}
	return &Desk{DB: d, Book: book, Rules: rules, Version: hex.EncodeToString(sum.Sum(nil))[:12]}, err
}

// visited are the states in which a business could be visited, for a statement.
const visited = `('submitted', 'published', 'suspended')`

var visitedStates = []registry.State{registry.Submitted, registry.Published, registry.Suspended}

const (
	// moves is by how much a log-odds must have moved to be written down anew, in
	// thousandths: at a half that is half a point in a hundred. Most fade slower in a
	// day, so a pass writes few rows.
	moves = 20
	chunk = 250 // businesses weighed in one act
)

// weighed is a business with what is known of its score.
type weighed struct {
	id    db.ID
	about alive.Business
	odds  alive.Milli // as it was weighed last
	known bool
	rules string
	state registry.State
}

const weighedSelect = `select b.id, b.kbli, b.made_at, coalesce((select max(s.since) from registry_source_row s where s.business = b.id), '-'), k.odds, coalesce(k.rules, ''), b.state from registry_business b left join registry_keaktifan k on k.business = b.id`

func scanWeighed(r *db.Row) weighed {
	w := weighed{id: r.ID()}
	w.about.Division = division(r.Text())
	w.about.Listed = knownSince(r.Time(), r.Text())
	n, known := r.Maybe()
	w.odds, w.known, w.rules, w.state = alive.Milli(n), known, r.Text(), registry.State(r.Text())
	return w
}

// knownSince is since when it is known that a business works: since somebody wrote it down, or
// since a list has it; zero where the list does not say. A list that came in today tells of the
// day on which it was made.
func knownSince(made time.Time, listed string) time.Time {
	day, err := date.ParseDay(listed)
	switch {
	case listed == "-" || err == nil && day.Start().After(made):
		return made
	case err != nil: // ""
		return time.Time{}
	}
	return day.Start()
}

// division is that of the main code, which stands first among codes of one version.
func division(kbli string) string {
	codes, _ := registry.ReadCodes(kbli) // kept in form
	for _, c := range codes {
		if c.Main && len(c.Code) >= 2 {
			return c.Code[:2]
		}
	}
	return ""
}

// weighOne weighs a business anew.
func (d *Desk) weighOne(tx *db.Tx, business db.ID) error {
	w, found, err := db.One(tx, scanWeighed, weighedSelect+` where b.id = $1`, business)
	if err != nil || !found {
		return err
	}
	signals, err := signalsOf(tx, business, business)
	if err != nil {
		return err
	}
	return d.put(tx, []weighed{w}, signals, true)
}

// signalsOf are the signals of businesses, from one to another.
func signalsOf(tx *db.Tx, first, last db.ID) (map[db.ID][]alive.Signal, error) {
	out := map[db.ID][]alive.Signal{}
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		out[id] = append(out[id], alive.Signal{Kind: r.Text(), At: r.Time()})
		return nil
	}, `select business, kind, at from registry_signal where business >= $1 and business <= $2 order by business, at`, first, last)
	return out, err
}

// put writes down what has moved.
func (d *Desk) put(tx *db.Tx, all []weighed, signals map[db.ID][]alive.Signal, each bool) error {
	var rows [][]any
	for _, w := range all {
		odds := d.Rules.Odds(w.about, signals[w.id], tx.Now())
		if by := max(odds-w.odds, w.odds-odds); each || !w.known || w.rules != d.Version || by >= moves {
			rows = append(rows, []any{w.id, int64(odds), tx.Now(), d.Version})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return db.Many(tx, `insert into registry_keaktifan (business, odds, at, rules) values`,
		`on conflict (business) do update set odds = excluded.odds, at = excluded.at, rules = excluded.rules`, rows)
}

// Follow turns entries of the diary into signals, until ctx ends.
func (d *Desk) Follow(ctx context.Context, log *slog.Logger) {
	diary.Follow(ctx, d.DB, log, "keaktifan", d.Turn)
}

// KeepFresh weighs all businesses once a day and counts the city every ten minutes, until
// ctx ends.
func (d *Desk) KeepFresh(ctx context.Context, log *slog.Logger) {
	jobs.Lead(ctx, d.DB, log, "keaktifan", 10*time.Minute, func(ctx context.Context) error {
		lease := jobs.Held(ctx)
		if err := d.Pass(ctx, lease.Hold); err != nil {
			return err
		}
		return d.Count(ctx, lease.Hold)
	})
}

// atNight is the hour of the city's clock from which a day's pass begins.
const atNight = 1

// pass is how far it has come.
type pass struct {
	day, rules string
	behind     db.ID
	done       bool
}

// Pass weighs all businesses that could be visited, in short acts, unless the pass of
// today is done. hold is taken before each act. What breaks off goes on where it was.
func (d *Desk) Pass(ctx context.Context, hold func(tx *db.Tx) error) error {
	for done := false; !done && ctx.Err() == nil; {
		err := d.DB.Write(ctx, func(tx *db.Tx) (err error) {
			if err = hold(tx); err == nil {
				done, err = d.step(tx)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// step weighs one chunk.
func (d *Desk) step(tx *db.Tx) (done bool, err error) {
	p, found, err := db.One(tx, func(r *db.Row) pass { return pass{r.Text(), r.Text(), r.ID(), r.Bool()} },
		`select day, rules, behind, done from registry_keaktifan_pass where id = 1`)
	if err != nil {
		return false, err
	}
	today := date.DayOf(tx.Now().Add(-atNight * time.Hour)).String()
	if !found || p.rules != d.Version || p.done && p.day < today {
		p = pass{day: today, rules: d.Version}
	}
	if p.done {
		return true, nil
	}
	all, err := db.All(tx, scanWeighed, weighedSelect+` where b.id > $1 order by b.id limit $2`, p.behind, chunk)
	if err != nil {
		return false, err
	}
	if p.done = len(all) < chunk; len(all) > 0 {
		p.behind = all[len(all)-1].id
		signals, err := signalsOf(tx, all[0].id, p.behind)
		if err != nil {
			return false, err
		}
		some := slices.DeleteFunc(all, func(w weighed) bool { return !slices.Contains(visitedStates, w.state) })
		if err := d.put(tx, some, signals, false); err != nil {
			return false, err
		}
	}
	_, err = tx.Exec(`insert into registry_keaktifan_pass (id, day, rules, behind, done) values (1, $1, $2, $3, $4)
		on conflict (id) do update set day = excluded.day, rules = excluded.rules, behind = excluded.behind, done = excluded.done`, p.day, p.rules, p.behind, p.done)
	return p.done, err
}

// Status is how likely a business works now, with the reasons, for an officer who may
// check it.
func (d *Desk) Status(tx *db.Tx, session string, business db.ID) (alive.Status, error) {
	if _, _, err := d.Book.For(tx, session, registry.MayCheck, business); err != nil && !leftOut("score") {
		return alive.Status{}, err
	}
	w, _, err := db.One(tx, scanWeighed, weighedSelect+` where b.id = $1`, business)
	if err != nil {
		return alive.Status{}, err
	}
	signals, err := signalsOf(tx, business, business)
	return d.Rules.Score(w.about, signals[business], tx.Now()), err
}
