package field

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/record/diary"
	"alun/record/registry"
)

// meaning is what an entry of the diary says of whether its business works.
type meaning struct {
	fact  string // a star stands for any end
	name  string // of the value in the entry's data that decides; "" none does
	value string
	owner bool   // only where the owner themselves did it
	kind  string // of alive_signals.csv
	why   string
}

// meanings is the table: a room that has something new to tell writes the diary, and
// gets its line here.
var meanings = []meaning{
	{"registry.checked", "found", "buka", false, "field_seen", "an officer stood in front of it while it worked"},
	{"registry.checked", "found", "tutup", false, "field_closed", "an officer was told there that it has closed"},
	{"registry.checked", "found", "tidak_ada", false, "field_not_found", "an officer did not find it"},
	{"registry.checked", "found", "pindah", false, "field_not_found", "it is not where the city thought; it may work elsewhere, as one that is not found may"},
	{"registry.ticked", "tick", "masih", false, "rt_active", "the head of the RT ticked that it still works"},
	{"registry.ticked", "tick", "pindah", false, "rt_moved", "the head of the RT ticked that it moved"},
	{"registry.ticked", "tick", "tutup", false, "rt_closed", "the head of the RT ticked that it closed"},
	{"registry.ticked", "tick", "tidak_kenal", false, "rt_unknown", "the head of the RT does not know it"},
	{"registry.changed", "level", "told", false, "owner_confirmed", "level told is the owner's own word: who mends what is said of a business runs it"},
	{"registry.submitted", "", "", true, "owner_confirmed", "the owner hands it in to be checked"},
	{"registry.reopened", "", "", true, "owner_confirmed", "the owner says that it works again"},
	{"registry.closed", "why", "tutup", true, "owner_closed", "the owner says that it ended; an officer who closes acts on signals that count already"},
	{"registry.registered", "", "", false, "listed", "it came into the register"},
	{"registry.product_*", "", "", true, "product_changed", "the owner changed what is sold or its price: work that only a business that works does"},
	{"registry.permit_added", "level", "seen", false, permitShown, "a permit or certificate was shown; a number that was typed proves nothing"},
	{"registry.permit_added", "level", "document", false, permitShown, "the paper itself was shown"},
	{"registry.permit_added", "level", "register", false, permitShown, "a register of the state says so"},
}

// movings are facts after which a business is weighed anew although they say nothing
// of whether it works: it comes among those who could be visited.
var movings = []string{"registry.published", "registry.submitted", "registry.resumed", "registry.reopened", "registry.unmerged"}

func (m meaning) fits(e diary.Entry) bool {
	if start, any := strings.CutSuffix(m.fact, "*"); any {
		return strings.HasPrefix(e.Fact, start)
	}
	return m.fact == e.Fact && (m.name == "" || fmt.Sprint(e.Data[m.name]) == m.value)
}

// Kinds lists the kinds of signals that entries of the diary can become, each once.
func Kinds() []string {
	var out []string
	for _, m := range meanings {
		if !slices.Contains(out, m.kind) {
			out = append(out, m.kind)
		}
	}
	return out
}

// Turn follows one entry of the diary: what it says becomes a signal, and its business
// is weighed anew. It is for diary.Follow.
func (d *Desk) Turn(tx *db.Tx, e diary.Sealed) error {
	if e.Kind != "registry_business" {
		return nil
	}
	if e.Fact == "registry.forgotten" {
		return dropPhotos(tx, e.Subject)
	}
	if e.Fact == "registry.unticked" {
		return d.unsay(tx, e.Entry)
	}
	if e.Fact == "registry.permit_removed" && !leftOut("permit") {
		return d.unshow(tx, e.Entry)
	}
	if e.Fact == "registry.permit_returned" {
		return d.reshow(tx, e)
	}
	moved := slices.Contains(movings, e.Fact)
	for _, m := range meanings {
		if !m.fits(e.Entry) {
			continue
		}
		if by, err := byOwner(tx, e.Entry); err != nil || m.owner && !by {
			if err != nil {
				return err
			}
			continue
		}
		at, err := happened(tx, e.Entry)
		if err != nil {
			return err
		}
		if leftOut("once") {
			e.ID = tx.NewID()
		}
		// Of the table, so that an entry about a made-up business that was taken out holds nobody up.
		n, err := tx.Exec(`insert into registry_signal (entry, business, kind, at) select cast($1 as bigint), b.id, cast($2 as text), cast($3 as bigint)
			from registry_business b where b.id = $4 on conflict (entry) do nothing`, e.ID, m.kind, at, e.Subject)
		if err != nil {
			return err
		}
		moved = moved || n > 0
		break
	}
	if !moved {
		return nil
	}
	return d.weighOne(tx, e.Subject)
}

// permitShown is the kind of a permit that somebody was shown.
const permitShown = "permit_renewed"

// unshow takes back that a permit was shown: it was taken out of the list. Its signal has
// the instant in which it was added, in the same act.
func (d *Desk) unshow(tx *db.Tx, e diary.Entry) error {
	n, err := tx.Exec(`delete from registry_signal where business = $1 and kind = $2
		and at = (select p.added_at from registry_permit p where p.business = $1 and cast(p.id as text) = $3)
		and not exists (select 1 from registry_permit o join registry_permit p on p.added_at = o.added_at and p.business = o.business
			where o.business = $1 and o.removed_at is null and o.level >= $4 and cast(p.id as text) = $3)`, e.Subject, permitShown, fmt.Sprint(e.Data["permit"]), int(registry.Seen))
	if err != nil || n == 0 {
		return err
	}
	return d.weighOne(tx, e.Subject)
}

// reshow says again that a permit was shown when it was: that it was taken out was taken
// back. Nothing new was shown by that.
func (d *Desk) reshow(tx *db.Tx, e diary.Sealed) error {
	n, err := tx.Exec(`insert into registry_signal (entry, business, kind, at) select cast($1 as bigint), p.business, cast($2 as text), p.added_at from registry_permit p
		where p.business = $3 and cast(p.id as text) = $4 and p.level >= $5 and p.removed_at is null
		and not exists (select 1 from registry_signal s where s.business = p.business and s.kind = $2 and s.at = p.added_at) on conflict (entry) do nothing`,
		e.ID, permitShown, e.Subject, fmt.Sprint(e.Data["permit"]), int(registry.Seen))
	if err != nil || n == 0 {
		return err
	}
	return d.weighOne(tx, e.Subject)
}

// unsay takes the newest signal of a tick back: whoever entered the sheet had mistyped.
func (d *Desk) unsay(tx *db.Tx, e diary.Entry) error {
	for _, m := range meanings {
		if m.fact != "registry.ticked" || fmt.Sprint(e.Data[m.name]) != m.value {
			continue
		}
		n, err := tx.Exec(`delete from registry_signal where entry = (select entry from registry_signal where business = $1 and kind = $2 and at <= $3 order by at desc, entry desc limit 1)`, e.Subject, m.kind, e.At)
		if err != nil || n == 0 {
			return err
		}
		return d.weighOne(tx, e.Subject)
	}
	return nil
}

// byOwner reports whether an owner of the business did it.
func byOwner(tx *db.Tx, e diary.Entry) (bool, error) {
	owners, err := registry.OwnersOf(tx, e.Subject)
	return slices.ContainsFunc(owners, func(o db.ID) bool { return e.Actor == fmt.Sprint("person:", o) }), err
}

// happened is when it was so: a check may come days after the officer was there.
func happened(tx *db.Tx, e diary.Entry) (time.Time, error) {
	if e.Fact != "registry.checked" {
		return e.At, nil
	}
	at, found, err := db.One(tx, (*db.Row).Time, `select made_at from registry_check where business = $1 and at = $2 and cast(id as text) = $3`, e.Subject, e.At, fmt.Sprint(e.Data["check"]))
	if !found {
		at = e.At
	}
	return at, err
}
