package showcase

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/madeup"
)

// The stories have entries of their own, far behind those of the lists.
const (
	firstStory = 5_000_000
	lastStory  = 6_000_000
)

// queueMakers hand in what waits at the counter, so many each.
const (
	queueMakers = 12
	queueEach   = 4
)

// showpiece are which of the maker's businesses make something that a call for souvenirs
// takes, with the beginnings of their codes: those that are public. The one that is shown a
// halal certificate makes food.
var showpiece = map[int]string{3: "1629 13134 32120", 4: "10794 10313 10772", 5: "10794 10761 10313"}

// player is a made-up person at work.
type player struct {
	person  db.ID
	session string
}

// stage is a telling of the stories.
type stage struct {
	Show
	maker, counter player
	others         []player
	entries        []madeup.Entry
}

// stories makes the businesses that have a life of their own. Who plays in them has
// a session for as long as that takes.
func (s Show) stories(ctx context.Context) error {
	g := &stage{Show: s}
	there, err := g.enter(ctx)
	if err != nil || !there {
		return err
	}
	err = g.play(ctx)
	if left := g.leave(context.WithoutCancel(ctx)); err == nil {
		err = left
	}
	return err
}

// enter signs the players in; there is false where nobody is made up, or all has been
// told.
func (g *stage) enter(ctx context.Context) (there bool, err error) {
	for n := int64(firstStory); len(g.entries) < queueMakers*queueEach+len(fates); n++ {
		if n == lastStory {
			return false, fmt.Errorf("showcase: too few entries in %s", g.Area)
		}
		e := g.City.Entry(n)
		if want := showpiece[len(g.entries)]; want != "" && !begins(mainCode(e), want) {
			continue
		}
		if strings.HasPrefix(e.Facts[registry.Kelurahan], g.Area+".") && e.Facts[registry.Phone] != "" && g.City.Truth(n).First == n {
			g.entries = append(g.entries, e)
		}
	}
	return g.signIn(ctx, g.cast)
}

// signIn signs in who a cast finds; there is false where that is nobody.
func (s Show) signIn(ctx context.Context, cast func(tx *db.Tx) ([]player, error)) (there bool, err error) {
	err = s.act(ctx, func(tx *db.Tx) error {
		all, err := cast(tx)
		if there = err == nil && len(all) > 0; !there {
			return err
		}
		for _, p := range all {
			if err := s.People.SignInDemo(tx, p.person, account.Begin{Session: p.session, Device: web.SessionHash(web.NewKey()), Name: "-"}); err != nil {
				return err
			}
		}
		return nil
	})
	return there, err
}

// cast finds who plays: the maker and the officer whom visitors can be, and makers whom
// they cannot be. Nobody does where all has been told.
func (g *stage) cast(tx *db.Tx) ([]player, error) {
	all, err := g.People.DemoPeople(tx)
	if err != nil {
		return nil, err
	}
	g.maker, g.counter = player{}, player{}
	for _, p := range all {
		switch {
		case p.Role == account.Maker && p.Plays == "":
			g.maker = plays(p.ID)
		case p.Role == account.Counter:
			g.counter = plays(p.ID)
		}
	}
	if g.maker.person == 0 || g.counter.person == 0 {
		return nil, nil
	}
	if g.others, err = g.neighbours(tx); err != nil {
		return nil, err
	}
	told, err := g.told(tx)
	if err != nil || told {
		return nil, err
	}
	return append([]player{g.maker, g.counter}, g.others...), nil
}

// plays gives somebody a session for the stories.
func plays(person db.ID) player { return player{person, web.SessionHash(web.NewKey())} }

// neighbours are makers whom no visitor can be.
func (g *stage) neighbours(tx *db.Tx) (out []player, err error) {
	ids, err := account.DemoNeighbours(tx)
	for i := len(ids); i < queueMakers && err == nil; i++ {
		var id db.ID
		id, err = g.People.AddDemoNeighbour(tx, g.entries[len(fates)+i*queueEach].Owner.Name+" (peragaan)")
		ids = append(ids, id)
	}
	for _, id := range ids {
		out = append(out, plays(id))
	}
	return out, err
}

// ownerOf is whose business the entry of a story becomes.
func (g *stage) ownerOf(i int) player {
	if i < len(fates) {
		return g.maker
	}
	return g.others[(i-len(fates))/queueEach]
}

func (g *stage) told(tx *db.Tx) (bool, error) {
	for i, e := range g.entries {
		_, came, err := g.Book.CameFrom(tx, account.Actor(g.ownerOf(i).person), told, fmt.Sprint(e.Number))
		if err != nil || !came {
			return false, err
		}
	}
	return true, nil
}

func (g *stage) leave(ctx context.Context) error {
	return g.act(ctx, func(tx *db.Tx) error {
		for _, p := range append([]player{g.maker, g.counter}, g.others...) {
			if err := account.End(tx, p.person, p.session, "demo", "system"); err != nil {
				return err
			}
		}
		return nil
	})
}

func (g *stage) play(ctx context.Context) error {
	for i, e := range g.entries {
		if err := g.one(ctx, g.ownerOf(i), e, fateOf(i)); err != nil {
			return fmt.Errorf("showcase: story %d: %w", i, err)
		}
	}
	return nil
}

// fateOf is what becomes of an entry: most of the neighbours' wait at the counter.
func fateOf(i int) func(*stage, *db.Tx, player, db.ID) error {
	if i < len(fates) {
		return fates[i]
	}
	if (i-len(fates))%(3*queueEach) == queueEach-1 {
		return (*stage).returned
	}
	return (*stage).submitted
}

// one writes a business down and lets it have its fate, in one act: a business that
// is there has had it.
func (g *stage) one(ctx context.Context, owner player, e madeup.Entry, fate func(*stage, *db.Tx, player, db.ID) error) error {
	return g.act(ctx, func(tx *db.Tx) error {
		_, came, err := g.Book.CameFrom(tx, account.Actor(owner.person), told, fmt.Sprint(e.Number))
		if err != nil || came {
			return err
		}
		b, err := g.Book.Register(tx, owner.session, registry.Registering{Set: maps.Clone(e.Facts), Source: told, Key: fmt.Sprint(e.Number), Sure: true})
		if err == nil {
			err = fate(g, tx, owner, b)
		}
		if err == nil {
			err = registry.PutDemoPermits(tx, g.permits(b, e))
		}
		if err == nil && g.With != nil {
			err = g.With(tx, map[db.ID]madeup.Entry{b: e})
		}
		return err
	})
}
