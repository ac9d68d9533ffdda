package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/paspor"
)

// Words that stand for a business of the cast's maker that has links.
const (
	sharesOne  = "BERBAGI"
	sharesLink = "TAUTANSATU" // one of its links
	sharesGood = "TOKENBAIK"  // the token of another one
	sharesGone = "TOKENCABUT" // and of one that was revoked
	sharesNone = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
)

// passportLink is the address of a link.
const passportLink = "/paspor/{token}"

const sharesPath = "/usaha-saya/" + sharesOne + "/paspor"

// pasporDoors are those of passports and the links to them.
var pasporDoors = []door{
	{method: "GET", route: "/usaha-saya/{code}/paspor", as: "maker", may: writers, examples: []string{sharesPath, ownsPath + "/paspor", "/usaha-saya/" + ownsShut + "/paspor"},
		refused: []refusal{{"/usaha-saya/abc/paspor", 404}, {"/usaha-saya/%00/paspor", 404}, {sharesPath + "?format=exe", 422}, {sharesPath + "?format=%ff", 422}}},
	{method: "GET", route: "/usaha-saya/{code}/paspor/tautan", as: "maker", may: []string{"maker"}, examples: []string{sharesPath + "/tautan", ownsPath + "/paspor/tautan"},
		refused: []refusal{{"/usaha-saya/abc/paspor/tautan", 404}, {sharesPath + "/tautan?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/paspor/tautan", as: "maker", may: []string{"maker"}, forms: []sent{
		{sharesPath + "/tautan", "untuk=bank&sampai=" + soon + "&buka=wa", 200, 0},
		{sharesPath + "/tautan", "untuk=bank&sampai=" + soon + "&buka=point", 422, 0},
		{sharesPath + "/tautan", "untuk=pajak&sampai=" + soon, 422, 0},
		{sharesPath + "/tautan", "untuk=bank&sampai=2126-01-01", 422, 0},
		{sharesPath + "/tautan", "", 422, 0},
		{sharesPath + "/tautan", "untuk=%ff&sampai=" + long + "&buka=%00", 422, 0},
		{ownsPath + "/paspor/tautan", "untuk=bank&sampai=" + soon, 409, 0},
		{"/usaha-saya/abc/paspor/tautan", "untuk=bank&sampai=" + soon, 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/paspor/tautan/{link}", as: "maker", may: []string{"maker"}, examples: []string{sharesPath + "/tautan/" + sharesLink, sharesPath + "/tautan/" + sharesLink + "?ya=cabut"},
		refused: []refusal{{sharesPath + "/tautan/abc", 404}, {ownsPath + "/paspor/tautan/" + sharesLink, 404}, {"/usaha-saya/abc/paspor/tautan/" + sharesLink, 404}}},
	{method: "POST", route: "/usaha-saya/{code}/paspor/tautan/{link}", as: "maker", may: []string{"maker"}, forms: []sent{
		{sharesPath + "/tautan/" + sharesLink, "", 303, 0},
		{sharesPath + "/tautan/" + sharesLink, "", 303, 0},
		{sharesPath + "/tautan/abc", "", 404, 0},
		{ownsPath + "/paspor/tautan/" + sharesLink, "", 404, 0},
		{"/usaha-saya/abc/paspor/tautan/" + sharesLink, "", 404, 0}}},
	{method: "GET", route: passportLink, examples: []string{"/paspor/" + sharesGood},
		refused: []refusal{{"/paspor/" + sharesGone, 410}, {"/paspor/" + sharesNone, 404}, {"/paspor/abc", 404}, {"/paspor/%00", 404}, {"/paspor/%27%22", 404}, {"/paspor/" + long, 404}}},
	{method: "POST", route: passportLink, forms: []sent{
		{"/paspor/" + sharesGood, "", 200, 0},
		{"/paspor/" + sharesGone, "", 410, 0},
		{"/paspor/" + sharesNone, "", 404, 0},
		{"/paspor/%ff", "", 404, 0}}},
}

// lent is a published business of the maker with links.
type lent struct {
	business, link, gone db.ID
	good, ended          string // tokens
}

func (v *visit) lent(tx *db.Tx, book *registry.Book, key string) (o lent, err error) {
	session, desk := v.people["maker"].Session, v.house.passports()
	if o.business, err = book.Register(tx, session, registry.Registering{Set: wholeStall()}); err != nil {
		return o, err
	}
	if err = v.openUp(tx, book, o.business); err != nil {
		return o, err
	}
	share := func(n string) (token string, link db.ID, err error) {
		token = paspor.TokenOfForm(v.house.keys, session, key+n)
		link, err = desk.Make(tx, session, paspor.Making{Business: o.business, Purpose: "bank", Shown: []paspor.Tick{paspor.Tick(registry.WA)}, Last: date.DayOf(tx.Now()), Token: token})
		return token, link, err
	}
	if _, o.link, err = share("satu"); err == nil {
		o.good, _, err = share("dua")
	}
	if err == nil {
		o.ended, o.gone, err = share("tiga")
	}
	if err == nil {
		err = desk.Revoke(tx, session, o.business, o.gone)
	}
	return o, err
}

// lend gives the maker of the cast such a business.
func (v *visit) lend() {
	v.Helper()
	book := v.house.book()
	var o lent
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) (err error) { o, err = v.lent(tx, book, "pintu"); return err })
	if err != nil {
		v.Fatal(err)
	}
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	v.codes[sharesOne], v.codes[sharesLink], v.codes[sharesGood], v.codes[sharesGone] = code(o.business), code(o.link), o.good, o.ended
}

// pasporActs are what can be done with links: each act has a business of its own.
func (w *twoFaces) pasporActs() map[string]act {
	press := func(as, path, body string, status int) act {
		return func(ctx context.Context, n int) error {
			var o lent
			err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				o, err = w.lent(tx, w.house.book(), path+strconv.Itoa(n))
				return err
			})
			if err != nil {
				return err
			}
			to := strings.NewReplacer("{code}", w.code(o.business), "{link}", w.code(o.link), "{token}", o.good).Replace(path)
			return w.formAs(ctx, as, w.site.Handler(), to, w.path(body), status, http.StatusTooManyRequests)
		}
	}
	const at = "/usaha-saya/{code}/paspor/tautan"
	return map[string]act{
		"POST " + at:             press("maker", at, "untuk=bank&sampai="+soon, http.StatusOK),
		"POST " + at + "/{link}": press("maker", at+"/{link}", "", http.StatusSeeOther),
		"POST /paspor/{token}":   press(stranger, "/paspor/{token}", "", http.StatusOK),
	}
}

// An address that holds a token is told to nobody: see TestATokenOfALinkLeavesNoTrace for
// what is written down.
func TestAPassportAddressIsToldToNobody(t *testing.T) {
	v := visitHouse(t)
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		for path, want := range map[string]int{"/paspor/" + v.codes[sharesGood]: 200, "/paspor/" + v.codes[sharesGone]: 410} {
			got := v.ask(method, path, "")
			h := got.Header()
			if got.Code != want || h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "same-origin" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") {
				t.Errorf("%s %d: %d %v", method, want, got.Code, h)
			}
			if strings.Contains(strings.ReplaceAll(got.Body.String(), "http://www.w3.org", ""), `href="http`) {
				t.Errorf("%s %d leads to another house", method, want)
			}
		}
	}
}
