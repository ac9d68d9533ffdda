package accountweb

import (
	"math"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// Personal is the door to what is kept of people: for the person, for who reads
// with a purpose, and for who answers what people ask. No address holds a value,
// no form keeps one in its answer, and every page is for one reader.
type Personal struct {
	Door
	Private *account.Private
	// Tell gives who says a value of another room, and the note beside it, as people read
	// them; "" leaves them as they are kept. nil: all stay so.
	Tell func(tx *db.Tx, l lang.Lang) (Teller, error)
	// Elsewhere lists who read what other rooms keep of a person, the newest first, at most
	// limit behind after. nil: no other room keeps any.
	Elsewhere func(tx *db.Tx, r *web.Request, person, after db.ID, limit int) ([]OtherRead, error)
}

// Teller says what is kept, and the note beside it, as people read them.
type Teller func(h account.Held) (value, note string)

// Routes lists the addresses about personal data.
func (d Personal) Routes() []web.Route {
	return []web.Route{
		// Anybody.
		web.Show("/privasi", d.lawPage),

		// Whoever is signed in, about themselves.
		web.Show("/akun/data", d.dataPage, "dari", "ya"),
		web.Show("/akun/data/salinan", d.copyPage, "format"),
		web.Show("/akun/data/minta", d.askPage),
		web.Do("/akun/data/minta", d.ask()),
		web.Do("/akun/data/izin", d.consent()),
		web.Do("/akun/data/lanjut", d.goOn()),

		// Staff with a purpose.
		web.Show("/orang/{code}/buka", d.openPage),
		web.Do("/orang/{code}/buka", d.open()),
		web.Show("/surat-tugas", d.dutyPage, "ya"),
		web.Do("/surat-tugas", d.duty()),

		// Who answers what people ask.
		web.Show("/pribadi", d.deskPage, "ya"),
		web.Do("/pribadi", d.writeDown()),
		web.Show("/pribadi/kebocoran", d.incidentsPage),
		web.Do("/pribadi/kebocoran", d.writeIncident()),
		web.Show("/pribadi/kebocoran/{code}", d.incidentPage, "ya"),
		web.Do("/pribadi/kebocoran/{code}", d.told()),
		web.Show("/pribadi/kebocoran/{code}/surat", d.letterPage, "untuk"),
		web.Show("/pribadi/ktp", d.cardPage, "ya"),
		web.Do("/pribadi/ktp", d.askByCard()),
		web.Show("/pribadi/ktp/{code}", d.cardOnePage),
		web.Do("/pribadi/ktp/{code}", d.answerCard()),
		web.Show("/pribadi/{code}", d.requestPage),
		web.Do("/pribadi/{code}", d.answer()),
	}
}

// asking is what every page here begins with.
type asking struct {
	lang.Lang
	r    *web.Request
	now  time.Time
	done string // key of a sentence: what was just done
	bad  *fault.Fault
	tell Teller // see Personal.Tell
}

func begin(tx *db.Tx, r *web.Request, bad *fault.Fault) asking {
	return asking{Lang: r.Lang, r: r, now: tx.Now(), bad: bad}
}

// telling readies what says the values of other rooms.
func (a *asking) telling(tx *db.Tx, tell func(tx *db.Tx, l lang.Lang) (Teller, error)) (err error) {
	if tell != nil {
		a.tell, err = tell(tx, a.Lang)
	}
	return err
}

// saidDone are what the pages may say was done.
var saidDone = map[string]string{"minta": "account.personal_done_asked", "izin": "account.personal_done_agreed", "tarik": "account.personal_done_withdrawn", "lanjut": "account.personal_done_goes_on",
	"tugas": "account.personal_done_duty", "jawab": "account.personal_done_answered", "tolak": "account.personal_done_refused", "kirim": "account.personal_done_told"}

// say reads what was just done from the address.
func (a *asking) say() error {
	v := a.r.Values()
	a.done = saidDone[v.Line("ya", 20)]
	return v.Err()
}

// only lets in who has a right, or leads strangers to the sign-in page.
func only(tx *db.Tx, r *web.Request, right account.Right) (account.Viewer, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return v, err
	}
	_, err = v.May(right, account.At{Any: true})
	return v, err
}

// What is said of a code in an address that names nothing.
const (
	noPerson   = "account.no_person"
	noRequest  = "account.no_request"
	noIncident = "account.no_incident"
)

// target reads the code in the address; missing is what is said of one that names
// nothing.
func (d Personal) target(r *web.Request, missing string) (db.ID, error) {
	id, ok := d.ID(r.PathValue("code"))
	if !ok {
		return 0, fault.New(fault.NotFound, missing)
	}
	return id, nil
}

// reference reads a code that a form chose; "" is 0.
func (d Personal) reference(v *web.Values, name string) db.ID {
	id, _ := d.ID(v.Line(name, 20))
	return id
}

func (a asking) when(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return date.DayOf(t).In(a.Tag()) + ", " + date.Clock(t, a.Tag())
}

// since is a time that may be unknown.
func (a asking) since(from, until time.Time) string {
	if from.IsZero() && until.IsZero() {
		return a.T("account.personal_no_day")
	}
	if until.IsZero() {
		return a.when(from)
	}
	return a.T("account.personal_from_until", a.when(from), a.when(until))
}

// left is how much time is left, or how late it is.
func (a asking) left(d time.Duration) parts.Stamp {
	hours := int(math.Ceil(d.Hours()))
	switch {
	case d < 0:
		return parts.Stamp{Kind: parts.Refused, Label: a.T("account.personal_late", max(1, -int(math.Floor(d.Hours()))))}
	case hours <= 24:
		return parts.Stamp{Kind: parts.Waiting, Label: a.T("account.personal_left", hours)}
	}
	return parts.Stamp{Kind: parts.Running, Label: a.T("account.personal_left", hours)}
}

// fieldNames says fields of a person in words.
func (a asking) fieldNames(fields []string) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = a.word("account.personal_field_"+f, f)
	}
	return strings.Join(names, ", ")
}

// word says a code in words; one that has no sentence is shown as it is: a room
// above may know more than this page.
func (a asking) word(key, code string) string {
	if a.Has(key) {
		return a.T(key)
	}
	return code
}

func (a asking) page(title string, p web.Page) web.Reply {
	p.Title = a.T(title)
	if p.Nav == "" {
		p.Nav = "akun"
	}
	return web.Reply{Page: &p}
}
