package accountweb

import (
	"embed"
	"io/fs"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// Files holds the pages' sentences.
//
//go:embed words
var Files embed.FS

//go:embed static
var static embed.FS

// Static is the script that shows what is typed, for web.Config.Static.
func Static() (fs.FS, error) { return fs.Sub(static, "static") }

// Place is an office or an area that a role can be for.
type Place struct {
	ID   db.ID  // of an office
	Code string // of an area: "64.71.05"; of an office its short name: "dpu"
	Name string
}

// Door is the door of the room.
type Door struct {
	DB     *db.DB
	People *account.People
	Keys   api.Keys            // keys of programs that act for people of the staff
	Decide api.Keys            // those that decide as well; without scopes there are none
	House  string              // the house's name in apps and messages: "Alun Balikpapan"
	City   map[lang.Tag]string // whose government answers for the data: "Kota Balikpapan"
	Base   string              // where the house is reached, for links that are handed over; without a slash
	Code   func(db.ID) string
	ID     func(string) (db.ID, bool)
	// Offices and Areas are doors: what roles can be for, in the order of lists.
	Offices func(tx *db.Tx, tag lang.Tag) ([]Place, error)
	Areas   func(tx *db.Tx, tag lang.Tag) ([]Place, error)
	Home    string                   // where who signs in comes to; "": their own account
	Data    string                   // the page about what is known of a person; "": none
	Loading func() (done, total int) // how far a demonstration is; nil: there is none
}

// Routes lists the room's addresses.
func (d Door) Routes() []web.Route {
	return []web.Route{
		// Anybody.
		web.Show("/masuk", d.signInPage, web.BackField, cardField),
		web.Do("/masuk", d.signIn()),
		web.Show("/masuk/lupa", d.forgotten),
		web.Show("/masuk/kode", d.codePage, web.BackField),
		web.Do("/masuk/kode", d.giveCode()),
		web.Do("/keluar", d.leave()),
		web.Show("/atur/{token}", d.choosePage(account.SetUp)),
		web.Do("/atur/{token}", d.choose(account.SetUp)),
		web.Show("/undangan/{token}", d.choosePage(account.Invite)),
		web.Do("/undangan/{token}", d.choose(account.Invite)),
		web.Show("/sandi/{token}", d.choosePage(account.Reset)),
		web.Do("/sandi/{token}", d.choose(account.Reset)),

		// Whoever is signed in.
		web.Show("/akun", d.selfPage, "ya"),
		web.Do("/akun/bahasa", d.speak()),
		web.Do("/akun/perangkat", d.endOwn()),
		web.Show("/akun/sandi", d.secretPage),
		web.Do("/akun/sandi", d.changeSecret()),
		web.Show("/akun/kode", d.secondPage),
		web.Do("/akun/kode", d.beginSecond()),
		web.Do("/akun/kode/pasang", d.finishSecond()),
		web.Do("/akun/kode/cadangan", d.renewCodes()),
		web.Show("/akun/program", d.programsPage),
		web.Do("/akun/program", d.letProgram()),

		// Administrators.
		web.Show("/orang", d.listPage, "peran", "opd", "keadaan", "dari"),
		web.Show("/orang/cari", d.listPage, "peran", "opd", "keadaan", "dari"),
		web.Do("/orang/cari", d.seek()),
		web.Show("/orang/baru", d.invitePage),
		web.Do("/orang/baru", d.invite()),
		web.Show("/orang/{code}", d.personPage, "ya"),
		web.Do("/orang/{code}/tautan", d.link()),
		web.Do("/orang/{code}/faktor", d.release()),
		web.Do("/orang/{code}/keluar", d.endTheirs()),
		web.Do("/orang/{code}/tutup", d.end()),
		web.Show("/orang/{code}/peran", d.grantPage),
		web.Do("/orang/{code}/peran", d.give()),
		web.Show("/orang/{code}/peran/{grant}", d.heldPage),
		web.Do("/orang/{code}/peran/{grant}/akhir", d.endGrant()),
		web.Do("/orang/{code}/peran/{grant}/serah", d.handOver()),
	}
}
