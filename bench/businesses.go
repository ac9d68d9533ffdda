package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/web"
	"alun/record/account"
)

const (
	cityBusinesses    = 93_000
	millionBusinesses = 1_000_000

	loadGoal         = 60 * time.Second
	intakeGoal       = 60 * time.Second
	intakeRows       = 100_000
	intakeSlower     = 3.0
	createGoal       = 2000.0 // a second
	listGoal         = time.Millisecond
	businessPageGoal = 500 * time.Microsecond
	readyTime        = 3 * time.Minute // until the directory has all businesses
	againGoal        = time.Second     // the same after a start with its file
	caughtGoal       = time.Minute     // until it has what a list brought, from the list's end
	mapGoal          = 20 * time.Millisecond
	settleTime       = 30 * time.Minute
	quietFor         = 3 * time.Second // in which a house that has nothing to do uses a fiftieth of a processor
)

// registered is a house with the demonstration city.
type registered struct {
	engine engine
	at     string
	many   int
	makers []string  // what their cookies hold
	about  string    // a business's page
	begun  time.Time // when the house was started
}

// businesses measures the register with the demonstration city.
func (b *bench) businesses(ctx context.Context) ([]figure, error) {
	many := cityBusinesses
	if b.million {
		many = millionBusinesses
	}
	var all []figure
	for _, e := range b.engines(ctx, "businesses") {
		at, drop, err := e.fresh()
		if err != nil {
			return nil, err
		}
		r := &registered{engine: e, at: at, many: b.many(many)}
		some, err := r.measure(ctx, b)
		if err = errors.Join(err, drop()); err != nil {
			return nil, fmt.Errorf("businesses on %s: %w", e.name, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

func (r *registered) measure(ctx context.Context, b *bench) (all []figure, err error) {
	f, err := r.load(ctx, b)
	if err == nil {
		err = b.inside(ctx, r.at, r.cast(ctx))
	}
	if err != nil {
		return nil, err
	}
	all = append(all, f)
	// Pages are drawn anew: nothing is kept. Who signed in stays so, because the house
	// is served as the demonstration that it is.
	some, err := r.served(ctx, b, []string{"demo", "--businesses", fmt.Sprint(r.many)}, r.ready, r.settles, r.sights, r.holds, r.creates, r.intake, r.held)
	if err != nil {
		return nil, err
	}
	f, err = r.again(ctx, b)
	return append(append(all, some...), f), err
}

// served starts the house, measures this and that of it, and stops it.
func (r *registered) served(ctx context.Context, b *bench, as []string, parts ...func(context.Context, *bench, *process) ([]figure, error)) (all []figure, err error) {
	r.begun = time.Now()
	house, err := b.over(ctx, r.at, as[0], append(as[1:], "--cache-mib", "0")...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, house.stop()) }()
	for _, measure := range parts {
		some, err := measure(ctx, b, house)
		if err != nil {
			return nil, fmt.Errorf("%w: %s", err, lastLine(house.ear.String()))
		}
		all = append(all, some...)
	}
	return all, nil
}

func (r *registered) on(what string) string {
	return fmt.Sprintf("%s, %d businesses, %s", what, r.many, r.engine.name)
}

// load loads the city, from an empty place.
func (r *registered) load(ctx context.Context, b *bench) (figure, error) {
	tell(r.on("load"))
	c := exec.CommandContext(ctx, b.alun, "demo", "--load-only", "--businesses", fmt.Sprint(r.many), "--lang", "en", "--database", r.at, "--key", b.at(keyFile))
	begin := time.Now()
	said, err := c.CombinedOutput()
	if err != nil {
		return figure{}, fmt.Errorf("load: %w: %s", err, lastLine(string(said)))
	}
	took := time.Since(begin)
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	f := figure{What: r.on("load the demonstration city with history, proofs, sealed facts, products, diary"), Measured: seconds(took),
		Beside: fmt.Sprintf("%s of it CPU of alun: %d µs a business", seconds(cpu), cpu.Microseconds()/int64(r.many))}
	if r.many == cityBusinesses {
		f.Goal, f.Of, f.Met = "≤ "+seconds(loadGoal), goalLoad, took <= loadGoal
	}
	return f, nil
}

// benchMakers write the businesses of creates down: a maker may leave 50 unfinished, and
// with the usual rounds none writes down more than 48.
const benchMakers = 800

// cast makes makers for the demonstration, and signs them in.
func (r *registered) cast(ctx context.Context) func(*db.DB, *keys.Ring) error {
	return func(d *db.DB, ring *keys.Ring) error {
		people := account.NewPeople(ring)
		people.Demo = true
		return d.Write(ctx, func(tx *db.Tx) error {
			r.makers = nil
			for i := range benchMakers {
				id, err := people.AddDemoNeighbour(tx, fmt.Sprintf("Pembuat %d (peragaan)", i))
				token := web.NewKey()
				if err == nil {
					err = people.SignInDemo(tx, id, account.Begin{Session: web.SessionHash(token), Device: web.SessionHash(web.NewKey()), Name: "bench"})
				}
				if err != nil {
					return err
				}
				r.makers = append(r.makers, token)
			}
			return nil
		})
	}
}

var businessLink = regexp.MustCompile(`href="(/usaha/[0-9a-z]{13})"`)

// shown waits until a page of the directory shows what is looked for, and gives its part in brackets.
func shown(ctx context.Context, house *process, path string, what *regexp.Regexp) (string, error) {
	begin := time.Now()
	for c := newClient(1); ; time.Sleep(10 * time.Millisecond) {
		page, err := c.get(ctx, house.at+path, "identity")
		if err == nil {
			if m := what.FindSubmatch(page.Body); m != nil {
				return string(m[1]), nil
			}
		}
		if time.Since(begin) > readyTime {
			return "", fmt.Errorf("%s shows nothing: %w", path, errors.Join(err, ctx.Err()))
		}
	}
}

// ready waits until the directory has the city.
func (r *registered) ready(ctx context.Context, _ *bench, house *process) (_ []figure, err error) {
	r.about, err = shown(ctx, house, "/usaha", businessLink)
	return []figure{{What: r.on("directory ready after a start without its file"), Measured: seconds(time.Since(r.begun))}}, err
}

// again waits for it in a house that was served and stopped before. Real businesses came in
// since, so nobody may serve it as a demonstration any more.
func (r *registered) again(ctx context.Context, b *bench) (figure, error) {
	var all []time.Duration
	one := func(ctx context.Context, _ *bench, house *process) ([]figure, error) {
		_, err := shown(ctx, house, "/usaha", businessLink)
		all = append(all, time.Since(r.begun))
		return nil, err
	}
	for range b.rounds {
		if _, err := r.served(ctx, b, []string{"serve"}, one); err != nil {
			return figure{}, err
		}
	}
	took := median(all)
	return figure{What: r.on("from a start with its file to a page of the directory"), Measured: millis(took),
		Beside: millis(slices.Min(all)) + " to " + millis(slices.Max(all)), Goal: "≤ " + millis(againGoal), Of: goalAgain, Met: took <= againGoal}, nil
}

// settles waits until the house has done what it does once after a load: scores, twins,
// the first files. None of it belongs to a page.
func (r *registered) settles(ctx context.Context, _ *bench, house *process) ([]figure, error) {
	begin := time.Now()
	first, err := house.cpu()
	for used := first; err == nil; {
		time.Sleep(quietFor)
		var now time.Duration
		if now, err = house.cpu(); err != nil || now-used < quietFor/50 {
			return []figure{{What: r.on("scores, twins and files after that start"), Measured: seconds(time.Since(begin)), Beside: seconds(now-first) + " of CPU"}}, err
		}
		if used = now; time.Since(begin) > settleTime {
			return nil, errors.Join(errors.New("the house does not come to rest"), ctx.Err())
		}
	}
	return nil, err
}

// sights measures the pages of the directory, in turns.
func (r *registered) sights(ctx context.Context, b *bench, house *process) ([]figure, error) {
	box := func(half float64) string {
		return fmt.Sprintf("/usaha?kotak=%.4f,%.4f,%.4f,%.4f", -1.24-half, 116.83-half, -1.24+half, 116.83+half)
	}
	all := []*sight{
		{name: "directory with nothing asked", path: "/usaha", times: 100},
		{name: "directory, a kecamatan and a subsector", path: "/usaha?kecamatan=64.71.05&subsektor=kuliner", times: 100},
		{name: "directory, two words", path: "/usaha?q=nasi+kuning", times: 100},
		{name: "directory, the map of the city", path: box(0.12), times: 40},
		{name: "directory, the map of some streets", path: box(0.004), times: 40},
		{name: "business page", path: r.about, times: 300},
	}
	if err := b.inTurns(ctx, house, r.engine.name, all); err != nil {
		return nil, err
	}
	var out []figure
	for i, s := range all {
		cpu := median(cpuOf(s.costs))
		c := newClient(crowd)
		crowded, err := house.costsOf(crowd, 2*s.times, func(int) error { _, err := c.get(ctx, house.at+s.path, "gzip"); return err })
		if err != nil {
			return nil, err
		}
		f := figure{What: r.on(s.name + ", " + kb(len(s.body.Body)) + " gzip"), Measured: micros(cpu) + " CPU",
			Beside: fmt.Sprintf("%s by the clock; %s CPU when %d ask at once", micros(median(wallOf(s.costs))), micros(crowded.cpu), crowd)}
		switch {
		case i == 1:
			f.Goal, f.Of, f.Met = "≤ "+micros(listGoal), goalList, cpu <= listGoal
		case strings.Contains(s.name, "map"):
			f.Goal, f.Of, f.Met = "≤ "+millis(mapGoal), goalMap, median(wallOf(s.costs)) <= mapGoal
		case strings.HasPrefix(s.name, "business"):
			f.Goal, f.Of, f.Met = "≤ "+micros(businessPageGoal), goalBusinessPage, cpu <= businessPageGoal
		}
		out = append(out, f)
	}
	return out, nil
}

// crowd is how many ask for one page at once: nobody is woken for one page alone then.
const crowd = 8

// holds is the memory with the city's register, when its pages were asked for.
func (r *registered) holds(_ context.Context, _ *bench, house *process) ([]figure, error) {
	resident, own, err := house.memory()
	most := int64(256 << 20)
	if r.many > cityBusinesses {
		most = 1536 << 20
	}
	return []figure{{What: r.on("memory after these pages"), Measured: megabytes(resident) + " resident", Beside: megabytes(own) + " of it its own",
		Goal: "≤ " + megabytes(most), Of: goalRegisterMemory, Met: resident <= most}}, err
}

// held is the memory when as many again have come in meanwhile.
func (r *registered) held(_ context.Context, b *bench, house *process) ([]figure, error) {
	resident, own, err := house.memory()
	return []figure{{What: r.on(fmt.Sprintf("memory right after %d more came in", b.many(intakeRows))), Measured: megabytes(resident) + " resident", Beside: megabytes(own) + " of it its own"}}, err
}
