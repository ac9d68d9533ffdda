package madeup

import (
	"fmt"
	"time"

	"alun/ground/date"
	"alun/ground/sheet"
)

// Permit is a permit or certificate of a made-up business.
type Permit struct {
	Kind   string // one of registry.PermitKinds
	Number string // of the form of its kind, and nobody's: see doc.go
	Issuer string
	Issued date.Day
	Until  date.Day // its last day, which may be over; zero: it has no end
}

// permitShare is how many of a thousand businesses whose main code begins with a prefix
// hold a kind, by class.
type permitShare struct {
	kind    string
	holding [3]float64
}

// certificate is how long what an office issues is good.
type certificate struct {
	issuer  string
	years   int // 0: it has no end
	endless int // the year since which it has no end; 0: it always has one
	since   int // the first year in which one was issued
}

// Ours: how many let what is over be issued again, and how many of what a business holds
// the hand writes down that enters it a second time.
const (
	renewShare      = 0.6
	heardAgainShare = 0.5
)

func (l *lists) readCertificates() error {
	return sheet.EachRecord(listFiles, "lists/certificates.csv", []string{"kind", "issuer", "years", "endless", "since"}, func(r sheet.Record) (err error) {
		whole := func(column string) (n int) {
			if r.Text(column) != "" && err == nil {
				n, err = r.Whole(column)
			}
			return n
		}
		l.certificates[r.Text("kind")] = certificate{issuer: r.Text("issuer"), years: whole("years"), endless: whole("endless"), since: whole("since")}
		return err
	})
}

// readPermits reads who holds what. What begins with more of a code says more of it.
func (l *lists) readPermits() error {
	return sheet.EachRecord(listFiles, "lists/permits.csv", []string{"kind", "code", "micro", "small", "medium"}, func(r sheet.Record) error {
		s := permitShare{kind: r.Text("kind")}
		if _, known := l.certificates[s.kind]; !known {
			return r.Refuse("kind")
		}
		for i, column := range []string{"micro", "small", "medium"} {
			n, err := r.Whole(column)
			if err != nil {
				return err
			}
			if n < 0 || n > 1000 {
				return r.Refuse(column)
			}
			s.holding[i] = float64(n) / 1000
		}
		l.permits[r.Text("code")] = append(l.permits[r.Text("code")], s)
		return nil
	})
}

// permitsOf are the shares of a code, one for each kind.
func (l *lists) permitsOf(code string) (out []permitShare) {
	said := map[string]bool{}
	for n := len(code); n >= 2; n-- {
		for _, s := range l.permits[code[:n]] {
			if !said[s.kind] {
				said[s.kind], out = true, append(out, s)
			}
		}
	}
	return out
}

// Permits are what the business of an entry holds, as that entry tells it: the newest of
// each kind. It is no part of the entry, as when one was issued tells that the business
// lived then: nothing was issued after it closed.
func (c *City) Permits(number int64) (out []Permit) {
	truth := c.Truth(number)
	w := c.draw(truth.First)
	if kind, first := c.role(truth.First); kind == branch {
		w.code = c.draw(first).code
	}
	for _, s := range w.code.permits {
		d := throw(c.seed^hash(s.kind), truth.First, forPermits) // what one kind throws changes no other
		if !d.is(s.holding[w.class]) || truth.First != number && !throw(c.seed^hash(s.kind), number, forPermits).is(heardAgainShare) {
			continue
		}
		if p, held := c.certificates[s.kind].issue(d, w.year, truth); held {
			p.Kind, p.Number = s.kind, permitNumber(s.kind, w.code.code, truth.First, d, p)
			out = append(out, p)
		}
	}
	return out
}

// issue says when it was issued last: some time after the first year of the business,
// and again, or not, when it was over.
func (k certificate) issue(d *dice, began int, truth Truth) (Permit, bool) {
	noon := func(year int) time.Time { return time.Date(year, 1, 1, 12, 0, 0, 0, date.WITA) }
	from, end := noon(max(began+1, k.since)), Today.Start()
	if !truth.Active {
		end = truth.Since.Start()
	}
	between := int(end.Sub(from).Hours() / 24)
	if between <= 0 {
		return Permit{}, false
	}
	at := from.AddDate(0, 0, d.n(between))
	over := func() time.Time { return at.AddDate(k.years, 0, 0) }
	endless := func() bool { return k.years == 0 || k.endless > 0 && at.Year() >= k.endless }
	for !endless() && over().Before(end) && d.is(renewShare) {
		at = over()
	}
	p := Permit{Issuer: k.issuer, Issued: date.DayOf(at)}
	if !endless() {
		p.Until = date.DayOf(over().AddDate(0, 0, -1))
	}
	return p, true
}

// permitNumber has the form of its kind, and what no office gives: see doc.go.
func permitNumber(kind, code string, first int64, d *dice, p Permit) string {
	serial := first * 37_300_021 % 100_000_000 // another for each business
	switch kind {
	case "halal":
		return fmt.Sprintf("ID99110%08d%02d%02d", serial, p.Issued.Month, p.Issued.Year%100)
	case "pirt":
		return fmt.Sprintf("P-IRT 9%02d9999%06d-%02d", d.between(1, 15), serial%1_000_000, p.Until.Year%100)
	case "bpom":
		switch code[:2] {
		case "20":
			return fmt.Sprintf("NA 99%09d", serial)
		case "21":
			return fmt.Sprintf("TR 99%07d", serial%10_000_000)
		}
		return fmt.Sprintf("MD 9999%08d", serial)
	case "sni":
		return fmt.Sprintf("LSPro-999-IDN/%06d", serial%1_000_000)
	case "hki":
		return fmt.Sprintf("IDM999%06d", serial%1_000_000)
	case "lingkungan":
		return fmt.Sprintf("PKPLH-9999%09d", serial)
	}
	return fmt.Sprintf("SLHS-9999-%08d", serial)
}
