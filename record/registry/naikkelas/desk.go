package naikkelas

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/size"
)

// Desk is where the wheel of a business is looked at and answered.
type Desk struct {
	Book *registry.Book
	// More is a door: what other rooms know of a business as of an instant, by Mores,
	// with its level. nil where there are none: then the owner answers.
	More func(tx *db.Tx, business db.ID, at time.Time) (map[string]registry.Level, error)
	// Offers is a door: what is open now and helps a business with a step. nil where no
	// room offers anything.
	Offers func(tx *db.Tx, business db.ID, step Question) ([]Offer, error)
}

// Offer is something open that helps with a step.
type Offer struct {
	Title  string
	Path   string   // of its page, without a language
	Until  date.Day // the last day to join; zero: not told
	Judged []string // what it looks at
	Lacks  bool     // the business must show a product before it can join
}

// Standing is how a business stands.
type Standing struct {
	View    registry.View
	At      time.Time
	Found   bool // a wheel holds on that day
	Wheel   Wheel
	Score   Score
	Answers map[string]Answer // the latest of each question
	Permits []PermitStanding  // those that concern its trade, the strictest first
	Ladder  Ladder            // of sales; only as its owner looks
	Offers  []Offer           // for the next step
	Service PermitRule        // who gives what the next step asks for; without a subject it is nobody
	Counter place.Area        // the kecamatan whose counter helps; without a code it is not known
}

// PermitStanding is a permit that concerns a business.
type PermitStanding struct {
	Rule  PermitRule
	Trade TradeRule
	Held  bool
	Level registry.Level
}

// Look tells how a business stands now.
func (d *Desk) Look(tx *db.Tx, session string, business db.ID) (Standing, error) {
	if _, _, err := d.Book.For(tx, session, MayAnswer, business); err != nil {
		return Standing{}, err
	}
	v, err := d.Book.See(tx, session, business)
	if err != nil {
		return Standing{}, err
	}
	rules, err := Read(tx)
	if err != nil {
		return Standing{}, err
	}
	return d.stands(tx, v, rules, tx.Now())
}

// LookAt tells how a business stood at an instant, by the rules, facts and answers that
// were written down then: it is what Look told.
func (d *Desk) LookAt(tx *db.Tx, session string, business db.ID, at time.Time) (Standing, error) {
	if _, _, err := d.Book.For(tx, session, MayAnswer, business); err != nil {
		return Standing{}, err
	}
	v, err := d.Book.See(tx, session, business)
	if err != nil {
		return Standing{}, err
	}
	b, found, err := d.Book.AsOf(tx, session, business, at)
	if err != nil || !found {
		return Standing{View: v, At: at}, err
	}
	v.Business = b
	rules, err := ReadAt(tx, at)
	if err != nil {
		return Standing{}, err
	}
	return d.stands(tx, v, rules, at)
}

func (d *Desk) stands(tx *db.Tx, v registry.View, rules *Rules, at time.Time) (Standing, error) {
	out := Standing{View: v, At: at}
	s, err := d.stoodAt(tx, v.Business, at)
	if err != nil {
		return out, err
	}
	out.Answers, out.Permits = s.answers, s.concern(rules)
	if v.As == registry.Owning {
		if out.Ladder, err = ladderAt(tx, v.Facts, at); err != nil {
			return out, err
		}
	}
	if out.Wheel, out.Found = rules.Wheel(s.on); !out.Found {
		return out, nil
	}
	out.Score = out.Wheel.Score(s.facts(out.Wheel))
	next, some := out.Score.Next()
	if !some {
		return out, nil
	}
	out.Service, _ = rules.Permit(next.Question.Permit, s.on)
	return out, d.helps(tx, &out, next.Question)
}

// helps finds what helps with a step: what is open, and the counter of the kecamatan.
func (d *Desk) helps(tx *db.Tx, out *Standing, step Question) error {
	path, err := place.Path(tx, out.View.Facts[registry.Kelurahan])
	for _, a := range path {
		if a.Level == place.Kecamatan {
			out.Counter = a
		}
	}
	if err == nil && d.Offers != nil {
		out.Offers, err = d.Offers(tx, out.View.ID, step)
	}
	return err
}

// concern lists the permits that concern the trade of a business, the strictest first.
func (s stood) concern(rules *Rules) (out []PermitStanding) {
	for _, duty := range Duties {
		for _, p := range rules.Permits(s.on) {
			t, some := p.For(s.business.Facts)
			if !some || t.Duty != duty {
				continue
			}
			x := PermitStanding{Rule: p, Trade: t}
			x.Level, x.Held = s.level(sourceOf(p.Subject))
			out = append(out, x)
		}
	}
	return out
}

// sourceOf is what says that a permit is held.
func sourceOf(kind string) string {
	if kind == "nib" {
		return "fact:nib"
	}
	return "permit:" + kind
}

// Ladder is where the yearly sales of a business stand in the city's steps and the
// classes of the law. Nothing of it is stored.
type Ladder struct {
	Known bool // sales were told
	Band  registry.Band
	Steps []size.Class // one, or all that the band spans
	Note  Name         // why the step is cut there
	Law   []size.Class
	Basis string
	Next  size.Band // where the next step begins
	Above bool      // there is one
}

func ladderAt(tx *db.Tx, facts registry.Values, at time.Time) (Ladder, error) {
	band, told := registry.BandOf(facts[registry.Sales])
	if !told {
		return Ladder{}, nil
	}
	rules, err := size.ReadAt(tx, at)
	if err != nil {
		return Ladder{}, err
	}
	return LadderOf(rules, band, date.DayOf(at)), nil
}

// LadderOf places a band of yearly sales by the rules of a day.
func LadderOf(rules *size.Rules, band registry.Band, on date.Day) Ladder {
	out := Ladder{Known: true, Band: band}
	b := size.Bound{Fact: size.Sales}
	if band.Over >= 0 {
		b.Low = size.End{At: int64(band.Over), Set: true}
	}
	if band.Most > 0 {
		b.High = size.End{At: int64(band.Most), Held: true, Set: true}
	}
	f := size.Facts{Running: true, On: on}
	out.Steps, out.Law = rules.OfBand(size.Steps, b, f), rules.OfBand(size.UMKM, b, f)
	if v, found := rules.On(size.UMKM, on); found && len(out.Law) > 0 {
		for _, r := range v.Rules {
			if r.Class == out.Law[0] {
				out.Basis = r.Basis
			}
		}
	}
	if len(out.Steps) == 0 {
		return out
	}
	all := rules.Bands(size.Steps, on)
	for i, x := range all {
		if x.Code == out.Steps[0].Code {
			out.Note = x.Note
		}
		if x.Code == out.Steps[len(out.Steps)-1].Code && i+1 < len(all) {
			out.Next, out.Above = all[i+1], true
		}
	}
	return out
}

// speaks finds at which level somebody answers: makers for themselves, helpers for
// them, officers as they say they know it.
func speaks(who account.Who, asked registry.Level) (registry.Level, bool) {
	switch who.Grant.Role {
	case account.Maker:
		return registry.Told, asked == 0 || asked == registry.Told || leftOut("level")
	case account.Helper:
		return registry.Through, asked == 0 || asked == registry.Through
	}
	if asked == 0 {
		return registry.Through, true
	}
	return asked, asked == registry.Through || asked == registry.Seen || asked == registry.Document
}
