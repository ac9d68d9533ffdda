package lembarweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// Door are the pages of lembar RT.
type Door struct {
	Desk  lembar.Desk
	Paper lembar.Paper
	DB    *db.DB // forms that are done in several acts
	Press *letter.Press
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
	// NameOf is a door: how a person is called, where two entered the same row.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
}

// Routes lists the addresses.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show("/petugas/lembar", d.deskPage, "kec", "kel", "kode", "ya", "unduh"),
		web.Do("/petugas/lembar", d.make()),
		web.Show("/petugas/lembar/menunggu", d.waitPage, "kec", "ya", "putus"),
		web.Do("/petugas/lembar/menunggu", d.decide()),
		web.Show("/petugas/lembar/{code}", d.sheetPage, "ya"),
		web.Do("/petugas/lembar/{code}", d.enter()),
		web.Do("/petugas/lembar/{code}/centang", d.tick()),
		web.Do("/petugas/lembar/{code}/belum", d.write()),
		web.Show("/petugas/lembar/{code}/cetak", d.pdf, "kertas"),
		web.Show("/petugas/lembar/{code}/pratinjau", d.preview),
	}
}

// nav is the main entry under which the pages stand.
const nav = "tugas"

// base is the address of the whole.
const base = "/petugas/lembar"

// sheetID reads the code of an address; what is none is found nowhere.
func (d Door) sheetID(r *web.Request) db.ID {
	id, _ := d.ID(r.PathValue("code"))
	return id
}

// readCode reads what was typed or scanned into the box: the code with or without its
// spaces, or the whole address of the QR code.
func readCode(typed string) string {
	if _, after, found := strings.Cut(typed, base+"/"); found {
		typed, _, _ = strings.Cut(after, "/")
		typed, _, _ = strings.Cut(typed, "?")
		typed, _, _ = strings.Cut(typed, "#")
	}
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed))
}

// choice reads a parameter that has few values.
func choice(r *web.Request, name string, all ...string) (string, error) {
	v := r.Values()
	text := v.Line(name, 40)
	if err := v.Err(); err != nil || text == "" {
		return "", err
	}
	for _, a := range all {
		if a == text {
			return text, nil
		}
	}
	return "", fault.New(fault.Invalid, "lembarweb.bad_choice", name)
}

// area is where whoever looks works: a counter's kecamatan or kelurahan; of who sees
// the whole city the kecamatan that they chose.
func area(tx *db.Tx, v account.Viewer, chosen string) (string, []place.Area, error) {
	if _, err := v.May(registry.MayWatch, account.At{Any: true}); err != nil {
		return "", nil, err
	}
	for _, g := range v.Grants {
		if g.Role == account.Counter {
			return g.Area, nil, nil
		}
	}
	all, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil || len(all) == 0 {
		return "", all, err
	}
	for _, a := range all {
		if a.Code == chosen {
			return chosen, all, nil
		}
	}
	if chosen != "" {
		return "", nil, fault.New(fault.NotFound, "lembarweb.no_area")
	}
	return all[0].Code, all, nil
}

// said is a refusal as one sentence.
func said(l lang.Lang, no *fault.Fault) string {
	if len(no.Fields) > 0 {
		return l.T(no.Fields[0].Key, no.Fields[0].Args...)
	}
	return l.T(no.Key, no.Args...)
}
