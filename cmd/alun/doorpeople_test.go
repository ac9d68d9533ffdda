package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accountweb"
)

// Words that stand for people whom an administrator has to do with, and links.
const (
	staffOne    = "PEGAWAISATU" // a planner with a password
	staffTwo    = "PEGAWAIDUA"  // another, whose account is closed
	staffThree  = "PEGAWAITIGA" // another, whose role is handed over to the first
	grantOne    = "PERANSATU"   // the role of the first
	grantThree  = "PERANTIGA"   // of the third
	setUpLink   = "TAUTANATUR"
	inviteLink  = "TAUTANUNDANG"
	resetLink   = "TAUTANSANDI"
	staffMail   = "pegawai1@contoh.id"
	staffSecret = "empat payung kuning di pasar"
)

var (
	admins = []string{"administrator"}
	given  = "decree=800/9/SK&signed=2026-01-02&standing=definitif"
)

// peopleDoors are those of signing in, of one's own account and of people.
var peopleDoors = []door{
	{method: "GET", route: "/masuk", examples: []string{"/masuk", "/masuk?ke=/akun", "/masuk?ke=//contoh.id"}, refused: []refusal{{"/masuk?ke=%00", 422}, {"/masuk?ke=/" + long + long + long + long + long, 422}}},
	{method: "POST", route: "/masuk", forms: []sent{
		{"/masuk", "login=" + staffMail + "&secret=" + staffSecret, 303, 0},
		{"/masuk", "login=" + staffMail + "&secret=salah", 422, 5},
		{"/masuk", "login=" + staffMail + "&secret=" + staffSecret, 429, 0},
		{"/masuk", "login=tiada@contoh.id&secret=salah", 422, 0},
		{"/masuk", "login=bukan&secret=salah", 422, 0},
		{"/masuk", "login=%00&secret=%ff", 422, 0},
		{"/masuk", "", 422, 0}}},
	{method: "GET", route: "/masuk/lupa", examples: []string{"/masuk/lupa"}, refused: []refusal{{"/masuk/lupa?x=%ff", 422}}},
	{method: "GET", route: "/masuk/kode", examples: []string{"/masuk/kode", "/masuk/kode?ke=/akun"}, refused: []refusal{{"/masuk/kode?ke=%00", 422}}},
	{method: "POST", route: "/masuk/kode", forms: []sent{{"/masuk/kode", "code=123456", 401, 0}, {"/masuk/kode", "", 401, 0}}},
	{method: "POST", route: "/keluar", forms: []sent{{"/keluar", "", 303, 0}, {"/keluar", "semua=1", 303, 0}}},
	{method: "GET", route: "/atur/{token}", examples: []string{"/atur/" + setUpLink}, refused: []refusal{{"/atur/x", 404}, {"/atur/%00", 404}, {"/atur/" + inviteLink, 404}, {"/atur/" + long, 404}}},
	{method: "POST", route: "/atur/{token}", forms: []sent{
		{"/atur/" + setUpLink, "name=Siti&login=lain@contoh.id&decree=800/1&signed=2026-01-02&secret=" + staffSecret, 409, 0},
		{"/atur/" + setUpLink, "name=&login=bukan&decree=&signed=kemarin&secret=pendek", 422, 0},
		{"/atur/x", "secret=" + staffSecret, 404, 0}}},
	{method: "GET", route: "/undangan/{token}", examples: []string{"/undangan/" + inviteLink}, refused: []refusal{{"/undangan/x", 404}, {"/undangan/%00", 404}, {"/undangan/" + resetLink, 404}}},
	{method: "POST", route: "/undangan/{token}", forms: []sent{{"/undangan/" + inviteLink, "secret=pendek", 422, 0}, {"/undangan/" + inviteLink, "", 422, 0}, {"/undangan/x", "secret=" + staffSecret, 404, 0}}},
	{method: "GET", route: "/sandi/{token}", examples: []string{"/sandi/" + resetLink}, refused: []refusal{{"/sandi/x", 404}, {"/sandi/%00", 404}, {"/sandi/" + setUpLink, 404}}},
	{method: "POST", route: "/sandi/{token}", forms: []sent{{"/sandi/" + resetLink, "secret=balikpapan2026", 422, 0}, {"/sandi/x", "secret=" + staffSecret, 404, 0}}},

	{method: "GET", route: "/akun", as: "head", may: everyone(), examples: []string{"/akun", "/akun?ya=bahasa", "/akun?ya=tiada"}, refused: []refusal{{"/akun?ya=%00", 422}}},
	{method: "POST", route: "/akun/bahasa", as: "head", may: everyone(), forms: []sent{{"/akun/bahasa", "lang=en", 303, 0}, {"/akun/bahasa", "lang=id", 303, 0}, {"/akun/bahasa", "lang=xx", 422, 0}, {"/akun/bahasa", "", 422, 0}}},
	{method: "POST", route: "/akun/perangkat", as: "head", may: everyone(), forms: []sent{{"/akun/perangkat", "session=tiada", 303, 0}, {"/akun/perangkat", "", 303, 0}, {"/akun/perangkat", "session=" + long, 422, 0}}},
	{method: "GET", route: "/akun/sandi", as: "head", may: everyone(), examples: []string{"/akun/sandi"}},
	{method: "POST", route: "/akun/sandi", as: "head", may: everyone(), forms: []sent{{"/akun/sandi", "old=salah&secret=" + staffSecret, 422, 0}, {"/akun/sandi", "", 422, 0}}},
	{method: "GET", route: "/akun/kode", as: "head", may: everyone(), examples: []string{"/akun/kode"}},
	{method: "POST", route: "/akun/kode", as: "head", may: everyone(), forms: []sent{{"/akun/kode", "old=bukan", 422, 0}}},
	{method: "POST", route: "/akun/kode/pasang", as: "head", may: everyone(), forms: []sent{{"/akun/kode/pasang", "code=abc", 409, 0}, {"/akun/kode/pasang", "", 422, 0}}},
	{method: "GET", route: "/akun/program", as: "operator", may: everyone(), examples: []string{"/akun/program"}},
	{method: "POST", route: "/akun/program", as: "operator", may: everyone(), forms: []sent{
		{"/akun/program", "name=Aplikasi+keuangan&until=" + soon, 200, 0},
		{"/akun/program", "name=x&until=" + soon, 422, 0},
		{"/akun/program", "name=Aplikasi+keuangan&until=2020-01-01", 422, 0},
		{"/akun/program", "", 422, 0}}},
	{method: "POST", route: "/akun/kode/cadangan", as: "head", may: everyone(), forms: []sent{{"/akun/kode/cadangan", "code=abc", 422, 0}}},

	{method: "GET", route: "/orang", as: "administrator", may: admins,
		examples: []string{"/orang", "/orang?peran=head&opd=dpu", "/orang?keadaan=invited", "/orang?dari=" + staffOne, "/orang?peran=privacy&opd=dpu"},
		refused:  []refusal{{"/orang?peran=raja", 422}, {"/orang?opd=tiada", 422}, {"/orang?keadaan=%27", 422}, {"/orang?dari=abc", 422}, {"/orang?peran=%00", 422}}},
	{method: "GET", route: "/orang/cari", as: "administrator", may: admins, examples: []string{"/orang/cari"}},
	{method: "POST", route: "/orang/cari", as: "administrator", may: admins, forms: []sent{
		{"/orang/cari", "login=" + staffMail, 303, 0}, {"/orang/cari", "login=tiada@contoh.id", 422, 0}, {"/orang/cari", "login=bukan", 422, 0}, {"/orang/cari", "", 422, 0}}},
	{method: "GET", route: "/orang/baru", as: "administrator", may: admins, examples: []string{"/orang/baru"}},
	{method: "POST", route: "/orang/baru", as: "administrator", may: admins, forms: []sent{
		{"/orang/baru", "name=Ani&login=ani@contoh.id&lang=id&role=planner&from=2026-01-02&" + given, 200, 0},
		{"/orang/baru", "name=Ani&login=ani@contoh.id&lang=id&role=planner&from=2026-01-02&" + given, 409, 0},
		{"/orang/baru", "name=A&login=bukan&lang=xx&role=raja&office=abc&from=x&until=y", 422, 0},
		{"/orang/baru", "", 422, 0}}},
	{method: "GET", route: "/orang/{code}", as: "administrator", may: admins, examples: []string{"/orang/" + staffOne, "/orang/" + staffTwo, "/orang/" + personOne, "/orang/" + staffOne + "?ya=peran"},
		refused: []refusal{{"/orang/abc", 404}, {"/orang/%00", 404}, {"/orang/" + grantOne, 404}, {"/orang/" + long, 404}}},
	{method: "POST", route: "/orang/{code}/tautan", as: "administrator", may: admins, forms: []sent{
		{"/orang/" + staffThree + "/tautan", "seen=1", 200, 0}, {"/orang/" + staffThree + "/tautan", "", 422, 0}, {"/orang/abc/tautan", "seen=1", 404, 0}}},
	{method: "POST", route: "/orang/{code}/faktor", as: "administrator", may: admins, forms: []sent{{"/orang/" + staffOne + "/faktor", "code=abc", 422, 0}, {"/orang/" + staffOne + "/faktor", "", 422, 0}}},
	{method: "POST", route: "/orang/{code}/keluar", as: "administrator", may: admins, forms: []sent{{"/orang/" + staffOne + "/keluar", "", 303, 0}, {"/orang/abc/keluar", "", 404, 0}}},
	{method: "POST", route: "/orang/{code}/tutup", as: "administrator", may: admins, forms: []sent{
		{"/orang/" + staffTwo + "/tutup", "version=2&sure=1", 303, 0}, {"/orang/" + staffTwo + "/tutup", "version=2&sure=1", 409, 0}, {"/orang/" + staffOne + "/tutup", "version=2", 422, 0}, {"/orang/" + staffOne + "/tutup", "version=x", 422, 0}}},
	{method: "GET", route: "/orang/{code}/peran", as: "administrator", may: admins, examples: []string{"/orang/" + staffOne + "/peran"}, refused: []refusal{{"/orang/abc/peran", 404}}},
	{method: "POST", route: "/orang/{code}/peran", as: "administrator", may: admins, forms: []sent{
		{"/orang/" + staffOne + "/peran", "role=planner&from=2026-01-02&" + given, 303, 0},
		{"/orang/" + staffOne + "/peran", "role=head&from=2026-01-02&" + given, 422, 0},
		{"/orang/" + staffOne + "/peran", "", 422, 0}}},
	{method: "GET", route: "/orang/{code}/peran/{grant}", as: "administrator", may: admins, examples: []string{"/orang/" + staffOne + "/peran/" + grantOne},
		refused: []refusal{{"/orang/" + staffOne + "/peran/abc", 404}, {"/orang/" + staffTwo + "/peran/" + grantOne, 404}, {"/orang/abc/peran/" + grantOne, 404}}},
	{method: "POST", route: "/orang/{code}/peran/{grant}/akhir", as: "administrator", may: admins, forms: []sent{
		{"/orang/" + staffOne + "/peran/" + grantOne + "/akhir", "ended=" + today, 303, 0},
		{"/orang/" + staffOne + "/peran/" + grantOne + "/akhir", "ended=" + today, 409, 0},
		{"/orang/" + staffOne + "/peran/" + grantOne + "/akhir", "ended=x", 422, 0}}},
	{method: "POST", route: "/orang/{code}/peran/{grant}/serah", as: "administrator", may: admins, forms: []sent{
		{"/orang/" + staffThree + "/peran/" + grantThree + "/serah", "to=" + staffOne + "&last=" + today + "&" + given, 303, 0},
		{"/orang/" + staffThree + "/peran/" + grantThree + "/serah", "to=" + staffOne + "&last=" + today + "&" + given, 409, 0},
		{"/orang/" + staffThree + "/peran/" + grantThree + "/serah", "to=&last=x", 422, 0}}},
}

var today = dayOfToday()

// offer keeps a link of a house that was still empty.
func (v *visit) offer() {
	v.Helper()
	v.codes[setUpLink] = account.NewToken()
	if err := v.house.db.Write(v.Context(), func(tx *db.Tx) error { _, err := account.OfferSetUp(tx, v.codes[setUpLink]); return err }); err != nil {
		v.Fatal(err)
	}
}

// employ makes people whom an administrator has invited.
func (v *visit) employ() {
	v.Helper()
	hash, err := account.HashSecret(v.Context(), staffSecret)
	if err != nil {
		v.Fatal(err)
	}
	for i, word := range []string{staffOne, staffTwo, staffThree} {
		person, grant := v.hire(fmt.Sprint("pegawai", i+1, "@contoh.id"), hash)
		v.codes[word] = v.house.keys.Codec().Encode(int64(person))
		switch word {
		case staffOne:
			v.codes[grantOne] = v.house.keys.Codec().Encode(int64(grant))
		case staffThree:
			v.codes[grantThree] = v.house.keys.Codec().Encode(int64(grant))
		}
	}
	v.codes[inviteLink], v.codes[resetLink] = account.NewToken(), account.NewToken()
	id, _ := v.house.keys.Codec().Decode(v.codes[staffOne])
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		admin := v.people["administrator"].Session
		_, err := v.house.people.Invite(tx, admin, account.New{Name: "Diundang", Lang: "id", Login: account.Login{Way: "mail", Text: "diundang@contoh.id"}}, v.codes[inviteLink])
		if err != nil {
			return err
		}
		return v.house.people.InviteAgain(tx, admin, db.ID(id), v.codes[resetLink])
	})
	if err != nil {
		v.Fatal(err)
	}
}

// hire makes a planner with a password.
func (v *visit) hire(mail, hash string) (person, grant db.ID) {
	v.Helper()
	token, admin := account.NewToken(), v.people["administrator"].Session
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		var err error
		if person, err = v.house.people.Invite(tx, admin, account.New{Name: "Pegawai Contoh", Lang: "id", Login: account.Login{Way: "mail", Text: mail}}, token); err != nil {
			return err
		}
		if _, err := v.house.people.Accept(tx, token, account.Invite, account.Password, hash); err != nil {
			return err
		}
		day := date.DayOf(tx.Now())
		grant, err = v.house.people.Give(tx, admin, account.Giving{Person: person, Role: account.Planner, Standing: account.Definitif, From: day,
			Decree: account.Decree{Number: "800/8/SK", Signed: day}})
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return person, grant
}

// peopleActs stand for forms that can be sent once, or need what a form cannot
// bring; formActs has the others.
func (w *twoFaces) peopleActs() map[string]act {
	knock := func(who, path, body string, want ...int) act {
		return func(ctx context.Context, _ int) error {
			return w.formAs(ctx, who, w.site.Handler(), w.path(path), w.path(body), append(want, http.StatusTooManyRequests)...)
		}
	}
	admin := func(path, body string, want ...int) act { return knock("administrator", path, body, want...) }
	return map[string]act{
		"POST /masuk/kode":                       knock(stranger, "/masuk/kode", "code=123456", 401),
		"POST /atur/{token}":                     knock(stranger, "/atur/x", "secret="+staffSecret, 404),
		"POST /sandi/{token}":                    knock(stranger, "/sandi/x", "secret="+staffSecret, 404),
		"POST /akun/sandi":                       knock("head", "/akun/sandi", "old=salah&secret="+staffSecret, 422),
		"POST /akun/kode":                        knock("head", "/akun/kode", "old=bukan", 422),
		"POST /akun/kode/pasang":                 knock("head", "/akun/kode/pasang", "code=abc", 409),
		"POST /akun/kode/cadangan":               knock("head", "/akun/kode/cadangan", "code=abc", 422),
		"POST /orang/{code}/tautan":              admin("/orang/"+staffThree+"/tautan", "seen=1", 200),
		"POST /orang/{code}/faktor":              admin("/orang/"+staffOne+"/faktor", "code=abc", 422),
		"POST /orang/{code}/tutup":               admin("/orang/"+staffTwo+"/tutup", "version=2&sure=1", 303, 409),
		"POST /orang/{code}/peran/{grant}/akhir": admin("/orang/"+staffOne+"/peran/"+grantOne+"/akhir", "ended="+today, 303, 409),
		"POST /orang/{code}/peran/{grant}/serah": admin("/orang/"+staffThree+"/peran/"+grantThree+"/serah", "to="+staffOne+"&last="+today+"&"+given, 303, 409),
		"POST /akun/program": w.alone(func(ctx context.Context, n int) error {
			if err := w.given(ctx, `update account_session set ended_at = made_at, ended_how = 'test' where ended_at is null and device like 'Aplikasi%'`); err != nil {
				return err
			}
			return w.formAs(ctx, "operator", w.site.Handler(), "/akun/program", w.path(fmt.Sprintf("name=Aplikasi+%d&until=%s", n, soon)), http.StatusOK)
		}),
		"POST /orang/baru": func(ctx context.Context, n int) error {
			return admin("/orang/baru", fmt.Sprintf("name=Ani&login=ani%d@contoh.id&lang=id&role=planner&from=2026-01-02&%s", n, given), 200)(ctx, n)
		},
		"POST /undangan/{token}": func(ctx context.Context, n int) error {
			token := account.NewToken()
			if err := w.invite(ctx, n, token); err != nil {
				return err
			}
			return w.form(ctx, w.site.Handler(), accountweb.LinkPath(account.Invite, token), "secret="+staffSecret, 303)
		},
		"account link": func(ctx context.Context, n int) error {
			token := account.NewToken()
			if err := w.invite(ctx, n, token); err != nil {
				return err
			}
			l := account.Login{Way: "mail", Text: fmt.Sprintf("diundang%d@contoh.id", n)}
			return w.house.db.Write(ctx, func(tx *db.Tx) error {
				_, err := w.house.people.ResetByHand(tx, l, token+"x", "uji simpanan halaman")
				return err
			})
		},
	}
}

func (w *twoFaces) invite(ctx context.Context, n int, token string) error {
	return w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := w.house.people.Invite(tx, w.people["administrator"].Session,
			account.New{Name: "Diundang", Lang: "id", Login: account.Login{Way: "mail", Text: fmt.Sprintf("diundang%d@contoh.id", n)}}, token)
		return err
	})
}

// TestTheHeadOfAPage says who is signed in, and keeps strangers' pages for all.
func TestTheHeadOfAPage(t *testing.T) {
	v := visitHouse(t)
	one, two := v.ask(http.MethodGet, "/renja", ""), v.ask(http.MethodGet, "/renja", "")
	if one.Body.String() != two.Body.String() || one.Header().Get("Etag") == "" || one.Header().Get("Cache-Control") != "public, max-age=0, must-revalidate" {
		t.Errorf("a public page is not everybody's any more: %v", one.Header())
	}
	if !bodyHas(one.Body.String(), `href="/masuk"`) {
		t.Error("a stranger is not shown where to sign in")
	}
	mine := v.askAs("administrator", http.MethodGet, "/renja", "")
	if !bodyHas(mine.Body.String(), `action="/keluar"`) || !bodyHas(mine.Body.String(), `href="/orang"`) || bodyHas(mine.Body.String(), `href="/masuk"`) || mine.Header().Get("Cache-Control") != "no-store" {
		t.Error("who is signed in is not greeted, or their page is kept")
	}
	if weak := v.askAs("planner without second factor", http.MethodGet, "/renja", ""); bodyHas(weak.Body.String(), `href="/orang"`) {
		t.Error("a planner is led to the pages of administrators")
	}
}

func bodyHas(body, text string) bool { return strings.Contains(body, text) }

func dayOfToday() string { return date.DayOf(time.Now()).String() }
