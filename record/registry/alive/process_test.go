package alive_test

import (
	"math"
	"math/rand/v2"
	"os"
	"time"

	"alun/record/registry"
	"alun/record/registry/alive"
	"alun/record/registry/madeup"
)

// The process by which signals come about, written down before the model was judged
// by it. It is not the model: there are no weights, half-lives or bases in it. There
// are a hidden truth, people who look at it now and then and err, each in a way of
// their own, and lists that forget nothing.
//
//	field check   a team of about 600 checks a year since 2023, in a few kelurahan at
//	              a time. Who works is seen in 90 %, else not found; who is closed is
//	              taken for working in 4 %, is known as closed in 60 %, else not found
//	RT sheet      2024 and 2025, six RT in ten of a kelurahan. Heads know 5 to 95 % of
//	              their businesses, each head another share; of one that works they
//	              tick it in 93 % (closed by mistake 2 %), of one that is closed they
//	              tick it out of kindness in 22 %
//	owner         answers calls as they like: a liveliness of each, lognormal, 0.12 a
//	              year in the middle, of those who work; those who are closed say so in
//	              0.04 a year, and click "still working" in 0.008
//	product       one in nine is online, and changes something 2.5 times a year while
//	              it works; 0.02 times a year somebody else touches a dead shop
//	permit        with a NIB 0.10 a year while it works, 0.012 by an agent after
//	list          each later list names half of those who work and 38 % of the rest
//	letter        one in five got a letter in 2025; it came back from 55 % of those who
//	              closed or moved and from 9 % of the others
type process struct {
	r       *rand.Rand
	city    *madeup.City
	signals []alive.Signal
	truth   madeup.Truth
	from    time.Time
}

// subject is a business with what was seen of it.
type subject struct {
	business alive.Business
	signals  []alive.Signal
	active   bool
	near     int32
	listed   int
}

var nearby = map[string]int32{}

func simulate(seed uint64, n int64) []subject {
	c, err := madeup.Open(os.DirFS("../../../city/balikpapan"), seed)
	if err != nil {
		return nil
	}
	out := make([]subject, 0, n)
	for e := range c.Entries(n) {
		t := c.Truth(e.Number)
		if t.First != e.Number {
			continue // entered twice: twin's business
		}
		p := process{r: rand.New(rand.NewPCG(seed, uint64(e.Number))), city: c, truth: t}
		p.from = time.Date(e.Listed, 7, 1, 0, 0, 0, 0, time.UTC)
		codes, _ := registry.ReadCodes(e.Facts[registry.KBLI])
		s := subject{active: t.Active, business: alive.Business{Listed: p.from}, listed: e.Listed}
		if len(codes) > 0 {
			s.business.Division = codes[0].Code[:2]
		}
		place := e.Facts[registry.Kelurahan] + " " + e.Facts[registry.RT]
		p.officers(e.Facts[registry.Kelurahan])
		p.heads(place)
		p.owners(e)
		p.lists()
		s.signals = p.signals
		if _, known := nearby[place]; !known {
			nearby[place] = int32(len(nearby))
		}
		s.near = nearby[place]
		out = append(out, s)
	}
	return out
}

func (p *process) works(at time.Time) bool {
	return p.truth.Active || at.Before(p.truth.Since.Start())
}

func (p *process) moved(at time.Time) bool {
	return !p.truth.Moved.IsZero() && at.After(p.truth.Moved.Start())
}

func (p *process) say(kind string, at time.Time) {
	if at.After(p.from) && at.Before(madeup.Today.Start()) {
		p.signals = append(p.signals, alive.Signal{Kind: kind, At: at})
	}
}

func (p *process) is(chance float64) bool { return p.r.Float64() < chance }

func (p *process) day(year int) time.Time {
	return time.Date(year, 1, 1+p.r.IntN(365), 3, 0, 0, 0, time.UTC)
}

// fixed are dice of a place and a year: the same for all who are there.
func (p *process) fixed(place string, year int) *rand.Rand {
	h := uint64(year)
	for _, b := range []byte(place) {
		h = h*1099511628211 ^ uint64(b)
	}
	return rand.New(rand.NewPCG(h, 7))
}

func (p *process) officers(kelurahan string) {
	for year := 2023; year <= 2026; year++ {
		if p.fixed(kelurahan, year).Float64() > 0.2 || !p.is(600/(0.2*93_000)) {
			continue
		}
		at := p.day(year)
		switch works := p.works(at) && !p.moved(at); {
		case works && p.is(0.90), !works && p.is(0.04):
			p.say("field_seen", at)
		case !p.works(at) && p.is(0.60):
			p.say("field_closed", at)
		default:
			p.say("field_not_found", at)
		}
	}
}

func (p *process) heads(rt string) {
	for _, year := range []int{2024, 2025} {
		head := p.fixed(rt, year)
		if head.Float64() > 0.6 {
			continue
		}
		at, knows := time.Date(year, time.Month(3+head.IntN(6)), 10, 0, 0, 0, 0, time.UTC), 0.05+0.9*p.fixed(rt, 0).Float64()
		switch works := p.works(at); {
		case !p.is(knows):
			if p.is(0.4) { // most leave the box empty
				p.say("rt_unknown", at)
			}
		case p.moved(at) && p.is(0.5):
			p.say("rt_moved", at)
		case works && p.is(0.98), !works && p.is(0.22):
			if p.is(0.95) {
				p.say("rt_active", at)
			}
		default:
			p.say("rt_closed", at)
		}
	}
}

// often says a signal as often a year as given while a condition holds.
func (p *process) often(kind string, working bool, rate float64) {
	for at := p.from; rate > 0; {
		at = at.Add(time.Duration(min(100, p.r.ExpFloat64()/rate) * 365.25 * 24 * float64(time.Hour)))
		if !at.Before(madeup.Today.Start()) {
			return
		}
		if p.works(at) == working {
			p.say(kind, at)
		}
	}
}

func (p *process) owners(e madeup.Entry) {
	lively := math.Exp(0.8 * p.r.NormFloat64())
	p.often("owner_confirmed", true, 0.12*lively)
	p.often("owner_confirmed", false, 0.008)
	p.often("owner_closed", false, 0.04*lively)
	if p.is(1.0 / 9) {
		p.often("product_changed", true, 2.5*lively)
		p.often("product_changed", false, 0.02)
	}
	if e.Facts[registry.NIB] != "" {
		p.often("permit_renewed", true, 0.10)
		p.often("permit_renewed", false, 0.012)
	}
}

func (p *process) lists() {
	p.say("listed", p.from.Add(time.Hour))
	for _, year := range []int{2023, 2024, 2025} {
		if at := time.Date(year, 12, 1, 0, 0, 0, 0, time.UTC); p.works(at) && p.is(0.5) || !p.works(at) && p.is(0.38) {
			p.say("listed", at)
		}
	}
	if at := p.day(2025); p.is(0.2) {
		if gone := !p.works(at) || p.moved(at); gone && p.is(0.55) || !gone && p.is(0.09) {
			p.say("letter_returned", at)
		}
	}
}

// visited is what an officer reports today of a business.
func visited(r *rand.Rand, active bool) string {
	switch {
	case active && r.Float64() < 0.90, !active && r.Float64() < 0.04:
		return "field_seen"
	case !active && r.Float64() < 0.60:
		return "field_closed"
	}
	return "field_not_found"
}
