package field

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Past is a check that was made.
type Past struct {
	ID       db.ID
	Business db.ID
	Officer  db.ID
	Found    Found
	Facts    []registry.Fact
	Accuracy int
	Stood    bool // a point came with it
	Photo    string
	Made, At time.Time
	State    string // selesai, menunggu, ditutup, tetap
	Note     string
}

const pastSelect = `select c.id, c.business, c.officer, c.found, c.facts, c.accuracy, c.sealed, c.photo, c.made_at, c.at, c.state from registry_check c`

func scanPast(r *db.Row) (p struct {
	Past
	sealed string
}) {
	p.ID, p.Business, p.Officer, p.Found = r.ID(), r.ID(), r.ID(), Found(r.Text())
	for f := range strings.FieldsSeq(r.Text()) {
		p.Facts = append(p.Facts, registry.Fact(f))
	}
	n, known := r.Maybe()
	p.Accuracy, p.Stood = int(n), known
	p.sealed, p.Photo, p.Made, p.At, p.State = r.Text(), r.Text(), r.Time(), r.Time(), r.Text()
	return p
}

// Checks lists the checks of a business, the newest first, for who may check it. The
// point where an officer stood is not among what is told: of a home it is its address.
func (d *Desk) Checks(tx *db.Tx, session string, business db.ID, limit int) ([]Past, error) {
	_, b, err := d.Book.For(tx, session, registry.MayCheck, business)
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanPast, pastSelect+` where c.business = $1 order by c.id desc limit $2`, business, limit)
	var out []Past
	for _, p := range all {
		if err != nil {
			return nil, err
		}
		if p.sealed != "" {
			var text string
			var hidden aside
			if text, _, err = d.Book.Box.Reveal(tx, b.Subject(), checkPlace(p.ID), p.sealed); err == nil && text != "" {
				err = json.Unmarshal([]byte(text), &hidden)
			}
			p.Note = hidden.Note
		}
		out = append(out, p.Past)
	}
	return out, err
}

// PhotoOf is the photo of a check, for who may check its business.
func (d *Desk) PhotoOf(tx *db.Tx, session string, check db.ID) (string, error) {
	p, found, err := db.One(tx, scanPast, pastSelect+` where c.id = $1`, check)
	if err != nil {
		return "", err
	}
	if !found || p.Photo == "" {
		return "", fault.New(fault.NotFound, "field.no_photo")
	}
	_, _, err = d.Book.For(tx, session, registry.MayCheck, p.Business)
	return p.Photo, err
}

// Waiting is a check on which somebody must decide, with the name of its business.
type Waiting struct {
	Past
	Name string
	Demo bool // the business is made up
}

// Waits lists the checks on which somebody must decide, the oldest first, at most limit, in
// the areas of who is signed in.
func (d *Desk) Waits(tx *db.Tx, session string, limit int) ([]Waiting, error) {
	areas, err := Areas(tx, session)
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(areas))
	for i, a := range areas {
		codes[i] = a.Code
	}
	all, err := db.Among(tx, func(r *db.Row) Waiting { return Waiting{scanPast(r).Past, r.Text(), r.Bool()} },
		strings.Replace(pastSelect, " from ", ", b.name, b.demo from ", 1)+` join registry_business b on b.id = c.business
		where c.state = 'menunggu' and b.state in `+visited+` and b.kelurahan in `, ` order by c.at, c.id limit $1`, codes, limit)
	slices.SortFunc(all, func(a, b Waiting) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all[:min(limit, len(all))], err
}

// CountWaits counts what Waits lists in an area: for who shows the number to the officers
// of the area alone.
func CountWaits(tx *db.Tx, area string) (int64, error) {
	where, args := registry.OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_check c join registry_business b on b.id = c.business
		where c.state = 'menunggu' and b.state in `+visited+` and`+where, args...)
	return n, err
}

// Deciding is what an officer makes of a check that found a business closed, moved or
// not at all.
type Deciding struct {
	Check    db.ID
	Close    bool // false: it stays as it is
	Version  int64
	Reason   string // of registry.CloseReasons
	Sentence string // what the owner reads
}

// Decide ends the waiting of a check. Closing is the register's own: with a reason and
// a sentence, told to the owner, and the owner can begin again.
func (d *Desk) Decide(tx *db.Tx, session string, in Deciding) error {
	p, found, err := db.One(tx, scanPast, pastSelect+` where c.id = $1`, in.Check)
	if err != nil {
		return err
	}
	var who account.Who
	if found {
		who, _, err = d.mayCheck(tx, session, p.Business)
	} else {
		err = fault.New(fault.NotFound, "field.no_check")
	}
	if err != nil {
		return err
	}
	if p.State != "menunggu" {
		return fault.New(fault.Conflict, "field.decided")
	}
	state := "tetap"
	if in.Close {
		state = "ditutup"
		if err := d.Book.Close(tx, session, registry.Step{Business: p.Business, Version: in.Version, Reason: in.Reason, Sentence: in.Sentence}); err != nil {
			return err
		}
	}
	// Others of the same business end with it when it closes.
	if _, err := tx.Exec(`update registry_check set state = $1, decided_by = $2, decided_at = $3 where state = 'menunggu' and (id = $4 or business = cast($5 as bigint))`,
		state, who.Actor(), tx.Now(), in.Check, closing(in.Close, p.Business)); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.check_settled", Kind: "registry_business", Subject: p.Business,
		Data: map[string]any{"check": in.Check, "state": state}})
}

func closing(closes bool, business db.ID) db.ID {
	if closes {
		return business
	}
	return 0
}
