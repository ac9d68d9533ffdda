package directoryweb

import (
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry"

	"github.com/a-h/templ"
)

// absolute is an address with the house in front, for what is read elsewhere: a QR
// code, a preview, a file.
func (d *Desk) absolute(tag lang.Tag, path string) string {
	if tag != lang.ID {
		path = "/" + string(tag) + path
	}
	return d.Public + path
}

func dayOf(t time.Time) string { return date.DayOf(t).String() }

// spoken marks a text's language when it is not the page's.
func spoken(tongue string) templ.Attributes {
	if tongue == "" {
		return nil
	}
	return templ.Attributes{"lang": tongue}
}

// gone is a business that the public has seen and that is no longer there.
type gone struct {
	to db.ID // what it became; 0: it has closed
}

// shown finds what the public sees of a business. What is not public is not there, but
// for two things that were public before: a business that closed, and one that became
// another.
func (d *Desk) shown(tx *db.Tx, r *web.Request) (b registry.Business, was *gone, err error) {
	none := fault.New(fault.NotFound, "registry.no_business")
	id, ok := d.ID(r.PathValue("code"))
	if !ok {
		return b, nil, none
	}
	b, found, err := d.Book.Shown(tx, id)
	if err != nil || found {
		return b, nil, err
	}
	for range 8 { // a business that was merged may have been merged into one that was
		old, err := registry.ByID(tx, id)
		if err != nil {
			return b, nil, err
		}
		switch {
		case !old.WasPublic() || !old.Forgotten.IsZero():
			return b, nil, none
		case old.State == registry.Closed:
			return b, &gone{}, nil
		case old.State == registry.Published:
			return b, &gone{to: old.ID}, nil
		case old.State != registry.Merged:
			return b, nil, none
		}
		id = old.MergedInto
	}
	return b, nil, none
}

// bare is an address as people read it, without its scheme.
func bare(address string) string {
	_, rest, there := strings.Cut(address, "//")
	if !there {
		return address
	}
	return rest
}

// titleClass makes a long name smaller, so that a narrow phone shows it whole.
func titleClass(name string) templ.Attributes {
	if len([]rune(name)) > 26 {
		return templ.Attributes{"class": "t3"}
	}
	return nil
}
