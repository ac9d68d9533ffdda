package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
)

// stranger is who has not signed in.
const stranger = ""

// member is somebody of the cast.
type member struct {
	name         string
	role         account.Role
	office, area string
	helps        string
	weak         bool
	standing     account.Standing
}

// cast is who tries the doors: every role, and those that are limited to an
// office, an area or what is theirs twice, once for another one. The office is dpu, the
// area Balikpapan Barat; the other counter is of Balikpapan Tengah. Heads of an RT have
// no account: their sheets are entered by counters. Associations have no role either:
// doorasosiasi_test.go gives the operator and the head one each.
var cast = []member{
	{name: "administrator", role: account.Administrator},
	{name: "privacy", role: account.Privacy},
	{name: "planner", role: account.Planner},
	{name: "planner without second factor", role: account.Planner, weak: true},
	{name: "inspector", role: account.Inspector},
	{name: "operator", role: account.Operator, office: "dpu"},
	{name: "other operator", role: account.Operator, office: "disdag"},
	{name: "head", role: account.Head, office: "dpu"},
	{name: "acting head", role: account.Head, office: "dpu", standing: account.Plh},
	{name: "other head", role: account.Head, office: "disdag"},
	{name: "counter", role: account.Counter, area: "64.71.02"},
	{name: "other counter", role: account.Counter, area: "64.71.04"},
	{name: "maker", role: account.Maker},
	{name: "other maker", role: account.Maker},
	{name: "helper", role: account.Helper, helps: "maker"},
}

// Words that stand for what gather makes for the doors of counters and makers.
const (
	makerPhone  = "0812-7777-1000" // of a maker who is not in the cast
	recovery    = "PULIHSATU"      // a maker who waits for the second officer
	recoveryToo = "PULIHDUA"
	helperGrant = "PEMBANTU"  // the grant of another helper of the maker
	soon        = "BESOKLUSA" // a day that is soon
)

// Rooms that are open to whoever has the role: each finds its own there.
var (
	counters = []string{"counter", "other counter"}
	makers   = []string{"maker", "other maker"}
)

// also is who is in any of the lists.
func also(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// network is where somebody of the cast asks from: each has an own one, so that nobody's
// tries count for another.
func network(who string) string {
	at := slices.IndexFunc(cast, func(c member) bool { return c.name == who })
	return fmt.Sprintf("192.0.2.%d:1234", at+2)
}

// everyone is the cast without strangers, for doors that are open to whoever has
// signed in.
func everyone() []string {
	var all []string
	for _, c := range cast {
		all = append(all, c.name)
	}
	return all
}

// gather lets the cast sign in.
func (v *visit) gather() {
	v.Helper()
	v.tokens, v.people = map[string]string{}, map[string]account.Who{}
	for _, c := range cast {
		r := accounttest.Role{Role: c.role, Standing: c.standing, Area: c.area, Weak: c.weak}
		if c.office != "" {
			r.Office = v.office(c.office)
		}
		if c.helps != "" {
			r.Helps = v.people[c.helps].Person
		}
		v.people[c.name], v.tokens[c.name] = accounttest.Sign(v.T, v.house.db, v.house.keys, r)
	}
	v.atCounter()
}

// atCounter lets three makers in, two of whom wait for the second officer.
func (v *visit) atCounter() {
	v.Helper()
	other, _ := accounttest.Sign(v.T, v.house.db, v.house.keys, accounttest.Role{Role: account.Counter, Area: "64.71.02"})
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	// Another helper, whose grant a door ends: the one of the cast helps on.
	spare, _ := accounttest.Sign(v.T, v.house.db, v.house.keys, accounttest.Role{Role: account.Helper, Helps: v.people["maker"].Person})
	codes := map[string]string{helperGrant: code(spare.Grant.ID), soon: date.DayOf(time.Now().AddDate(0, 0, 3)).String()}
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		for phone, name := range map[string]string{makerPhone: "", "0812-7777-1001": recovery, "0812-7777-1002": recoveryToo} {
			l, err := account.ReadLogin(phone)
			if err != nil {
				return err
			}
			if _, err := v.house.people.Enrol(tx, other.Session, "64.71.02", "ktp", account.New{Name: "Budi Santoso", Login: l, Lang: "id"}, account.NewToken()); err != nil {
				return err
			}
			if name == "" {
				continue
			}
			id, err := v.house.people.StartRecovery(tx, other.Session, "64.71.02", "ktp", l)
			if err != nil {
				return err
			}
			codes[name] = code(id)
		}
		return nil
	})
	if err != nil {
		v.Fatal(err)
	}
	maps.Copy(v.codes, codes)
}

func (v *visit) office(slug string) (id db.ID) {
	v.Helper()
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) error {
		o, found, err := plan.OPDBySlug(tx, 2024, slug)
		if err == nil && !found {
			v.Errorf("no office %s", slug)
		}
		id = o.ID
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return id
}

// signed makes a request somebody's.
func (v *visit) signed(r *http.Request, who string) {
	if who == stranger {
		return
	}
	token, ok := v.tokens[who]
	if !ok {
		v.Fatalf("nobody in the cast is %q", who)
	}
	r.AddCookie(&http.Cookie{Name: "alun", Value: token})
}

// keptOut tries a door as everybody who may not use it, with a request that is
// answered when those who may send it. Strangers are led to the page where they
// sign in, others are refused; nothing is written, and nobody is told more.
func (v *visit) keptOut(d door) {
	v.Helper()
	if d.as == stranger {
		return
	}
	if !slices.Contains(d.may, d.as) {
		v.Errorf("%s %s: %s sends the examples and is not among those who may", d.method, d.route, d.as)
	}
	path, body := "", ""
	if len(d.forms) > 0 {
		path, body = d.forms[0].path, v.path(d.forms[0].body)
	} else if len(d.examples) > 0 {
		path = d.examples[0]
	}
	before := v.facts()
	for _, who := range append([]string{stranger}, everyone()...) {
		if slices.Contains(d.may, who) {
			if d.method == http.MethodGet {
				if got := v.askAs(who, d.method, v.path(path), "").Code; got != http.StatusOK {
					v.Errorf("%s %s as %s, who may: status %d", d.method, path, who, got)
				}
			}
			continue
		}
		got := v.askAs(who, d.method, v.path(path), body).Code
		if !refusedAs(d.method, who, got) {
			v.Errorf("%s %s as %q, who may not: status %d", d.method, path, who, got)
		}
	}
	if more := grown(before, v.facts()); more != "-" {
		v.Errorf("%s %s: those who may not wrote %s in the diary", d.method, path, more)
	}
}

// refusedAs reports whether a status keeps somebody out.
func refusedAs(method, who string, status int) bool {
	if who == stranger && method == http.MethodGet {
		return status == http.StatusSeeOther
	}
	if who == stranger {
		return status == http.StatusUnauthorized
	}
	return status == http.StatusForbidden || status == http.StatusNotFound
}

func TestWhoIsKeptOutIsSeen(t *testing.T) {
	for _, c := range []struct {
		method, who string
		status      int
		out         bool
	}{
		{"GET", stranger, 303, true}, {"GET", stranger, 200, false}, {"POST", stranger, 401, true}, {"POST", stranger, 303, false}, {"POST", stranger, 422, false},
		{"GET", "maker", 403, true}, {"GET", "maker", 404, true}, {"GET", "maker", 200, false}, {"POST", "maker", 303, false}, {"POST", "maker", 422, false},
	} {
		if got := refusedAs(c.method, c.who, c.status); got != c.out {
			t.Errorf("%s as %q, status %d: kept out %v", c.method, c.who, c.status, got)
		}
	}
}
