package showcase

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kurasi"
	"alun/record/registry/madeup"
)

// guildText is what is told of a made-up association, and how many of each there are in
// it. Codes are beginnings of the KBLI of its members: of makers only those whose things
// somebody would take home.
type guildText struct {
	Name, Short, Chair, About, Subsectors, Mail, Started, Codes string
	Vendors                                                     bool // only those who sell in the street
	Owners, Members, Shown, Invited, Asking                     int
}

// contestText is what is told of a made-up call.
type contestText struct {
	Year, Title, Purpose, Entrants, Quota, Threshold, Curators string
	Criteria                                                   [][3]string
}

// byKind are sentences about what is eaten and about what is made by hand.
type byKind[T any] struct{ Eaten, Made []T }

func (k byKind[T]) of(eaten bool) []T {
	if eaten {
		return k.Eaten
	}
	return k.Made
}

// script is what the pageant says. Feedback is of each judge. It is part of the program.
var script, scriptFault = func() (out struct {
	Guilds      []guildText
	Judges      []string
	Contests    struct{ Published, Judging, Open contestText }
	Statements  byKind[string]
	Nominations []string
	Feedback    byKind[[]string]
}, err error) {
	err = json.Unmarshal(guildsFile, &out)
	return out, err
}()

//go:embed guilds.json
var guildsFile []byte

// The pageant has entries of its own, behind those of the stories.
const lastPageant = lastStory + 1_000_000

// pageant is associations and calls that live: members, nominations, entries, sheets, a
// result.
type pageant struct {
	Show
	planner, counter, maker player
	speakers, judges        []player   // one of each guild; all who judge
	fellows                 [][]player // of each guild
	entries                 [][]madeup.Entry
	stalls                  [][]stall
	ids                     []db.ID // of the guilds
}

// stall is a business that is public, and whose it is.
type stall struct {
	owner    player
	business db.ID
	eaten    bool // what it makes
}

// pageant tells it, once: each part of it is one act, and what is there is left alone.
// Without the desks of both there is none.
func (s Show) pageant(ctx context.Context) error {
	if scriptFault != nil {
		return fmt.Errorf("showcase: guilds.json: %w", scriptFault)
	}
	if s.Kurasi == nil || s.Asosiasi == nil {
		return nil
	}
	g := &pageant{Show: s}
	if err := g.draw(); err != nil {
		return err
	}
	there, err := g.signIn(ctx, g.cast)
	if err != nil || !there {
		return err
	}
	err = g.play(ctx)
	if left := g.leave(context.WithoutCancel(ctx)); err == nil {
		err = left
	}
	return err
}

// draw finds the entries of each guild.
func (g *pageant) draw() error {
	same := map[string]int{}
	g.entries = make([][]madeup.Entry, len(script.Guilds))
	for n := int64(lastStory); n < lastPageant; n++ {
		e, short := g.City.Entry(n), -1
		if !strings.HasPrefix(e.Facts[registry.Kelurahan], g.Area+".") || e.Facts[registry.Phone] == "" || len(e.Products) == 0 || g.City.Truth(n).First != n {
			continue
		}
		for i, t := range script.Guilds {
			if len(g.entries[i]) < t.size() {
				short = i
				if code := mainCode(e); t.takes(e) && (t.Vendors || same[code] <= 1+t.size()/len(strings.Fields(t.Codes))) {
					same[code]++
					g.entries[i] = append(g.entries[i], e)
					break
				}
			}
		}
		if short < 0 {
			return nil
		}
	}
	return fmt.Errorf("showcase: too few entries for associations in %s", g.Area)
}

// takes tells whether a business could be in a guild.
func (t guildText) takes(e madeup.Entry) bool {
	return begins(mainCode(e), t.Codes) && e.Facts[registry.Subsectors] != "" && (!t.Vendors || e.Facts[registry.StreetVendor] == registry.Yes)
}

// cast finds who plays. Nobody does where all has been told.
func (g *pageant) cast(tx *db.Tx) (all []player, err error) {
	people, err := g.People.DemoPeople(tx)
	for _, p := range people {
		switch {
		case p.Role == account.Planner:
			g.planner = plays(p.ID)
		case p.Role == account.Counter:
			g.counter = plays(p.ID)
		case p.Role == account.Maker && p.Plays == "":
			g.maker = plays(p.ID)
		}
	}
	if err != nil || g.planner.person == 0 || g.counter.person == 0 || g.maker.person == 0 {
		return nil, err
	}
	if told, err := g.told(tx); err != nil || told {
		return nil, err
	}
	chairs, names := []string{}, []string{}
	for i, t := range script.Guilds {
		chairs = append(chairs, t.Chair)
		for n := range t.Owners {
			names = append(names, g.entries[i][n].Owner.Name+" (peragaan)")
		}
	}
	fellows, err := g.of(tx, account.Fellow, names, err)
	g.speakers, err = g.of(tx, account.Speaker, chairs, err)
	g.judges, err = g.of(tx, account.Judge, script.Judges, err)
	g.fellows = nil
	all = append(append([]player{g.planner, g.counter, g.maker}, g.speakers...), append(fellows, g.judges...)...)
	for _, t := range script.Guilds {
		if err == nil {
			g.fellows, fellows = append(g.fellows, fellows[:t.Owners]), fellows[t.Owners:]
		}
	}
	return all, err
}

// of finds who plays a part, and makes those who are not there.
func (g *pageant) of(tx *db.Tx, part account.Part, names []string, err error) (out []player, _ error) {
	if err != nil {
		return nil, err
	}
	ids, err := account.DemoOf(tx, part)
	for i := len(ids); i < len(names) && err == nil; i++ {
		var id db.ID
		id, err = g.People.AddDemoPart(tx, names[i], part)
		ids = append(ids, id)
	}
	for _, id := range ids {
		out = append(out, plays(id))
	}
	return out, err
}

// told reports that there is nothing to do: all calls are there, and none waits for us.
func (g *pageant) told(tx *db.Tx) (bool, error) {
	for _, t := range []contestText{script.Contests.Published, script.Contests.Judging, script.Contests.Open} {
		c, there, err := kurasi.DemoCall(tx, t.Title)
		if err != nil || !there || c.State == kurasi.Open && t.Title != script.Contests.Open.Title {
			return false, err
		}
	}
	return true, nil
}

func (g *pageant) leave(ctx context.Context) error {
	return g.act(ctx, func(tx *db.Tx) error {
		for _, p := range slices.Concat([]player{g.planner, g.counter, g.maker}, g.speakers, g.judges, slices.Concat(g.fellows...)) {
			if err := account.End(tx, p.person, p.session, "demo", "system"); err != nil {
				return err
			}
		}
		return nil
	})
}

func (g *pageant) play(ctx context.Context) error {
	if err := g.open(ctx); err != nil {
		return err
	}
	for i := range script.Guilds {
		if err := g.act(ctx, func(tx *db.Tx) error { return g.guild(tx, i) }); err != nil {
			return fmt.Errorf("showcase: association %d: %w", i, err)
		}
	}
	if err := g.contests(ctx); err != nil {
		return fmt.Errorf("showcase: kurasi: %w", err)
	}
	return nil
}

// open publishes the businesses of each guild.
func (g *pageant) open(ctx context.Context) error {
	g.stalls = make([][]stall, len(g.entries))
	for i, some := range g.entries {
		for n, e := range some {
			owner := g.fellows[i][n%len(g.fellows[i])]
			err := g.act(ctx, func(tx *db.Tx) error {
				b, err := g.stall(tx, owner, e)
				if len(g.stalls[i]) == n { // an act may run twice
					g.stalls[i] = append(g.stalls[i], stall{})
				}
				g.stalls[i][n] = stall{owner, b, begins(mainCode(e), food)}
				return err
			})
			if err != nil {
				return fmt.Errorf("showcase: business %d: %w", e.Number, err)
			}
		}
	}
	return nil
}

// stall finds a business, or writes it down and publishes it.
func (g *pageant) stall(tx *db.Tx, owner player, e madeup.Entry) (db.ID, error) {
	key := fmt.Sprint(e.Number)
	b, came, err := g.Book.CameFrom(tx, account.Actor(owner.person), told, key)
	if err != nil || came {
		return b, err
	}
	b, err = g.Book.Register(tx, owner.session, registry.Registering{Set: maps.Clone(e.Facts), Source: told, Key: key, Sure: true})
	if err == nil {
		err = g.Book.Submit(tx, owner.session, registry.Step{Business: b})
	}
	if err == nil {
		err = g.Book.Publish(tx, g.counter.session, registry.Step{Business: b})
	}
	if err == nil && g.With != nil {
		err = g.With(tx, map[db.ID]madeup.Entry{b: e})
	}
	return b, err
}

// yes is what owners say to a membership, and put to being put forward.
var (
	yes = asosiasi.Consent{Text: asosiasi.Text, Lang: "id"}
	put = asosiasi.Consent{Text: asosiasi.NominateText, Lang: "id"}
)

// guild makes an association with its members: those whose owners agreed, some of them
// shown, those who are invited, and those who ask.
func (g *pageant) guild(tx *db.Tx, i int) error {
	id, there, err := asosiasi.SpokenFor(tx, g.speakers[i].person)
	for len(g.ids) <= i {
		g.ids = append(g.ids, 0)
	}
	if g.ids[i] = id; err != nil || there {
		return err
	}
	t, d, speaker := script.Guilds[i], g.Asosiasi, g.speakers[i]
	id, err = d.Register(tx, g.planner.session, asosiasi.Entry{Name: t.Name, Short: t.Short, About: t.About, Subsectors: t.Subsectors, Mail: t.Mail, Started: t.Started})
	if err == nil {
		_, err = d.Name(tx, g.planner.session, asosiasi.Naming{Asosiasi: id, Person: speaker.person})
	}
	if err == nil {
		err = d.Recognise(tx, g.planner.session, id, 0)
	}
	g.ids[i] = id
	for n, s := range g.stalls[i] {
		if err != nil {
			return err
		}
		switch {
		case n < t.Members:
			err = g.joins(tx, i, s, n < t.Shown)
		case n < t.Members+t.Invited:
			_, err = d.Invite(tx, speaker.session, id, s.business)
		default:
			_, err = d.Ask(tx, s.owner.session, s.business, id, yes)
		}
	}
	if err != nil {
		return err
	}
	return g.makers(tx, i)
}

// joins makes a business a member by both yeses.
func (g *pageant) joins(tx *db.Tx, i int, s stall, shown bool) error {
	m, err := g.Asosiasi.Invite(tx, g.speakers[i].session, g.ids[i], s.business)
	if err == nil {
		err = g.Asosiasi.Agree(tx, s.owner.session, asosiasi.On{Membership: m, Version: 1}, yes)
	}
	if err == nil && shown {
		err = g.Asosiasi.Show(tx, s.owner.session, m, true)
	}
	return err
}

// makers is what the maker whom visitors can be has to do with a guild: they are in the
// first, which puts them forward later, invited by the second, and wait for the third.
func (g *pageant) makers(tx *db.Tx, i int) error {
	own, err := g.own(tx)
	if err != nil || len(own) == 0 {
		return err
	}
	switch i {
	case 0:
		return g.joins(tx, i, own[0], false)
	case 1:
		_, err = g.Asosiasi.Invite(tx, g.speakers[i].session, g.ids[i], own[0].business)
	case 2:
		_, err = g.Asosiasi.Ask(tx, g.maker.session, own[0].business, g.ids[i], yes)
	}
	return err
}

// own lists what the maker has in public and offers something.
func (g *pageant) own(tx *db.Tx) (out []stall, err error) {
	all, err := registry.OwnedBy(tx, g.maker.person)
	for _, b := range all {
		if err == nil && b.State == registry.Published {
			var things []kurasi.Thing
			if things, err = g.Kurasi.Shown[kurasi.Product](tx, b.ID); len(things) > 0 {
				out = append(out, stall{g.maker, b.ID, begins(mainOf(b.Codes()), food)})
			}
		}
	}
	return out, err
}

// errNoMember is a fault of the program: who is put forward is a member.
var errNoMember = errors.New("no member is put forward")

// memberOf finds the membership of a stall in a guild that holds.
func (g *pageant) memberOf(tx *db.Tx, i int, s stall) (db.ID, error) {
	all, err := g.Asosiasi.Of(tx, s.owner.session, s.business)
	at := slices.IndexFunc(all, func(m asosiasi.Belonging) bool { return m.Of.ID == g.ids[i] && m.Standing == asosiasi.Valid })
	if err != nil {
		return 0, err
	}
	if at < 0 {
		return 0, errNoMember
	}
	return all[at].Membership.ID, nil
}
