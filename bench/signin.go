package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/cookiejar"
	"net/url"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/keys"
	"alun/record/account"
)

const (
	signInRounds = 5
	signIns      = 10 // in a round; each takes as long as argon2id does
	// benchLogin and benchSecret are of nobody: the house that has them is made
	// for this measurement and goes with it.
	benchLogin  = "bench@contoh.id"
	benchSecret = "hujan-turun-di-atas-pasir-92"
)

// signsIn measures signing in with a password against argon2id alone, in turns.
func (b *bench) signsIn(ctx context.Context) ([]figure, error) {
	return b.onEach(ctx, "sign-in", []string{"migrate"}, func(e engine, at string) ([]figure, error) {
		hash, err := account.HashSecret(ctx, benchSecret)
		if err == nil {
			err = b.somebody(ctx, at, hash)
		}
		if err != nil {
			return nil, err
		}
		house, err := b.over(ctx, at, "serve")
		if err != nil {
			return nil, err
		}
		f, err := b.signedIn(ctx, e, house, hash)
		return []figure{f}, errors.Join(err, house.stop())
	})
}

// inside opens a database that nobody serves, and lets an act be done in it.
func (b *bench) inside(ctx context.Context, at string, do func(*db.DB, *keys.Ring) error) error {
	d, err := db.Open(ctx, at, db.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	ring, err := keys.Open(b.at(keyFile))
	if err == nil {
		err = d.Join(ctx)
	}
	if err != nil {
		return err
	}
	return do(d, ring)
}

// somebody makes a person with a password.
func (b *bench) somebody(ctx context.Context, at, hash string) error {
	return b.inside(ctx, at, func(d *db.DB, ring *keys.Ring) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			login, err := account.ReadLogin(benchLogin)
			if err != nil {
				return err
			}
			token := account.NewToken()
			if _, err := account.OfferSetUp(tx, token); err != nil {
				return err
			}
			today := date.DayOf(tx.Now())
			_, err = account.NewPeople(ring).SetUp(tx, token, account.New{Name: "Bench", Login: login, Lang: "id"}, account.Decree{Number: "bench/1", Signed: today}, hash)
			return err
		})
	})
}

// signedIn signs in again and again, from one browser.
func (b *bench) signedIn(ctx context.Context, e engine, house *process, hash string) (figure, error) {
	c := newClient(1)
	var err error
	if c.http.Jar, err = cookiejar.New(nil); err != nil {
		return figure{}, err
	}
	form := url.Values{"login": {benchLogin}, "secret": {benchSecret}}
	var whole, alone []cost
	for round := range min(b.rounds, signInRounds) + 1 {
		w, err := house.costs(signIns, func(int) error { return c.post(ctx, house.at+"/masuk", form) })
		if err != nil {
			return figure{}, err
		}
		a, err := own(func() error { return argons(ctx, hash) })
		if err != nil {
			return figure{}, err
		}
		if round > 0 { // the first one warms up
			whole, alone = append(whole, w), append(alone, cost{a.cpu / signIns, a.wall / signIns})
		}
	}
	rest := max(0, median(cpuOf(whole))-median(cpuOf(alone)))
	return figure{
		What:     "sign-in with a password (HTTP, tries counted, diary entry and all), " + e.name,
		Measured: millis(median(cpuOf(whole))) + " CPU",
		Beside: fmt.Sprintf("argon2id alone %s, the rest %s; by the clock %s", millis(median(cpuOf(alone))),
			micros(rest), millis(median(wallOf(whole)))),
	}, nil
}

// argons does what a round of sign-ins cannot do without.
func argons(ctx context.Context, hash string) error {
	for range signIns {
		if ok, err := account.CheckSecret(ctx, hash, benchSecret); err != nil || !ok {
			return errors.Join(err, fmt.Errorf("the secret fits its hash: %v", ok))
		}
	}
	return nil
}

// costs is what work costs the process, for each of n, one after the other.
func (p *process) costs(n int, work func(i int) error) (cost, error) { return p.costsOf(1, n, work) }

// costsOf is what work costs the process, for each of n, when some callers ask at the same
// time.
func (p *process) costsOf(callers, n int, work func(i int) error) (cost, error) {
	before, err := p.cpu()
	if err != nil {
		return cost{}, err
	}
	begin := time.Now()
	if err := together(callers, n, work); err != nil {
		return cost{}, err
	}
	took := time.Since(begin)
	after, err := p.cpu()
	return cost{(after - before) / time.Duration(n), took / time.Duration(n)}, err
}
