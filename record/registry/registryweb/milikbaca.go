package registryweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
)

// readWords is a read of private facts, in words.
type readWords struct {
	Role, Name string // of the officer; whoever had a link has no name
	Purpose    string
	Facts      string
	Basis      string
}

// readWords says who read private facts, and why.
func (d Makers) readWords(tx *db.Tx, l lang.Lang, x registry.ReadOf) (out readWords, err error) {
	var facts []string
	for _, f := range x.Facts {
		facts = append(facts, l.T(f.Label()))
	}
	out = readWords{Role: l.T("registryweb.reader_link"), Purpose: l.T(registry.PurposeWord(x.Purpose)), Facts: strings.Join(facts, ", "),
		Basis: l.T("registryweb.read_basis", l.T(registry.BasisWord(x.Purpose)), registry.Bases[x.Purpose].Article)}
	if x.Reader == 0 {
		return out, nil
	}
	g, err := account.GrantByID(tx, x.Held)
	if err == nil {
		out.Role = l.T("account.role_" + string(g.Role))
		out.Name, err = d.NameOf(tx, x.Reader)
	}
	return out, err
}

// OwnerRead is a read of private facts of somebody's businesses, as the page about what is
// kept of them lists it.
type OwnerRead struct {
	registry.OwnRead
	Who, Name, Why, Law, Which string
	Business, Path             string // what was read, and where its owner looks at it
}

// ReadsOfOwner says who read private facts of what somebody owns, the newest first, at most
// limit behind after. It is for the owner.
func (d Makers) ReadsOfOwner(tx *db.Tx, l lang.Lang, owner, after db.ID, limit int) (out []OwnerRead, err error) {
	all, err := registry.ReadsOfOwner(tx, owner, after, limit)
	for _, x := range all {
		if err != nil {
			return nil, err
		}
		var w readWords
		w, err = d.readWords(tx, l, x.ReadOf)
		one := OwnerRead{OwnRead: x, Who: w.Role, Name: w.Name, Why: w.Purpose, Law: w.Basis, Which: w.Facts, Path: "/usaha-saya"}
		if x.Among > 0 {
			one.Which = l.T("registryweb.counted_of", w.Facts, x.Among)
		}
		if len(x.Of) == 1 {
			one.Path += "/" + d.Code(x.Of[0].ID) + "/riwayat"
		}
		var names []string
		for _, b := range x.Of {
			names = append(names, b.Facts[registry.Name])
		}
		one.Business = strings.Join(names, ", ")
		out = append(out, one)
	}
	return out, err
}
