package showcase

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kurasi"
)

// enters is one entry of a call. by is the guild that puts it forward, from 1; 0 nobody.
type enters struct {
	guild, stall int // guild -1: the maker's own
	by           int
	hidden       bool // the owner does not let the result be told
}

// The entries of each call, the best first.
var (
	ofPublished = []enters{{1, 0, 2, false}, {-1, 0, 1, false}, {0, 0, 1, true}, {1, 3, 0, false}, {0, 2, 0, false}, {0, 5, 1, false}, {1, 5, 0, false}, {-1, 1, 0, false}, {1, 8, 0, false}}
	ofJudging   = []enters{{0, 1, 1, false}, {1, 1, 0, false}, {1, 6, 2, false}, {2, 2, 3, true}, {0, 3, 0, false}}
	ofOpen      = []enters{{1, 2, 2, false}, {0, 4, 1, false}, {1, 9, 0, false}, {1, 7, 0, true}, {-1, 1, 0, false}}
)

// How long a call of the pageant takes entries: those that are judged close as soon as what
// is entered stands there.
const (
	begun    = -45 * 24 * time.Hour
	stays    = 90 * 24 * time.Hour
	shortest = 2 * time.Second
	patience = 20 // how often we ask whether a call has closed
	pause    = 200 * time.Millisecond
)

// contests makes the calls, and moves those on that do not stay open.
func (g *pageant) contests(ctx context.Context) error {
	c := script.Contests
	for _, x := range []struct {
		text contestText
		open time.Duration
		all  []enters
	}{{c.Open, stays, ofOpen}, {c.Published, shortest, ofPublished}, {c.Judging, shortest, ofJudging}} {
		if err := g.act(ctx, func(tx *db.Tx) error { return g.call(tx, x.text, x.open, x.all) }); err != nil {
			return fmt.Errorf("%s: %w", x.text.Title, err)
		}
	}
	if err := g.closed(ctx, func(tx *db.Tx) error { return g.publish(tx, c.Published) }); err != nil {
		return err
	}
	return g.closed(ctx, func(tx *db.Tx) error { return g.halfway(tx, c.Judging) })
}

// closed does an act as soon as a call is closed.
func (g *pageant) closed(ctx context.Context, do func(tx *db.Tx) error) (err error) {
	for range patience {
		err = g.act(ctx, do)
		if f := fault.Of(err); f == nil || f.Key != "kurasi.still_open" {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
	return err
}

// typed is a call as the planner would type it.
func (t contestText) typed(opens, closes time.Time) kurasi.Typed {
	const form = "2006-01-02T15:04:05"
	out := kurasi.Typed{Year: t.Year, Title: t.Title, Purpose: t.Purpose, Entrants: t.Entrants, Opens: opens.In(date.WITA).Format("2006-01-02T") + "08:00", Closes: closes.In(date.WITA).Format(form),
		Quota: t.Quota, Threshold: t.Threshold, Curators: t.Curators, NamesPublic: true}
	for _, c := range t.Criteria {
		out.Criteria = append(out.Criteria, kurasi.TypedCriterion{Title: c[0], About: c[1], Weight: c[2]})
	}
	return out
}

// call opens a call and lets all enter.
func (g *pageant) call(tx *db.Tx, t contestText, open time.Duration, all []enters) error {
	if _, there, err := kurasi.DemoCall(tx, t.Title); err != nil || there {
		return err
	}
	d := g.Kurasi
	id, err := d.Make(tx, g.planner.session, kurasi.Product, t.typed(tx.Now().Add(begun), tx.Now().Add(open)))
	for _, name := range script.Judges {
		if err == nil {
			err = d.Name(tx, g.planner.session, kurasi.Step{Call: id}, name)
		}
	}
	if err == nil {
		err = d.Open(tx, g.planner.session, kurasi.Step{Call: id})
	}
	own, wrong := g.own(tx)
	if err = errors.Join(err, wrong); err != nil {
		return err
	}
	for n, x := range all {
		s := stall{}
		switch {
		case x.guild >= 0:
			s = g.stalls[x.guild][x.stall]
		case x.stall < len(own):
			s = own[x.stall]
		default: // a visitor closed it before
			continue
		}
		if err := g.enterOne(tx, t, id, n, x, s); err != nil {
			return err
		}
	}
	if open == stays && len(own) > 0 {
		return g.waits(tx, t, own[0])
	}
	return nil
}

// enterOne lets a guild put a thing forward, its owner agree, and enter it.
func (g *pageant) enterOne(tx *db.Tx, t contestText, call db.ID, n int, x enters, s stall) error {
	things, err := g.Kurasi.Shown[kurasi.Product](tx, s.business)
	if err != nil || len(things) == 0 {
		return err
	}
	if x.by > 0 && (x.guild >= 0 || x.stall == 0) {
		nomination, err := g.nominate(tx, t, x.by-1, s, things[0].ID, n)
		if err == nil {
			err = g.Asosiasi.Reply(tx, s.owner.session, nomination, true, put)
		}
		if err != nil {
			return err
		}
	}
	_, err = g.Kurasi.Enter(tx, s.owner.session, kurasi.Entering{Call: call, Business: s.business, Subject: things[0].ID, Statement: statement(s, n), Consent: !x.hidden})
	return err
}

// statement is what an owner writes: fit for the thing, and another one for each.
func statement(s stall, n int) string {
	all := script.Statements.of(s.eaten)
	return all[n%len(all)]
}

// nominate puts a thing of a member forward for a call that is open.
func (g *pageant) nominate(tx *db.Tx, t contestText, guild int, s stall, thing db.ID, n int) (db.ID, error) {
	m, err := g.memberOf(tx, guild, s)
	if err != nil {
		return 0, err
	}
	calls, err := g.Asosiasi.Open(tx)
	i := slices.IndexFunc(calls, func(c asosiasi.Call) bool { return c.Name == t.Title })
	if err != nil || i < 0 {
		return 0, errors.Join(err, fault.New(fault.Invalid, "asosiasi.for_unknown"))
	}
	return g.Asosiasi.Nominate(tx, g.speakers[guild].session, asosiasi.Nominating{Membership: m, Product: thing, For: calls[i].Code, Sentence: script.Nominations[n%len(script.Nominations)]})
}

// waits is what has no answer yet, and what was refused: the maker is put forward and has
// not said yes, somebody else said no.
func (g *pageant) waits(tx *db.Tx, t contestText, own stall) error {
	for n, s := range []stall{own, g.stalls[0][5], g.stalls[1][8]} {
		things, err := g.Kurasi.Shown[kurasi.Product](tx, s.business)
		if err != nil || len(things) == 0 {
			return err
		}
		nomination, err := g.nominate(tx, t, n/2, s, things[0].ID, n+1)
		if err == nil && n == 1 {
			err = g.Asosiasi.Reply(tx, s.owner.session, nomination, false, asosiasi.Consent{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// publish lets a call be judged by all, decided and told, in one act.
func (g *pageant) publish(tx *db.Tx, t contestText) error {
	c, ours, err := g.judging(tx, t)
	if err != nil || !ours {
		return err
	}
	for j, judge := range g.judges {
		if err := g.sheets(tx, c, j, judge, len(ofPublished), len(ofPublished)); err != nil {
			return err
		}
	}
	for _, move := range []func(*db.Tx, string, kurasi.Step) error{g.Kurasi.Decide, g.Kurasi.Publish} {
		if err := move(tx, g.planner.session, kurasi.Step{Call: c.ID}); err != nil {
			return err
		}
	}
	return nil
}

// halfway lets a call be judged by some: one is done, one has begun.
func (g *pageant) halfway(tx *db.Tx, t contestText) error {
	c, ours, err := g.judging(tx, t)
	if err != nil || !ours {
		return err
	}
	if err := g.sheets(tx, c, 0, g.judges[0], len(ofJudging), len(ofJudging)); err != nil {
		return err
	}
	return g.sheets(tx, c, 1, g.judges[1], 2, 1)
}

// judging hands a call to its curators. It is not ours when somebody moved it on.
func (g *pageant) judging(tx *db.Tx, t contestText) (kurasi.Call, bool, error) {
	c, there, err := kurasi.DemoCall(tx, t.Title)
	if err != nil || !there || c.State != kurasi.Open {
		return c, false, err
	}
	return c, true, g.Kurasi.Judge(tx, g.planner.session, kurasi.Step{Call: c.ID})
}

// sheets lets a curator declare on the first entries and score fewer of them. The last
// curator sells what one of them sells, and stands aside there.
func (g *pageant) sheets(tx *db.Tx, c kurasi.Call, j int, judge player, declared, scored int) error {
	tasks, _, err := kurasi.Tasks(tx, judge.session, 0)
	at := slices.IndexFunc(tasks, func(t kurasi.Task) bool { return t.Call.ID == c.ID })
	if err != nil || at < 0 {
		return errors.Join(err, errors.New("nothing is to be judged"))
	}
	c, err = kurasi.ByID(tx, c.ID) // with its criteria
	eaten, wrong := g.eaten(tx)
	err = errors.Join(err, wrong)
	said := map[bool]int{} // how often a judge wrote of each kind
	for i, e := range tasks[at].Entries {
		kind := kurasi.NoInterest
		if j == len(g.judges)-1 && i == 4 {
			kind = kurasi.Competitor
		}
		if err == nil && i < declared {
			err = g.Kurasi.Declare(tx, judge.session, e.Entry.ID, kind)
		}
		if err == nil && i < scored && kind == kurasi.NoInterest {
			err = g.Kurasi.Score(tx, judge.session, kurasi.Scoring{Entry: e.Entry.ID, Points: points(len(c.Criteria), i, j), Feedback: feedback(eaten[e.Entry.Business], j, said[eaten[e.Entry.Business]])})
			said[eaten[e.Entry.Business]]++
		}
	}
	return err
}

// eaten tells of each business that could have entered whether its things are eaten.
func (g *pageant) eaten(tx *db.Tx) (map[db.ID]bool, error) {
	own, err := g.own(tx)
	out := map[db.ID]bool{}
	for _, s := range slices.Concat(append(slices.Clone(g.stalls), own)...) {
		out[s.business] = s.eaten
	}
	return out, err
}

// feedback is the nth that a judge writes of what is eaten, or of what is not: another one
// for each entry of a call.
func feedback(eaten bool, judge, n int) string {
	all := script.Feedback.of(eaten)[judge]
	return all[n%len(all)]
}

// points are what a curator gives: less for each entry behind the first, and always the
// same.
func points(criteria, entry, judge int) (out []string) {
	for n := range criteria {
		out = append(out, strconv.Itoa(max(20, 92-5*entry-(7*judge+5*n+3*entry)%11)))
	}
	return out
}
