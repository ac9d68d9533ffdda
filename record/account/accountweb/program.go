package accountweb

import (
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// programsPage lists the programs that act for a person.
type programsPage struct {
	lang.Lang
	r     *web.Request
	all   []programItem
	past  []programItem // that are over: lines about what they decided name their keys
	in    letting
	bad   *fault.Fault
	ask   bool     // the own secret is asked for
	lends bool     // the person may let a program decide
	again bool     // the second factor is asked for once more, first
	last  date.Day // the latest day that can be chosen
}

// programItem is a sign-in with the key that acts in it.
type programItem struct {
	account.Session
	key  api.Key
	code string // of the key, as the lines of what it decided name it
}

// usedOn is the day on which the key was last used.
func (i programItem) usedOn() date.Day {
	day, _ := date.ParseDay(i.key.UsedOn) // written by Day.String
	return day
}

func (d Door) programsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawPrograms(tx, r, programsPage{})
}

func (d Door) drawPrograms(tx *db.Tx, r *web.Request, p programsPage) (web.Reply, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	p.Lang, p.r = r.Lang, r
	today := date.DayOf(tx.Now())
	p.last, p.lends = today.Next(account.ProgramDays), v.Lends() && len(d.Decide.Scopes) > 0
	if p.in.until == "" && p.bad == nil {
		p.in.until = p.last.String()
	}
	kept, err := account.SecretOf(tx, v.Person)
	if err == nil {
		p.ask, err = asksPassword(tx, v, kept)
	}
	if err == nil {
		p.all, err = d.programs(tx, v.Person)
	}
	if err == nil {
		p.past, err = d.pastPrograms(tx, v.Person)
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.program_title"), Nav: "akun", Body: programsBody(p)}}, err
}

// programs lists the sign-ins of a person in which a key acts.
func (d Door) programs(tx *db.Tx, person db.ID) (out []programItem, err error) {
	all, err := account.Sessions(tx, person)
	if err != nil {
		return nil, err
	}
	return d.withKeys(tx, all)
}

// mostPast is how many programs that are over the page lists.
const mostPast = 20

func (d Door) pastPrograms(tx *db.Tx, person db.ID) ([]programItem, error) {
	all, err := account.PastPrograms(tx, person, mostPast)
	if err != nil {
		return nil, err
	}
	return d.withKeys(tx, all)
}

// withKeys leaves out the sign-ins in which no key acts.
func (d Door) withKeys(tx *db.Tx, all []account.Session) (out []programItem, err error) {
	for _, s := range all {
		k, found, err := d.Keys.ActingFor(tx, s.Hash)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, programItem{s, k, d.Code(k.ID)})
		}
	}
	return out, nil
}

// letting is a program to be let, as typed. The key is made from the form's own:
// who presses twice sees the one that was kept.
type letting struct {
	session, name, until string
	decides              bool
	secret, sign         string
	old                  account.Kept
}

// asksPassword reports whether the own secret is asked for: who has a second
// factor gives that. Made-up people have no secret.
func asksPassword(tx *db.Tx, v account.Viewer, kept account.Kept) (bool, error) {
	second, err := account.HasSecond(tx, v.Person)
	return !second && kept.Person != 0, err
}

// letProgram makes a key that acts for whoever is signed in, and shows it once.
func (d Door) letProgram() web.Form[letting, struct{}] {
	return web.Form[letting, struct{}]{Secret: []string{"old"},
		Prepare: func(r *web.Request) (letting, error) {
			v := r.Values()
			form := r.Session() + " " + r.FormKey()
			in := letting{session: r.Session(), name: strings.TrimSpace(v.Line("name", 100)), until: v.Line("until", 10), decides: v.Line("decides", 1) == "1",
				secret: api.SecretOf(d.People.Ring, form), sign: d.People.Ring.Blind("account program", form)}
			if err := v.Err(); err != nil {
				return in, err
			}
			var err error
			in.old, err = d.ownSecret(r, asksPassword)
			return in, err
		},
		Act: func(tx *db.Tx, in letting) (struct{}, error) { return struct{}{}, d.let(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in letting, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				// An answer that is asked for again is for whoever is signed in still.
				if _, err := account.See(tx, in.session); err != nil {
					return web.Reply{}, err
				}
				return web.Reply{Page: &web.Page{Title: r.Lang.T("account.program_made"), Nav: "akun", Body: programBody(programPage{r.Lang, r, in})}}, nil
			case bad.Key == "account.second_again":
				return d.drawPrograms(tx, r, programsPage{in: in, again: true, bad: bad})
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawPrograms(tx, r, programsPage{in: in, bad: bad})
		},
	}
}

func (d Door) let(tx *db.Tx, in letting) error {
	last, _ := date.ParseDay(in.until) // a day that is none is told by the act
	p := account.Program{Sign: in.sign, Old: in.old, Name: in.name, Last: last, Decides: in.decides}
	if err := account.LetProgram(tx, in.session, p); err != nil {
		return err
	}
	v, err := account.See(tx, in.session)
	if err != nil {
		return err
	}
	all, err := d.programs(tx, v.Person)
	if err == nil && len(all) >= account.MostPrograms {
		err = fault.New(fault.Conflict, "account.program_most", account.MostPrograms)
	}
	if err != nil {
		return err
	}
	// What the person calls it stands with their sign-ins alone, and goes with them.
	keys := d.Keys
	if in.decides {
		keys = d.Decide
	}
	_, err = keys.Make(tx, v.Actor(), in.secret, api.Key{Name: strings.Join(keys.Scopes, " "), Scopes: keys.Scopes, For: in.sign, Expires: p.Until(tx.Now())})
	return err
}

// programPage shows a key, once.
type programPage struct {
	lang.Lang
	r  *web.Request
	in letting
}

func (p programsPage) name() parts.Field {
	return parts.Field{Name: "name", Label: p.T("account.program_label"), Help: p.T("account.program_help"), Value: p.in.name, Max: 60, Size: parts.Mid, Auto: "off", Fault: p.bad}
}

// old asks for the person's own secret.
func (p programsPage) old() parts.Field {
	x := secretForm{Lang: p.Lang, bad: p.bad}.oldField()
	x.Help = p.T("account.program_ask")
	return x
}

// decides asks whether it may decide as well.
func (p programsPage) decides() parts.Field {
	f := parts.Field{Name: "decides", Label: p.T("account.program_decides"), Help: p.T("account.program_decides_help", int(account.DecidingTime/time.Hour)), Fault: p.bad}
	if p.in.decides {
		f.Value = "1"
	}
	return f
}

// times says when a program was let and when it ends: of one that decides, the hour.
func (p programsPage) times(one programItem) string {
	if one.Decides {
		return p.T("account.program_hours", date.DayOf(one.Until), date.Clock(one.Until, p.Tag()))
	}
	return p.T("account.program_times", date.DayOf(one.Made), date.DayOf(one.Until.Add(-1)))
}

// over says when a program was let and when it was over, or ended before.
func (p programsPage) over(one programItem) string {
	at := one.Until
	if !one.Ended.IsZero() {
		at = one.Ended
	}
	return p.T("account.program_over", date.DayOf(one.Made), date.DayOf(at.Add(-time.Microsecond)))
}

func (p programsPage) until() parts.Field {
	return parts.Field{Name: "until", Label: p.T("account.program_last"), Help: p.T("account.program_last_help", p.last), Value: p.in.until, Type: "date", Size: parts.Mid, Fault: p.bad}
}
