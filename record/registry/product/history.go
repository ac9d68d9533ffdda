package product

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Change is one change of a product, as its history keeps it.
type Change struct {
	ID       db.ID
	Product  db.ID
	Business db.ID
	Version  int64  // the one that it made
	Kind     string // added, changed, removed, taken_back
	At       time.Time
	Fields   []string // name, about, price, unit, kind, stock, days, shown, removed
	Of       db.ID    // the change that it takes back
	Before   *Entry   // nil of what was added
	After    *Entry   // nil of what was removed
	Said     string   // the sentence of an officer who gave it back
	Gone     bool     // its person was forgotten

	subject db.ID
	sealed  string
}

// Word is the key of what a change was.
func (c Change) Word() string { return "product.change_" + c.Kind }

// Name is what the product was called then; "" where it was forgotten.
func (c Change) Name() string {
	switch {
	case c.After != nil:
		return c.After.Name
	case c.Before != nil:
		return c.Before.Name
	}
	return ""
}

const changeSelect = `select c.id, c.product, c.business, c.version, c.kind, c.at, c.fields, c.of_change, c.subject, c.sealed from registry_product_change c`

func scanChange(r *db.Row) Change {
	return Change{ID: r.ID(), Product: r.ID(), Business: r.ID(), Version: r.Int64(), Kind: r.Text(), At: r.Time(), Fields: strings.Fields(r.Text()),
		Of: r.ID(), subject: r.ID(), sealed: r.Text()}
}

// told is a change as it is written down.
type told struct {
	kind          string
	product       db.ID
	version       int64
	before, after *Entry
	fields        []string
	of            db.ID
	said          string
}

// both is the sealed piece of a change.
type both struct {
	Before *Entry `json:"before,omitempty"`
	After  *Entry `json:"after,omitempty"`
	Said   string `json:"said,omitempty"`
}

func sealedAt(id db.ID) string { return fmt.Sprint("registry_product_change.sealed ", int64(id)) }

// tell writes a change into the history and the diary.
func (d Desk) tell(tx *db.Tx, who account.Who, b registry.Business, t told) error {
	id := tx.NewID()
	raw, err := json.Marshal(both{t.before, t.after, t.said})
	if err != nil {
		return err
	}
	sealed, err := d.Book.Box.Hide(tx, b.Subject(), sealedAt(id), string(raw))
	if err != nil {
		return err
	}
	fields := strings.Join(t.fields, " ")
	if _, err := tx.Exec(`insert into registry_product_change (id, product, business, version, kind, at, by_actor, fields, subject, sealed, of_change) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, t.product, b.ID, t.version, t.kind, tx.Now(), who.Actor(), fields, b.Subject(), sealed, db.Null(t.of, t.of != 0)); err != nil {
		return err
	}
	return diary.Write(tx, t.entry(who, b, strings.Join(t.fields, ".")))
}

// entry is what the diary is told of a change.
func (t told) entry(who account.Who, b registry.Business, fields string) diary.Entry {
	switch t.kind {
	case "added":
		return diary.Entry{Actor: who.Actor(), Fact: "registry.product_added", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"product": t.product, "fields": fields}}
	case "changed":
		if t.said != "" {
			return diary.Entry{Actor: who.Actor(), Fact: "registry.product_returned", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"product": t.product}}
		}
	case "removed":
		return diary.Entry{Actor: who.Actor(), Fact: "registry.product_removed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"product": t.product, "fields": fields}}
	}
	return diary.Entry{Actor: who.Actor(), Fact: "registry.product_changed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"product": t.product, "fields": fields}}
}

// History lists the changes of the products of a business, the newest first, at most
// limit behind one (0: from the newest): for its people and officers.
func (d Desk) History(tx *db.Tx, session string, business, before db.ID, limit int) ([]Change, error) {
	if err := d.insider(tx, session, business); err != nil {
		return nil, err
	}
	if before == 0 {
		before = 1<<63 - 1
	}
	all, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.id < $2 order by c.id desc limit $3`, business, before, limit)
	for i := range all {
		if err == nil {
			all[i], err = d.reveal(tx, all[i])
		}
	}
	return all, err
}

func (d Desk) reveal(tx *db.Tx, c Change) (Change, error) {
	text, gone, err := d.Book.Box.Reveal(tx, c.subject, sealedAt(c.ID), c.sealed)
	if c.Gone = gone; err != nil || gone {
		return c, err
	}
	var b both
	err = json.Unmarshal([]byte(text), &b)
	c.Before, c.After, c.Said = b.Before, b.After, b.Said
	return c, err
}

// stoodAgain tells of a change by which a removed product stood again: before it there was none.
func stoodAgain(tx *db.Tx, c Change) (bool, error) {
	kind, found, err := db.One(tx, (*db.Row).Text, `select kind from registry_product_change where id = $1`, c.Of)
	return found && kind == "removed", err
}

// TakeBack restores what stood before a change: a product that was added, or that stood again,
// is removed, one that was removed stands again, with the photos that it had, where their
// time (OffFor) is not over. It refuses where the product was
// changed since: the newest change is taken back first. The history keeps both.
func (d Desk) TakeBack(tx *db.Tx, session string, business, change db.ID) error {
	c, found, err := db.One(tx, scanChange, changeSelect+` where c.id = $1 and c.business = $2`, change, business)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "product.no_change")
	}
	if err != nil {
		return err
	}
	who, b, p, err := d.of(tx, session, MaySellBack, c.Product)
	if err != nil {
		return err
	}
	if p.Version != c.Version {
		return fault.New(fault.Conflict, "product.changed_since")
	}
	if c, err = d.reveal(tx, c); err != nil {
		return err
	}
	switch {
	case c.Gone:
		return fault.New(fault.Conflict, "product.forgotten")
	case c.Before == nil:
		return d.Remove(tx, session, p.ID, p.Version)
	}
	stood, err := stoodAgain(tx, c)
	if err != nil {
		return err
	}
	if stood {
		return d.Remove(tx, session, p.ID, p.Version)
	}
	_, marks, err := Read(c.Before.Typed()) // as if it were written now: rules change, and marks are of a text
	if err != nil {
		return err
	}
	return d.put(tx, who, b, p, putting{version: p.Version, entry: *c.Before, marks: marks, kind: "taken_back", of: c.ID, back: !p.Removed.IsZero()})
}
