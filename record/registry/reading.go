package registry

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Purposes is what private facts of a business are read for, and which facts each
// needs. Neither tax nor enforcement is one, and the table takes no other: a register
// that helps the tax office or the raid loses its makers.
var Purposes = map[string][]Fact{
	"pembinaan":   {Phone, WA, Mail, Sales, Capital},      // to help the business along
	"pemeriksaan": {Phone, WA, Address, Point},            // to find it in the field
	"layanan":     {Phone, WA, Mail, Address, Point},      // its owner stands at the counter
	"data_ganda":  {Phone, WA, Mail, Address, Point, NIB}, // to tell two of a kind apart
}

// Basis is why the law lets a purpose be: a code, and the article of UU 27/2022 (PDP).
type Basis struct{ Code, Article string }

// Bases are those of the purposes, and of what an owner's passport link shows. The letters
// of Pasal 20 ayat (2) are those of the list for accounts (record/account/privacy.json):
// e is the public task and public service, a the consent. The city's law office has not
// confirmed them yet.
var Bases = map[string]Basis{
	"pembinaan":   {"public_task", "Pasal 20 ayat (2) huruf e"},
	"pemeriksaan": {"public_task", "Pasal 20 ayat (2) huruf e"},
	"layanan":     {"public_task", "Pasal 20 ayat (2) huruf e"},
	"data_ganda":  {"public_task", "Pasal 20 ayat (2) huruf e"},
	"uji_aturan":  {"public_task", "Pasal 20 ayat (2) huruf e"}, // counted together, none shown
	"paspor":      {"consent", "Pasal 20 ayat (2) huruf a"},     // the owner made the link, and revokes it
}

// BasisWord is the key of the sentence that says the basis of a purpose; its value is the
// article.
func BasisWord(code string) string { return "registry.basis_" + Bases[code].Code }

const (
	readsAnHour = 60              // of one officer: nobody copies the register out
	shownFor    = 2 * time.Minute // how long a read can be drawn again after it was kept
)

// Asked is what an officer wants to read, and why.
type Asked struct {
	Business db.ID
	Facts    []Fact
	Purpose  string
}

// Open keeps that an officer reads private facts of a business, and gives the read
// that Opened draws: for a form, whose answer is kept and must hold no value.
func (k *Book) Open(tx *db.Tx, session string, a Asked) (db.ID, error) {
	who, b, err := k.mayOn(tx, session, MayRead, a.Business, 0)
	if err != nil {
		return 0, err
	}
	of, known := Purposes[a.Purpose]
	if !known || len(a.Facts) == 0 || slices.ContainsFunc(a.Facts, func(f Fact) bool { return !slices.Contains(of, f) }) {
		return 0, fault.New(fault.Denied, "registry.no_purpose").At("purpose", "registry.no_purpose")
	}
	if err := k.stopped(tx, b.ID); err != nil {
		return 0, err
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_read where reader = $1 and at > $2`, who.Person, tx.Now().Add(-time.Hour))
	if err == nil && n >= readsAnHour {
		err = fault.New(fault.TooMany, "registry.reads_many", readsAnHour)
	}
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	if leftOut("trace") {
		return id, nil
	}
	if _, err := tx.Exec(`insert into registry_read (id, business, reader, held, facts, purpose, at) values ($1, $2, $3, $4, $5, $6, $7)`,
		id, b.ID, who.Person, who.Grant.ID, factsText(a.Facts), a.Purpose, tx.Now()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.read", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"read": id, "purpose": a.Purpose, "facts": a.Facts}})
}

// stopped refuses what an owner had stopped.
func (k *Book) stopped(tx *db.Tx, business db.ID) error {
	owners, err := OwnersOf(tx, business)
	for _, o := range owners {
		if err != nil {
			return err
		}
		var all []account.Stop
		all, err = account.Stops(tx, o)
		if err == nil && slices.ContainsFunc(all, func(s account.Stop) bool { return s.Purpose == "" && s.Ended.IsZero() }) {
			return fault.New(fault.Denied, "account.stopped")
		}
	}
	return err
}

// Opened draws the facts of a read that was kept just now, for who kept it.
func (k *Book) Opened(tx *db.Tx, session string, read db.ID) (Values, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	type kept struct {
		business, held db.ID
		facts          string
	}
	r, found, err := db.One(tx, func(r *db.Row) kept { return kept{r.ID(), r.ID(), r.Text()} },
		`select business, held, facts from registry_read where id = $1 and reader = $2 and at > $3`, read, v.Person, tx.Now().Add(-shownFor))
	if err == nil && (!found || !slices.ContainsFunc(v.Grants, func(g account.Grant) bool { return g.ID == r.held })) {
		err = fault.New(fault.NotFound, "registry.read_over")
	}
	if err != nil {
		return nil, err
	}
	b, err := k.whole(tx, r.business)
	out := Values{}
	for _, f := range fields(r.facts) {
		out.put(Fact(f), b.Facts[Fact(f)])
	}
	return out, err
}

// ReadOf is one time that an officer read private facts of a business or counted them
// among those of others, or that somebody read them who has a link of its owner.
type ReadOf struct {
	ID      db.ID
	Reader  db.ID // 0: whoever has a passport link
	Held    db.ID // the role that let them; 0 with a link
	Facts   []Fact
	Purpose string
	At      time.Time
	Among   int64 // so many businesses were counted together, none shown; 0: this one was read
}

// Reads lists who read private facts of a business or counted them among others, the newest first, at most limit
// behind after: for its owner.
func (k *Book) Reads(tx *db.Tx, session string, business, after db.ID, limit int) ([]ReadOf, error) {
	if _, _, err := k.mayOn(tx, session, MayCloseOwn, business, 0); err != nil {
		return nil, err
	}
	return readsOf(tx, business, after, limit)
}

func readsOf(tx *db.Tx, business, after db.ID, limit int) ([]ReadOf, error) {
	if after == 0 {
		after = 1<<63 - 1
	}
	all, err := db.All(tx, func(r *db.Row) ReadOf {
		out := ReadOf{ID: r.ID(), Reader: r.ID(), Held: r.ID()}
		for _, f := range fields(r.Text()) {
			out.Facts = append(out.Facts, Fact(f))
		}
		out.Purpose, out.At, out.Among = r.Text(), r.Time(), r.Int64()
		return out
	}, `select id, reader, held, facts, purpose, at, 0 from registry_read where business = $1 and id < $2
		union all select t.id, t.reader, t.held, t.facts, t.purpose, t.at, t.opened from registry_tally t
		where $1 % t.every = 0 and t.opened > 0 and t.id < $2
			and (select m.to_state from registry_move m where m.business = $1 and m.at <= t.at order by m.number desc limit 1) = 'published'
		order by 1 desc limit $3`, business, after, limit)
	if err == nil && slices.ContainsFunc(all, func(r ReadOf) bool { return r.Among > 0 }) {
		all, err = leftAlone(tx, business, all)
	}
	return all, err
}

// leftAlone leaves out the tallies of times in which an owner had processing stopped:
// there the business was passed over.
func leftAlone(tx *db.Tx, business db.ID, all []ReadOf) ([]ReadOf, error) {
	owners, err := OwnersOf(tx, business)
	for _, o := range owners {
		if err != nil {
			return nil, err
		}
		var stops []account.Stop
		stops, err = account.Stops(tx, o)
		for _, s := range stops {
			all = slices.DeleteFunc(all, func(r ReadOf) bool {
				return r.Among > 0 && s.Purpose == "" && !r.At.Before(s.Since) && (s.Ended.IsZero() || r.At.Before(s.Ended))
			})
		}
	}
	return all, err
}
